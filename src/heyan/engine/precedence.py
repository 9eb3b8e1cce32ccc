"""Two rules that say one thing of one place: the one that yields is silent there (`yields_to` of a rule)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from heyan.engine.judged import Judged
from heyan.engine.verdict import Observation
from heyan.model.finding import Finding
from heyan.model.span import Span


def yielding(judged: Sequence[Judged]) -> tuple[Judged, ...]:
    """The same in the same order, without findings whose rule leaves their place to another that found a fault there.

    Only the same place with the same printed value counts. An outcome that loses all of its findings is not applicable,
    with the reason.
    """
    spoken: dict[tuple[str, Span], list[str | None]] = {}
    for one in judged:
        if one.outcome.findings:
            for seen, _ in _pairs(one):
                spoken.setdefault((one.rule.code, seen.place), []).append(seen.reported)
    kept: list[Judged] = []
    for one in judged:
        left = one
        if one.rule.yields_to and one.outcome.findings:
            left = _without(one, spoken)
            for seen, finding in _pairs(one):
                if finding not in left.outcome.findings:
                    # What is silent now silences nothing: two rules that yield to each other leave one finding.
                    spoken[one.rule.code, seen.place].remove(seen.reported)
        kept.append(left)
    return tuple(kept)


def _without(one: Judged, spoken: dict[tuple[str, Span], list[str | None]]) -> Judged:
    kept: list[tuple[Observation, Finding]] = []
    before = ""
    for seen, finding in _pairs(one):
        spokesman = next(
            (code for code in one.rule.yields_to if _alike(seen, spoken.get((code, seen.place)))), ""
        )
        before = before or spokesman
        if not spokesman:
            kept.append((seen, finding))
    if len(kept) == len(one.outcome.findings):
        return one
    observations, findings = tuple(seen for seen, _ in kept), tuple(finding for _, finding in kept)
    outcome = replace(one.outcome, findings=findings)
    if not findings:
        outcome = replace(outcome, status="not_applicable", reason=f"同一处已由 {before} 报告")
    return replace(one, verdict=replace(one.verdict, observations=observations), outcome=outcome)


def _alike(seen: Observation, others: list[str | None] | None) -> bool:
    return any(seen.reported is None or other is None or seen.reported == other for other in others or ())


def _pairs(one: Judged) -> Iterator[tuple[Observation, Finding]]:
    return zip(one.verdict.observations, one.outcome.findings, strict=False)
