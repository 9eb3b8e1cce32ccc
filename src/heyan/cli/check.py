"""`heyan check`: audit files and folders."""

from __future__ import annotations

import time
from importlib import import_module
from typing import TYPE_CHECKING

import click

from heyan.cli.batch import audit_files, packs_of
from heyan.cli.configuration import configured, plan_of
from heyan.cli.excuses import baseline_option, excuses_of, today_option, waivers_option
from heyan.cli.exits import Exit
from heyan.cli.files import Inputs, gather
from heyan.cli.options import (
    color_option,
    config_option,
    errata_option,
    help_option,
    lang_option,
    pack_option,
    profile_option,
)
from heyan.cli.output import (
    FORMATS,
    Color,
    Destination,
    checked_formats,
    destinations,
    ensure_writable,
    wants_color,
    width,
    write,
)
from heyan.cli.progress import progress_bar
from heyan.cli.timing import timing_lines
from heyan.engine.rulebook import AUTO
from heyan.errors import NoInput, UsageError
from heyan.model.finding import SEVERITIES
from heyan.model.result import AuditResult
from heyan.model.timing import Timings, timed
from heyan.reporters import render
from heyan.reporters.options import Language
from heyan.reporters.visible import one_line
from heyan.reporters.words import words_of

if TYPE_CHECKING:
    from heyan.settings import Settings

_MOST_NAMED = 5


@click.command("check")
@click.argument("paths", nargs=-1, metavar="PATH...")
@click.option(
    "--format",
    "formats",
    multiple=True,
    callback=checked_formats,
    metavar=f"[{'|'.join(FORMATS)}]",
    help="输出格式，可重复；template:FILE 用自己的 Jinja2 模板。默认按 --output 的扩展名，否则 console。",
)
@click.option(
    "--output", "-o", "outputs", multiple=True, metavar="FILE", help="输出文件，依次对应各个 --format。"
)
@pack_option
@profile_option
@errata_option
@click.option("--locked", is_flag=True, help="规则包与锁文件 pack.lock 不一致就不审核。")
@click.option(
    "--fail-on",
    type=click.Choice([*SEVERITIES, "never"]),
    help="有这一级或更重的问题时退出码为 1；缺省为 error。",
)
@click.option(
    "--select",
    multiple=True,
    metavar="RULE",
    help="只用这些规则：代码 A01、字母 A、名字或类别；可重复，可用逗号。",
)
@click.option("--ignore", multiple=True, metavar="RULE", help="不用这些规则，写法同上。")
@waivers_option
@baseline_option
@today_option
@click.option("--figures", is_flag=True, help="JSON 里列出文中每个数字和它的核对状态。")
@config_option
@lang_option
@color_option
@click.option(
    "--jobs", "-j", type=click.IntRange(min=1), default=1, show_default=True, help="同时使用的进程数。"
)
@click.option("--no-progress", is_flag=True, help="不显示进度。")
@click.option("--verbose", "-v", is_flag=True, help="展开折叠的问题。")
@click.option("--timing", is_flag=True, help="在标准错误上列出各步、各规则的用时（只用一个进程）。")
@help_option
def command(
    *,
    paths: tuple[str, ...],
    formats: tuple[str, ...],
    outputs: tuple[str, ...],
    packs: tuple[str, ...],
    profile: str | None,
    errata: tuple[str, ...],
    locked: bool,
    fail_on: str | None,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    waivers: str | None,
    baseline: str | None,
    today: str | None,
    figures: bool,
    config: str | None,
    lang: Language,
    color: Color,
    jobs: int,
    no_progress: bool,
    verbose: bool,
    timing: bool,
) -> int:
    """审核文件和文件夹（- 表示标准输入）。

    退出码：0 没有达到 --fail-on 的问题；1 有；2 用法、设置或规则包有误；
    3 有文件未能读取（结果不完整，优先于 1）；4 没有可审核的文件。
    """
    timings = Timings(time.perf_counter_ns) if timing else None
    settings = configured(config)
    goals = _goals(formats, outputs, settings)
    inputs = gather(paths)
    plan = plan_of(
        settings, packs=packs, profile=profile, errata=errata, select=select, ignore=ignore, lang=lang
    )
    loaded = packs_of(plan)
    if locked:
        if plan.profile == AUTO:
            raise UsageError("--locked 不能和 --profile auto 同用：自动选的口径没有锁定；请写明口径")
        import_module("heyan.packtools.lock").require_locked(loaded)
    excuses = excuses_of(
        waivers or (settings.waivers if settings else None),
        baseline or (settings.baseline if settings else None),
        today,
        partial=bool(plan.select or plan.ignore),
    )
    _require(inputs, goals)
    with progress_bar(len(inputs.paths), wanted=not no_progress) as progress:
        result = audit_files(
            inputs.paths, plan, jobs=jobs, progress=progress, excuses=excuses, timings=timings
        )
    for goal in goals:
        with timed(timings, "render", goal.format):
            content = render(
                goal.format,
                result,
                lang=lang,
                figures=figures,
                verbose=verbose,
                color=wants_color(color, goal.path),
                width=width(goal.path),
                template=goal.template,
            )
        write(goal.path, content)
    _tell(result, inputs, goals, lang)
    if timings is not None:
        for line in timing_lines(timings, lang):
            click.echo(line, err=True)
    return _exit_of(result, fail_on or (settings and settings.fail_on) or "error")


def _goals(
    formats: tuple[str, ...], outputs: tuple[str, ...], settings: Settings | None
) -> tuple[Destination, ...]:
    """Where the result goes: by the options, else by the settings, else to the console."""
    if formats or outputs or settings is None:
        return destinations(formats, outputs)
    listed = sorted(settings.formats, key=lambda output: output.output is None)
    return destinations(
        tuple(output.format for output in listed),
        tuple(output.output for output in listed if output.output is not None),
    )


def _require(inputs: Inputs, goals: tuple[Destination, ...]) -> None:
    if not inputs.paths:
        tail = (
            f"（{_named(inputs.passed_over)} 的格式不支持，请另存为 .docx 或 .xlsx）"
            if inputs.passed_over
            else ""
        )
        raise NoInput(f"没有可审核的文件{tail}；请给出文件或文件夹")
    for goal in goals:
        if goal.path is not None:
            ensure_writable(goal.path, inputs.paths)


def _tell(result: AuditResult, inputs: Inputs, goals: tuple[Destination, ...], lang: Language) -> None:
    """What the user should know and the format on standard output does not say, on standard error."""
    words = words_of(lang)
    if inputs.passed_over:
        click.echo(words.say("passed_over", names=_named(inputs.passed_over)), err=True)
    if Destination("console", None) not in goals:
        for failure in result.failures:
            click.echo(f"heyan: {one_line(failure.path)}{words.colon}{one_line(failure.message)}", err=True)
    counts = " · ".join(
        words.say("count", severity=words.severity[severity], count=count)
        for severity, count in result.counts().items()
    )
    for goal in goals:
        if goal.path is not None:
            click.echo(words.say("written", path=one_line(goal.path), counts=counts), err=True)


def _named(paths: tuple[str, ...]) -> str:
    names = "、".join(one_line(path) for path in paths[:_MOST_NAMED])
    return names if len(paths) <= _MOST_NAMED else f"{names} 等 {len(paths)} 个文件"


def _exit_of(result: AuditResult, fail_on: str) -> Exit:
    if result.failures:
        return Exit.UNREAD
    grave = SEVERITIES[: [*SEVERITIES].index(fail_on) + 1] if fail_on in SEVERITIES else ()
    counts = result.counts()
    return Exit.FOUND if any(counts[severity] for severity in grave) else Exit.CLEAN
