"""Where the parts of the report model stand: the closest place that a missing or a whole thing has."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass

from heyan.engine.binding import Missing, Path, bind, root_of
from heyan.engine.submission import Submission, Target
from heyan.model.report import Breakdown, Report, Sourced
from heyan.model.span import Span

# Fields that name a thing, the best known first.
_NAMING = ("name", "role", "label", "heading", "title")


def place_of(target: Target) -> Span:
    """The place that stands for the target's item as a whole: its name, else its first filled field, else all of it."""
    return _place(target.item) or target.report.text.span


def place_on(path: Path, target: Target) -> Span | None:
    """The place of the value that `path` leads to, or of the closest part of it that the paper has."""
    source = path.source(target)
    if source is not None:
        return source.span
    return None if path.root == "item" else _place(root_of(target, path.root))


def text_on(path: Path, target: Target) -> tuple[str, Span] | None:
    """The raw text of a path with its place, None where the paper has none.

    The text has as many characters as the span where the document gives it word for word. A model file's line ends
    (backslash and n) are line ends.
    """
    source = path.source(target)
    if source is not None:
        return (unescaped(source.raw), source.span) if source.raw.strip() else None
    value = path.read(target)
    if isinstance(value, Missing) or not isinstance(value, str) or not value.strip():
        return None
    return value, place_of(target)


def texts_on(look: str | tuple[str, ...], target: Target) -> Iterator[tuple[str, Span]]:
    """The raw texts, with their places, of the fields named that the paper fills in."""
    for name in (look,) if isinstance(look, str) else look:
        found = text_on(bind(name, type(target.item)), target)
        if found is not None:
            yield found


def unescaped(raw: str) -> str:
    """`raw` with a model file's backslash-n and backslash-t as line end and tab, of the same length."""
    return raw.replace("\\n", " \n").replace("\\t", " \t") if "\\" in raw else raw


def _place(item: object) -> Span | None:
    if isinstance(item, Submission):
        return item.reports[0].text.span if item.reports else None
    if isinstance(item, Report):
        return item.text.span
    if isinstance(item, Breakdown):
        first = item.total or (item.items[0] if item.items else None)
        return first.name.span if first else None
    for name in _NAMING:
        value = getattr(item, name, None)
        if isinstance(value, Sourced):
            return value.span
    own = getattr(item, "span", None)
    if isinstance(own, Span):
        return own
    if is_dataclass(item):
        for field in fields(item):
            value = getattr(item, field.name)
            if isinstance(value, Sourced) and value.raw.strip():
                return value.span
    row = getattr(item, "row", None)
    return row if isinstance(row, Span) else None
