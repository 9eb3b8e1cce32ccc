"""`heyan pack`: what keepers of rule packs use; one module a command, imported when it is called for."""

from __future__ import annotations

import click

from heyan.cli.lazy import LazyGroup
from heyan.cli.options import help_option

COMMANDS = {
    "test": "运行每条规则的每个示例",
    "lint": "检查规则的写法：文字、重复、相反、没有用处的词",
    "mutate": "逐处改错规则，看示例能否发现",
    "new": "建一个规则包，或加一条规则",
    "diff": "两版规则包对一批文书的不同",
    "vacuity": "在一批文书里空转或处处报错的规则",
    "example": "把误报、漏报或属实的问题写成示例",
    "lock": "写锁文件，或核对规则包有没有变动",
    "schema": "给编辑器用的 JSON Schema",
    "docs": "生成规则手册（Markdown 和 HTML）",
}


class _Commands(LazyGroup):
    table = COMMANDS
    package = "heyan.cli.pack"


@click.group(
    "pack",
    cls=_Commands,
    epilog="退出码：0 没有发现问题；1 有；2 用法有误或规则包不能加载；4 没有可检查的内容。",
)
@help_option
def command() -> None:
    """测试、检查和维护规则包。PACK 是规则包的名字（如 core）或路径。"""
