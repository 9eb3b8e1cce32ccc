"""Is an indicator met?"""

from __future__ import annotations

import pytest

from heyan.engine.judgement import judge
from tests.engine.checks.factory import Scribe, lexicons


@pytest.mark.parametrize(
    ("name", "target", "actual", "state"),
    [
        ("培训人数", "≥50人", "50人", "met"),
        ("培训人数", "≥50人", "49人", "unmet"),
        ("培训人数", "50人", "49人", "unmet"),
        ("培训人数", "50人", "60人", "unknown"),
        ("培训人数", "=50人", "60人", "unknown"),
        ("群众满意度", "95%", "97%", "met"),
        ("群众满意度", ">95%", "95%", "unmet"),
        ("群众满意度", "95%", "0.97", "unknown"),
        ("事故发生数", "3起", "2起", "met"),
        ("事故发生数", "=0起", "1起", "unmet"),
        ("项目超概算比例", "≤10%", "10%", "met"),
        ("运转经费", "≤1021.96万元", "4118.5万元", "unmet"),
        ("招商引资", "≥1亿", "0元", "unmet"),
        ("人居环境整治", "100%", "90%", "unmet"),
        ("人居环境整治", "80%", "70%", "unknown"),
        ("建设里程", "3-5公里", "4公里", "met"),
        ("建设里程", "≥5公里", "约5公里", "unknown"),
        ("建设里程", "≥50公里", "约5公里", "unmet"),
        ("受益人数", "100人次", "90人", "unknown"),
        ("经济发展", "≥8%", "≥8%", "unknown"),
        ("完成时间", "2021年12月31日前", "2021年11月", "met"),
        ("完成时间", "2021年6月底", "2021年11月", "unmet"),
        ("社会稳定", "保持", "保持", "unknown"),
        ("社会稳定", "≥95%", "良好", "unknown"),
    ],
)
def test_met_unmet_or_unknown(name: str, target: str, actual: str, state: str) -> None:
    indicator = Scribe().indicator(name=name, target=target, actual=actual)
    judgement = judge(indicator, lexicons()["polarity"])
    assert judgement.state == state
    assert (judgement.reason is not None) == (state == "unknown")


def test_missing_values_are_named() -> None:
    words = lexicons()["polarity"]
    assert judge(Scribe().indicator(name="a"), words).reason == "没有指标值"
    assert judge(Scribe().indicator(name="a", target="5人"), words).reason == "没有完成值"
    assert judge(Scribe().indicator(name="a", target="保持", actual="保持"), words).qualitative
