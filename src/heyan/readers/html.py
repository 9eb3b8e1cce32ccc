"""Web pages and HTML exports: the paper in the page, its tables laid out on a grid.

White space collapses as in a browser (a no-break space stays); blocks and <br> part paragraphs; h1 to h6 give levels.
Scripts, hidden parts and the site's frame around the paper are left out; tables that only lay the page out give their
content as ordinary blocks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import field

from lxml import etree

from heyan.errors import UnreadableInput
from heyan.model.dataclass import dataclass
from heyan.model.document import Document, Source
from heyan.readers.decode import decode
from heyan.readers.html_page import BLOCKS, Page, is_imprint, study, without_site_title
from heyan.readers.layout import Composer, Grid, GridCell, place_cells

# Saved pages carry their pictures inside; text alone never comes near this.
MAX_BYTES = 64 << 20
# A 223-page paper has some 80 000 marks; each becomes an object of a few hundred bytes.
MAX_MARKS = 400_000
# lxml silently drops what lies deeper than its own limit (256, or about 2 000 with huge_tree); we refuse before that.
MAX_DEPTH = 1_000

_SPACE = re.compile(r"[ \t\r\n\f]+")
_LEVELS = {f"h{level}": level for level in range(1, 7)}
_CELLS = frozenset({"td", "th"})
_DIGITS = re.compile(r"\s*(\d{1,6})")

_Piece = str | Grid
_Block = tuple[str, int] | Grid  # a paragraph's text and heading level, or a table


@dataclass(slots=True)
class _OpenTable:
    """A data table being read: its rows of (row_span, column_span, pieces); `cell` is the open cell's pieces."""

    rows: list[list[tuple[int, int, list[_Piece]]]] = field(default_factory=list)
    cell: list[_Piece] | None = None


def read(source: Source, document_id: str) -> Document:
    """The document in `source`, decoded by what its bytes are and not by what it declares.

    Raises UnreadableInput: "empty" for a page without text, "hostile" for nesting or spans beyond any reason,
    "too_large" for more than MAX_BYTES or more than MAX_MARKS marks.
    """
    if len(source.content) > MAX_BYTES:
        raise UnreadableInput("too_large", f"网页超过 {MAX_BYTES >> 20} MB；请去掉内嵌的图片后再送审。")
    root = _parse(decode(source.content))
    composer = Composer(document_id)
    for block in _blocks(root) if root is not None else ():
        if isinstance(block, Grid):
            composer.table(block)
        else:
            composer.paragraph(*block)
    document = composer.finish(source, "html")
    if not document.blocks:
        raise UnreadableInput("empty", "网页里没有文字；请确认保存的是完整网页，或改送 .docx 文件。")
    return document


def _parse(text: str) -> etree._Element | None:
    if text.count("<") > MAX_MARKS:
        raise UnreadableInput(
            "too_large", f"网页里的标记多于 {MAX_MARKS} 个；请删去与本表无关的内容后再送审。"
        )
    parser = etree.HTMLParser(
        encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True, no_network=True
    )
    # A NUL would end the document for libxml2; surrogates cannot come out of `decode`.
    try:
        root = etree.fromstring(text.replace("\0", "").encode("utf-8"), parser)
    except etree.XMLSyntaxError:
        return None
    if root is not None and _is_too_deep(root):
        raise UnreadableInput(
            "hostile", f"网页的标记嵌套超过 {MAX_DEPTH} 层，不合常理；请另存为 .docx 后再送审。"
        )
    return root


def _is_too_deep(root: etree._Element) -> bool:
    depth = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > MAX_DEPTH:
            return True
    return False


def _blocks(root: etree._Element) -> Sequence[_Block]:
    page = study(root)
    walk = _Walk(page)
    walk.over(root)
    return without_site_title(walk.blocks) if page.frame else walk.blocks


class _Walk:
    """One pass over the tree in document order, leaving `blocks`; the tree may be deep, so nothing here recurses."""

    def __init__(self, page: Page) -> None:
        self.blocks: list[_Block] = []
        self._page = page
        self._inline: list[str] = []
        self._level = 0
        self._preformatted = 0
        self._tables: list[_OpenTable | None] = []  # None stands for a layout table

    def over(self, root: etree._Element) -> None:
        """Gather all that `root` shows."""
        skipping = False
        walker = etree.iterwalk(root, events=("start", "end"))
        for event, element in walker:
            if event == "start":
                if self._is_left_out(element):
                    if element.tag in BLOCKS:
                        self._flush()
                    skipping = True
                    walker.skip_subtree()
                    continue
                self._open(element)
                if element.text:
                    self._inline.append(element.text)
            else:
                # The event after a skipped start is the same element's end.
                if not skipping:
                    self._close(element)
                skipping = False
                if element.tail and element is not root:
                    self._inline.append(element.tail)
        self._flush()

    def _is_left_out(self, element: etree._Element) -> bool:
        if element in self._page.hidden:
            return True
        return element in self._page.frame and not any(self._tables)

    def _open(self, element: etree._Element) -> None:
        tag = element.tag
        if tag in BLOCKS or tag == "br":
            self._flush()
        if tag == "pre":
            self._preformatted += 1
        elif tag in _LEVELS:
            self._level = _LEVELS[tag]
        elif tag == "table":
            self._tables.append(None if element in self._page.layout else _OpenTable())
        elif self._tables and (table := self._tables[-1]):
            if tag == "tr":
                table.rows.append([])
            elif tag in _CELLS:
                if not table.rows:
                    table.rows.append([])
                table.cell = []
                # The specification's own limits; see HTML, 4.9.11, attributes of td and th.
                spans = _span(element, "rowspan", 65_534), max(_span(element, "colspan", 1_000), 1)
                table.rows[-1].append((*spans, table.cell))

    def _close(self, element: etree._Element) -> None:
        tag = element.tag
        if tag in BLOCKS:
            self._flush()
        if tag == "pre":
            self._preformatted -= 1
        elif tag in _LEVELS:
            self._level = 0
        elif tag == "table":
            table = self._tables.pop()
            if table:
                self._add_table(table)
        elif tag in _CELLS and self._tables and (table := self._tables[-1]):
            table.cell = None

    def _open_cell(self) -> list[_Piece] | None:
        for table in reversed(self._tables):
            if table and table.cell is not None:
                return table.cell
        return None

    def _add_table(self, table: _OpenTable) -> None:
        placement = place_cells(table.rows)
        grid = Grid(
            tuple(
                GridCell(cell.row, cell.column, cell.row_span, cell.column_span, tuple(cell.payload))
                for cell in placement.cells
            ),
            placement.row_count,
            placement.column_count,
        )
        cell = self._open_cell()
        if cell is not None:
            cell.append(grid)
        else:
            self.blocks.append(grid)

    def _flush(self) -> None:
        if not self._inline:
            return
        raw = "".join(self._inline)
        self._inline.clear()
        if not raw.strip(" \t\r\n\f"):
            return
        cell = self._open_cell()
        for text in self._lines(raw):
            if cell is not None:
                cell.append(text)
            elif text.strip() and not (self._page.frame and is_imprint(text)):
                self.blocks.append((text, self._level))

    def _lines(self, raw: str) -> Iterator[str]:
        if self._preformatted:
            yield from (line.rstrip() for line in raw.split("\n") if line.strip())
        elif text := _SPACE.sub(" ", raw).strip(" "):
            yield text


def _span(element: etree._Element, name: str, limit: int) -> int:
    found = _DIGITS.match(element.get(name) or "1")
    return min(int(found[1]), limit) if found else 1
