"""The alternatives of a regular expression, and the expression without each of them."""

from __future__ import annotations

from collections.abc import Iterator


def without_alternatives(pattern: str) -> Iterator[tuple[str, str]]:
    """Each top-level alternative (`a|b`) with the pattern that lacks it; nothing where there is only one.

    Leading flags such as (?i) stay in front. Alternatives inside of groups are not taken apart.
    """
    flags = ""
    if pattern.startswith("(?") and pattern[2:3].isalpha() and ")" in pattern:
        end = pattern.index(")") + 1
        if pattern[2 : end - 1].isalpha():
            flags, pattern = pattern[:end], pattern[end:]
    parts = _alternatives(pattern)
    if len(parts) < 2:
        return
    for index, part in enumerate(parts):
        yield part, flags + "|".join(parts[:index] + parts[index + 1 :])


def _alternatives(pattern: str) -> list[str]:
    parts, depth, start, index, in_class = [], 0, 0, 0, False
    while index < len(pattern):
        char = pattern[index]
        if char == "\\":
            index += 1
        elif in_class:
            in_class = char != "]"
        elif char == "[":
            in_class = True
            # A bracket that opens a class is part of it.
            index += len(pattern[index + 1 :]) - len(pattern[index + 1 :].removeprefix("^").removeprefix("]"))
        elif char in "()":
            depth += 1 if char == "(" else -1
        elif char == "|" and depth == 0:
            parts.append(pattern[start:index])
            start = index + 1
        index += 1
    return [*parts, pattern[start:]]
