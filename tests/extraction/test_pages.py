"""Tables that go on over pages, and what stands between their parts."""

from __future__ import annotations

import pytest

from heyan.model.document import Source
from heyan.model.report import Form
from heyan.pipeline import understand

from .layouts import MANNERS, Layout, layouts
from .tables import names, only

(FORM,) = [layout for layout in layouts() if layout.name == "points_in_level_names"]
HEADER = FORM.marked[0] - 1
NAMES = [row["name"] for row in FORM.indicators()]


def _read(manner: str, between: str, *, again: bool, cut: int) -> Form:
    rows = list(FORM.rows)
    first, second = rows[:cut], ([rows[HEADER]] if again else []) + rows[cut:]
    text = f"{FORM.above}\n\n{MANNERS[manner](first)}\n\n\n{between}{MANNERS[manner](second)}\n"
    return only(understand(Source("p.txt", text.encode()))[1])


@pytest.mark.parametrize("manner", MANNERS)
@pytest.mark.parametrize("between", ["- 1 -\n\n", "第 1 页 共 2 页\n\n", "— 2 —\n\n", "续表\n\n"])
@pytest.mark.parametrize("again", [True, False])
@pytest.mark.parametrize("cut", [1, 2, 3])
def test_a_table_goes_on_behind_a_page_s_end(manner: str, between: str, again: bool, cut: int) -> None:
    form = _read(manner, between, again=again, cut=FORM.marked[0] + cut)
    assert names(form) == NAMES
    assert [i.level1.value for i in form.indicators if i.level1][:4] == ["产出指标（50分）"] * 4
    assert [str(total.score.value.value) for total in form.totals if not total.scope and total.score] == [
        "97.90"
    ]


@pytest.mark.parametrize("manner", MANNERS)
def test_a_header_repeated_in_the_middle_is_no_row(manner: str) -> None:
    rows = [*FORM.rows[: FORM.marked[3]], FORM.rows[HEADER], *FORM.rows[FORM.marked[3] :]]
    text = f"{FORM.above}\n\n{MANNERS[manner](rows)}\n"
    assert names(only(understand(Source("p.txt", text.encode()))[1])) == NAMES


@pytest.mark.parametrize(
    "rows",
    [
        [["", "", ""], ["", "", ""]],
        [[str(number) for number in range(200)], [str(number) for number in range(200)]],
        [["甲"], ["乙"], ["丙"]],
        [["一级指标", "二级指标", "三级指标", "指标值"]],
    ],
    ids=["empty", "200 columns", "one column", "a header alone"],
)
def test_odd_tables_make_no_indicator(rows: list[list[str]]) -> None:
    for flatten in MANNERS.values():
        _, found = understand(Source("p.txt", f"绩效目标表\n\n{flatten(rows)}\n".encode()))
        assert [indicator for form in found.forms for indicator in form.indicators] == []
    page = Layout("odd", {}, "绩效目标表", rows, [], "").page()
    assert [form.indicators for form in understand(Source("p.html", page.encode()))[1].forms] in ([], [()])
