"""Every pattern of extraction compiles, and one compiled late does what a compiled one does."""

from __future__ import annotations

import importlib
import pkgutil
import re

import heyan.extraction
from heyan.extraction.pattern import _Later, pattern


def test_all_patterns_compile() -> None:
    count = 0
    for module in pkgutil.iter_modules(heyan.extraction.__path__):
        names = vars(importlib.import_module(f"heyan.extraction.{module.name}"))
        for value in names.values():
            if isinstance(value, _Later):
                re.compile(value.pattern, value.flags)
                count += 1
    assert count > 200


def test_a_late_pattern_works_like_a_compiled_one() -> None:
    late, compiled = pattern(r"(\d+)年", re.IGNORECASE), re.compile(r"(\d+)年", re.IGNORECASE)
    text = "2021年和2022年"
    assert late.findall(text) == compiled.findall(text)
    assert late.sub("", text) == compiled.sub("", text)
    assert [m.span() for m in late.finditer(text)] == [m.span() for m in compiled.finditer(text)]
    found = late.match(text)
    assert found is not None
    assert found[1] == "2021"
    assert late.search("无") is None
