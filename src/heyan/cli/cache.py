"""Where packs that loaded before are kept: the user's cache folder, or what HEYAN_CACHE says."""

from __future__ import annotations

import os
import sys
from functools import cache
from pathlib import Path

from heyan.engine.pack_cache import PackCache, private_cache

VARIABLE = "HEYAN_CACHE"
_OFF = frozenset({"", "0", "off", "no", "none"})


@cache
def pack_cache() -> PackCache | None:
    """The cache of this run; None where it is switched off (HEYAN_CACHE=off) or its folder cannot be trusted."""
    wanted = os.environ.get(VARIABLE)
    if wanted is not None:
        return None if wanted.strip().lower() in _OFF else private_cache(Path(wanted))
    folder = _user_folder()
    return private_cache(folder / "heyan") if folder else None


def _user_folder() -> Path | None:
    if sys.platform == "win32":
        local = os.environ.get("LOCALAPPDATA")
        return Path(local) if local else None
    named = os.environ.get("XDG_CACHE_HOME", "")
    if Path(named).is_absolute():
        return Path(named)
    try:
        home = Path.home()
    except RuntimeError:
        return None
    return home / ("Library/Caches" if sys.platform == "darwin" else ".cache")
