"""GitLab code quality: the JSON list that merge requests show."""

from __future__ import annotations

import json
import re
from hashlib import sha256

from heyan.model.finding import Finding, Severity
from heyan.model.result import AuditResult, InputFailure
from heyan.reporters.options import Options
from heyan.reporters.visible import one_line
from heyan.reporters.words import Words, words_of

_HERE = re.compile(r"^(?:\./)+")
_SEVERITIES: dict[Severity, str] = {"error": "critical", "warning": "minor", "info": "info"}


def render(result: AuditResult, options: Options) -> bytes:
    """One entry a finding. GitLab knows no suppression: a suppressed finding is an info that says so."""
    words = words_of(options.lang)
    paths = {document.id: document.path for document in result.documents}
    entries = [
        *(_failure(failure, words) for failure in result.failures),
        *(_finding(finding, paths[finding.location.document], words) for finding in result.findings()),
    ]
    return (json.dumps(entries, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "replace")


def _finding(finding: Finding, path: str, words: Words) -> dict[str, object]:
    by = finding.suppressed
    waived = f"［{words.say(f'one_{by.by}')}］" if by else ""
    body = [
        *finding.evidence,
        *finding.hypotheses,
        *words.cause(finding),
        f"{words.say('fix')}{words.colon}{finding.fix}",
    ]
    if finding.suppressed:
        body.append(words.suppression(finding.suppressed))
    return {
        "type": "issue",
        "description": one_line(f"{waived}{finding.code} {finding.location.address}：{finding.message}"),
        "check_name": f"{finding.code} {finding.name}",
        "content": {"body": "\n".join(one_line(line) for line in body)},
        "categories": [finding.family],
        "fingerprint": finding.fingerprint,
        "severity": "info" if finding.suppressed else _SEVERITIES[finding.severity],
        # A format without lines has the finding at its head; the address is in the description.
        "location": {"path": _path(path), "lines": {"begin": finding.location.line or 1}},
    }


def _failure(failure: InputFailure, words: Words) -> dict[str, object]:
    digest = sha256(f"unreadable\x1f{failure.path}".encode("utf-8", "surrogatepass")).hexdigest()[:16]
    return {
        "type": "issue",
        "description": one_line(f"{words.say('failures')}{words.colon}{failure.message}"),
        "check_name": f"input-{failure.kind}",
        "content": {"body": one_line(failure.message)},
        "categories": ["input"],
        "fingerprint": digest,
        "severity": "blocker",
        "location": {"path": _path(failure.path), "lines": {"begin": 1}},
    }


def _path(path: str) -> str:
    return _HERE.sub("", one_line(path))
