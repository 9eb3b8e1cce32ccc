"""The interface's words."""

from __future__ import annotations

import re

from heyan.reporters.words import words_of


def test_both_languages_have_the_same_phrases_with_the_same_holes() -> None:
    def holes(phrase: str) -> list[str]:
        return sorted(re.findall(r"\{(\w+)\}", phrase))

    chinese, english = words_of("zh").phrases, words_of("en").phrases
    assert chinese.keys() == english.keys()
    assert all(holes(chinese[key]) == holes(english[key]) for key in chinese)
