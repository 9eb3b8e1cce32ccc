"""Assembling `Document.text` from pieces, and laying cells out on a grid; shared by the composed formats.

In Document.text of docx, xlsx and html, blocks and table rows stand on lines of their own, cells are separated by TABs
and the paragraphs of a cell by newlines, so that the whole text is readable and every span covers exactly its text.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from itertools import groupby
from typing import Generic, TypeVar

from heyan.errors import UnreadableInput
from heyan.model.dataclass import dataclass
from heyan.model.document import Block, Cell, Document, Paragraph, Source, Table
from heyan.model.span import Span

T = TypeVar("T")

# A form has hundreds of positions; a workbook cell at XFD1048576 or colspan=100000 is an attack on memory.
MAX_POSITIONS = 1_000_000
MAX_COLUMNS = 16_384


@dataclass(frozen=True, slots=True)
class Placed(Generic[T]):
    """A payload at a 0-based grid position with its extent in grid rows and columns (both at least 1)."""

    row: int
    column: int
    row_span: int
    column_span: int
    payload: T


@dataclass(frozen=True, slots=True)
class Placement(Generic[T]):
    """Payloads laid out on a grid of `row_count` x `column_count`, in reading order; none overlap."""

    cells: tuple[Placed[T], ...]
    row_count: int
    column_count: int


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell still without spans. `pieces` are its paragraphs and nested grids, in order."""

    row: int
    column: int
    row_span: int = 1
    column_span: int = 1
    pieces: tuple[str | Grid, ...] = ()
    address: str | None = None


@dataclass(frozen=True, slots=True)
class Grid:
    """A table still without spans; `name` and `aligned` as in Table."""

    cells: tuple[GridCell, ...]
    row_count: int
    column_count: int
    aligned: bool = True
    name: str | None = None


def check_extent(row_count: int, column_count: int) -> None:
    """Refuse a grid of more than MAX_COLUMNS columns or MAX_POSITIONS positions: UnreadableInput("hostile")."""
    if column_count > MAX_COLUMNS or row_count * column_count > MAX_POSITIONS:
        raise UnreadableInput(
            "hostile",
            f"表格大得不合常理（{row_count} 行 × {column_count} 列）；请删去多余的空行空列或合并单元格后再送审。",
        )


def place_cells(rows: Sequence[Sequence[tuple[int, int, T]]]) -> Placement[T]:
    """Lay rows of (row_span, column_span, payload) out on a grid, as HTML does.

    A cell takes the first free column of its row; a row_span of 0 reaches to the last row, and what reaches
    beyond it is cut off. Where a column span would run into a cell from above, it ends there, so that no two
    cells share a position. Raises UnreadableInput("hostile") beyond the caps of `check_extent`.
    """
    placed: list[Placed[T]] = []
    free_from: list[int] = []  # by column: the first row that no cell above covers
    for row, entries in enumerate(rows):
        column = 0
        for row_span, column_span, payload in entries:
            while column < len(free_from) and free_from[column] > row:
                column += 1
            height = len(rows) - row if row_span == 0 else min(max(row_span, 1), len(rows) - row)
            check_extent(row + height, column + max(column_span, 1))
            width = 1
            while width < column_span and not (
                column + width < len(free_from) and free_from[column + width] > row
            ):
                width += 1
            free_from.extend([0] * (column + width - len(free_from)))
            free_from[column : column + width] = [row + height] * width
            check_extent(row + height, len(free_from))
            placed.append(Placed(row, column, height, width, payload))
            column += width
    check_extent(len(rows), len(free_from))
    return Placement(tuple(placed), len(rows), len(free_from))


class Composer:
    """Builds a Document piece by piece; each piece is told the span that it got."""

    def __init__(self, document_id: str) -> None:
        self._id = document_id
        self._parts: list[str] = []
        self._length = 0
        self._blocks: list[Block] = []
        self._remarks: list[tuple[Span, str]] = []

    def add(self, text: str) -> Span:
        """Append `text` as it is, and give its span."""
        start = self._length
        self._parts.append(text)
        self._length += len(text)
        return Span(self._id, start, self._length)

    def newline(self) -> None:
        """Append one line end."""
        self.add("\n")

    def paragraph(self, text: str, level: int = 0) -> Paragraph:
        """Append a paragraph block on a line of its own."""
        self._separate()
        block = Paragraph(self.add(text), level)
        self._blocks.append(block)
        return block

    def table(self, grid: Grid) -> Table | None:
        """Append a table block; a grid without cells leaves nothing and gives None.

        The cells of the Table stand in reading order (by row, then column), whatever their order in `grid`.
        """
        if not grid.cells:
            return None
        self._separate()
        table = self._compose(grid)
        self._blocks.append(table)
        return table

    def remark(self, span: Span, reason: str) -> None:
        """Note what could not be carried over at `span`."""
        self._remarks.append((span, reason))

    def here(self) -> Span:
        """The empty span at the end of what stands so far."""
        return Span(self._id, self._length, self._length)

    def finish(self, source: Source, format_name: str) -> Document:
        """The document of all pieces so far, with the hash of the bytes in `source`."""
        return Document(
            id=self._id,
            path=source.path,
            format=format_name,
            sha256=hashlib.sha256(source.content).hexdigest(),
            text="".join(self._parts),
            blocks=tuple(self._blocks),
            remarks=tuple(self._remarks),
        )

    def _separate(self) -> None:
        if self._blocks:
            self.newline()

    def _compose(self, grid: Grid) -> Table:
        start = self._length
        cells: list[Cell] = []
        in_order = sorted(grid.cells, key=lambda cell: (cell.row, cell.column))
        for _, row in groupby(in_order, key=lambda cell: cell.row):
            if cells:
                self.newline()
            for index, cell in enumerate(row):
                if index:
                    self.add("\t")
                cells.append(self._compose_cell(cell))
        return Table(
            span=Span(self._id, start, self._length),
            cells=tuple(cells),
            row_count=grid.row_count,
            column_count=grid.column_count,
            aligned=grid.aligned,
            name=grid.name,
        )

    def _compose_cell(self, cell: GridCell) -> Cell:
        start = self._length
        nested: list[Table] = []
        for index, piece in enumerate(cell.pieces):
            if index:
                self.newline()
            if isinstance(piece, str):
                self.add(piece)
            elif piece.cells:
                nested.append(self._compose(piece))
        return Cell(
            row=cell.row,
            column=cell.column,
            row_span=cell.row_span,
            column_span=cell.column_span,
            span=Span(self._id, start, self._length),
            tables=tuple(nested),
            address=cell.address,
        )
