"""Every layout is read to the last cell, whatever flattened it, and nothing is invented."""

from __future__ import annotations

import pytest

from heyan.model.document import Source
from heyan.model.report import Indicator, Report
from heyan.pipeline import understand

from .layouts import MANNERS, Layout, layouts

LAYOUTS = layouts()
PAPERS = [(layout, manner) for layout in LAYOUTS for manner in (*MANNERS, "page")]


@pytest.mark.parametrize(
    ("layout", "manner"), PAPERS, ids=[f"{lay.name}: {manner}" for lay, manner in PAPERS]
)
def test_a_layout_is_read_as_it_stands(layout: Layout, manner: str) -> None:
    found = _read(layout, manner)
    read = [indicator for form in found.forms for indicator in form.indicators]
    expected = layout.indicators()
    assert [_raw(indicator, "name") for indicator in read] == [row["name"] for row in expected]
    for indicator, row in zip(read, expected, strict=True):
        for field, printed in row.items():
            assert _same(field, _raw(indicator, field), printed), (row["name"], field)
    assert (found.unit.value if found.unit else None) == layout.expected.get("unit")
    assert (str(found.year.value) if found.year else None) == layout.expected.get("year")


@pytest.mark.parametrize(
    ("layout", "manner"), PAPERS, ids=[f"{lay.name}: {manner}" for lay, manner in PAPERS]
)
def test_the_money_of_a_layout_is_read_and_no_row_is_said_to_have_slipped(
    layout: Layout, manner: str
) -> None:
    found = _read(layout, manner)
    assert [drift.description for form in found.forms for drift in form.drifts] == []
    stated = [form.money_unit.value for form in found.forms if form.money_unit]
    if "money" in layout.expected:
        assert stated[:1] == [layout.expected["money"]]
    if "budget" in layout.expected:
        rows = [row for form in found.forms for row in form.budget_rows]
        assert len(rows) == int(layout.expected["budget"])


@pytest.mark.parametrize("layout", [lay for lay in LAYOUTS if lay.marked], ids=lambda lay: str(lay.name))
def test_nothing_of_a_form_is_left_unread(layout: Layout) -> None:
    for manner in (*MANNERS, "page"):
        found = _read(layout, manner)
        assert [
            (manner, gap.reason, found.text.value[gap.span.start : gap.span.end]) for gap in found.gaps
        ] == []
        assert len(found.forms) == 1


def _read(layout: Layout, manner: str) -> Report:
    if manner == "page":
        return understand(Source("p.html", layout.page().encode()))[1]
    return understand(Source("p.txt", layout.flattened(manner).encode()))[1]


def _raw(indicator: Indicator, field: str) -> str:
    value = getattr(indicator, field)
    return str(value.raw) if value else ""


def _same(field: str, read: str, printed: str) -> bool:
    """Whether the cell is read as printed; 分值 may be the number in a name's brackets."""
    return read == printed or (field == "weight" and bool(read) and read in printed)
