"""`heyan pack mutate`: whether the examples notice when a rule is changed."""

from __future__ import annotations

import time

import click

from heyan import pipeline
from heyan.cli.exits import Exit
from heyan.cli.options import color_option, help_option, lang_option
from heyan.cli.output import Color
from heyan.cli.pack.options import (
    finish,
    format_option,
    jobs_option,
    output_option,
    pack_argument,
    rule_option,
    verbose_option,
)
from heyan.cli.selection import narrowed
from heyan.packtools.mutation.report import mutation_report
from heyan.reporters.options import Language


@click.command("mutate")
@pack_argument
@rule_option
@jobs_option
@format_option
@output_option
@lang_option
@color_option
@verbose_option
@help_option
def command(
    *,
    pack: str,
    rules: tuple[str, ...],
    jobs: int,
    format_: str,
    output: str | None,
    lang: Language,
    color: Color,
    verbose: bool,
) -> Exit:
    """把规则包 PACK 的每条规则逐处改错（去掉条件、放宽界限、换掉选项、清空词表……），看它的示例能否发现。

    示例没有发现、又没有写明理由的改动算不通过；理由写在规则包的 gate/accepted.yaml 里，多余的理由也算不通过。
    """
    started = time.monotonic()
    loaded = pipeline.load_packs([pack])
    (chosen,) = narrowed(loaded, rules, ())
    report = mutation_report(chosen, jobs=jobs, whole=not rules)
    code = finish(report, format_=format_, output=output, lang=lang, color=color, verbose=verbose)
    # Not in the report: the same pack gives the same bytes.
    seconds = time.monotonic() - started
    click.echo(f"用时 {seconds:.1f} 秒" if lang == "zh" else f"{seconds:.1f} s", err=True)
    return code
