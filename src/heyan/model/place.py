"""Turning spans into addresses that a person can follow: line, table, row, column, cell, paragraph."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from heyan.model.document import LINED_FORMATS, Cell, Document, Paragraph, Table
from heyan.model.span import Span

# An address, or a format and what stands in it: of a paper's thousand places a few are told.
_Address = str | tuple[str, str | int] | tuple[str, str | int, str | int] | tuple[str, int, int, int]


class Gazetteer:
    """Answers "where is that" for one document. Built once per document and result; holds no mutable state."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._line_starts: list[int] = [0]
        if document.format in LINED_FORMATS:
            self._line_starts += [i + 1 for i, char in enumerate(document.text) if char == "\n"]
        spots: list[tuple[int, int, _Address]] = []
        paragraph_number = 0
        for block in document.blocks:
            if isinstance(block, Paragraph):
                if document.text_of(block.span).strip():
                    paragraph_number += 1
                if document.format != "report":  # a model's lines are its places
                    spots.append((block.span.start, block.span.end, ("第{}段", paragraph_number)))
        for number, table in enumerate(document.tables(), start=1):
            spots.append((table.span.start, table.span.end, table.name or ("表{}", number)))
            spots.extend(_rows(table, number))
            spots.extend((c.span.start, c.span.end, _address(table, number, c)) for c in table.cells)
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
                return _written(address)
            if span.start - start > 100_000:
                break
        if self._document.format in LINED_FORMATS:
            return f"第{self.line(span)}行"
        return "全文"


def _rows(table: Table, number: int) -> Iterator[tuple[int, int, _Address]]:
    """The extents of the table's rows, by the cells that begin in each."""
    extents: dict[int, tuple[int, int]] = {}
    for cell in table.cells:
        start, end = extents.get(cell.row, (cell.span.start, cell.span.end))
        extents[cell.row] = (min(start, cell.span.start), max(end, cell.span.end))
    for row, (start, end) in extents.items():
        yield (
            start,
            end,
            ("{} 第{}行", table.name, row + 1) if table.name else ("表{} 第{}行", number, row + 1),
        )


def _address(table: Table, number: int, cell: Cell) -> _Address:
    if cell.address:
        return ("{}!{}", table.name, cell.address) if table.name else cell.address
    return ("表{} 第{}行第{}列", number, cell.row + 1, cell.column + 1)


def _written(address: _Address) -> str:
    return address if isinstance(address, str) else address[0].format(*address[1:])
