"""What the `heyan pack` commands share: their options, and how a report is written."""

from __future__ import annotations

import click

from heyan.cli.exits import Exit
from heyan.cli.output import Color, ensure_writable, wants_color, width, write
from heyan.errors import NoInput
from heyan.packtools.report import GateReport
from heyan.packtools.reporting import RENDERERS, render
from heyan.reporters.options import Language, Options

pack_argument = click.argument("pack", metavar="PACK")
format_option = click.option(
    "--format",
    "format_",
    type=click.Choice(list(RENDERERS)),
    default="console",
    show_default=True,
    help="输出格式。",
)
output_option = click.option("--output", "-o", metavar="FILE", help="输出文件；不写就输出到屏幕。")
verbose_option = click.option("--verbose", "-v", is_flag=True, help="通过的也逐条列出。")
rule_option = click.option(
    "--rule",
    "rules",
    multiple=True,
    metavar="RULE",
    help="只看这些规则：代码 A01、字母 A、名字或类别；可重复，可用逗号。",
)
jobs_option = click.option(
    "--jobs", "-j", type=click.IntRange(min=1), default=1, show_default=True, help="同时使用的进程数。"
)


def finish(
    report: GateReport,
    *,
    format_: str,
    output: str | None,
    lang: Language,
    color: Color = "auto",
    verbose: bool = False,
) -> Exit:
    """Write the report where it should go and tell the exit code. Raises NoInput where nothing was looked at."""
    if not report.cases and not report.figures:
        raise NoInput("没有可检查的内容")
    if output is not None:
        ensure_writable(output, [pack.path for pack in report.packs])
    options = Options(lang=lang, verbose=verbose, color=wants_color(color, output), width=width(output))
    write(output, render(format_, report, options))
    return Exit.FOUND if report.failed else Exit.CLEAN
