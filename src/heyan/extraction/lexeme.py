"""A number found in a text, and the text as the lexer looks at it."""

from __future__ import annotations

from typing import Literal

from heyan.extraction.pattern import pattern
from heyan.extraction.units import Units
from heyan.model.dataclass import dataclass
from heyan.model.quantity import Date, Quantity

DIGITS = "0123456789"
_DIGIT_RUN = pattern("[0-9]*")
_CELL_EDGES = "\n\t\r\v\f|"
_LONGEST_INDENT = 40

LexemeKind = Literal[
    "quantity",  # a figure with its comparator, unit and blur
    "date",  # a year, month, day or quarter
    "document_number",  # 〔2020〕10号
    "list_number",  # 1. （一） ① at the start of an item
    "heading",  # 3.1.2 at the start of a line
    "ordinal",  # 第七次, 二级
    "phone",
    "code",  # project codes, identity numbers, addresses, bookmarks
    "name",  # Chinese numerals that count nothing: 三公, 十四五, 两不愁三保障, 八一
    "other_number",  # 1:3, 1+3, 5G, 101号
]


@dataclass(frozen=True, slots=True)
class Lexeme:
    """A number of a text: characters `start` to `end` (0-based, half-open) hold it whole.

    A quantity's characters include its comparator, unit and 以上 or 左右. `quantity` is set for kind quantity,
    `date` for kind date, neither for the rest.
    """

    start: int
    end: int
    kind: LexemeKind
    quantity: Quantity | None = None
    date: Date | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """A text for the lexer: `raw` as handed in, `flat` folded (same length), and the units to know."""

    raw: str
    flat: str
    units: Units

    def digits_end(self, start: int) -> int:
        """Where the run of ASCII digits from `start` ends."""
        run = _DIGIT_RUN.match(self.flat, start)
        return run.end() if run else start

    def opens(self, start: int) -> bool:
        """Whether only white space and marks (#, *, a bookmark) stand before `start` in its line or cell."""
        flat = self.flat
        for position in range(start - 1, max(-1, start - _LONGEST_INDENT), -1):
            char = flat[position]
            if char in _CELL_EDGES:
                return True
            if char == "]":
                return flat.rfind("[bookmark", max(0, position - 60), position) >= 0
            if char not in " #*>":
                return False
        return start < _LONGEST_INDENT

    def closes(self, end: int) -> bool:
        """Whether the line or cell ends at `end` but for spaces."""
        flat = self.flat
        for position in range(end, min(len(flat), end + _LONGEST_INDENT)):
            if flat[position] in _CELL_EDGES:
                return True
            if flat[position] != " ":
                return False
        return True

    def is_whole(self, start: int, end: int) -> bool:
        """Whether the text is a short one, such as a cell's, and holds nothing else than `start` to `end`."""
        return len(self.raw) <= _LONGEST_INDENT and self.raw.strip() == self.raw[start:end]

    def is_han(self, position: int) -> bool:
        """Whether a Chinese character stands at `position`."""
        return "\u4e00" <= self.flat[position : position + 1] <= "\u9fff"
