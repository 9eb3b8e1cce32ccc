"""Totals of ordinary tables: a 合计 row against the rows above it (or below it, where it opens the table)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from heyan.extraction.grid import Row, Slot, rows_of
from heyan.extraction.identity import money_unit_in
from heyan.extraction.pattern import pattern
from heyan.extraction.quantities import measure, money
from heyan.extraction.units import UNITS
from heyan.model.claim import Claim, Operand
from heyan.model.document import Document, Table
from heyan.model.quantity import Quantity
from heyan.model.span import Span

_TOTAL = pattern(r"(合计|总计|共计|总和)(数|金额)?")
_SUBTOTAL = pattern(r".{0,20}小计")
_NUMBER = pattern(r"-?[\d,]+(\.\d+)?\s*(万元|元|亿元|人次|人|个|户|亩)?")
_NOT_SUMMED = pattern(
    r"序号|编号|代码|年份|年度|时间|日期|率|比例|占比|比重|%|增长|增减|单价|标准|电话|均|排名|名次|等级"
)


@dataclass(frozen=True, slots=True)
class _Line:
    """A row of figures: its label and its numbers by column."""

    label: str
    kind: str  # total, subtotal or part
    numbers: dict[int, tuple[Slot, Quantity]]


def table_claims(document: Document, tables: Iterable[Table]) -> tuple[Claim, ...]:
    """The column totals that the tables assert."""
    return tuple(claim for table in tables if table.aligned for claim in _claims(rows_of(document, table)))


def _claims(rows: Sequence[Row]) -> Iterable[Claim]:
    if not any(_total_label(row) for row in rows) or len(rows) < 3:
        return
    header = rows[0]
    unit = next((u for row in rows[:3] if (u := money_unit_in(row))), None)
    lines = [_line(row, unit.value if unit else None) for row in rows[1:]]
    for column in sorted({column for line in lines for column in line.numbers}):
        name = next((s.label for s in header.filled if s.column <= column < s.column + s.width), "")
        if _NOT_SUMMED.search(name):
            continue
        yield from _column_claims([line for line in lines if column in line.numbers], column, name)


def _total_label(row: Row) -> bool:
    return any(_TOTAL.fullmatch(slot.label) for slot in row.filled[:2])


def _line(row: Row, unit: str | None) -> _Line:
    label = next((slot.label for slot in row.filled if not _NUMBER.fullmatch(slot.label)), "")
    kind = "total" if _total_label(row) else "subtotal" if _SUBTOTAL.fullmatch(label) else "part"
    numbers = {}
    for slot in row.filled:
        if _NUMBER.fullmatch(slot.label):
            value = money(slot.text, UNITS[unit]) if unit else measure(slot.text).quantity
            if value:
                numbers[slot.column] = (slot, value)
    return _Line(label, kind, numbers)


def _column_claims(lines: Sequence[_Line], column: int, name: str) -> Iterable[Claim]:
    """小计 rows take the parts above them; a 合计 takes the 小计 rows, or all parts where there are none."""
    waiting: list[_Line] = []
    subtotals: list[_Line] = []
    for index, line in enumerate(lines):
        if line.kind == "part":
            waiting.append(line)
        elif line.kind == "subtotal":
            if len(waiting) >= 2:
                yield _claim(line, waiting, column, name)
            subtotals.append(line)
            waiting = []
        else:
            parts = [*subtotals, *waiting] if subtotals else waiting
            if index == 0 and not parts:
                below = [other for other in lines[1:] if other.kind == "part"]
                parts = below if all(other.kind == "part" for other in lines[1:]) else []
            if len(parts) >= 2:
                yield _claim(line, parts, column, name)
            waiting, subtotals = [], []


def _claim(total: _Line, parts: Sequence[_Line], column: int, name: str) -> Claim:
    def operand(line: _Line, role: str) -> Operand:
        slot, value = line.numbers[column]
        return Operand("total" if role == "total" else "part", line.label, value, slot.span)

    operands = (operand(total, "total"), *(operand(line, "part") for line in parts))
    places = [o.place for o in operands if o.place]
    span = Span(places[0].document, min(p.start for p in places), max(p.end for p in places))
    subject = f"{name}{total.label}" if name else total.label
    return Claim("sum", "general", subject, operands, span, cue=total.label, origin="table")
