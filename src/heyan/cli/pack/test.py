"""`heyan pack test`: every example of every rule."""

from __future__ import annotations

import click

from heyan import pipeline
from heyan.cli.exits import Exit
from heyan.cli.options import color_option, help_option, lang_option
from heyan.cli.output import Color
from heyan.cli.pack.options import (
    finish,
    format_option,
    output_option,
    pack_argument,
    rule_option,
    verbose_option,
)
from heyan.cli.selection import narrowed
from heyan.packtools.examples_gate import examples_report
from heyan.reporters.options import Language


@click.command("test")
@pack_argument
@rule_option
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
    format_: str,
    output: str | None,
    lang: Language,
    color: Color,
    verbose: bool,
) -> Exit:
    """运行规则包 PACK（名字或路径）里每条规则的每个示例。

    示例的结果或证据与所写的不同，或某条规则缺少不通过、通过、不适用（或未核对）的示例，都算不通过。
    """
    (loaded,) = narrowed(pipeline.load_packs([pack]), rules, ())
    report = examples_report(loaded)
    return finish(report, format_=format_, output=output, lang=lang, color=color, verbose=verbose)
