"""Word documents (.docx, and whatever is one by content): paragraphs and tables as Word shows them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Literal

from lxml import etree

from heyan.errors import UnreadableInput
from heyan.model.dataclass import dataclass
from heyan.model.document import Document, Source
from heyan.readers.docx_numbering import Numbering
from heyan.readers.docx_runs import (
    ALTERNATIVES,
    CONTENT_CONTROL,
    TRANSPARENT,
    Runs,
    alternative,
    control_content,
)
from heyan.readers.docx_styles import VAL, Styles, W, child, child_val, heading_level, to_int
from heyan.readers.layout import Composer, Grid, GridCell, check_extent
from heyan.readers.package import Package

_P, _TBL, _TR, _TC = W + "p", W + "tbl", W + "tr", W + "tc"
_P_PROPERTIES, _TC_PROPERTIES, _TR_PROPERTIES = W + "pPr", W + "tcPr", W + "trPr"
_REMARKS: Mapping[str, str] = MappingProxyType(
    {
        "notes": "脚注、尾注没有读入",
        "pictures": "图片里的文字没有读入",
        "embedded": "嵌入的对象（如 Excel 表）没有读入",
        "chunks": "引入的外部内容没有读入",
    }
)


def read(source: Source, document_id: str) -> Document:
    """The Document of a Word file: tracked insertions kept, deletions dropped, automatic numbers restored as text.

    Paragraphs without text are left out. What stands outside the body (notes, pictures, headers with words) is not
    read but remarked. Raises UnreadableInput for what is no Word document, is damaged, or goes beyond the limits.
    """
    package = Package(source.content)
    root = package.main_root()
    body = root.find(W + "body")
    if body is None:
        raise UnreadableInput("corrupt", "文件里没有 Word 正文；请用 Word 或 WPS 打开后另存为 docx 再送审。")
    main = package.main_part or ""
    related = package.relations(main)
    parts = {relation.kind: relation.target for relation in related.values()}

    def root_of(kind: str) -> etree._Element | None:
        return package.xml(parts[kind]) if kind in parts else None

    styles = Styles(lambda: root_of("styles"))
    numbering = Numbering(lambda: root_of("numbering"), styles)
    composer = Composer(document_id)
    walker = _Walker(styles, numbering)
    for piece in walker.blocks(body):
        if isinstance(piece, Grid):
            composer.table(piece)
        elif piece[0]:
            composer.paragraph(*piece)
    seen = set(walker.seen)
    for key, reason in _REMARKS.items():
        if key in seen:
            composer.remark(composer.here(), reason)
    running = {relation.target for relation in related.values() if relation.kind in ("header", "footer")}
    if any(_has_words(package.xml(name)) for name in sorted(running)):
        composer.remark(composer.here(), "页眉、页脚没有读入")
    return composer.finish(source, "docx")


@dataclass(slots=True)
class _RowCell:
    element: etree._Element
    column: int
    width: int
    vertical: Literal["restart", "continue"] | None


class _Walker:
    """Walks the body in reading order, which the counters of the numbering depend on."""

    def __init__(self, styles: Styles, numbering: Numbering) -> None:
        self._styles = styles
        self._numbering = numbering
        self._runs = Runs(styles)
        self.seen = self._runs.seen

    def blocks(self, container: etree._Element) -> Iterator[tuple[str, int] | Grid]:
        """The paragraphs, as (text, heading level), and the tables of a body, a cell or a text box, in order."""
        for element in _flat(container):
            if element.tag == _P:
                text, level, boxes = self._paragraph(element)
                yield text, level
                for box in boxes:
                    yield from self.blocks(box)
            elif element.tag == _TBL:
                yield self._table(element)
            elif element.tag == W + "altChunk":
                self.seen.add("chunks")

    def _paragraph(self, element: etree._Element) -> tuple[str, int, list[etree._Element]]:
        properties = child(element, _P_PROPERTIES)
        text = self._runs.text(element)
        boxes = self._runs.boxes
        if properties is None:
            return text, 0, boxes
        style_id = child_val(properties, "pStyle")
        style = self._styles.style(style_id)
        level = heading_level(properties, style.level)
        if not text and _mark_is_deleted(properties):
            return "", 0, boxes
        return self._numbering.prefix(properties, style_id, style) + text, level, boxes

    def _table(self, table: etree._Element) -> Grid:
        """The grid of a w:tbl; a vertical merge continues where a cell above starts in the same column."""
        cells: list[GridCell] = []
        origins: dict[int, int] = {}  # by start column: index in `cells` of the merge that is open downwards
        column_count = row_count = 0
        for row in _flat(table, _TR):
            properties = child(row, _TR_PROPERTIES)
            if properties is not None and child(properties, W + "del") is not None:
                continue
            still_open: dict[int, int] = {}
            last_column = 0
            for cell in _row_cells(row, properties):
                last_column = cell.column + cell.width
                above = origins.get(cell.column) if cell.vertical == "continue" else None
                if above is not None and cells[above].column_span <= cell.width:
                    cells[above] = replace(cells[above], row_span=row_count - cells[above].row + 1)
                else:
                    above = len(cells)
                    cells.append(GridCell(row_count, cell.column, 1, cell.width, self._pieces(cell.element)))
                if cell.vertical:
                    still_open[cell.column] = above
            row_count += 1
            column_count = max(column_count, last_column + _count(properties, "gridAfter", 0))
            check_extent(row_count, column_count)
            origins = still_open
        return Grid(tuple(cells), row_count, column_count)

    def _pieces(self, cell: etree._Element) -> tuple[str | Grid, ...]:
        """The paragraphs and nested tables of a cell, without the empty paragraphs at its ends."""
        pieces = [
            piece if isinstance(piece, Grid) else piece[0].replace("\t", " ") for piece in self.blocks(cell)
        ]
        while pieces and not pieces[-1]:
            pieces.pop()
        first = next((index for index, piece in enumerate(pieces) if piece), 0)
        return tuple(pieces[first:])


def _row_cells(row: etree._Element, properties: etree._Element | None) -> list[_RowCell]:
    """The cells of a w:tr at their grid columns; a cell that continues the one to its left only widens it."""
    cells: list[_RowCell] = []
    column = _count(properties, "gridBefore", 0)
    for element in _flat(row, _TC):
        own = child(element, _TC_PROPERTIES)
        width = max(_count(own, "gridSpan", 1), 1)
        if cells and _merge(own, "hMerge") == "continue":
            cells[-1].width += width
        else:
            cells.append(_RowCell(element, column, width, _merge(own, "vMerge")))
        column += width
        check_extent(1, column)
    return cells


def _merge(properties: etree._Element | None, name: str) -> Literal["restart", "continue"] | None:
    merge = None if properties is None else child(properties, W + name)
    if merge is None:
        return None
    # Without a value the merge continues (17.4.84).
    return "restart" if merge.get(VAL) == "restart" else "continue"


def _flat(container: etree._Element, wanted: str | None = None) -> Iterator[etree._Element]:
    """The `wanted` children of `container` (all for None), those inside content controls and other wrappers included."""
    for element in container:
        tag = element.tag
        if tag == wanted:
            yield element
        elif tag in TRANSPARENT:
            yield from _flat(element, wanted)
        elif tag == CONTENT_CONTROL:
            content = control_content(element)
            if content is not None:
                yield from _flat(content, wanted)
        elif tag == ALTERNATIVES:
            chosen = alternative(element)
            if chosen is not None:
                yield from _flat(chosen, wanted)
        elif wanted is None:
            yield element


def _count(properties: etree._Element | None, name: str, fallback: int) -> int:
    return fallback if properties is None else max(to_int(child_val(properties, name), fallback), 0)


def _mark_is_deleted(properties: etree._Element) -> bool:
    return properties.find(f"{W}rPr/{W}del") is not None


def _has_words(root: etree._Element) -> bool:
    """Whether a header or footer says more than a page number."""
    return any(
        char.isalpha() and char not in "第页共" for text in root.iter(W + "t") for char in text.text or ""
    )
