"""The shipped word lists, word by word: each says what its group says. Examples of rules show only some of them."""

from __future__ import annotations

import pytest

from heyan.engine.checks.unit_names import thing_named
from heyan.engine.polarity import mentions, polarity
from heyan.model.document import Source
from heyan.pipeline import audit, load_packs

PACK = load_packs(["core"])[0]
LEXICONS = PACK.lexicons
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


SECTIONS = PACK.lexicons["report_sections"].groups
HEADED = {group: words[0] for group, words in SECTIONS.items()}


@pytest.mark.parametrize(("group", "word"), [(g, w) for g, words in SECTIONS.items() for w in words])
def test_a_heading_with_any_of_its_words_tells_of_the_section(group: str, word: str) -> None:
    headings = [word if name == group else told for name, told in HEADED.items()]
    body = "各站所按照分工推进道路养护和河道保洁，台账清楚，群众反映良好。" * 6
    text = "\n".join(f"{number}、{head}\n{body}" for number, head in zip("一二三四五", headings, strict=True))
    result = audit([Source("p.txt", f"石溪镇2023年绩效自评报告\n{text}\n".encode())], (PACK,))
    assert [finding for finding in result.findings() if finding.code == "H08"] == []
