"""The console report: each document's findings, worst first, then what was looked at and what was not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from rich.text import Text

from heyan.model.document import WAIVERS, Document
from heyan.model.finding import SEVERITIES, Finding, Severity
from heyan.model.report import Report
from heyan.model.result import FIGURE_STATES, AuditResult
from heyan.reporters.adaptations import adapted, chosen
from heyan.reporters.console_finding import SEVERITY_STYLES, write_group
from heyan.reporters.groups import grouped
from heyan.reporters.options import Options
from heyan.reporters.tallies import figure_counts, recomputed, rule_tallies, unchecked_places
from heyan.reporters.terminal import Sheet, plain
from heyan.reporters.visible import one_line
from heyan.reporters.words import Words, words_of

_MOST_REASONS = 12
_MOST_DOCUMENTS = 5


def render(result: AuditResult, options: Options) -> bytes:
    """The result for a terminal of `options.width` cells; readable without colour too."""
    words, sheet = words_of(options.lang), Sheet(options.width, options.color)
    by_document = {
        id_: list(findings) for id_, findings in groupby(result.findings(), lambda f: f.location.document)
    }
    for index, (document, report) in enumerate(zip(result.documents, result.reports, strict=True)):
        findings = by_document.get(document.id, [])
        _write_heading(sheet, document, report, findings, words)
        if (choice := result.choice(index)) is not None:
            sheet.write(plain(chosen(choice, words), "dim"))
        open_findings = [finding for finding in findings if finding.suppressed is None]
        for group in grouped(open_findings, document, fold=not options.verbose):
            sheet.write()
            write_group(sheet, group, words, verbose=options.verbose)
        _write_suppressed(sheet, findings, words, verbose=options.verbose)
        sheet.write()
    _write_summary(sheet, result, words, verbose=options.verbose)
    return sheet.bytes()


def _write_heading(
    sheet: Sheet, document: Document, report: Report, findings: Sequence[Finding], words: Words
) -> None:
    sheet.rule(plain(document.path, "bold"))
    if document.format == WAIVERS:
        counts = {s: sum(f.severity == s for f in findings) for s in SEVERITIES}
        sheet.write(_counts(counts, findings, words))
        return
    known = [
        one_line(report.unit.value) if report.unit else words.say("no_unit"),
        words.say("year", year=report.year.value) if report.year else words.say("no_year"),
        words.comma.join(dict.fromkeys(words.form[form.kind] for form in report.forms))
        or (words.form["narrative"] if report.kind == "narrative" else words.say("no_forms")),
    ]
    sheet.write(Text(" · ".join(known)))
    counts = {s: sum(f.severity == s and f.suppressed is None for f in findings) for s in SEVERITIES}
    if report.forms or _says_something(report) or any(counts.values()):
        sheet.write(_counts(counts, findings, words))
    else:
        sheet.write(Text(words.say("nothing_recognised"), "yellow"))


def _says_something(report: Report) -> bool:
    """Whether the paper states anything that rules can check."""
    return bool(report.claims) or bool(
        report.narrative and (report.narrative.indicators or report.narrative.totals)
    )


def _overall(result: AuditResult, words: Words) -> Text:
    """The counts of a whole run; no tick where nothing was read or nothing recognised."""
    counts = result.counts()
    if not result.documents:
        return Text(words.say("nothing_read"), "yellow")
    if not any(counts.values()) and not any(r.forms or _says_something(r) for r in result.reports):
        return Text(words.say("nothing_recognised"), "yellow")
    return _counts(counts, result.findings(), words)


def _counts(counts: dict[Severity, int], findings: Sequence[Finding], words: Words) -> Text:
    if not any(counts.values()):
        return Text("✓ " + words.clean(findings), "green")
    pieces = [
        Text(words.say("count", severity=words.severity[severity], count=count), SEVERITY_STYLES[severity])
        for severity, count in counts.items()
        if count
    ]
    caused = words.caused(findings)
    return Text(" · ").join(pieces).append(f"（{caused}）" if caused else "", "dim")


def _write_suppressed(sheet: Sheet, findings: Sequence[Finding], words: Words, *, verbose: bool) -> None:
    suppressed = [finding for finding in findings if finding.suppressed]
    if not suppressed:
        return
    sheet.write()
    sheet.write(Text(words.suppressed(suppressed), "dim"))
    # What the baseline knows may be hundreds; what somebody let pass is always told.
    told = [f for f in suppressed if verbose or (f.suppressed and f.suppressed.by == "waiver")]
    for finding in told:
        by = words.suppression(finding.suppressed) if finding.suppressed else ""
        sheet.write(plain(f"{finding.code} {finding.location.address} {finding.message}（{by}）", "dim"), 2)


def _write_summary(sheet: Sheet, result: AuditResult, words: Words, *, verbose: bool) -> None:
    sheet.rule(Text(words.say("summary"), "bold"))
    sheet.entries(
        [
            (words.say("documents"), Text(words.say("documents_count", count=len(result.papers())))),
            (words.say("findings"), _overall(result, words)),
            *((words.say("coverage"), line) for line in _coverage(result, words, verbose=verbose)),
            (words.say("rules_ran"), _rules_ran(result, words)),
            *((words.say("not_evaluated"), line) for line in _not_evaluated(result, words, verbose=verbose)),
            *((words.say("by_waiver"), line) for line in _waivers(result, words)),
            *((words.say("by_baseline"), line) for line in _baseline(result, words, verbose=verbose)),
            *((words.say("packs"), plain(f"{pack.name} {pack.version}")) for pack in result.packs),
            *((label, plain(text)) for label, text in adapted(result, words)),
            *(
                (words.say("failures"), plain(f"{failure.path}{words.colon}{failure.message}", "red"))
                for failure in result.failures
            ),
        ],
        indent=0,
    )


def _waivers(result: AuditResult, words: Words) -> Iterator[Text]:
    tally = result.waivers
    if tally is not None:
        stale = tally.unused + tally.expired + tally.lapsed
        yield plain(words.waivers(tally), "yellow" if stale else "")


def _baseline(result: AuditResult, words: Words, *, verbose: bool) -> Iterator[Text]:
    tally = result.baseline
    if tally is None:
        return
    yield plain(words.baseline(tally))
    shown = tally.gone if verbose else tally.gone[:_MOST_REASONS]
    for entry in shown:
        yield plain(words.gone(entry), "dim")
    if len(shown) < len(tally.gone):
        yield Text(f"… +{len(tally.gone) - len(shown)}（{words.say('unfold')}）", "dim")


def _coverage(result: AuditResult, words: Words, *, verbose: bool) -> Iterator[Text]:
    counts = figure_counts(figure for figures in result.figures for figure in figures)
    total, checked = sum(counts.values()), recomputed(counts)
    if not total:
        yield Text(words.say("no_figures"))
        return
    yield Text(words.say("coverage_of", total=total, checked=checked, share=f"{checked / total:.0%}"))
    yield Text(
        " · ".join(
            words.say("figure_state", state=words.state[s], count=counts[s])
            for s in FIGURE_STATES
            if counts[s]
        )
    )
    gaps = [
        (document, places)
        for document, figures in zip(result.documents, result.figures, strict=True)
        if (places := unchecked_places(document, figures))
    ]
    shown = gaps if verbose else gaps[:_MOST_DOCUMENTS]
    for document, places in shown:
        listed = words.comma.join(
            words.say(
                "figures_in",
                place=words.say("table", number=table) if table else words.say("in_text"),
                count=len(unchecked),
            )
            + (f"（{'，'.join(one_line(figure.text) for figure in unchecked)}）" if verbose else "")
            for table, unchecked in places
        )
        name = f"{one_line(document.path)} " if len(result.papers()) > 1 else ""
        yield Text(name + words.say("unchecked_in", places=listed), "dim")
    if len(shown) < len(gaps):
        yield Text(f"… +{len(gaps) - len(shown)}（{words.say('unfold')}）", "dim")


def _rules_ran(result: AuditResult, words: Words) -> Text:
    tallies = rule_tallies(result)
    return Text(
        words.say(
            "rules_of",
            rules=len(tallies),
            passed=sum(tally.passed for tally in tallies),
            failed=sum(tally.failed for tally in tallies),
            not_applicable=sum(tally.not_applicable for tally in tallies),
            not_evaluated=sum(count for tally in tallies for _, count in tally.not_evaluated),
        )
    )


def _not_evaluated(result: AuditResult, words: Words, *, verbose: bool) -> Iterator[Text]:
    titles = {rule.code: rule.title for rule in result.rules()}
    entries = [(t.code, reason, count) for t in rule_tallies(result) for reason, count in t.not_evaluated]
    shown = entries if verbose else entries[:_MOST_REASONS]
    for code, reason, count in shown:
        line = Text().append(f"{code} ", "bold")
        title = titles.get(code)
        line.append(f"{title}{words.colon}" if title else "", "dim")
        yield line.append(f"{one_line(reason)} × {count}")
    if len(shown) < len(entries):
        rest = len(entries) - len(shown)
        yield Text(f"… +{rest}（{words.say('unfold')}）", "dim")
