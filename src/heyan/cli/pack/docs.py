"""`heyan pack docs`: the handbook of a pack."""

from __future__ import annotations

from pathlib import Path

import click

from heyan import pipeline
from heyan.cli.exits import Exit
from heyan.cli.options import help_option
from heyan.cli.output import write
from heyan.cli.pack.options import pack_argument
from heyan.cli.pack.places import folder_for
from heyan.packtools.handbook import FORMATS, handbook


@click.command("docs")
@pack_argument
@click.option("--output", "-o", metavar="DIR", required=True, help="写到这个文件夹；没有就建立。")
@click.option(
    "--format",
    "formats",
    multiple=True,
    type=click.Choice(list(FORMATS)),
    default=tuple(FORMATS),
    show_default=True,
    help="页面格式，可重复。",
)
@help_option
def command(*, pack: str, output: str, formats: tuple[str, ...]) -> Exit:
    """从规则包 PACK 生成规则手册：每类一页，另有目录；写明查什么、为什么、依据、示例和怎么改。"""
    (loaded,) = pipeline.load_packs([pack])
    pages = handbook(loaded, tuple(dict.fromkeys(formats)))
    folder = folder_for(Path(output))
    for name, text in pages.items():
        write(str(folder / name), text.encode())
    click.echo(f"写好 {len(pages)} 页，从 {folder / FORMATS[formats[0]][1]} 看起", err=True)
    return Exit.CLEAN
