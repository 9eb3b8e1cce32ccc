"""Units of values, of names and of columns."""

from __future__ import annotations

import pytest

from heyan.engine.checks.unit import Case, UnitCheck
from heyan.model.report import Breakdown, Item, Sourced
from tests.engine.checks.factory import Scribe, amount, form_of, judge, only


def end(case: Case, **cells: str) -> str:
    scribe = Scribe()
    verdict = judge(UnitCheck(case=case), scribe.indicator(**cells), scribe)
    if verdict.status == "failed":
        variant = only(verdict).variant
        return f"failed:{variant}" if variant else "failed"
    return verdict.status


@pytest.mark.parametrize(
    ("target", "actual", "expected"),
    [
        ("≥1590人次", "1590人", "failed"),
        ("≥1亿元", "0元", "failed:scale"),
        ("≥1亿", "0元", "failed:scale"),
        ("≤4322.80万", "3674.94万元", "passed"),
        ("1公里", "900米", "passed"),
        ("100%", "95%", "passed"),
        ("4次", "4场", "passed"),
        ("4次", "4个", "passed"),
        ("27个村", "27", "not_applicable"),
        ("100%", "完成", "not_applicable"),
        ("1816户", "1816人", "failed"),
        ("12个月", "360天", "passed"),
    ],
)
def test_target_against_actual(target: str, actual: str, expected: str) -> None:
    assert end("target_actual", name="某指标", target=target, actual=actual) == expected


@pytest.mark.parametrize(
    ("name", "target", "expected"),
    [
        ("完成率", "年底完成", "failed:rate"),
        ("办结事项占全年事项比率", "2021年底完成", "failed:rate"),
        ("完成率", "≥100%", "passed"),
        ("完成率", "≥95", "passed"),
        ("合格率", "20个", "failed:rate"),
        ("走访频率", "4次", "not_applicable"),
        ("服务效率", "提高", "not_applicable"),
        ("完成率", "按计划推进", "failed:words"),
        ("培训人数", "按计划培训", "failed:words"),
        ("完成率", "全部完成", "not_applicable"),
        ("群众满意度", "满意", "not_applicable"),
        ("工作控制数", "≥95%", "failed:count"),
        ("服务天数", "95天", "not_applicable"),
        ("项目完成时限", "2021年12月底", "passed"),
        ("项目完成时限", "30人", "failed:time"),
        ("响应时间", "≤30分钟", "passed"),
        ("完成时间", "≥95%", "failed:time_percent"),
        ("培训人数", "≥95%", "failed:count"),
        ("培训人数", "95人", "passed"),
        ("绿化面积", "年底完成", "failed:count"),
        ("幸福指数", "≥95%", "not_applicable"),
        ("数量指标", "≥95%", "not_applicable"),
        ("道路建设", "5公里", "not_applicable"),
    ],
)
def test_name_against_value(name: str, target: str, expected: str) -> None:
    assert end("name_unit", name=name, target=target) == expected


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({"name": "危房改造", "target": "2", "nature": "≥"}, "failed"),
        ({"name": "危房改造", "target": "2", "unit": "户"}, "passed"),
        ({"name": "危房改造", "target": "2", "unit": "无"}, "failed"),
        ({"name": "危房改造", "target": "2户"}, "passed"),
        ({"name": "村居个数", "target": "12"}, "failed"),
        ({"name": "事故数", "target": "0"}, "failed:zero"),
        ({"name": "群众满意度", "target": "95"}, "failed"),
        ({"name": "投入产出比", "target": "1.5"}, "not_applicable"),
        ({"name": "社会稳定", "target": "保持"}, "not_applicable"),
        ({"name": "招商引资", "target": "≥1亿"}, "not_applicable"),
        ({"name": "参保人数", "target": "≥3万"}, "failed"),
        ({"name": "办公设备", "target": "12", "unit": "台（套）"}, "passed"),
    ],
)
def test_missing_unit(cells: dict[str, str], expected: str) -> None:
    assert end("missing_unit", **cells) == expected


@pytest.mark.parametrize(
    ("name", "target", "expected"),
    [
        ("经费及时发放人次", "≥273人", "failed"),
        ("经费及时发放人次", "≥273人次", "passed"),
        ("培训人数", "300人次", "failed"),
        ("特困家庭保障数", "≥1590人次", "failed:within"),
        ("特困家庭保障数", "≥1590户", "passed"),
        ("脱贫户", "20个", "failed"),
        ("征地面积", "3000亩", "passed"),
        ("征地面积", "300平方米", "passed"),
        ("道路里程", "5处", "failed"),
        ("危房改造户数", "95%", "not_applicable"),
        ("宣传活动", "4次", "not_applicable"),
        ("农户技术培训", "300人次", "not_applicable"),
    ],
)
def test_things_and_their_units(name: str, target: str, expected: str) -> None:
    assert end("thing_unit", name=name, target=target) == expected


@pytest.mark.parametrize(
    ("target", "unit", "expected"),
    [
        ("100%", "%", "failed"),
        ("100％", "%", "failed"),
        ("100%", "百分比", "failed"),
        ("100", "%", "passed"),
        ("19个", "个", "failed"),
        ("5万元", "个", "failed:conflict"),
        ("100%", "无", "not_applicable"),
        ("良好", "%", "not_applicable"),
    ],
)
def test_a_unit_printed_twice(target: str, unit: str, expected: str) -> None:
    assert end("doubled", name="到会率", target=target, unit=unit) == expected


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({"target": "≥95百分比"}, "failed"),
        ({"target": "≥95", "unit": "百分比"}, "failed"),
        ({"target": "≥95%"}, "passed"),
        ({"target": "提高2个百分点"}, "not_applicable"),
        ({"target": "19个"}, "not_applicable"),
    ],
)
def test_percent_as_a_word(cells: dict[str, str], expected: str) -> None:
    assert end("percent_word", name="满意度", **cells) == expected


@pytest.mark.parametrize(
    ("name", "target", "expected"),
    [
        ("项目支出额度控制", "≤4322.80万", "failed"),
        ("招商引资", "≥1亿", "failed"),
        ("招商引资", "≥1亿元", "passed"),
        ("参保人数", "≥3万", "not_applicable"),
        ("参保人数", "≥3万人", "not_applicable"),
    ],
)
def test_money_with_a_bare_multiplier(name: str, target: str, expected: str) -> None:
    assert end("bare_money", name=name, target=target) == expected


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (("4102.5万元", "16"), ["16"]),
        (("4102.5万元", "16万元"), []),
        (("4102.5", "16"), None),
        (("4102.5万元", "0"), []),
    ],
)
def test_amounts_without_the_unit_of_their_neighbours(
    texts: tuple[str, ...], expected: list[str] | None
) -> None:
    scribe = Scribe()
    items = tuple(
        Item(scribe.sourced("资金"), Sourced(amount(text), text, scribe.write(text))) for text in texts
    )
    breakdown = Breakdown("income", None, items)
    form = form_of(breakdowns=(breakdown,))
    verdict = judge(UnitCheck(case="bare_money"), breakdown, scribe, form=form)
    if expected is None:
        assert verdict.status == "not_applicable"
    else:
        assert [seen.reported for seen in verdict.observations] == expected


def test_what_a_reader_sees_of_a_doubled_unit() -> None:
    scribe = Scribe()
    indicator = scribe.indicator(name="到会率", nature="≥", target="95%", unit="%")
    seen = only(judge(UnitCheck(case="doubled"), indicator, scribe))
    assert seen.evidence == ("指标值“95%”已带单位，单位栏又写“%”",)
    assert seen.expected == "95"
    assert indicator.target is not None
    assert seen.place == indicator.target.span


@pytest.mark.parametrize(
    ("name", "target", "actual", "odd"),
    [
        ("建设停车位", "=149人次", "154个", "人次"),
        ("建设停车位", "=149个", "154人次", "人次"),
        ("户均增收", "≥1878万元", "1878元", "万元"),
        ("户均增收", "≥1878元", "1878万元", "万元"),
        ("培训干部", "≥149人次", "154个", "个"),
        ("招商引资", "≥1亿元", "20元", "元"),
    ],
)
def test_the_unit_that_does_not_fit_the_name_is_the_odd_one(
    name: str, target: str, actual: str, odd: str
) -> None:
    scribe = Scribe()
    seen = only(
        judge(
            UnitCheck(case="target_actual"), scribe.indicator(name=name, target=target, actual=actual), scribe
        )
    )
    assert seen.reported == odd
