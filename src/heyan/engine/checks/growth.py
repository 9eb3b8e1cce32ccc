"""Growth in percent, out of whichever two of this year's figure, last year's figure and the increase are known."""

from __future__ import annotations

from decimal import Decimal

from heyan.engine.interval import Agreement, Interval, common_steps, own_steps, rounded, truncated
from heyan.engine.notation import figure, shown, trimmed, written
from heyan.model.claim import Operand
from heyan.model.dataclass import dataclass
from heyan.model.quantity import Quantity

_HUNDRED = Decimal(100)
_ONE = Interval(Decimal(1), Decimal(1))


@dataclass(frozen=True, slots=True)
class Growth:
    """What the growth should be, in percent: every value that rounding allows, the exact one, and how it comes about."""

    interval: Interval
    exact: Decimal
    formula: str


def expected_growth(
    current: Operand | None, base: Operand | None, difference: Operand | None, *, common: bool = True
) -> Growth | None:
    """The growth that two of the three give; None where they do not, or where the base may be nothing or negative.

    `common` takes all figures at the decimals of the finest, otherwise each at its own.
    """
    if current and base:
        return _of_figures(current, base, common)
    if base and difference:
        return _of_base(difference, base, common)
    if current and difference:
        return _of_current(difference, current, common)
    return None


def _ranges(first: Quantity, second: Quantity, common: bool) -> tuple[Interval, Interval]:
    steps = (common_steps if common else own_steps)((first, second))
    return rounded(first.amount, steps[0]), rounded(second.amount, steps[1])


def _of_figures(current: Operand, base: Operand, common: bool) -> Growth | None:
    now, before = _ranges(current.quantity, base.quantity, common)
    quotient = now.over(before)
    if quotient is None:
        return None
    exact = _HUNDRED * (current.quantity.amount / base.quantity.amount - 1)
    names = _name(current, current), _name(base, current)
    return Growth(quotient.minus(_ONE).scaled(_HUNDRED), exact, f"({names[0]} - {names[1]}) ÷ {names[1]}")


def _of_base(difference: Operand, base: Operand, common: bool) -> Growth | None:
    gap, before = _ranges(difference.quantity, base.quantity, common)
    quotient = gap.scaled(difference.sign).over(before)
    if quotient is None:
        return None
    exact = _HUNDRED * difference.sign * difference.quantity.amount / base.quantity.amount
    return Growth(quotient.scaled(_HUNDRED), exact, f"{_name(difference, base)} ÷ {_name(base, base)}")


def _of_current(difference: Operand, current: Operand, common: bool) -> Growth | None:
    gap, now = _ranges(difference.quantity, current.quantity, common)
    gap = gap.scaled(difference.sign)
    whole = current.quantity.amount - difference.sign * difference.quantity.amount
    # The quotient gap / (now - gap) rises with the gap, and with `now` it falls or rises but never turns.
    if now.low - gap.high <= 0 or whole <= 0:
        return None
    ends = [_HUNDRED * g / (n - g) for g in (gap.low, gap.high) for n in (now.low, now.high)]
    exact = _HUNDRED * difference.sign * difference.quantity.amount / whole
    mark = "-" if difference.sign > 0 else "+"
    name = _name(difference, current)
    return Growth(
        Interval(min(ends), max(ends)), exact, f"{name} ÷ ({_name(current, current)} {mark} {name})"
    )


def _name(operand: Operand, like: Operand) -> str:
    same = operand.quantity.unit == like.quantity.unit
    return figure(operand.quantity) if same else written(operand.quantity)


def judge_growth(growth: Growth, loose: Growth | None, value: Decimal, step: Decimal) -> Agreement:
    """How well `value` percent (one unit of its last digit `step`) agrees; `loose` takes figures at their own decimals."""
    residual = growth.exact - value
    spread = (growth.interval.high - growth.interval.low + step) / 2
    why = f"百分数四舍五入到{trimmed(step)}，连同各数的舍入最多差{trimmed(Decimal(shown(spread, 4)))}个百分点"
    if residual == 0:
        return Agreement("exact", residual, spread, why)
    if growth.interval.overlaps(rounded(value, step)):
        return Agreement("rounded", residual, spread, why)
    if growth.interval.overlaps(truncated(value, step)):
        return Agreement("truncated", residual, spread, why)
    if loose is not None and loose.interval.overlaps(rounded(value, step)):
        return Agreement("rounded", residual, spread, why, uneven=True)
    return Agreement("contradicted", residual, spread, why)
