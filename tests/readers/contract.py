"""What every reader promises of every Document, as one assertion for the tests of all readers."""

from __future__ import annotations

from heyan.model.document import Document, Paragraph, Table
from heyan.model.span import Span


def assert_contract(document: Document) -> None:
    """Spans lie in bounds, blocks are ordered and apart, cells lie in their table, no grid position is taken twice."""
    end = 0
    for block in document.blocks:
        _assert_within(document.span, block.span)
        assert block.span.start >= end, f"{block} begins before the block ahead of it ends"
        end = block.span.end
        if isinstance(block, Table):
            _assert_table(document, block)
        else:
            assert isinstance(block, Paragraph)
            assert block.level >= 0
    for span, reason in document.remarks:
        _assert_within(document.span, span)
        assert reason


def texts(document: Document, table: Table) -> list[list[str]]:
    """The cell texts of `table` by row, origin cells only, in column order."""
    rows: list[list[str]] = [[] for _ in range(table.row_count)]
    for cell in sorted(table.cells, key=lambda cell: (cell.row, cell.column)):
        rows[cell.row].append(document.text_of(cell.span))
    return rows


def grid(document: Document, table: Table) -> list[list[str | None]]:
    """`table` as a full grid: each origin cell's text at its position, None at every other position."""
    rows: list[list[str | None]] = [[None] * table.column_count for _ in range(table.row_count)]
    for cell in table.cells:
        rows[cell.row][cell.column] = document.text_of(cell.span)
    return rows


def uncovered(document: Document) -> str:
    """What of the text lies in no paragraph and in no cell."""
    rest: list[str] = []
    end = 0
    for block in document.blocks:
        for span in [block.span] if isinstance(block, Paragraph) else [cell.span for cell in block.cells]:
            rest.append(document.text[end : span.start])
            end = span.end
    return "".join([*rest, document.text[end:]])


def _assert_within(outer: Span, inner: Span) -> None:
    assert inner.start <= inner.end
    assert outer.covers(inner), f"{inner} leaves {outer}"


def _assert_table(document: Document, table: Table) -> None:
    taken: set[tuple[int, int]] = set()
    end = table.span.start
    previous = (-1, -1)
    for cell in table.cells:
        _assert_within(table.span, cell.span)
        assert cell.span.start >= end, f"{cell} overlaps the cell ahead of it"
        end = cell.span.end
        assert (cell.row, cell.column) > previous, "cells out of reading order"
        previous = (cell.row, cell.column)
        assert cell.row_span >= 1
        assert cell.column_span >= 1
        assert cell.row + cell.row_span <= table.row_count
        assert cell.column + cell.column_span <= table.column_count
        for row in range(cell.row, cell.row + cell.row_span):
            for column in range(cell.column, cell.column + cell.column_span):
                assert (row, column) not in taken, f"two cells at row {row}, column {column}"
                taken.add((row, column))
        for inner in cell.tables:
            _assert_within(cell.span, inner.span)
            _assert_table(document, inner)
