"""The figures of a paper by where they stand: each table, and outside tables each section."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from heyan.model.dataclass import dataclass
from heyan.model.document import Document
from heyan.model.report import Report
from heyan.model.result import Figure
from heyan.model.span import Span

# How many nested spans may lie between a figure and the start of the one around it.
_DEEPEST = 64


@dataclass(frozen=True, slots=True)
class FigureGroup:
    """Figures of one place. `table` is the table's number as in addresses (0: outside tables), `title` the form's
    title or the section's heading ("" without one)."""

    table: int
    title: str
    figures: tuple[Figure, ...]


def by_table(document: Document, figures: Iterable[Figure]) -> dict[int, list[Figure]]:
    """The figures by the number of the innermost table around them (from 1, as in addresses; 0: outside)."""
    finder = _Finder([table.span for table in document.tables()])
    places: dict[int, list[Figure]] = {}
    for figure in figures:
        places.setdefault(finder.number(figure.span), []).append(figure)
    return places


def by_place(document: Document, report: Report, figures: Iterable[Figure]) -> tuple[FigureGroup, ...]:
    """The figures by table and section, groups in the order of their first figure."""
    tables = [table.span for table in document.tables()]
    sections = report.narrative.sections if report.narrative else ()
    in_table, in_section = _Finder(tables), _Finder([section.span for section in sections])
    forms = _Finder([form.span for form in report.forms])
    places: dict[tuple[int, int], list[Figure]] = {}
    titles: dict[tuple[int, int], str] = {}
    for figure in figures:
        table = in_table.number(figure.span)
        section = 0 if table else in_section.number(figure.span)
        places.setdefault((table, section), []).append(figure)
        if not titles.get((table, section)):
            form = forms.number(figure.span) if table else 0
            title = (
                report.forms[form - 1].title if form else sections[section - 1].heading if section else None
            )
            titles[table, section] = title.value if title else ""
    return tuple(FigureGroup(key[0], titles[key], tuple(some)) for key, some in places.items())


class _Finder:
    """Answers which of spans that nest or follow each other is the innermost around another."""

    def __init__(self, spans: Sequence[Span]) -> None:
        order = sorted(range(len(spans)), key=lambda index: (spans[index].start, -spans[index].end))
        self._spans = [(spans[index], index + 1) for index in order]
        self._starts = [span.start for span, _ in self._spans]

    def number(self, inner: Span) -> int:
        """The 1-based index of that span; 0 where there is none."""
        nearest = bisect_right(self._starts, inner.start) - 1
        # A nested span ends before the one around it: step outward past those that ended already.
        for index in range(nearest, max(nearest - _DEEPEST, -1), -1):
            span, number = self._spans[index]
            if span.covers(inner):
                return number
        return 0
