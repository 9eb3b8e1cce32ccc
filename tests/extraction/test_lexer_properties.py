"""What holds for every text: lexing never fails, loses no digit, uses Decimals, takes linear time, and reads back what is printed."""

from __future__ import annotations

import time
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from heyan.extraction.lexer import lex
from heyan.extraction.normal import fold
from heyan.model.quantity import Comparator
from heyan.model.units import shipped_units

UNITS = shipped_units()
TOKENS = [
    *"0123456789.,，。%‰≥≤>=≡〈〉≈±△~～-—–·•:：;；、/／+*×()（）[]〔〕【】“”\"'#|\n\t 　",
    *"零〇一二三四五六七八九十百千万亿两廿卅壹贰叁半几来余多约近第前后每上下以至到为是",
    *"元角分年月日号时点期人户次个件项成倍度室线附目指标OolIKkVWmgtQ_",
    *(
        "百分之",
        "分之",
        "个半",
        "万元",
        "亿元",
        "人次",
        "元/亩·年",
        "m³/d",
        "2021年",
        "2021",
        "年度",
        "季度",
        "以上",
        "以内",
        "左右",
        "不低于",
    ),
    *(
        "1,021.96",
        "1 021.96",
        "3亿2000万元",
        "1.职能2.责任",
        "http://",
        "[bookmark",
        "编号",
        "电话",
        "账号：",
        "208社会",
        "K12+300",
        "1+3",
    ),
]
ANY = st.one_of(
    st.text(max_size=60),
    st.lists(st.one_of(st.sampled_from(TOKENS), st.characters()), max_size=30).map("".join),
    st.lists(st.sampled_from(TOKENS), max_size=30).map("".join),
)


@settings(max_examples=500, deadline=None)
@given(ANY)
def test_no_text_fails_and_no_digit_is_lost(text: str) -> None:
    lexemes = lex(text)
    assert all(one.end <= other.start for one, other in pairwise(lexemes))
    covered = {index for lexeme in lexemes for index in range(lexeme.start, lexeme.end)}
    assert {index for index, char in enumerate(fold(text)) if char in "0123456789"} <= covered
    for lexeme in lexemes:
        assert 0 <= lexeme.start < lexeme.end <= len(text)
        assert (lexeme.kind == "quantity") == (lexeme.quantity is not None)
        assert (lexeme.kind == "date") == (lexeme.date is not None)


@settings(max_examples=300, deadline=None)
@given(ANY)
def test_numbers_are_finite_decimals_with_a_positive_last_place(text: str) -> None:
    for lexeme in lex(text):
        quantity = lexeme.quantity
        if quantity is None:
            continue
        for number in (
            quantity.value,
            quantity.ulp,
            quantity.amount,
            quantity.step,
            quantity.upper or quantity.value,
        ):
            assert type(number) is Decimal
            assert number.is_finite()
        assert quantity.ulp > 0
        assert quantity.upper is None or quantity.upper > quantity.value


@settings(max_examples=200, deadline=None)
@given(ANY, ANY)
def test_what_stands_on_another_line_does_not_change_a_line_of_words(text: str, words: str) -> None:
    assume(not any(char in text for char in "\n\v\f\r\x1c\x1d\x1e\x85"))
    line = "预算执行情况良好"
    assert [one for one in lex(f"{line}\n{text}") if one.end <= len(line)] == []


HOSTILE = [
    *("1", "1,", "1.", "1.2,3", "1 ", "  5", "1 234 ", "1 023 ", "9 5 ", "\n\n1", "1\t", "|1"),
    *(
        "1亿",
        "亿万",
        "3万2千",
        "3亿2000万零",
        "三百二十",
        "十四五",
        "两",
        "三点五",
        "百分之九",
        "三分之",
        "壹佰",
        "零",
        "廿",
        "半年",
        "3个半",
        "近百",
        "几十",
    ),
    *(
        "(1)",
        "(((",
        "〔2021〕",
        "〔二〇二一",
        "“1",
        "【1",
        "≥",
        "≥≤5",
        "不低于",
        "约",
        "1余",
        "5≤x",
        "〈1",
        "¥",
    ),
    *(
        "1-",
        "3至",
        "1~",
        "1/",
        "1:",
        "1+",
        "1·",
        "1。",
        "a1",
        "1O",
        "l0",
        "x_",
        "1kW·h",
        "元/人·",
        "1元/",
        "3元5角",
        "-",
        "负1",
        "△1",
    ),
    *(
        "2021年",
        "2021、",
        "2021-",
        "7、",
        "一、二季度",
        "2021.1.1-",
        "职能1.贯",
        "1.贯2.贯",
        "9.贯",
        "指标1",
        "附件1",
        "第1、",
        "第",
    ),
    *(
        "0531-",
        "编号1 ",
        "编号1234 1234 ",
        "208社会",
        "208社会保障和就业",
        "K1+",
        "http://",
        "[bookmark",
        "]1",
        "#1",
        "5%",
        "%%",
        "9点至",
        "预算",
    ),
]


def _cost(text: str) -> float:
    best = 60.0
    for _ in range(2):
        began = time.process_time()
        lex(text)
        best = min(best, time.process_time() - began)
    return best


def _grows_linearly(piece: str, opening: str = "") -> bool:
    """Whether four times the text takes about four times as long; a quadratic lexer would take sixteen times."""
    size = 1500 // len(piece)
    for scale in (1, 4, 16):  # noise on a busy machine: asked again on a longer text
        short, long = opening + piece * (size * scale), opening + piece * (4 * size * scale)
        if _cost(long) < 7 * _cost(short) + 0.003:
            return True
    return False


@pytest.mark.parametrize("piece", HOSTILE)
def test_time_grows_linearly(piece: str) -> None:
    assert _grows_linearly(piece, "共1.甲")


@settings(max_examples=30, deadline=None)
@given(st.lists(st.sampled_from(TOKENS), min_size=1, max_size=6).map("".join))
def test_time_grows_linearly_whatever_is_repeated(piece: str) -> None:
    assert _grows_linearly(piece)


PRINTED_UNITS = [
    "元",
    "万元",
    "亿元",
    "%",
    "‰",
    "个百分点",
    "人",
    "人次",
    "户",
    "万人",
    "亩",
    "平方米",
    "公里",
    "吨",
    "个",
    "项",
    "件",
    "次",
    "元/亩",
    "元/人·天",
    "小时",
    "个工作日",
    "分",
]
BOUNDS: list[tuple[str, str, Comparator | None]] = [
    ("≥", "", ">="),
    ("＞＝", "", ">="),
    ("≤", "", "<="),
    ("＜", "", "<"),
    ("＝", "", "="),
    ("≡", "", "invalid"),
    ("不低于", "", ">="),
    ("不超过", "", "<="),
    ("控制在", "以内", "<="),
    ("达到", "以上", ">="),
    ("", "", None),
]
WIDE = str.maketrans("0123456789.,%", "０１２３４５６７８９．，％")


@settings(max_examples=300, deadline=None)
@given(
    st.decimals(0, 10**9, places=2) | st.integers(0, 10**9).map(Decimal) | st.decimals(0, 10**4, places=4),
    st.sampled_from(PRINTED_UNITS),
    st.sampled_from(BOUNDS),
    st.booleans(),
    st.booleans(),
    st.sampled_from(["", " "]),
)
def test_what_is_printed_is_read_back(
    value: Decimal,
    unit: str,
    bound: tuple[str, str, Comparator | None],
    grouped: bool,
    wide: bool,
    space: str,
) -> None:
    before, behind, comparator = bound
    figure = f"{value:,}" if grouped else str(value)
    if figure.count(",") == 1 and "." not in figure and (wide or unit == "%"):
        figure = str(value)  # 10,100% and １０，１００ may be two numbers
    printed = f"{before}{figure}{space}{unit}{behind}"
    text = f"完成情况：{printed.translate(WIDE) if wide else printed}，已验收。"
    (lexeme,) = lex(text)
    quantity = lexeme.quantity
    assert quantity is not None
    assert (quantity.value, quantity.ulp) == (value, Decimal(1).scaleb(int(value.as_tuple().exponent)))
    assert (quantity.unit, len(unit)) == UNITS.find(unit, 0)
    assert (quantity.comparator, quantity.malformed, quantity.approximate) == (comparator, None, False)
    assert figure.translate(WIDE) in text[lexeme.start : lexeme.end].translate(WIDE)


@given(st.integers(1, 999), st.integers(1000, 9999), st.booleans(), st.sampled_from(["元", "人", "户", ""]))
def test_steps_are_read_as_one_figure(large: int, small: int, grouped: bool, unit: str) -> None:
    printed = f"{large}亿{f'{small:,}' if grouped else small}万{unit}"
    (lexeme,) = lex(f"共{printed}。")
    assert lexeme.quantity is not None
    assert lexeme.quantity.amount == large * 10**8 + small * 10**4
    assert lexeme.quantity.step == 10**4


@given(st.integers(0, 99), st.integers(0, 9), st.sampled_from(["百分之", "千分之"]))
def test_shares_in_words_are_read(whole: int, tenth: int, of: str) -> None:
    digits = "零一二三四五六七八九"
    tens, ones = divmod(whole, 10)
    spelled = (("" if tens == 1 else digits[tens]) + "十" if tens else "") + (
        digits[ones] if ones or not tens else ""
    )
    (lexeme,) = lex(f"不低于{of}{spelled}点{digits[tenth]}。")
    assert lexeme.quantity is not None
    assert lexeme.quantity.value == Decimal(f"{whole}.{tenth}")
    assert (lexeme.quantity.ulp, lexeme.quantity.comparator) == (Decimal("0.1"), ">=")


@given(
    st.integers(1, 500),
    st.integers(1, 500),
    st.sampled_from(["-", "~", "～", "—", "至"]),
    st.sampled_from(["人", "天", "%", "万元"]),
)
def test_ranges_are_read_whole(first: int, more: int, sign: str, unit: str) -> None:
    (lexeme,) = lex(f"约需{first}{sign}{first + more}{unit}。")
    assert lexeme.quantity is not None
    assert (lexeme.quantity.value, lexeme.quantity.upper) == (Decimal(first), Decimal(first + more))
    assert lexeme.quantity.unit == UNITS[unit]
