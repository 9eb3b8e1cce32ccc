"""Profile values of a pack: declared strictly, put into rules, refused where they cannot stand."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heyan import pipeline
from heyan.engine.values import NO_VALUES, Values, filled_expression, filled_template, plain, references
from heyan.engine.values_source import declared_values
from heyan.engine.yaml_strict import load_yaml
from heyan.errors import PackError

HEAD = "pack: small\nversion: 0.1.0\nvalues:\n"
FLOOR = '  floor: {label: 起报线, kind: number, unit: "%", source: 自评表说明, grade: E, value: 90.50}\n'
DENOMINATOR = (
    "  denominator: {label: 分母, kind: choice, choices: {annual: 全年预算数, initial: 年初预算数},"
    " source: 列头, grade: S, value: annual}\n"
)
SCHEMES = "  weights: {label: 权重, kind: schemes, source: 文件, grade: K, value: [{name: 甲, parts: {产出: 60, 效益+满意度: 40}}]}\n"


def values(body: str) -> Values:
    return declared_values(load_yaml((HEAD + body).encode(), "values.yaml"))


def test_values_are_shown_in_words() -> None:
    found = values(FLOOR + DENOMINATOR + SCHEMES)
    assert {name: value.shown for name, value in found.items()} == {
        "floor": "90.5%",
        "denominator": "全年预算数",
        "weights": "甲：产出 60、效益＋满意度 40",
    }
    assert (found["floor"].line, found["weights"].line) == (4, 6)


def test_references_stand_for_numbers_and_texts_but_not_inside_quotes() -> None:
    found = values(FLOOR + DENOMINATOR)
    text = 'rate < profile.floor / 100 and contains(name, "profile.floor") and basis == profile.denominator'
    assert filled_expression(text, found) == (
        'rate < 90.5 / 100 and contains(name, "profile.floor") and basis == "annual"'
    )
    assert filled_template("低于 {{ profile.floor }}，{{ name }}", found) == "低于 90.5%，{{ name }}"
    assert list(references(text, template=False)) == ["floor", "denominator"]


@given(st.text(max_size=60).filter(lambda text: "profile." not in text))
def test_a_text_without_references_stays_as_it_is(text: str) -> None:
    assert filled_expression(text, NO_VALUES) == text
    assert filled_template(text, NO_VALUES) == text


@given(st.decimals(min_value=0, max_value=10**9, allow_nan=False, places=4))
def test_a_number_is_written_without_loss(number: Decimal) -> None:
    assert Decimal(plain(number)) == number
    assert "E" not in plain(number)


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (FLOOR.replace("90.50", "九十"), "要写成数"),
        (FLOOR.replace("90.50", "true"), "要写成数"),
        (FLOOR.replace("kind: number", "kind: nubmer"), "“kind”不能是“nubmer”（是不是“number”？）"),
        (FLOOR.replace("source: 自评表说明, ", ""), "没有写“source”"),
        (FLOOR.replace("grade: E", "grade: Z"), "“grade”不能是“Z”"),
        (FLOOR.replace("label", "lable"), "没有“lable”这个键（另有 1 处）（是不是“label”？）"),
        (DENOMINATOR.replace("value: annual", "value: anual"), "是不是“annual”？"),
        (SCHEMES.replace("产出: 60", "产出: 50"), "各级分值合计 90，不是 100"),
        (SCHEMES.replace("产出: 60", "产岀: 60"), "没有“产岀”这一级"),
        (SCHEMES.replace("效益+满意度", "效益+产出"), "同一级写了两次"),
        (SCHEMES.replace("parts", "part"), "没有“part”这个键（另有 2 处）（是不是“parts”？）"),
    ],
)
def test_what_a_value_cannot_be_is_refused(body: str, told: str) -> None:
    with pytest.raises(PackError) as caught:
        values(body)
    assert told in str(caught.value)
    assert caught.value.line == 4


@pytest.mark.parametrize(
    ("reference", "told"),
    [("profile.flor", "是不是“floor”？"), ("profile.weights", "不是数也不是选项，不能写进式子")],
)
def test_expressions_refuse_what_is_not_there_or_does_not_fit(reference: str, told: str) -> None:
    with pytest.raises(ValueError, match="口径") as caught:
        filled_expression(f"rate < {reference}", values(FLOOR + SCHEMES))
    assert told in f"{caught.value}{getattr(caught.value, 'hint', '')}"


def test_every_shipped_value_says_where_it_is_known_from() -> None:
    (core,) = pipeline.load_packs(["core"])
    assert {"weights", "bands", "reverse_formula", "execution_denominator", "ratings"} <= core.values.keys()
    for value in core.values.values():
        assert value.source
        assert value.label
        assert not value.chosen
