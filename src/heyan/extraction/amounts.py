"""Figures with all that belongs to them: sign, comparator, unit, range and blur."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from heyan.extraction.comparators import Bound, after, before, joined
from heyan.extraction.compounds import compound
from heyan.extraction.figures import figure_at, points_before
from heyan.extraction.lexeme import Lexeme, Page
from heyan.extraction.pattern import pattern
from heyan.extraction.units import UNITS
from heyan.model.quantity import Quantity, Unit

_TO = pattern(r" {0,2}(?:[-~–—]{1,2}|[至到]) {0,2}(?=[0-9])")
_TO_STARTS = frozenset(" -~–—至到")
MANY = "余多"
# A unit of one character behind a gap may be the next column's first word (15 项目支出).
_MANY_STARTS = frozenset("余多几来")
_SAFE_BEHIND_GAP = frozenset("个元%‰亩吨户")
_BOUNDING = ("以", "及以", "左右", "之内")
# 万 and 元 that a line's end or a gap keeps apart.
_UNIT_APART = pattern(r" {0,2}\n? {0,2}元(?![旦月宵素件器代])")
_GOES_ON = frozenset("0123456789零 \n半")
_HALF = pattern(r"半(?![年月日天径价成数截导壁山夜载程挂])")
_HALVES = pattern(r"个半(?P<unit>月|小时|年|季度|学年|学期)")
_MINUS_BEFORE = frozenset(" \n\t\r\v\f|([{<>=≥≤:,;、")
_FROM = frozenset("由从")
_HALVED = frozenset({"months", "duration", "multiple", "piece", "term"})
# 担负, 肩负, 自负, 胜负: the end of another word.
_NO_MINUS_BEHIND = frozenset("担肩抱欠自胜辜背亏正")
_MINUS = frozenset("-负△–—")
_DASHES = frozenset("–—")
_SIGNED = frozenset({"money", "percent", "percentage_point"})


def typed_amount(page: Page, start: int, floor: int) -> Lexeme:
    """The quantity whose first digit is at `start`; another lexeme where the digits are no figure after all."""
    fig = figure_at(page, start)
    if fig.value is None:
        dotted = "." in page.flat[start : fig.end]
        return Lexeme(start, fig.end, "other_number" if dotted else "code")
    value, end, approximate, malformed = fig.value, fig.end, False, fig.malformed
    first, malformed = points_before(page, start, floor, malformed)
    many = page.flat[end : end + 1] in _MANY_STARTS and _unit(page, end + 1) is not None
    if many:
        approximate, end = True, end + 1
    unit, end = _unit(page, end) or _bracketed_unit(page, end) or (None, end)
    ulp = fig.ulp
    if unit and not many and page.flat[end : end + 1] in _GOES_ON:
        value, ulp, unit, end = _completed(page, value, ulp, unit, end)
    if unit and page.flat[end : end + 1] in MANY and page.flat[end : end + 1]:
        approximate, unit, end = _many_of(page, unit, end)
    if unit and unit.name == "%" and page.flat.startswith("%", end):
        malformed, end = malformed or "百分号重复", end + 1
    pointed = "." in page.flat[start : fig.end]
    negative = _minus(page, first, end, floor, unit, pointed=pointed)
    if negative:
        value, first = -value, first - 1
    bound = before(page.flat, first, floor)
    quantity = Quantity(value, ulp, unit, approximate=approximate, malformed=malformed)
    if not approximate:
        quantity, end = _range(page, quantity, bound, end)
    return bounded(page, quantity, bound, end)


def _completed(
    page: Page, value: Decimal, ulp: Decimal, unit: Unit, end: int
) -> tuple[Decimal, Decimal, Unit, int]:
    """The figure with what belongs to it behind its unit: further steps, 元 on the next line, a half."""
    if unit.kind in ("number", "money"):
        value, ulp, unit, end = compound(page, value, ulp, unit, end)
        apart = _UNIT_APART.match(page.flat, end) if unit.kind == "number" else None
        money = page.units.get(unit.name + "元") if apart else None
        return (value, ulp, money, apart.end()) if apart and money else (value, ulp, unit, end)
    return with_half(page, value, ulp, unit, end)


def with_half(
    page: Page, value: Decimal, ulp: Decimal, unit: Unit, end: int
) -> tuple[Decimal, Decimal, Unit, int]:
    """3年半 and 3个半月 (whose unit is 个 so far) as 3.5."""
    flat = page.flat
    if ulp != 1 or unit.kind not in _HALVED:
        return value, ulp, unit, end
    between = _HALVES.match(flat, end - 1) if unit.name == "个" else None
    if between:
        name = between["unit"]
        whole = page.units.get("个" + name) or page.units[name]
        return value + Decimal("0.5"), Decimal("0.5"), whole, between.end()
    if unit.kind != "piece" and _HALF.match(flat, end):
        return value + Decimal("0.5"), Decimal("0.5"), unit, end + 1
    return value, ulp, unit, end


def _unit(page: Page, position: int) -> tuple[Unit, int] | None:
    """The unit at `position`, or behind up to two spaces where it is surely no word of the next column."""
    flat = page.flat
    found = page.units.find(flat, position)
    if found or flat[position : position + 1] != " ":
        return found
    begin = position + 1 + (flat[position + 1 : position + 2] == " ")
    found = page.units.find(flat, begin)
    if found is None or found[1] - begin > 1 or flat[begin] in _SAFE_BEHIND_GAP:
        return found
    if page.is_han(found[1]) and not flat.startswith(_BOUNDING, found[1]):
        return None
    return found


def _bracketed_unit(page: Page, position: int) -> tuple[Unit, int] | None:
    """The unit of 3（次）, where the brackets hold nothing else."""
    if page.flat[position : position + 1] != "(":
        return None
    found = page.units.find(page.flat, position + 1)
    if found is None or page.flat[found[1] : found[1] + 1] != ")":
        return None
    return found[0], found[1] + 1


def _many_of(page: Page, unit: Unit, end: int) -> tuple[bool, Unit, int]:
    """12万余元: the unit behind 余 joins the one before it; 多 and 余 as the start of another word stay out."""
    counted = page.units.find(page.flat, end + 1)
    if unit.kind == "number" and counted and unit.name + counted[0].name in page.units:
        return True, page.units[unit.name + counted[0].name], counted[1]
    if unit.kind in ("number", "months", "duration") and not page.is_han(end + 1):
        return True, unit, end + 1
    return False, unit, end


def _minus(page: Page, first: int, end: int, floor: int, unit: Unit | None, *, pointed: bool) -> bool:
    """Whether the sign before `first` is a minus: not the dash of a range, a list or a name (附件-1).

    The figure, with its `unit`, ends at `end`; `pointed` says that it has a decimal point.
    """
    flat = page.flat
    sign = flat[first - 1 : first]
    if sign not in _MINUS or first - 1 < floor or first == 0:
        return False
    certain = pointed or unit is not None
    previous = flat[first - 2 : first - 1] if first > 1 else ""
    if sign == "负":
        return not previous or previous not in _NO_MINUS_BEHIND
    if sign in _DASHES:
        # A cell that holds a dash and an amount; elsewhere a dash joins or lists.
        return certain and page.opens(first - 1) and page.closes(end)
    if sign == "△":
        # Before a count it marks an item: △3个村.
        return pointed or page.closes(end) or (unit is not None and unit.kind in _SIGNED)
    if sign != "-":
        return False
    if first - 1 == floor:
        return floor == 0
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
    if quantity.unit and not _same_unit(page, quantity.unit, unit):
        return quantity, end
    if second.value <= quantity.value or page.flat[close : close + 1] == "-":
        return quantity, end
    return replace(quantity, upper=second.value, unit=unit, ulp=min(quantity.ulp, second.ulp)), close


def _same_unit(page: Page, first: Unit, second: Unit | None) -> bool:
    """Whether both ends of a range have one unit: 3万元至5万元, and 3万至5万元 whose first end leaves 元 out."""
    if second is None:
        return False
    if first.kind == "number" and second.kind != "number":
        base = page.units.get(second.name.removeprefix(first.name))
        return second.name.startswith(first.name) and base is not None and base.kind == second.kind
    return first.kind == second.kind and first.factor == second.factor


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
