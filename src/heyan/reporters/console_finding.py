"""One finding, or one fold of like findings, on the console: place, excerpt, recomputation, cause, fix."""

from __future__ import annotations

from collections.abc import Iterator

from rich.text import Text

from heyan.model.finding import Finding, Location, Severity
from heyan.reporters.excerpts import excerpt_of
from heyan.reporters.groups import Group
from heyan.reporters.terminal import LABEL_WIDTH, Sheet, marked, plain
from heyan.reporters.visible import one_line
from heyan.reporters.words import Words

SEVERITY_STYLES: dict[Severity, str] = {"error": "red", "warning": "yellow", "info": "cyan"}
SEVERITY_SIGNS: dict[Severity, str] = {"error": "✖", "warning": "▲", "info": "●"}
_MOST_PLACES = 20
_MOST_RELATED = 6


def write_group(sheet: Sheet, group: Group, words: Words, *, verbose: bool) -> None:
    """The group's heading and body; with `verbose` nothing is cut short."""
    sheet.write(_heading(group, words))
    if group.folded:
        _write_folded(sheet, group, words, verbose=verbose)
    else:
        _write_single(sheet, group.head, words, verbose=verbose)
        _write_consequences(sheet, group, words, verbose=verbose)


def _heading(group: Group, words: Words) -> Text:
    head = group.head
    sign = f"{SEVERITY_SIGNS[head.severity]} {words.severity[head.severity]} {head.code} "
    text = Text().append(sign, f"bold {SEVERITY_STYLES[head.severity]}").append(one_line(head.title), "bold")
    if group.folded:
        text.append(f" × {len(group.findings)}", "bold")
    return text.append(f"  [{words.confidence[head.confidence]}]", "dim")


def _write_single(sheet: Sheet, finding: Finding, words: Words, *, verbose: bool) -> None:
    sheet.write(_place(finding.location, words), 2)
    sheet.write(_excerpt(sheet, finding.location, finding.severity, words, rows=2), 4)
    sheet.write(plain(finding.message), 2)
    sheet.entries(_entries(sheet, finding, words, verbose=verbose))


def _write_consequences(sheet: Sheet, group: Group, words: Words, *, verbose: bool) -> None:
    """What the head explains, shortened: place, message and why; with `verbose` its working, too."""
    shown = group.consequences if verbose else group.consequences[:_MOST_PLACES]
    for finding in shown:
        heading = Text(f"↳ {words.say('consequences')} ", "dim")
        sign = f"{SEVERITY_SIGNS[finding.severity]} {words.severity[finding.severity]} {finding.code} "
        heading.append(sign, f"bold {SEVERITY_STYLES[finding.severity]}").append(
            one_line(finding.title), "bold"
        )
        sheet.write(heading, 2)
        line = _place(finding.location, words).append("  ")
        line.append_text(
            _excerpt(sheet, finding.location, finding.severity, words, rows=1, taken=line.cell_len + 4)
        )
        sheet.write(line, 4)
        sheet.write(plain(finding.message), 4)
        for evidence in finding.evidence if verbose else ():
            sheet.write(plain(evidence, "dim"), 4)
        if finding.cause:
            sheet.write(plain(finding.cause.why, "magenta"), 4)
    if len(shown) < len(group.consequences):
        rest = group.consequences[len(shown) :]
        places = words.comma.join(f"{finding.code} {one_line(finding.location.address)}" for finding in rest)
        sheet.write(Text(words.say("more", count=len(rest), places=places), "dim"), 2)


def _write_folded(sheet: Sheet, group: Group, words: Words, *, verbose: bool) -> None:
    shown = group.findings if verbose else group.findings[:_MOST_PLACES]
    for finding in shown:
        line = _place(finding.location, words)
        line.append("  ")
        line.append_text(
            _excerpt(sheet, finding.location, finding.severity, words, rows=1, taken=line.cell_len)
        )
        sheet.write(line, 2)
        sheet.write(plain(finding.message), 4)
        # Without a recomputation the evidence repeats the message.
        if finding.evidence and (finding.band or verbose):
            sheet.write(plain(finding.evidence[0], "dim"), 4)
    if len(shown) < len(group.findings):
        rest = group.findings[len(shown) :]
        places = words.comma.join(one_line(finding.location.address) for finding in rest)
        sheet.write(Text(words.say("more", count=len(rest), places=places), "dim"), 2)
    sheet.entries(_advice(group.head, words))


def _place(location: Location, words: Words) -> Text:
    text = Text().append(one_line(location.address), "" if location.label else "bold")
    told = location.address.replace(" ", "") == f"第{location.line}行"
    if location.line is not None and not told:
        text.append(f" · {words.say('line', line=location.line)}", "dim")
    return text


def _excerpt(
    sheet: Sheet, location: Location, severity: Severity, words: Words, *, rows: int, taken: int = 0
) -> Text:
    # A CJK character takes two cells; what is left of `rows` lines bounds the context shown.
    room = max((sheet.width - 8) * rows - taken, 24) // 2
    piece = excerpt_of(location, room)
    return marked(
        piece.before,
        piece.marked,
        piece.after,
        style=SEVERITY_STYLES[severity],
        color=sheet.color,
        missing=words.say("missing"),
    )


def _entries(sheet: Sheet, finding: Finding, words: Words, *, verbose: bool) -> Iterator[tuple[str, Text]]:
    for line in finding.evidence:
        yield words.say("recomputation"), plain(line)
    comparison = [
        words.say(key, value=one_line(value))
        for key, value in (
            ("reported", finding.reported),
            ("expected", finding.expected),
            ("difference", finding.difference),
        )
        if value is not None
    ]
    if finding.band:
        comparison.append(words.band[finding.band])
    if len(comparison) > 1:
        yield words.say("comparison"), Text(" · ".join(comparison), "bold")
    if finding.tolerance:
        value, why = one_line(finding.tolerance.value), one_line(finding.tolerance.why)
        yield words.say("tolerance"), Text(words.say("tolerated", value=value, why=why))
    for hypothesis in finding.hypotheses:
        yield words.say("hypotheses"), plain(hypothesis, "magenta")
    if finding.cause:  # which is waived, or stands in another paper
        yield words.say("cause"), plain(finding.cause.why, "magenta")
    related = finding.related if verbose else finding.related[:_MOST_RELATED]
    for place in related:
        yield words.say("related"), _related(sheet, place, words)
    if len(related) < len(finding.related):
        yield words.say("related"), Text(f"… +{len(finding.related) - len(related)}", "dim")
    yield from _advice(finding, words)
    if verbose:
        yield words.say("fingerprint"), plain(finding.fingerprint, "dim")


def _related(sheet: Sheet, place: Location, words: Words) -> Text:
    # An address that ends in the column's name needs no label of the same name.
    redundant = place.address.endswith(place.label)
    text = Text("" if redundant else f"{one_line(place.label)} ")
    text.append_text(_place(place, words)).append("  ")
    room = max(sheet.width - LABEL_WIDTH - 8 - text.cell_len, 24) // 2
    piece = excerpt_of(place, room)
    return text.append_text(
        marked(
            piece.before,
            piece.marked,
            piece.after,
            style="default",
            color=sheet.color,
            missing=words.say("missing"),
        )
    )


def _advice(finding: Finding, words: Words) -> Iterator[tuple[str, Text]]:
    if finding.fix:
        yield words.say("fix"), plain(finding.fix, "green")
    if finding.basis:
        yield words.say("basis"), plain(words.comma.join(finding.basis), "dim")
