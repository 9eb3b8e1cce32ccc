"""Turning spans into addresses that a person can follow: line, table, row, column, cell, paragraph."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from heyan.model.document import LINED_FORMATS, Cell, Document, Paragraph, Table
from heyan.model.span import Span


class Gazetteer:
    """Answers "where is that" for one document. Built once per document and result; holds no mutable state."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._line_starts: list[int] = [0]
        if document.format in LINED_FORMATS:
            self._line_starts += [i + 1 for i, char in enumerate(document.text) if char == "\n"]
        spots: list[tuple[int, int, str]] = []
        paragraph_number = 0
        for block in document.blocks:
            if isinstance(block, Paragraph):
                if document.text_of(block.span).strip():
                    paragraph_number += 1
                if document.format != "report":  # a model's lines are its places
                    spots.append((block.span.start, block.span.end, f"第{paragraph_number}段"))
        for number, table in enumerate(document.tables(), start=1):
            spots.append((table.span.start, table.span.end, table.name or f"表{number}"))
            spots.extend(_rows(table, number))
            spots.extend((c.span.start, c.span.end, cell_address(table, number, c)) for c in table.cells)
        # The innermost of several nested spots starts last, so it wins in `address`.
        self._spots = sorted(spots, key=lambda spot: (spot[0], -spot[1]))
        self._starts = [spot[0] for spot in self._spots]

    def line(self, span: Span) -> int | None:
        """The 1-based line where `span` starts in a text source; None in formats without lines."""
        if self._document.format not in LINED_FORMATS:
            return None
        return bisect_right(self._line_starts, span.start)

    def address(self, span: Span) -> str:
        """The nearest named place of `span`, such as 表2 第5行第8列, 自评表!F7 or 第12段."""
        for index in range(bisect_right(self._starts, span.start) - 1, -1, -1):
            start, end, address = self._spots[index]
            if start <= span.start and span.end <= max(end, start + 1):
                return address
            if span.start - start > 100_000:
                break
        if self._document.format in LINED_FORMATS:
            return f"第{self.line(span)}行"
        return "全文"


def _rows(table: Table, number: int) -> Iterator[tuple[int, int, str]]:
    """The extents of the table's rows, by the cells that begin in each."""
    extents: dict[int, tuple[int, int]] = {}
    for cell in table.cells:
        start, end = extents.get(cell.row, (cell.span.start, cell.span.end))
        extents[cell.row] = (min(start, cell.span.start), max(end, cell.span.end))
    for row, (start, end) in extents.items():
        yield start, end, f"{table.name} 第{row + 1}行" if table.name else f"表{number} 第{row + 1}行"


def cell_address(table: Table, number: int, cell: Cell) -> str:
    """The place of `cell` in the table that is the document's `number`-th (1-based)."""
    if cell.address:
        return f"{table.name}!{cell.address}" if table.name else cell.address
    return f"表{number} 第{cell.row + 1}行第{cell.column + 1}列"
