"""How each rule ended in each document: what JUnit, SARIF and Markdown show of a run."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from heyan.model.dataclass import dataclass
from heyan.model.document import Document
from heyan.model.finding import Finding
from heyan.model.result import AuditResult, RuleInfo


@dataclass(frozen=True, slots=True)
class Case:
    """One rule on one document; a finding counts where it stands, an outcome where its target stands.

    `not_evaluated` are the reasons with how often, the commonest first.
    """

    rule: RuleInfo
    findings: tuple[Finding, ...]
    suppressed: tuple[Finding, ...]
    passed: int
    not_applicable: int
    not_evaluated: tuple[tuple[str, int], ...]


def cases(result: AuditResult) -> Iterator[tuple[Document, tuple[Case, ...]]]:
    """Every document with a case for every rule that ran, by code."""
    found: dict[tuple[str, str], list[Finding]] = {}
    for finding in result.findings():
        found.setdefault((finding.location.document, finding.code), []).append(finding)
    statuses: dict[tuple[str, str], Counter[str]] = {}
    reasons: dict[tuple[str, str], Counter[str]] = {}
    for outcome in result.outcomes:
        key = (outcome.document, outcome.code)
        statuses.setdefault(key, Counter())[outcome.status] += 1
        if outcome.status == "not_evaluated":
            reasons.setdefault(key, Counter())[outcome.reason or ""] += 1
    rules = result.rules()
    for document in result.documents:
        yield document, tuple(_case(rule, document, found, statuses, reasons) for rule in rules)


def _case(
    rule: RuleInfo,
    document: Document,
    found: dict[tuple[str, str], list[Finding]],
    statuses: dict[tuple[str, str], Counter[str]],
    reasons: dict[tuple[str, str], Counter[str]],
) -> Case:
    key = (document.id, rule.code)
    findings, counts = found.get(key, []), statuses.get(key, Counter[str]())
    return Case(
        rule,
        tuple(finding for finding in findings if finding.suppressed is None),
        tuple(finding for finding in findings if finding.suppressed is not None),
        counts["passed"],
        counts["not_applicable"],
        tuple(sorted(reasons.get(key, Counter[str]()).items(), key=lambda item: (-item[1], item[0]))),
    )
