"""Extraction: from a document to the report model. `extract` is the whole of it."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from heyan.extraction import (
    assertion_money,
    assertions,
    claims_prose,
    fact_claims,
    facts,
    mentions,
    ordinals,
    outline,
    prose,
    statements,
)
from heyan.extraction.cell_paragraphs import with_tables
from heyan.extraction.claims_across import economic_claims, mixed_claims
from heyan.extraction.claims_basic_figures import basic_claims
from heyan.extraction.claims_described import described_claims
from heyan.extraction.claims_forms import form_claims, narrative_claims
from heyan.extraction.claims_named import named
from heyan.extraction.claims_prose_points import execution_points
from heyan.extraction.claims_tables import table_claims
from heyan.extraction.claims_targets import target_claims
from heyan.extraction.claims_whole_score import whole_score_claims
from heyan.extraction.forms import NOT_A_FORM, read_forms
from heyan.extraction.prose_title import title_facts
from heyan.extraction.ratings import ratings, with_rating
from heyan.extraction.units import UNITS, Units, knowing
from heyan.model.claim import Claim, DateMention, DateRole
from heyan.model.document import Document, Paragraph, Table
from heyan.model.report import Form, Gap, Indicator, Narrative, Report, Sourced, value_places
from heyan.model.span import Span

__all__ = ["extract"]


def extract(document: Document, units: Units = UNITS) -> Report:
    """What the document says, as a Report; what was not understood is among its gaps.

    `units` are the units that its numbers may have.
    """
    with knowing(units):
        return _extracted(document)


def _extracted(document: Document) -> Report:
    if document.format == "report":
        return _restored(document)
    document = with_tables(document)
    read = read_forms(document)
    found = replace(read, forms=tuple(with_rating(document, form) for form in read.forms))
    taken = set(found.taken)
    prose_only = replace(
        document,
        blocks=tuple(b for b in document.blocks if isinstance(b, Paragraph) and b.span not in taken),
    )
    year, unit = title_facts(prose_only)
    report = Report(
        document=document.id,
        text=Sourced(document.text, document.text, document.span),
        kind=found.forms[0].kind if found.forms else "narrative",
        unit=_unit(found.forms, unit),
        year=_year(found.forms, year),
        forms=found.forms,
        gaps=found.gaps,
    )
    return _with_narrative(report, prose_only, document, found.forms)


def _unit(forms: Sequence[Form], stated: Sourced[str] | None) -> Sourced[str] | None:
    """The paper's unit: its forms', unless they are of several and the narrative's title names one."""
    units = [form.unit for form in forms if form.unit]
    several = len({"".join(unit.value.split()) for unit in units}) > 1
    return stated if several and stated else next(iter(units), stated)


def _year(forms: Sequence[Form], stated: Sourced[int] | None) -> Sourced[int] | None:
    """The paper's year: what most of its forms' titles say, else what the narrative's title says."""
    years = [form.year for form in forms if form.year]
    if not years:
        return stated
    common = Counter(year.value for year in years).most_common(1)[0][0]
    return next(year for year in years if year.value == common)


def _with_narrative(
    report: Report, paragraphs: Document, document: Document, forms: Sequence[Form]
) -> Report:
    """Add what the paragraphs outside the forms say, and the relations between them and the forms."""
    sections = outline.sections(paragraphs)
    lines = statements.lines(paragraphs, sections)
    indicators, totals = prose.indicators(paragraphs, sections, lines)
    narrative = None
    if sections:
        numbers = ordinals.ordinals(paragraphs, sections)
        narrative = Narrative(sections, indicators, totals, tuple(paragraphs.paragraphs()), numbers)
    stated = facts.budget_facts(paragraphs, sections, lines)
    year = report.year.value if report.year else None
    claims: list[Claim] = [claim for form in forms for claim in form_claims(form)]
    claims.extend(described_claims(forms))
    claims.extend(table_claims(document, _plain_tables(document, report.gaps)))
    claims.extend(basic_claims(document, _plain_tables(document, report.gaps)))
    claims.extend(_not_of_indicators(claims_prose.claims(paragraphs, sections, lines), indicators))
    claims.extend(fact_claims.same_claims(stated))
    claims.extend(fact_claims.side_claims(stated))
    limited = fact_claims.limit_sum(stated)
    claims.extend((limited,) if limited else ())
    claims.extend(mixed_claims(forms, stated, year))
    claims.extend(economic_claims(claims_prose.economic_parts(paragraphs, sections, lines), forms, year))
    claims.extend(target_claims(forms, indicators, lines))
    claims.extend(whole_score_claims(document, forms, totals))
    if narrative:
        claims.extend(narrative_claims(narrative))
    scored = execution_points(claims)
    claims.extend((scored,) if scored else ())
    dates = mentions.dates(document, _title_spans(report, forms), _date_roles(forms))
    return replace(
        report,
        year=report.year or _prevailing(dates) or _titled(document, dates),
        narrative=narrative,
        claims=tuple(map(named, claims)),
        dates=dates,
        assertions=assertions.assertions(
            paragraphs, sections, lines, assertion_money.money_of(forms, stated, lines, year)
        ),
        ratings=ratings(document, forms, tuple(paragraphs.paragraphs()), totals),
    )


def _not_of_indicators(claims: Sequence[Claim], indicators: Sequence[Indicator]) -> Iterator[Claim]:
    """Without single rates that are an indicator's 指标值 or 完成值; those are judged with the indicator."""
    values = {value.span for i in indicators for value in (i.target, i.actual) if value}
    for claim in claims:
        alone = claim.topic == "whole_rate" and len(claim.operands) == 1
        if not alone or not any(span.covers(claim.span) for span in values):
            yield claim


# Signs between the first and the last year of several.
_THROUGH = frozenset("—–~至-－")


def _prevailing(dates: Sequence[DateMention]) -> Sourced[int] | None:
    """The year that a paper without a dated title is about: the one it names most, if that is clear."""
    named = [m for m in dates if m.date.year and m.role in ("deadline", "execution", "budget", "mention")]
    counted = Counter(mention.date.year for mention in named).most_common(2)
    if not counted or counted[0][1] < 2 or (len(counted) > 1 and counted[0][1] < 2 * counted[1][1]):
        return None
    first = next(mention for mention in named if mention.date.year == counted[0][0])
    return Sourced(counted[0][0] or 0, first.raw, first.span)


def _titled(document: Document, dates: Sequence[DateMention]) -> Sourced[int] | None:
    """The year in a title or a project's name, where the paper gives no other; not the last of 2024—2026年."""
    named = [
        m
        for m in dates
        if m.date.year
        and m.role in ("title", "project")
        and document.text[m.span.start - 1 : m.span.start] not in _THROUGH
    ]
    if not named or len({mention.date.year for mention in named}) > 1:
        return None
    return Sourced(named[0].date.year or 0, named[0].raw, named[0].span)


def _plain_tables(document: Document, gaps: Sequence[Gap]) -> list[Table]:
    """Tables that are no forms."""
    return [
        table
        for table in document.tables()
        if any(gap.reason == NOT_A_FORM and gap.span.overlaps(table.span) for gap in gaps)
    ]


def _title_spans(report: Report, forms: Sequence[Form]) -> tuple[Span, ...]:
    titles = [form.title.span for form in forms if form.title]
    return (*titles, report.year.span) if report.year else tuple(titles)


def _date_roles(forms: Sequence[Form]) -> dict[Span, DateRole]:
    """Where forms settle what a date is: project names and target values."""
    roles: dict[Span, DateRole] = {}
    for form in forms:
        if form.project and form.project.name:
            roles[form.project.name.span] = "project"
        for indicator in form.indicators:
            if indicator.target:
                roles[indicator.target.span] = "deadline"
    return roles


def _restored(document: Document) -> Report:
    """The report that a handed-in model states, completed by what its forms and narrative assert."""
    from heyan.extraction.restored import read_model  # YAML is slow to import, and few papers are models

    handed = read_model(document)
    paragraphs = replace(document, blocks=handed.paragraphs)
    year, unit = title_facts(paragraphs)
    report = replace(
        handed.report,
        year=handed.report.year or _year(handed.report.forms, year),
        unit=handed.report.unit or unit,
    )
    completed = _with_narrative(report, paragraphs, paragraphs, report.forms)
    return replace(
        completed,
        claims=(*completed.claims, *handed.claims),
        dates=_within(completed.dates, completed) if handed.dates is None else handed.dates,
        assertions=completed.assertions if handed.assertions is None else handed.assertions,
    )


def _within(dates: Sequence[DateMention], report: Report) -> tuple[DateMention, ...]:
    """The dates that the model's values and narrative hold; the file's other text is not the paper's."""
    places = value_places(report)
    starts = [place.start for place in places]
    found = []
    for mention in dates:
        index = bisect_right(starts, mention.span.start) - 1
        if index >= 0 and places[index].covers(mention.span):
            found.append(mention)
    return tuple(found)
