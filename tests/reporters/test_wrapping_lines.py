"""Line breaking by cells."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.text import Text

from heyan.reporters.wrapping import wrapped


def lines(text: str, width: int) -> list[str]:
    return [line.plain for line in wrapped(Text(text), width)]


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        ("一二三四五六", 6, ["一二三", "四五六"]),
        ("全年支出812.40万元", 10, ["全年支出", "812.40万元"]),
        ("一二三，四五六", 6, ["一二", "三，四", "五六"]),
        ("一二三（四五）", 8, ["一二三", "（四五）"]),
        ("甲 乙 丙 丁", 5, ["甲 乙", "丙 丁"]),
        ("abcdefghij", 4, ["abcd", "efgh", "ij"]),
        ("甲\n\n乙", 10, ["甲", "", "乙"]),
        ("", 10, [""]),
    ],
)
def test_lines_break_where_a_reader_expects(text: str, width: int, expected: list[str]) -> None:
    assert lines(text, width) == expected


@given(st.text(st.sampled_from("一二三，。（）“”【】12.5%ab 　\n"), max_size=80), st.integers(8, 40))
def test_no_line_is_too_wide_and_no_character_is_lost(text: str, width: int) -> None:
    shown = lines(text, width)
    assert all(cell_len(line) <= width for line in shown)
    assert "".join("".join(shown).split()) == "".join(text.split())


def test_styles_survive_a_break() -> None:
    text = Text("一二三").append("四五六", "bold")
    first, second = wrapped(text, 8)
    assert [span.style for span in first.spans] == ["bold"]
    assert [span.style for span in second.spans] == ["bold"]
