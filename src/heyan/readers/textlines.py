"""A text as lines that the recognisers of flattened tables can look at, each line scanned once."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import IntEnum

from heyan.errors import UnreadableInput
from heyan.model.dataclass import dataclass

# A paper has hundreds of lines; each costs a few hundred bytes of memory once it is a block.
MAX_LINES = 500_000

# Range of characters in the text, half-open.
Extent = tuple[int, int]


class Kind(IntEnum):
    """What a line's TABs say of it."""

    BLANK = 0
    PLAIN = 1  # no TAB
    WEAK = 2  # text and one TAB at its end: a row with an empty last cell, or prose with a stray TAB
    INNER = 3  # TABs, the first of them after some text
    LEAD = 4  # begins with a TAB


@dataclass(frozen=True, slots=True)
class Found:
    """What stands in lines up to `end` (exclusive): the rows of a table as cell extents; no rows, no table."""

    rows: Sequence[Sequence[Extent]]
    end: int
    aligned: bool = True


class Lines:
    """The lines of a text: `kinds` and `starts` by line; nothing is copied twice.

    Raises UnreadableInput("too_large") for more than MAX_LINES lines.
    """

    def __init__(self, text: str) -> None:
        if text.count("\n") >= MAX_LINES:
            raise UnreadableInput(
                "too_large", f"文本超过 {MAX_LINES} 行，不像一份绩效材料；请只送审表格和报告正文。"
            )
        self.text = text
        self._lines = text.split("\n")
        self.starts: list[int] = []
        start = 0
        for line in self._lines:
            self.starts.append(start)
            start += len(line) + 1
        self.kinds = [_kind(line) for line in self._lines]
        # Two blank lines in a row: nobody has squeezed the blank lines out of this text.
        self.spaced = "\n\n\n" in text

    def __len__(self) -> int:
        return len(self._lines)

    def __getitem__(self, index: int) -> str:
        return self._lines[index]

    def end(self, index: int) -> int:
        """The offset in the text where line `index` ends (its newline excluded)."""
        return self.starts[index] + len(self._lines[index])

    def tabbed(self, index: int) -> bool:
        """Whether there is a line `index` and it has TABs as a table's line has."""
        return index < len(self.kinds) and self.kinds[index] >= Kind.INNER

    def next_written(self, index: int) -> int:
        """The first line from `index` on that is not blank; len(self) if there is none."""
        while index < len(self.kinds) and self.kinds[index] == Kind.BLANK:
            index += 1
        return index

    def looks_like_title(self, index: int) -> bool:
        """Whether line `index` reads as a heading, a title or a caption of a table rather than as a cell's text."""
        line = self._lines[index]
        return _TITLE.match(line[:60]) is not None or (
            len(line) < 60 and _TITLE_END.search(line.rstrip()) is not None
        )

    def trimmed(self, start: int, end: int) -> Extent:
        """The extent without TABs and newlines at its ends and without Tika's bookmark marks."""
        text = self.text
        while start < end and text[start] in "\t\n":
            start += 1
        while start < end and text[end - 1] in "\t\n":
            end -= 1
        if text.startswith("[bookmark:", start):
            while start < end and (mark := _BOOKMARK.match(text, start, end)):
                start = mark.end()
        return start, end


# Tika's RichTextContentHandler writes a Word bookmark as this; it is no part of the paper.
_BOOKMARK = re.compile(r"\[bookmark: [^\[\]\n]{0,80}\]")
_TITLE = re.compile(
    r"\s*(?:\[bookmark: [^\]]{0,80}\])?\s*"
    r"(?:第[一二三四五六七八九十0-9]{1,3}(?:部分|章|节)|[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[)）]"
    r"|附[件表录]|附[:：]|表\s?[0-9一二三四五六七八九十]|#{1,6} |(?:金额)?单位[:：]|填报单位|[（(]?20[0-9]{2}年度?[)）]?\s*$)"
)
_TITLE_END = re.compile(r"(?:表|报告|报告书|附件)(?:[（(][^（()）]{0,20}[)）])?$")


def _kind(line: str) -> Kind:
    if "\t" not in line:
        return Kind.PLAIN if line.strip() else Kind.BLANK
    if line[0] == "\t":
        return Kind.LEAD
    if line.index("\t") == len(line) - 1:
        return Kind.WEAK if line.strip() else Kind.BLANK
    return Kind.INNER
