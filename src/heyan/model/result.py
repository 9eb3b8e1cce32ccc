"""The outcome of an audit: everything a reporter may show."""

from __future__ import annotations

from collections import Counter
from typing import Literal

from heyan.errors import UnreadableKind
from heyan.model.dataclass import dataclass
from heyan.model.document import WAIVERS, Document
from heyan.model.finding import Confidence, Finding, Outcome, Severity
from heyan.model.report import Report
from heyan.model.span import Span

FigureState = Literal["verified", "rounded", "contradicted", "constrained", "unchecked", "malformed"]
FIGURE_STATES: tuple[FigureState, ...] = (
    "verified",
    "rounded",
    "contradicted",
    "constrained",
    "unchecked",
    "malformed",
)


@dataclass(frozen=True, slots=True)
class Figure:
    """A number of the paper and what became of it; `checked_by` are the codes of the rules that used it."""

    span: Span
    text: str
    value: str
    unit: str | None
    state: FigureState
    checked_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RuleInfo:
    """What reporters need to know of a rule that ran."""

    code: str
    name: str
    family: str
    title: str
    severity: Severity
    fix: str
    basis: tuple[str, ...]
    why: str = ""
    confidence: Confidence = "certain"


@dataclass(frozen=True, slots=True)
class PackInfo:
    """A rule pack that was used; `sha256` is over its files' bytes."""

    name: str
    version: str
    sha256: str
    rules: tuple[RuleInfo, ...]


@dataclass(frozen=True, slots=True)
class RuleChange:
    """What a profile or errata changed: of the rule `code`, or (`code` None) a profile value.

    `what` is severity, confidence, message, fix, grades.NAME, options.NAME, off, on, or the value's name. `before` and
    `after` are in words; `line` is where the file says so. `date` and `approver` are an errata's.
    """

    code: str | None
    what: str
    before: str
    after: str
    reason: str
    line: int
    date: str = ""
    approver: str = ""


@dataclass(frozen=True, slots=True)
class Adaptation:
    """A profile or errata that was laid over a pack; `sha256` is over its file's bytes."""

    kind: Literal["profile", "errata"]
    name: str
    title: str
    version: str
    path: str
    sha256: str
    changes: tuple[RuleChange, ...]


@dataclass(frozen=True, slots=True)
class ProfileChoice:
    """Which profile was picked for a document (None: none was) under `--profile auto`, and what told it."""

    profile: str | None
    title: str
    why: str


@dataclass(frozen=True, slots=True)
class InputFailure:
    """A file that could not be audited."""

    path: str
    kind: UnreadableKind
    message: str


@dataclass(frozen=True, slots=True)
class KnownFinding:
    """A finding as the baseline remembers it."""

    fingerprint: str
    code: str
    document: str
    unit: str | None
    year: int | None
    kind: str
    address: str
    message: str


@dataclass(frozen=True, slots=True)
class WaiverTally:
    """What became of the waivers of one file; `elsewhere` are those for papers or rules that this run had not."""

    path: str
    used: int
    unused: int
    expired: int
    lapsed: int
    elsewhere: int


@dataclass(frozen=True, slots=True)
class BaselineTally:
    """Findings against a baseline: how many it knows, how many are new, which it knows that are gone.

    `elsewhere` are the known findings of papers or rules that this run had not. `recorded` is a day, YYYY-MM-DD.
    """

    path: str
    recorded: str
    known: int
    new: int
    gone: tuple[KnownFinding, ...]
    elsewhere: int


@dataclass(frozen=True, slots=True)
class AuditResult:
    """All of an audit, in the order of the input. `reports` and `figures` run parallel to `documents`.

    `own_rules` are those that no pack holds: the rules about the waivers themselves. A waiver file that broke one of
    them is the last document.

    `profile` is the name of the profile that holds for all, "auto" where each submission had its own: then `choices`
    run parallel to the papers. `adaptations` are the profiles and errata that were laid over the packs.
    """

    documents: tuple[Document, ...]
    reports: tuple[Report, ...]
    outcomes: tuple[Outcome, ...]
    figures: tuple[tuple[Figure, ...], ...]
    packs: tuple[PackInfo, ...]
    failures: tuple[InputFailure, ...] = ()
    profile: str | None = None
    waivers: WaiverTally | None = None
    baseline: BaselineTally | None = None
    own_rules: tuple[RuleInfo, ...] = ()
    choices: tuple[ProfileChoice, ...] = ()
    adaptations: tuple[Adaptation, ...] = ()

    def choice(self, index: int) -> ProfileChoice | None:
        """What was picked for the document at that place; None where nothing was to pick for it."""
        return self.choices[index] if index < len(self.choices) else None

    def papers(self) -> tuple[Document, ...]:
        """The documents that were audited."""
        return tuple(document for document in self.documents if document.format != WAIVERS)

    def findings(self) -> tuple[Finding, ...]:
        """All findings: by document, then by place, then by code; suppressed ones included."""
        order = {document.id: index for index, document in enumerate(self.documents)}
        found = [finding for outcome in self.outcomes for finding in outcome.findings]
        return tuple(
            sorted(
                found, key=lambda f: (order[f.location.document], f.location.span.start, f.code, f.message)
            )
        )

    def rules(self) -> tuple[RuleInfo, ...]:
        """Every rule that ran, by code."""
        every = (*self.own_rules, *(rule for pack in self.packs for rule in pack.rules))
        return tuple(sorted(every, key=lambda rule: rule.code))

    def counts(self) -> dict[Severity, int]:
        """How many findings there are of each severity, suppressed ones left out."""
        counter = Counter(finding.severity for finding in self.findings() if finding.suppressed is None)
        return {"error": counter["error"], "warning": counter["warning"], "info": counter["info"]}

    def consequences(self) -> int:
        """How many of the findings that count follow from another one."""
        return sum(finding.cause is not None and finding.suppressed is None for finding in self.findings())
