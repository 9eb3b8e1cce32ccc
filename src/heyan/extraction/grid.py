"""A table's rows as extraction looks at them: cells in order with normalised labels."""

from __future__ import annotations

import re

from heyan.extraction.normal import label as normal_label
from heyan.extraction.pattern import pattern
from heyan.model.dataclass import dataclass
from heyan.model.document import Cell, Document, Table
from heyan.model.report import Sourced
from heyan.model.span import Span


@dataclass(frozen=True, slots=True)
class Slot:
    """One cell of a row. `column` is its ordinal or grid column, `text` its text without outer white space,
    `label` its normalised form (no white space, no bracketed remark, no colon), `span` the span of `text`."""

    column: int
    width: int
    text: str
    label: str
    span: Span
    cell: Cell

    @property
    def sourced(self) -> Sourced[str]:
        """The cell's text with its place."""
        return Sourced(self.text, self.text, self.span)


@dataclass(frozen=True, slots=True)
class Row:
    """A row: all cells that begin in it, empty ones too."""

    index: int
    slots: tuple[Slot, ...]
    span: Span
    aligned: bool
    filled: tuple[Slot, ...]

    @property
    def first(self) -> Slot | None:
        """The first cell with text."""
        return self.filled[0] if self.filled else None


_WHITE = " \t\r\n\u3000\xa0\u200b\ufeff"
# A text processor's bookmark that leaked into the text names nothing; format rules report it.
_LEAKED = pattern(r"(?:\[bookmark:[^\[\]\n]{0,80}\]\s*)+")
_BREAK = pattern(r"<br\s{0,2}/?>", re.IGNORECASE)


def body(text: str) -> tuple[int, int]:
    """The extent of `text` without outer white space and leaked bookmarks before it; (0, 0) if nothing is left."""
    end = len(text.rstrip(_WHITE))
    start = len(text) - len(text.lstrip(_WHITE))
    leaked = _LEAKED.match(text, start, end)
    start = leaked.end() if leaked else start
    return (start, end) if start < end else (0, 0)


def slot_of(document: Document, cell: Cell) -> Slot:
    """The cell as a slot; its span shrinks to the text without outer white space."""
    raw = document.text_of(cell.span)
    start, end = body(raw)
    text = raw[start:end]
    span = cell.span.part(start, end)
    if not text:
        return Slot(cell.column, cell.column_span, "", "", span, cell)
    return Slot(cell.column, cell.column_span, text, _label(text) if len(text) <= 80 else text, span, cell)


def _label(text: str) -> str:
    # Pipe tables write a line's end inside a cell as <br>.
    return normal_label(_BREAK.sub("", text) if "<" in text else text)


def rows_of(document: Document, table: Table) -> tuple[Row, ...]:
    """The table's rows from top to bottom; rows in which no cell begins are left out."""
    by_row: dict[int, list[Slot]] = {}
    for cell in table.cells:
        by_row.setdefault(cell.row, []).append(slot_of(document, cell))
    rows = []
    for index in sorted(by_row):
        slots = tuple(sorted(by_row[index], key=lambda slot: slot.column))
        filled = tuple(slot for slot in slots if slot.text)
        around = filled or slots
        span = Span(document.id, min(s.span.start for s in around), max(s.span.end for s in around))
        rows.append(Row(index, slots, span, table.aligned, filled))
    return tuple(rows)
