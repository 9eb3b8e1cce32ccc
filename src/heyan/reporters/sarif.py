"""SARIF 2.1.0: findings as results, every rule that ran, what could not be judged as notifications.

Not evaluated rules become notifications of the invocation, not results of the kind `open`: viewers such as code
scanning show every result as an alert. See docs/outputs.md.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from heyan import __version__
from heyan.model.document import Document
from heyan.model.finding import Confidence, Finding, Location, Severity, Suppression
from heyan.model.result import AuditResult, RuleInfo
from heyan.reporters.cases import cases
from heyan.reporters.excerpts import excerpt_of
from heyan.reporters.locators import Region, Regions, uri_of
from heyan.reporters.markdown import escaped
from heyan.reporters.options import Options
from heyan.reporters.visible import one_line, visible
from heyan.reporters.words import Words, words_of

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
FINGERPRINT = "heyan/v1"
_LEVELS: dict[Severity, str] = {"error": "error", "warning": "warning", "info": "note"}
# The scale that code scanning knows.
_PRECISION: dict[Confidence, str] = {"certain": "very-high", "likely": "high", "review": "medium"}
_UNREADABLE, _UNEVALUATED = "unreadable-input", "rule-not-evaluated"
Json = Mapping[str, object]


def render(result: AuditResult, options: Options) -> bytes:
    """The log, UTF-8, one run; ends with a newline."""
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [_Run(result, words_of(options.lang)).run()]}
    return (json.dumps(log, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "replace")


class _Run:
    """One run being built: knows the index of each rule and each file."""

    def __init__(self, result: AuditResult, words: Words) -> None:
        self._result, self._words = result, words
        self._documents = {document.id: document for document in result.documents}
        self._by_path = {document.path: document for document in reversed(result.documents)}
        self._findings = result.findings()
        self._by_fingerprint = {finding.fingerprint: finding for finding in self._findings}
        self._regions = {document.id: Regions(document) for document in result.documents}
        paths = [*(d.path for d in result.documents), *(f.path for f in result.failures)]
        self._artifacts = {path: index for index, path in enumerate(dict.fromkeys(paths))}
        self._rules = {rule.code: index for index, rule in enumerate(result.rules())}

    def run(self) -> Json:
        result = self._result
        return {
            "tool": {"driver": self._driver(), "extensions": [_pack(*pack) for pack in self._packs()]},
            "invocations": [
                {
                    "executionSuccessful": not result.failures,
                    "toolExecutionNotifications": [*self._unreadable(), *self._not_evaluated()],
                }
            ],
            "artifacts": [self._artifact(path) for path in self._artifacts],
            "results": [self._finding(finding) for finding in self._findings],
            "columnKind": "unicodeCodePoints",
            "properties": {
                "summary": result.counts(),
                "suppressed": sum(finding.suppressed is not None for finding in self._findings),
                "profile": result.profile,
                "waivers": self._words.waivers(result.waivers) if result.waivers else None,
                "baseline": self._words.baseline(result.baseline) if result.baseline else None,
            },
        }

    def _driver(self) -> Json:
        return {
            "name": "heyan",
            "fullName": f"Heyan 核验 {__version__}",
            "version": __version__,
            "semanticVersion": __version__,
            "rules": [_rule(rule, self._words) for rule in self._result.rules()],
            "notifications": [
                {"id": _UNREADABLE, "shortDescription": {"text": self._words.say("failures")}},
                {"id": _UNEVALUATED, "shortDescription": {"text": self._words.say("not_evaluated")}},
            ],
        }

    def _packs(self) -> Iterator[tuple[str, str, str]]:
        yield from ((pack.name, pack.version, pack.sha256) for pack in self._result.packs)

    def _artifact(self, path: str) -> Json:
        entry: dict[str, object] = {"location": {"uri": uri_of(path)}, "roles": ["analysisTarget"]}
        document = self._by_path.get(path)
        if document is not None:
            entry["hashes"] = {"sha-256": document.sha256}
            entry["properties"] = {"document": document.id, "format": document.format}
        return entry

    def _file(self, path: str) -> Json:
        return {"uri": uri_of(path), "index": self._artifacts[path]}

    def _unreadable(self) -> Iterator[Json]:
        for failure in self._result.failures:
            yield {
                "descriptor": {"id": _UNREADABLE, "index": 0},
                "level": "error",
                "message": {"text": one_line(failure.message)},
                "locations": [{"physicalLocation": {"artifactLocation": self._file(failure.path)}}],
                "properties": {"kind": failure.kind},
            }

    def _not_evaluated(self) -> Iterator[Json]:
        said = self._words.say("not_evaluated")
        for document, some in cases(self._result):
            place = {"physicalLocation": {"artifactLocation": self._file(document.path)}}
            for case in some:
                for reason, count in case.not_evaluated:
                    yield {
                        "descriptor": {"id": _UNEVALUATED, "index": 1},
                        "associatedRule": {"id": case.rule.code, "index": self._rules[case.rule.code]},
                        "level": "note",
                        "message": {"text": f"{said}{self._words.colon}{one_line(reason)} × {count}"},
                        "locations": [place],
                        "properties": {"reason": one_line(reason), "count": count},
                    }

    def _finding(self, finding: Finding) -> Json:
        rule = self._rules.get(finding.code)
        return {
            "ruleId": finding.code,
            **({} if rule is None else {"ruleIndex": rule}),
            "kind": "fail",
            "level": _LEVELS[finding.severity],
            **({"baselineState": _state(finding)} if self._result.baseline else {}),
            "message": {"text": _message(finding, self._words)},
            "locations": [self._location(finding.location, finding)],
            "relatedLocations": [
                *(
                    {"id": number, **self._location(place, None)}
                    for number, place in enumerate(finding.related, start=1)
                ),
                *self._cause(finding),
            ],
            "partialFingerprints": {FINGERPRINT: finding.fingerprint},
            # Where one result carries suppressions, all must: empty means that it counts.
            "suppressions": [_suppression(finding.suppressed)] if finding.suppressed else [],
            "properties": {
                "name": finding.name,
                "family": finding.family,
                "confidence": finding.confidence,
                "reported": _shown(finding.reported),
                "expected": _shown(finding.expected),
                "difference": _shown(finding.difference),
                "band": finding.band,
                "evidence": [one_line(line) for line in finding.evidence],
                "hypotheses": [one_line(line) for line in finding.hypotheses],
                "fix": one_line(finding.fix),
                "cause": finding.cause.fingerprint if finding.cause else None,
            },
        }

    def _cause(self, finding: Finding) -> Iterator[Json]:
        """The place of the finding that explains this one, as one more related location."""
        root = self._by_fingerprint.get(finding.cause.fingerprint) if finding.cause else None
        if root is None or finding.cause is None:
            return
        location = self._location(root.location, root)
        told = f"{self._words.say('cause')} {root.code}{self._words.colon}{one_line(finding.cause.why)}"
        yield {"id": len(finding.related) + 1, **location, "message": {"text": told}}

    def _location(self, place: Location, finding: Finding | None) -> Json:
        document = self._documents[place.document]
        physical: dict[str, object] = {"artifactLocation": self._file(document.path)}
        region = self._regions[document.id].region(place.span)
        if region is not None:
            physical["region"] = {**_region(region), "snippet": {"text": visible(_text(document, place))}}
        piece = excerpt_of(place)
        told = f"{piece.before}{piece.marked}{piece.after}"
        names = [*(finding.path if finding else ()), place.address]
        return {
            "physicalLocation": physical,
            "logicalLocations": [
                {
                    "name": one_line(place.address),
                    "fullyQualifiedName": " / ".join(one_line(name) for name in names if name.strip()),
                }
            ],
            "message": {"text": one_line(place.label) or told or place.address},
        }


def _text(document: Document, place: Location) -> str:
    return document.text_of(place.span)


def _region(region: Region) -> dict[str, object]:
    return {
        "startLine": region.start_line,
        "startColumn": region.start_column,
        "endLine": region.end_line,
        "endColumn": region.end_column,
        "charOffset": region.offset,
        "charLength": region.length,
    }


def _state(finding: Finding) -> str:
    by = finding.suppressed
    return "unchanged" if by is not None and by.by == "baseline" else "new"


def _shown(text: str | None) -> str | None:
    return None if text is None else one_line(text)


def _message(finding: Finding, words: Words) -> str:
    lines = [one_line(finding.message), *(one_line(line) for line in finding.evidence)]
    if finding.fix:
        lines.append(f"{words.say('fix')}{words.colon}{one_line(finding.fix)}")
    return "\n".join(lines)


def _suppression(by: Suppression) -> Json:
    return {
        "kind": "external",
        "status": "accepted",
        "justification": one_line(by.reason),
        "properties": {
            "kind": by.by,
            "approver": _shown(by.approver),
            "until": by.until,
        },
    }


def _pack(name: str, version: str, sha256: str) -> Json:
    return {"name": name, "version": version, "properties": {"sha256": sha256}}


def _rule(rule: RuleInfo, words: Words) -> Json:
    title, why, fix = one_line(rule.title), one_line(rule.why).strip(), one_line(rule.fix).strip()
    basis = words.comma.join(one_line(text) for text in rule.basis)
    told = [(words.say("why"), why), (words.say("fix"), fix), (words.say("basis"), basis)]
    known = [(label, text) for label, text in told if text]
    return {
        "id": rule.code,
        "name": rule.name,
        "shortDescription": {"text": title},
        "fullDescription": {"text": why or title},
        "help": {
            "text": "\n".join(f"{label}{words.colon}{text}" for label, text in known) or title,
            "markdown": "\n\n".join(f"**{label}** {escaped(text)}" for label, text in known) or title,
        },
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "properties": {
            "tags": [rule.family],
            "precision": _PRECISION[rule.confidence],
            "problem.severity": {"info": "recommendation"}.get(rule.severity, rule.severity),
            "basis": [one_line(text) for text in rule.basis],
        },
    }
