"""Cutting a location's excerpt into what stands before the fault, the fault, and what stands behind it."""

from __future__ import annotations

from heyan.model.dataclass import dataclass
from heyan.model.finding import Location
from heyan.reporters.visible import one_line

_ELLIPSIS = "…"


@dataclass(frozen=True, slots=True)
class Excerpt:
    """An excerpt on one line, fit to be shown; `marked` is the fault, empty where something is missing."""

    before: str
    marked: str
    after: str


def excerpt_of(location: Location, room: int | None = None) -> Excerpt:
    """The location's excerpt; with `room`, context is cut so that about that many characters remain."""
    start, end = location.mark
    before = one_line(location.excerpt[:start]).lstrip()
    marked = one_line(location.excerpt[start:end])
    after = one_line(location.excerpt[end:]).rstrip()
    if room is None:
        return Excerpt(before, marked, after)
    if len(marked) > room:
        half = room // 2
        marked = f"{marked[:half]}{_ELLIPSIS}{marked[-half:]}"
    spare = max(room - len(marked), 0)
    ahead = min(len(before), max(spare // 2, spare - len(after)))
    behind = min(len(after), spare - ahead)
    return Excerpt(_tail(before, ahead), marked, _head(after, behind))


def _tail(text: str, length: int) -> str:
    return text if len(text) <= length else _ELLIPSIS + text[len(text) - length :].lstrip()


def _head(text: str, length: int) -> str:
    return text if len(text) <= length else text[:length].rstrip() + _ELLIPSIS
