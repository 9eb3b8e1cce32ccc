"""The baseline: findings recorded once, so that only new ones count; told apart by fingerprint, never by place."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Sequence

from heyan.model.dataclass import dataclass
from heyan.model.document import Document
from heyan.model.finding import Finding, Suppression
from heyan.model.report import Report
from heyan.model.result import AuditResult, BaselineTally, KnownFinding
from heyan.suppression.waiver import plain

SCHEMA = "heyan.baseline/1"


@dataclass(frozen=True, slots=True)
class Baseline:
    """A recorded baseline; `recorded` is the day, YYYY-MM-DD. One entry a finding, equal ones listed as often."""

    path: str
    recorded: str
    entries: tuple[KnownFinding, ...]


def recorded(result: AuditResult, today: str) -> bytes:
    """The baseline file of a result: every finding, suppressed or not, one line each; UTF-8, ends with a newline."""
    papers = {d.id: (d, report) for d, report in zip(result.documents, result.reports, strict=True)}
    lines = []
    for finding in result.findings():
        document, report = papers[finding.location.document]
        lines.append(
            json.dumps(
                {
                    "fingerprint": finding.fingerprint,
                    "code": finding.code,
                    "document": _name(document.path),
                    "unit": report.unit.value if report.unit else None,
                    "year": report.year.value if report.year else None,
                    "kind": report.kind,
                    "address": finding.location.address,
                    "message": finding.message,
                },
                ensure_ascii=False,
            )
        )
    packs = [{"name": p.name, "version": p.version, "sha256": p.sha256} for p in result.packs]
    head = {"schema": SCHEMA, "recorded": today, "packs": packs}
    start = json.dumps(head, ensure_ascii=False)[:-1]
    listed = ",\n  ".join(lines)
    entries = f"[\n  {listed}]" if lines else "[]"
    return f'{start},\n "findings": {entries}}}\n'.encode("utf-8", "backslashreplace")


def known(
    baseline: Baseline,
    findings: Sequence[Finding],
    papers: Sequence[tuple[Document, Report]],
    codes: Collection[str],
    *,
    waived: Collection[int],
) -> tuple[BaselineTally, dict[int, Suppression]]:
    """The counts, and the suppression of each known finding by its identity.

    A known finding that is not met any more is gone only if its rule ran and its paper was audited: under its name, or
    as a paper of the same unit, year and kind under a name that the baseline does not know.
    """
    left = Counter(entry.fingerprint for entry in baseline.entries)
    met: dict[int, Suppression] = {}
    reason = f"{baseline.recorded} 记录时已有"
    for finding in findings:
        if left[finding.fingerprint] > 0:
            left[finding.fingerprint] -= 1
            met[id(finding)] = Suppression("baseline", reason)
    audited = _audited(baseline, papers)
    gone: list[KnownFinding] = []
    elsewhere = 0
    for entry in baseline.entries:
        if left[entry.fingerprint] <= 0:
            continue
        left[entry.fingerprint] -= 1
        if _paper(entry.document, entry.unit, entry.year) in audited and entry.code in codes:
            gone.append(entry)
        else:
            elsewhere += 1
    new = sum(id(f) not in met and id(f) not in waived and f.suppressed is None for f in findings)
    return BaselineTally(baseline.path, baseline.recorded, len(met), new, tuple(gone), elsewhere), met


Paper = tuple[str, str, int | None]


def _audited(baseline: Baseline, papers: Sequence[tuple[Document, Report]]) -> set[Paper]:
    """Those papers of the baseline that this run audited, whatever their names are now."""
    old: dict[Paper, str] = {_paper(e.document, e.unit, e.year): e.kind for e in baseline.entries}
    now: dict[Paper, str] = {}
    for document, report in papers:
        unit, year = report.unit.value if report.unit else None, report.year.value if report.year else None
        now[_paper(_name(document.path), unit, year)] = report.kind
    found = old.keys() & now.keys()
    left = [paper for paper in old if paper not in now and paper[1] and paper[2]]
    for paper, kind in now.items():
        if paper not in old:
            former = next((other for other in left if other[1:] == paper[1:] and old[other] == kind), None)
            if former is not None:
                left.remove(former)
                found.add(former)
    return found


def _paper(name: str, unit: str | None, year: int | None) -> Paper:
    return plain(name), plain(unit or ""), year


def _name(path: str) -> str:
    return path.replace("\\", "/").rsplit("/", 1)[-1]
