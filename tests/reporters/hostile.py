"""A result whose every text is one that somebody else chose."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import strategies as st

from heyan.model.finding import Finding, Location, Outcome, Suppression, Tolerance
from heyan.model.report import Sourced
from heyan.model.result import AuditResult, InputFailure
from tests.reporters import canonical

# What the formats live on, and what no format can carry.
PIECES = (
    "]]>", "<![CDATA[", "</failure>", "<script>", "&amp;", "::error::", "::stop-commands::x", "%0A", "|", "||", "`", "```",
    "\n", "\r\n", "\r", "\t", "\x00", "\x08", "\x1b[31m", "\x85", "\u2028", "\u202e", "\ud800", "\udcff", "\ufffe",
    "\uffff", "=1+1", "+1", "-1+1", "@SUM(A1)", "＝1", '"', "'", ",", ";", "{{ 1 }}", "{% raw %}", "\\", "# ", "- ", "1. ",
    "http://x.example", "@user", "![](x)", "核验", "𠮷", " ",
)  # fmt: skip
TEXTS = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=5)), max_size=8).map("".join)


def hostile_result(text: str) -> AuditResult:
    """The canonical result with `text` wherever a paper, a file name or a rule pack could put it."""
    result = canonical.result()
    return replace(
        result,
        documents=tuple(replace(document, path=f"{text}{document.id}") for document in result.documents),
        reports=tuple(
            replace(r, unit=Sourced(text, r.unit.raw, r.unit.span)) if r.unit else r for r in result.reports
        ),
        outcomes=tuple(_outcome(outcome, text) for outcome in result.outcomes),
        packs=tuple(
            replace(
                pack,
                rules=tuple(replace(r, title=text, why=text, fix=text, basis=(text,)) for r in pack.rules),
            )
            for pack in result.packs
        ),
        failures=(InputFailure(text, "invalid", text),),
        profile=text or None,
    )


def _outcome(outcome: Outcome, text: str) -> Outcome:
    reason = text if outcome.reason else None
    findings = tuple(_finding(finding, text) for finding in outcome.findings)
    return replace(outcome, reason=reason, findings=findings)


def _finding(finding: Finding, text: str) -> Finding:
    return replace(
        finding,
        title=text,
        message=text,
        fix=text,
        basis=(text,),
        evidence=(text,),
        hypotheses=(text,),
        reported=text,
        expected=text,
        difference=text,
        tolerance=Tolerance(text, text),
        location=_place(finding.location, text),
        related=tuple(_place(place, text) for place in finding.related),
        suppressed=Suppression("waiver", text, text, "2026-12-31") if finding.suppressed else None,
        path=(text,),
        operands=(text,),
    )


def _place(place: Location, text: str) -> Location:
    return replace(place, address=text or "全文", excerpt=text, mark=(0, len(text)), label=text)
