"""The outline of the narrative: which paragraph is a heading, how deep it is, and what belongs to it."""

from __future__ import annotations

import re

from heyan.extraction.numerals import chinese_number
from heyan.extraction.pattern import pattern as later
from heyan.model.dataclass import dataclass
from heyan.model.document import Document, Paragraph
from heyan.model.report import Section, Sourced
from heyan.model.span import Span

# Text processors leave bookmarks and full-width blanks before a number.
_LEAD = later(r"(?:\[bookmark:[^\]\n]{0,60}\]|[\s　﻿])+")
_CN = "一二三四五六七八九十"
_NUMBERINGS: tuple[tuple[int, re.Pattern[str]], ...] = (
    (0, later(rf"第[{_CN}百\d]{{1,3}}(?:部分|章|节|篇)[、：:\s　]*")),
    (1, later(rf"[{_CN}]{{1,3}}\s?[、．.]\s*")),
    (2, later(rf"(?:[（(]\s?[{_CN}]{{1,3}}\s?[）)]|[{_CN}]{{1,3}}\s?[）)]|[㈠-㈩])[、．.]?\s*")),
    (4, later(r"[（(]\s?\d{1,2}\s?[）)][、．.]?\s*|\d{1,2}[）)]\s*|[⑴-⒇]\s*")),
    # 1.2021年预算 is item 1 about a year.
    (3, later(r"(?:\d{1,2}(?:[、．]|\.(?:(?!\d)|(?=(?:19|20|21)\d{2}\s?年)))|[⒈-⒛])\s*")),
    (5, later(r"[①-⑳❶-❿][、．.]?\s*")),
    (
        6,
        later(
            rf"(?:[{_CN}]{{1,3}}(?:是|要是|则)|第[{_CN}]{{1,2}}[，,]|其[一二三四五六七八九])[，,、：:]?(?![一个否])\s*"
        ),
    ),
)
# 一是…；二是… in one paragraph is one statement; an item that has its paragraph to itself heads it.
_FURTHER_ITEM = later(rf"[；;。，,、]\s?(?:[{_CN}]{{1,3}}(?:是|要是|则)|其[二三四])")
_INTRODUCED = later(r"[：:]\s*一\s?[、．.]")
_NESTED_DEPTH = 3
_SPOKEN = 6
_DECIMAL = later(r"(\d{1,2}(?:\.\d{1,2}){1,3})[\s　、]+(?=[^\W\d_])(?![万亿元个人户亩公件次])")
_MARKDOWN = later(r"(#{1,6})\s+")
_TITLE_END = later(r"[。；;：:！？\n]|$")
_LONGEST_TITLE = 40
# 1.办公费50万元，增加2万元 is a numbered statement; （1）基本支出50万元 alone heads what follows.
_STATES = later(r"\d\s?(?:[万亿]|元|%|％|个|人|户|次).*[，,]")
# A heading whose number was lost still names what follows.
_UNNUMBERED = later(
    r"[^，。；：:、,;！？\n]{2,23}"
    r"(?:情况|目标|分析|结果|建议|问题|措施|职责|概况|管理|安排|结论|说明|评价|绩效|原因|计划|构成|经验|做法|成效|依据|背景)"
)


@dataclass(frozen=True, slots=True)
class Numbering:
    """The number before a paragraph: its depth (1: 一、 2: （一） 3: 1. 4: （1） 5: ① 6: 一是) and where the text begins."""

    depth: int
    text: str
    end: int


def numbering(text: str) -> Numbering | None:
    """The numbering that opens `text`, after bookmarks and blanks; None where there is none."""
    lead = _LEAD.match(text)
    start = lead.end() if lead else 0
    hashes = _MARKDOWN.match(text, start)
    if hashes:
        start = hashes.end()
    decimal = _DECIMAL.match(text, start)
    if decimal:
        return Numbering(3 + decimal[1].count("."), decimal[1], decimal.end())
    for depth, pattern in _NUMBERINGS:
        found = pattern.match(text, start)
        if found:
            return Numbering(depth, found[0].strip(), found.end())
    return Numbering(len(hashes[1]), "", start) if hashes else None


@dataclass(frozen=True, slots=True)
class _Heading:
    depth: int
    start: int  # where the heading begins in its paragraph
    title: str
    end: int  # where it ends; body text may follow


def sections(document: Document) -> tuple[Section, ...]:
    """The narrative's sections in order, from the paragraphs outside tables; a first one without heading if needed.

    A section holds its own paragraphs only; what follows a heading within the heading's paragraph is the
    first of them. Missing, repeated and restarted numbers do no harm: depth comes from the style of numbering, but for
    a list 一、二、 inside an item of the same style (主要职责为：一、…).
    """
    nested = _nested(document)
    found: list[Section] = []
    heading: Sourced[str] | None = None
    depth = 0
    body: list[Sourced[str]] = []
    enclosing = 1  # depth for a heading without a number: that of the nearest 一、 or （一）

    def close() -> None:
        if heading is None and not body:
            return
        first = heading.span if heading else body[0].span
        last = body[-1].span if body else first
        found.append(Section(heading, depth, Span(document.id, first.start, last.end), tuple(body)))

    for paragraph in document.paragraphs():
        text = document.text_of(paragraph.span)
        if not text.strip():
            continue
        opening = _heading(text, paragraph, numbered_before=heading is not None, enclosing=enclosing)
        if opening is None:
            body.append(_sourced(text, paragraph.span, 0, len(text)))
            continue
        close()
        body = []
        heading = _sourced(text, paragraph.span, opening.start, opening.end, opening.title)
        depth = _NESTED_DEPTH if paragraph.span.start in nested else opening.depth
        if depth <= 2:
            enclosing = max(depth, 1)
        if text[opening.end :].strip("。；;：:！？ \t　\n"):
            body.append(_sourced(text, paragraph.span, opening.end, len(text)))
    close()
    return tuple(found)


def _nested(document: Document) -> frozenset[int]:
    """The starts of the paragraphs numbered 一、二、 that belong to a list inside an item of the same style.

    Such a list is introduced by a colon (主要职责为：一、…). Where its next number is the outer item's too, it goes on if
    the outer number comes again.
    """
    numbers: list[tuple[int, int, bool]] = []  # (start, number, whether a colon before it introduces a list)
    before = ""
    for paragraph in document.paragraphs():
        text = document.text_of(paragraph.span)
        if not text.strip():
            continue
        found = numbering(text)
        if found is not None and found.depth == 1:
            value = chinese_number(found.text.rstrip("、．. ")) or 0
            ends = before.rstrip().endswith(("：", ":"))
            listed = (value == 1 and ends) or (value == 2 and _INTRODUCED.search(before) is not None)
            numbers.append((paragraph.span.start, value, listed))
        before = text
    last: dict[int, int] = {value: index for index, (_, value, _) in enumerate(numbers)}
    nested: set[int] = set()
    outer, inner = 0, 0
    for index, (start, value, introduced) in enumerate(numbers):
        goes_on = inner > 0 and value == inner + 1 and (value != outer + 1 or last[value] > index)
        if goes_on or (introduced and outer > 0):
            nested.add(start)
            inner = value
        else:
            outer, inner = value, 0
    return frozenset(nested)


def _sourced(text: str, span: Span, start: int, end: int, value: str | None = None) -> Sourced[str]:
    raw = text[start:end]
    start += len(raw) - len(raw.lstrip())
    end -= len(raw) - len(raw.rstrip())
    raw = text[start:end]
    return Sourced(raw if value is None else value, raw, span.part(start, end))


def _heading(text: str, paragraph: Paragraph, *, numbered_before: bool, enclosing: int) -> _Heading | None:
    number = numbering(text)
    lead = _LEAD.match(text)
    start = lead.end() if lead else 0
    if number is not None:
        title_end = _title_end(text, number.end)
        title = text[number.end : title_end].strip()
        if len(title) > _LONGEST_TITLE or (not title and number.depth > 0) or _STATES.search(title):
            return None
        if number.depth == _SPOKEN and (title_end >= len(text) - 1 or _FURTHER_ITEM.search(text, number.end)):
            return None
        end = min(title_end + 1, len(text)) if text[title_end : title_end + 1] != "\n" else title_end
        return _Heading(number.depth, start, title or number.text, end)
    stripped = text[start:].rstrip("。：: \t　\n")
    if paragraph.level > 0 and len(stripped) <= 2 * _LONGEST_TITLE:
        return _Heading(paragraph.level, start, stripped, len(text))
    if numbered_before and not text.rstrip().endswith("。") and _UNNUMBERED.fullmatch(stripped):
        return _Heading(enclosing, start, stripped, len(text))
    return None


def _title_end(text: str, start: int) -> int:
    """Where the title ends: at the first stop that is not inside brackets."""
    position = start
    while True:
        stop = _TITLE_END.search(text, position)
        if stop is None or stop.start() >= len(text) or stop.start() - start > 2 * _LONGEST_TITLE:
            return len(text)
        inside = text[start : stop.start()]
        if inside.count("（") + inside.count("(") <= inside.count("）") + inside.count(")"):
            return stop.start()
        position = stop.start() + 1
