"""Paths are bound to the model, know their Chinese names, and say what is missing."""

from __future__ import annotations

import pytest

from heyan.engine.binding import BindingError, Missing, bind, fields_of
from heyan.engine.targets import COLLECTIONS
from heyan.model.quantity import Quantity
from heyan.model.report import BudgetRow, Form, Indicator, Report
from tests.engine.factory import indicator_target


@pytest.mark.parametrize(
    ("item", "path", "kind", "label"),
    [
        (Indicator, "score", "points", "得分"),
        (Indicator, "name", "text", "指标"),
        (Indicator, "name.raw", "text", "指标"),
        (Indicator, "unit", "text", "计量单位"),
        (Indicator, "target", "measure", "指标值"),
        (Indicator, "target.quantity", "quantity", "指标值"),
        (Indicator, "target.quantity.unit.kind", "text", "指标值的单位的类别"),
        (Indicator, "target.date.year", "number", "指标值的日期的年度"),
        (Indicator, "form.year", "number", "表的年度"),
        (Indicator, "report.unit", "text", "报告的单位名称"),
        (Indicator, "report.indicators", "list", "报告的指标"),
        (BudgetRow, "name", "text", "资金名称"),
        (BudgetRow, "executed", "quantity", "全年执行数"),
        (BudgetRow, "total", "flag", "合计"),
        (Form, "project.name", "text", "项目的项目名称"),
        (Report, "year", "number", "年度"),
    ],
)
def test_path(item: type, path: str, kind: str, label: str) -> None:
    bound = bind(path, item)
    assert (bound.shape.kind, bound.label) == (kind, label)


@pytest.mark.parametrize(
    ("path", "hint"),
    [
        ("scroe", "score"),
        ("指标值", "target"),
        ("target.quantity.units", "unit"),
        ("form.indicator", "indicators"),
        ("row", "可用的有"),
        ("name.upper", "raw"),
        ("score.value.real", "没有下级字段"),
        ("__class__", "可用的有"),
        ("", "可用的有"),
        ("form.indicators.name", "sum"),
    ],
)
def test_wrong_path_is_refused_with_a_hint(path: str, hint: str) -> None:
    with pytest.raises(BindingError) as caught:
        bind(path, Indicator)
    assert hint in (caught.value.hint or "")


def test_reading_names_the_first_thing_missing() -> None:
    target = indicator_target(name="培训场次", target="良好", score="6")
    assert bind("weight", Indicator).read(target) == Missing("分值")
    assert bind("actual.quantity.unit", Indicator).read(target) == Missing("完成值")
    assert bind("target.quantity.unit", Indicator).read(target) == Missing("指标值的数值")
    assert bind("form.project.name", Indicator).read(target) == Missing("表的项目")
    score = bind("score", Indicator)
    assert isinstance(score.read(target), Quantity)
    source = score.source(target)
    assert source is not None
    assert source.raw == "6"


@pytest.mark.parametrize("name", sorted(COLLECTIONS))
def test_every_collection_has_fields(name: str) -> None:
    assert fields_of(COLLECTIONS[name].item)
