"""The shipped word lists, word by word: each says what its group says. Examples of rules show only some of them."""

from __future__ import annotations

import pytest

from heyan.engine.checks.unit_names import thing_named
from heyan.engine.polarity import mentions, polarity
from heyan.pipeline import load_packs

LEXICONS = load_packs(["core"])[0].lexicons
POLARITY, THINGS = LEXICONS["polarity"], LEXICONS["units_of_things"]


@pytest.mark.parametrize("group", ["higher", "lower", "either"])
def test_every_word_leans_as_its_group_says(group: str) -> None:
    assert {word: polarity(word, POLARITY) for word in POLARITY.groups[group]} == dict.fromkeys(
        POLARITY.groups[group], group
    )


def test_work_against_what_should_be_little_leans_neither_way() -> None:
    words = POLARITY.groups["undoing"]
    assert {word: polarity(f"{word}投诉", POLARITY) for word in words} == dict.fromkeys(words, "either")
    assert {word: polarity(f"{word}成本", POLARITY) for word in words} == dict.fromkeys(words, "lower")


@pytest.mark.parametrize("group", ["unbounded", "exceedable"])
def test_words_beyond_the_whole_are_found_inside_of_names(group: str) -> None:
    words = POLARITY.groups[group]
    assert all(mentions(f"本年{word}情况", words) for word in words)
    assert not any(mentions(name, words) for name in ("验收合格率", "群众满意度", "森林覆盖率"))


@pytest.mark.parametrize("group", THINGS.groups)
def test_every_thing_is_counted_in_the_unit_of_its_group(group: str) -> None:
    words = THINGS.groups[group]
    assert {word: thing_named(word, THINGS) for word in words} == {
        word: (group, word, True) for word in words
    }
