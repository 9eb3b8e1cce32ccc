"""`heyan baseline`: record today's findings, so that only new ones count from now on."""

from __future__ import annotations

import click

from heyan.cli.batch import audit_files, packs_of
from heyan.cli.configuration import configured, plan_of
from heyan.cli.excuses import day_of, today_option
from heyan.cli.exits import Exit
from heyan.cli.files import gather
from heyan.cli.options import config_option, errata_option, help_option, pack_option, profile_option
from heyan.cli.output import ensure_writable, write
from heyan.cli.progress import progress_bar
from heyan.errors import NoInput
from heyan.reporters.visible import one_line
from heyan.suppression.baseline import recorded


@click.command("baseline")
@click.argument("paths", nargs=-1, metavar="PATH...")
@click.option(
    "--output", "-o", default="baseline.json", show_default=True, metavar="FILE", help="写进哪个文件。"
)
@pack_option
@profile_option
@errata_option
@config_option
@today_option
@click.option(
    "--jobs", "-j", type=click.IntRange(min=1), default=1, show_default=True, help="同时使用的进程数。"
)
@click.option("--no-progress", is_flag=True, help="不显示进度。")
@help_option
def command(
    *,
    paths: tuple[str, ...],
    output: str,
    packs: tuple[str, ...],
    profile: str | None,
    errata: tuple[str, ...],
    config: str | None,
    today: str | None,
    jobs: int,
    no_progress: bool,
) -> int:
    """把文件和文件夹现有的问题记成基线；以后 heyan check --baseline FILE 只计新增的问题。

    按内容比对：挪了行、改了文件名、换了格式都认得出。有文件未能读取时照样写出，退出码为 3。
    """
    day = day_of(today)
    inputs = gather(paths)
    plan = plan_of(configured(config), packs=packs, profile=profile, errata=errata)
    packs_of(plan)
    if not inputs.paths:
        raise NoInput("没有可审核的文件；请给出文件或文件夹")
    path = None if output == "-" else output
    if path is not None:
        ensure_writable(path, inputs.paths)
    with progress_bar(len(inputs.paths), wanted=not no_progress) as progress:
        result = audit_files(inputs.paths, plan, jobs=jobs, progress=progress)
    write(path, recorded(result, day.isoformat()))
    for failure in result.failures:
        click.echo(f"heyan: {one_line(failure.path)}：{one_line(failure.message)}", err=True)
    if path is not None:
        click.echo(f"{one_line(path)}：记下 {len(result.findings())} 个问题", err=True)
    return Exit.UNREAD if result.failures else Exit.CLEAN
