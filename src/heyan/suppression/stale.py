"""Faults of a waiver file, as findings that stand in it: a waiver unused (W01), expired (W02) or lapsed (W03)."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from heyan.model.document import WAIVERS, Document, Paragraph
from heyan.model.finding import Finding, Location, Outcome
from heyan.model.report import Report, Sourced
from heyan.model.result import RuleInfo
from heyan.model.span import Span
from heyan.suppression.waiver import Waiver, WaiverFile

FAMILY = "suppression"
_WHY = "豁免是对一处具体问题、具体数值的例外；情况变了还留着，就会放过没有人看过的问题。"
OWN_RULES: tuple[RuleInfo, ...] = tuple(
    RuleInfo(code, name, FAMILY, title, "warning", fix, (), _WHY)
    for code, name, title, fix in (
        ("W01", "waiver-unused", "豁免没有用上", "问题已改正的，删去这一条；规则、文书或位置写错的，改正。"),
        ("W02", "waiver-expired", "豁免已到期", "问题还在的，改正文书或重新报批；不在的，删去这一条。"),
        (
            "W03",
            "waiver-lapsed",
            "豁免的数值变了",
            "按现在的数值重新核对；仍要豁免的，重新报批后改写这一条。",
        ),
    )
)
_UNUSED, _EXPIRED, _LAPSED = OWN_RULES


class WaiverDocument:
    """The waiver file as a document, with the findings about it."""

    id = "w1"

    def __init__(self, file: WaiverFile) -> None:
        self._file = file
        self._found = False
        self._lines: list[Span] = []
        start = 0
        for line in file.text.split("\n"):
            self._lines.append(Span(self.id, start, start + len(line)))
            start += len(line) + 1

    def rendered(self) -> tuple[Document, Report] | None:
        """The file for a result; None while no finding stands in it."""
        if not self._found:
            return None
        text = self._file.text
        digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
        blocks = tuple(Paragraph(span) for span in self._lines)
        document = Document(self.id, self._file.path, WAIVERS, digest, text, blocks)
        return document, Report(self.id, Sourced(text, text, document.span), "narrative")

    def unused(self, waiver: Waiver, *, known_rule: bool) -> Outcome:
        """The waiver met no finding."""
        why = "没有这样的问题" if known_rule else f"没有规则“{waiver.rule}”"
        return self._outcome(_UNUSED, waiver, f"{_named(waiver)}没有用上：{why}", ())

    def expired(self, waiver: Waiver, met: Sequence[Finding]) -> Outcome:
        """The waiver's last day is over; `met` is the finding that it would have met."""
        still = "，问题仍在" if met else ""
        message = f"{_named(waiver)}已于 {waiver.until.isoformat()} 到期{still}"
        return self._outcome(_EXPIRED, waiver, message, met)

    def lapsed(self, waiver: Waiver, now: Finding, differences: tuple[str, ...]) -> Outcome:
        """The values excused are no longer those of the finding."""
        return self._outcome(_LAPSED, waiver, f"{_named(waiver)}已失效：数值变了", (now,), differences)

    def _outcome(
        self,
        rule: RuleInfo,
        waiver: Waiver,
        message: str,
        met: Sequence[Finding],
        evidence: tuple[str, ...] = (),
    ) -> Outcome:
        self._found = True
        identity = (
            waiver.rule,
            waiver.document or "",
            waiver.unit or "",
            str(waiver.year or ""),
            waiver.place,
        )
        key = "\x1f".join((rule.code, *identity, *evidence))
        finding = Finding(
            code=rule.code,
            name=rule.name,
            family=rule.family,
            title=rule.title,
            severity=rule.severity,
            confidence="certain",
            message=message,
            fix=rule.fix,
            basis=rule.basis,
            location=self._location(waiver),
            related=tuple(_related(finding.location) for finding in met),
            reported=None,
            expected=None,
            difference=None,
            tolerance=None,
            band=None,
            evidence=evidence,
            hypotheses=(),
            fingerprint=hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:16],
            path=(waiver.unit or "", str(waiver.year or ""), waiver.rule, waiver.place),
        )
        return Outcome(rule.code, self.id, "failed", findings=(finding,))

    def _location(self, waiver: Waiver) -> Location:
        span = self._lines[min(waiver.line, len(self._lines)) - 1]
        line = self._file.text[span.start : span.end]
        indent = len(line) - len(line.lstrip())
        mark = (indent, len(line.rstrip()))
        return Location(self.id, f"第{waiver.line}行", waiver.line, line, span.part(*mark), mark)


def _named(waiver: Waiver) -> str:
    return f"对 {waiver.rule}“{waiver.place}”的豁免"


def _related(location: Location) -> Location:
    return Location(
        location.document,
        location.address,
        location.line,
        location.excerpt,
        location.span,
        location.mark,
        "现在的问题",
    )
