"""Breaking Chinese text into lines by terminal cells: no word or number is torn, no line begins with a stop."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rich.cells import cell_len
from rich.text import Text

# A run of white space; a word or number with the marks inside it; or any one character.
_UNIT = re.compile(r"\s+|[A-Za-z0-9_.%/:+\-≥≤=#]+|[^\s]")
_CLOSING = frozenset("，。；：、？！…）》”’】」』〕,.;:?!)]}")
_OPENING = frozenset("（《“‘【「『〔([{")


def wrapped(text: Text, width: int) -> list[Text]:
    """`text` as lines of at most `width` cells, styles kept; its own line breaks stay."""
    lines: list[Text] = []
    for line in text.split("\n", allow_blank=True):
        if cell_len(line.plain) <= width:
            lines.append(line)
            continue
        for piece in line.divide(_breaks(line.plain, width)):
            piece.rstrip()
            lines.append(piece)
    return lines


def _breaks(plain: str, width: int) -> list[int]:
    breaks: list[int] = []
    offset = used = 0
    for unit in _units(plain, width):
        cells = cell_len(unit)
        # Blanks may hang over the edge; they are cut off with the line.
        if used and used + cells > width and not unit.isspace():
            breaks.append(offset)
            used = 0
        used += cells
        offset += len(unit)
    return breaks


def _units(plain: str, width: int) -> Iterator[str]:
    """The pieces that a line may break between, none wider than `width`."""
    unit = ""
    for found in _UNIT.findall(plain):
        if unit and (found[0] in _CLOSING or unit[-1] in _OPENING) and cell_len(unit + found) <= width:
            unit += found
            continue
        if unit:
            yield unit
        unit = found
        while cell_len(unit) > width:
            head = _fitting(unit, width)
            yield unit[:head]
            unit = unit[head:]
    if unit:
        yield unit


def _fitting(unit: str, width: int) -> int:
    # Only runs of one-cell characters are ever too wide, save on absurdly narrow screens.
    return max(width // 2, 1) if cell_len(unit[:width]) > width else width
