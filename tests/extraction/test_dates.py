from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heyan.extraction.dates import months_of, parse_date
from tests.extraction.told import of_date, told


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2021年12月31日前完成", "2021-12-31<"),
        ("2021 年 12 月 31 日", "2021-12-31"),
        ("２０２１年６月", "2021-6-?"),
        ("2021年底完成", "2021-12-?<"),
        ("2021年年底前", "2021-12-?<"),
        ("2021年内完成", "2021-12-?<"),
        ("2021年末", "2021-12-?<"),
        ("2121年底完成", "2121-12-?<"),
        ("年底完成", "?-12-?<"),
        ("当年年底", "?-12-?<"),
        ("年内完成", "?-12-?<"),
        ("2021年", "2021-?-?"),
        ("2021年度", "2021-?-?"),
        ("2021年前完成", "2021-?-?<"),
        ("2021年6月底前", "2021-6-?<"),
        ("12月底之前", "?-12-?<"),
        ("12月31日", "?-12-31"),
        ("31日前", "?-?-31<"),
        ("2021-12-31", "2021-12-31"),
        ("2021/12/31", "2021-12-31"),
        ("2021.12.31", "2021-12-31"),
        ("2021/12", "2021-12-?"),
        ("2021-12", "2021-12-?"),
        ("20211231", "2021-12-31"),
        ("二〇二一年", "2021-?-?"),
        ("二○二一年十二月三十一日", "2021-12-31"),
        ("二0二一年", "2021-?-?"),
        ("2021年上半年", "2021-6-?"),
        ("上半年", "?-6-?"),
        ("下半年完成", "?-12-?"),
        ("2021年第三季度", "2021-9-?"),
        ("三季度末前", "?-9-?<"),
        ("第4季度", "?-12-?"),
        ("2021年1-6月", "2021-6-?"),
        ("2021年13月", "2021-13-?!没有13月"),
        ("2021年2月30日", "2021-2-30!2月没有30日"),
        ("2020年2月29日", "2020-2-29"),
        ("2021年2月29日", "2021-2-29!2月没有29日"),
        ("2021年12月32日", "2021-12-32!12月没有32日"),
        ("202年度", "202-?-?!年份位数不对"),
        ("20211年12月", "20211-12-?!年份位数不对"),
        ("21年6月", "2021-6-?"),
    ],
)
def test_a_deadline_is_read(text: str, expected: str) -> None:
    date = parse_date(text)
    assert date is not None
    assert of_date(date) == expected


@pytest.mark.parametrize(
    "text", ["", "长期", "及时", "100%", "3年", "12个月", "5日内", "年初", "/", "24小时"]
)
def test_what_names_no_day_is_no_date(text: str) -> None:
    assert parse_date(text) is None


@pytest.mark.parametrize(
    ("label", "month"),
    [
        ("3月底", 3),
        ("12月底", 12),
        ("１０月底", 10),
        ("一季度", 3),
        ("第二季度", 6),
        ("上半年", 6),
        ("年底", 12),
        ("1-9月", 9),
        ("合计", None),
        ("", None),
    ],
)
def test_a_column_closes_with_a_month(label: str, month: int | None) -> None:
    assert months_of(label) == month


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2021年年初预算数", ["2021-?-?"]),
        ("2021年中央补助", ["2021-?-?"]),
        ("2021年内部控制", ["2021-?-?"]),
        ("2021年前三季度", ["2021-?-?", "?-9-?"]),
        ("2021年10个项目", ["2021-?-?", "10个"]),
        ("2020年-2022年", ["2020-?-?", "2022-?-?"]),
        ("2021-2025年", ["2021-?-?", "2025-?-?"]),
        ("2020、2021年度", ["2020-?-?", "2021-?-?"]),
        ("2021.01-2021.12", ["2021-1-?", "2021-12-?"]),
        ("2021年1月1日至12月31日", ["2021-1-1", "?-12-31"]),
        ("2021部门整体支出绩效目标表", ["2021-?-?"]),
        ("(2021年度)", ["2021-?-?"]),
        ("7.2020年乡镇经费", ["list_number:7.", "2020-?-?"]),
        ("2 0 2 1 年", ["2021-?-?"]),
        ("12月", ["?-12-?"]),
        ("24月", ["24月"]),
        ("≡12月", ["invalid12月"]),
        ("12个月", ["12个月"]),
        ("3年", ["3年"]),
        ("2021.12", ["2021.12"]),
        ("5日内办结", ["<=5日"]),
    ],
)
def test_dates_in_running_text(text: str, expected: list[str]) -> None:
    assert told(text) == expected


@given(st.dates())
def test_every_day_is_read_in_every_spelling(day: object) -> None:
    year, month, date = (int(part) for part in str(day).split("-"))
    if not 1900 <= year < 2200:
        return
    for text in (f"{year}年{month}月{date}日", f"{year}-{month:02}-{date:02}", f"{year}.{month}.{date}"):
        assert told(text) == [f"{year}-{month}-{date}"]


@given(st.text())
def test_no_text_fails(text: str) -> None:
    parse_date(text)
