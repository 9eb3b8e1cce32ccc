"""The points of 预算执行率: 分值 × 执行率, at most the 分值."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from heyan.engine.interval import Interval, percent_of, rounded, unusable
from heyan.engine.notation import figure, shown, trimmed, written
from heyan.engine.verdict import Observation, Verdict, failed, not_applicable, not_evaluated, passed
from heyan.model.dataclass import dataclass
from heyan.model.finding import Band, Tolerance
from heyan.model.quantity import Quantity
from heyan.model.report import BudgetRow
from heyan.model.span import Span

_HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class _Rate:
    """An execution rate in percent: its value, the interval that its printed numbers leave, and how it was had."""

    percent: Decimal
    interval: Interval
    formula: str
    spots: tuple[Span, ...]

    def points(self, weight: Decimal) -> Decimal:
        """The points for that rate; full points at most."""
        return min(weight, weight * self.percent / _HUNDRED)

    def spread(self, weight: Decimal) -> Interval:
        """All points that the interval allows."""
        ends = (self.interval.low, self.interval.high)
        low, high = (min(weight, weight * end / _HUNDRED) for end in ends)
        return Interval(low, high)


def check_execution(row: BudgetRow, whole_points: Decimal) -> Verdict:
    """得分 against 分值 × 执行率, by the quotient of the row's amounts and by the rate that it prints: either may
    have been used. Points printed whole may be off by `whole_points`."""
    if row.weight is None and row.score is None:
        return not_applicable("该资金行没有评分")
    if row.weight is None or row.score is None:
        return not_evaluated("没有填分值" if row.weight is None else "没有填得分")
    weight, score = row.weight.value, row.score.value
    ends = (row.weight.span, row.score.span)
    rates = list(_rates(row))
    if not rates:
        return not_evaluated("没有可用的预算数、执行数或执行率", ends)
    operands = tuple(dict.fromkeys((*(spot for rate in rates for spot in rate.spots), *ends)))
    bands = [band for rate in rates if (band := _band(rate, weight.value, score, whole_points))]
    if bands:
        return passed(operands, "exact" if "exact" in bands else bands[0])
    return failed((_observation(row, rates[0], weight, score, whole_points),), operands, "contradicted")


def _band(rate: _Rate, weight: Decimal, score: Quantity, whole_points: Decimal) -> Band | None:
    """How the score agrees with the points for that rate; None if it does not."""
    if score.value == rate.points(weight):
        return "exact"
    spread = rate.spread(weight)
    if score.ulp >= 1:
        near = Interval(score.value - whole_points, score.value + whole_points)
        return "rounded" if near.overlaps(spread) else None
    if rounded(score.value, score.ulp).overlaps(spread):
        return "rounded"
    return "truncated" if Interval(score.value, score.value + score.ulp).overlaps(spread) else None


def _rates(row: BudgetRow) -> Iterator[_Rate]:
    """The rate by the row's amounts, then the printed one."""
    if row.executed and row.annual and not (unusable(row.executed.value) or unusable(row.annual.value)):
        above, below = row.executed.value, row.annual.value
        interval = percent_of(above, below) if above.kind == below.kind else None
        if interval:
            percent = _HUNDRED * above.amount / below.amount
            formula = f"{figure(above)} ÷ {figure(below)} = {shown(percent, 2)}%"
            yield _Rate(percent, interval, formula, (row.executed.span, row.annual.span))
    if row.rate and not unusable(row.rate.value):
        rate = row.rate.value
        scale = Decimal(1) if rate.kind == "percent" or rate.value > 2 else _HUNDRED
        yield _Rate(
            rate.value * scale,
            rounded(rate.value * scale, rate.ulp * scale),
            f"执行率 {written(rate)}",
            (row.rate.span,),
        )


def _observation(
    row: BudgetRow, rate: _Rate, weight: Quantity, score: Quantity, whole_points: Decimal
) -> Observation:
    assert row.weight is not None
    assert row.score is not None
    expected = rate.points(weight.value)
    told = trimmed(Decimal(shown(expected, 2)))
    gap = trimmed(Decimal(shown(score.value - expected, 2)))
    spread = rate.spread(weight.value)
    half = whole_points if score.ulp >= 1 else score.ulp / 2
    bound = half + (spread.high - spread.low) / 2
    digits = "得分可取整数，容许半分" if score.ulp >= 1 else f"得分四舍五入到{trimmed(score.ulp)}"
    capped = "，最高为分值" if rate.percent > _HUNDRED else ""
    return Observation(
        place=row.score.span,
        related=(("分值", row.weight.span), *(("执行", span) for span in rate.spots)),
        slots={
            "name": row.name.value,
            "target": written(row.annual.value) if row.annual else "",
            "actual": written(row.executed.value) if row.executed else "",
            "weight": trimmed(weight.value),
            "score": trimmed(score.value),
            "expected": told,
            "ratio": shown(rate.percent, 2) + "%",
            "difference": gap.lstrip("-"),
        },
        reported=figure(score),
        expected=told,
        difference=gap,
        tolerance=Tolerance(trimmed(Decimal(shown(bound, 3))), f"{digits}，连同执行率的舍入"),
        band="contradicted",
        evidence=(
            rate.formula,
            f"{trimmed(weight.value)} × {shown(rate.percent, 2)}%{capped} = {told} ≠ {figure(score)}",
        ),
        identity=(row.name.value, rate.formula, figure(score)),
        variant="above" if score.value > expected else "below",
    )
