"""The kinds that read texts: words, spelling, numbering, repetition, likeness, foreign trades, unfinished paragraphs."""

from __future__ import annotations

import json
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heyan.engine.similarity import likeness
from heyan.engine.wordlist import Words, free_places
from heyan.model.document import Source
from heyan.model.finding import Finding
from heyan.pipeline import audit, load_packs

PACKS = load_packs(["core"])


def findings(code: str, model: Mapping[str, object] | str) -> list[Finding]:
    """What rule `code` finds in a model, or in a paper of plain text."""
    content = (
        model
        if isinstance(model, str)
        else json.dumps({"schema": "heyan.report/1", **model}, ensure_ascii=False)
    )
    result = audit([Source("p", content.encode())], PACKS)
    assert not result.failures
    return [finding for finding in result.findings() if finding.code == code]


@pytest.mark.parametrize(
    "text",
    [
        "项目目标、工作作风、资金金额、村民民宿、社会会议、规划划分、分管管理",
        "人民民主、预算算账、基本本领、目标标准、发展展示、服务务必",
        "补贴准确率及及时率均为100%",
        "召开居委会会议，党支部部署工作，本镇镇区整洁，全乡乡村振兴",
        "稳稳当当、兢兢业业、实实在在、方方面面、村村通、户户有",
        "以此为目的的工作，天天巡查，常常走访",
    ],
)
def test_neighbouring_words_are_no_doubled_characters(text: str) -> None:
    assert findings("K05", f"石溪镇2023年绩效自评报告\n{text}。\n") == []


@pytest.mark.parametrize(
    ("text", "wrong", "right"),
    [
        ("以免导导致资金闲置", "导导", "导"),
        ("发挥协会会作用", "会会", "会"),
        ("按照规定定期检查，保证证资金安全", "证证", "证"),
        ("及时拔付资金", "拔付", "拨付"),
        ("预算編制不科学", "編", "编"),
        ("数据増长较快", "増", "增"),
        ("⽬标明确", "⽬", "目"),
    ],
)
def test_misspellings_name_the_right_word(text: str, wrong: str, right: str) -> None:
    (found,) = findings("K05", f"石溪镇2023年绩效自评报告\n{text}。\n")
    assert (found.reported, found.expected) == (wrong, right)


def test_one_misspelling_in_many_places_is_one_finding() -> None:
    (found,) = findings("K05", "石溪镇2023年绩效自评报告\n及时拔付资金。\n按月拔付资金。\n")
    assert len(found.related) == 1


def test_a_gap_names_the_heading_that_lost_its_number() -> None:
    text = "石溪镇2023年绩效自评报告\n一、基本情况\n职责明确。\n二、预算情况\n执行良好。\n绩效目标完成情况\n完成良好。\n四、存在问题\n进度偏慢。\n"
    (found,) = findings("J06", text)
    assert found.location.excerpt.startswith("绩效目标完成情况")
    assert found.expected == "三、"


@pytest.mark.parametrize(
    "lines",
    [
        ["一、甲情况", "1.做了一件事情。", "2.做了两件事情。", "二、乙情况", "1.做了三件事情。"],
        ["一、甲情况", "（一）上半年情况", "（二）下半年情况", "二、乙情况", "（一）总体情况"],
        ["十、甲情况", "内容完整清楚。", "十一、乙情况", "内容完整清楚。"],
        ["1.做了一件事情。", "2021年完成了任务。", "2.做了两件事情。"],
        ["①数量指标。", "完成情况良好。", "②质量指标。"],
    ],
)
def test_numbers_that_follow_each_other_are_right(lines: list[str]) -> None:
    assert findings("J06", "\n".join(["石溪镇2023年绩效自评报告", *lines, ""])) == []


def test_a_town_that_calls_itself_otherwise_is_one_finding() -> None:
    text = "石溪乡人民政府2023年绩效自评报告\n我镇认真组织。本镇群众满意。\n"
    (found,) = findings("K06", text)
    assert "我镇" in found.message
    assert "本镇" in found.message


def test_the_longest_word_counts_and_longer_words_excuse() -> None:
    words = Words(("项目", "项目支出", "a+b"))
    assert [(s, e) for s, e in words.found_in("项目支出a+b项目")] == [(0, 4), (4, 7), (7, 9)]
    assert free_places("发展列入，展列", ("展列",), ("发展列",)) == [(5, 7)]


@given(
    st.lists(st.text(alphabet="甲乙丙+.(", min_size=1, max_size=3), min_size=1, max_size=6),
    st.text(alphabet="甲乙丙+.( ", max_size=40),
)
def test_words_are_found_where_the_text_holds_them(words: list[str], text: str) -> None:
    found = list(Words(words).found_in(text))
    assert all(text[start:end] in words for start, end in found)
    assert bool(found) == any(word in text for word in words)


@given(st.text(max_size=60), st.text(max_size=60))
def test_likeness_is_symmetric_and_within_one(one: str, other: str) -> None:
    assert likeness(one, other) == likeness(other, one)
    assert 0 <= likeness(one, other) <= 1
    assert likeness(one, one) == 1
