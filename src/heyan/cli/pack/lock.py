"""`heyan pack lock`: write a pack's lock file, or compare with it."""

from __future__ import annotations

from pathlib import Path

import click

from heyan import pipeline
from heyan.cli.batch import Plan, packs_of
from heyan.cli.exits import Exit
from heyan.cli.options import color_option, errata_option, help_option, lang_option, profile_option
from heyan.cli.output import Color, write
from heyan.cli.pack.options import finish, format_option, output_option, pack_argument, verbose_option
from heyan.packtools.lock import lock_file, lock_of, lock_report, read_lock, written
from heyan.reporters.options import Language


@click.command("lock")
@pack_argument
@click.option("--check", is_flag=True, help="不写，只看现在的文件与锁文件是否一致。")
@click.option(
    "--upon", "upon", multiple=True, metavar="PACK", help="一起使用的规则包，把它的版本和内容也锁定；可重复。"
)
@profile_option
@errata_option
@format_option
@output_option
@lang_option
@color_option
@verbose_option
@help_option
def command(
    *,
    pack: str,
    check: bool,
    upon: tuple[str, ...],
    profile: str | None,
    errata: tuple[str, ...],
    format_: str,
    output: str | None,
    lang: Language,
    color: Color,
    verbose: bool,
) -> Exit:
    """给规则包 PACK 写锁文件 pack.lock：名字、版本、引擎范围和每个文件的 SHA-256；一起使用的包、口径和勘误也可锁定。

    写好之后，heyan check --locked 只用与锁文件完全一致的规则包。
    """
    (loaded,) = packs_of(Plan((pack,), profile=profile, errata=errata))
    path = lock_file(Path(loaded.path))
    if not check:
        write(str(path), written(lock_of(loaded, pipeline.load_packs(upon))).encode())
        click.echo(f"已写 {path}", err=True)
        return Exit.CLEAN
    lock = read_lock(path)
    others = pipeline.load_packs(list(upon) or list(lock.upon))
    report = lock_report(lock, loaded, others)
    return finish(report, format_=format_, output=output, lang=lang, color=color, verbose=verbose)
