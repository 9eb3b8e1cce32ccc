"""The table of basic figures: staff, 三公经费 and 项目支出 by their fixed rows."""

from __future__ import annotations

import pytest

from heyan.model.document import Source
from heyan.model.report import Report
from heyan.pipeline import understand

from .layouts import MANNERS, layouts
from .tables import sums, told

(TABLE,) = [layout for layout in layouts() if layout.name == "basic_figures"]


def _read(manner: str) -> Report:
    if manner == "page":
        return understand(Source("p.html", TABLE.page().encode()))[1]
    return understand(Source("p.txt", TABLE.flattened(manner).encode()))[1]


@pytest.mark.parametrize("manner", [*MANNERS, "page"])
def test_totals_and_their_parts_by_column(manner: str) -> None:
    found = _read(manner)
    assert set(sums(found, "general")) == {
        ("2021年决算数三公经费", "18.6", "8.2+0+10.4", None),
        ("2021年决算数公务用车购置和维护经费", "8.2", "0+8.2", None),
        ("2021年决算数项目支出", "860.5", "320.5+540", None),
        ("2022年预算数三公经费", "20", "9+0+11", None),
        ("2022年预算数公务用车购置和维护经费", "9", "0+9", None),
        ("2022年预算数项目支出", "905", "355+550", None),
        ("2022年决算数三公经费", "17.9", "7.6+0+10.3", None),
        ("2022年决算数公务用车购置和维护经费", "7.6", "0+7.6", None),
        ("2022年决算数项目支出", "890.2", "350.2+540", None),
    }


@pytest.mark.parametrize("manner", [*MANNERS, "page"])
def test_the_staff_s_control_rate(manner: str) -> None:
    (rate,) = [claim for claim in _read(manner).claims if claim.kind == "ratio"]
    assert [told(rate, role) for role in ("numerator", "denominator", "result")] == ["82", "86", "95.35"]
