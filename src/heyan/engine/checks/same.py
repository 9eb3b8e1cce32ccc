"""The kinds `same` and `same_across_forms`: one fact stated twice is stated alike."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from types import MappingProxyType
from typing import ClassVar, Literal

from heyan.engine.checks.clues import clues_for
from heyan.engine.checks.options import CheckOptions, Variants
from heyan.engine.counterparts import PlacedForm, fits, goal_total
from heyan.engine.interval import Agreement, Interval, alike, judge_same, unusable
from heyan.engine.lexicon import Lexicons
from heyan.engine.notation import in_unit_of, places, shown, trimmed, written
from heyan.engine.relation_repair import pinned
from heyan.engine.repair import Clues, Hypothesis, corrected, mend, rank, sentences
from heyan.engine.submission import Submission, Target
from heyan.engine.verdict import Observation, Repair, Verdict, failed, not_applicable, not_evaluated, passed
from heyan.model.claim import Claim, Operand
from heyan.model.dataclass import dataclass
from heyan.model.finding import Band, Tolerance
from heyan.model.quantity import Quantity
from heyan.model.report import GOAL_KINDS, Form, Report, Sourced
from heyan.model.span import Span

_SLOTS = frozenset({"subject", "first_label", "second_label", "first", "second", "difference"})


class SameCheck(CheckOptions):
    """The two statements of a `same` claim; the second one is the place, the first one related.

    Different decimals and units are allowed as far as rounding explains them. Variants: the band (`truncated`),
    and `scale` where one is the other times a power of ten.
    """

    kind: Literal["same"] = "same"

    slots: ClassVar[frozenset[str]] = _SLOTS
    bands: ClassVar[frozenset[Band]] = frozenset({"contradicted", "truncated"})
    variants: ClassVar[Variants] = MappingProxyType({"": ("scale",)})
    targets: ClassVar[frozenset[str]] = frozenset({"claims", "claims.same"})


class SameAcrossFormsCheck(CheckOptions):
    """A fact of the goal form against the self-evaluation form of the same unit and year (and project)."""

    kind: Literal["same_across_forms"] = "same_across_forms"
    fact: Literal["initial_total", "annual_total"] = "initial_total"

    slots: ClassVar[frozenset[str]] = _SLOTS
    bands: ClassVar[frozenset[Band]] = frozenset({"contradicted", "truncated"})
    variants: ClassVar[Variants] = MappingProxyType({"": ("scale",)})
    targets: ClassVar[frozenset[str]] = frozenset({"submission", "report"})


def check_same(_options: SameCheck, target: Target, _lexicons: Lexicons) -> Verdict:
    """Fails where the two cannot be one value."""
    claim = target.item
    if not isinstance(claim, Claim) or claim.kind != "same":
        return not_applicable("不是同一事实的两次陈述")
    first, second = claim.of("first"), claim.of("second")
    if claim.missing or not first or not second:
        return not_evaluated(f"缺少{claim.missing or '对应的数'}")
    clues = clues_for(claim, (first[0], second[0]), target.report)
    return _compare(claim.subject, first[0], second[0], Clues(standing=clues.standing))


def _compare(subject: str, first: Operand, second: Operand, clues: Clues) -> Verdict:
    spots = tuple(operand.place for operand in (first, second) if operand.place)
    for operand in (first, second):
        problem = unusable(operand.quantity)
        if problem:
            return not_evaluated(f"“{operand.label}{written(operand.quantity)}”{problem}", spots)
    if not alike((first.quantity, second.quantity)):
        return not_evaluated("两处单位不同，不能比较", spots)
    agreement = judge_same(first.quantity, second.quantity)
    if agreement.holds:
        return passed(spots, agreement.band)
    return failed((_observe(subject, first, second, agreement, clues),), spots, agreement.band)


def _observe(
    subject: str, first: Operand, second: Operand, agreement: Agreement, clues: Clues
) -> Observation:
    one, two = first.quantity, second.quantity
    gap = _gap(one, two)
    place = second.place or first.place
    if place is None:
        raise ValueError("a fact stated twice has no place")
    labels = (first.label or "前一处", second.label or "后一处")
    repairs = _repairs(one, two, clues) if agreement.band == "contradicted" else ()
    return Observation(
        place=place,
        related=((labels[0], first.place),) if first.place and first.place != place else (),
        slots={
            "subject": subject,
            "first_label": labels[0],
            "second_label": labels[1],
            "first": written(one),
            "second": written(two),
            "difference": gap.lstrip("-"),
        },
        reported=written(two),
        expected=written(one),
        difference=gap,
        tolerance=Tolerance(trimmed(in_unit_of(agreement.bound, two)), agreement.why),
        band=agreement.band,
        evidence=(f"{labels[0]} {written(one)} ≠ {labels[1]} {written(two)}",),
        hypotheses=sentences(repairs),
        pinned=pinned([(item.operand, item.standing) for item in repairs]),
        identity=(subject, written(one), written(two)),
        variant="scale" if _shifted(one, two) else None,
        repairs=_made_equal(first, second) if agreement.band == "contradicted" else (),
    )


def _made_equal(first: Operand, second: Operand) -> tuple[Repair, ...]:
    """Either as the other has it."""
    return tuple(
        Repair(
            operand.place, corrected(operand.quantity, in_unit_of(other.quantity.amount, operand.quantity))
        )
        for operand, other in ((first, second), (second, first))
        if operand.place is not None
    )


def _gap(one: Quantity, two: Quantity) -> str:
    decimals = max(places(q.ulp) for q in (one, two))
    gap = in_unit_of(two.amount - one.amount, two)
    return shown(gap, decimals) + (two.unit.name if two.unit else "")


def _shifted(one: Quantity, two: Quantity) -> bool:
    """Whether the two are the same digits at another power of ten."""
    if one.amount == two.amount or not one.amount or not two.amount:
        return False
    return one.amount.normalize().as_tuple().digits == two.amount.normalize().as_tuple().digits and (
        len(one.amount.normalize().as_tuple().digits) >= 2
    )


def _repairs(one: Quantity, two: Quantity, clues: Clues) -> tuple[Hypothesis, ...]:
    """Slips in either that make the two one figure; the one that nothing else bears out first."""
    found = [
        *mend(0, one, Interval(two.amount, two.amount), two.amount, clues),
        *mend(1, two, Interval(one.amount, one.amount), one.amount, clues),
    ]
    return rank(found)


@dataclass(frozen=True, slots=True)
class _Stated:
    form: Form
    report: Report
    amount: Sourced[Quantity]


def check_same_across_forms(options: SameAcrossFormsCheck, target: Target, _lexicons: Lexicons) -> Verdict:
    """Fails once for each self-evaluation form whose total differs from its goal form's."""
    reports = _reports(target)
    goals = [
        _Stated(form, report, amount)
        for report, form in _forms(reports)
        if form.kind in GOAL_KINDS and (amount := goal_total(form))
    ]
    results = [
        (report, form, getattr(row, options.fact.removesuffix("_total")))
        for report, form in _forms(reports)
        if form.kind not in GOAL_KINDS
        for row in form.budget_rows
        if row.total
    ]
    evaluated = [_Stated(form, report, amount) for report, form, amount in results if amount]
    if not goals or not evaluated:
        return not_applicable("没有可对照的目标表和自评表")
    name = "年初预算数" if options.fact == "initial_total" else "全年预算数"
    verdicts = [
        _compare_forms(name, goal, result) for result in evaluated if (goal := _counterpart(result, goals))
    ]
    return _merge(verdicts)


def _compare_forms(name: str, goal: _Stated, result: _Stated) -> Verdict:
    first = Operand("first", "目标表资金总额", goal.amount.value, goal.amount.span)
    second = Operand("second", f"自评表{name}", result.amount.value, result.amount.span)
    sides = [clues_for(None, (first, second), report) for report in (goal.report, result.report)]
    return _compare(name, first, second, Clues(standing=lambda index: sides[index].standing(index)))


def _reports(target: Target) -> tuple[Report, ...]:
    item = target.item
    if isinstance(item, Submission):
        return item.reports
    return (item,) if isinstance(item, Report) else (target.report,)


def _forms(reports: Sequence[Report]) -> Iterator[tuple[Report, Form]]:
    for report in reports:
        for form in report.forms:
            yield report, form


def _counterpart(result: _Stated, goals: Sequence[_Stated]) -> _Stated | None:
    """The one goal form of the same level, year and project; None where there is none or more than one."""
    answered = PlacedForm(result.report, result.form)
    fitting = [goal for goal in goals if fits(PlacedForm(goal.report, goal.form), answered)]
    return fitting[0] if len(fitting) == 1 else None


def _merge(verdicts: Sequence[Verdict]) -> Verdict:
    if not verdicts:
        return not_applicable("目标表与自评表不是同一年度或同一项目")
    spots: tuple[Span, ...] = tuple(span for verdict in verdicts for span in verdict.operands)
    observations = tuple(o for verdict in verdicts for o in verdict.observations)
    if observations:
        return failed(observations, spots, "contradicted")
    unknown = [verdict for verdict in verdicts if verdict.status == "not_evaluated"]
    if unknown:
        return not_evaluated(unknown[0].reason or "", spots)
    return passed(spots, "exact" if all(v.band == "exact" for v in verdicts) else "rounded")
