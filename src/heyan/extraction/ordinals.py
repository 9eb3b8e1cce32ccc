"""The numbers that open the narrative's paragraphs: 一、 （一） 1. （1） ①."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from heyan.extraction import outline
from heyan.extraction.normal import fold
from heyan.model.document import Document
from heyan.model.report import Ordinal, Section

_HEAD = 40
_DIGITS = {char: value for value, char in enumerate("一二三四五六七八九", start=1)}
_NUMBER = re.compile(r"\d{1,3}|[一二三四五六七八九十百]+|[①-⑳]")


def ordinals(document: Document, sections: Sequence[Section]) -> tuple[Ordinal, ...]:
    """The numbers of the paragraphs outside tables, in order. Decimal ones (1.2) tell their place themselves and
    are left out."""
    headings = sorted(section.heading.span.start for section in sections if section.heading)
    found: list[Ordinal] = []
    for paragraph in document.paragraphs():
        span = paragraph.span
        text = document.text[span.start : min(span.end, span.start + _HEAD)]
        number = outline.numbering(text)
        value = _value(number.text) if number and number.text else None
        if number is None or value is None:
            continue
        start = text.find(number.text)
        place = span.part(start, start + len(number.text))
        at = bisect_left(headings, span.start)
        headed = at < len(headings) and headings[at] <= span.end
        found.append(Ordinal(place, number.depth, value, number.text, headed))
    return tuple(found)


def _value(text: str) -> int | None:
    if re.search(r"\d\.\d", text):
        return None
    found = _NUMBER.search(fold(text))
    if found is None:
        return None
    number = found[0]
    if number.isdigit() and number.isascii():
        return int(number)
    if "①" <= number <= "⑳":
        return ord(number) - ord("①") + 1
    return _spelled(number)


def _spelled(number: str) -> int | None:
    """一 … 九十九."""
    if "百" in number:
        return None
    tens, ten, ones = number.rpartition("十")
    if not ten:
        return _DIGITS.get(number)
    return (_DIGITS.get(tens, 1) if tens else 1) * 10 + (_DIGITS.get(ones, 0) if ones else 0)
