"""`heyan pack lint`: faults of the rules themselves."""

from __future__ import annotations

import click

from heyan import pipeline
from heyan.cli.exits import Exit
from heyan.cli.options import color_option, help_option, lang_option
from heyan.cli.output import Color
from heyan.cli.pack.options import finish, format_option, output_option, pack_argument, verbose_option
from heyan.packtools.lint import lint_report
from heyan.reporters.options import Language


@click.command("lint")
@pack_argument
@click.option("--strict", is_flag=True, help="提醒也算不通过。")
@format_option
@output_option
@lang_option
@color_option
@verbose_option
@help_option
def command(
    *, pack: str, strict: bool, format_: str, output: str | None, lang: Language, color: Color, verbose: bool
) -> Exit:
    """检查规则包 PACK 的写法：名字、文字、依据、消息里的空槽、重复或相反的规则、没有用处的词表和词。

    看过而容许的，把理由写进规则包的 gate/accepted.yaml；多余的理由也算不通过。
    """
    (loaded,) = pipeline.load_packs([pack])
    report = lint_report(loaded, strict=strict)
    return finish(report, format_=format_, output=output, lang=lang, color=color, verbose=verbose)
