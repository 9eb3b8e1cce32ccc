"""The JSON output contract, version 1: a frozen structure of our own (docs/schema/audit-1.schema.json).

One line for each document, finding, outcome and error, so that results can be compared and searched as text.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence

from heyan import __version__
from heyan.model.document import Document
from heyan.model.finding import Finding, Location, Suppression
from heyan.model.place import Gazetteer
from heyan.model.result import Adaptation, AuditResult, BaselineTally, Figure, WaiverTally
from heyan.reporters.options import Options
from heyan.reporters.tallies import RuleTally, figure_counts, rule_tallies

SCHEMA = "heyan.audit/1"
Json = Mapping[str, object]
# Characters that steer a terminal, or that UTF-8 cannot carry, are written as JSON escapes.
_STEERING = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def render(result: AuditResult, options: Options) -> bytes:
    """The result by the contract; ends with a newline."""
    entries = (f"{_dump(key)}: {_layout(value)}" for key, value in contract(result, options).items())
    return _encoded("{" + ",\n ".join(entries) + "}\n")


def contract(result: AuditResult, options: Options) -> Json:
    """The result as the mapping that the contract describes."""
    return {
        "schema": SCHEMA,
        "tool": {"name": "heyan", "version": __version__},
        "packs": [{"name": p.name, "version": p.version, "sha256": p.sha256} for p in result.packs],
        "profile": result.profile,
        "adaptations": [_adaptation(layer) for layer in result.adaptations],
        "documents": [_document(result, index, options) for index in range(len(result.documents))],
        "findings": [_finding(finding) for finding in result.findings()],
        "outcomes": [_outcome(tally) for tally in rule_tallies(result)],
        "errors": [
            {"path": failure.path, "kind": failure.kind, "message": failure.message}
            for failure in result.failures
        ],
        "summary": result.counts(),
        "consequences": result.consequences(),
        "waivers": _waivers(result.waivers) if result.waivers else None,
        "baseline": _baseline(result.baseline) if result.baseline else None,
    }


def _waivers(tally: WaiverTally) -> Json:
    return {
        "path": tally.path,
        "used": tally.used,
        "unused": tally.unused,
        "expired": tally.expired,
        "lapsed": tally.lapsed,
        "elsewhere": tally.elsewhere,
    }


def _baseline(tally: BaselineTally) -> Json:
    return {
        "path": tally.path,
        "recorded": tally.recorded,
        "known": tally.known,
        "new": tally.new,
        "fixed": len(tally.gone),
        "elsewhere": tally.elsewhere,
        "gone": [
            {
                "fingerprint": entry.fingerprint,
                "code": entry.code,
                "document": entry.document,
                "unit": entry.unit,
                "year": entry.year,
                "kind": entry.kind,
                "address": entry.address,
                "message": entry.message,
            }
            for entry in tally.gone
        ],
    }


def _adaptation(layer: Adaptation) -> Json:
    return {
        "kind": layer.kind,
        "name": layer.name,
        "version": layer.version,
        "sha256": layer.sha256,
        "changes": [
            {
                "code": change.code,
                "what": change.what,
                "before": change.before,
                "after": change.after,
                "reason": change.reason,
                "date": change.date or None,
                "approver": change.approver or None,
            }
            for change in layer.changes
        ],
    }


def _document(result: AuditResult, index: int, options: Options) -> Json:
    document, report, figures = result.documents[index], result.reports[index], result.figures[index]
    choice = result.choice(index)
    entry: dict[str, object] = {
        "id": document.id,
        "path": document.path,
        "format": document.format,
        "sha256": document.sha256,
        "unit": report.unit.value if report.unit else None,
        "year": report.year.value if report.year else None,
        "forms": [
            {"kind": form.kind, "title": form.title.value if form.title else None} for form in report.forms
        ],
        "figures": _states(figures),
        "profile": choice.profile if choice else result.profile,
        "profile_reason": choice.why if choice else None,
    }
    if options.figures:
        entry["figure_list"] = figure_list(document, figures)
    return entry


def render_figures(document: Document, figures: Sequence[Figure]) -> bytes:
    """The contract's `figure_list` of one document, one line an entry; ends with a newline."""
    return _encoded(_layout(figure_list(document, figures)) + "\n")


def figure_list(document: Document, figures: Sequence[Figure]) -> list[Json]:
    """The figures as the contract lists them, in the order given."""
    places = Gazetteer(document)
    return [
        {
            "text": figure.text,
            "value": figure.value,
            "unit": figure.unit,
            "address": places.address(figure.span),
            "line": places.line(figure.span),
            "state": figure.state,
            "checked_by": list(figure.checked_by),
        }
        for figure in figures
    ]


def _states(figures: Sequence[Figure]) -> dict[str, int]:
    counts = figure_counts(figures)
    return {"total": len(figures), **{str(state): count for state, count in counts.items()}}


def _finding(finding: Finding) -> Json:
    tolerance = finding.tolerance
    return {
        "code": finding.code,
        "name": finding.name,
        "family": finding.family,
        "severity": finding.severity,
        "confidence": finding.confidence,
        "message": finding.message,
        "fix": finding.fix,
        "basis": list(finding.basis),
        "location": _location(finding.location),
        "related": [_related(place) for place in finding.related],
        "reported": finding.reported,
        "expected": finding.expected,
        "difference": finding.difference,
        "tolerance": {"value": tolerance.value, "why": tolerance.why} if tolerance else None,
        "band": finding.band,
        "evidence": list(finding.evidence),
        "hypotheses": list(finding.hypotheses),
        "fingerprint": finding.fingerprint,
        "suppressed": _suppressed(finding.suppressed) if finding.suppressed else None,
        "path": list(finding.path),
        "operands": list(finding.operands),
        "cause": finding.cause.fingerprint if finding.cause else None,
        "cause_reason": finding.cause.why if finding.cause else None,
    }


def _suppressed(suppression: Suppression) -> Json:
    return {
        "kind": suppression.by,
        "by": suppression.by,
        "reason": suppression.reason,
        "approver": suppression.approver,
        "until": suppression.until,
    }


def _related(place: Location) -> Json:
    return {**_location(place), "label": place.label}


def _location(location: Location) -> Json:
    return {
        "document": location.document,
        "address": location.address,
        "line": location.line,
        "excerpt": location.excerpt,
    }


def _outcome(tally: RuleTally) -> Json:
    return {
        "code": tally.code,
        "passed": tally.passed,
        "failed": tally.failed,
        "not_applicable": tally.not_applicable,
        "not_evaluated": [{"reason": reason, "count": count} for reason, count in tally.not_evaluated],
    }


def _encoded(text: str) -> bytes:
    return _STEERING.sub(lambda match: f"\\u{ord(match[0]):04x}", text).encode()


def _dump(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _layout(value: object) -> str:
    if isinstance(value, list) and value:
        return "[\n  " + ",\n  ".join(_dump(item) for item in value) + "]"
    return _dump(value)
