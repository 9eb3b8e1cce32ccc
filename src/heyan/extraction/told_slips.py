"""Whether figures make a relation, or would once one of them is corrected by one slip of typing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal

from heyan.extraction.claims_prose_slips import digits_slipped, shifted
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
            tried[index] = Quantity(value, quantity.ulp, quantity.unit)
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
    above, below, stated = part.amount, whole.amount, percent.value
    if below <= 0:
        return False
    part_width, whole_width, slack = _width(part), _width(whole), percent.ulp / 2
    gap = above * _HUNDRED - stated * below
    # What rounding can explain: of the percentage, of the whole, of the part.
    return abs(gap) <= slack * (below + whole_width) + stated * whole_width + part_width * _HUNDRED


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
    """Whether `parts` make up `total`; figures of money and measures within the digits printed, counts and scores exactly."""
    residual = -total.amount
    for part in parts:
        residual += part.amount
    if not residual:
        return True
    if total.kind == "point":
        return False  # scores are never rounded
    steps = [total.step, *(part.step for part in parts)]
    if abs(residual) > sum(steps) / 2:
        return False
    finest = min(steps)
    return finest < 1 or max(steps) != finest


def sum_slipped(total: Quantity, parts: Sequence[Quantity]) -> bool:
    """Whether one digit, a swap or a shift of the point in one figure makes the parts add up to the total exactly."""
    residual = sum((part.amount for part in parts), -total.amount)
    return _mistyped(total, total.amount + residual) or any(
        _mistyped(part, part.amount - residual) for part in parts
    )


def _mistyped(quantity: Quantity, wanted: Decimal) -> bool:
    """Whether the figure is one slip from the amount that it should be."""
    if wanted <= 0 or quantity.value <= 0 or wanted == quantity.amount:
        return False
    value = wanted / quantity.unit.factor if quantity.unit else wanted
    power = shifted(quantity.value, value)
    if power and abs(power) <= max(_SHIFTS):
        return True
    printed, form = format(quantity.value, "f"), format(value.quantize(quantity.ulp), "f")
    same = len(printed) == len(form) <= _LONGEST and Decimal(form) == value
    return same and digits_slipped(printed, form)


def _width(quantity: Quantity) -> Decimal:
    """How far the exact amount may lie from the printed one; whole numbers of things are exact."""
    return Decimal(0) if quantity.step >= 1 and quantity.kind != "money" else quantity.step / 2
