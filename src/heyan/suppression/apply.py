"""Waivers and baseline on the outcomes of a run: the one place where findings cease to count."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date

from heyan.model.dataclass import dataclass
from heyan.model.document import Document
from heyan.model.finding import Finding, Outcome, Suppression
from heyan.model.report import Report
from heyan.model.result import BaselineTally, RuleInfo, WaiverTally
from heyan.suppression.baseline import Baseline, known
from heyan.suppression.stale import OWN_RULES, WaiverDocument
from heyan.suppression.waiver import Waiver, WaiverFile, concerns, differences, stands_at, values_of


@dataclass(frozen=True, slots=True)
class Excuses:
    """What a run is told to let pass. `today` decides what is expired. `partial` says that rules were chosen, so that a
    waiver for a rule that did not run is no fault."""

    today: date
    waivers: WaiverFile | None = None
    baseline: Baseline | None = None
    partial: bool = False


@dataclass(frozen=True, slots=True)
class Judged:
    """The outcomes with suppressed findings marked, those about stale waivers added, and the counts.

    `document` with its `report` is the waiver file, where a finding stands in it.
    """

    outcomes: tuple[Outcome, ...]
    waivers: WaiverTally | None
    baseline: BaselineTally | None
    own_rules: tuple[RuleInfo, ...] = ()
    document: tuple[Document, Report] | None = None


def apply(
    outcomes: Sequence[Outcome],
    documents: Sequence[Document],
    reports: Sequence[Report],
    rules: Collection[RuleInfo],
    excuses: Excuses,
) -> Judged:
    """Waive, compare with the baseline, and report what is stale. `documents` runs parallel to `reports`."""
    findings = [finding for outcome in outcomes for finding in outcome.findings]
    marks: dict[int, Suppression] = {}
    codes = {rule.code for rule in rules}
    papers = list(zip(documents, reports, strict=True))
    desk = None
    if excuses.waivers is not None:
        desk = _Desk(excuses, excuses.waivers, papers, findings, rules)
        marks |= desk.excused
    tally = None
    if excuses.baseline is not None:
        tally, familiar = known(excuses.baseline, findings, papers, codes, waived=set(marks))
        marks = {**familiar, **marks}  # a waiver tells more than the baseline
    marked = _marked(outcomes, marks)
    if desk is None:
        return Judged(marked, None, tally)
    return Judged((*marked, *desk.outcomes), desk.tally(), tally, OWN_RULES, desk.document.rendered())


def _marked(outcomes: Sequence[Outcome], marks: Mapping[int, Suppression]) -> tuple[Outcome, ...]:
    if not marks:
        return tuple(outcomes)
    return tuple(
        replace(
            outcome,
            findings=tuple(
                replace(finding, suppressed=marks[id(finding)]) if id(finding) in marks else finding
                for finding in outcome.findings
            ),
        )
        if any(id(finding) in marks for finding in outcome.findings)
        else outcome
        for outcome in outcomes
    )


class _Desk:
    """Goes through the waivers of a file once; findings are told by identity, for equal ones may stand apart."""

    def __init__(
        self,
        excuses: Excuses,
        file: WaiverFile,
        papers: Sequence[tuple[Document, Report]],
        findings: Sequence[Finding],
        rules: Collection[RuleInfo],
    ) -> None:
        self.document = WaiverDocument(file)
        self.excused: dict[int, Suppression] = {}
        self.outcomes: list[Outcome] = []
        self._path, self._findings = file.path, findings
        self._codes = {word: rule.code for rule in rules for word in (rule.code, rule.name)}
        self._counts = {"used": 0, "unused": 0, "expired": 0, "lapsed": 0, "elsewhere": 0}
        idle: list[tuple[Waiver, set[str]]] = []
        for waiver in file.waivers:
            concerned = {document.id for document, report in papers if concerns(waiver, document, report)}
            if not concerned or (excuses.partial and waiver.rule not in self._codes):
                self._counts["elsewhere"] += 1
            elif waiver.until < excuses.today:
                self._expired(waiver, concerned)
            elif not self._excuse(waiver, concerned):
                idle.append((waiver, concerned))
        # Only now is it known which findings other waivers excuse.
        for waiver, concerned in idle:
            self._stale(waiver, concerned)

    def tally(self) -> WaiverTally:
        """What became of the waivers."""
        return WaiverTally(path=self._path, **self._counts)

    def _candidates(self, waiver: Waiver, concerned: Collection[str]) -> list[Finding]:
        code = self._codes.get(waiver.rule)
        return [
            finding
            for finding in self._findings
            if finding.code == code
            and finding.location.document in concerned
            and id(finding) not in self.excused
            and stands_at(waiver, finding)
        ]

    def _excuse(self, waiver: Waiver, concerned: Collection[str]) -> bool:
        """Excuse the first such finding of each paper: a second one alike is another fault, with a waiver of its own."""
        done: set[str] = set()
        for finding in self._candidates(waiver, concerned):
            place = finding.location.document
            if place not in done and not differences(waiver.values, values_of(finding)):
                done.add(place)
                self.excused[id(finding)] = Suppression(
                    "waiver", waiver.reason, waiver.approver, waiver.until.isoformat()
                )
        if done:
            self._counts["used"] += 1
            self.outcomes += [Outcome(rule.code, self.document.id, "passed") for rule in OWN_RULES]
        return bool(done)

    def _expired(self, waiver: Waiver, concerned: Collection[str]) -> None:
        self._counts["expired"] += 1
        self.outcomes.append(self.document.expired(waiver, self._candidates(waiver, concerned)[:1]))

    def _stale(self, waiver: Waiver, concerned: Collection[str]) -> None:
        candidates = self._candidates(waiver, concerned)
        if candidates:
            self._counts["lapsed"] += 1
            nearest = min(candidates, key=lambda f: len(differences(waiver.values, values_of(f))))
            told = differences(waiver.values, values_of(nearest))
            self.outcomes.append(self.document.lapsed(waiver, nearest, told))
            return
        self._counts["unused"] += 1
        self.outcomes.append(self.document.unused(waiver, known_rule=waiver.rule in self._codes))
