"""Rates that are a share of a whole."""

from __future__ import annotations

import pytest

from heyan.engine.checks.bounded_rate import BoundedRateCheck
from tests.engine.checks.factory import Scribe, judge, only

CHECK = BoundedRateCheck()


@pytest.mark.parametrize(
    ("name", "target", "actual", "status"),
    [
        ("工程验收合格率", "≥95%", "100%", "passed"),
        ("工程验收合格率", "≥95%", "100.5%", "failed"),
        ("群众满意度（%）", "≥90%", "970%", "failed"),
        ("政策知晓率指标", "≥850%", "86%", "failed"),
        ("任务完成率", "≥100%", "130%", "passed"),
        ("任务完成率", "≥100%", "1300%", "failed"),
        ("产值增长率", "≥8%", "120%", "not_applicable"),
        ("道路养护里程", "≥120%", "130%", "not_applicable"),
        ("工程验收合格率", "≥95", "96", "not_applicable"),
        ("工程验收合格率", "优良", "优良", "not_applicable"),
        ("工程验收合格率", "≥95%", "约120%", "passed"),
    ],
)
def test_a_share_does_not_exceed_its_whole(name: str, target: str, actual: str, status: str) -> None:
    scribe = Scribe()
    indicator = scribe.indicator(name=name, target=target, actual=actual)
    assert judge(CHECK, indicator, scribe).status == status


@pytest.mark.parametrize(
    ("actual", "first"),
    [("944%", "若“944”为“94”则合理"), ("970%", "若“970”为“97”则合理"), ("9600%", "若“9600”为“96”则合理")],
)
def test_the_likeliest_slip_comes_first(actual: str, first: str) -> None:
    scribe = Scribe()
    indicator = scribe.indicator(name="居民参保率", target="≥93%", actual=actual)
    seen = only(judge(CHECK, indicator, scribe))
    assert seen.hypotheses[0] == first
    assert indicator.actual is not None
    assert seen.place == indicator.actual.span


def test_an_overfulfilled_rate_far_above_its_whole_is_its_own_variant() -> None:
    scribe = Scribe()
    indicator = scribe.indicator(name="任务完成率", target="≥100%", actual="1300%")
    assert only(judge(CHECK, indicator, scribe)).variant == "far"
