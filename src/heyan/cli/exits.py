"""Exit codes."""

from __future__ import annotations

from enum import IntEnum


class Exit(IntEnum):
    """How a command ended; UNREAD wins over FOUND, since its result is incomplete."""

    CLEAN = 0
    FOUND = 1
    USAGE = 2
    UNREAD = 3
    NO_INPUT = 4
    INTERNAL = 70
    STOPPED = 130
