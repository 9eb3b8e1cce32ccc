"""Markdown's pipe tables."""

from __future__ import annotations

import re

from heyan.readers.layout import MAX_COLUMNS, MAX_POSITIONS
from heyan.readers.textlines import Extent, Found, Kind, Lines

_RULE_CELL = re.compile(r"\s*:?-+:?\s*")

_FILLED_UP = 2
# Rows without a pipe in front are a table where so many follow each other; a menu or a breadcrumb is one line.
_FEWEST_ROWS = 3
_FEWEST_PIPES = 2
_LOOKED_AT = 200
_LONGEST_CELL = 8


def find(lines: Lines, at: int) -> Found | None:
    """The pipe table that begins at line `at`: a header with a rule (|---|) below it, rows in pipes on both sides, or
    several rows of cells that pipes part or close."""
    if "|" not in lines[at]:
        return None
    if not (
        _is_rule(lines, at + 1) or (_in_pipes(lines, at) and _in_pipes(lines, at + 1)) or _rows(lines, at)
    ):
        return None
    rows: list[list[Extent]] = []
    padding: list[int] = []
    index = end = at
    opened = _opened(lines, at)
    while index < len(lines):
        if lines.kinds[index] == Kind.BLANK:
            # A blank line ends a table in Markdown; hand-made ones have blank lines between their rows.
            if not _in_pipes(lines, index + 1) or _is_rule(lines, index + 2):
                break
        elif _ends(lines, at, index, opened):
            break
        else:
            end = index + 1
            if rows and _goes_on(lines, index, opened):
                padding[-1] = _join(lines, rows, index)
            elif not _is_rule(lines, index):
                rows.append(_split(lines, index) if lines[index].strip() != "|" else [])
                padding.append(_padding(lines, index))
        index += 1
    packed = _packed(lines, rows, padding)
    if packed:
        rows = [row[: len(row) - filler] for row, filler in zip(rows, padding, strict=True)]
    width = max(map(len, rows), default=0)
    if width > MAX_COLUMNS or width * len(rows) > MAX_POSITIONS:
        return Found((), end)
    return Found(rows if width > 1 else (), end, aligned=not packed)


def _ends(lines: Lines, at: int, index: int, opened: bool) -> bool:
    """Whether the table that began at line `at` ends before line `index`."""
    if "|" not in lines[index]:
        return not (opened and _closed_below(lines, index))
    return index > at + 1 and _is_rule(lines, index + 1)


def _opened(lines: Lines, at: int) -> bool:
    """Whether rows of the table at line `at` have nothing but the first pipe on their line."""
    for index in range(at, min(len(lines), at + _LOOKED_AT)):
        if lines.kinds[index] == Kind.BLANK:
            return False
        if lines[index].strip() == "|":
            return True
    return False


def _closed_below(lines: Lines, index: int) -> bool:
    """Whether line `index`, which has no pipe, is a paragraph of a cell that a pipe ends soon."""
    for below in range(index + 1, min(len(lines), index + _LONGEST_CELL)):
        if lines.kinds[below] == Kind.BLANK or lines[below].strip().startswith("|"):
            return False
        if "|" in lines[below]:
            return True
    return False


def _goes_on(lines: Lines, index: int, opened: bool) -> bool:
    """Whether line `index` goes on in the row before it, as where a converter of web pages put the paragraphs of a
    cell on lines of their own: such tables have rows of which nothing but the first pipe stands on its line."""
    line = lines[index].strip()
    filler = not line.strip("|") and not lines[index - 1].strip().startswith("|")
    return opened and (not line.startswith("|") or filler)


def _join(lines: Lines, rows: list[list[Extent]], index: int) -> int:
    """Add the cells of line `index` to the last row; how many of them fill it up."""
    if not lines[index].strip().strip("|"):
        return 0
    more = _split(lines, index)
    if rows[-1] and not lines[index - 1].rstrip().endswith("|"):
        rows[-1][-1] = (rows[-1][-1][0], more[0][1])
        more = more[1:]
    rows[-1].extend(more)
    return _padding(lines, index)


def _padding(lines: Lines, index: int) -> int:
    """How many cells without even a space end the line: 95 | % | |||| has three."""
    line = lines[index].rstrip()
    return max(len(line) - len(line.rstrip("|")) - 1, 0)


def _packed(lines: Lines, rows: list[list[Extent]], padding: list[int]) -> bool:
    """Whether the rows lost their merged cells and were filled up at the end, as converters of web pages do.

    Their cells stand between spaces, the filling does not, and nothing but the ends is filled up.
    """
    if max(padding, default=0) < _FILLED_UP or sum(map(bool, padding)) < _FILLED_UP:
        return False
    text = lines.text
    for row, filler in zip(rows, padding, strict=True):
        for start, end in row[: len(row) - filler]:
            if start == end and text[start - 1 : start] == "|" and text[start : start + 1] == "|":
                return False
    return any(text[start - 2 : start] == "| " for row in rows for start, end in row if start < end)


def _in_pipes(lines: Lines, index: int) -> bool:
    if index >= len(lines):
        return False
    line = lines[index].strip()
    return len(line) > 2 and line[0] == "|" and line[-1] == "|"


def _rows(lines: Lines, at: int) -> bool:
    """Whether a table without pipes in front begins at line `at`, as converters of web pages write them."""
    return all(
        index < len(lines) and lines[index].count("|") >= _FEWEST_PIPES
        for index in range(at, at + _FEWEST_ROWS)
    )


def _is_rule(lines: Lines, index: int) -> bool:
    if index >= len(lines) or "|" not in lines[index] or "-" not in lines[index]:
        return False
    cells = lines[index].strip().removeprefix("|").removesuffix("|").split("|")
    return all(_RULE_CELL.fullmatch(cell) for cell in cells)


def _split(lines: Lines, index: int) -> list[Extent]:
    """The extents between unescaped pipes of line `index`, without the padding around them."""
    text = lines.text
    start, end = _stripped(text, lines.starts[index], lines.end(index))
    if text.startswith("|", start):
        start += 1
    if end > start and text[end - 1] == "|" and not text.endswith("\\|", start, end):
        end -= 1
    cells: list[Extent] = []
    position = start
    while True:
        position = text.find("|", position, end)
        if position < 0:
            cells.append(_stripped(text, start, end))
            return cells
        if position > start and text[position - 1] == "\\":
            position += 1
            continue
        cells.append(_stripped(text, start, position))
        position += 1
        start = position


def _stripped(text: str, start: int, end: int) -> Extent:
    while start < end and text[start] in " \t":
        start += 1
    while end > start and text[end - 1] in " \t":
        end -= 1
    return start, end
