"""Rows under their headers: by position where that is right, by content where it is not."""

from __future__ import annotations

import pytest

from heyan.extraction.alignment import Column, place
from heyan.extraction.grid import Row, rows_of
from heyan.model.document import Source
from heyan.readers import read

HEADER = tuple(
    Column(role, index, 1, name)
    for index, (role, name) in enumerate(
        (
            ("level1", "一级指标"),
            ("level2", "二级指标"),
            ("name", "三级指标"),
            ("nature", "指标性质"),
            ("target", "指标值"),
            ("unit", "度量单位"),
            ("description", "说明"),
        )
    )
)


def row(cells: str, *, aligned: bool = True) -> Row:
    """A row of TAB-separated cells, read as the second of a table."""
    padding = "\t".join("abcdefg")
    document = read(Source("t.txt", f"{padding}\n{cells}\n{padding}\n{padding}\n".encode()), "d1")
    found = rows_of(document, next(document.tables()))[1]
    return Row(found.index, found.slots, found.span, aligned, found.filled)


@pytest.mark.parametrize(
    ("cells", "expected", "moved"),
    [
        (
            "产出指标\t数量指标\t道路养护\t≥\t12\t公里\t县道",
            "level1 level2 name nature target unit description",
            0,
        ),
        ("\t\t道路养护\t≥\t12\t公里\t县道", "name nature target unit description", 0),
        ("道路养护\t≥\t\t\t12\t公里\t县道", "name nature target unit description", 2),
        ("道路养护\t≥\t12\t公里\t县道\t\t", "name nature target unit description", 5),
        ("时效指标\t\t按期完工\t=\t12\t月\t按月", "level2 name nature target unit description", 1),
        ("村容改善\t\t定性\t明显改善\t无\t长期\t", "name nature target unit description", 5),
    ],
)
def test_cells_find_their_columns(cells: str, expected: str, moved: int) -> None:
    placement = place(row(cells), HEADER, len(HEADER))
    assert [column.role for column, _ in placement.slots] == expected.split()
    assert len(placement.moved) == moved


def test_a_flattened_row_with_fewer_cells_is_placed_but_has_not_drifted() -> None:
    placement = place(row("道路养护\t≥\t12\t公里\t县道", aligned=False), HEADER, len(HEADER))
    assert [column.role for column, _ in placement.slots] == [
        "name",
        "nature",
        "target",
        "unit",
        "description",
    ]
    assert placement.moved == ()


def test_of_several_columns_of_one_role_the_last_counts() -> None:
    header = (
        Column("weight", 0, 1, "分值"),
        Column("name", 1, 1, "三级指标"),
        Column("weight", 2, 1, "分值"),
    )
    placement = place(row("50\t道路养护\t15"), header, len(header))
    slot = placement.of("weight")
    assert slot is not None
    assert slot.text == "15"
