"""The registry of units: its data, what it makes of them, and what may be added."""

from __future__ import annotations

import pickle
from decimal import Decimal

import pytest

from heyan.model.quantity import Unit
from heyan.model.units import UnitEntry, rate, shipped_units
from tests.unit_table import TABLE, table

HUNG = UnitEntry("piece", Decimal(1), ("挂",), (("挂", "牌号"),))


def test_the_table_holds_what_the_data_say() -> None:
    assert TABLE.read_text(encoding="utf-8") == table(), "run python -m tests.unit_table"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("人", "人次"),
        ("人", "户"),
        ("人次", "户次"),
        ("%", "百分点"),
        ("%", "‰"),
        ("年", "天"),
        ("天", "工作日"),
        ("元", "美元"),
    ],
)
def test_kinds_that_never_compare(one: str, other: str) -> None:
    assert shipped_units()[one].kind != shipped_units()[other].kind


@pytest.mark.parametrize(
    ("alias", "base", "factor"),
    [
        ("亿元", "元", "100000000"),
        ("百亿元", "元", "10000000000"),
        ("角", "元", "0.1"),
        ("公顷", "亩", "15"),
        ("平方公里", "亩", "1500"),
        ("万平方米", "亩", "15"),
        ("KM", "米", "1000"),
        ("英寸", "米", "0.0254"),
        ("吨", "千克", "1000"),
        ("千克", "千克", "1"),
        ("两", "斤", "0.05"),
        ("‱", "‰", "0.1"),
        ("μg/m³", "mg/L", "0.000001"),
        ("毫克/立方米", "mg/L", "0.001"),
        ("季度", "月", "3"),
    ],
)
def test_factors(alias: str, base: str, factor: str) -> None:
    units = shipped_units()
    assert units[alias].kind == units[base].kind
    assert units[alias].factor == Decimal(factor)


def test_factors_are_decimals_above_zero() -> None:
    assert all(isinstance(unit.factor, Decimal) and unit.factor > 0 for unit in shipped_units().values())


def test_an_extended_registry_knows_the_unit_and_its_multiples_and_leaves_the_old_one_alone() -> None:
    units = shipped_units().extended([HUNG])
    assert units.find("挂", 0) == (Unit("挂", "piece"), 1)
    assert units.find("万挂", 0) == (Unit("万挂", "piece", Decimal(10000)), 2)
    assert units.find("元/挂", 0) == (rate(units["元"], units["挂"], "元/挂"), 3)
    assert units.find("挂牌", 0) is None
    assert units.find("人次", 0) == shipped_units().find("人次", 0)
    assert "挂" not in shipped_units()


def test_nothing_added_is_the_same_registry() -> None:
    assert shipped_units().extended([]) is shipped_units()


def test_short_units_count_behind_a_slash_only() -> None:
    units = shipped_units()
    assert units.find("m³/d", 0) == (rate(units["m³"], units["天"], "m³/d"), 4)
    assert units.find("万吨/a", 0) == (rate(units["万吨"], units["年"], "万吨/a"), 4)
    assert units.find("d", 0) is None
    assert units.find("t/day", 0) == (units["t"], 1)


def test_a_registry_travels_to_another_process() -> None:
    units = shipped_units().extended([HUNG])
    again = pickle.loads(pickle.dumps(units))
    assert dict(again) == dict(units)
    assert again.find("挂牌", 0) is None
