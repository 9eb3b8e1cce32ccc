"""Every number of a paper with what became of it: the audit coverage."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from heyan.extraction.quantities import lex
from heyan.extraction.units import UNITS, Units
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
_BANDS: Mapping[Band, FigureState] = {
    "exact": "verified",
    "rounded": "rounded",
    "truncated": "rounded",
    "contradicted": "contradicted",
}


class _Use(NamedTuple):
    """A place that outcomes used, up to `end`: what they say of the numbers there, and the rules.

    All outcomes of one place go into one use: a figure that lies in several places asks few of them.
    """

    end: int
    states: set[FigureState]
    codes: set[str]


# By where they start and end.
_Uses = dict[tuple[int, int], _Use]


def coverage(
    documents: Sequence[Document],
    outcomes: Iterable[Outcome],
    places: Mapping[str, Sequence[Span]] | None = None,
    units: Units = UNITS,
) -> tuple[tuple[Figure, ...], ...]:
    """The figures of each document, parallel to `documents`; linear in outcomes and text.

    `places` limits the documents with those ids to the spans given (ordered, not overlapping): of a handed-in
    model only the values are the paper's. `units` are the units that numbers may have.
    """
    uses: dict[str, _Uses] = {document.id: {} for document in documents}
    for outcome in outcomes:
        if outcome.status == "not_applicable":
            continue
        state = _state(outcome)
        for span in outcome.operands:
            if span.document in uses:
                _note(uses[span.document], span, state, outcome.code)
    limits = places or {}
    return tuple(
        tuple(
            _figures(
                document,
                uses[document.id],
                limits.get(document.id, (document.span,)),
                units,
            )
        )
        for document in documents
    )


def _note(uses: _Uses, span: Span, state: FigureState | None, code: str) -> None:
    place = span.start, span.end
    use = uses.get(place)
    if use is None:
        use = uses[place] = _Use(span.end, set(), set())
    use.codes.add(code)
    if state is not None:
        use.states.add(state)


def figures_of(document: Document, outcomes: Iterable[Outcome]) -> tuple[Figure, ...]:
    """All figures in reading order; the state of each is the strongest that any outcome gives it."""
    return coverage((document,), outcomes)[0]


def _figures(document: Document, uses: _Uses, places: Sequence[Span], units: Units) -> Iterable[Figure]:
    in_order = sorted(uses)
    current: list[_Use] = []
    following = 0
    for place in places:
        for lexeme in lex(document.text_of(place), units):
            if lexeme.quantity is None:
                continue
            span = place.part(lexeme.start, lexeme.end)
            while following < len(in_order) and in_order[following][0] < span.end:
                current.append(uses[in_order[following]])
                following += 1
            current = [use for use in current if use.end > span.start]
            yield _figure(document, span, lexeme.quantity, current)


def _state(outcome: Outcome) -> FigureState | None:
    """What an outcome says of the numbers that it used; without a band it only constrains them.

    A check that holds them against nothing else in the paper (their sign, unit, wording, a fixed limit) leaves their
    value unchecked, unless it calls the value itself wrong.
    """
    if not outcome.relates and (outcome.status != "failed" or outcome.band is None):
        return None
    if outcome.band is None or (outcome.status == "failed" and outcome.band == "exact"):
        return "constrained"
    return _BANDS[outcome.band]


def _figure(document: Document, span: Span, quantity: Quantity, uses: Sequence[_Use]) -> Figure:
    states: set[FigureState] = {"malformed"} if quantity.malformed else set()
    states.update(*(use.states for use in uses))
    return Figure(
        span=span,
        text=document.text_of(span),
        value=format(quantity.value, "f"),
        unit=quantity.unit.name if quantity.unit else None,
        state=next((state for state in _RANK if state in states), "unchecked"),
        checked_by=tuple(sorted({code for use in uses for code in use.codes})),
    )
