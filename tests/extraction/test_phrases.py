"""Eight hundred phrases as papers print them, each with all that is to be read in it (phrases.tsv).

A line is the phrase, a tab, and its lexemes in the short form of `told`, parted by ¦. ⏎ stands for a line break.
"""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from heyan.extraction.lexer import lex
from tests.extraction.told import told

_LINES = (Path(__file__).parent / "phrases.tsv").read_text(encoding="utf-8").splitlines()
PHRASES = [tuple(line.replace("⏎", "\n").split("\t")) for line in _LINES if not line.startswith("# ")]


@pytest.mark.parametrize(("phrase", "expected"), PHRASES)
def test_a_phrase_is_read_whole(phrase: str, expected: str) -> None:
    assert " ¦ ".join(told(phrase)) == expected
    lexemes = lex(phrase)
    assert all(one.end <= other.start for one, other in pairwise(lexemes))
    assert all(phrase[lexeme.start : lexeme.end] for lexeme in lexemes)


def test_there_are_many_and_none_twice() -> None:
    assert len({phrase for phrase, _ in PHRASES}) == len(PHRASES) > 800
