"""The report on a terminal: faults rule by rule with file and line, then the count."""

from __future__ import annotations

from itertools import groupby

from rich.text import Text

from heyan.packtools.report import STATUSES, CaseStatus, GateCase, GateReport
from heyan.packtools.reporting.words import GateWords, gate_words
from heyan.reporters.options import Options
from heyan.reporters.terminal import Sheet, plain

_SIGNS: dict[CaseStatus, tuple[str, str]] = {
    "failed": ("✗", "bold red"),
    "warning": ("!", "bold yellow"),
    "skipped": ("-", "dim"),
    "passed": ("✓", "green"),
}


def render(report: GateReport, options: Options) -> bytes:
    """All cases that failed or warn (with `verbose` all), grouped by rule; figures and counts at the end."""
    words, sheet = gate_words(options.lang), Sheet(options.width, options.color)
    packs = "、".join(f"{pack.name} {pack.version}" for pack in report.packs)
    title = Text(words.command.get(report.command, report.command), "bold")
    sheet.rule(title.append_text(plain(f" {packs}")))
    shown = [case for case in report.cases if options.verbose or case.status in ("failed", "warning")]
    for rule, cases in groupby(shown, key=lambda case: case.rule):
        sheet.write(plain(rule or words.whole_pack, "bold"))
        for case in cases:
            _write_case(sheet, case, words)
        sheet.write()
    _write_counts(sheet, report, words)
    return sheet.bytes()


def _write_case(sheet: Sheet, case: GateCase, words: GateWords) -> None:
    sign, style = _SIGNS[case.status]
    line = Text(f"{sign} ", style).append_text(plain(case.name))
    if case.message:
        line.append(words.colon).append_text(plain(case.message))
    sheet.write(line, indent=2)
    for detail in case.details:
        sheet.write(plain(detail), indent=6)
    if case.hint:
        sheet.write(
            Text(f"{words.hint}{words.colon}", "dim").append_text(plain(case.hint, "green")), indent=6
        )
    if case.file and case.status != "passed":
        sheet.write(plain(case.file if case.line is None else f"{case.file}:{case.line}", "dim"), indent=6)


def _write_counts(sheet: Sheet, report: GateReport, words: GateWords) -> None:
    if report.figures:
        told = [f"{words.figure.get(f.name, f.name)} {f.value}" for f in report.figures]
        sheet.write(plain(" · ".join(told)))
    counts = Text()
    for status in STATUSES:
        number = report.count(status)
        if number:
            sign, style = _SIGNS[status]
            counts.append(f"{sign} {words.status[status]} {number}  ", style)
    sheet.write(counts)
    if not report.failed and not report.count("warning"):
        sheet.write(Text(words.all_right, "green"))
