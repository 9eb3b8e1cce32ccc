"""Slips of typing: figures one digit, one swap, one shift of the point or one unit apart, and lists that one mends."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from heyan.model.quantity import Quantity

_SHIFTS = frozenset((1, -1, 2, -2, 3, -3, 4, -4, 8, -8))
# Short figures are one slip apart by chance.
_TELLING_DIGITS = 4
_TELLING_SHIFTED = 3
_LONGEST = 18
_WELL_ABOVE = 100  # a figure within so many times the slack is near anything
_UNIT_SHIFT = 4  # 元 for 万元


def digits_slipped(one: str, two: str) -> bool:
    """Whether two different figures (digits, perhaps a point) differ by one digit, written, lost, doubled or swapped."""
    if abs(len(one) - len(two)) > 1 or one == two:
        return False
    head = 0
    while head < min(len(one), len(two)) and one[head] == two[head]:
        head += 1
    rests = one[head:], two[head:]
    if len(one) != len(two):
        longer, shorter = sorted(rests, key=len, reverse=True)
        return longer[:1] != "." and longer[1:] == shorter
    if "." in (rests[0][0], rests[1][0]):
        return False
    swapped = rests[0][1::-1] == rests[1][:2] and "." not in rests[0][:2]
    return rests[0][1:] == rests[1][1:] or (swapped and rests[0][2:] == rests[1][2:])


def shifted(one: Decimal, two: Decimal) -> int:
    """The power of ten between two positive amounts; 0 where it is none that a lost point or unit explains."""
    if one <= 0 or two <= 0:
        return 0
    first, second = one.normalize().as_tuple(), two.normalize().as_tuple()
    if first.digits != second.digits:
        return 0
    power = int(second.exponent) - int(first.exponent)
    return power if power in _SHIFTS else 0


def mended(total: Quantity, parts: Sequence[Quantity]) -> bool:
    """Whether one slip in one figure, long enough to tell, is all that keeps `parts` from adding up to `total`."""
    residual = total.amount - sum((part.amount for part in parts), Decimal(0))
    decimals = max(_decimals(quantity) for quantity in (total, *parts))
    slack = max(quantity.step for quantity in (total, *parts)) * (len(parts) + 1) / 2
    wanted = [(total, total.amount - residual), *((part, part.amount + residual) for part in parts)]
    return any(
        _moved(quantity, amount, slack) or _slipped(quantity, amount, decimals) for quantity, amount in wanted
    )


def _decimals(quantity: Quantity) -> int:
    return max(0, -int(quantity.value.as_tuple().exponent))


def _significant(value: Decimal) -> int:
    return len(value.normalize().as_tuple().digits)


def _moved(quantity: Quantity, wanted: Decimal, slack: Decimal) -> bool:
    """Whether the figure with its point or unit moved is the wanted one, but for what rounding leaves."""
    if wanted <= slack * _WELL_ABOVE or quantity.value <= 0:
        return False
    digits = _significant(quantity.value)
    return any(
        abs(quantity.amount.scaleb(power) - wanted) <= slack
        and (digits >= _TELLING_SHIFTED or (abs(power) == _UNIT_SHIFT and quantity.kind == "money"))
        for power in _SHIFTS
    )


def _slipped(quantity: Quantity, wanted: Decimal, decimals: int) -> bool:
    if wanted <= 0 or quantity.value <= 0:
        return False
    value = wanted / (quantity.unit.factor if quantity.unit else Decimal(1))
    if (
        _significant(value) < _TELLING_DIGITS
        or max(_significant(value), _significant(quantity.value)) > _LONGEST
    ):
        return False
    printed, exact = format(quantity.value, "f"), format(value.normalize(), "f")
    forms = {exact, format(value.quantize(Decimal(1).scaleb(-decimals)), "f") if decimals else exact}
    return any(Decimal(form) == value and digits_slipped(printed, form) for form in forms)
