"""Patterns of rules, run by RE2: time linear in the text, whatever the pattern."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

import re2

MAX_PATTERN = 1_000
# What one may take compiled and while it runs; RE2 starts over where its states outgrow that.
_MAX_MEMORY = 1 << 20


class _Match(Protocol):
    def start(self) -> int: ...
    def end(self) -> int: ...


class _Compiled(Protocol):
    def search(self, text: str) -> _Match | None: ...
    def finditer(self, text: str) -> Iterator[_Match]: ...


class PatternError(ValueError):
    """A pattern that RE2 does not take; the message is in Chinese."""


class Pattern:
    """A compiled pattern. Matches are half-open ranges of characters; empty matches do not count."""

    def __init__(self, text: str) -> None:
        """Compile RE2 syntax (no look-around, no back-references). Raises PatternError."""
        if len(text) > MAX_PATTERN:
            raise PatternError(f"正则表达式超过 {MAX_PATTERN} 字")
        options = re2.Options()
        options.log_errors = False
        options.max_mem = _MAX_MEMORY
        try:
            self._compiled: _Compiled = re2.compile(text, options)
        except (re2.error, UnicodeError) as error:
            raise PatternError(
                f"正则表达式有误：{_detail(error)}（RE2 语法，不支持环视和反向引用）"
            ) from None

    def found_in(self, text: str) -> bool:
        """Whether the pattern matches anywhere."""
        return self._compiled.search(_encodable(text)) is not None

    def matches(self, text: str) -> Iterator[tuple[int, int]]:
        """All matches from left to right."""
        for match in self._compiled.finditer(_encodable(text)):
            if match.end() > match.start():
                yield match.start(), match.end()


def _encodable(text: str) -> str:
    """`text` with lone surrogates replaced, one character for one: RE2 works on UTF-8."""
    if text.isascii():
        return text
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return "".join("\ufffd" if "\ud800" <= char <= "\udfff" else char for char in text)
    return text


def _detail(error: Exception) -> str:
    detail = error.args[0] if error.args else ""
    return detail.decode("utf-8", "replace") if isinstance(detail, bytes) else str(detail)
