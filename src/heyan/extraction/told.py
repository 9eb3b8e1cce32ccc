"""Relations read by their arithmetic, beside those read by fixed patterns.

The patterns know what a sentence asserts when they know its words. Sentences put the same figures in many other
orders; what is read here are figures near each other whose words allow a relation and whose arithmetic shows it, or
would but for one slip of typing. A reading that agrees takes the place of a pattern's reading of the same percentage
or average that does not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from heyan.extraction.statements import Line
from heyan.extraction.told_averages import told_averages
from heyan.extraction.told_changes import told_changes
from heyan.extraction.told_counts import told_counts
from heyan.extraction.told_ratios import told_ratios
from heyan.extraction.told_same import told_same
from heyan.extraction.told_shares import told_shares
from heyan.extraction.told_slips import adds_up, averages, divides
from heyan.extraction.told_sums import told_sums
from heyan.model.claim import Claim
from heyan.model.span import Span

_READERS: tuple[Callable[[Sequence[Line], frozenset[Span]], Iterator[Claim]], ...] = (
    told_shares,
    told_ratios,
    told_averages,
    told_sums,
    told_changes,
    told_counts,
    told_same,
)
# Readers hold the figures of a line against each other; a line of more than these is no sentence that anybody wrote.
_MOST_AMOUNTS = 300
_STATED = {"sum": "total", "ratio": "result", "product": "product", "same": "second", "count": "declared"}


def with_told(lines: Sequence[Line], known: Sequence[Claim]) -> list[Claim]:
    """`known` and the relations of the lines that it lacks; readings that contradict themselves give way."""
    lines = [line for line in lines if len(line.amounts) <= _MOST_AMOUNTS]
    held: dict[tuple[Span, ...], Claim] = {}
    for claim in known:
        if claim.missing is None:
            for key in _keys(claim):
                held.setdefault(key, claim)
    added: list[Claim] = []
    dropped: set[int] = set()
    settled = frozenset(key[0] for key, claim in held.items() if claim.kind == "ratio" and _agrees(claim))
    for read in _READERS:
        for claim in read(lines, settled):
            right = _agrees(claim)
            others = [held[key] for key in _keys(claim) if key in held]
            if any(other.kind != "ratio" or _agrees(other) or not right for other in others):
                continue
            dropped.update(id(other) for other in others)
            added.append(claim)
            held.update((key, claim) for key in _keys(claim))
    answered = {o.place for c in added for o in c.operands if o.role in ("result", "difference", "growth")}
    return [
        claim
        for claim in (*known, *added)
        if id(claim) not in dropped
        and not (claim.missing and any(o.place in answered for o in claim.operands))
    ]


def _keys(claim: Claim) -> list[tuple[Span, ...]]:
    """What a claim settles: the place of its result; a change's difference and growth each; a sum's total with a part."""
    if claim.kind == "change":
        return [(o.place,) for o in claim.operands if o.role in ("difference", "growth") and o.place]
    if claim.kind == "sum":
        totals = [o.place for o in claim.of("total") if o.place]
        return [(totals[0], o.place) for o in claim.of("part") if o.place] if totals else []
    role = _STATED.get(claim.kind)
    stated = [o.place for o in claim.operands if o.role == role and o.place]
    if claim.topic == "whole_rate":
        return []
    return [(place,) for place in stated]


def _agrees(claim: Claim) -> bool:
    """Whether the claim's figures make it; kinds that are not computed here are taken to."""
    if claim.kind == "sum":
        total = claim.of("total")
        parts = [o.quantity for o in claim.operands if o.role in ("part", "carried")]
        return len(total) != 1 or claim.open or adds_up(total[0].quantity, parts)
    if claim.kind == "ratio":
        above, below, result = (claim.of(role) for role in ("numerator", "denominator", "result"))
        if not (above and below and result):
            return True
        test = averages if claim.topic == "average" else divides
        return test(above[0].quantity, below[0].quantity, result[0].quantity)
    if claim.kind == "change":
        current, base, difference = (claim.of(role) for role in ("current", "base", "difference"))
        if current and base and difference:
            gap = current[0].quantity.amount - base[0].quantity.amount
            slack = sum((o.quantity.step for o in (current[0], base[0], difference[0])), gap * 0) / 2
            return abs(gap - difference[0].sign * difference[0].quantity.amount) <= slack
    return True
