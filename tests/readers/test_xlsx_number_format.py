from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heyan.readers.number_format import BUILT_IN, show_number, show_text
from heyan.readers.number_sections import parse

ACCOUNTING = '_ ¥* #,##0.00_ ;_ ¥* -#,##0.00_ ;_ ¥* "-"??_ ;_ @_ '
LONG_DATE = 'yyyy"年"m"月"d"日"'


@pytest.mark.parametrize(
    ("stored", "code", "shown"),
    [
        # General
        ("100", "General", "100"),
        ("65.90763868719141", "General", "65.9076386872"),
        ("0.30000000000000004", "General", "0.3"),
        ("-0", "General", "0"),
        ("430221198001010000", "General", "4.3022119800101E+17"),
        ("1E-12", "General", "1E-12"),
        ("3", 'General"分"', "3分"),
        ("5", "@", "5"),
        # decimals: half up from fifteen digits, never from the binary fraction
        ("1.0049999999999999", "0.00", "1.01"),
        ("2.675", "0.00", "2.68"),
        ("0.5", "0", "1"),
        ("1.5", "0", "2"),
        ("2.5", "0", "3"),
        ("430221198001010000", "0", "430221198001010000"),
        ("1e300", "0.00", "1" + "0" * 300 + ".00"),
        # percent
        ("0.95", "0%", "95%"),
        ("1", "0%", "100%"),
        ("0.9512", "0.00%", "95.12%"),
        ("0.98765", "0.0%", "98.8%"),
        ("-0.03", "0%", "-3%"),
        ("1", '"≥"0%', "≥100%"),
        # thousands
        ("1029.61", "#,##0.00", "1,029.61"),
        ("1234567", "#,##0", "1,234,567"),
        ("0", "#,##0", "0"),
        ("999.995", "#,##0.00", "1,000.00"),
        ("123456", "0.00,", "123.46"),
        ("12345", "0!.0,", "1.2"),
        ("1234567890", '0.00,,"百万"', "1234.57百万"),
        # optional digits
        ("5", "#,##0.##", "5"),
        ("5.5", "0.0#", "5.5"),
        ("0.5", "#.##", ".5"),
        ("0", "#", ""),
        ("5", "00000", "00005"),
        ("13800001111", "000-0000-0000", "138-0000-1111"),
        # literals
        ("1234.5", '0.00"万元"', "1234.50万元"),
        ("12", '0"人"', "12人"),
        ("12", "0人", "12人"),
        ("3", r"0\次", "3次"),
        ("100", "[$¥-804]#,##0.00", "¥100.00"),
        # sections
        ("-5", "#,##0.00;(#,##0.00)", "(5.00)"),
        ("-5", r"0.00_ ;[Red]\-0.00\ ", "-5.00"),
        ("-5", "0.00_ ", "-5.00"),
        ("0", '0;-0;"无"', "无"),
        ("7", ";;;", ""),
        ("100", ACCOUNTING, "¥100.00"),
        ("-100", ACCOUNTING, "¥-100.00"),
        ("0", ACCOUNTING, "¥-"),
        ("1", '[=1]"是";[=0]"否";General', "是"),
        ("0", '[=1]"是";[=0]"否";General', "否"),
        ("2", '[=1]"是";[=0]"否";General', "2"),
        ("20000", '[>=10000]0!.0,"万";0', "2.0万"),
        ("200", '[>=10000]0!.0,"万";0', "200"),
        # powers of ten and fractions
        ("0.0000123", "0.00E+00", "1.23E-05"),
        ("99999", "0.0E+00", "1.0E+05"),
        ("0.5", "# ?/?", "0.5"),
        # days and times
        ("44260", "yyyy/m/d", "2021/3/5"),
        ("44260", "yyyy-mm-dd", "2021-03-05"),
        ("44260", "yyyy.mm.dd", "2021.03.05"),
        ("44260", LONG_DATE, "2021年3月5日"),
        ("44260", "[$-804]" + LONG_DATE + ";@", "2021年3月5日"),
        ("44260", r"[$-F800]dddd\,\ mmmm\ dd\,\ yyyy", "2021年3月5日"),
        ("44260", "m月d日", "3月5日"),
        ("44260", 'e"年"', "2021年"),
        ("44260", "aaaa", "星期五"),
        ("44260", "d-mmm-yy", "5-Mar-21"),
        ("44260.5", "yyyy-mm-dd hh:mm:ss", "2021-03-05 12:00:00"),
        ("44260.75", '上午/下午h"时"mm"分"', "下午6时00分"),
        ("0.5", "h:mm AM/PM", "12:00 PM"),
        ("1.5", "[h]:mm", "36:00"),
        ("0.999999", "h:mm", "0:00"),
        ("1", "yyyy/m/d", "1900/1/1"),
        ("61", "yyyy/m/d", "1900/3/1"),
        ("-1", "yyyy/m/d", "-1"),
        ("99999999", "yyyy/m/d", "99999999"),
        # what is no number
        ("abc", "0.00", "abc"),
        ("nan", "0.00", "nan"),
    ],
)
def test_numbers_show_as_in_excel(stored: str, code: str, shown: str) -> None:
    assert show_number(stored, parse(code)) == shown


@pytest.mark.parametrize(
    ("text", "code", "shown"),
    [
        ("甲", "General", "甲"),
        ("甲", "@", "甲"),
        ("甲", "0.00", "甲"),
        ("甲", '"共"@"项"', "共甲项"),
        ("甲", '0;-0;0;@"元"', "甲元"),
        ("", "@", ""),
    ],
)
def test_texts_show_as_in_excel(text: str, code: str, shown: str) -> None:
    assert show_text(text, parse(code)) == shown


@pytest.mark.parametrize("code", BUILT_IN.values())
def test_every_built_in_format_shows_something(code: str) -> None:
    assert show_number("44260.5", parse(code))


@given(
    st.floats().map(repr) | st.text(max_size=5),
    st.text(alphabet='0#?.,%@;[]$-"\\_*ymdhsaeE+/GeneralRed>=<1年元 ', max_size=30),
)
def test_no_format_raises(stored: str, code: str) -> None:
    show_number(stored, parse(code))
    show_text(stored, parse(code))
