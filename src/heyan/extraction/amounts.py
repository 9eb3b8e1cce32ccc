"""Figures with all that belongs to them: sign, comparator, unit, range and blur."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from heyan.extraction.comparators import Bound, after, before, joined
from heyan.extraction.figures import figure_at, points_before
from heyan.extraction.lexeme import Lexeme, Page
from heyan.extraction.pattern import pattern
from heyan.extraction.units import UNITS
from heyan.model.quantity import Quantity, Unit

_STEPPED = pattern(r"(?P<small>[0-9]{1,4})(?P<scale>万|千|百)(?=[元人户亩]|[^0-9\u4e00-\u9fff]|\Z)")
_TO = pattern(r" {0,2}(?:[-~–—]{1,2}|[至到]) {0,2}(?=[0-9])")
_TO_STARTS = frozenset(" -~–—至到")
MANY = "余多"
# A unit of one character behind a gap may be the next column's first word (15 项目支出).
_SAFE_BEHIND_GAP = frozenset("个元%‰亩吨户")
_SCALES = {"千": Decimal(1000), "百": Decimal(100), "万": Decimal(10000)}
_MINUS_BEFORE = frozenset(" \n\t\r\v\f|([{<>=≥≤:,;、")
_FROM = frozenset("由从")


def typed_amount(page: Page, start: int, floor: int) -> Lexeme:
    """The quantity whose first digit is at `start`; another lexeme where the digits are no figure after all."""
    fig = figure_at(page, start)
    if fig.value is None:
        dotted = "." in page.flat[start : fig.end]
        return Lexeme(start, fig.end, "other_number" if dotted else "code")
    value, end, approximate, malformed = fig.value, fig.end, False, fig.malformed
    first, malformed = points_before(page, start, floor, malformed)
    many = end < len(page.flat) and page.flat[end] in MANY and _unit(page, end + 1) is not None
    if many:
        approximate, end = True, end + 1
    unit, end = _unit(page, end) or (None, end)
    ulp = fig.ulp
    if unit and not many and page.flat[end - 1 : end] in ("亿", "万", "千"):
        value, ulp, unit, end = _stepped(page, value, ulp, unit, end)
    if unit and page.flat[end : end + 1] in MANY and page.flat[end : end + 1]:
        approximate, unit, end = _many_of(page, unit, end)
    if unit and unit.name == "%" and page.flat.startswith("%", end):
        malformed, end = malformed or "百分号重复", end + 1
    negative = _minus(page, first, floor, unit is not None or "." in page.flat[start : fig.end])
    if negative:
        value, first = -value, first - 1
    bound = before(page.flat, first, floor)
    quantity = Quantity(value, ulp, unit, approximate=approximate, malformed=malformed)
    if not approximate:
        quantity, end = _range(page, quantity, bound, end)
    return bounded(page, quantity, bound, end)


def _unit(page: Page, position: int) -> tuple[Unit, int] | None:
    """The unit at `position`, or behind up to two spaces where it is surely no word of the next column."""
    flat = page.flat
    found = page.units.find(flat, position)
    if found or flat[position : position + 1] != " ":
        return found
    begin = position + 1 + (flat[position + 1 : position + 2] == " ")
    found = page.units.find(flat, begin)
    if found and found[1] - begin == 1 and flat[begin] not in _SAFE_BEHIND_GAP and page.is_han(found[1]):
        return None
    return found


def _stepped(
    page: Page, value: Decimal, ulp: Decimal, unit: Unit, end: int
) -> tuple[Decimal, Decimal, Unit, int]:
    """3万5千元 and 1亿2000万元 as one figure in the larger unit."""
    match = _STEPPED.match(page.flat, end)
    if match is None or unit.kind != "number" or _SCALES[match["scale"]] >= unit.factor:
        return value, ulp, unit, end
    step = _SCALES[match["scale"]] / unit.factor
    whole = page.units.find(page.flat, match.end())
    name = unit.name + page.flat[match.end() : whole[1]] if whole else unit.name
    return (
        value + int(match["small"]) * step,
        step,
        page.units.get(name, unit),
        whole[1] if whole and name in page.units else match.end(),
    )


def _many_of(page: Page, unit: Unit, end: int) -> tuple[bool, Unit, int]:
    """12万余元: the unit behind 余 joins the one before it; 多 and 余 as the start of another word stay out."""
    counted = page.units.find(page.flat, end + 1)
    if unit.kind == "number" and counted and unit.name + counted[0].name in page.units:
        return True, page.units[unit.name + counted[0].name], counted[1]
    if unit.kind in ("number", "months", "duration") and not page.is_han(end + 1):
        return True, unit, end + 1
    return False, unit, end


def _minus(page: Page, first: int, floor: int, certain: bool) -> bool:
    """Whether the sign before `first` is a minus: not the dash of a range, a list or a name (附件-1)."""
    flat = page.flat
    if first - 1 < floor or flat[first - 1] != "-":
        return False
    if first - 1 == floor:
        return floor == 0
    previous = flat[first - 2]
    return previous in _MINUS_BEFORE or (certain and "\u4e00" <= previous <= "\u9fff")


def _range(page: Page, quantity: Quantity, bound: Bound, end: int) -> tuple[Quantity, int]:
    """3-5年, 80%-90%, 3至5天: the second figure closes the range if it is the larger and of the same unit."""
    match = _TO.match(page.flat, end) if page.flat[end : end + 1] in _TO_STARTS else None
    if match is None or (bound.start > 0 and page.flat[bound.start - 1] in _FROM):
        return quantity, end
    second = figure_at(page, match.end())
    if second.value is None or second.malformed or quantity.malformed:
        return quantity, end
    unit, close = _unit(page, second.end) or (None, second.end)
    if quantity.unit and (
        unit is None or unit.kind != quantity.unit.kind or unit.factor != quantity.unit.factor
    ):
        return quantity, end
    if second.value <= quantity.value or page.flat[close : close + 1] == "-":
        return quantity, end
    return replace(quantity, upper=second.value, unit=unit, ulp=min(quantity.ulp, second.ulp)), close


def bounded(page: Page, quantity: Quantity, bound: Bound, end: int) -> Lexeme:
    """The quantity with the comparator and blur of the words around it."""
    if bound.currency and quantity.kind == "number":
        scale = quantity.unit.name if quantity.unit else ""
        quantity = replace(quantity, unit=page.units.get(scale + "元", UNITS["元"]))
    close, behind, text, blurred = after(page.flat, end, quantity.kind)
    comparator, comparator_text = joined(bound, behind, text)
    approximate = quantity.approximate or bound.approximate or blurred
    if comparator or approximate:
        quantity = replace(
            quantity, comparator=comparator, comparator_text=comparator_text, approximate=approximate
        )
    return Lexeme(bound.start, close, "quantity", quantity)
