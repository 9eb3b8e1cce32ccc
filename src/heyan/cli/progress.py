"""A line of progress on standard error, on a terminal only."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from heyan.reporters.visible import one_line

_CELLS = 24


@contextmanager
def progress_bar(total: int, *, wanted: bool) -> Iterator[Callable[[str], None]]:
    """Gives a function to call with each path as it is taken up; does nothing off a terminal or for one file."""
    if not wanted or total < 2 or not sys.stderr.isatty():
        yield lambda _path: None
        return
    done = 0

    def advance(path: str) -> None:
        nonlocal done
        filled = _CELLS * done // total
        bar = "█" * filled + "░" * (_CELLS - filled)
        # Cut by characters, each at most two cells wide, so that the line never wraps.
        sys.stderr.write(f"\r\x1b[K{bar} {done}/{total} {one_line(Path(path).name)[:18]}")
        sys.stderr.flush()
        done += 1

    try:
        yield advance
    finally:
        sys.stderr.write("\r\x1b[K")
        sys.stderr.flush()
