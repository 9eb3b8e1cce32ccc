"""The paper itself for the HTML report: its paragraphs and tables, cut into pieces where marks begin and end."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from heyan.model.dataclass import dataclass
from heyan.model.document import LINED_FORMATS, Cell, Document, Paragraph, Table
from heyan.model.finding import SEVERITIES, Severity
from heyan.model.result import FigureState
from heyan.model.span import Span

# A mark over more stretches than this (a whole table, the whole paper) becomes a pin at its start.
_WIDEST = 12
_LONG_CELL = 14
_LONG_PARAGRAPH = 24


@dataclass(frozen=True, slots=True)
class Mark:
    """A place to mark: `anchor` is its own id, `target` the id it links to, `number` what is printed beside it.

    A mark without severity is a related place.
    """

    span: Span
    anchor: str
    target: str
    number: str
    severity: Severity | None


@dataclass(frozen=True, slots=True)
class FigureMark:
    """A number for the audit map: its own id, the id it links to, and the numbers of all workings that used it."""

    span: Span
    anchor: str
    target: str
    state: FigureState
    checks: str


@dataclass(frozen=True, slots=True)
class Piece:
    """Text with the marks that cover it, the gravest first; `anchors` begin and `ending` end with it.

    An empty piece with a mark is a pin: something is missing here, or the mark is too wide to be drawn. `figure`
    is the number that the text belongs to. Its first piece in a paragraph or cell has all of its text there as
    `number`, for the map, where marks do not cut it; `first` tells that the number begins with the piece.
    """

    text: str
    mark: Mark | None = None
    anchors: tuple[str, ...] = ()
    ending: tuple[Mark, ...] = ()
    figure: FigureMark | None = None
    number: str = ""
    first: bool = False


@dataclass(frozen=True, slots=True)
class CellView:
    """A table cell; `kind` is "long", "short", "banner" (as wide as its table) or "gap" (no cell there)."""

    parts: tuple[Piece | TableView, ...]
    row_span: int
    column_span: int
    kind: str


@dataclass(frozen=True, slots=True)
class TableView:
    """A table's rows, without rows that no cell reaches."""

    rows: tuple[tuple[CellView, ...], ...]
    columns: int


@dataclass(frozen=True, slots=True)
class ParagraphView:
    """A paragraph; `kind` is "h1" to "h6", "body" or "line"."""

    pieces: tuple[Piece, ...]
    kind: str


_Stretch = tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Stroke:
    """The part of a mark on one stretch of text; `opens` and `closes` tell its first and last part."""

    mark: Mark
    start: int
    end: int
    opens: bool
    closes: bool


@dataclass(frozen=True, slots=True)
class _Number:
    """A number on one stretch of text; `opens` tells that it begins there."""

    figure: FigureMark
    opens: bool


class Paper:
    """Lays out one document with its marks and numbers (disjoint, in reading order).

    `blocks` are its views; `placed` the anchors of marks and `numbered` those of numbers that found a place.
    """

    def __init__(self, document: Document, marks: Iterable[Mark], figures: Iterable[FigureMark] = ()) -> None:
        self._document = document
        self.id = document.id
        self._stretches = sorted(_stretches(document))
        self._starts = [start for start, _ in self._stretches]
        self._filled = [stretch for stretch in self._stretches if stretch[0] < stretch[1]]
        self._filled_starts = [start for start, _ in self._filled]
        self._filled_ends = [end for _, end in self._filled]
        self._strokes: dict[_Stretch, list[_Stroke]] = {}
        self._pins: dict[_Stretch, list[Mark]] = {}
        self._numbers: dict[_Stretch, list[_Number]] = {}
        self.placed: frozenset[str] = frozenset(mark.anchor for mark in marks if self._place(mark))
        self.numbered: frozenset[str] = frozenset(f.anchor for f in figures if self._number(f))
        self.blocks = tuple(view for view in map(self._block, document.blocks) if view is not None)

    def _number(self, figure: FigureMark) -> bool:
        first, last = self._covered(figure.span)
        for index in range(first, last):
            stretch = self._filled[index]
            self._numbers.setdefault(stretch, []).append(_Number(figure, opens=index == first))
        return first < last

    def _covered(self, span: Span) -> tuple[int, int]:
        """Which of the filled stretches hold characters of `span`."""
        first = bisect_right(self._filled_ends, span.start)
        return first, max(first, bisect_left(self._filled_starts, span.end))

    def _place(self, mark: Mark) -> bool:
        """Draw the mark over the stretches it covers, or pin it to one; False where the paper has no text."""
        if not self._stretches:
            return False
        first, last = self._covered(mark.span)
        if not 0 < last - first <= _WIDEST:
            at = self._filled[first] if first < last else self._nearest(mark.span.start)
            self._pins.setdefault(at, []).append(mark)
            return True
        for index in range(first, last):
            start, end = self._filled[index]
            stroke = _Stroke(
                mark,
                max(mark.span.start, start),
                min(mark.span.end, end),
                opens=index == first,
                closes=index == last - 1,
            )
            self._strokes.setdefault((start, end), []).append(stroke)
        return True

    def _nearest(self, offset: int) -> _Stretch:
        index = bisect_left(self._starts, offset)
        if index < len(self._starts) and self._starts[index] == offset:
            return self._stretches[index]
        return self._stretches[max(index - 1, 0)]

    def _block(self, block: Paragraph | Table) -> ParagraphView | TableView | None:
        if isinstance(block, Table):
            return self._table(block)
        pieces = self._pieces(block.span.start, block.span.end)
        if not pieces:
            return None
        if block.level:
            return ParagraphView(pieces, f"h{min(block.level, 6)}")
        return ParagraphView(pieces, "body" if len(block.span) > _LONG_PARAGRAPH else "line")

    def _table(self, table: Table) -> TableView:
        origins: dict[int, list[Cell]] = {}
        taken: dict[int, set[int]] = {}
        for cell in table.cells:
            origins.setdefault(cell.row, []).append(cell)
            for row in range(cell.row, cell.row + cell.row_span):
                taken.setdefault(row, set()).update(range(cell.column, cell.column + cell.column_span))
        rows = tuple(self._row(origins.get(row, []), taken[row], table.column_count) for row in sorted(taken))
        return TableView(rows, table.column_count)

    def _row(self, cells: Sequence[Cell], taken: set[int], columns: int) -> tuple[CellView, ...]:
        views: list[tuple[int, CellView]] = [(cell.column, self._cell(cell, columns)) for cell in cells]
        gap = 0
        for column in range(columns + 1):
            if column < columns and column not in taken:
                gap += 1
            elif gap:
                views.append((column - gap, CellView((), 1, gap, "gap")))
                gap = 0
        row = [view for _, view in sorted(views, key=lambda entry: entry[0])]
        return tuple(_widened(row) if self._document.format in LINED_FORMATS else row)

    def _cell(self, cell: Cell, columns: int) -> CellView:
        parts: list[Piece | TableView] = []
        start = cell.span.start
        for inner in cell.tables:
            parts += [*self._pieces(start, inner.span.start), self._table(inner)]
            start = inner.span.end
        parts += self._pieces(start, cell.span.end)
        if cell.column_span == columns > 1:
            kind = "banner" if len(cell.span) <= 4 * _LONG_CELL else "long"
        else:
            kind = "long" if len(cell.span) > _LONG_CELL or cell.tables else "short"
        return CellView(tuple(parts), cell.row_span, cell.column_span, kind)

    def _pieces(self, start: int, end: int) -> tuple[Piece, ...]:
        stretch = _trimmed(self._document.text, start, end)
        # Taken out, so that no second place at the same offset repeats the anchors.
        pins = tuple(Piece("", mark, (mark.anchor,), (mark,)) for mark in self._pins.pop(stretch, ()))
        if stretch[0] == stretch[1]:
            return pins
        return pins + _cut(
            self._document.text, stretch, self._strokes.get(stretch, ()), self._numbers.get(stretch, ())
        )


def _widened(row: list[CellView]) -> list[CellView]:
    """A text file has lost its merged cells: let the last text have the columns that its row lacks, and a long
    text the empty ones behind it too, for reading only."""
    last = max((index for index, view in enumerate(row) if view.parts), default=-1)
    behind = row[last + 1 :]
    lacking = bool(behind) and all(view.kind == "gap" for view in behind)
    roomy = row[last].kind == "long" and len(behind) >= 2
    if last < 0 or not (lacking or roomy) or any(view.row_span > 1 for view in behind):
        return row
    columns = row[last].column_span + sum(view.column_span for view in behind)
    return [*row[:last], replace(row[last], column_span=columns)]


def _cut(
    text: str, stretch: _Stretch, strokes: Sequence[_Stroke], numbers: Sequence[_Number]
) -> tuple[Piece, ...]:
    if not strokes and not numbers:
        return (Piece(text[stretch[0] : stretch[1]]),)
    edges = {edge for stroke in strokes for edge in (stroke.start, stroke.end)}
    edges.update(
        min(max(edge, stretch[0]), stretch[1])
        for number in numbers
        for edge in (number.figure.span.start, number.figure.span.end)
    )
    bounds = sorted({*stretch, *edges})
    waiting = sorted(strokes, key=lambda stroke: stroke.start, reverse=True)
    coming = list(reversed(numbers))
    covering: list[_Stroke] = []
    pieces: list[Piece] = []
    for left, right in pairwise(bounds):
        covering = [stroke for stroke in covering if left < stroke.end]
        while waiting and waiting[-1].start <= left:
            covering.append(waiting.pop())
        while coming and coming[-1].figure.span.end <= left:
            coming.pop()
        number = coming[-1] if coming and coming[-1].figure.span.start < right else None
        piece = _piece(text, left, right, sorted(covering, key=_gravity))
        if number is not None:
            begins = not pieces or pieces[-1].figure is not number.figure
            shown = text[left : min(number.figure.span.end, stretch[1])] if begins else ""
            piece = replace(piece, figure=number.figure, number=shown, first=begins and number.opens)
        pieces.append(piece)
    return tuple(pieces)


def _piece(text: str, left: int, right: int, covering: Sequence[_Stroke]) -> Piece:
    return Piece(
        text[left:right],
        covering[0].mark if covering else None,
        tuple(stroke.mark.anchor for stroke in covering if stroke.opens and stroke.start == left),
        tuple(
            stroke.mark
            for stroke in covering
            if stroke.mark.severity and stroke.closes and stroke.end == right
        ),
    )


def _gravity(stroke: _Stroke) -> tuple[int, int]:
    severity = stroke.mark.severity
    return SEVERITIES.index(severity) if severity else len(SEVERITIES), len(stroke.mark.span)


def _stretches(document: Document) -> Iterable[_Stretch]:
    for block in document.blocks:
        if isinstance(block, Paragraph):
            start, end = _trimmed(document.text, block.span.start, block.span.end)
            if start < end:
                yield start, end
    for table in document.tables():
        for cell in table.cells:
            start = cell.span.start
            for inner in cell.tables:
                yield _trimmed(document.text, start, inner.span.start)
                start = inner.span.end
            yield _trimmed(document.text, start, cell.span.end)


def _trimmed(text: str, start: int, end: int) -> _Stretch:
    """The range without outer white space; an empty one keeps its start."""
    inner = text[start:end]
    head = len(inner) - len(inner.lstrip())
    return (start, start) if head == len(inner) else (start + head, start + len(inner.rstrip()))
