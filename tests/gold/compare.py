"""Comparing the findings on the sample papers with the list of their certain faults and sound relations."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from heyan.model.document import Source
from heyan.model.finding import Finding, Location
from heyan.model.result import AuditResult
from heyan.pipeline import audit, load_packs

SHARED = Path(__file__).parents[2].parent / "shared"
# Faults with one cause: a finding on either answers both.
TWINS = ({"000-001", "000-002"}, {"002-001", "002-002"})
_NUMBER = re.compile(r"\d+(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class Defect:
    """A certain fault of a sample: the catalogue's code, the lines that show it and a piece of its text."""

    id: str
    seed: str
    code: str
    lines: frozenset[int]
    where: str


@dataclass(frozen=True, slots=True)
class Relation:
    """A relation that holds in a sample, and the numbers that it names."""

    seed: str
    text: str
    numbers: frozenset[Decimal]


@dataclass(frozen=True, slots=True)
class Sample:
    """A sample paper with its audit."""

    seed: str
    path: Path
    result: AuditResult


def available() -> bool:
    """Whether the sample papers stand beside the checkout."""
    return (SHARED / "gold" / "seeds.json").is_file()


def load() -> tuple[list[Sample], list[Defect], list[Relation]]:
    """Audit every sample with the core pack, each on its own, and read the known faults and relations."""
    gold = json.loads((SHARED / "gold" / "seeds.json").read_text(encoding="utf-8"))
    packs = load_packs(["core"])
    samples = [
        Sample(seed, path, audit([Source(path.name, path.read_bytes())], packs))
        for seed, name in sorted(gold["files"].items())
        if (path := SHARED / "seeds" / name)
    ]
    defects = [
        Defect(d["id"], d["seed"], d["check"], frozenset(d["lines"]), d["where"]) for d in gold["defects"]
    ]
    relations = [
        Relation(r["seed"], r["relation"], frozenset(Decimal(n) for n in _NUMBER.findall(r["relation"])))
        for r in gold["relations"]
    ]
    return samples, defects, relations


def answers(defect: Defect, findings: Iterable[Finding]) -> list[Finding]:
    """The findings with the defect's code that stand at its place (or show its text)."""
    needle = defect.where.split("\t")[0]
    return [
        finding
        for finding in findings
        if finding.code == defect.code
        and any(_at(place, defect, needle) for place in (finding.location, *finding.related))
    ]


def repeated(defect: Defect, found: Sequence[Finding]) -> bool:
    """Whether one fault is told more often than it has lines. Of misspellings one line may hold several."""
    if not defect.code.startswith("K"):
        return len(found) > len(defect.lines)
    return any(times > len(defect.lines) for times in Counter(f.reported for f in found).values())


def _at(place: Location, defect: Defect, needle: str) -> bool:
    if place.line in defect.lines:
        return True
    return needle in place.excerpt and any(abs((place.line or 0) - line) <= 12 for line in defect.lines)


def twin_ids(defect: Defect) -> set[str]:
    """The ids of the defects that share the defect's cause, its own among them."""
    return next((twins for twins in TWINS if defect.id in twins), {defect.id})


def accused(relation: Relation, findings: Iterable[Finding]) -> list[Finding]:
    """Findings at error or warning that recompute exactly the relation's numbers and call it wrong."""
    if len(relation.numbers) < 3:
        return []
    return [
        finding
        for finding in findings
        if finding.severity != "info"
        and relation.numbers <= _numbers(finding.evidence[0] if finding.evidence else finding.message)
    ]


def _numbers(text: str) -> frozenset[Decimal]:
    return frozenset(Decimal(number) for number in _NUMBER.findall(text))


def by_seed(samples: Iterable[Sample]) -> Mapping[str, tuple[Finding, ...]]:
    """Each sample's findings."""
    return {sample.seed: sample.result.findings() for sample in samples}
