"""The collections that a rule's `each` may name, and the targets in them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import accumulate
from types import MappingProxyType
from typing import get_args

from heyan.engine.across_documents import target_claims
from heyan.engine.submission import Submission, Target
from heyan.model.claim import Assertion, Claim, ClaimKind, DateMention
from heyan.model.dataclass import dataclass
from heyan.model.document import Document
from heyan.model.report import (
    Breakdown,
    BudgetRow,
    Drift,
    Form,
    Indicator,
    LevelTotal,
    PlanStep,
    Rating,
    Report,
    Section,
    Signature,
)

# An item with the form that holds it.
Placed = tuple[object, Form | None]


@dataclass(frozen=True, slots=True)
class Collection:
    """What `each` may name: the class of its items, and where they come from."""

    item: type
    targets: Callable[[Submission], Iterator[Target]]


def _collection(item: type, find: Callable[[Report], Iterable[Placed]]) -> Collection:
    def targets(submission: Submission) -> Iterator[Target]:
        for report in submission.reports:
            for found, form in find(report):
                yield Target(found, form, report, submission)

    return Collection(item, targets)


def _of_forms(item: type, parts: Callable[[Form], Iterable[object]]) -> Collection:
    return _collection(item, lambda report: ((part, form) for form in report.forms for part in parts(form)))


def _whole(submission: Submission) -> Iterator[Target]:
    if submission.reports:
        yield Target(submission, None, submission.reports[0], submission)


def _indicators(report: Report) -> Iterator[Placed]:
    for form in report.forms:
        yield from ((indicator, form) for indicator in form.indicators)
    yield from _prose_indicators(report)


def _prose_indicators(report: Report) -> Iterator[Placed]:
    if report.narrative:
        yield from ((indicator, None) for indicator in report.narrative.indicators)


def _totals(report: Report) -> Iterator[Placed]:
    for form in report.forms:
        yield from ((total, form) for total in form.totals)
    if report.narrative:
        yield from ((total, None) for total in report.narrative.totals)


def _sections(report: Report) -> Iterator[Placed]:
    if report.narrative:
        yield from ((section, None) for section in report.narrative.sections)


def _claims(kind: ClaimKind | None) -> Callable[[Report], Iterator[Placed]]:
    def find(report: Report) -> Iterator[Placed]:
        return _in_forms(report, (claim for claim in report.claims if kind is None or claim.kind == kind))

    return find


def _in_forms(report: Report, items: Iterable[Claim | DateMention | Assertion]) -> Iterator[Placed]:
    """The items with the innermost forms that their places lie in."""
    forms = sorted(report.forms, key=lambda form: (form.span.start, -form.span.end))
    starts = [form.span.start for form in forms]
    # How far the forms up to each one reach: where that is short of the item, no earlier form holds it either.
    reach = list(accumulate((form.span.end for form in forms), max))
    for item in items:
        index = bisect_right(starts, item.span.start) - 1
        while index >= 0 and reach[index] >= item.span.end and not forms[index].span.covers(item.span):
            index -= 1
        yield item, forms[index] if index >= 0 and forms[index].span.covers(item.span) else None


def _claims_across(kind: ClaimKind | None) -> Callable[[Submission], Iterator[Target]]:
    """The claims of each report, then those between the papers of the submission."""
    within = _collection(Claim, _claims(kind)).targets

    def targets(submission: Submission) -> Iterator[Target]:
        yield from within(submission)
        for report, form, claim in target_claims(submission):
            yield Target(claim, form, report, submission)

    return targets


COLLECTIONS: Mapping[str, Collection] = MappingProxyType(
    {
        "submission": Collection(Submission, _whole),
        "report": _collection(Report, lambda report: ((report, None),)),
        "forms": _of_forms(Form, lambda form: (form,)),
        "indicators": _collection(Indicator, _indicators),
        "form_indicators": _of_forms(Indicator, lambda form: form.indicators),
        "prose_indicators": _collection(Indicator, _prose_indicators),
        "budget_rows": _of_forms(BudgetRow, lambda form: form.budget_rows),
        "breakdowns": _of_forms(Breakdown, lambda form: form.breakdowns),
        "plan": _of_forms(PlanStep, lambda form: form.plan),
        "totals": _collection(LevelTotal, _totals),
        "signatures": _of_forms(Signature, lambda form: form.signatures),
        "drifts": _of_forms(Drift, lambda form: form.drifts),
        "sections": _collection(Section, _sections),
        "dates": _collection(DateMention, lambda report: _in_forms(report, report.dates)),
        "assertions": _collection(Assertion, lambda report: _in_forms(report, report.assertions)),
        "ratings": _collection(Rating, lambda report: ((rating, None) for rating in report.ratings)),
        "claims": Collection(Claim, _claims_across(None)),
        **{f"claims.{kind}": _collection(Claim, _claims(kind)) for kind in get_args(ClaimKind)},
        "claims.same": Collection(Claim, _claims_across("same")),
    }
)


def submissions(documents: Sequence[Document], reports: Sequence[Report]) -> tuple[Submission, ...]:
    """Group papers of one unit (white space aside) and year, in the order of the first of each group.

    `documents` runs parallel to `reports`. A report without unit or year stands alone.
    """
    groups: dict[object, list[int]] = {}
    for index, report in enumerate(reports):
        unit = "".join(report.unit.value.split()) if report.unit else ""
        key: object = (unit, report.year.value) if unit and report.year else index
        groups.setdefault(key, []).append(index)
    return tuple(
        Submission(tuple(documents[i] for i in members), tuple(reports[i] for i in members))
        for members in groups.values()
    )
