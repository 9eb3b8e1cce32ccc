"""What the narrative says of indicators, and what the title says of the paper."""

from __future__ import annotations

from collections.abc import Sequence

from heyan.extraction import prose_goals, prose_levels, prose_scored, statements
from heyan.extraction.prose_title import title_facts
from heyan.extraction.statements import Line
from heyan.model.document import Document
from heyan.model.report import Indicator, LevelTotal, Section

__all__ = ["indicators", "title_facts"]


def indicators(
    document: Document, sections: Sequence[Section], lines: Sequence[Line] | None = None
) -> tuple[tuple[Indicator, ...], tuple[LevelTotal, ...]]:
    """Indicators stated as sentences (`in_prose`) and the points of levels and of the whole, in text order.

    Sentences with points, or with target and actual named as such, are read one by one; lists of goals and of
    results in different sections are paired by name into one indicator each.
    """
    read = statements.lines(document, sections) if lines is None else lines
    found: list[Indicator] = []
    totals: list[LevelTotal] = []
    plain: list[Line] = []
    apart = prose_levels.levels_apart(read)
    for line in read:
        scored = prose_scored.read(line, prose_levels.over(line, apart)) if line.amounts else None
        if scored is not None and (scored.indicators or scored.totals):
            found.extend(scored.indicators)
            totals.extend(scored.totals)
        else:
            plain.append(line)
    found.extend(prose_goals.pairs(plain))
    found.sort(key=lambda indicator: indicator.row)
    return tuple(found), tuple(_distinct(totals))


def _distinct(totals: Sequence[LevelTotal]) -> list[LevelTotal]:
    """Without repetitions of the same points for the same level."""
    seen: set[tuple[object, ...]] = set()
    kept: list[LevelTotal] = []
    for total in totals:
        points = tuple(None if part is None else part.value.value for part in (total.weight, total.score))
        key = (total.scope, *points)
        if key not in seen:
            seen.add(key)
            kept.append(total)
    return kept
