"""CSV for spreadsheets: one row a finding, UTF-8 with a byte order mark so that Excel reads Chinese."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from io import StringIO

from heyan.model.document import Document
from heyan.model.finding import Finding
from heyan.model.report import Report
from heyan.model.result import AuditResult, InputFailure
from heyan.reporters.excerpts import excerpt_of
from heyan.reporters.options import Language, Options
from heyan.reporters.visible import one_line
from heyan.reporters.words import Words, words_of

# The columns in order; headings in Chinese and English.
COLUMNS = (
    ("document", "文件", "document"),
    ("unit", "单位", "unit"),
    ("year", "年度", "year"),
    ("severity", "级别", "severity"),
    ("code", "规则", "code"),
    ("name", "规则名", "name"),
    ("title", "标题", "title"),
    ("family", "类别", "family"),
    ("confidence", "把握", "confidence"),
    ("message", "问题", "message"),
    ("address", "位置", "address"),
    ("line", "行", "line"),
    ("excerpt", "原文", "excerpt"),
    ("reported", "文中值", "reported"),
    ("expected", "应为", "expected"),
    ("difference", "相差", "difference"),
    ("tolerance", "容差", "tolerance"),
    ("band", "比较", "band"),
    ("evidence", "复算", "evidence"),
    ("hypotheses", "可能原因", "hypotheses"),
    ("fix", "怎么改", "fix"),
    ("basis", "依据", "basis"),
    ("related", "相关位置", "related"),
    ("suppressed", "豁免", "suppressed"),
    ("reason", "豁免理由", "reason"),
    ("approver", "批准人", "approver"),
    ("until", "豁免至", "until"),
    ("fingerprint", "指纹", "fingerprint"),
    ("cause", "起因的指纹", "cause"),
)
_PLAIN_NUMBER = re.compile(r"[-+]?\d+(?:,\d{3})*(?:\.\d+)?%?")
# What a spreadsheet takes for the start of a formula, full-width forms included.
_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r")
_JOINT = "；"


def render(result: AuditResult, options: Options) -> bytes:
    """The table; files that could not be read have a row each, so that their absence is seen."""
    words = words_of(options.lang)
    out = StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(_headings(options.lang))
    papers = {
        document.id: (document, report)
        for document, report in zip(result.documents, result.reports, strict=True)
    }
    rows = [
        *(_failure(failure, words) for failure in result.failures),
        *(_finding(finding, *papers[finding.location.document], words) for finding in result.findings()),
    ]
    for row in rows:
        writer.writerow([safe_cell(row.get(key, "")) for key, _, _ in COLUMNS])
    return out.getvalue().encode("utf-8-sig", "replace")


def safe_cell(text: str) -> str:
    """`text` on one line; what a spreadsheet would compute gets an apostrophe before it, plain numbers stay."""
    line = one_line(text).strip()
    if line.startswith(_FORMULA) and not _PLAIN_NUMBER.fullmatch(line):
        return f"'{line}"
    return line


def _headings(lang: Language) -> Iterator[str]:
    for _, chinese, english in COLUMNS:
        yield english if lang == "en" else chinese


def _failure(failure: InputFailure, words: Words) -> dict[str, str]:
    return {"document": failure.path, "severity": words.say("failures"), "message": failure.message}


def _finding(finding: Finding, document: Document, report: Report, words: Words) -> dict[str, str]:
    tolerance, by = finding.tolerance, finding.suppressed
    piece = excerpt_of(finding.location)
    return {
        "document": document.path,
        "unit": report.unit.value if report.unit else "",
        "year": str(report.year.value) if report.year else "",
        "severity": words.severity[finding.severity],
        "code": finding.code,
        "name": finding.name,
        "title": finding.title,
        "family": words.family_name(finding.family),
        "confidence": words.confidence[finding.confidence],
        "message": finding.message,
        "address": finding.location.address,
        "line": "" if finding.location.line is None else str(finding.location.line),
        "excerpt": f"{piece.before}{piece.marked}{piece.after}",
        "reported": finding.reported or "",
        "expected": finding.expected or "",
        "difference": finding.difference or "",
        "tolerance": words.say("tolerated", value=tolerance.value, why=tolerance.why) if tolerance else "",
        "band": words.band[finding.band] if finding.band else "",
        "evidence": _JOINT.join(finding.evidence),
        "hypotheses": _JOINT.join(finding.hypotheses),
        "fix": finding.fix,
        "basis": _JOINT.join(finding.basis),
        "related": _JOINT.join(f"{place.label} {place.address}".strip() for place in finding.related),
        "suppressed": words.say(f"by_{by.by}") if by else "",
        "reason": by.reason if by else "",
        "approver": (by.approver or "") if by else "",
        "until": (by.until or "") if by else "",
        "fingerprint": finding.fingerprint,
        "cause": finding.cause.fingerprint if finding.cause else "",
    }
