"""What checked each number of a paper: the outcomes by the numbers that they used, with their relation.

Outcomes that used the same places share one Working; a number refers to all that used it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence

from heyan.model.claim import Claim, Operand
from heyan.model.dataclass import dataclass
from heyan.model.document import Document
from heyan.model.finding import Band, Outcome
from heyan.model.report import BudgetRow, Report
from heyan.model.result import Figure, FigureState
from heyan.model.span import Span
from heyan.reporters.labels import Label, labels_of
from heyan.reporters.relations import Relation, quotient, relation_of

# From the strongest statement to the weakest; what a rule found is told first.
_BAND_RANK: tuple[Band | None, ...] = ("contradicted", "exact", "rounded", "truncated", None)
# What outcomes can make of numbers, the strongest first.
TONES: tuple[FigureState, ...] = ("contradicted", "verified", "rounded", "constrained")
_TONE_OF: Mapping[Band, FigureState] = {
    "contradicted": "contradicted",
    "exact": "verified",
    "rounded": "rounded",
    "truncated": "rounded",
}


@dataclass(frozen=True, slots=True)
class Working:
    """One set of places with the rules that used it, the strongest outcome first.

    `subject` is what they are all about ("" where that is not one thing); `relation` the arithmetic between them
    where the paper asserts one, else empty; `labels` run parallel to `operands`. `row` is the one row that all of
    them are fields of. `tone` is the state that these outcomes give to the numbers.
    """

    subject: str
    operands: tuple[Span, ...]
    labels: tuple[Label | None, ...]
    relation: Relation
    outcomes: tuple[Outcome, ...]
    tone: FigureState
    row: Span | None = None


@dataclass(frozen=True, slots=True)
class Workings:
    """The workings of one document in reading order; `by_figure` are their indices for each figure."""

    workings: tuple[Working, ...]
    by_figure: tuple[tuple[int, ...], ...]


class Ledger:
    """Knows what all papers of a result say of their numbers; made once a result."""

    def __init__(self, reports: Sequence[Report], outcomes: Iterable[Outcome]) -> None:
        self._labels: dict[Span, Label] = {}
        self._claims: dict[tuple[Span, ...], Claim] = {}
        self._rates: dict[tuple[Span, ...], tuple[Operand, Operand, Operand]] = {}
        for report in reports:
            self._labels.update(labels_of(report))
            for claim in report.claims:
                self._claims.setdefault(_key(o.place for o in claim.operands if o.place), claim)
            for form in report.forms:
                self._rates.update(_rates(form.budget_rows))
        self._by_document: dict[str, dict[tuple[Span, ...], list[Outcome]]] = {}
        for outcome in outcomes:
            if outcome.status == "not_applicable":
                continue
            for document in {span.document for span in outcome.operands}:
                groups = self._by_document.setdefault(document, {})
                groups.setdefault(outcome.operands, []).append(outcome)

    def workings(self, document: Document, figures: Sequence[Figure]) -> Workings:
        """What used the document's figures; what used none of them is left out."""
        groups = list(self._by_document.get(document.id, {}).items())
        uses = sorted(
            {
                (span.start, span.end, index)
                for index, (operands, _) in enumerate(groups)
                for span in operands
                if span.document == document.id
            }
        )
        found = [sorted({index for _, _, index in some}) for some in _sweep(uses, figures)]
        first: dict[int, int] = {}
        for number, indices in enumerate(found):
            for index in indices:
                first.setdefault(index, number)
        order = sorted(first, key=lambda index: (first[index], len(groups[index][0])))
        position = {index: rank for rank, index in enumerate(order)}
        workings = tuple(self._working(*groups[index]) for index in order)
        return Workings(
            workings,
            tuple(
                tuple(sorted((position[index] for index in indices), key=lambda i: _strength(workings[i])))
                for indices in found
            ),
        )

    def _working(self, operands: tuple[Span, ...], outcomes: Sequence[Outcome]) -> Working:
        ranked = tuple(sorted(outcomes, key=_rank))
        band = next((outcome.band for outcome in ranked if outcome.band), None)
        key = _key(operands)
        labels = tuple(self._labels.get(span) for span in operands)
        subjects = {label.subject if label else "" for label in labels}
        subject = subjects.pop() if len(subjects) == 1 else ""
        relation: Relation = ()
        if claim := self._claims.get(key):
            relation, subject = relation_of(claim, band), claim.subject or subject
        elif (rate := self._rates.get(key)) and band:
            relation = quotient(rate[:1], rate[1:2], rate[2:], band)
        rows = {label.row if label else None for label in labels}
        row = rows.pop() if len(rows) == 1 and not relation else None
        return Working(subject, operands, labels, relation, ranked, _tone(ranked), row)


def _key(places: Iterable[Span]) -> tuple[Span, ...]:
    return tuple(sorted(places))


def _rates(rows: Iterable[BudgetRow]) -> Iterator[tuple[tuple[Span, ...], tuple[Operand, Operand, Operand]]]:
    """执行率 of budget rows, which the form's columns assert."""
    for row in rows:
        for whole in (row.annual, row.initial):
            if row.executed and whole and row.rate:
                operands = (
                    Operand("numerator", "", row.executed.value, row.executed.span),
                    Operand("denominator", "", whole.value, whole.span),
                    Operand("result", "", row.rate.value, row.rate.span),
                )
                yield _key((row.executed.span, whole.span, row.rate.span)), operands


def _rank(outcome: Outcome) -> tuple[bool, int, bool, str]:
    return (
        outcome.status != "failed",
        _BAND_RANK.index(outcome.band),
        outcome.status == "not_evaluated",
        outcome.code,
    )


def _tone(outcomes: Sequence[Outcome]) -> FigureState:
    # What fails although the numbers agree says nothing of the numbers themselves.
    bands = {o.band for o in outcomes if o.band and not (o.status == "failed" and o.band == "exact")}
    return next((_TONE_OF[band] for band in _BAND_RANK if band and band in bands), "constrained")


def _strength(working: Working) -> int:
    return TONES.index(working.tone)


def _sweep(
    uses: Sequence[tuple[int, int, int]], figures: Sequence[Figure]
) -> Iterator[list[tuple[int, int, int]]]:
    """For each figure in reading order the uses that overlap it."""
    starts = [use[0] for use in uses]
    current: list[tuple[int, int, int]] = []
    taken = 0
    for figure in figures:
        following = bisect_right(starts, figure.span.end - 1, taken)
        current = [use for use in current if use[1] > figure.span.start]
        current += [use for use in uses[taken:following] if use[1] > figure.span.start]
        taken = following
        yield current
