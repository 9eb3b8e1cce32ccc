"""TAB grids whose rows were broken by cells of several lines."""

from __future__ import annotations

import pytest

from heyan.model.document import Source
from heyan.readers import read


def rows(text: str) -> list[list[str]]:
    document = read(Source("t.txt", text.replace("→", "\t").encode()), "d1")
    (table,) = document.tables()
    found: dict[int, list[str]] = {}
    for cell in table.cells:
        found.setdefault(cell.row, []).append(document.text_of(cell.span))
    return list(found.values())


FULL = "甲→1→2→3→\n乙→1→2→3→\n丙→1→2→3→\n丁→1→2→3→\n"


@pytest.mark.parametrize(
    ("broken", "joined"),
    [
        (
            "资金\n（万元）→全年\n（A）→执行\n（B）→率→分\n",
            ["资金\n（万元）", "全年\n（A）", "执行\n（B）", "率", "分"],
        ),
        ("→产出\n（50分）→数量→5个→\n", ["", "产出\n（50分）", "数量", "5个", ""]),
        ("产\n出\n指\n标→数量→甲→5个→\n", ["产\n出\n指\n标", "数量", "甲", "5个", ""]),
    ],
)
def test_several_broken_cells_of_a_row(broken: str, joined: list[str]) -> None:
    assert rows(FULL + broken + FULL)[4] == joined


def test_rows_with_widths_of_their_own_stay_apart() -> None:
    text = "项目名称→河堤加固\n资金→→年初→全年→执行\n→总额→5→6→6\n→其中→5→6→6\n一级→二级→三级→指标值→完成值→分值\n"
    assert [len(row) for row in rows(text)] == [2, 5, 5, 5, 6]


def test_a_level_over_its_points_heads_its_row_though_the_cell_above_holds_text() -> None:
    text = FULL.replace("丁→1→2→3→", "丁→1→2→3→原因。") + "满意度指标\n（10分）→1→2→3→\n" + FULL
    assert rows(text)[4] == ["满意度指标\n（10分）", "1", "2", "3", ""]
