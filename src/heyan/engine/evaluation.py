"""Every rule on every target: each ends as passed, failed, not applicable or not evaluated with a reason."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from heyan.engine.assertion import check_assertion
from heyan.engine.checks import run
from heyan.engine.findings import FindingBuilder
from heyan.engine.lexicon import Lexicons
from heyan.engine.pack import CompiledPack
from heyan.engine.rule import CompiledRule
from heyan.engine.selection import Selection, chosen
from heyan.engine.submission import Submission, Target
from heyan.engine.targets import submissions
from heyan.engine.verdict import Verdict, not_applicable, not_evaluated
from heyan.model.document import Document
from heyan.model.finding import Outcome
from heyan.model.report import Report

EVERYTHING = Selection()


def evaluate(
    packs: Sequence[CompiledPack],
    documents: Sequence[Document],
    reports: Sequence[Report],
    selection: Selection = EVERYTHING,
) -> tuple[Outcome, ...]:
    """The outcomes of all chosen rules on all papers, by rule and then in reading order.

    `documents` runs parallel to `reports`. A rule whose collection is empty in a paper has no outcome there.
    Raises UsageError when the selection names a rule that no pack has.
    """
    taken = set(chosen((rule for pack in packs for rule in pack.rules), selection))
    together = submissions(documents, reports)
    builder = FindingBuilder(documents, reports)
    outcomes: list[Outcome] = []
    targets: dict[str, tuple[Target, ...]] = {}
    for pack in packs:
        for rule in pack.rules:
            if rule not in taken:
                continue
            if rule.each not in targets:
                targets[rule.each] = tuple(_targets(rule, together))
            outcomes.extend(_outcome(rule, target, pack.lexicons, builder) for target in targets[rule.each])
    return tuple(outcomes)


def judge(rule: CompiledRule, target: Target, lexicons: Lexicons) -> Verdict:
    """How one rule ends on one target."""
    narrowed = _narrowed(rule, target)
    if narrowed is not None:
        return narrowed
    if rule.when is not None:
        condition = rule.when.evaluate(target)
        if condition.value is None:
            return not_evaluated(condition.reason or "无法判断是否适用")
        if condition.value is False:
            return not_applicable()
    if rule.assertion is not None:
        return check_assertion(rule.assertion, rule.at, target)
    assert rule.check is not None  # the schema takes one of the two
    return run(rule.check, target, lexicons)


def _targets(rule: CompiledRule, together: Sequence[Submission]) -> Iterator[Target]:
    for submission in together:
        yield from rule.collection.targets(submission)


def _narrowed(rule: CompiledRule, target: Target) -> Verdict | None:
    if rule.forms and (target.form.kind if target.form else target.report.kind) not in rule.forms:
        return not_applicable("不在适用的表式内")
    if rule.since is None and rule.until is None:
        return None
    year = target.report.year
    if year is None:
        return not_evaluated("缺少报告的年度")
    if (rule.since is not None and year.value < rule.since) or (
        rule.until is not None and year.value > rule.until
    ):
        return not_applicable("不在适用的年度内")
    return None


def _outcome(rule: CompiledRule, target: Target, lexicons: Lexicons, builder: FindingBuilder) -> Outcome:
    verdict = judge(rule, target, lexicons)
    return Outcome(
        code=rule.code,
        document=target.report.document,
        status=verdict.status,
        reason=verdict.reason,
        operands=verdict.operands,
        band=verdict.band,
        findings=tuple(builder.build(rule, target, observation) for observation in verdict.observations),
        relates=rule.check is None or rule.check.relates,
    )
