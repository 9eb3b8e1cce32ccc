"""Every number of a paper with what became of it: the audit coverage."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence

from heyan.extraction.quantities import lex
from heyan.model.document import Document
from heyan.model.finding import Band, Outcome
from heyan.model.quantity import Quantity
from heyan.model.result import Figure, FigureState
from heyan.model.span import Span

# From the strongest statement about a number to the weakest.
_RANK: tuple[FigureState, ...] = (
    "malformed",
    "contradicted",
    "verified",
    "rounded",
    "constrained",
    "unchecked",
)


def figures_of(document: Document, outcomes: Sequence[Outcome]) -> tuple[Figure, ...]:
    """All figures in reading order; the state of each is the strongest that any outcome gives it."""
    used = sorted(
        (span.start, span.end, _state(outcome), outcome.code)
        for outcome in outcomes
        if outcome.status != "not_applicable"
        for span in outcome.operands
        if span.document == document.id
    )
    starts = [entry[0] for entry in used]
    longest = max((entry[1] - entry[0] for entry in used), default=0)
    figures = []
    for lexeme in lex(document.text):
        if lexeme.quantity is None:
            continue
        first = bisect_left(starts, lexeme.start - longest)
        last = bisect_left(starts, lexeme.end)
        hits = [entry for entry in used[first:last] if entry[1] > lexeme.start]
        figures.append(_figure(document, lexeme.start, lexeme.end, lexeme.quantity, hits))
    return tuple(figures)


_BANDS: Mapping[Band, FigureState] = {
    "exact": "verified",
    "rounded": "rounded",
    "truncated": "rounded",
    "contradicted": "contradicted",
}


def _state(outcome: Outcome) -> FigureState:
    """What an outcome says of the numbers that it used; without a band it only constrains them."""
    if outcome.band is None or (outcome.status == "failed" and outcome.band == "exact"):
        return "constrained"
    return _BANDS[outcome.band]


def _figure(
    document: Document,
    start: int,
    end: int,
    quantity: Quantity,
    hits: Sequence[tuple[int, int, FigureState, str]],
) -> Figure:
    states: set[FigureState] = {state for _, _, state, _ in hits}
    if quantity.malformed:
        states.add("malformed")
    state: FigureState = next((candidate for candidate in _RANK if candidate in states), "unchecked")
    return Figure(
        span=Span(document.id, start, end),
        text=document.text[start:end],
        value=format(quantity.value, "f"),
        unit=quantity.unit.name if quantity.unit else None,
        state=state,
        checked_by=tuple(sorted({code for _, _, _, code in hits})),
    )
