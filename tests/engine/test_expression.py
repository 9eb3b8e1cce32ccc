"""What expressions mean, and that nothing hostile gets through the compiler."""

from __future__ import annotations

import time
from decimal import Decimal

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from heyan.engine.expression import ExpressionError, compile_expression
from heyan.engine.lexicon import Lexicon
from heyan.engine.limits import Meter
from heyan.model.claim import Claim
from heyan.model.report import BudgetRow, Indicator, Report
from tests.engine.factory import Paper, indicator_target

LEXICONS = {"polarity": Lexicon("polarity", {"higher": ("满意度", "合格率"), "lower": ("投诉",)})}
TARGET = indicator_target(name="群众满意度", level1="满意度指标", target="≥95%", weight="10", score="6")


def value_of(text: str) -> bool | None:
    return compile_expression(text, Indicator, LEXICONS).evaluate(TARGET).value


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("0 <= score <= weight", True),
        ("score > weight", False),
        ("score == 6 and weight == 10.0", True),
        ("score != 6", False),
        ("-score < 0", True),
        ("score + weight == 16 and weight - score == 4", True),
        ("weight * 0.6 == score", True),
        ("weight / 4 == 2.5", True),
        ("2 + 3 * 4 == 14 and (2 + 3) * 4 == 20", True),
        ("abs(score - weight) == 4", True),
        ("min(score, weight, 3) == 3 and max(score, weight) == 10", True),
        ("round(weight / 3, 2) == 3.33 and round(2.5) == 3 and round(0.125, 2) == 0.13", True),
        ("near(0.1 + 0.2, 0.3, 0)", True),
        ("near(score, weight, 3.99)", False),
        ("contains(name, '合格', '满意')", True),
        ("contains(name, lexicon('polarity', 'higher'))", True),
        ("contains(name, lexicon('polarity', 'lower'))", False),
        ("startswith(name, '群众') and endswith(name, '度')", True),
        ("matches(name, r'满.度$')", True),
        ("name == '群众满意度' and level1 != '产出指标'", True),
        ("level1 in ('满意度指标', '效益指标')", True),
        ("name in lexicon('polarity')", False),
        ("score in (5, 6)", True),
        ("score not in (5, 7)", True),
        ("target.quantity.comparator == '>='", True),
        ("target.quantity.unit.kind == 'percent' and target.quantity.unit.name == '%'", True),
        ("target.quantity.value == 95 and target.quantity == 0.95 and target.quantity.amount == 0.95", True),
        ("target.raw == '≥95%' and text(target) == '≥95%' and text(score) == '6'", True),
        ("not target.qualitative", True),
        ("has(target) and not has(actual)", True),
        ("has(target.quantity.unit)", True),
        ("not in_prose", True),
        ("polarity() == 'higher'", True),
        ("polarity() in ('lower', 'none')", False),
        ("met()", None),
        ("attainment() >= 1", None),
        ("length(name) == 5", True),
        ("report.year in years('2021年至2022年')", True),
        ("report.year in figures('共2,021户、３.5亩')", True),
        ("report.year in figures('共20,21户')", False),
        ("form.kind == 'self_evaluation_form'", True),
        ("count(form.indicators) == 1", True),
        ("sum(i.score for i in form.indicators) == 6", True),
        ("sum(i.score for i in form.indicators if i.weight > 10) == 0", True),
        ("count(i for i in report.indicators if has(i.actual)) == 0", True),
        ("any(i.name == name for i in form.indicators)", True),
        ("all(any(j.name == i.name for j in form.indicators) for i in form.indicators)", True),
        ("max(i.weight for i in form.indicators) == 10", True),
        ("True and not False", True),
    ],
)
def test_value(text: str, expected: bool | None) -> None:
    assert value_of(text) is expected


@pytest.mark.parametrize("first", [True, False, None])
@pytest.mark.parametrize("second", [True, False, None])
def test_kleene_tables(first: bool | None, second: bool | None) -> None:
    words = {True: "score == 6", False: "score == 7", None: "actual.quantity == 1"}
    both, either = (
        value_of(f"{words[first]} and {words[second]}"),
        value_of(f"{words[first]} or {words[second]}"),
    )
    pair = {first, second}
    assert both is (False if False in pair else None if None in pair else True)
    assert either is (True if True in pair else None if None in pair else False)
    assert value_of(f"not ({words[first]})") is (None if first is None else not first)


@pytest.mark.parametrize(
    ("text", "missing", "reason"),
    [
        ("actual.quantity >= target.quantity", ("完成值",), "缺少完成值"),
        ("actual.quantity.value > 0 and has(reason) or actual.quantity.value < 0", ("完成值",), "缺少完成值"),
        ("contains(reason, '因') and contains(note, '见')", ("偏差原因", "备注"), "缺少偏差原因、备注"),
        ("score / 0 == 1", (), "除数为零"),
        ("score / (weight - 10) == 1", (), "除数为零"),
        ("form.year > 2000", ("表的年度",), "缺少表的年度"),
        ("min(i.actual.quantity for i in form.indicators) > 0", ("完成值",), "缺少完成值"),
        ("max(i.score for i in form.indicators if i.score > 100) > 0", (), "没有可比的数"),
        ("target.quantity == score / 0", (), "除数为零"),
    ],
)
def test_unknown_names_what_is_missing(text: str, missing: tuple[str, ...], reason: str) -> None:
    result = compile_expression(text, Indicator, LEXICONS).evaluate(TARGET)
    assert (result.value, result.missing, result.reason) == (None, missing, reason)


def test_quantities_of_different_kinds_do_not_compare() -> None:
    target = indicator_target(name="培训", target="≥200人次", actual="100%")
    result = compile_expression("actual.quantity >= target.quantity", Indicator, {}).evaluate(target)
    assert (result.value, result.reason) == (None, "单位不同类：%与人次")


@pytest.mark.parametrize(
    ("target", "actual", "met", "degree"),
    [
        ("≥95%", "96%", True, "1.01"),
        ("≥95%", "76%", False, "0.8"),
        ("≤100万元", "1000000元", True, "1"),
        ("≤100万元", "120万元", False, "1.2"),
    ],
)
def test_indicators_are_judged_by_comparator_and_unit(
    target: str, actual: str, met: bool, degree: str
) -> None:
    item = indicator_target(name="项目合格率", target=target, actual=actual)
    assert compile_expression("met()", Indicator, LEXICONS).evaluate(item).value is met
    shown = compile_expression(f"round(attainment(), 2) == {degree}", Indicator, LEXICONS)
    assert shown.evaluate(item).value is True


def test_indicators_of_a_list_are_judged_in_loops() -> None:
    text = "any(not met(i) for i in form.indicators) or has(name)"
    assert compile_expression(text, Indicator, LEXICONS).evaluate(TARGET).value is True
    for wrong in ("met(name)", "met(score)", "met(1)", "met(name, name)"):
        with pytest.raises(ExpressionError, match="要一个指标"):
            compile_expression(wrong, Indicator, LEXICONS)
    with pytest.raises(ExpressionError, match="要一个指标"):
        compile_expression("met()", Report, LEXICONS)


def test_money_compares_in_its_base_unit() -> None:
    paper = Paper().budget({"name": "年度资金总额", "annual": "12万元", "executed": "120000元"})
    target = paper.target(paper.report.forms[0].budget_rows[0])
    assert compile_expression("executed == annual", BudgetRow, {}).evaluate(target).value is True


def test_claims_sum_their_operands() -> None:
    paper = Paper()
    paper.sum_claim("9.1万元", "3万元", "6.1万元")
    text = "sum(p.quantity for p in operands if p.role == 'part') == sum(p.quantity for p in operands if p.role == 'total')"
    assert compile_expression(text, Claim, {}).evaluate(paper.target(paper.claims[0])).value is True


def test_steps_read_like_sentences() -> None:
    result = compile_expression("0 <= score <= weight * 0.5", Indicator, {}).evaluate(TARGET, trace=True)
    assert result.steps == ("0 ≤ 得分 6：是", "得分 6 ≤ 分值 10 × 0.5（即 5）：否")


@given(
    first=st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=0, max_value=10**9),
    second=st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=0, max_value=10**9),
)
@settings(max_examples=60, deadline=None)
@example(first=Decimal("0.1"), second=Decimal("0.2"))
def test_arithmetic_is_exact(first: Decimal, second: Decimal) -> None:
    total, product = first + second, first * second
    assert value_of(f"{first:f} + {second:f} == {total:f}") is True
    assert value_of(f"{first:f} * {second:f} == {product:f}") is True
    assert value_of(f"{first:f} < {second:f}") is (first < second)


@pytest.mark.parametrize(
    ("text", "column", "part", "hint"),
    [
        ("scroe <= weight", 1, "没有“scroe”", "是不是“score”"),
        ("score <= 分值", 10, "没有“分值”", "是不是“weight”"),
        ("得分 <= 3", 1, "没有“得分”", "是不是“score”"),
        ("name == '满意度' and target.quantty > 3", 19, "没有“quantty”", "是不是“quantity”"),
        ("score ≤ weight", 7, "“≤”", "改成“<=”"),
        ("abs（score) > 1", 4, "“（”", "改成“(”"),
        ("name == “甲”", 9, "““”", '改成“"”'),
        ("score > 1 且 weight > 1", 11, "“且”", "and"),
        ("score > 1 && weight > 1", 11, "“&&”", "and"),
        ("score = weight", 7, "单个等号", "=="),
        ("'甲' == name and score +", None, "写法有误", "括号"),
        ("name > 3", 8, "不能这样比较", None),
        ("target > 3", 10, "不能这样比较", "target.quantity"),
        ("score", 1, "判断", "has"),
        ("score + 1", 1, "判断", None),
        ("name + 'a' == 'b'", 1, "要的是数", None),
        ("'满意' in name", 9, "in 右边", "contains"),
        ("form.kind == 'self_evaluation'", 14, "不会有", "self_evaluation_form"),
        ("target.quantity.comparator in ('≥', '>')", 31, "不会有“≥”", None),
        ("contain(name, 'a')", 1, "没有函数", "contains"),
        ("matches(name, '[')", 15, "正则表达式有误", None),
        (r"matches(name, r'(?=a)')", 15, "正则表达式有误", None),
        (r"matches(name, '\d')", 15, "反斜杠", "r"),
        ("contains(name, lexicon('polaritty'))", 16, "没有词表", "polarity"),
        ("contains(name, lexicon('polarity', 'high'))", 16, "没有“high”", "higher"),
        ("form.indicators.name == 'a'", 1, "一组值", "sum"),
        ("count == 3", 1, "没有“count”", "是函数"),
        ("has(3)", 1, "has 要一个字段", None),
        ("any(i.in_prose for name in form.indicators)", 20, "循环变量", None),
    ],
)
def test_error_tells_place_and_hint(text: str, column: int | None, part: str, hint: str | None) -> None:
    with pytest.raises(ExpressionError) as caught:
        compile_expression(text, Indicator, LEXICONS)
    assert part in str(caught.value)
    if column is not None:
        assert caught.value.column == column
    assert hint is None or hint in (caught.value.hint or "")


HOSTILE = [
    "__import__('os').system('true')",
    "name.__class__ == 'a'",
    "name.__class__.__bases__[0] == 'a'",
    "().__class__.__bases__[0].__subclasses__() == 1",
    "name['__class__'] == 'a'",
    "'%999999999d' % 1 == 'a'",
    "'{:>2000000000}'.format(1) == 'a'",
    "f'{name}' == 'a'",
    "'a' * 1000000000 == 'a'",
    "9 ** 9 ** 9 > 1",
    "1 << 99999999 > 1",
    "1 // 0 > 1",
    "~1 > 0",
    "+1 > 0",
    "1 if True else 2",
    "lambda: 1",
    "(x := 1) == 1",
    "[i for i in form.indicators] == 1",
    "{i for i in form.indicators}",
    "{'a': 1} == 1",
    "sum(i.score for i in form.indicators for j in form.indicators) > 1",
    "sum(sum(sum(k.score for k in form.indicators) for j in form.indicators) for i in form.indicators) > 1",
    "any(True for i in years(name))",
    "any(True for i, j in form.indicators)",
    "(i for i in form.indicators)",
    "await name",
    "yield name",
    "print(name)",
    "eval('1')",
    "getattr(name, 'upper')",
    "name.upper() == 'A'",
    "name.upper == 'A'",
    "report.text.value == 'a'",
    "report.indicators.__init__ == 1",
    "round(score, 999999999) > 1",
    "round(score, -5) > 1",
    "round(score, weight) > 1",
    "1e999999999 > 1",
    "1_000 > 1",
    "0x10 > 1",
    "1j == 1",
    "b'a' == name",
    "... == 1",
    "None == score",
    "score is None",
    "contains(*name)",
    "contains(name, word='a')",
    "contains(name, '')",
    "contains(name, name)",
    "matches(name, name)",
    "min(score) > 1",
    "not" * 900 + " True",
    "(" * 500 + "1" + ")" * 500,
    "-" * 1500 + "1 > 0",
    " and ".join(["score > 1"] * 150),
    "score > 1" + " " * 3000,
    "score > 1\0",
    "\ud800 == 1",
    "score > 1; score > 2",
    "1" * 400 + " > 1",
    "",
    "   ",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_expression_is_refused(text: str) -> None:
    started = time.monotonic()
    with pytest.raises(ExpressionError):
        compile_expression(text, Indicator, LEXICONS)
    assert time.monotonic() - started < 1


_WORDS = (
    "score weight name target actual .quantity .unit .kind .raw form report indicators in not and or ( ) [ ] , < <= == != "
    "+ - * / ** % 0 1 0.5 'a' r'\\d' has( contains( sum( any( count( lexicon( matches( for i in form.indicators if i. "
    'True None lambda : := 满意 ≤ （ ） \\ " {} \t \n'
)
_PIECES = st.sampled_from(_WORDS.split(" "))


@given(st.one_of(st.text(max_size=60), st.lists(_PIECES, max_size=25).map(" ".join)))
@settings(max_examples=300, deadline=None)
def test_compiler_raises_nothing_else(text: str) -> None:
    for item in (Indicator, Claim, Report):
        try:
            expression = compile_expression(text, item, LEXICONS)
        except ExpressionError:
            continue
        if item is Indicator:
            expression.evaluate(TARGET, trace=True)


def test_hostile_figures_do_not_crash() -> None:
    target = indicator_target(name="a", weight="9" * 900, score="1" + "0" * 900)
    for text in (
        "score * score * score > weight",
        "round(score, 12) == 1",
        "score / weight > 0",
        "score + 1 > score",
    ):
        compile_expression(text, Indicator, {}).evaluate(target, trace=True)


@pytest.mark.parametrize(
    ("text", "once"),
    [
        ("any(has(i.reason) for i in form.indicators)", True),
        ("count(i.score for i in form.indicators if i.score > 1) > 3", True),
        ("any(met(i) for i in form.indicators)", True),
        ("any(i.name == name for i in form.indicators)", False),
        ("any(i.score == 2 and met() for i in form.indicators)", False),
    ],
)
def test_a_loop_that_reads_nothing_of_the_item_is_worked_out_once_for_all_rows(text: str, once: bool) -> None:
    target = Paper().indicators(*({"name": f"指标{i}", "score": "1"} for i in range(50))).target()
    expression, meter = compile_expression(text, Indicator, {"polarity": Lexicon("polarity", {})}), Meter()
    full, first = meter.left, expression.evaluate(target, meter=meter)
    after_one = meter.left
    assert expression.evaluate(target, meter=meter) == first
    assert full > after_one
    assert (meter.left == after_one) is once


def test_a_loop_is_worked_out_anew_for_another_form() -> None:
    expression, meter = (
        compile_expression("any(i.score == 2 for i in form.indicators)", Indicator, {}),
        Meter(),
    )
    ends = [
        expression.evaluate(indicator_target(name="甲", score=score), meter=meter).value
        for score in ("1", "2")
    ]
    assert ends == [False, True]


def test_any_and_all_stop_at_what_settles_them() -> None:
    target = Paper().indicators(*({"name": f"指标{i}", "score": "1"} for i in range(50))).target()
    for settled, open_ in (("any", "all"), ("all", "any")):
        condition = "i.score == 1" if settled == "any" else "i.score == 2"
        costs = []
        for loop in (settled, open_):
            meter = Meter()
            full = meter.left
            expression = compile_expression(f"{loop}({condition} for i in form.indicators)", Indicator, {})
            expression.evaluate(target, meter=meter)
            costs.append(full - meter.left)
        assert costs[0] * 40 < costs[1]


def test_nested_loops_over_a_long_form_give_up() -> None:
    target = Paper().indicators(*({"name": f"指标{i}", "score": "1"} for i in range(700))).target()
    text = "any(any(j.name == i.name and j.score == 2 for j in form.indicators) for i in form.indicators)"
    started = time.monotonic()
    result = compile_expression(text, Indicator, {}).evaluate(target)
    assert result.value is None
    assert "计算限额" in (result.reason or "")
    assert time.monotonic() - started < 5


@pytest.mark.parametrize(
    ("text", "relates"),
    [
        ("score <= weight", True),
        ("0 <= score <= weight", True),
        ("attainment() < 1.3", False),
        ("score <= 10", False),
        ("2 * score < weight + 1", True),
        ("sum(i.score for i in form.indicators) <= weight", True),
        ("3 * count(i for i in form.indicators if has(i.score)) > count(form.indicators)", False),
        ("score > length(name)", False),
        ("score in [1, 2] and weight in [3]", False),
        ("has(target.quantity) and matches(name, r'\\d')", False),
        ("target.quantity.value in figures(name)", False),
        ("text(target) == text(actual)", False),
    ],
)
def test_only_numbers_held_against_each_other_relate(text: str, relates: bool) -> None:
    assert compile_expression(text, Indicator, {}).relates is relates
