"""What a check says of one target. A check tells what it saw; the evaluation turns that into findings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from functools import lru_cache

from heyan.model.dataclass import dataclass
from heyan.model.finding import Band, Status, Tolerance
from heyan.model.quantity import Quantity
from heyan.model.span import Span


@dataclass(frozen=True, slots=True)
class Repair:
    """What a number of the paper would have to be for a fault to be gone: the quantity as it would then be printed."""

    place: Span
    quantity: Quantity


@dataclass(frozen=True, slots=True)
class Observation:
    """One fault that a check saw.

    `place` is the faulty spot; `related` are (label, span) of what it was compared with. `slots` fill the
    rule's message and must be among those that the check kind declares. `identity` are names and values
    (never offsets) that tell this fault from others of the same rule: they make the fingerprint. `variant`
    names a milder or graver form of the fault that a rule may grade apart (`grades: {truncated: warning}`);
    without one the band serves. `pinned` tells that one number alone can be to blame, which makes the finding surer.
    `repairs` are single numbers that would end the fault, likeliest first; `shadows` are places whose reading is in
    doubt while the fault stands. Both serve to tell causes from consequences.
    """

    place: Span
    related: tuple[tuple[str, Span], ...] = ()
    slots: Mapping[str, str] = field(default_factory=dict)
    reported: str | None = None
    expected: str | None = None
    difference: str | None = None
    tolerance: Tolerance | None = None
    band: Band | None = None
    evidence: tuple[str, ...] = ()
    hypotheses: tuple[str, ...] = ()
    identity: tuple[str, ...] = ()
    variant: str | None = None
    pinned: bool = False
    repairs: tuple[Repair, ...] = ()
    shadows: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Verdict:
    """The end of one check on one target; `operands` are the places of the numbers that it used."""

    status: Status
    reason: str | None = None
    observations: tuple[Observation, ...] = ()
    operands: tuple[Span, ...] = ()
    band: Band | None = None


def passed(operands: tuple[Span, ...] = (), band: Band | None = None) -> Verdict:
    """The target is right."""
    return Verdict("passed", operands=operands, band=band)


def failed(
    observations: tuple[Observation, ...], operands: tuple[Span, ...] = (), band: Band | None = None
) -> Verdict:
    """The target has the faults given; there must be at least one."""
    if not observations:
        raise ValueError("a failed verdict needs an observation")
    return Verdict("failed", observations=observations, operands=operands, band=band)


@lru_cache(maxsize=256)
def not_applicable(reason: str | None = None) -> Verdict:
    """The check does not concern this target."""
    return Verdict("not_applicable", reason=reason)


def not_evaluated(reason: str, operands: tuple[Span, ...] = ()) -> Verdict:
    """The check concerns the target but cannot be carried out; `reason` (Chinese) says what is missing."""
    return Verdict("not_evaluated", reason=reason, operands=operands)
