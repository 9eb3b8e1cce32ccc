"""Points against the degree of completion."""

from __future__ import annotations

import pytest

from heyan.engine.checks.scaled_score import Case, ScaledScoreCheck
from tests.engine.checks.factory import Scribe, judge, only

# name, target, actual, weight, score
Row = tuple[str, str, str, str, str]


def verdict_of(case: Case, row: Row) -> str:
    scribe = Scribe()
    cells = dict(zip(("name", "target", "actual", "weight", "score"), row, strict=True))
    verdict = judge(
        ScaledScoreCheck(case=case), scribe.indicator(**{k: v for k, v in cells.items() if v}), scribe
    )
    if verdict.status == "failed":
        variant = only(verdict).variant
        return f"failed:{variant}" if variant else "failed"
    return verdict.status


@pytest.mark.parametrize(
    ("row", "under", "deducted", "full", "reverse"),
    [
        (("河道整治率", "100%", "90%", "8", "7"), "passed", "not_applicable", "not_applicable", "not_applicable"),
        (("及时拨付率", "100%", "80%", "10", "8"), "passed", "not_applicable", "not_applicable", "not_applicable"),
        (("及时拨付率", "100%", "80%", "10", "9"), "failed:above", "not_applicable", "not_applicable", "not_applicable"),
        (("及时拨付率", "100%", "80%", "10", "5"), "failed:below", "not_applicable", "not_applicable", "not_applicable"),
        (("培训人数", "≥50人", "40人", "10", "10"), "not_applicable", "not_applicable", "failed", "not_applicable"),
        (("培训人数", "50人", "49人", "10", "10"), "not_applicable", "not_applicable", "passed", "not_applicable"),
        (("群众满意度", "95%", "95%", "10", "9"), "not_applicable", "failed", "not_applicable", "not_applicable"),
        (("群众满意度", "≥95%", "97%", "10", "10"), "not_applicable", "passed", "not_applicable", "not_applicable"),
        (("培训人数", "≥5人", "20人", "10", "8"), "not_applicable", "not_applicable", "not_applicable", "not_applicable"),
        (("培训人数", "5人", "6人", "10", "8"), "not_applicable", "not_evaluated", "not_applicable", "not_applicable"),
        (("培训人数", "5人", "6人", "10", "10"), "not_applicable", "not_applicable", "not_applicable", "not_applicable"),
        (("项目超概算比例", "≤10%", "10%", "18", "18"), "not_applicable", "passed", "not_applicable", "not_applicable"),
        (("运转经费", "≤1021.96万元", "4118.5万元", "10", "9"), "not_applicable", "not_applicable", "not_applicable", "failed"),
        (("运转经费", "≤100万元", "105万元", "10", "9.5"), "not_applicable", "not_applicable", "not_applicable", "passed"),
        (("事故发生数", "0起", "2起", "10", "10"), "not_applicable", "not_applicable", "not_applicable", "failed"),
        (("社会稳定", "保持", "保持", "8", "7"), "not_applicable", "not_applicable", "not_applicable", "not_applicable"),
        (("经济发展", "≥8%", "≥8%", "8", "8"), "not_evaluated", "not_applicable", "not_evaluated", "not_applicable"),
        (("受益人数", "100人次", "90人", "8", "8"), "not_evaluated", "not_applicable", "not_evaluated", "not_applicable"),
        (("受益人数", "100人次", "90人", "8", "7"), "not_evaluated", "not_evaluated", "not_evaluated", "not_applicable"),
        (("培训人数", "50人", "40人", "10", ""), "not_evaluated", "not_evaluated", "not_evaluated", "not_evaluated"),
        (("培训人数", "50人", "40人", "", ""), "not_applicable", "not_applicable", "not_applicable", "not_applicable"),
        (("农田水利", "1公里", "900米", "10", "9"), "passed", "not_applicable", "not_applicable", "not_applicable"),
        (("维修路灯", "≥141盏", "105盏", "8", "6.18"), "failed:above", "not_applicable", "not_applicable", "not_applicable"),
        (("维修路灯", "≥141盏", "105盏", "8", "5.96"), "passed", "not_applicable", "not_applicable", "not_applicable"),
        (("维修路灯", "≥141盏", "105盏", "8", "6"), "passed", "not_applicable", "not_applicable", "not_applicable"),
        (("维修路灯", "≥141盏", "105盏", "8", "6.4"), "failed:above", "not_applicable", "not_applicable", "not_applicable"),
        (("维修路灯", "≥141盏", "133盏", "8", "7.95"), "failed:above", "not_applicable", "not_applicable", "not_applicable"),
        (("及时拨付率", "100%", "93%", "20", "18.68"), "passed", "not_applicable", "not_applicable", "not_applicable"),
        (("招商引资", "≥1亿", "0元", "10", "10"), "not_applicable", "not_applicable", "failed", "not_applicable"),
    ],
)  # fmt: skip
def test_how_scores_end(row: Row, under: str, deducted: str, full: str, reverse: str) -> None:
    cases: tuple[tuple[Case, str], ...] = (
        ("under_target", under),
        ("met_deducted", deducted),
        ("unmet_full", full),
        ("reverse_exceeded", reverse),
    )
    assert {case: verdict_of(case, row) for case, _ in cases} == dict(cases)


def test_both_formulas_are_shown_for_a_limit_exceeded() -> None:
    scribe = Scribe()
    indicator = scribe.indicator(
        name="运转经费",
        target="≤1021.96万元",
        actual="4118.5万元",
        weight="10",
        score="9",
        reason="超过年初预算",
    )
    seen = only(judge(ScaledScoreCheck(case="reverse_exceeded"), indicator, scribe))
    assert seen.evidence[:2] == (
        "比值式：10 × 1021.96 ÷ 4118.5 = 2.48",
        "线性式：10 × (1 - (4118.5 - 1021.96) ÷ 1021.96) = 0",
    )
    assert (seen.reported, seen.expected, seen.difference) == ("9", "2.48", "6.52")
    assert [label for label, _ in seen.related] == ["完成值", "指标值", "分值", "偏差原因"]
    assert indicator.score is not None
    assert seen.place == indicator.score.span


@pytest.mark.parametrize(
    ("annual", "executed", "rate", "weight", "score", "status"),
    [
        ("4118.5", "4118.5", "100%", "10", "10", "passed"),
        ("4286.67", "4212.62", "98.3%", "20", "19.7", "passed"),
        ("100", "76", "76%", "10", "10", "failed"),
        ("100", "76", "76%", "10", "8", "passed"),
        ("100", "120", "120%", "10", "10", "passed"),
        ("", "", "76%", "10", "7.6", "passed"),
        ("", "", "76%", "10", "7.0", "failed"),
        ("100", "76", "76%", "10", "", "not_evaluated"),
        ("100", "76", "76%", "", "", "not_applicable"),
        ("0", "0", "", "10", "0", "not_evaluated"),
    ],
)
def test_the_points_of_the_execution_rate(
    annual: str, executed: str, rate: str, weight: str, score: str, status: str
) -> None:
    scribe = Scribe()
    cells = {"annual": annual, "executed": executed, "rate": rate, "weight": weight, "score": score}
    row = scribe.budget_row("年度资金总额", **{name: text for name, text in cells.items() if text})
    assert judge(ScaledScoreCheck(case="execution"), row, scribe).status == status


@pytest.mark.parametrize(
    ("case", "row", "first"),
    [
        ("unmet_full", ("数据准确率", "≥96%", "9%", "8", "8"), "若完成值“9”为“96”则与得分相符"),
        ("unmet_full", ("森林覆盖率", "≥680%", "69%", "5", "5"), "若指标值“680”为“68”则与得分相符"),
        ("unmet_full", ("村集体增收", "1499万元", "149万元", "5", "5"), "若指标值“1499”为“149”则与得分相符"),
        ("unmet_full", ("巡查林区", "≥145次", "45次", "13", "13"), "若完成值“45”为“145”则与得分相符"),
        ("reverse_exceeded", ("服务企业", "<69家", "74家", "11", "11"), "若“<69家”的符号为“≥”则与得分相符"),
        ("reverse_exceeded", ("培训成本", "≤571元", "751元", "15", "15"), "若完成值“751”为“571”则与得分相符"),
        ("met_deducted", ("群众满意度", "≥95%", "95%", "10", "6"), None),
        (
            "met_deducted",
            ("新增绿化", "不超过812亩", "717亩", "22", "19.4"),
            "若“不超过812亩”的符号为“≥”则与得分相符",
        ),
        ("unmet_full", ("人均培训成本", ">571元", "551元", "15", "15"), "若“>571元”的符号为“≤”则与得分相符"),
        ("under_target", ("开展安全检查", "≥116次", "4次", "11", "9"), "若完成值“4”为“94”则与得分相符"),
        ("met_deducted", ("维修路灯", "≥141盏", "150盏", "8", "5.96"), "若完成值“150”为“105”则与得分相符"),
    ],
)
def test_the_cell_that_a_slip_explains_is_named(case: Case, row: Row, first: str | None) -> None:
    scribe = Scribe()
    cells = dict(zip(("name", "target", "actual", "weight", "score"), row, strict=True))
    seen = only(judge(ScaledScoreCheck(case=case), scribe.indicator(**cells), scribe))
    assert (seen.hypotheses[0] if seen.hypotheses else None) == first


def test_no_share_is_corrected_beyond_the_whole() -> None:
    scribe = Scribe()
    row = scribe.indicator(name="预算执行率", target="100%", actual="96.4%", weight="20", score="18.68")
    seen = only(judge(ScaledScoreCheck(case="under_target"), row, scribe))
    assert seen.hypotheses == ("若完成值“96.4”为“93.4”则与得分相符",)
