"""Points of levels and of the whole: 总分 and 小计 rows, and what stands beside or behind a level's name."""

from __future__ import annotations

from collections.abc import Sequence

from heyan.extraction.alignment import Column, Placement
from heyan.extraction.grid import Row, Slot
from heyan.extraction.headers import Header
from heyan.extraction.normal import fold
from heyan.extraction.pattern import pattern
from heyan.extraction.quantities import point
from heyan.extraction.vocabulary import is_total_row
from heyan.model.quantity import Quantity
from heyan.model.report import Indicator, LevelTotal, Sourced

_IN_BRACKETS = pattern(r"[（(]\s*([\d.]+)\s*分?\s*[)）]\s*$")
_SUBTOTAL = pattern(r".{0,20}小计")
# 总分：96.5分 in one cell.
_TOTAL_WITHIN = pattern(
    r"(?:自评|绩效|综合|最终)?(?:总分|总得分|合计得分|综合得分|得分合计)\s*:\s*([\d.]+)\s*分?"
)
_SCORE_ABOVE = pattern(r"(自评|绩效自评|综合|最终)?(总得分|总分|综合得分)(:[\d.]+分?)?")
_LABEL_AND_SCORE = 2


def points(slot: Slot | None) -> Sourced[Quantity] | None:
    """The points that a 分值 or 得分 cell states; None where it is empty or not assessed (/)."""
    if slot is None:
        return None
    value = point(slot.text)
    return Sourced(value, slot.text, slot.span) if value else None


def bracketed(slot: Slot | None) -> Sourced[Quantity] | None:
    """The points in brackets at the end of a cell: 产出指标（50分）."""
    found = _IN_BRACKETS.search(slot.text) if slot and slot.text[-1:] in ")）" else None
    value = point(found.group(1)) if found else None
    if slot is None or found is None or value is None:
        return None
    return Sourced(value, found.group(1), slot.span.part(*found.span(1)))


def total_slot(row: Row) -> Slot | None:
    """The cell that makes the row a 总分 or 小计 row."""
    for slot in row.filled[:2]:
        if is_total_row(slot.label) or _SUBTOTAL.fullmatch(slot.label) or _TOTAL_WITHIN.fullmatch(slot.label):
            return slot
    return None


def stated_total(
    row: Row, header: Header, label: Slot, since: Sequence[Indicator], before: Sequence[Indicator]
) -> LevelTotal | None:
    """What a 总分 or 小计 row says; `since` are the indicators behind the last such row, `before` all so far.

    None for a 小计 of which nothing tells what it sums up, and for a row without points.
    """
    within = _TOTAL_WITHIN.fullmatch(fold(label.text))
    if within:
        value = point(within.group(1))
        where = label.span.part(*within.span(1))
        return LevelTotal("", label.sourced, None, Sourced(value, within.group(1), where) if value else None)
    scope: str | None = ""
    if _SUBTOTAL.fullmatch(label.label):
        scope = label.label.removesuffix("小计") or _summed_level(since, before)
    weight, score = _told_apart(row, header, label)
    if scope is None or not (weight or score):
        return None
    return LevelTotal(scope, label.sourced, points(weight), points(score))


def _summed_level(since: Sequence[Indicator], before: Sequence[Indicator]) -> str | None:
    """The level whose indicators are exactly those behind the last 小计 row."""
    if not since:
        return None
    for level in ("level2", "level1"):
        own = getattr(since[0], level)
        members = [indicator for indicator in before if own and getattr(indicator, level) == own]
        if own and members == list(since):
            return str(own.value)
    return None


def _told_apart(row: Row, header: Header, label: Slot) -> tuple[Slot | None, Slot | None]:
    """The row's 分值 and its 得分: by order where there are two numbers, by place where there is one."""
    numbers = [
        slot
        for slot in row.filled
        if slot is not label and (value := point(slot.text)) is not None and value.kind == "point"
    ]
    if not numbers:
        return None, None
    shift = 0 if row.aligned else header.length - len(row.slots)
    placed = {
        role: slot
        for slot in numbers
        for role in ("weight", "score")
        if any(column.role == role and _under(slot, column, shift) for column in header.columns)
    }
    if len(numbers) == 1:
        only = numbers[0]
        if "score" not in header.roles or ("weight" in placed and "score" not in placed):
            return only, None
        return None, only
    if len(numbers) > 2 and len(placed) == 2 and placed["weight"] is not placed["score"]:
        return placed["weight"], placed["score"]
    if "weight" not in header.roles and len(numbers) == 2 and "score" in placed:
        return numbers[0], placed["score"]
    return numbers[0], numbers[1]


def _under(slot: Slot, column: Column, shift: int) -> bool:
    at = slot.column + shift
    return at < column.column + column.width and column.column < at + slot.width


def score_above(row: Row) -> LevelTotal | None:
    """The whole's score where a form states it over its tables: 自评总分 | 97.5."""
    at = next((at for at, slot in enumerate(row.filled) if _SCORE_ABOVE.fullmatch(slot.label)), None)
    if at is None:
        return None
    label = row.filled[at]
    if label.label[-1:] in "0123456789分" and (within := _TOTAL_WITHIN.fullmatch(fold(label.text))):
        value, where = point(within.group(1)), label.span.part(*within.span(1))
        return LevelTotal("", label.sourced, None, Sourced(value, within.group(1), where)) if value else None
    score = points(row.filled[at + 1]) if len(row.filled) == at + _LABEL_AND_SCORE else None
    return LevelTotal("", label.sourced, None, score) if score else None


def level_totals(placement: Placement) -> list[LevelTotal]:
    """The points of a row's levels: in brackets behind the name, or in a 分值 column of the level's own."""
    found = []
    ordered = sorted(placement.slots, key=lambda pair: pair[0].column)
    for index, (column, slot) in enumerate(ordered):
        if column.role not in ("level1", "level2"):
            continue
        value = bracketed(slot)
        if value is None and index + 2 < len(ordered):
            beside, number = ordered[index + 1]
            others_follow = any(other.role == "weight" for other, _ in ordered[index + 2 :])
            value = points(number) if beside.role == "weight" and others_follow else None
        if value and value.value.kind == "point":
            found.append(LevelTotal(slot.label, slot.sourced, value))
    return found
