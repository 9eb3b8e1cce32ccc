"""Whether figures make a relation, or would once one of them is corrected by one slip of typing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from heyan.model.quantity import Quantity

Holds = Callable[[Sequence[Quantity]], bool]
_SHIFTS = (1, -1, 2, -2, 3, -3, 4, -4)
_LONGEST = 12  # digits; longer figures are codes
_HUNDRED = Decimal(100)
# Counted in the unit printed: 每公里 of 3.3公里.
_MEASURES = frozenset({"area", "length", "volume", "weight", "duration", "months"})


def one_slip_apart(quantities: Sequence[Quantity], holds: Holds) -> bool:
    """Whether one digit, a swap of neighbours or a shift of the point in one figure makes the relation hold."""
    for index, quantity in enumerate(quantities):
        tried = list(quantities)
        for value in _slips(quantity):
            tried[index] = replace(quantity, value=value)
            if holds(tried):
                return True
    return False


def _slips(quantity: Quantity) -> Iterator[Decimal]:
    printed = format(quantity.value, "f")
    if len(printed) > _LONGEST:
        return
    for index, digit in enumerate(printed):
        if digit == ".":
            continue
        for other in "0123456789":
            if other != digit:
                yield Decimal(printed[:index] + other + printed[index + 1 :])
        following = index + 2 if printed[index + 1 : index + 2] == "." else index + 1
        if following < len(printed) and printed[following] != digit:
            swapped = list(printed)
            swapped[index], swapped[following] = swapped[following], swapped[index]
            yield Decimal("".join(swapped))
    for power in _SHIFTS:
        yield quantity.value.scaleb(power)


def divides(part: Quantity, whole: Quantity, percent: Quantity) -> bool:
    """Whether `percent` is the percentage of `part` in `whole`, within the digits printed."""
    if whole.amount <= 0:
        return False
    low, high = part.amount - _width(part), part.amount + _width(part)
    slack = percent.ulp / 2
    least = (percent.value - slack) * (whole.amount - _width(whole)) / _HUNDRED
    most = (percent.value + slack) * (whole.amount + _width(whole)) / _HUNDRED
    return high >= least and low <= most


def averages(total: Quantity, count: Quantity, average: Quantity) -> bool:
    """Whether `total` shared out among `count` is `average`, within the digits printed."""
    number = count.value if count.kind in _MEASURES else count.amount
    if number <= 0:
        return False
    slack = average.step / 2 * number + total.step / 2
    if count.ulp < 1:
        slack += count.ulp / 2 * average.amount
    return abs(total.amount - average.amount * number) <= slack


def adds_up(total: Quantity, parts: Sequence[Quantity]) -> bool:
    """Whether `parts` make up `total`; figures of money and measures within the digits printed, counts exactly."""
    residual = abs(sum((part.amount for part in parts), -total.amount))
    finest = min(quantity.step for quantity in (total, *parts))
    if all(quantity.step == finest for quantity in (total, *parts)) and finest >= 1:
        return residual == 0
    return residual <= sum((part.step for part in parts), total.step) / 2


def _width(quantity: Quantity) -> Decimal:
    """How far the exact amount may lie from the printed one; whole numbers of things are exact."""
    return Decimal(0) if quantity.step >= 1 and quantity.kind != "money" else quantity.step / 2
