"""`heyan pack example`: a disputed or confirmed finding as an example for its rule."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import cast

import click

from heyan import pipeline
from heyan.cli.batch import Plan, open_source, packs_of
from heyan.cli.exits import Exit
from heyan.cli.options import help_option, pack_option, profile_option
from heyan.cli.output import write
from heyan.cli.selection import nearest
from heyan.engine.pack import CompiledPack
from heyan.engine.rule import CompiledRule
from heyan.errors import UnreadableInput, UsageError
from heyan.model.result import InputFailure
from heyan.packtools.disputed import (
    Case,
    Judgement,
    Papers,
    example_of,
    example_of_missed,
    findings_of,
)
from heyan.packtools.disputed.audit_file import answers, only, pointed


@click.command("example")
@click.argument("finding", required=False)
@click.option("--audit", metavar="FILE", help="heyan check --format json 的结果，问题在里面。")
@click.option("--paper", "papers", multiple=True, metavar="FILE", help="文书；不写就用结果里的路径。可重复。")
@pack_option
@profile_option
@click.option(
    "--as",
    "judgement",
    type=click.Choice(["false-alarm", "confirmed", "missed"]),
    default="false-alarm",
    show_default=True,
    help="误报、属实，或漏报。",
)
@click.option("--rule", "code", metavar="CODE", help="漏报时：本该报出问题的规则。")
@click.option("--quote", metavar="TEXT", help="漏报时：照抄文中有问题的那一段。")
@click.option("--no-mask", is_flag=True, help="不遮盖单位、人名、地名和项目名。")
@click.option("--note", default="", help="写进示例的说明；缺省为 误报、属实、漏报。")
@click.option("--output", "-o", metavar="FILE", help="输出文件；不写就输出到屏幕。")
@help_option
def command(
    *,
    finding: str | None,
    audit: str | None,
    papers: tuple[str, ...],
    packs: tuple[str, ...],
    profile: str | None,
    judgement: str,
    code: str | None,
    quote: str | None,
    no_mask: bool,
    note: str,
    output: str | None,
) -> Exit:
    """把一个问题 FINDING（指纹，或其开头几位，或只有一处时的规则代码）写成规则的示例，可直接贴进规则文件。

    误报写成 expect: passed，属实和漏报写成 expect: failed。名称遮盖，数字照旧，只留下问题离不开的内容；
    写出之前重新审核，确认同一个问题仍会报出。
    """
    loaded = packs_of(Plan(packs or ("core",), profile=profile))
    judged = cast(Judgement, judgement.replace("-", "_"))
    if judged == "missed":
        if not (code and quote and papers):
            raise UsageError("写漏报的示例要有 --rule、--quote 和 --paper")
        pack, rule = _rule(loaded, code)
        case = Case(rule, judged, masked=not no_mask, note=note)
        text = example_of_missed(pack, case, _understood(papers, loaded), quote)
    else:
        text = _of_finding(loaded, finding, audit, papers, (judged, not no_mask, note))
    write(output, text.encode())
    return Exit.CLEAN


def _of_finding(
    packs: Sequence[CompiledPack],
    wanted: str | None,
    audit: str | None,
    papers: tuple[str, ...],
    wish: tuple[Judgement, bool, str],
) -> str:
    if wanted is None or not (audit or papers):
        raise UsageError("请写出问题的指纹，并用 --audit 给出审核结果，或用 --paper 给出文书")
    if audit is not None:
        told = pointed(Path(audit), wanted)
        wanted, papers = told.fingerprint, papers or told.papers
    understood = _understood(papers, packs)
    found = [
        (pack, rule, one)
        for pack in packs
        for rule, one in findings_of(pack, understood)
        if answers(wanted, one.code, one.fingerprint)
    ]
    fingerprint = only(wanted, [(one.code, one.fingerprint) for _, _, one in found])
    pack, rule, one = next(item for item in found if item[2].fingerprint == fingerprint)
    judged, masked, note = wish
    return example_of(pack, Case(rule, judged, masked=masked, note=note), understood, one)


def _understood(paths: Sequence[str], packs: Sequence[CompiledPack]) -> Papers:
    """The papers. Raises UnreadableInput for the first that cannot be read."""
    units = pipeline.units_of(packs)
    papers = []
    for number, path in enumerate(paths, start=1):
        source = open_source(path)
        if isinstance(source, InputFailure):
            raise UnreadableInput(source.kind, f"{path}：{source.message}")
        try:
            papers.append(pipeline.understand(source, f"d{number}", units))
        except UnreadableInput as fault:
            raise UnreadableInput(fault.kind, f"{path}：{fault.message}") from None
    return papers


def _rule(packs: Sequence[CompiledPack], code: str) -> tuple[CompiledPack, CompiledRule]:
    for pack in packs:
        for rule in pack.rules:
            if code.upper() == rule.code or code == rule.name:
                return pack, rule
    raise UsageError(f"没有规则“{code}”{nearest(code, [rule for pack in packs for rule in pack.rules])}")
