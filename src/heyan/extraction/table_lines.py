"""An ordinary table as lines of figures under named columns, each column in its own unit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

from heyan.extraction.grid import Row, Slot, rows_of
from heyan.extraction.identity import money_unit_in
from heyan.extraction.pattern import pattern
from heyan.extraction.quantities import measure, money
from heyan.extraction.units import UNITS
from heyan.model.dataclass import dataclass
from heyan.model.document import Document, Table
from heyan.model.quantity import Quantity, Unit
from heyan.model.span import Span

LineKind = Literal["total", "subtotal", "part", "inside"]
TOTAL = pattern(r"(合计|总计|共计|总和)(数|金额)?")
SUBTOTAL = pattern(r".{0,20}小计")
_INSIDE = pattern(r"其中.{0,20}")
_NUMBER = pattern(r"-?[\d,]+(\.\d+)?\s*(万元|元|亿元|人次|人|个|户|亩)?")
_NOT_SUMMED = pattern(
    r"序号|编号|代码|年份|年度|时间|日期|率|比例|占比|比重|%|增长|增减|单价|标准|电话|均|排名|名次|等级|分值|得分|评分|权重"
)
_COUNTED = pattern(r"[人户个亩次件处座台辆头株条]数|数量|面积|人次|个数|人员|编制|里程|单位[:：]?[人户个亩]")
_MOST_HEADERS = 3


@dataclass(frozen=True, slots=True)
class Figure:
    """A number of the table: its place and what it says."""

    quantity: Quantity
    span: Span


@dataclass(frozen=True, slots=True)
class Column:
    """A column of figures: its position, its header's words, outermost first, and whether it holds money."""

    index: int
    name: str
    own: str
    money: bool

    @property
    def summed(self) -> bool:
        """Whether its figures can be added up: no rates, years, serial numbers, scores."""
        return not _NOT_SUMMED.search(self.name)


@dataclass(frozen=True, slots=True)
class TableLine:
    """A row of figures: its label, what it is (part, subtotal, total, or inside: 其中), its figures by column."""

    label: str
    kind: LineKind
    figures: Mapping[int, Figure]


@dataclass(frozen=True, slots=True)
class Lines:
    """A table's columns that hold figures, and its lines from top to bottom."""

    columns: tuple[Column, ...]
    lines: tuple[TableLine, ...]


def table_lines(document: Document, table: Table) -> Lines | None:
    """The table read so; None where its columns cannot be trusted or it has no two lines of figures."""
    rows = rows_of(document, table)
    if not table.aligned and not _unmerged(rows):
        return None
    first = next((i for i, row in enumerate(rows) if _has_figures(row)), len(rows))
    if len(rows) - first < 2 or first > _MOST_HEADERS + 1:
        return None
    headers, below = rows[:first], rows[first:]
    unit = next(
        (
            UNITS[u.value]
            for row in rows[:_MOST_HEADERS]
            if len(row.filled) == 1 and (u := money_unit_in(row))
        ),
        None,
    )
    unit = unit or _shared_unit(document, table)
    places = sorted({slot.column for row in below for slot in row.filled if _NUMBER.fullmatch(slot.label)})
    named = {place: _names(headers, place) for place in places}
    units = {place: _unit(headers, place, named[place][0], unit) for place in places}
    lines = tuple(_line(row, units) for row in below)
    columns = tuple(Column(place, *named[place], units[place] is not None) for place in places)
    return Lines(columns, tuple(line for line in lines if line.figures))


def _unmerged(rows: Sequence[Row]) -> bool:
    """Whether every row has as many cells as the others, so that no merge can have moved one: then ordinals are columns."""
    return len({len(row.slots) for row in rows}) == 1


def _has_figures(row: Row) -> bool:
    """Whether the row holds data: a figure that is not the label of its row."""
    return any(_NUMBER.fullmatch(slot.label) for slot in row.filled[1:]) and not _all_years(row)


def _all_years(row: Row) -> bool:
    numbers = [slot.label for slot in row.filled if _NUMBER.fullmatch(slot.label)]
    return all(len(text) == 4 and text.startswith(("19", "20")) for text in numbers)


def _shared_unit(document: Document, table: Table) -> Unit | None:
    """单位：万元 in the paragraph right above the table."""
    before = document.text[max(0, table.span.start - 60) : table.span.start].strip().rsplit("\n", 1)[-1]
    found = _ABOVE.search(before)
    return UNITS[found["unit"]] if found else None


_ABOVE = pattern(r"单位\s*[:：]\s*(?:人民币)?(?P<unit>万元|亿元|元)\s*[)）]?\s*[:：]?$")


def _names(headers: Sequence[Row], column: int) -> tuple[str, str]:
    """The header's words over the column, outermost first, and the innermost alone."""
    found = [
        slot.label
        for row in headers
        for slot in row.filled
        if slot.column <= column < slot.column + slot.width and len(row.filled) > 1
    ]
    return "".join(dict.fromkeys(found)), found[-1] if found else ""


def _unit(headers: Sequence[Row], column: int, name: str, shared: Unit | None) -> Unit | None:
    """The unit of money of a column: its own header's, else the table's; None for what is counted."""
    for row in reversed(headers):
        for slot in row.filled:
            if slot.column <= column < slot.column + slot.width:
                own = money_unit_in(Row(row.index, (slot,), slot.span, row.aligned, (slot,)))
                if own:
                    return UNITS[own.value]
    return None if shared is None or _COUNTED.search(name) or _NOT_SUMMED.search(name) else shared


def _line(row: Row, units: Mapping[int, Unit | None]) -> TableLine:
    label = next((slot.label for slot in row.filled if not _NUMBER.fullmatch(slot.label)), "")
    figures = {
        slot.column: Figure(value, slot.span)
        for slot in row.filled
        if slot.column in units
        and _NUMBER.fullmatch(slot.label)
        and (value := _value(slot, units[slot.column]))
    }
    return TableLine(label, _kind(row, label), figures)


def _value(slot: Slot, unit: Unit | None) -> Quantity | None:
    return money(slot.text, unit) if unit else measure(slot.text).quantity


def _kind(row: Row, label: str) -> LineKind:
    if any(TOTAL.fullmatch(slot.label) for slot in row.filled[:2]):
        return "total"
    if SUBTOTAL.fullmatch(label):
        return "subtotal"
    return "inside" if _INSIDE.fullmatch(label) else "part"
