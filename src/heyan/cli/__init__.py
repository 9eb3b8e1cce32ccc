"""The command line: one module a command, imported when it is called for."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Sequence
from contextlib import suppress
from itertools import pairwise

import click

from heyan import __version__
from heyan.cli.exits import Exit
from heyan.cli.lazy import LazyGroup
from heyan.cli.options import help_option
from heyan.errors import HeyanError, InputError, NoInput

COMMANDS = {
    "check": "审核文件或文件夹，报告问题",
    "inspect": "看一份文件被读成了什么：表、指标、等式、缺口",
    "figures": "列出一份文件里的每个数字和它的核对状态",
    "explain": "说明一条规则：查什么、依据、怎么改、示例",
    "rules": "列出规则",
    "waive": "豁免一个问题：写明理由、批准人、到期日",
    "baseline": "把现有问题记成基线，以后只计新增的",
    "pack": "测试、检查和维护规则包",
}


class _Commands(LazyGroup):
    table = COMMANDS
    package = "heyan.cli"


@click.group(
    cls=_Commands,
    epilog="退出码：0 没有达到 --fail-on 的问题；1 有；2 用法、设置或规则包有误；3 有文件未能读取；4 没有可审核的文件。",
)
@click.version_option(__version__, "-V", "--version", message="heyan %(version)s", help="显示版本。")
@help_option
def cli() -> None:
    """核验：按规则审核预算绩效文书，每个问题都附证据。"""


def run(arguments: Sequence[str]) -> int:
    """Run the command line and return its exit code; no traceback for what a user can cause."""
    _ready_streams()
    english = _wants_english(arguments)
    try:
        code = cli.main(args=list(arguments), prog_name="heyan", standalone_mode=False)
    except HeyanError as error:
        return _complain("error" if english else "错误", str(error), _exit_of(error))
    except click.ClickException as error:
        context = getattr(error, "ctx", None)
        hint = f"\n{context.get_usage()}" if context else ""
        return _complain("usage" if english else "用法错误", error.format_message() + hint, Exit.USAGE)
    except (click.Abort, KeyboardInterrupt):
        return _complain("stopped" if english else "已中断", "", Exit.STOPPED)
    except BrokenPipeError:  # whoever read our messages went away
        return Exit.STOPPED
    except Exception as error:
        if os.environ.get("HEYAN_TRACEBACK"):
            traceback.print_exc()
        told = f"{type(error).__name__}: {error}（设 HEYAN_TRACEBACK=1 可看详情，请反馈给维护者）"
        return _complain("internal error" if english else "内部错误", told, Exit.INTERNAL)
    return code if isinstance(code, int) else Exit.CLEAN


def _exit_of(error: HeyanError) -> Exit:
    if isinstance(error, NoInput):
        return Exit.NO_INPUT
    return Exit.UNREAD if isinstance(error, InputError) else Exit.USAGE


def _complain(what: str, message: str, code: Exit) -> int:
    with suppress(OSError):
        click.echo(f"heyan: {what}" + (f": {message}" if message else ""), err=True)
    return code


def _ready_streams() -> None:
    """Standard streams in UTF-8 whatever the locale says, and there even where the caller closed them."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: PTH123, SIM115
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")


def _wants_english(arguments: Sequence[str]) -> bool:
    return "--lang=en" in arguments or any(pair == ("--lang", "en") for pair in pairwise(arguments))
