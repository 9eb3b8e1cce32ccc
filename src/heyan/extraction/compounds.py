"""Figures written in steps: 3亿2000万元, 2万3千5百元, 3元5角6分."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from heyan.extraction.lexeme import Page
from heyan.extraction.pattern import pattern
from heyan.model.quantity import Unit

_STEP = pattern(r"零?(?:[1-9][0-9]{0,2}(?:,[0-9]{3})+|[0-9]{1,8})(?:\.[0-9]{1,6})?")
_SMALL_MONEY = pattern(
    r"零?(?P<jiao>[0-9])角(?:零?(?P<fen>[0-9])分)?(?:整|正)?|零?(?P<only>[0-9]{1,2})分(?:整|正)?(?!之)"
)
_STARTS = frozenset("0123456789零")
_MOST_STEPS = 4
# 1亿500万 leaves out places; 1亿3元 does not.
_LEAST_STEP = Decimal("0.001")


class Compound(NamedTuple):
    """A figure in its largest unit, and where it ends."""

    value: Decimal
    ulp: Decimal
    unit: Unit
    end: int


def compound(page: Page, value: Decimal, ulp: Decimal, unit: Unit, end: int) -> Compound:
    """The figure with the steps that follow it at `end`; as it was where none do.

    A step has a smaller scale than the one before, and the whole takes the unit that stands behind the last.
    """
    if ulp != 1:
        return Compound(value, ulp, unit, end)
    if unit.name == "元":
        return _with_small_money(page, value, ulp, unit, end)
    if unit.kind != "number":
        return Compound(value, ulp, unit, end)
    whole = Compound(value, ulp, unit, end)
    base: Unit | None = None
    scale = unit.factor
    for _ in range(_MOST_STEPS):
        step = _step(page, whole.end, scale)
        if step is None:
            break
        amount, place, scale, base, close = step
        whole = Compound(whole.value + amount / unit.factor, place / unit.factor, unit, close)
        if base is not None:
            break
    if whole.end == end:
        return whole
    close = whole.end
    if base is None:  # 5百人, whose 百 and 人 make no unit of the registry
        behind = page.units.find(page.flat, close)
        if behind is None:
            return whole._replace(value=whole.value.quantize(whole.ulp))
        base, close = behind
    joined = page.units.get(unit.name + base.name)
    if joined is None:
        return Compound(value, ulp, unit, end)
    return Compound(whole.value.quantize(whole.ulp), whole.ulp, joined, close)


def _step(
    page: Page, position: int, above: Decimal
) -> tuple[Decimal, Decimal, Decimal, Unit | None, int] | None:
    """(amount, its last place, its scale, the unit if it has one, end) of a step smaller than `above`."""
    flat = page.flat
    if flat[position : position + 1] not in _STARTS or position >= len(flat):
        return None
    match = _STEP.match(flat, position)
    found = page.units.find(flat, match.end()) if match else None
    if match is None or found is None:
        return None
    text = match.group()
    figure = Decimal(text.lstrip("零").replace(",", ""))
    unit, close = found
    scale, base = _parts(page, unit)
    amount = figure * scale
    if scale >= above or amount >= above or not amount:
        return None
    if text[0] != "零" and amount < above * _LEAST_STEP:
        return None
    exponent = figure.as_tuple().exponent
    place = Decimal((0, (1,), exponent if isinstance(exponent, int) else 0)) * scale
    return amount, place, scale, base, close


def _parts(page: Page, unit: Unit) -> tuple[Decimal, Unit | None]:
    """万元 as (10000, 元); a bare 万 has no unit of its own."""
    if unit.kind == "number":
        return unit.factor, None
    for length in (1, 2):
        scale, base = page.units.get(unit.name[:length]), page.units.get(unit.name[length:])
        if scale and base and scale.kind == "number" and base.kind == unit.kind:
            return scale.factor, base
    return Decimal(1), unit


def _with_small_money(page: Page, value: Decimal, ulp: Decimal, unit: Unit, end: int) -> Compound:
    """3元5角6分 in 元."""
    match = _SMALL_MONEY.match(page.flat, end)
    if match is None:
        return Compound(value, ulp, unit, end)
    cents = 10 * int(match["jiao"] or 0) + int(match["fen"] or match["only"] or 0)
    ulp = Decimal("0.1") if match["jiao"] and not match["fen"] else Decimal("0.01")
    return Compound(value + Decimal(cents) / 100, ulp, unit, match.end())
