"""What a run is told to let pass: the waiver file and the baseline, read from where the command line says."""

from __future__ import annotations

from datetime import date
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import click

from heyan import pipeline
from heyan.errors import SettingsError, UsageError

if TYPE_CHECKING:
    from heyan.suppression import Excuses, WaiverFile

_MAX_BYTES = 64 << 20

waivers_option = click.option("--waivers", metavar="FILE", help="豁免文件（heyan waive 写的 YAML）。")
baseline_option = click.option(
    "--baseline", metavar="FILE", help="基线文件（heyan baseline 写的）；里面已有的问题不计入。"
)
today_option = click.option("--today", hidden=True, metavar="YYYY-MM-DD", help="当作今天的日期。")


def excuses_of(
    waivers: str | None, baseline: str | None, today: str | None, *, partial: bool
) -> Excuses | None:
    """The excuses of those files; None without any. Raises UsageError for a file that does not load."""
    day = day_of(today)
    if waivers is None and baseline is None:
        return None
    suppression = import_module("heyan.suppression")
    excuses: Excuses = suppression.Excuses(
        today=day,
        waivers=waiver_file(waivers) if waivers is not None else None,
        baseline=import_module("heyan.suppression.files").baseline_of(
            _content(baseline, "基线文件"), baseline
        )
        if baseline is not None
        else None,
        partial=partial,
    )
    return excuses


def waiver_file(path: str) -> WaiverFile:
    """The waiver file of that path. Raises UsageError where it is not there or does not load."""
    return pipeline.load_waivers(_content(path, "豁免文件"), path)


def day_of(today: str | None) -> date:
    """The day given, else the machine's. Raises UsageError."""
    if today is None:
        return date.today()
    try:
        return date.fromisoformat(today)
    except ValueError:
        raise UsageError(f"“{today}”不是日期；写成 2026-12-31 这样") from None


def _content(path: str, what: str) -> bytes:
    try:
        with Path(path).open("rb") as file:
            content = file.read(_MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        told = getattr(error, "strerror", None) or "路径无效"
        raise SettingsError(f"读不了{what} {path}（{told}）") from None
    if len(content) > _MAX_BYTES:
        raise SettingsError(f"{what} {path} 超过 {_MAX_BYTES >> 20} MB")
    return content
