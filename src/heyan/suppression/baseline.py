"""The baseline: findings recorded once, so that only new ones count; told apart by fingerprint, never by place."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from heyan.model.document import Document
from heyan.model.finding import Finding, Suppression
from heyan.model.report import Report
from heyan.model.result import AuditResult, BaselineTally, KnownFinding
from heyan.suppression.waiver import plain

SCHEMA = "heyan.baseline/1"


@dataclass(frozen=True, slots=True)
class Baseline:
    """A recorded baseline; `recorded` is the day, YYYY-MM-DD. One entry a finding, equal ones listed as often."""

    path: str
    recorded: str
    entries: tuple[KnownFinding, ...]


def recorded(result: AuditResult, today: str) -> bytes:
    """The baseline file of a result: every finding, suppressed or not, one line each; UTF-8, ends with a newline."""
    papers = {d.id: (d, report) for d, report in zip(result.documents, result.reports, strict=True)}
    lines = []
    for finding in result.findings():
        document, report = papers[finding.location.document]
        lines.append(
            json.dumps(
                {
                    "fingerprint": finding.fingerprint,
                    "code": finding.code,
                    "document": _name(document.path),
                    "unit": report.unit.value if report.unit else None,
                    "year": report.year.value if report.year else None,
                    "kind": report.kind,
                    "address": finding.location.address,
                    "message": finding.message,
                },
                ensure_ascii=False,
            )
        )
    packs = [{"name": p.name, "version": p.version, "sha256": p.sha256} for p in result.packs]
    head = {"schema": SCHEMA, "recorded": today, "packs": packs}
    start = json.dumps(head, ensure_ascii=False)[:-1]
    listed = ",\n  ".join(lines)
    entries = f"[\n  {listed}]" if lines else "[]"
    return f'{start},\n "findings": {entries}}}\n'.encode("utf-8", "backslashreplace")


def known(
    baseline: Baseline,
    findings: Sequence[Finding],
    documents: Sequence[Document],
    reports: Sequence[Report],
    codes: Collection[str],
    waived: Collection[int],
) -> tuple[BaselineTally, dict[int, Suppression]]:
    """The counts, and the suppression of each known finding by its identity.

    A known finding that is not met any more is gone only if its paper was audited (under its name, or as a paper of
    the same unit, year and kind) and its rule ran.
    """
    left = Counter(entry.fingerprint for entry in baseline.entries)
    met: dict[int, Suppression] = {}
    reason = f"基线（{baseline.recorded} 记录）里已有"
    for finding in findings:
        if left[finding.fingerprint] > 0:
            left[finding.fingerprint] -= 1
            met[id(finding)] = Suppression("baseline", reason)
    names = {plain(_name(document.path)) for document in documents}
    subjects = {_subject(r.unit.value, r.year.value, r.kind) for r in reports if r.unit and r.year}
    gone: list[KnownFinding] = []
    elsewhere = 0
    for entry in baseline.entries:
        if left[entry.fingerprint] <= 0:
            continue
        left[entry.fingerprint] -= 1
        here = plain(entry.document) in names or (
            bool(entry.unit and entry.year) and _subject(entry.unit or "", entry.year or 0, entry.kind) in subjects
        )
        if here and entry.code in codes:
            gone.append(entry)
        else:
            elsewhere += 1
    new = sum(id(finding) not in met and id(finding) not in waived for finding in findings)
    return BaselineTally(baseline.path, baseline.recorded, len(met), new, tuple(gone), elsewhere), met


def _subject(unit: str, year: int, kind: str) -> tuple[str, int, str]:
    return plain(unit), year, kind


def _name(path: str) -> str:
    return path.replace("\\", "/").rsplit("/", 1)[-1]
