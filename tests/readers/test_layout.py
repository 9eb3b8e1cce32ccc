"""Cells on a grid, and a document's text put together from pieces."""

from __future__ import annotations

import pytest

from heyan.errors import UnreadableInput
from heyan.model.document import Document, Source, Table
from heyan.readers.layout import MAX_COLUMNS, Composer, Grid, GridCell, check_extent, place_cells
from tests.readers.contract import assert_contract, grid

SOURCE = Source("甲.docx", b"bytes")

PLACEMENTS: list[tuple[str, list[list[tuple[int, int, str]]], list[tuple[int, int, int, int, str]]]] = [
    ("plain", [[(1, 1, "a"), (1, 1, "b")]], [(0, 0, 1, 1, "a"), (0, 1, 1, 1, "b")]),
    (
        "a row span pushes the next row's cells aside",
        [[(2, 1, "a"), (1, 1, "b")], [(1, 1, "c")]],
        [(0, 0, 2, 1, "a"), (0, 1, 1, 1, "b"), (1, 1, 1, 1, "c")],
    ),
    (
        "a row span beyond the last row is cut off",
        [[(9, 1, "a")], [(1, 1, "b")]],
        [(0, 0, 2, 1, "a"), (1, 1, 1, 1, "b")],
    ),
    (
        "a row span of 0 reaches the last row",
        [[(0, 1, "a")], [], [(1, 1, "b")]],
        [(0, 0, 3, 1, "a"), (2, 1, 1, 1, "b")],
    ),
    (
        "a column span ends where a cell from above stands",
        [[(1, 1, "a"), (2, 1, "b")], [(1, 3, "c")]],
        [(0, 0, 1, 1, "a"), (0, 1, 2, 1, "b"), (1, 0, 1, 1, "c")],
    ),
    ("spans below one count as one", [[(1, 0, "a"), (-1, -5, "b")]], [(0, 0, 1, 1, "a"), (0, 1, 1, 1, "b")]),
]


@pytest.mark.parametrize(
    ("rows", "expected"), [case[1:] for case in PLACEMENTS], ids=[c[0] for c in PLACEMENTS]
)
def test_cells_are_placed_as_html_places_them(
    rows: list[list[tuple[int, int, str]]], expected: list[tuple[int, int, int, int, str]]
) -> None:
    placement = place_cells(rows)
    assert [
        (cell.row, cell.column, cell.row_span, cell.column_span, cell.payload) for cell in placement.cells
    ] == expected
    assert placement.row_count == len(rows)


@pytest.mark.parametrize(
    "rows",
    [
        [[(1, MAX_COLUMNS + 1, "a")]],
        [[(1, 1_000, "a")]] + [[]] * 1_001,
        [[(1, 1, "a")] * (MAX_COLUMNS + 1)],
        [[(60_000, 900, "a")] * 20] * 60,
    ],
)
def test_grids_beyond_reason_are_refused(rows: list[list[tuple[int, int, str]]]) -> None:
    with pytest.raises(UnreadableInput) as refusal:
        place_cells(rows)
    assert refusal.value.kind == "hostile"


def test_the_largest_grid_is_still_accepted() -> None:
    check_extent(61, MAX_COLUMNS)
    check_extent(1_000, 1_000)


def test_a_composed_text_reads_as_a_whole() -> None:
    document = _composed()
    assert document.text == "标题\n项目\t金额\n一\n二\t内1\t内2\n末段"
    assert_contract(document)
    assert [document.text_of(paragraph.span) for paragraph in document.paragraphs()] == ["标题", "末段"]
    outer, inner = document.tables()
    assert grid(document, outer) == [["项目", "金额"], ["一\n二", "内1\t内2"]]
    assert grid(document, inner) == [["内1", "内2"]]
    assert outer.cells[3].tables == (inner,)
    assert outer.cells[3].address == "B2"


def test_a_composed_document_knows_its_source() -> None:
    document = _composed()
    assert (document.id, document.path, document.format) == ("d7", "甲.docx", "docx")
    assert len(document.sha256) == 64
    assert document.remarks == ((document.blocks[0].span, "看不清"),)


def test_a_grid_without_cells_leaves_nothing() -> None:
    composer = Composer("d1")
    assert composer.table(Grid((), 0, 0)) is None
    assert composer.finish(SOURCE, "docx").blocks == ()


def test_cells_come_out_in_reading_order() -> None:
    composer = Composer("d1")
    table = composer.table(Grid((GridCell(1, 0, pieces=("c",)), GridCell(0, 1), GridCell(0, 0)), 2, 2))
    assert isinstance(table, Table)
    assert [(cell.row, cell.column) for cell in table.cells] == [(0, 0), (0, 1), (1, 0)]
    assert_contract(composer.finish(SOURCE, "docx"))


def _composed() -> Document:
    composer = Composer("d7")
    composer.remark(composer.paragraph("标题", level=1).span, "看不清")
    nested = Grid((GridCell(0, 0, pieces=("内1",)), GridCell(0, 1, pieces=("内2",))), 1, 2)
    composer.table(
        Grid(
            (
                GridCell(0, 0, pieces=("项目",)),
                GridCell(0, 1, pieces=("金额",)),
                GridCell(1, 0, pieces=("一", "二")),
                GridCell(1, 1, pieces=(nested,), address="B2"),
            ),
            2,
            2,
        )
    )
    composer.paragraph("末段")
    return composer.finish(SOURCE, "docx")
