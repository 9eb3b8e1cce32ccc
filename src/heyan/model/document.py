"""A document as its reader saw it: text, paragraphs, tables and cells; no meaning yet."""

from __future__ import annotations

from collections.abc import Iterator

from heyan.model.dataclass import dataclass
from heyan.model.span import Span

# Formats whose text is the file's own text, so that a line number means something to the user.
LINED_FORMATS = frozenset({"text", "report", "waivers"})
# A waiver file that has faults of its own stands in a result as a document of this format.
WAIVERS = "waivers"


@dataclass(frozen=True, slots=True)
class Source:
    """Bytes handed in, with the name under which the user knows them (`path` is shown, never opened)."""

    path: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph outside tables. `level` is the heading level the file itself declares (0: body text)."""

    span: Span
    level: int = 0


@dataclass(frozen=True, slots=True)
class Cell:
    """An origin cell of a table: 0-based grid position, extent in grid rows and columns, and its text's span.

    A position that a merged cell covers has no Cell of its own. `tables` are tables nested in the cell; their
    text lies inside `span`. `address` is the format's own name of the place (such as F7 in a workbook).
    """

    row: int
    column: int
    row_span: int
    column_span: int
    span: Span
    tables: tuple[Table, ...] = ()
    address: str | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A table laid out on a grid of `row_count` x `column_count`; cells in reading order.

    `aligned` is False where the source lost horizontal merges, so that a cell's column is only an ordinal.
    `name` is the format's own name of the table (a sheet's name).
    """

    span: Span
    cells: tuple[Cell, ...]
    row_count: int
    column_count: int
    aligned: bool = True
    name: str | None = None


Block = Paragraph | Table


@dataclass(frozen=True, slots=True)
class Document:
    """What a reader makes of a Source. `text` is the whole text; every span of the document points into it.

    `blocks` are in reading order and do not overlap. `remarks` tell what the reader could not carry over
    (such as a formula without a stored value), as (span, reason).
    """

    id: str
    path: str
    format: str
    sha256: str
    text: str
    blocks: tuple[Block, ...]
    remarks: tuple[tuple[Span, str], ...] = ()

    @property
    def span(self) -> Span:
        """The span of the whole text."""
        return Span(self.id, 0, len(self.text))

    def text_of(self, span: Span) -> str:
        """The raw text at `span`, which must belong to this document."""
        if span.document != self.id:
            raise ValueError(f"span of {span.document!r} asked of document {self.id!r}")
        return self.text[span.start : span.end]

    def tables(self) -> Iterator[Table]:
        """All tables in reading order, an outer table before those nested in it."""
        for block in self.blocks:
            if isinstance(block, Table):
                yield from _with_nested(block)

    def paragraphs(self) -> Iterator[Paragraph]:
        """All paragraphs outside tables, in reading order."""
        for block in self.blocks:
            if isinstance(block, Paragraph):
                yield block


def _with_nested(table: Table) -> Iterator[Table]:
    yield table
    for cell in table.cells:
        for inner in cell.tables:
            yield from _with_nested(inner)
