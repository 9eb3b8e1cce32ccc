"""Tables with one line per row and TABs between the columns, and what tells them from Tika's one line per cell.

Three kinds: TAB-separated grids (columns may drift, blank lines may stand between rows, multi-line cells break their
row); Tika's flattening of workbooks and bare HTML tables (each row begins with a TAB that is no column); and the
cell-per-line flattening, which `heyan.readers.tika` reads.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from heyan.readers import tika
from heyan.readers.layout import MAX_COLUMNS, MAX_POSITIONS
from heyan.readers.textlines import Extent, Found, Kind, Lines

Style = Literal["cell per line", "led rows", "rows"]

_SAMPLE = 200
_MAX_GAP = 3
_MAX_BLOCK = 12
_MAX_LED_BLOCK = 60


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
    return _mended(rows, loose), end


def _block_end(lines: Lines, index: int) -> int | None:
    """The end of the lines without TABs at `index`, if a row follows at once and none of them is a title."""
    end = index
    while end < len(lines) and lines.kinds[end] == Kind.PLAIN:
        if lines.looks_like_title(end) or end - index >= _MAX_BLOCK:
            return None
        end += 1
    return end if lines.tabbed(end) else None


def _mended(rows: list[_Row], loose: list[int]) -> list[_Row]:
    """Rows that a multi-line cell broke, put together again where the table's shape leaves no doubt."""
    # Where rows keep their empty last cells, a line without any TAB cannot be a row.
    keeps_trailing = any(len(row.cells) > 1 and row.cells[-1][0] == row.cells[-1][1] for row in rows)
    loose_rows = frozenset(loose) if keeps_trailing else frozenset[int]()
    widths = Counter(len(row.cells) for row in rows)
    usual, count = max(widths.items(), key=lambda item: (item[1], item[0]), default=(0, 0))
    regular = usual >= 3 and count >= 0.6 * (len(rows) - len(loose_rows))
    mended: list[_Row] = []
    previous_line = -1
    for position, row in enumerate(rows):
        adjacent = bool(mended) and row.line == previous_line + 1
        previous_line = row.line
        if adjacent and (position in loose_rows or (regular and _completes(mended[-1], row, usual))):
            _join(mended[-1], row.cells)
        else:
            mended.append(row)
    return mended


def _completes(row: _Row, rest: _Row, usual: int) -> bool:
    broken = (row.cells[-1], rest.cells[0])
    return (
        1 < len(row.cells) < usual
        and len(row.cells) + len(rest.cells) - 1 == usual
        and all(start < end for start, end in broken)
    )


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
