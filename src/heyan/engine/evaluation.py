"""Every rule on every target: each ends as passed, failed, not applicable or not evaluated with a reason."""

from __future__ import annotations

from collections.abc import Sequence

from heyan.engine.assertion import check_assertion
from heyan.engine.causes import linked
from heyan.engine.checks import run
from heyan.engine.findings import FindingBuilder
from heyan.engine.judged import Judged
from heyan.engine.lexicon import Lexicons
from heyan.engine.limits import CROWDED, Meter, Room
from heyan.engine.pack import CompiledPack
from heyan.engine.precedence import yielding
from heyan.engine.rule import CompiledRule
from heyan.engine.selection import Selection, chosen
from heyan.engine.submission import Submission, Target
from heyan.engine.targets import submissions
from heyan.engine.verdict import Verdict, not_applicable, not_evaluated
from heyan.model.dataclass import dataclass
from heyan.model.document import Document
from heyan.model.finding import Finding, Outcome
from heyan.model.report import Report
from heyan.model.timing import Timings

EVERYTHING = Selection()


@dataclass(frozen=True, slots=True)
class _Job:
    """One rule on one submission: what it works with, and what it may still cost."""

    rule: CompiledRule
    lexicons: Lexicons
    builder: FindingBuilder
    meter: Meter
    room: Room
    # Most outcomes are that the rule does not concern the target, and alike: one serves them all.
    unconcerned: dict[tuple[str, str | None], Outcome]


def evaluate(
    packs: Sequence[CompiledPack],
    documents: Sequence[Document],
    reports: Sequence[Report],
    selection: Selection = EVERYTHING,
    timings: Timings | None = None,
) -> tuple[Outcome, ...]:
    """The outcomes of all chosen rules on all papers, by rule and then in reading order.

    `documents` runs parallel to `reports`. A rule whose collection is empty in a paper has no outcome there.
    Raises UsageError when the selection names a rule that no pack has.
    """
    taken = set(chosen((rule for pack in packs for rule in pack.rules), selection))
    together = submissions(documents, reports)
    builder = FindingBuilder(documents, reports)
    judged: list[Judged] = []
    targets: dict[str, tuple[tuple[Target, ...], ...]] = {}
    for pack in packs:
        rooms = [Room(sum(len(document.text) for document in one.documents)) for one in together]
        for rule in pack.rules:
            if rule not in taken:
                continue
            if rule.each not in targets:
                targets[rule.each] = _targets(rule, together)
            for listed, room in zip(targets[rule.each], rooms, strict=True):
                if not listed:
                    continue
                job = _Job(rule, pack.lexicons, builder, Meter(len(listed)), room, {})
                if timings is None:
                    judged.extend(_judged(job, target) for target in listed)
                else:
                    judged.extend(_timed(job, target, timings) for target in listed)
    return linked(yielding(judged), _again)


def _again(one: Judged, target: Target) -> Verdict:
    return judge(one.rule, target, one.lexicons, Meter(1))


def judge(rule: CompiledRule, target: Target, lexicons: Lexicons, meter: Meter) -> Verdict:
    """How one rule ends on one target; `meter` counts what its expressions cost."""
    narrowed = _narrowed(rule, target)
    if narrowed is not None:
        return narrowed
    if rule.when is not None:
        condition = rule.when.evaluate(target, meter=meter)
        if condition.value is None:
            return not_evaluated(condition.reason or "无法判断是否适用")
        if condition.value is False:
            return not_applicable()
    if rule.assertion is not None:
        return check_assertion(rule.assertion, rule.at, target, meter)
    assert rule.check is not None  # the schema takes one of the two
    return run(rule.check, target, lexicons)


def _targets(rule: CompiledRule, together: Sequence[Submission]) -> tuple[tuple[Target, ...], ...]:
    """The rule's targets, those of each submission apart: a rule has its steps for each."""
    return tuple(tuple(rule.collection.targets(submission)) for submission in together)


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


def _relates(rule: CompiledRule) -> bool:
    if rule.check is not None:
        return rule.check.relates
    return rule.assertion is not None and rule.assertion.relates


def _timed(job: _Job, target: Target, timings: Timings) -> Judged:
    started = timings.clock()
    judged = _judged(job, target)
    path = next(d.path for d in target.submission.documents if d.id == target.report.document)
    timings.add("evaluate", path, timings.clock() - started, job.rule.code)
    return judged


def _judged(job: _Job, target: Target) -> Judged:
    full = job.room.left <= 0
    verdict = not_evaluated(CROWDED) if full else judge(job.rule, target, job.lexicons, job.meter)
    return Judged(job.rule, job.lexicons, target, verdict, _outcome(job, target, verdict))


def _outcome(job: _Job, target: Target, verdict: Verdict) -> Outcome:
    if verdict.status != "not_applicable" or verdict.operands or verdict.observations:
        return _told(job, target, verdict)
    key = (target.report.document, verdict.reason)
    outcome = job.unconcerned.get(key)
    if outcome is None:
        outcome = job.unconcerned[key] = _told(job, target, verdict)
    return outcome


def _told(job: _Job, target: Target, verdict: Verdict) -> Outcome:
    rule = job.rule
    findings: tuple[Finding, ...] = ()
    if verdict.observations:
        findings = tuple(job.builder.build(rule, target, seen) for seen in verdict.observations)
        job.room.left -= len(findings)
    return Outcome(
        code=rule.code,
        document=target.report.document,
        status=verdict.status,
        reason=verdict.reason,
        operands=verdict.operands,
        band=verdict.band,
        findings=findings,
        relates=_relates(rule),
    )
