"""The kind `spending_statement`: what a paper says in words of its spending, against its budget and expenditure."""

from __future__ import annotations

from decimal import Decimal
from types import MappingProxyType
from typing import Annotated, ClassVar, Literal

from heyan.engine.checks.options import POSITIVE, CheckOptions, Variants
from heyan.engine.interval import alike, rounded, unusable
from heyan.engine.lexicon import Lexicons
from heyan.engine.notation import figure, shown, written
from heyan.engine.submission import Target
from heyan.engine.verdict import Observation, Verdict, failed, not_applicable, not_evaluated, passed
from heyan.model.claim import Assertion, Operand
from heyan.model.finding import Band

_HUNDRED = Decimal(100)
_TOPICS = ("far_over_budget", "slow_progress", "large_surplus")


class SpendingStatementCheck(CheckOptions):
    """远超预算, 进度较低 and 结余过大 (variants `far_over_budget`, `slow_progress`, `large_surplus`) against the whole unit's figures.

    `far_over_budget` is contradicted by an expenditure that does not exceed the budget it names, `slow_progress` by an execution
    rate of `fast` percent or more, `large_surplus` by one of `spent` percent or more. A statement repeated in the
    same words is judged once.
    """

    kind: Literal["spending_statement"] = "spending_statement"
    fast: Annotated[Decimal, POSITIVE] = Decimal(95)
    spent: Annotated[Decimal, POSITIVE] = Decimal(98)

    slots: ClassVar[frozenset[str]] = frozenset({"statement", "truth"})
    figures: ClassVar[frozenset[str]] = frozenset({"reported", "formula"})
    bands: ClassVar[frozenset[Band]] = frozenset({"contradicted"})
    variants: ClassVar[Variants] = MappingProxyType({"": _TOPICS})
    targets: ClassVar[frozenset[str]] = frozenset({"assertions"})


def check_spending_statement(options: SpendingStatementCheck, target: Target, _lexicons: Lexicons) -> Verdict:
    """Judges one statement."""
    said = target.item
    if not isinstance(said, Assertion) or said.topic not in _TOPICS:
        return not_applicable("不是对支出的评价")
    if _said_before(said, target):
        return not_applicable("前文说过同样的话")
    places = tuple(operand.place for operand in said.figures if operand.place)
    problem = _problem(said.figures)
    if problem:
        return not_evaluated(problem, places)
    if said.topic == "far_over_budget":
        budget, spent = said.figures
        if rounded(spent.quantity.amount, spent.quantity.step).low > _ceiling(budget):
            return passed(places)
        truth = f"{spent.label}{written(spent.quantity)}，没有超过{budget.label}{written(budget.quantity)}"
        evidence = f"{spent.label} {figure(spent.quantity)} ≤ {budget.label} {figure(budget.quantity)}"
        return failed((_seen(said, truth, evidence),), places, "contradicted")
    share = _share(said.figures)
    limit = options.fast if said.topic == "slow_progress" else options.spent
    if share < limit:
        return passed(places)
    truth = f"执行率是 {shown(share, 2)}%"
    evidence = f"执行率 {shown(share, 2)}% ≥ {shown(limit, 0)}%"
    return failed((_seen(said, truth, evidence),), places, "contradicted")


def _said_before(said: Assertion, target: Target) -> bool:
    return any(
        other.topic == said.topic and other.raw == said.raw and other.span.start < said.span.start
        for other in target.report.assertions
    )


def _problem(figures: tuple[Operand, ...]) -> str | None:
    if not figures:
        return "没有可对照的预算数、支出数或执行率"
    for operand in figures:
        trouble = unusable(operand.quantity)
        if trouble:
            return f"“{operand.label}{written(operand.quantity)}”{trouble}"
    if len(figures) == 1:
        return None if figures[0].quantity.kind == "percent" else "执行率不是百分数"
    if not alike(tuple(operand.quantity for operand in figures)):
        return "预算数与支出数单位不同"
    return None if figures[0].quantity.amount > 0 else "预算数不是正数"


def _share(figures: tuple[Operand, ...]) -> Decimal:
    if len(figures) == 1:
        return figures[0].quantity.value
    return _HUNDRED * figures[1].quantity.amount / figures[0].quantity.amount


def _ceiling(budget: Operand) -> Decimal:
    return rounded(budget.quantity.amount, budget.quantity.step).high


def _seen(said: Assertion, truth: str, evidence: str) -> Observation:
    return Observation(
        place=said.span,
        related=tuple((operand.label, operand.place) for operand in said.figures if operand.place),
        slots={"statement": said.raw, "truth": truth},
        reported=said.raw,
        band="contradicted",
        evidence=(evidence,),
        identity=(said.raw, *(written(operand.quantity) for operand in said.figures)),
        variant=said.topic,
    )
