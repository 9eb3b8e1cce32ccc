"""Options that several commands share."""

from __future__ import annotations

import click

pack_option = click.option(
    "--pack",
    "packs",
    multiple=True,
    help="规则包的名字或路径，可重复；缺省为 core。",
)
profile_option = click.option(
    "--profile",
    metavar="NAME|FILE|auto",
    help="地区口径：自带的名字（如 hubei）、文件，或 auto（按单位所在地自动选）；缺省为全国通行口径。",
)
errata_option = click.option(
    "--errata", "errata", multiple=True, metavar="FILE", help="规则勘误文件，可重复。"
)
config_option = click.option(
    "--config", metavar="FILE", help="设置文件；缺省为当前文件夹或上级文件夹里的 heyan.toml。"
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
