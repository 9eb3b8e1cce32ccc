"""Counting what an audit looked at: the states of figures, and how each rule ended."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from heyan.model.dataclass import dataclass
from heyan.model.document import Document
from heyan.model.result import FIGURE_STATES, AuditResult, Figure, FigureState
from heyan.reporters.figure_groups import by_table

# States in which a relation was recomputed, whatever came of it.
RECOMPUTED: tuple[FigureState, ...] = ("verified", "rounded", "contradicted")


@dataclass(frozen=True, slots=True)
class RuleTally:
    """How often one rule passed, failed or did not apply, and why it could not be evaluated, how often."""

    code: str
    passed: int
    failed: int
    not_applicable: int
    not_evaluated: tuple[tuple[str, int], ...]


def figure_counts(figures: Iterable[Figure]) -> dict[FigureState, int]:
    """How many figures are in each state; every state has an entry."""
    counter = Counter(figure.state for figure in figures)
    return {state: counter[state] for state in FIGURE_STATES}


def recomputed(counts: Mapping[FigureState, int]) -> int:
    """How many of them a relation was recomputed for."""
    return sum(counts[state] for state in RECOMPUTED)


def rule_tallies(result: AuditResult) -> tuple[RuleTally, ...]:
    """One tally for each rule of the packs used and each other rule with an outcome, by code."""
    statuses: dict[str, Counter[str]] = {rule.code: Counter() for rule in result.rules()}
    reasons: dict[str, Counter[str]] = {}
    for outcome in result.outcomes:
        statuses.setdefault(outcome.code, Counter())[outcome.status] += 1
        if outcome.status == "not_evaluated":
            reasons.setdefault(outcome.code, Counter())[outcome.reason or ""] += 1
    return tuple(
        RuleTally(
            code,
            count["passed"],
            count["failed"],
            count["not_applicable"],
            tuple(sorted(reasons.get(code, Counter()).items(), key=lambda item: (-item[1], item[0]))),
        )
        for code, count in sorted(statuses.items())
    )


def unchecked_places(document: Document, figures: Iterable[Figure]) -> tuple[tuple[int, list[Figure]], ...]:
    """The unchecked figures by the table they stand in (numbered from 1 as in addresses; 0: outside tables)."""
    unchecked = (figure for figure in figures if figure.state == "unchecked")
    return tuple(sorted(by_table(document, unchecked).items()))
