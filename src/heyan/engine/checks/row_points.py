"""Whether the points of one row agree with what that row says was achieved."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from heyan.engine.checks.execution import check_execution
from heyan.engine.interval import is_count, unusable
from heyan.engine.judgement import Judgement, amounts, judge
from heyan.engine.lexicon import Lexicon
from heyan.model.quantity import Quantity
from heyan.model.report import BudgetRow, Indicator

_HALF = Decimal("0.5")
_TENTH = Decimal("0.1")
_COARSEST = Decimal("0.05")
_NO_NAMES = Lexicon("", {})


def points_slack(score: Decimal, whole: Decimal = _HALF) -> Decimal:
    """How far a score may be from its formula: `whole` for whole and half points, which are set by hand; a score
    with other decimals was computed and is off by its rounding only."""
    if score * 2 == (score * 2).to_integral_value():
        return whole
    return min(whole, _TENTH if score * 10 == (score * 10).to_integral_value() else _COARSEST)


def ratio_spread(target: Quantity, actual: Quantity) -> Decimal:
    """How far rounding of 完成值 may move 完成值 ÷ 指标值; counts and a target are exact."""
    goal, _ = amounts(target, actual)
    if not goal or is_count(actual):
        return Decimal(0)
    step = actual.ulp if target.unit is None or actual.unit is None else actual.step
    return abs(step / 2 / goal)


def row_agrees(row: Indicator | BudgetRow) -> bool | None:
    """Whether 得分 follows from 分值 and the degree of completion; None where the row cannot tell.

    Full points agree with anything but a target missed; a row without scoring tells nothing.
    """
    if row.weight is None or row.score is None or unusable(row.weight.value) or unusable(row.score.value):
        return None
    weight, score = row.weight.value.value, row.score.value.value
    if not 0 <= score <= weight:
        return False
    if isinstance(row, BudgetRow):
        status = check_execution(row, _HALF).status
        return {"passed": True, "failed": False}.get(status)
    judgement = judge(row, _NO_NAMES)
    if score == weight:
        return judgement.state != "unmet" or _in_proportion(row, judgement, weight, score) or None
    if judgement.state == "met":
        return False
    return _in_proportion(row, judgement, weight, score)


def with_points(row: Indicator | BudgetRow, *, weight: Decimal | None, score: Decimal | None) -> bool:
    """Whether the row would agree if it printed these points instead."""
    if row.weight is None or row.score is None:
        return False
    if weight is not None:
        row = replace(row, weight=replace(row.weight, value=replace(row.weight.value, value=weight)))
    if score is not None and row.score is not None:
        row = replace(row, score=replace(row.score, value=replace(row.score.value, value=score)))
    return row_agrees(row) is True


def _in_proportion(row: Indicator, judgement: Judgement, weight: Decimal, score: Decimal) -> bool | None:
    target = row.target.value.quantity if row.target else None
    actual = row.actual.value.quantity if row.actual else None
    if target is None or actual is None or judgement.ratio is None:
        return None
    if judgement.state != "unmet" or judgement.direction == "down" or judgement.ratio >= 1:
        return None
    spread = weight * ratio_spread(target, actual)
    return abs(score - weight * judgement.ratio) <= points_slack(score) + spread
