"""Finding many words in a text at once, in time linear in the text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

import re2

_MAX_MEMORY = 32 << 20
_PUNCTUATION = frozenset("\\.+*?()|[]{}^$")


class Words:
    """The words of a list, ready to be found; of words that begin at one place the longest counts."""

    def __init__(self, words: Sequence[str]) -> None:
        """`words` are plain text, none of them empty."""
        options = re2.Options()
        options.log_errors = False
        options.max_mem = _MAX_MEMORY
        longest_first = sorted(dict.fromkeys(words), key=lambda word: (-len(word), word))
        self._compiled = (
            re2.compile("|".join(map(_quoted, longest_first)), options) if longest_first else None
        )

    def found_in(self, text: str) -> Iterator[tuple[int, int]]:
        """The places of words in `text` from left to right; none overlap."""
        if self._compiled is not None:
            for match in self._compiled.finditer(text):
                yield match.start(), match.end()


@lru_cache(maxsize=128)
def words_of(words: tuple[str, ...]) -> Words:
    """The finder for these words, made once."""
    return Words(words)


def free_places(text: str, words: tuple[str, ...], excused: tuple[str, ...]) -> list[tuple[int, int]]:
    """Where `words` stand in `text` outside every place of an `excused` (longer) word."""
    places = list(words_of(words).found_in(text))
    if not places or not excused:
        return places
    covered = list(words_of(excused).found_in(text))
    return [
        (start, end)
        for start, end in places
        if not any(left <= start and end <= right for left, right in covered)
    ]


def _quoted(word: str) -> str:
    return "".join("\\" + char if char in _PUNCTUATION else char for char in word)
