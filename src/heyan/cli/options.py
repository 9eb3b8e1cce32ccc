"""Options that several commands share."""

from __future__ import annotations

import click

pack_option = click.option(
    "--pack",
    "packs",
    multiple=True,
    default=("core",),
    show_default=True,
    help="规则包的名字或路径，可重复。",
)
lang_option = click.option(
    "--lang", type=click.Choice(["zh", "en"]), default="zh", show_default=True, help="界面语言。"
)
color_option = click.option(
    "--color",
    type=click.Choice(["auto", "always", "never"]),
    default="auto",
    show_default=True,
    help="颜色；auto：只在终端上。",
)
help_option = click.help_option("-h", "--help", help="显示帮助。")
