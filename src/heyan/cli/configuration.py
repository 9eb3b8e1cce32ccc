"""The settings of the working folder, and what options make of them: an option given wins over its setting."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from heyan.cli.batch import Plan
from heyan.errors import SettingsError
from heyan.reporters.options import Language

if TYPE_CHECKING:
    from heyan.settings import Settings

_FILE_NAME = "heyan.toml"
DEFAULT_PACKS = ("core",)


def configured(config: str | None) -> Settings | None:
    """The settings of the file `config`, or of the nearest heyan.toml from the working folder upward; None without.

    Raises SettingsError for a file that is not there or does not load.
    """
    path = Path(config) if config is not None else _nearest()
    if path is None:
        return None
    try:
        content = path.read_bytes()
    except OSError as error:
        raise SettingsError(f"读不了设置文件 {path}（{error.strerror or '未知原因'}）") from None
    settings: Settings = import_module("heyan.settings").load_settings(content, path)
    return settings


def plan_of(
    settings: Settings | None,
    *,
    packs: Sequence[str],
    profile: str | None = None,
    errata: Sequence[str] = (),
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    lang: Language = "zh",
) -> Plan:
    """What to audit by: the options, else the settings, else the defaults."""
    if settings is None:
        return Plan(tuple(packs) or DEFAULT_PACKS, tuple(select), tuple(ignore), profile, tuple(errata), lang)
    return Plan(
        tuple(packs) or settings.packs or DEFAULT_PACKS,
        tuple(select) or settings.select,
        tuple(ignore) or settings.ignore,
        profile or settings.profile,
        tuple(errata) or settings.errata,
        lang,
    )


def _nearest() -> Path | None:
    try:
        here = Path.cwd()
    except OSError:  # a working folder that was removed has no settings
        return None
    for folder in (here, *here.parents):
        path = folder / _FILE_NAME
        if path.is_file():
            return Path(_FILE_NAME) if folder == here else path
    return None
