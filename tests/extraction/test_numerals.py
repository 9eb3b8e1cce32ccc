from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heyan.extraction.numerals import chinese_number, positional

DIGITS = "零一二三四五六七八九"


@pytest.mark.parametrize(
    ("run", "value"),
    [
        ("零", 0),
        ("两", 2),
        ("十", 10),
        ("十二", 12),
        ("二十", 20),
        ("九十五", 95),
        ("一百零五", 105),
        ("三百二十", 320),
        ("一千零一十", 1010),
        ("两千", 2000),
        ("三万五千", 35000),
        ("十万", 100000),
        ("一百二十万", 1200000),
        ("一亿零三百", 100000300),
        ("三亿五千万", 350000000),
        ("壹仟贰佰", 1200),
    ],
)
def test_numerals_are_read(run: str, value: int) -> None:
    assert chinese_number(run) == value


@pytest.mark.parametrize(
    "run", ["十四五", "一二三", "一百五", "三八", "万", "百", "", "十十", "百千", "万万", "二" * 99]
)
def test_what_spells_no_number_has_none(run: str) -> None:
    assert chinese_number(run) is None


def test_digits_one_by_one() -> None:
    assert positional("二〇二一") == positional("二零二一") == positional("二0二一") == 2021
    assert positional("二十一") is None


def spelled(number: int) -> str:
    """The usual spelling of 0 to 9999."""
    if number == 0:
        return "零"
    text, gap = "", False
    for scale, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // scale % 10
        if digit:
            text += ("零" if gap and text else "") + DIGITS[digit] + name
            gap = False
        else:
            gap = True
    return text


@given(st.integers(0, 9999), st.integers(1, 9999))
def test_every_usual_spelling_is_read(small: int, large: int) -> None:
    assert chinese_number(spelled(small)) == small
    joint = "零" if 0 < small < 1000 else ""
    tail = joint + spelled(small) if small else ""
    assert chinese_number(spelled(large) + "万" + tail) == large * 10_000 + small


@given(st.text("零〇一二三四五六七八九十百千万亿两壹拾佰仟", max_size=30))
def test_no_run_of_numerals_fails(run: str) -> None:
    value = chinese_number(run)
    assert value is None or value >= 0
