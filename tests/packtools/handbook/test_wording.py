"""Expressions in words: signs, functions and fields change, what is quoted stays."""

from __future__ import annotations

import pytest

from heyan.engine.checks import CHECK_KINDS
from heyan.packtools.handbook.content import check_in_words
from heyan.packtools.handbook.kinds import KINDS
from heyan.packtools.handbook.wording import in_words
from heyan.pipeline import load_packs


@pytest.mark.parametrize(
    ("expression", "words"),
    [
        ("0 <= score <= weight", "0 ≤ 得分 ≤ 分值"),
        (
            "has(reason) and length(reason) >= 4 and not met()",
            "填了(偏差原因) 且 字数(偏差原因) ≥ 4 且 非 完成指标值()",
        ),
        ('contains(reason, "and or has(score)")', '含有(偏差原因, "and or has(score)")'),
        (r'matches(actual, r"\d+")', r'写法符合(完成值, r"\d+")'),
    ],
)
def test_words(expression: str, words: str) -> None:
    assert in_words(expression) == words


def test_every_expression_of_the_core_pack_keeps_its_brackets_and_quotes() -> None:
    texts = [
        expression.text
        for rule in load_packs(["core"])[0].rules
        for expression in (rule.when, rule.assertion)
        if expression is not None
    ]
    assert texts
    for text in texts:
        told = in_words(text)
        assert [char for char in told if char in '"()'] == [char for char in text if char in '"()']


def test_every_check_kind_has_words() -> None:
    assert KINDS.keys() == CHECK_KINDS.keys()
    assert len(set(KINDS.values())) == len(KINDS)


def test_options_of_checks_are_told_without_the_names_of_classes() -> None:
    told = {
        rule.code: check_in_words(rule.check)
        for pack in load_packs(["core"])
        for rule in pack.rules
        if rule.check is not None
    }
    assert told["A01"] == "合计与各分项之和对照（sum）"
    assert not [text for text in told.values() if "Decimal(" in text or "=" in text]
