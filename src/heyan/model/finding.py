"""What rules say of a paper: outcomes, and findings with evidence."""

from __future__ import annotations

from typing import Literal

from heyan.model.dataclass import dataclass
from heyan.model.span import Span

Severity = Literal["error", "warning", "info"]
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")
Confidence = Literal["certain", "likely", "review"]
CONFIDENCES: tuple[Confidence, ...] = ("certain", "likely", "review")
Status = Literal["passed", "failed", "not_applicable", "not_evaluated"]
# How a recomputed value compares with the printed one; see docs/architecture.md, Numbers.
Band = Literal["exact", "rounded", "truncated", "contradicted"]


@dataclass(frozen=True, slots=True)
class Location:
    """A place in a document. `excerpt` is a verbatim piece of it that holds `span`; `mark` is the span's
    half-open range of characters inside the excerpt. `line` is 1-based, None in formats without lines."""

    document: str
    address: str
    line: int | None
    excerpt: str
    span: Span
    mark: tuple[int, int]
    label: str = ""


@dataclass(frozen=True, slots=True)
class Tolerance:
    """The difference that would still be accepted, in the unit printed, and why."""

    value: str
    why: str


@dataclass(frozen=True, slots=True)
class Suppression:
    """Why a finding does not count: a waiver or the baseline.

    A waiver names who approved it, and `until` its last day (YYYY-MM-DD); the baseline knows neither.
    """

    by: Literal["waiver", "baseline"]
    reason: str
    approver: str | None = None
    until: str | None = None


@dataclass(frozen=True, slots=True)
class Cause:
    """The finding that explains another: its fingerprint, and in a sentence how."""

    fingerprint: str
    why: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault, with its evidence. Born in `heyan.engine.findings`, and in `heyan.suppression.stale` for faults of a waiver
    file; texts are ready to be shown.

    `path` leads to the faulty item by names (unit, year, form, levels, item), never by offsets; `operands` are the
    names and values that the fault is about. With the code they make the fingerprint. `cause` is set where another
    finding of the same audit explains this one; that one has no cause itself.
    """

    code: str
    name: str
    family: str
    title: str
    severity: Severity
    confidence: Confidence
    message: str
    fix: str
    basis: tuple[str, ...]
    location: Location
    related: tuple[Location, ...]
    reported: str | None
    expected: str | None
    difference: str | None
    tolerance: Tolerance | None
    band: Band | None
    evidence: tuple[str, ...]
    hypotheses: tuple[str, ...]
    fingerprint: str
    suppressed: Suppression | None = None
    path: tuple[str, ...] = ()
    operands: tuple[str, ...] = ()
    cause: Cause | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one rule ended on one target. `reason` is set for not_evaluated (and may be for not_applicable).

    `operands` are the places of the numbers that the check used, `band` how well they agreed. `relates` tells
    whether it held them against others of the paper; checks of signs, units and wording do not.
    """

    code: str
    document: str
    status: Status
    reason: str | None = None
    operands: tuple[Span, ...] = ()
    band: Band | None = None
    findings: tuple[Finding, ...] = ()
    relates: bool = True
