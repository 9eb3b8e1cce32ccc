"""Tables as Apache Tika flattens those of Word and of most web pages: one line per cell.

The grammar (Tika's XHTMLContentHandler writes a TAB before td, a newline after p, tr and table):
cell = TAB paragraph (NL paragraph)*; one more newline ends the row, another one the table. A cell under a vertical
merge is an empty cell (from Word) or absent (from HTML); horizontal merges are lost, so columns are ordinals.
An empty paragraph inside a cell looks like a row's end; numbering and what follows tell the two apart.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from heyan.model.dataclass import dataclass
from heyan.readers.textlines import Extent, Found, Kind, Lines

# Row end, table end and one empty paragraph: a form is often two tables with just that between them.
_MAX_GAP = 3
# More paragraphs than this behind the last cell and no blank line: prose, not a cell.
_MAX_TAIL = 20
_MAX_BLOCK = 40

_NUMBER = re.compile(r"\s*[（(]?(\d{1,2}|[一二三四五六七八九十])[)）.．、]")
_DIGITS = "一二三四五六七八九十"


@dataclass(slots=True)
class _CellLines:
    """A cell under construction: its first and its last line."""

    first: int
    last: int


def find(lines: Lines, at: int) -> Found:
    """The table whose first cell is line `at` (which must begin with a TAB); `end` is passed even where it is none."""
    rows: list[list[_CellLines]] = [[]]
    index = at
    while index < len(lines):
        kind = lines.kinds[index]
        if kind == Kind.LEAD:
            rows[-1].append(_CellLines(index, index))
            index += 1
        elif kind != Kind.BLANK:
            rows[-1][-1].last = index
            index += 1
        else:
            following = lines.next_written(index)
            gap = following - index
            if following >= len(lines) or gap > _MAX_GAP:
                break
            if lines.kinds[following] == Kind.LEAD:
                rows.append([])
                index = following
                continue
            resumed = _block_end(lines, following)
            if resumed is None or not _continues(lines, rows[-1][-1], following, resumed, gap):
                break
            rows[-1][-1].last = resumed - 1
            index = resumed
    tail = rows[-1][-1]
    if index >= len(lines) - 1:
        tail.last = _tail_end(lines, tail)
    extents = [[_extent(lines, cell) for cell in row] for row in rows]
    return Found(extents if _is_table(lines.text, extents) else (), tail.last + 1, aligned=False)


def _tail_end(lines: Lines, tail: _CellLines) -> int:
    """The last line of the last cell where the text ends without a row's end: prose must not be swallowed."""
    for index in range(tail.first + 1, tail.last + 1):
        if lines.looks_like_title(index):
            return index - 1
    return tail.first if tail.last - tail.first > _MAX_TAIL else tail.last


def _extent(lines: Lines, cell: _CellLines) -> Extent:
    return lines.trimmed(lines.starts[cell.first] + 1, lines.end(cell.last))


def _block_end(lines: Lines, index: int) -> int | None:
    """The end of the block of text at `index` if the table goes on behind it, else None."""
    end = index
    while end < len(lines) and lines.kinds[end] not in (Kind.BLANK, Kind.LEAD):
        end += 1
        if end - index > _MAX_BLOCK:
            return None
    following = lines.next_written(end)
    goes_on = following < len(lines) and lines.kinds[following] == Kind.LEAD and following - end <= _MAX_GAP
    return end if goes_on else None


def _continues(lines: Lines, cell: _CellLines, block: int, block_end: int, gap: int) -> bool:
    """Whether the text after `gap` blank lines still belongs to the open cell."""
    number = _number(lines[block])
    if number is not None and number > 1:
        earlier = next((n for i in range(cell.last, cell.first - 1, -1) if (n := _number(lines[i]))), None)
        if earlier is not None and number == earlier + 1:
            return True
    # By the grammar one blank line cannot end a table. Where blank lines were squeezed out, it can.
    if gap > 1 or not lines.spaced:
        return False
    return not any(lines.looks_like_title(index) for index in range(block, block_end))


def _number(line: str) -> int | None:
    found = _NUMBER.match(line[:20])
    if not found:
        return None
    return int(found[1]) if found[1].isdecimal() else _DIGITS.index(found[1]) + 1


def _is_table(text: str, rows: Sequence[Sequence[Extent]]) -> bool:
    """Rows of several cells each, and not prose whose paragraphs are indented by a TAB."""
    if max(map(len, rows)) < 2 or (len(rows) == 1 and len(rows[0]) < 4):
        return False
    written = [(start, end) for row in rows for start, end in row if end > start]
    prose = sum(end - start > 60 or text[end - 1] in "。；！" for start, end in written)
    return bool(written) and prose <= 0.6 * len(written)
