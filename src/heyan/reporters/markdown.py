"""A Markdown report: for merge requests, wikis and mails; every finding with its evidence as a table."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from heyan import __version__
from heyan.model.document import WAIVERS, Document
from heyan.model.finding import SEVERITIES, Finding, Location
from heyan.model.report import Report
from heyan.model.result import AuditResult, Figure
from heyan.reporters.adaptations import adapted
from heyan.reporters.excerpts import excerpt_of
from heyan.reporters.groups import Group, grouped
from heyan.reporters.options import Options
from heyan.reporters.tallies import figure_counts, recomputed, rule_tallies
from heyan.reporters.visible import one_line
from heyan.reporters.words import Words, words_of

# Tells our own reports from papers, where a folder holds both.
MARK = "<!-- heyan.audit/1 -->"
_SIGNS = {"error": "✖", "warning": "▲", "info": "●"}
_ROOM = 80
# What Markdown, or a forge that renders it, could take for something else than text.
_SPECIAL = re.compile(r"([\\`*_\[\]|~#$])")
# At the start of a paragraph only.
_LEADING = re.compile(r"^([-+=]|\d+(?=[.)](?:\s|$)))")
_ENTITIES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "@": "&#64;"})
_LINK = re.compile(r"(?i)(?<=[a-z])(:)(?=//)|(?<=\bwww)(\.)")


def render(result: AuditResult, options: Options) -> bytes:
    """The report, UTF-8."""
    words = words_of(options.lang)
    found: dict[str, list[Finding]] = {document.id: [] for document in result.documents}
    for finding in result.findings():
        found[finding.location.document].append(finding)
    blocks = [MARK, f"# {words.say('title')}", *_summary(result, found, words)]
    for document, report in zip(result.documents, result.reports, strict=True):
        blocks += _document(document, report, found[document.id], words)
    blocks += _not_evaluated(result, words)
    blocks.append(words.say("tool", version=__version__))
    return ("\n\n".join(blocks) + "\n").encode("utf-8", "replace")


def escaped(text: str) -> str:
    """`text` on one line, shown by Markdown as it stands: no markup, no links, no mentions, no HTML."""
    plain = _SPECIAL.sub(r"\\\1", one_line(text).strip()).translate(_ENTITIES)
    plain = _LEADING.sub(lambda m: f"\\{m[0]}" if m[0] in "-+=" else f"{m[0]}\\", plain)
    return _LINK.sub(lambda m: f"&#{ord(m[0])};", plain)


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _summary(result: AuditResult, found: Mapping[str, Sequence[Finding]], words: Words) -> Iterator[str]:
    packs = words.comma.join(f"{escaped(pack.name)} {escaped(pack.version)}" for pack in result.packs)
    about = [f"{words.say('packs')}{words.colon}{packs}"] if packs else []
    about += [f"{label}{words.colon}{escaped(text)}" for label, text in adapted(result, words)]
    if about:
        yield " · ".join(about)
    if result.waivers:
        yield f"{words.say('by_waiver')}{words.colon}{escaped(words.waivers(result.waivers))}"
    if result.baseline:
        yield f"{words.say('by_baseline')}{words.colon}{escaped(words.baseline(result.baseline))}"
        gone = [f"- {escaped(words.gone(entry))}" for entry in result.baseline.gone]
        if gone:
            yield "\n".join(gone)
    if result.failures:
        yield f"**{words.say('unreadable')}**"
        yield "\n".join(f"- {escaped(f.path)}{words.colon}{escaped(f.message)}" for f in result.failures)
    heads = [
        words.say("paper_file"),
        *(words.severity[severity] for severity in SEVERITIES),
        words.say("suppressed_one"),
        words.say("coverage"),
    ]
    rows = [
        _counts(document, found[document.id], figures)
        for document, figures in zip(result.documents, result.figures, strict=True)
    ]
    yield _table(heads, rows) if rows else words.say("nothing_read")


def _counts(document: Document, found: Sequence[Finding], figures: Sequence[Figure]) -> list[str]:
    counts = [str(sum(f.severity == s and f.suppressed is None for f in found)) for s in SEVERITIES]
    checked = recomputed(figure_counts(figures))
    waived = sum(finding.suppressed is not None for finding in found)
    return [escaped(document.path), *counts, str(waived), f"{checked}/{len(figures)}"]


def _document(document: Document, report: Report, found: Sequence[Finding], words: Words) -> Iterator[str]:
    yield f"## {escaped(document.path)}"
    still_open = [finding for finding in found if finding.suppressed is None]
    unit = escaped(report.unit.value) if report.unit else words.say("no_unit")
    year = words.say("year", year=report.year.value) if report.year else words.say("no_year")
    if document.format != WAIVERS:
        yield f"{unit} · {year}"
    if not still_open:
        yield words.clean(found)
    for group in grouped(still_open, document):
        yield from _group(group, words)
    waived = [finding for finding in found if finding.suppressed]
    if waived:
        yield f"### {words.suppressed(waived)}"
        heads = [words.say("code"), words.say("place"), words.say("finding"), words.say("reason")]
        yield _table(heads, [_waived(finding, words) for finding in waived])


def _waived(finding: Finding, words: Words) -> list[str]:
    by = words.suppression(finding.suppressed) if finding.suppressed else ""
    return [finding.code, escaped(finding.location.address), escaped(finding.message), escaped(by)]


def _group(group: Group, words: Words) -> Iterator[str]:
    head = group.head
    times = f" × {len(group.findings)}" if group.folded else ""
    severity = f"{_SIGNS[head.severity]} {words.severity[head.severity]}"
    yield f"### {severity} {head.code} {escaped(head.title)}{times}"
    if not group.folded:
        yield escaped(head.message)
        yield _table([words.say("item"), words.say("content")], [*_evidence(head, words)])
        if group.consequences:
            yield "\n".join(_consequence(finding, words) for finding in group.consequences)
        return
    heads = [words.say("place"), words.say("excerpt"), words.say("finding"), words.say("recomputation")]
    yield _table(
        heads,
        [
            [
                _place(finding.location, words),
                _quoted(finding.location, words),
                escaped(finding.message),
                "<br>".join(escaped(line) for line in finding.evidence),
            ]
            for finding in group.findings
        ],
    )
    yield _advice(head, words)


def _consequence(finding: Finding, words: Words) -> str:
    """What the finding above explains, as an entry of a list."""
    severity = f"{_SIGNS[finding.severity]} {words.severity[finding.severity]}"
    lines = [
        f"- {words.say('consequences')} **{severity} {finding.code} {escaped(finding.title)}**",
        f"{_place(finding.location, words)} {_quoted(finding.location, words)}",
        escaped(finding.message),
        *([escaped(finding.cause.why)] if finding.cause else []),
        f"{words.say('fingerprint')} `{finding.fingerprint}`",
    ]
    return "<br>\n  ".join(lines)


def _evidence(finding: Finding, words: Words) -> Iterator[list[str]]:
    yield [
        words.say("place"),
        f"{_place(finding.location, words)}<br>{_quoted(finding.location, words)}",
    ]
    if finding.evidence:
        yield [words.say("recomputation"), "<br>".join(escaped(line) for line in finding.evidence)]
    compared = [
        escaped(words.say(key, value=value))
        for key, value in (
            ("reported", finding.reported),
            ("expected", finding.expected),
            ("difference", finding.difference),
        )
        if value is not None
    ]
    if compared:
        if finding.band:
            compared.append(words.band[finding.band])
        yield [words.say("comparison"), " · ".join(compared)]
    if finding.tolerance:
        told = words.say("tolerated", value=finding.tolerance.value, why=finding.tolerance.why)
        yield [words.say("tolerance"), escaped(told)]
    if finding.hypotheses:
        yield [words.say("hypotheses"), "<br>".join(escaped(line) for line in finding.hypotheses)]
    for place in finding.related:
        label = f"{escaped(place.label)} " if place.label else ""
        yield [words.say("related"), f"{label}{_place(place, words)}<br>{_quoted(place, words)}"]
    if finding.fix:
        yield [words.say("fix"), escaped(finding.fix)]
    if finding.basis:
        yield [words.say("basis"), escaped(words.comma.join(finding.basis))]
    if finding.cause:
        yield [words.say("cause"), escaped(finding.cause.why)]
    yield [words.say("confidence"), words.confidence[finding.confidence]]
    yield [words.say("fingerprint"), f"`{finding.fingerprint}`"]


def _advice(finding: Finding, words: Words) -> str:
    fix = [f"**{words.say('fix')}** {escaped(finding.fix)}"] if finding.fix else []
    basis = [f"{words.say('basis')}{words.colon}{escaped(words.comma.join(finding.basis))}"]
    return "  \n".join([*fix, *(basis if finding.basis else [])])


def _place(place: Location, words: Words) -> str:
    line = f" · {words.say('line', line=place.line)}" if place.line is not None else ""
    return f"{escaped(place.address)}{line}"


def _quoted(place: Location, words: Words) -> str:
    piece = excerpt_of(place, _ROOM)
    marked = escaped(piece.marked or words.say("missing")).strip()
    return f"{escaped(piece.before)}<b>{marked}</b>{escaped(piece.after)}"


def _not_evaluated(result: AuditResult, words: Words) -> Iterator[str]:
    titles = {rule.code: rule.title for rule in result.rules()}
    rows = [
        [tally.code, escaped(titles.get(tally.code, "")), escaped(reason), str(count)]
        for tally in rule_tallies(result)
        for reason, count in tally.not_evaluated
    ]
    if rows:
        yield f"## {words.say('not_evaluated')}"
        heads = [words.say("code"), words.say("rules"), words.say("reason"), words.say("number")]
        yield _table(heads, rows)
