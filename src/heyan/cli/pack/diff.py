"""`heyan pack diff`: what another version of a pack changes on a corpus."""

from __future__ import annotations

import click

from heyan import pipeline
from heyan.cli.exits import Exit
from heyan.cli.options import color_option, help_option
from heyan.cli.output import Color, ensure_writable, wants_color, width, write
from heyan.cli.pack.corpus import corpus_of, corpus_option, judged
from heyan.cli.pack.options import jobs_option, output_option
from heyan.packtools.impact import Side, impact
from heyan.packtools.impact.formats import FORMATS, render
from heyan.packtools.masking import mask_of
from heyan.reporters.options import Options


@click.command("diff")
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="NEW")
@corpus_option
@click.option(
    "--samples",
    type=click.IntRange(min=0),
    default=3,
    show_default=True,
    help="每条规则、每种不同最多列几处。",
)
@click.option("--no-mask", is_flag=True, help="样例里不遮盖单位、人名、地名、项目名和文件名。")
@click.option("--exit-code", is_flag=True, help="有不同时退出码为 1。")
@click.option(
    "--format",
    "format_",
    type=click.Choice(list(FORMATS)),
    default="console",
    show_default=True,
    help="输出格式；markdown 可作发布说明。",
)
@output_option
@jobs_option
@color_option
@help_option
def command(
    *,
    old: str,
    new: str,
    corpus: tuple[str, ...],
    samples: int,
    no_mask: bool,
    exit_code: bool,
    format_: str,
    output: str | None,
    jobs: int,
    color: Color,
) -> Exit:
    """用规则包 OLD 和 NEW 审核同一批文书，按规则列出新报出、不再报和有变化的问题。

    同一个问题按指纹认，指纹变了的按规则和位置认。
    """
    before, after = pipeline.load_packs([old, new])
    papers = corpus_of(corpus, after, jobs)
    if output is not None:
        ensure_writable(output, papers.paths)
    sides = [Side(pack, judged(papers, pack, jobs)) for pack in (before, after)]
    mask = None if no_mask else mask_of(sides[1].result.reports)
    compared = impact(sides[0], sides[1], samples=samples, mask=mask)
    options = Options(color=wants_color(color, output), width=width(output))
    write(output, render(format_, compared, options))
    return Exit.FOUND if exit_code and compared.different else Exit.CLEAN
