"""Locations: what of a document is shown for a span, where that is, and what its field is called."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from functools import cache
from operator import itemgetter

from heyan.engine.labels import label_of
from heyan.model.document import Document, Paragraph
from heyan.model.finding import Location
from heyan.model.place import Gazetteer
from heyan.model.report import Item, LevelTotal, Report, Sourced
from heyan.model.span import Span

MAX_EXCERPT = 120
MAX_SPAN = 200
_STOPS = re.compile(r"[。；！？;\n]")
_COLUMN = re.compile(r"第\d+列$")


class Locator:
    """Makes Locations in one document. Built once per document and evaluation; holds no mutable state."""

    def __init__(self, document: Document, report: Report) -> None:
        self._document = document
        self._gazetteer = Gazetteer(document)
        holders = [block.span for block in document.blocks if isinstance(block, Paragraph)]
        holders += [cell.span for table in document.tables() for cell in table.cells]
        self._holders = sorted(holders, key=lambda span: (span.start, -span.end))
        self._holder_starts = [span.start for span in self._holders]
        named = {(span.start, -span.end): label for span, label in _fields(report)}
        self._named = sorted(named.items(), key=itemgetter(0))
        self._named_starts = [start for (start, _), _ in self._named]

    def location(self, span: Span, label: str = "") -> Location:
        """The place of `span`, narrowed to its first line where it is long, with the text around it."""
        shown = self._narrowed(span)
        start, end = self._around(shown)
        return Location(
            document=self._document.id,
            address=self._address(shown),
            line=self._gazetteer.line(shown),
            excerpt=self._document.text[start:end],
            span=shown,
            mark=(shown.start - start, shown.end - start),
            label=label,
        )

    def _narrowed(self, span: Span) -> Span:
        text = self._document.text_of(span)
        start = len(text) - len(text.lstrip())
        end = len(text.rstrip())
        if start >= end:
            return span.part(0, 0) if not text.strip() else span
        if end - start > MAX_SPAN:
            newline = text.find("\n", start, end)
            end = min(newline if newline > start else end, start + MAX_EXCERPT)
            end = start + len(text[start:end].rstrip())
        return span.part(start, end)

    def _around(self, span: Span) -> tuple[int, int]:
        text = self._document.text
        low, high = self._holder(span)
        while low < span.start and text[low].isspace():
            low += 1
        while high > span.end and text[high - 1].isspace():
            high -= 1
        if high - low <= MAX_EXCERPT:
            return low, high
        # Farther away a stop would not be used; a paragraph may be as long as the paper.
        low, high = max(low, span.start - MAX_EXCERPT), min(high, span.end + MAX_EXCERPT)
        before = [match.end() for match in _STOPS.finditer(text, low, span.start)]
        after = _STOPS.search(text, span.end, high)
        low = before[-1] if before else low
        high = after.end() if after else high
        room = max(MAX_EXCERPT - len(span), 0)
        if high - low > MAX_EXCERPT:
            low = max(low, span.start - room // 2)
            high = min(high, max(low + MAX_EXCERPT, span.end))
        while low < span.start and text[low].isspace():
            low += 1
        while high > span.end and text[high - 1].isspace():
            high -= 1
        return low, high

    def _holder(self, span: Span) -> tuple[int, int]:
        index = bisect_right(self._holder_starts, span.start) - 1
        for holder in reversed(self._holders[max(index - 40, 0) : index + 1]):
            if holder.start <= span.start and span.end <= holder.end:
                return holder.start, holder.end
        # A span over several cells is its own frame.
        return span.start, span.end

    def _address(self, span: Span) -> str:
        address = self._gazetteer.address(span)
        label = self._label(span)
        if label is None:
            return address
        if _COLUMN.search(address):
            return _COLUMN.sub(f" {label}", address)
        return f"{address} {label}" if "!" in address else address

    def _label(self, span: Span) -> str | None:
        index = bisect_right(self._named_starts, span.start) - 1
        for (start, negative_end), label in reversed(self._named[max(index - 8, 0) : index + 1]):
            if start <= span.start and span.end <= -negative_end:
                return label if isinstance(label, str) else label_of(*label)
        return None


# A label, or the class and field that it belongs to: most are never asked for.
_Label = str | tuple[str, str]


def _fields(report: Report) -> Iterator[tuple[Span, _Label]]:
    """The places of all fields in tables with their labels; a later one wins where two share a place."""
    for form in report.forms:
        yield from _own(form)
        for record in (*form.plan, *form.signatures, *form.indicators, *form.budget_rows, form.project):
            if record is not None:
                yield from _own(record)
        for breakdown in form.breakdowns:
            for item in (*breakdown.items, *([breakdown.total] if breakdown.total else [])):
                yield from _item(item)
        for total in form.totals:
            yield from _total(total)


def _own(record: object) -> Iterator[tuple[Span, _Label]]:
    owner: type = type(record)
    for name in _names(owner):
        value = getattr(record, name)
        if isinstance(value, Sourced):
            yield value.span, (owner.__name__, name)


@cache
def _names(record: type) -> tuple[str, ...]:
    return tuple(field.name for field in fields(record)) if is_dataclass(record) else ()


def _item(item: Item) -> Iterator[tuple[Span, str]]:
    if item.amount:
        yield item.amount.span, item.name.raw.strip()


def _total(total: LevelTotal) -> Iterator[tuple[Span, str]]:
    for value, word in ((total.weight, "分值"), (total.score, "得分")):
        if value:
            yield value.span, f"{total.scope or '总分'} {word}" if total.scope else f"总{word}"
