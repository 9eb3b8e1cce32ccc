"""The five sample papers: their tables are found as they were before flattening. Only figures and labels are named."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from heyan.model.document import Document, Source
from heyan.readers.text import read
from tests.readers.contract import assert_contract, texts, uncovered

SEEDS = Path(__file__).parents[3] / "shared" / "seeds"

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not SEEDS.is_dir(), reason="the sample papers are not beside this checkout"),
]


@pytest.mark.parametrize("number", range(5))
def test_the_samples_keep_the_contract(number: int) -> None:
    document = _seed(number)
    assert_contract(document)
    assert not re.sub(r"[\s#]|\[bookmark: \w+\]", "", uncovered(document))


def test_prose_has_no_tables() -> None:
    assert [list(_seed(number).tables()) for number in (1, 2)] == [[], []]


def test_word_tables_flattened_to_a_cell_per_line() -> None:
    document = _seed(0)
    goal, evaluation = (texts(document, table) for table in document.tables())
    assert (len(goal), len(evaluation)) == (22, 21)
    assert goal[3][2:] == ["1029.61", "其中：基本支出", "1029.61"]
    assert len(goal[6][1].split("\n")) == 8
    assert evaluation[2] == ["", "年度资金总额", "1029.61", "4118.5", "4118.5", "10", "100%", "10"]
    indicators = evaluation[11:20]
    assert [len(row) for row in indicators] == [9] * 9
    assert [row[6].strip() for row in indicators] == ["15", "15", "10", "10", "8", "8", "8", "6", "10"]
    assert [row[7].strip() for row in indicators] == ["15", "12", "8", "9", "8", "7", "7", "5", "9"]
    assert indicators[0][1] == "产出指标\n(50分)"
    assert [cell.strip() for cell in evaluation[20]] == ["总分", "100", "90", ""]


def test_prose_behind_the_tables_is_paragraphs() -> None:
    document = _seed(0)
    behind = [p for p in document.paragraphs() if p.span.start > list(document.tables())[-1].span.end]
    assert len(behind) == 27
    assert document.text_of(behind[4].span) == "（一）基本支出情况"


def test_each_project_has_its_table() -> None:
    document = _seed(3)
    tables = [texts(document, table) for table in document.tables()]
    assert len(tables) == 9
    for rows in tables:
        assert [len(row) for row in rows[:8]] == [2, 4, 7, 2, 5, 5, 2, 6]
        assert {len(row) for row in rows[8:]} == {6}
        assert rows[2][1] == "预算数"
        assert rows[5][1:] == ["25.00%", "50.00%", "75.00%", "100.00%"]
    assert [rows[2][2] for rows in tables] == [
        "594.00", "10.00", "2.59", "21.15", "45.93", "3.07", "194.50", "310.50", "2.00",
    ]  # fmt: skip


def test_a_drifting_grid_is_one_table() -> None:
    document = _seed(4)
    (table,) = document.tables()
    rows = texts(document, table)
    assert table.aligned
    assert table.column_count == 8
    header = _row(rows, "一级指标")
    assert header[:6] == ["一级指标", "二级指标", "三级指标", "指标值类型", "指标值", "度量单位"]
    assert len(header) == 8
    assert _row(rows, "时效指标")[2:6] == ["工作及时完成", "≡", "12", "月"]
    assert _row(rows, "1198.80")[2] == "一般公共预算"
    assert _row(rows, "满意度指标")[3:5] == ["≡", "95%"]
    titles = [paragraph for paragraph in document.paragraphs() if paragraph.level]
    assert [paragraph.level for paragraph in titles] == [2]


def _seed(number: int) -> Document:
    (path,) = SEEDS.glob(f"{number:03d}_*.txt")
    return read(Source(path.name, path.read_bytes()), "d1")


def _row(rows: list[list[str]], first: str) -> list[str]:
    return next(row for row in rows if row[0] == first)
