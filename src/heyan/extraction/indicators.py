"""Indicator tables: finding the header, reading the rows, inheriting levels, putting drifted rows back."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from heyan.extraction.alignment import Placement, place
from heyan.extraction.grid import Row, Slot
from heyan.extraction.headers import Header, find_header
from heyan.extraction.points import bracketed, level_totals, points, stated_total, total_slot
from heyan.extraction.quantities import measure, share
from heyan.extraction.vocabulary import is_blank, is_level1, is_level2
from heyan.model.dataclass import dataclass
from heyan.model.quantity import Measure, Quantity, Unit
from heyan.model.report import Drift, Gap, Indicator, LevelTotal, Sourced
from heyan.model.span import Span

_POINTS = frozenset({"weight", "score"})
_TARGETS = frozenset({"target", "adjusted_target", "actual"})
# A cell across this many columns of values is a remark or a conclusion, no value.
_WIDE = 3
_LONGEST_VALUE = 30
_MOST_SLIPS = 2
_MOST_LEVELS = 2


@dataclass(slots=True)
class Levels:
    """The levels in force while the rows are read downward."""

    level1: Sourced[str] | None = None
    level2: Sourced[str] | None = None


@dataclass(frozen=True, slots=True)
class IndicatorTable:
    """What an indicator table says; `next_row` is the position of the first row behind it, `header` and `levels`
    what holds for rows that follow on the next page.

    `project` is whose indicators they are where a column tells it; `another` that the next row begins the next
    project's.
    """

    indicators: tuple[Indicator, ...]
    totals: tuple[LevelTotal, ...]
    drifts: tuple[Drift, ...]
    gaps: tuple[Gap, ...]
    next_row: int
    header: Header
    levels: Levels
    project: Sourced[str] | None = None
    another: bool = False


def read_table(
    rows: Sequence[Row],
    header: Header,
    money: Unit | None,
    ends: Sequence[re.Pattern[str]],
    levels: Levels | None = None,
) -> IndicatorTable:
    """Read the rows behind `header` until a row that one of `ends` matches or that cannot be an indicator.

    `levels` are those in force where the table goes on from the page before. Where the source lost the merged cells
    and filled its rows up at their ends, rows are read by their content, and none of them has slipped.
    """
    before = replace(levels) if levels else None
    rows = _by_order(rows, header)
    table = _read_rows(rows, header, money, ends, levels)
    if not table.drifts or not _filled_up(rows[header.next_row : table.next_row], table):
        return table
    return _read_rows([_packed(row) for row in rows], header, money, ends, before)


def _by_order(rows: Sequence[Row], header: Header) -> Sequence[Row]:
    """The rows with columns that are not trusted where they lack the cells under merged ones: none begins with an
    empty cell, and some are shorter than the header."""
    own = [row for row in rows[header.first_row :] if row.filled]
    full = header.columns[-1].column + header.columns[-1].width
    headed = all(row.slots[0].column == 0 and row.slots[0].text for row in own)
    if not headed or all(row.slots[-1].column + row.slots[-1].width >= full for row in own):
        return rows
    return [replace(row, aligned=False) for row in rows]


def _filled_up(rows: Sequence[Row], table: IndicatorTable) -> bool:
    """Whether no row leaves its first cell empty under a merged one, and several rows seem to have slipped."""
    slipped = sum(len(drift.rows) for drift in table.drifts)
    heads = [row.slots[0].label for row in rows if row.filled]
    repeated = any(one == two for one, two in pairwise(heads))
    return slipped >= _MOST_SLIPS and slipped * 5 >= len(heads) and all(heads) and not repeated


def _packed(row: Row) -> Row:
    """The row without what fills it up at its end, its columns no longer trusted."""
    last = row.filled[-1].column if row.filled else -1
    kept = tuple(slot for slot in row.slots if slot.column <= last)
    return Row(row.index, kept, row.span, aligned=False, filled=row.filled)


def _read_rows(
    rows: Sequence[Row],
    header: Header,
    money: Unit | None,
    ends: Sequence[re.Pattern[str]],
    levels: Levels | None,
) -> IndicatorTable:
    reading = _Reading(header, levels or Levels(), money)
    position = header.next_row
    while position < len(rows):
        row = rows[position]
        if row.filled and not reading.skips(row):
            repeated = find_header(rows, position)
            if repeated and repeated.roles == reading.header.roles:
                reading.header = repeated
                position = repeated.next_row
                continue
            if repeated or not reading.take(row, ends):
                break
        position += 1
    return reading.finish(position)


class _Reading:
    """The rows of one table while they are read."""

    def __init__(self, header: Header, levels: Levels, money: Unit | None) -> None:
        self.header = header
        self._levels = levels
        self._money = money
        self._indicators: list[Indicator] = []
        self._totals: list[LevelTotal] = []
        self._gaps: list[Gap] = []
        self._moves: list[_Move] = []
        self._since = 0
        self._closed = False
        self._level2_known = 0
        self._project: Sourced[str] | None = None
        self._another = False

    def skips(self, row: Row) -> bool:
        """Whether the row is one of a template's that nobody filled in (……)."""
        return all(is_blank(slot.label) for slot in row.filled)

    def take(self, row: Row, ends: Sequence[re.Pattern[str]]) -> bool:
        """Read one row; False if the table ends before it."""
        label = total_slot(row)
        if label:
            self._take_total(row, label)
            return True
        placement = place(row, self.header.columns, self.header.length)
        doubtful = self._closed or any(pattern.match(row.filled[0].label) for pattern in ends)
        if doubtful and not _convinces(placement, row, self.header):
            return False
        if not _could_be(placement, row, self.header):
            if len(row.filled[-1].text) > _LONGEST_VALUE or _across(row, self.header):
                return False
            self._gaps.append(Gap(row.span, "未能识别为指标的一行"))
            return True
        if "project" in self.header.roles and self._leaves_project(placement):
            return False
        self._take_indicator(row, placement)
        return True

    def _leaves_project(self, placement: Placement) -> bool:
        slot = placement.of("project")
        if slot is None or is_blank(slot.label):
            return False
        self._another = bool(self._indicators) and (self._project is None or self._project.value != slot.text)
        if not self._another:
            self._project = self._project or slot.sourced
        return self._another

    def _take_total(self, row: Row, label: Slot) -> None:
        total = stated_total(row, self.header, label, self._indicators[self._since :], self._indicators)
        if total:
            self._totals.append(total)
            self._closed = self._closed or (not total.scope and bool(self._indicators))
        self._since = len(self._indicators)

    def _take_indicator(self, row: Row, placement: Placement) -> None:
        drift = _drift(placement)
        indicator = _indicator(row, placement, self._levels, self._money, drift[1] if drift else None)
        self._totals.extend(level_totals(placement))
        if indicator:
            self._indicators.append(indicator)
        if drift:
            self._moves.append(_Move(row, *drift, placement.only_level))
        else:
            second = placement.of("level2")
            self._level2_known += bool(second and is_level2(second.label))

    def finish(self, position: int) -> IndicatorTable:
        """The table, ended before row `position`."""
        moves = self._moves
        if self._level2_known < 2:
            # Nothing shows that this table keeps 数量指标 and its like in the second column.
            moves = [move for move in moves if not move.only_level]
        kept = {move.row.span for move in moves}
        indicators = [
            replace(i, drift=None) if i.drift and i.row not in kept else i for i in self._indicators
        ]
        return IndicatorTable(
            tuple(indicators),
            tuple(self._totals),
            _grouped(moves),
            tuple(self._gaps),
            position,
            self.header,
            self._levels,
            self._project,
            self._another,
        )


def goes_on(row: Row, header: Header) -> bool:
    """Whether `row`, at the head of a table without a header, belongs to the table on the page before."""
    lacking = 0 if row.aligned else header.length - len(row.slots)
    # The levels' cells may stand on the page before; points then show that the row belongs to the table.
    if lacking and not (0 < lacking <= _MOST_LEVELS and _POINTS & header.roles):
        return False
    return len(row.filled) >= 3 and _convinces(place(row, header.columns, header.length), row, header)


def _could_be(placement: Placement, row: Row, header: Header) -> bool:
    if not row.aligned and len(row.slots) < 3 <= header.length - 2:
        return False
    roles = {column.role for column, _ in placement.slots}
    named = roles & {"name", "level2"} or (roles & {"level1"} and len(row.filled) >= 2)
    return bool(named) and not _across(row, header)


def _across(row: Row, header: Header) -> bool:
    """Whether a cell of the row spans several columns of values."""
    if not row.aligned:
        return False
    wide = [slot for slot in row.filled if slot.width >= _WIDE]
    values = [column.column for column in header.columns if column.role in _POINTS | _TARGETS] if wide else []
    return any(
        sum(slot.column <= column < slot.column + slot.width for column in values) >= _WIDE for slot in wide
    )


def _convinces(placement: Placement, row: Row, header: Header) -> bool:
    """Whether the row is an indicator whatever its first words are: a name with points or, on goal forms, a target."""
    if not _could_be(placement, row, header) or placement.of("name") is None:
        return False
    if _POINTS & header.roles:
        return any(points(placement.of(role)) for role in _POINTS)
    return any(placement.of(role) for role in _TARGETS)


@dataclass(frozen=True, slots=True)
class _Move:
    """A row whose cells were put back: which cells by how far, in words, and how sure that is."""

    row: Row
    signature: tuple[tuple[str, int], ...]
    words: str
    only_level: bool


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


def _grouped(moves: Sequence[_Move]) -> tuple[Drift, ...]:
    """One Drift for consecutive rows that drifted in the same way."""
    drifts: list[Drift] = []
    run: list[_Move] = []

    def close() -> None:
        if run:
            spans = tuple(move.row.span for move in run)
            whole = Span(spans[0].document, spans[0].start, spans[-1].end)
            drifts.append(Drift(whole, spans, run[0].words))
            run.clear()

    for move in moves:
        if run and (move.row.index != run[-1].row.index + 1 or move.signature != run[-1].signature):
            close()
        run.append(move)
    close()
    return tuple(drifts)


def _indicator(
    row: Row, placement: Placement, levels: Levels, money: Unit | None, drift: str | None
) -> Indicator | None:
    _enter_levels(placement, levels)

    def text(role: str) -> Sourced[str] | None:
        slot = placement.of(role)
        return slot.sourced if slot else None

    nature, unit = text("nature"), text("unit")
    target = placement.of("adjusted_target") or placement.of("target")
    actual = placement.of("actual")
    name = text("name")
    if name and is_blank(name.value):
        name = None
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
        coefficient=_share(placement.of("coefficient")),
        weight=points(placement.of("weight")) or bracketed(placement.of("name")),
        score=points(placement.of("score")),
        reason=text("reason"),
        basis=text("basis"),
        note=text("note"),
        drift=drift,
    )


def _share(slot: Slot | None) -> Sourced[Quantity] | None:
    value = share(slot.text) if slot and not is_blank(slot.label) else None
    return Sourced(value, slot.text, slot.span) if slot and value else None


def _enter_levels(placement: Placement, levels: Levels) -> None:
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
