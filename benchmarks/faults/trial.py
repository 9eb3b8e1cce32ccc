"""One paper on trial: the audit of the clean copy, then of a copy for each fault."""

from __future__ import annotations

import re
import time
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from benchmarks.faults.draft import NUMBERS
from benchmarks.faults.fault import Fault
from benchmarks.faults.operators import SILENT, inject
from benchmarks.faults.papers import Generated, generate
from benchmarks.faults.places import locate
from benchmarks.faults.relations import AtMost, Bounded
from heyan.engine.pack import CompiledPack
from heyan.model.document import Source
from heyan.model.finding import Finding
from heyan.model.result import AuditResult
from heyan.pipeline import audit

End = Literal["named", "found", "elsewhere", "missed", "silent"]
_GRAVE = ("error", "warning")
_COVERED = ("verified", "rounded", "contradicted")
_WIDEST = 300  # a place wider than this names no figure
_MARGIN = 12  # what may stand beside the figure in a place that names it: comparator, unit, label
_DIGIT = re.compile(r"\d+(?:\.\d+)?")
Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Alarm:
    """A finding, for the tables."""

    code: str
    severity: str
    message: str
    excerpt: str

    @classmethod
    def of(cls, finding: Finding) -> Alarm:
        """The finding's essentials."""
        return cls(finding.code, finding.severity, finding.message, finding.location.excerpt[:80])


@dataclass(frozen=True, slots=True)
class Tried:
    """How one fault ended. `extra` are new findings that do not hold the faulty figure."""

    paper: int
    fault: Fault
    kind: str
    end: End
    by: tuple[Alarm, ...] = ()
    extra: tuple[Alarm, ...] = ()
    where: str = ""


@dataclass(frozen=True, slots=True)
class Trial:
    """One paper: its clean audit and its faults. `covered` and `constrained` count figures by relation kind."""

    number: int
    shape: str
    format: str
    ms: float
    alarms: tuple[Alarm, ...]
    constrained: Counter[str] = field(default_factory=Counter)
    covered: Counter[str] = field(default_factory=Counter)
    tried: tuple[Tried, ...] = ()


def run(seed: int, number: int, faults: int, packs: Sequence[CompiledPack], only: str = "") -> Trial:
    """The trial of one paper; with `only`, of that operator's faults alone."""
    paper = generate(seed, number)
    content = paper.written({})
    start = time.perf_counter()
    clean = audit([Source(paper.path, content)], packs)
    ms = (time.perf_counter() - start) * 1000
    alarms = tuple(Alarm.of(finding) for finding in _grave(clean))
    constrained, covered = _coverage(paper, clean)
    known = Counter(_key(finding) for finding in _grave(clean))
    chosen = [fault for fault in inject(seed, paper, number, faults) if only in ("", fault.operator)]
    tried = tuple(_try(paper, number, fault, known, packs) for fault in chosen)
    return Trial(number, paper.shape, paper.format, ms, alarms, constrained, covered, tried)


def _grave(result: AuditResult) -> list[Finding]:
    if result.failures:
        raise RuntimeError(f"{result.failures[0].path}: {result.failures[0].message}")
    return [finding for finding in result.findings() if finding.severity in _GRAVE]


def _key(finding: Finding) -> tuple[str, ...]:
    """What makes a finding of the clean paper the same one in a faulty copy: its rule, place and words."""
    return finding.code, finding.location.address, _DIGIT.sub("#", finding.message)


def _new(findings: Iterable[Finding], known: Mapping[tuple[str, ...], int]) -> list[Finding]:
    left = dict(known)
    fresh = []
    for finding in findings:
        key = _key(finding)
        if left.get(key, 0) > 0:
            left[key] -= 1
        else:
            fresh.append(finding)
    return fresh


def _try(
    paper: Generated,
    number: int,
    fault: Fault,
    known: Mapping[tuple[str, ...], int],
    packs: Sequence[CompiledPack],
) -> Tried:
    result = audit([Source(paper.path, paper.written(fault.changed, fault.dropped))], packs)
    fresh = _new(_grave(result), known)
    text = result.documents[0].text
    at = locate(paper, text, fault.changed, fault.dropped)
    spots = [at[token] for token in fault.culprits if token in at]
    figures = [_plain(text[start:end]) for start, end in spots]
    holding = [finding for finding in fresh if _holds(finding, spots, figures)]
    named = any(_names(finding, spots, figures) for finding in holding)
    extra = tuple(Alarm.of(finding) for finding in fresh if finding not in holding)
    end: End = "named" if named else "found" if holding else "elsewhere" if fresh else "missed"
    if fault.operator == SILENT and not fresh:
        end = "silent"
    first = spots[0] if spots else (0, 0)
    where = text[max(0, first[0] - 40) : first[1] + 30].replace("\n", "⏎").replace("\t", "⇥")
    kind = paper.tokens[fault.culprits[0]].kind
    return Tried(number, fault, kind, end, tuple(map(Alarm.of, holding)), extra, where)


def _plain(figure: str) -> str:
    """The figure in plain digits, whatever its face."""
    return "".join(unicodedata.normalize("NFKC", figure).split())


def _holds(finding: Finding, spots: Sequence[Place], figures: Sequence[str]) -> bool:
    """Whether its place, a related place or a hypothesis holds a faulty figure."""
    spans = [finding.location.span, *(related.span for related in finding.related)]
    if any(
        span.start < end and start < span.end and len(span) <= _WIDEST
        for span in spans
        for start, end in spots
    ):
        return True
    return any(_mentions(sentence, figure) for sentence in finding.hypotheses for figure in figures)


def _names(finding: Finding, spots: Sequence[Place], figures: Sequence[str]) -> bool:
    """Whether the primary place or the first hypothesis is a faulty figure."""
    span = finding.location.span
    for start, end in spots:
        if span.start < end and start < span.end and len(span) <= end - start + _MARGIN:
            return True
    return any(_mentions(sentence, figure) for sentence in finding.hypotheses[:1] for figure in figures)


def _mentions(sentence: str, figure: str) -> bool:
    """Whether the first figure that the sentence names is this one."""
    named = _DIGIT.search(sentence.replace(",", ""))
    bare = figure.replace(",", "")
    return bool(named) and bare[:1].isdigit() and named is not None and named[0] == bare


def _coverage(paper: Generated, result: AuditResult) -> tuple[Counter[str], Counter[str]]:
    """Of the figures that relations constrain: how many, and how many the audit checked, by kind of relation."""
    at = locate(paper, result.documents[0].text, {}, frozenset())
    states = sorted((figure.span.start, figure.span.end, figure.state) for figure in result.figures[0])
    checked = [(start, end) for start, end, state in states if state in _COVERED]
    kinds: dict[int, set[str]] = {}
    for relation in paper.relations:
        if isinstance(relation, (AtMost, Bounded)):  # a bound verifies nothing
            continue
        for token in relation.tokens:
            if paper.tokens[token].kind in NUMBERS:
                kinds.setdefault(token, set()).add(relation.kind)
    constrained: Counter[str] = Counter()
    covered: Counter[str] = Counter()
    for token, names in kinds.items():
        start, end = at[token]
        seen = any(first < end and start < last for first, last in checked)
        for name in (*names, "all"):
            constrained[name] += 1
            covered[name] += seen
    return constrained, covered
