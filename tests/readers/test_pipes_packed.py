"""Pipe tables whose rows lost their merged cells and were filled up at the end."""

from __future__ import annotations

import pytest

from heyan.model.document import Source, Table
from heyan.readers import read


def table(text: str) -> Table:
    (found,) = read(Source("t.txt", text.encode()), "d1").tables()
    return found


@pytest.mark.parametrize(
    ("text", "aligned", "widths"),
    [
        ("| 一 | 二 | 三 | 四 |\n| 甲 | 乙 | 5 | |\n| 丙 | 6 |||\n| 丁 | 7 |||\n", False, [4, 4, 2, 2]),
        ("| 一 | 二 | 三 | 四 |\n| 甲 | 乙 | 5 |  |\n|  | 丙 | 6 |  |\n", True, [4, 4, 4]),
        # Empty cells without a space stand elsewhere, too: nothing is filled up.
        ("| 一 | 二 | 三 | 四 |\n|| 乙 | 5 |||\n|| 丙 | 6 |||\n", True, [4, 5, 5]),
        ("|一|二|三|四|\n|甲|乙|||\n|丙|丁|||\n", True, [4, 4, 4]),
    ],
)
def test_what_only_fills_a_row_up_is_no_cell(text: str, aligned: bool, widths: list[int]) -> None:
    found = table(text)
    assert found.aligned is aligned
    assert [sum(cell.row == row for cell in found.cells) for row in range(found.row_count)] == widths


def test_a_menu_is_no_table() -> None:
    text = "首页 | 政务公开 | 办事服务\n石溪镇2023年绩效自评报告\n一、基本情况\n"
    assert not list(read(Source("t.txt", text.encode()), "d1").tables())
