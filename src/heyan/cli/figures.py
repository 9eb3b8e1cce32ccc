"""`heyan figures`: every number of one file, what became of it, and by which rules."""

from __future__ import annotations

import click

from heyan import pipeline
from heyan.cli.batch import automatic_of, open_source, packs_of
from heyan.cli.configuration import configured, plan_of
from heyan.cli.options import (
    color_option,
    config_option,
    errata_option,
    help_option,
    lang_option,
    pack_option,
    profile_option,
)
from heyan.cli.output import Color, ensure_writable, wants_color, width, write
from heyan.errors import UnreadableInput
from heyan.model.result import FIGURE_STATES, InputFailure
from heyan.reporters.options import Language, Options
from heyan.reporters.words import words_of

_NAMES = {words_of("zh").state[state]: state for state in FIGURE_STATES}


@click.command("figures")
@click.argument("file")
@click.option(
    "--state",
    "states",
    multiple=True,
    metavar="STATE",
    type=click.Choice([*FIGURE_STATES, *_NAMES]),
    help=f"只列这种状态的数字，可重复：{'、'.join(f'{name} {state}' for name, state in _NAMES.items())}。",
)
@click.option(
    "--format",
    "format_",
    type=click.Choice(["console", "json"]),
    default="console",
    show_default=True,
    help="输出格式；json 即 heyan check --figures 的 figure_list。",
)
@click.option("--output", "-o", metavar="FILE", help="输出文件。")
@pack_option
@profile_option
@errata_option
@config_option
@lang_option
@color_option
@help_option
def command(
    *,
    file: str,
    states: tuple[str, ...],
    format_: str,
    output: str | None,
    packs: tuple[str, ...],
    profile: str | None,
    errata: tuple[str, ...],
    config: str | None,
    lang: Language,
    color: Color,
) -> None:
    """列出 FILE（- 表示标准输入）里的每个数字：值、位置、核对状态、用到它的规则。"""
    path = None if output in (None, "-") else output
    if path is not None:
        ensure_writable(path, [file])
    plan = plan_of(configured(config), packs=packs, profile=profile, errata=errata)
    compiled = packs_of(plan)
    opened = open_source(file)
    if isinstance(opened, InputFailure):
        raise UnreadableInput(opened.kind, f"{file}：{opened.message}")
    result = pipeline.audit([opened], compiled, automatic_of(plan))
    for failure in result.failures:
        raise UnreadableInput(failure.kind, f"{file}：{failure.message}")
    document, report, figures = result.documents[0], result.reports[0], result.figures[0]
    chosen = tuple(_NAMES.get(state, state) for state in states) or FIGURE_STATES
    if format_ == "json":
        from heyan.reporters import json

        write(path, json.render_figures(document, [figure for figure in figures if figure.state in chosen]))
        return
    from heyan.reporters.figures import render_figures

    options = Options(lang=lang, color=wants_color(color, path), width=width(path))
    wanted = [state for state in FIGURE_STATES if state in chosen]
    write(path, render_figures(document, report, figures, options, wanted))
