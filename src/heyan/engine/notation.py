"""How figures are written in evidence: as printed, in plain decimals, never with an exponent."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal, localcontext

from heyan.model.quantity import Measure, Quantity

_SIGNS = {">=": "≥", "<=": "≤", ">": "＞", "<": "＜", "=": "="}


def plain(value: Decimal) -> str:
    """`value` in plain decimals with the decimals it has; a zero carries no sign."""
    return format(abs(value) if value.is_zero() else value, "f")


def trimmed(value: Decimal) -> str:
    """`value` in plain decimals without trailing zeros behind the point."""
    text = plain(value)
    return (text.rstrip("0").rstrip(".") or "0") if "." in text else text


def places(value: Decimal) -> int:
    """How many decimals `value` carries."""
    exponent = value.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def shown(value: Decimal, decimals: int) -> str:
    """`value` rounded half up to so many decimals."""
    with localcontext() as context:
        context.prec = max(28, value.adjusted() + decimals + 3)
        return plain(value.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP))


def figure(quantity: Quantity) -> str:
    """The number alone, with its printed decimals: 1059.00."""
    decimals = max(places(quantity.value), places(quantity.ulp))
    return shown(quantity.value, decimals)


def written(quantity: Quantity) -> str:
    """The number as a paper writes it: comparator, figure (or range) and unit, such as ≤1021.96万元."""
    sign = quantity.comparator_text or _SIGNS.get(quantity.comparator or "", "")
    text = figure(quantity)
    if quantity.upper is not None:
        text += f"-{trimmed(quantity.upper)}"
    return sign + text + (quantity.unit.name if quantity.unit else "")


def as_written(measure: Measure) -> str:
    """A 指标值 or 完成值 with the sign and the unit that stand in columns of their own: 100 | ≥ | % gives ≥100%."""
    if measure.quantity is not None and measure.quantity != measure.printed:
        return written(measure.quantity)
    return measure.text


def in_unit_of(amount: Decimal, like: Quantity) -> Decimal:
    """An amount in base units, turned into the printed unit of `like`."""
    return amount / like.unit.factor if like.unit else amount
