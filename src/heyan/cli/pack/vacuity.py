"""`heyan pack vacuity`: rules that check nothing on a corpus, or nearly everything."""

from __future__ import annotations

import click

from heyan import pipeline
from heyan.cli.exits import Exit
from heyan.cli.options import color_option, help_option, lang_option
from heyan.cli.output import Color
from heyan.cli.pack.corpus import corpus_of, corpus_option, judged
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
from heyan.packtools.vacuity import vacuity_report
from heyan.reporters.options import Language


@click.command("vacuity")
@pack_argument
@corpus_option
@click.option(
    "--most",
    type=click.IntRange(1, 100),
    default=60,
    show_default=True,
    metavar="PERCENT",
    help="在适用的文书里报出达到这个百分比算过多。",
)
@click.option("--strict", is_flag=True, help="有这样的规则就算不通过（退出码 1）；不写只提醒。")
@rule_option
@format_option
@output_option
@jobs_option
@lang_option
@color_option
@verbose_option
@help_option
def command(
    *,
    pack: str,
    corpus: tuple[str, ...],
    most: int,
    strict: bool,
    rules: tuple[str, ...],
    format_: str,
    output: str | None,
    jobs: int,
    lang: Language,
    color: Color,
    verbose: bool,
) -> Exit:
    """用规则包 PACK 审核一批文书，找出空转的规则：从不适用、从未判定、从不通过，或在大多数文书里都报出。

    每条规则都列出通过、不通过、不适用、未能判定各多少（-v 连正常的规则也列出）。
    """
    (loaded,) = narrowed(pipeline.load_packs([pack]), rules, ())
    papers = corpus_of(corpus, loaded, jobs)
    report = vacuity_report(loaded, judged(papers, loaded, jobs), most=most, strict=strict)
    return finish(report, format_=format_, output=output, lang=lang, color=color, verbose=verbose)
