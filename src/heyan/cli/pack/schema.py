"""`heyan pack schema`: JSON Schema for editors."""

from __future__ import annotations

import click

from heyan.cli.exits import Exit
from heyan.cli.options import help_option
from heyan.cli.output import write
from heyan.packtools.editor_schema import SCHEMAS, schema_text


@click.command("schema")
@click.argument("kind", type=click.Choice(list(SCHEMAS)), default="rules", metavar=f"[{'|'.join(SCHEMAS)}]")
@click.option("--output", "-o", metavar="FILE", help="写到文件；不写就输出到屏幕。")
@help_option
def command(*, kind: str, output: str | None) -> Exit:
    """给编辑器用的 JSON Schema：规则文件（rules）、词表（lexicons）等。

    在规则文件第一行写 # yaml-language-server: $schema=文件名，编辑器就会补全和检查。
    """
    write(output, schema_text(kind).encode())
    return Exit.CLEAN
