"""`heyan inspect`: what was understood of one file."""

from __future__ import annotations

import json

import click

from heyan import pipeline
from heyan.cli.batch import open_source, packs_of
from heyan.cli.configuration import configured, plan_of
from heyan.cli.options import color_option, config_option, help_option, lang_option, pack_option
from heyan.cli.output import Color, ensure_writable, wants_color, width, write
from heyan.errors import UnreadableInput
from heyan.extraction.structured import to_mapping
from heyan.model.document import Document
from heyan.model.report import Report
from heyan.model.result import InputFailure
from heyan.reporters.options import Language, Options


@click.command("inspect")
@click.argument("file")
@click.option(
    "--format",
    "format_",
    type=click.Choice(["console", "json"]),
    default="console",
    show_default=True,
    help="输出格式；json 可改正后再交给 heyan check 审核。",
)
@click.option("--output", "-o", metavar="FILE", help="输出文件。")
@pack_option
@config_option
@lang_option
@color_option
@click.option("--verbose", "-v", is_flag=True, help="列出全部等式。")
@help_option
def command(
    *,
    file: str,
    format_: str,
    output: str | None,
    packs: tuple[str, ...],
    config: str | None,
    lang: Language,
    color: Color,
    verbose: bool,
) -> None:
    """看 FILE（- 表示标准输入）被读成了什么：单位、年度、表、指标、等式、日期，以及没读懂的地方。

    数字的单位按规则包里自定的单位认。
    """
    path = None if output in (None, "-") else output
    if path is not None:
        ensure_writable(path, [file])
    units = pipeline.units_of(packs_of(plan_of(configured(config), packs=packs)))
    opened = open_source(file)
    if isinstance(opened, InputFailure):
        raise UnreadableInput(opened.kind, f"{file}：{opened.message}")
    try:
        document, report = pipeline.understand(opened, "d1", units)
    except UnreadableInput as fault:
        raise UnreadableInput(fault.kind, f"{file}：{fault.message}") from None
    if format_ == "json":
        write(path, _json(document, report))
        return
    from heyan.reporters.inspection import render_inspection

    options = Options(lang=lang, verbose=verbose, color=wants_color(color, path), width=width(path))
    write(path, render_inspection(document, report, options))


def _json(document: Document, report: Report) -> bytes:
    text = json.dumps(to_mapping(report, document), ensure_ascii=False, indent=2)
    # Lone surrogates, which UTF-8 cannot carry, become the escapes that JSON has for them.
    return f"{text}\n".encode("utf-8", errors="backslashreplace")
