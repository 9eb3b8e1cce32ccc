"""Tables with one line per row and TABs between the columns, and what tells them from Tika's one line per cell.

Three kinds: TAB-separated grids (columns may drift, blank lines may stand between rows, multi-line cells break their
row); Tika's flattening of workbooks and bare HTML tables (each row begins with a TAB that is no column); and the
cell-per-line flattening, which `heyan.readers.tika` reads.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Literal

from heyan.model.dataclass import dataclass
from heyan.readers import tika
from heyan.readers.layout import MAX_COLUMNS, MAX_POSITIONS
from heyan.readers.textlines import Extent, Found, Kind, Lines

Style = Literal["cell per line", "led rows", "rows"]

_SAMPLE = 200
_MAX_GAP = 3
_MAX_BLOCK = 12
_MAX_LED_BLOCK = 60
_SYLLABLES = 2
_NARROWEST = 3
_FULL_GRID = 0.85
_FIGURE = re.compile(r"[\d.,％%]+")


@dataclass(slots=True)
class _Row:
    """A row under construction: its cells, and whether the next line follows without a blank one."""

    line: int
    cells: list[Extent]


def find(lines: Lines, at: int) -> Found:
    """What stands from line `at` (which must have TABs) on: a table, or lines that are none."""
    style = _style(lines, at)
    if style == "cell per line":
        if lines.kinds[at] != Kind.LEAD:
            return Found((), at + 1)
        return _bounded(tika.find(lines, at))
    rows, end = _led_rows(lines, at) if style == "led rows" else _rows(lines, at)
    return _bounded(Found([row.cells for row in rows] if _is_table(rows) else (), end))


def _bounded(found: Found) -> Found:
    """A run too wide or too long to be a table is none."""
    width = max(map(len, found.rows), default=0)
    if width > MAX_COLUMNS or width * len(found.rows) > MAX_POSITIONS:
        return Found((), found.end)
    return found


def _style(lines: Lines, at: int) -> Style:
    led = single = total = 0
    blank_seen = False
    leading_only = lines.kinds[at] == Kind.LEAD
    for index in _sample(lines, at):
        kind = lines.kinds[index]
        total += 1
        if kind == Kind.LEAD:
            led += 1
            single += "\t" not in lines[index].strip("\t")
        elif index > at and lines.kinds[index - 1] == Kind.BLANK:
            leading_only = False
        blank_seen = blank_seen or (index > at and lines.kinds[index - 1] == Kind.BLANK)
    if led >= 0.9 * total and (single >= 0.95 * led or (blank_seen and single >= 0.7 * led)):
        return "cell per line"
    if leading_only and led >= 0.6 * total and _fits_when_led(lines, at):
        return "led rows"
    return "rows"


def _sample(lines: Lines, at: int) -> Iterator[int]:
    """The lines with TABs near `at`, up to where a table surely ends."""
    index = at
    while index < min(len(lines), at + _SAMPLE):
        if lines.kinds[index] >= Kind.INNER:
            yield index
        following = lines.next_written(index + 1)
        gap = following - index - 1
        if gap > _MAX_GAP or (gap and not lines.tabbed(following)):
            return
        index = following


def _fits_when_led(lines: Lines, at: int) -> bool:
    """Whether lines not led by a TAB can be the rest of a broken row: joined, no row is wider than the usual one."""
    counts = {index: lines[index].count("\t") for index in _sample(lines, at)}
    widths = Counter(count for index, count in counts.items() if lines.kinds[index] == Kind.LEAD)
    usual = max(widths, key=lambda width: (widths[width], width))
    open_row = 0
    for index, count in counts.items():
        open_row = count if lines.kinds[index] == Kind.LEAD else open_row + count
        if lines.kinds[index] != Kind.LEAD and open_row > usual:
            return False
    return True


def _led_rows(lines: Lines, at: int) -> tuple[list[_Row], int]:
    """Rows that each begin with a TAB; a line that does not goes on in the row's last cell."""
    rows: list[_Row] = []
    index = at
    end = at
    while index < len(lines):
        kind = lines.kinds[index]
        if kind == Kind.BLANK:
            following = lines.next_written(index)
            if following - index > _MAX_GAP or not lines.tabbed(following):
                break
            index = following
            continue
        if kind == Kind.LEAD:
            rows.append(_Row(index, _split(lines, index, 1)))
        else:
            if index - rows[-1].line > _MAX_LED_BLOCK:
                break
            _join(rows[-1], _split(lines, index))
        index += 1
        end = index
    return rows, end


def _rows(lines: Lines, at: int) -> tuple[list[_Row], int]:
    """One row per line with TABs; lines without TABs right between such lines belong to the table, too."""
    rows: list[_Row] = []
    loose: list[int] = []  # indices into rows: lines without TABs
    index = end = at
    while index < len(lines):
        kind = lines.kinds[index]
        if kind == Kind.BLANK:
            following = lines.next_written(index)
            if following - index > _MAX_GAP or not lines.tabbed(following):
                break
            index = following
        elif kind >= Kind.WEAK:
            rows.append(_Row(index, _split(lines, index)))
            index += 1
            end = index
        else:
            block_end = _block_end(lines, index)
            if block_end is None:
                break
            for line in range(index, block_end):
                loose.append(len(rows))
                rows.append(_Row(line, _split(lines, line)))
            index = block_end
    rows = [row for row in rows if row.line < end]
    loose = [position for position in loose if position < len(rows)]
    return _mended(lines, rows, loose), end


def _block_end(lines: Lines, index: int) -> int | None:
    """The end of the lines without TABs at `index`, if a row follows at once and none of them is a title."""
    end = index
    while end < len(lines) and lines.kinds[end] == Kind.PLAIN:
        if lines.looks_like_title(end) or end - index >= _MAX_BLOCK:
            return None
        end += 1
    return end if lines.tabbed(end) else None


def _mended(lines: Lines, rows: list[_Row], loose: list[int]) -> list[_Row]:
    """Rows that a multi-line cell broke, put together again where the table's shape leaves no doubt."""
    # Where rows keep their empty last cells, a line without any TAB cannot be a row.
    keeps_trailing = any(len(row.cells) > 1 and row.cells[-1][0] == row.cells[-1][1] for row in rows)
    loose_rows = frozenset(loose) if keeps_trailing else frozenset[int]()
    widths = Counter(len(row.cells) for row in rows)
    usual, count = max(widths.items(), key=lambda item: (item[1], item[0]), default=(0, 0))
    if usual >= _NARROWEST and count >= 0.4 * (len(rows) - len(loose_rows)):
        whole = _joined(lines, rows, loose_rows, usual)
        # Where rows keep their own widths, two of them that add up to the usual one prove nothing.
        if sum(len(row.cells) == usual for row in whole) >= _FULL_GRID * len(whole):
            return whole
    return _joined(lines, rows, loose_rows, 0)


def _joined(lines: Lines, rows: list[_Row], loose_rows: frozenset[int], usual: int) -> list[_Row]:
    """The rows with their broken lines joined to rows of `usual` cells; 0: only lines without TABs are joined."""
    mended: list[_Row] = []
    position = 0
    while position < len(rows):
        row = _Row(rows[position].line, list(rows[position].cells))
        follows = bool(mended) and position > 0 and row.line == rows[position - 1].line + 1
        # 满意度指标 over （10分）: with the row below it makes up a whole one, so it is no end of the cell above.
        heads = usual and _remark_follows(lines, rows, position)
        heads = heads and _broken_until(rows, position, usual) > position + 1
        loose_here = position in loose_rows and not _downward(lines, rows, position) and not heads
        if loose_here and follows and _goes_on(lines, mended[-1].cells[-1]):
            _join(mended[-1], row.cells)
            position += 1
            continue
        broken = usual and (
            len(row.cells) > 1 or position in loose_rows or _remark_follows(lines, rows, position)
        )
        end = _broken_until(rows, position, usual) if broken else position + 1
        for piece in rows[position + 1 : end]:
            _join(row, piece.cells)
        if end == position + 1 and position in loose_rows and follows:
            _join(mended[-1], row.cells)
        else:
            mended.append(row)
        position = end
    return mended


def _broken_until(rows: list[_Row], position: int, usual: int) -> int:
    """Behind the last of the lines into which cells of several lines broke the row at `position`.

    They are one row if together they have the usual number of cells and each break has text on both sides.
    """
    width = len(rows[position].cells)
    index = position
    while (
        width < usual
        and index + 1 < len(rows)
        and index - position < _MAX_BLOCK
        and rows[index + 1].line == rows[index].line + 1
        and _written(rows[index].cells[-1])
        and _written(rows[index + 1].cells[0])
    ):
        index += 1
        width += len(rows[index].cells) - 1
        # A further line without a TAB goes on in the row's last cell; the loop of `_mended` takes it in.
        if width == usual and len(rows[index].cells) > 1:
            return index + 1
    return position + 1


def _remark_follows(lines: Lines, rows: list[_Row], position: int) -> bool:
    """Whether the next line begins with a bracket, as 产出指标 over （50分） in one cell does."""
    following = rows[position + 1].cells[0] if position + 1 < len(rows) else None
    return following is not None and lines.text[following[0] : following[1]].startswith(("（", "("))


def _downward(lines: Lines, rows: list[_Row], position: int) -> bool:
    """Whether the line is a letter of a word written downward (产/出/指/标) that ends at a row's head."""
    for row in rows[position : position + _MAX_BLOCK]:
        start, end = row.cells[0]
        if end - start > _SYLLABLES or not lines.text[start:end].isalpha():
            return False
        if len(row.cells) > 1:
            return True
    return False


def _goes_on(lines: Lines, cell: Extent) -> bool:
    """Whether a line without TABs can go on in the cell before it; a figure is complete."""
    return _written(cell) and not _FIGURE.fullmatch(lines.text[cell[0] : cell[1]])


def _written(cell: Extent) -> bool:
    return cell[0] < cell[1]


def _join(row: _Row, rest: list[Extent]) -> None:
    row.cells[-1] = (row.cells[-1][0], rest[0][1])
    row.cells.extend(rest[1:])


def _split(lines: Lines, index: int, skip: int = 0) -> list[Extent]:
    """The extents between the TABs of line `index`, the first `skip` characters left out."""
    cells: list[Extent] = []
    start = lines.starts[index] + skip
    for piece in lines[index][skip:].split("\t"):
        cells.append(lines.trimmed(start, start + len(piece)))
        start += len(piece) + 1
    return cells


def _is_table(rows: list[_Row]) -> bool:
    wide = [row for row in rows if sum(start < end for start, end in row.cells) > 1]
    return len(wide) >= 2 or any(len(row.cells) >= 4 for row in wide)
