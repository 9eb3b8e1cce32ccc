"""Plain text, with the tables that flattening has left in it. Document.text is the file's own text.

Every non-empty line outside tables is a Paragraph; a Markdown heading's span begins behind its marks.
"""

from __future__ import annotations

import hashlib
import re

from heyan.errors import UnreadableInput
from heyan.model.document import Block, Cell, Document, Paragraph, Source, Table
from heyan.model.span import Span
from heyan.readers import pipes, tabgrid
from heyan.readers.decode import decode
from heyan.readers.textlines import Found, Kind, Lines

# The longest papers have some hundred thousand characters.
MAX_BYTES = 32 << 20

_HEADING = re.compile(r"(#{1,6}) +(?=\S)")


def read(source: Source, document_id: str) -> Document:
    """The document in `source`: its whole text ("\\n" as line end, no byte order mark), its tables and paragraphs.

    Raises UnreadableInput("too_large") for a text of more than MAX_BYTES or of more than half a million lines.
    """
    if len(source.content) > MAX_BYTES:
        raise UnreadableInput(
            "too_large", f"文本超过 {MAX_BYTES >> 20} MB，不像一份绩效材料；请只送审表格和报告正文。"
        )
    text = decode(source.content)
    return Document(
        id=document_id,
        path=source.path,
        format="text",
        sha256=hashlib.sha256(source.content).hexdigest(),
        text=text,
        blocks=tuple(_blocks(Lines(text), document_id)),
    )


def _blocks(lines: Lines, document_id: str) -> list[Block]:
    blocks: list[Block] = []
    index = 0
    while index < len(lines):
        found = pipes.find(lines, index)
        if found is None and lines.tabbed(index):
            found = tabgrid.find(lines, index)
        if found is not None and found.rows:
            blocks.append(_table(lines, index, found, document_id))
        else:
            blocks.extend(
                _paragraph(lines, line, document_id)
                for line in range(index, found.end if found else index + 1)
                if lines.kinds[line] != Kind.BLANK
            )
        index = found.end if found else index + 1
    return blocks


def _paragraph(lines: Lines, index: int, document_id: str) -> Paragraph:
    start, end = lines.trimmed(lines.starts[index], lines.end(index))
    heading = _HEADING.match(lines.text, start, end)
    if heading:
        return Paragraph(Span(document_id, heading.end(), end), len(heading[1]))
    return Paragraph(Span(document_id, start, end))


def _table(lines: Lines, first: int, found: Found, document_id: str) -> Table:
    cells = tuple(
        Cell(row, column, 1, 1, Span(document_id, start, end))
        for row, extents in enumerate(found.rows)
        for column, (start, end) in enumerate(extents)
    )
    return Table(
        span=Span(document_id, lines.starts[first], lines.end(found.end - 1)),
        cells=cells,
        row_count=len(found.rows),
        column_count=max(map(len, found.rows)),
        aligned=found.aligned,
    )
