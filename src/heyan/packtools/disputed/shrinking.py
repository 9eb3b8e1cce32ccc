"""Dropping from an example whatever its outcome does not need: forms, rows, fields, paragraphs, sentences."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from heyan.extraction.structured import JsonValue
from heyan.packtools.disputed.content import Content

# Trials in all; a paper of forty pages needs a few hundred.
MAX_TRIALS = 1_500
# What tells a reader which row it is stays with the row.
_NAMES = frozenset({"name", "label", "subject"})
_SENTENCE = re.compile(r"[^。；;\n]+[。；;\n]?")


def shrunk(content: Content, holds: Callable[[Content], bool]) -> Content:
    """The smallest content found by dropping parts while `holds`; it holds for `content` itself."""
    trials = 0

    def keeps(tree: JsonValue) -> bool:
        nonlocal trials
        trials += 1
        return (
            trials <= MAX_TRIALS
            and isinstance(tree, dict)
            and bool(tree)
            and holds(replace(content, tree=tree))
        )

    tree: JsonValue = dict(content.tree)
    while True:
        smaller = _smaller(tree, keeps)
        if smaller == tree:
            assert isinstance(smaller, dict)
            return replace(content, tree=smaller)
        tree = smaller


def _smaller(value: JsonValue, keeps: Callable[[JsonValue], bool]) -> JsonValue:
    """`value` with parts dropped, as long as `keeps` of it; its parts in turn made smaller."""
    if isinstance(value, dict):
        named = [key for key in value if key in _NAMES]
        others = [key for key in value if key not in _NAMES]

        def rest(kept: Sequence[str]) -> bool:
            return keeps({key: value[key] for key in value if key in kept or key in named})

        kept = _fewer(others, rest)
        keys = [key for key in value if key in kept or key in named]
        current = {key: value[key] for key in keys}
        for key in keys:
            current[key] = _smaller(current[key], _under(current, key, keeps))
        return current
    if isinstance(value, list):
        indexes = _fewer(list(range(len(value))), lambda kept: keeps([value[index] for index in kept]))
        listed = [value[index] for index in indexes]
        for index in range(len(listed)):
            listed[index] = _smaller(listed[index], _at(listed, index, keeps))
        return listed
    if isinstance(value, str):
        pieces = _SENTENCE.findall(value)
        if len(pieces) > 1:
            return "".join(_fewer(pieces, lambda kept: keeps("".join(kept))))
    return value


def _under(
    around: Mapping[str, JsonValue], key: str, keeps: Callable[[JsonValue], bool]
) -> Callable[[JsonValue], bool]:
    """`keeps` for what stands under the key."""
    return lambda part: keeps({**around, key: part})


def _at(
    around: Sequence[JsonValue], index: int, keeps: Callable[[JsonValue], bool]
) -> Callable[[JsonValue], bool]:
    """`keeps` for what stands at the index."""
    return lambda part: keeps([*around[:index], part, *around[index + 1 :]])


T = TypeVar("T")


def _fewer(parts: Sequence[T], keeps: Callable[[Sequence[T]], bool]) -> list[T]:
    """The parts that are needed: runs of half, a quarter … of them are dropped while `keeps` of the rest."""
    kept = list(parts)
    size = max(1, len(kept) // 2)
    while size:
        start = 0
        while start < len(kept):
            rest = kept[:start] + kept[start + size :]
            if rest and keeps(rest):
                kept = rest
            else:
                start += size
        size //= 2
    return kept
