"""GitHub Actions workflow commands: an annotation for each finding."""

from __future__ import annotations

from collections.abc import Iterator

from heyan.model.finding import Finding, Severity
from heyan.model.result import AuditResult
from heyan.reporters.locators import Regions
from heyan.reporters.options import Options
from heyan.reporters.tallies import rule_tallies
from heyan.reporters.visible import one_line, visible
from heyan.reporters.words import Words, words_of

_COMMANDS: dict[Severity, str] = {"error": "error", "warning": "warning", "info": "notice"}


def render(result: AuditResult, options: Options) -> bytes:
    """A command a line. Suppressed findings share one notice: GitHub shows ten annotations of a kind only."""
    words = words_of(options.lang)
    paths = {document.id: document.path for document in result.documents}
    regions = {document.id: Regions(document) for document in result.documents}
    lines = [
        *(_command("error", _plain(f.message), file=f.path, title=f.kind) for f in result.failures),
        *(
            _finding(finding, paths[finding.location.document], regions[finding.location.document], words)
            for finding in result.findings()
            if finding.suppressed is None
        ),
        *_suppressed(result, paths, words),
        *_ledger(result, words),
        *_not_evaluated(result, words),
    ]
    return "".join(f"{line}\n" for line in lines).encode("utf-8", "replace")


def _finding(finding: Finding, path: str, regions: Regions, words: Words) -> str:
    region = regions.region(finding.location.span)
    place: dict[str, str] = {"file": path}
    if region is not None:
        place |= {"line": str(region.start_line), "endLine": str(region.end_line)}
        # GitHub takes columns only where the annotation stays on one line.
        if region.start_line == region.end_line:
            place |= {"col": str(region.start_column), "endColumn": str(region.end_column)}
    told = [
        f"{finding.location.address}{words.colon}{finding.message}",
        *finding.evidence,
        *words.cause(finding),
    ]
    if finding.fix:
        told.append(f"{words.say('fix')}{words.colon}{finding.fix}")
    message = "\n".join(_plain(line) for line in told)
    return _command(_COMMANDS[finding.severity], message, **place, title=f"{finding.code} {finding.title}")


def _suppressed(result: AuditResult, paths: dict[str, str], words: Words) -> Iterator[str]:
    waived = [finding for finding in result.findings() if finding.suppressed]
    if waived:
        lines = [words.suppressed(waived)]
        for finding in waived:
            by = words.suppression(finding.suppressed) if finding.suppressed else ""
            where = f"{paths[finding.location.document]} {finding.location.address}"
            lines.append(f"{finding.code} {where} {finding.message}（{by}）")
        yield _command("notice", "\n".join(_plain(line) for line in lines), title="heyan")


def _ledger(result: AuditResult, words: Words) -> Iterator[str]:
    told = []
    if result.waivers:
        told.append(f"{words.say('by_waiver')}{words.colon}{words.waivers(result.waivers)}")
    if result.baseline:
        told.append(f"{words.say('by_baseline')}{words.colon}{words.baseline(result.baseline)}")
    if told:
        yield _command("notice", "\n".join(_plain(line) for line in told), title="heyan")


def _not_evaluated(result: AuditResult, words: Words) -> Iterator[str]:
    lines = [
        f"{tally.code} {reason} × {count}"
        for tally in rule_tallies(result)
        for reason, count in tally.not_evaluated
    ]
    if lines:
        message = "\n".join([words.say("not_evaluated"), *(_plain(line) for line in lines)])
        yield _command("notice", message, title="heyan")


def _command(name: str, message: str, **properties: str) -> str:
    given = ",".join(f"{key}={_property(value)}" for key, value in properties.items())
    return f"::{name} {given}::{_escaped(visible(message))}"


def _plain(text: str) -> str:
    return one_line(text)


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _escaped(one_line(text)).replace(":", "%3A").replace(",", "%2C")
