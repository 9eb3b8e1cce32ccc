"""Patterns that are compiled when they are first used.

Extraction knows some 450 of them. Compiling all cost 70 ms of every start (a quarter of auditing one small paper),
while a form without prose, or prose without a form, uses half of them.
"""

from __future__ import annotations

import re
from typing import cast

_METHODS = ("match", "fullmatch", "search", "finditer", "findall", "sub", "subn", "split")


class _Later:
    """Stands for `re.compile(pattern, flags)`; becomes as fast as that at the first use of a method."""

    def __init__(self, pattern: str, flags: int) -> None:
        self.pattern, self.flags = pattern, flags

    def __getattr__(self, name: str) -> object:
        if name not in _METHODS:
            raise AttributeError(name)
        compiled = re.compile(self.pattern, self.flags)
        self.__dict__.update({method: getattr(compiled, method) for method in _METHODS})
        return self.__dict__[name]


def pattern(text: str, flags: int = 0) -> re.Pattern[str]:
    """What `re.compile(text, flags)` gives, compiled at the first use; tests compile every one of them."""
    return cast(re.Pattern[str], _Later(text, flags))
