"""Indicator tables: finding the header, reading the rows, inheriting levels, putting drifted rows back."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from heyan.extraction.alignment import Column, Placement, place
from heyan.extraction.grid import Row, Slot
from heyan.extraction.quantities import measure, point
from heyan.extraction.vocabulary import column_role, is_level1, is_level2, is_total_row
from heyan.model.quantity import Measure, Quantity, Unit
from heyan.model.report import Drift, Gap, Indicator, LevelTotal, Sourced
from heyan.model.span import Span

_NAMES = frozenset({"name", "level2"})
_VALUES = frozenset({"target", "adjusted_target", "actual", "weight", "score"})
_LEVEL_POINTS = re.compile(r"[（(]\s*([\d.]+)\s*分?\s*[)）]")


@dataclass(frozen=True, slots=True)
class Header:
    """The header of an indicator table: its columns, the rows it takes and its cell count."""

    columns: tuple[Column, ...]
    first_row: int
    next_row: int
    length: int


@dataclass(frozen=True, slots=True)
class IndicatorTable:
    """What an indicator table says; `next_row` is the position of the first row behind it."""

    indicators: tuple[Indicator, ...]
    totals: tuple[LevelTotal, ...]
    drifts: tuple[Drift, ...]
    gaps: tuple[Gap, ...]
    next_row: int


def find_header(rows: Sequence[Row], start: int) -> Header | None:
    """The indicator header that begins at row position `start`, if there is one."""
    columns = _columns(rows[start])
    roles = {column.role for column in columns}
    if not (roles & _NAMES and roles & _VALUES and len(roles) >= 3):
        return None
    following = start + 1
    if following < len(rows) and (below := _sub_header(rows[following])):
        columns = _refined(columns, below)
        following += 1
    return Header(tuple(columns), start, following, len(rows[start].slots))


def _columns(row: Row) -> list[Column]:
    found = []
    for slot in row.filled:
        role = column_role(slot.label)
        if role:
            found.append(Column(role, slot.column, slot.width, slot.label))
    roles = [column.role for column in found]
    if "name" not in roles and "level2" in roles and roles.count("level2") == 1:
        return [_renamed(column, "name") if column.role == "level2" else column for column in found]
    return found


def _renamed(column: Column, role: str) -> Column:
    return Column(role, column.column, column.width, column.name)


def _sub_header(row: Row) -> list[Column] | None:
    """A second header row, such as 指标性质 | 指标值 | 度量单位 under a spanning 指标值."""
    if not row.filled:
        return None
    columns = _columns(row)
    return columns if len(columns) == len(row.filled) and len(columns) >= 2 else None


def _refined(upper: Sequence[Column], lower: Sequence[Column]) -> list[Column]:
    kept = [
        column
        for column in upper
        if not any(column.column <= low.column < column.column + column.width for low in lower)
    ]
    return sorted([*kept, *lower], key=lambda column: column.column)


@dataclass(slots=True)
class _Levels:
    """The levels in force while the rows are read downward."""

    level1: Sourced[str] | None = None
    level2: Sourced[str] | None = None


def read_table(
    rows: Sequence[Row], header: Header, money: Unit | None, ends: Sequence[re.Pattern[str]]
) -> IndicatorTable:
    """Read the rows behind `header` until a total row, another header or a row that one of `ends` matches."""
    levels = _Levels()
    indicators: list[Indicator] = []
    totals: list[LevelTotal] = []
    gaps: list[Gap] = []
    moves: list[tuple[Row, tuple[tuple[str, int], ...], str]] = []
    position = header.next_row
    while position < len(rows):
        row = rows[position]
        if not row.filled:
            position += 1
            continue
        head = row.filled[0]
        if (total := _total_slot(row)) is not None:
            totals.append(_stated_total(row, header, total, levels))
            position += 1
            continue
        if find_header(rows, position) or any(pattern.match(head.label) for pattern in ends):
            break
        placement = place(row, header.columns, header.length)
        if not _looks_like_indicator(placement, row):
            if len(row.filled) == 1 and len(head.text) > 30:
                break
            gaps.append(Gap(row.span, "未能识别为指标的一行"))
            position += 1
            continue
        drift = _drift(placement)
        indicator = _indicator(row, placement, levels, money, drift[1] if drift else None)
        totals.extend(_level_total(placement))
        if indicator:
            indicators.append(indicator)
        if drift:
            moves.append((row, *drift))
        position += 1
    return IndicatorTable(tuple(indicators), tuple(totals), _grouped(moves), tuple(gaps), position)


def _total_slot(row: Row) -> Slot | None:
    for slot in row.filled[:2]:
        if is_total_row(slot.label) or slot.label.endswith("小计"):
            return slot
    return None


def _looks_like_indicator(placement: Placement, row: Row) -> bool:
    roles = {column.role for column, _ in placement.slots}
    return bool(roles & {"name", "level1", "level2"}) and (
        len(row.filled) >= 2 or "level2" in roles or "name" in roles
    )


def _drift(placement: Placement) -> tuple[tuple[tuple[str, int], ...], str] | None:
    told = [(slot, column, under) for slot, column, under in placement.moved if column.role != "note"]
    if not told:
        return None
    signature = tuple((column.role, slot.column - column.column) for slot, column, _ in told)
    slot, column, under = told[0]
    stands = f"“{under.name}”列" if under else f"第{slot.column + 1}列"
    where = f"“{_short(slot.text)}”应在“{column.name}”列，却落在{stands}"
    more = f"，本行共{len(told)}格错位" if len(told) > 1 else ""
    return signature, where + more


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= 16 else flat[:15] + "…"


def _grouped(moves: Sequence[tuple[Row, tuple[tuple[str, int], ...], str]]) -> tuple[Drift, ...]:
    """One Drift for consecutive rows that drifted in the same way."""
    drifts: list[Drift] = []
    run: list[tuple[Row, tuple[tuple[str, int], ...], str]] = []

    def close() -> None:
        if run:
            spans = tuple(row.span for row, _, _ in run)
            whole = Span(spans[0].document, spans[0].start, spans[-1].end)
            drifts.append(Drift(whole, spans, run[0][2]))
            run.clear()

    for move in moves:
        if run and (move[0].index != run[-1][0].index + 1 or move[1] != run[-1][1]):
            close()
        run.append(move)
    close()
    return tuple(drifts)


def _indicator(
    row: Row, placement: Placement, levels: _Levels, money: Unit | None, drift: str | None
) -> Indicator | None:
    _enter_levels(placement, levels)

    def text(role: str) -> Sourced[str] | None:
        slot = placement.of(role)
        return slot.sourced if slot else None

    nature, unit = text("nature"), text("unit")
    target = placement.of("adjusted_target") or placement.of("target")
    actual = placement.of("actual")
    name = text("name")
    if name is None and target is None and actual is None and placement.of("level2") is None:
        return None
    return Indicator(
        row=row.span,
        name=name,
        level1=levels.level1,
        level2=levels.level2,
        description=text("description"),
        nature=nature,
        target=_measured(target, nature, unit, money),
        unit=unit,
        actual=_measured(actual, None, unit, money),
        weight=points(placement.of("weight")),
        score=points(placement.of("score")),
        reason=text("reason"),
        basis=text("basis"),
        note=text("note"),
        drift=drift,
    )


def _enter_levels(placement: Placement, levels: _Levels) -> None:
    """Take over the levels that the row states; a level-2 name that slid into column 1 is still level 2."""
    first, second = placement.of("level1"), placement.of("level2")
    if first and is_level2(first.label) and not is_level1(first.label):
        first, second = None, second or first
    if first:
        levels.level1, levels.level2 = first.sourced, None
    if second:
        levels.level2 = second.sourced


def _measured(
    slot: Slot | None, nature: Sourced[str] | None, unit: Sourced[str] | None, money: Unit | None
) -> Sourced[Measure] | None:
    if slot is None:
        return None
    value = measure(
        slot.text,
        nature=nature.value if nature else None,
        unit=unit.value if unit else None,
        default_money=money,
    )
    return Sourced(value, slot.text, slot.span)


def points(slot: Slot | None) -> Sourced[Quantity] | None:
    """The points that a 分值 or 得分 cell states; None where it is empty or not assessed (/)."""
    if slot is None:
        return None
    value = point(slot.text)
    return Sourced(value, slot.text, slot.span) if value else None


def _level_total(placement: Placement) -> list[LevelTotal]:
    """The points in brackets behind a level's name: 产出指标（50分）."""
    found = []
    for role in ("level1", "level2"):
        slot = placement.of(role)
        match = _LEVEL_POINTS.search(slot.text) if slot else None
        value = point(match.group(1)) if match else None
        if slot and match and value:
            where = slot.span.part(match.start(1), match.end(1))
            found.append(LevelTotal(slot.label, slot.sourced, Sourced(value, match.group(1), where)))
    return found


def _stated_total(row: Row, header: Header, label: Slot, levels: _Levels) -> LevelTotal:
    """A 总分 or 小计 row: its weight and score, told apart by column where there is only one number."""
    subtotal = label.label.endswith("小计")
    scope = (
        label.label.removesuffix("小计") or (levels.level1.value if levels.level1 else "") if subtotal else ""
    )
    numbers = [slot for slot in row.filled if slot is not label and point(slot.text) is not None]
    columns = {column.role: column for column in header.columns}
    weight: Slot | None = None
    score: Slot | None = None
    if len(numbers) >= 2:
        weight, score = numbers[0], numbers[1]
    elif numbers:
        only = numbers[0]
        column = columns.get("weight")
        under_weight = (
            row.aligned
            and column is not None
            and only.column < column.column + column.width
            and column.column < only.column + only.width
        )
        weight, score = (only, None) if under_weight or "score" not in columns else (None, only)
    return LevelTotal(scope, label.sourced, points(weight), points(score))
