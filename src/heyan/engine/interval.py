"""Printed numbers as intervals, and how well a relation between them holds.

A number printed with d decimals stands for every value that rounds to it: the closed interval of half a unit of
the last digit on both sides (so that 四舍五入 and the half-even rounding of GB/T 8170 are both inside). Counts,
points and sums to the 分 are exact. All values are in base units (元); percentages are in percent.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from heyan.engine.notation import shown, trimmed
from heyan.model.dataclass import dataclass
from heyan.model.finding import Band
from heyan.model.quantity import Quantity

_HALF = Decimal("0.5")
_HUNDRED = Decimal(100)
_CENT = Decimal("0.01")
# Kinds that count whole things, so that their integers are exact; those of all others may have been rounded.
_COUNTS = frozenset(
    {"person", "person_time", "household", "time_count", "case", "piece", "plant", "animal", "point"}
)


@dataclass(frozen=True, slots=True)
class Interval:
    """A closed interval; `low` is never above `high`."""

    low: Decimal
    high: Decimal

    def overlaps(self, other: Interval) -> bool:
        """Whether the two share a point."""
        return self.low <= other.high and other.low <= self.high

    def holds(self, value: Decimal) -> bool:
        """Whether `value` lies inside, ends included."""
        return self.low <= value <= self.high

    def distance(self, other: Interval) -> Decimal:
        """How far apart the two are; 0 where they overlap."""
        return max(self.low - other.high, other.low - self.high, Decimal(0))

    def scaled(self, factor: Decimal) -> Interval:
        """Every value times `factor`."""
        ends = (self.low * factor, self.high * factor)
        return Interval(min(ends), max(ends))

    def minus(self, other: Interval) -> Interval:
        """Every difference of a value of this one and a value of `other`."""
        return Interval(self.low - other.high, self.high - other.low)

    def over(self, other: Interval) -> Interval | None:
        """Every quotient; None unless the divisor is positive throughout."""
        if other.low <= 0:
            return None
        ends = (
            self.low / other.low,
            self.low / other.high,
            self.high / other.low,
            self.high / other.high,
        )
        return Interval(min(ends), max(ends))


def rounded(value: Decimal, step: Decimal) -> Interval:
    """What rounds to `value` at one unit `step` of the last digit; step 0 means exact."""
    return Interval(value - step * _HALF, value + step * _HALF)


def truncated(value: Decimal, step: Decimal) -> Interval:
    """What is cut to `value`, towards zero."""
    return Interval(value - step, value) if value < 0 else Interval(value, value + step)


@dataclass(frozen=True, slots=True)
class Agreement:
    """How well a printed number agrees with a recomputed one.

    `residual` is recomputed less printed, `bound` the residual that rounding explains, `why` says so in
    Chinese. `uneven` marks what only holds when every number is taken at its own decimals, although its
    neighbours are printed finer.
    """

    band: Band
    residual: Decimal
    bound: Decimal
    why: str
    uneven: bool = False

    @property
    def holds(self) -> bool:
        """Whether nothing at all is to be said against the relation."""
        return self.band in ("exact", "rounded") and not self.uneven


def unusable(quantity: Quantity) -> str | None:
    """Why this number cannot be recomputed with (in Chinese), or None."""
    if quantity.malformed:
        return "数字写法有误"
    if quantity.approximate:
        return "是约数"
    if quantity.upper is not None:
        return "是区间"
    return None


def alike(quantities: Iterable[Quantity]) -> bool:
    """Whether all measure one kind of thing; a bare 万 or 亿 fits any."""
    kinds = {q.kind for q in quantities if not (q.kind == "number" and q.unit and q.unit.factor > 1)}
    return len(kinds) <= 1


def is_count(quantity: Quantity) -> bool:
    """Whether the number counts whole things, so that it is exact."""
    if quantity.unit is None or quantity.kind not in _COUNTS or quantity.unit.factor != 1:
        return False
    return quantity.ulp == quantity.ulp.to_integral_value()


def common_steps(quantities: Sequence[Quantity], *, points: bool = False) -> tuple[Decimal, ...]:
    """The step of each number of one list, the finest of those in the same unit: beside 29.99万元, 30万元 is 30.00.

    Counts have step 0, and so has 元 to the 分. With `points` so has every score printed with at most one
    decimal; only a second decimal shows that a score was computed and rounded.
    """
    finest: dict[Decimal, Decimal] = {}
    for quantity in quantities:
        factor = quantity.unit.factor if quantity.unit else Decimal(1)
        finest[factor] = min(quantity.step, finest.get(factor, quantity.step))
    return tuple(_common_step(quantity, finest, points) for quantity in quantities)


def _common_step(quantity: Quantity, finest: dict[Decimal, Decimal], points: bool) -> Decimal:
    if points:
        return quantity.step if quantity.step <= _CENT else Decimal(0)
    if is_count(quantity):
        return Decimal(0)
    step = finest[quantity.unit.factor if quantity.unit else Decimal(1)]
    return Decimal(0) if _to_the_cent(quantity, step) else step


def _to_the_cent(quantity: Quantity, step: Decimal) -> bool:
    return quantity.kind == "money" and step <= _CENT


def own_steps(quantities: Sequence[Quantity], *, points: bool = False) -> tuple[Decimal, ...]:
    """The step of each number as it alone is printed; counts have step 0.

    With `points`, a score is taken as rounded only if it has a decimal and one of its neighbours has two.
    """
    if points:
        computed = any(quantity.step <= _CENT for quantity in quantities)
        return tuple(q.step if computed and q.step < 1 else Decimal(0) for q in quantities)
    return tuple(Decimal(0) if is_count(q) or _to_the_cent(q, q.step) else q.step for q in quantities)


def judge_sum(
    terms: Sequence[tuple[Quantity, Decimal]],
    *,
    given: Decimal = Decimal(0),
    points: bool = False,
) -> Agreement:
    """How well the signed `terms` (parts with their sign, totals with the opposite one) add up to nothing.

    `given` is added to the residual: the side of the relation that no text prints, such as 满分 100.
    """
    quantities = [quantity for quantity, _ in terms]
    weights = [abs(sign) for _, sign in terms]
    residual = sum((sign * quantity.amount for quantity, sign in terms), given)
    steps = common_steps(quantities, points=points)
    width = sum((weight * step for weight, step in zip(weights, steps, strict=True)), Decimal(0))
    bound = width * _HALF
    why = _why_sum(quantities, steps, bound)
    size = abs(residual)
    if size == 0:
        return Agreement("exact", residual, bound, why)
    if size <= bound:
        return Agreement("rounded", residual, bound, why)
    if size <= width:
        return Agreement("truncated", residual, bound, why)
    # A bare 0 is none at all, not the rounding of something below a half.
    own = [
        step if quantity.value else Decimal(0)
        for quantity, step in zip(quantities, own_steps(quantities, points=points), strict=True)
    ]
    loose = sum((weight * step for weight, step in zip(weights, own, strict=True)), Decimal(0)) * _HALF
    if size <= loose:
        return Agreement("rounded", residual, bound, why, uneven=True)
    return Agreement("contradicted", residual, bound, why)


def _why_sum(quantities: Sequence[Quantity], steps: Sequence[Decimal], bound: Decimal) -> str:
    rounded_ones = [(quantity, step) for quantity, step in zip(quantities, steps, strict=True) if step]
    if not rounded_ones:
        return "计数、分值和到分的金额是准确数，应当相等"
    quantity, coarsest = max(rounded_ones, key=lambda pair: pair[1])
    factor = quantity.unit.factor if quantity.unit else Decimal(1)
    name = quantity.unit.name if quantity.unit else ""
    return (
        f"各数四舍五入到{trimmed(coarsest / factor)}{name}，"
        f"{len(rounded_ones)}个数合计最多差{trimmed(bound / factor)}{name}"
    )


def judge_ratio(
    numerator: Quantity,
    denominator: Quantity,
    result: Decimal,
    result_step: Decimal,
) -> Agreement | None:
    """How well `result` percent (one unit of its last digit `result_step`) agrees with numerator over denominator.

    None where the denominator may be zero or is negative. The residual is in percentage points.
    """
    steps = common_steps((numerator, denominator))
    computed = _percent(numerator, denominator, steps)
    if computed is None:
        return None
    residual = _HUNDRED * numerator.amount / denominator.amount - result
    spread = (computed.high - computed.low + result_step) * _HALF
    why = f"百分数四舍五入到{trimmed(result_step)}，连同分子、分母的舍入最多差{_short(spread)}个百分点"
    if residual == 0:
        return Agreement("exact", residual, spread, why)
    if computed.overlaps(rounded(result, result_step)):
        return Agreement("rounded", residual, spread, why)
    if computed.overlaps(truncated(result, result_step)):
        return Agreement("truncated", residual, spread, why)
    loose = _percent(numerator, denominator, own_steps((numerator, denominator)))
    if loose is not None and loose.overlaps(rounded(result, result_step)):
        return Agreement("rounded", residual, spread, why, uneven=True)
    return Agreement("contradicted", residual, spread, why)


def percent_of(numerator: Quantity, denominator: Quantity) -> Interval | None:
    """All values of numerator over denominator in percent, each number at its own decimals; None if the
    denominator may be zero or is negative."""
    return _percent(numerator, denominator, own_steps((numerator, denominator)))


def _percent(numerator: Quantity, denominator: Quantity, steps: Sequence[Decimal]) -> Interval | None:
    if denominator.kind == "point":
        # What may be scored at most is set; what was scored may have been rounded to whole points.
        steps = (numerator.step, Decimal(0))
    above, below = rounded(numerator.amount, steps[0]), rounded(denominator.amount, steps[1])
    quotient = above.over(below)
    return quotient.scaled(_HUNDRED) if quotient else None


def _short(value: Decimal) -> str:
    return trimmed(Decimal(shown(value, 4 if value < 1 else 2)))


def change(new: Quantity, old: Quantity) -> Interval | None:
    """The growth from `old` to `new` in percent; None where `old` may be zero or is negative."""
    steps = common_steps((new, old))
    quotient = rounded(new.amount, steps[0]).over(rounded(old.amount, steps[1]))
    return quotient.minus(Interval(Decimal(1), Decimal(1))).scaled(_HUNDRED) if quotient else None


def difference(new: Quantity, old: Quantity) -> Interval:
    """The increase from `old` to `new`, in base units."""
    steps = common_steps((new, old))
    return rounded(new.amount, steps[0]).minus(rounded(old.amount, steps[1]))


def judge_same(first: Quantity, second: Quantity) -> Agreement:
    """How well two statements of one fact agree: equal at the same precision, overlapping at different ones."""
    steps = own_steps((first, second))
    residual = first.amount - second.amount
    size, coarse = abs(residual), max(steps)
    same_precision = steps[0] == steps[1]
    bound = Decimal(0) if same_precision else (steps[0] + steps[1]) * _HALF
    unit = (first if steps[0] >= steps[1] else second).unit
    factor, name = (unit.factor, unit.name) if unit else (Decimal(1), "")
    why = (
        "两处写到同一位，应当相等"
        if same_precision
        else f"两处位数不同，较粗的一处四舍五入到{trimmed(coarse / factor)}{name}"
    )
    if size == 0:
        return Agreement("exact", residual, bound, why)
    if size <= bound:
        return Agreement("rounded", residual, bound, why)
    if not same_precision and size < coarse:
        return Agreement("truncated", residual, bound, why)
    return Agreement("contradicted", residual, bound, why)
