"""Every rule on every target ends in an outcome, and findings point at the place, with evidence."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from heyan.engine import pack
from heyan.engine.evaluation import evaluate
from heyan.engine.selection import Selection
from heyan.engine.targets import COLLECTIONS, submissions
from heyan.errors import UsageError
from heyan.model.finding import Finding, Outcome
from tests.engine.factory import Paper, Row

TINY = pack.load(Path(__file__).parent / "packs" / "tiny")
GOOD: Row = {"level1": "产出指标", "name": "培训场次", "target": "≥10", "weight": "10", "score": "10"}


def outcomes(paper: Paper, *codes: str) -> tuple[Outcome, ...]:
    return evaluate([TINY], [paper.document], [paper.report], Selection(select=codes))


def findings(paper: Paper, *codes: str) -> list[Finding]:
    return [finding for outcome in outcomes(paper, *codes) for finding in outcome.findings]


@pytest.mark.parametrize(
    ("code", "change", "status", "reason"),
    [
        ("T01", {}, "passed", None),
        ("T01", {"score": "11"}, "failed", None),
        ("T01", {"score": ""}, "not_evaluated", "缺少得分"),
        ("T01", {"score": "11", "weight": ""}, "not_evaluated", "缺少分值"),
        ("T02", {}, "not_applicable", None),
        ("T02", {"name": "群众满意度"}, "passed", None),
        ("T02", {"name": "群众满意度", "target": "≤95%"}, "failed", None),
        ("T02", {"name": "群众满意度", "target": "良好"}, "not_evaluated", "缺少指标值的数值"),
        ("T02", {"name": ""}, "not_evaluated", "缺少指标"),
        ("T03", {}, "passed", None),
        ("T03", {"weight": ""}, "failed", None),
        ("T06", {"level1": "产出 指标"}, "passed", None),
        ("T06", {"level1": "产出"}, "failed", None),
        ("T06", {"level1": ""}, "not_applicable", None),
    ],
)
def test_status(code: str, change: dict[str, str], status: str, reason: str | None) -> None:
    (outcome,) = outcomes(Paper().indicators({**GOOD, **change}), code)
    assert (outcome.status, outcome.reason) == (status, reason)
    assert (outcome.status == "failed") == bool(outcome.findings)


def test_finding_points_at_the_cell_with_its_evidence() -> None:
    paper = Paper().indicators(GOOD, {**GOOD, "name": "维修里程", "weight": "3", "score": "6"})
    (finding,) = findings(paper, "T01")
    assert finding.message == "维修里程：得分 6 超出分值 3"
    assert (finding.severity, finding.confidence, finding.family) == ("error", "certain", "rows")
    assert (finding.location.address, finding.location.excerpt, finding.location.mark) == (
        "表1 第2行 得分",
        "6",
        (0, 1),
    )
    assert paper.document.text_of(finding.location.span) == "6"
    assert finding.evidence == ("得分 6 ≤ 分值 3：否",)
    assert [(place.label, place.address, place.excerpt) for place in finding.related] == [
        ("指标", "表1 第2行 指标", "维修里程"),
        ("分值", "表1 第2行 分值", "3"),
    ]


def test_operands_are_the_figures_used() -> None:
    paper = Paper().indicators(GOOD)
    (outcome,) = outcomes(paper, "T01")
    assert [paper.document.text_of(span) for span in outcome.operands] == ["10", "10"]


def test_missing_field_is_reported_at_its_name() -> None:
    (finding,) = findings(Paper().indicators({**GOOD, "weight": ""}), "T03")
    assert (finding.message, finding.location.excerpt) == ("培训场次没有填分值", "培训场次")
    assert finding.related == ()


def test_same_matches_are_one_finding() -> None:
    paper = Paper()
    paper.paragraph("道路硬化<p1>完成<p2>，验收<br>合格。")
    first, second = findings(paper, "T04")
    assert (first.message, len(first.related), first.severity) == ("留有 <p1>，共 2 处", 1, "info")
    assert (second.message, second.location.mark) == ("留有 <br>，共 1 处", (17, 21))


def test_duplicates_and_nearest_words() -> None:
    paper = Paper().indicators(GOOD, {**GOOD, "name": "群众 满意度"}, {**GOOD, "name": "培训 场次"})
    (finding,) = findings(paper, "T05")
    assert (finding.message, finding.location.address) == ("培训 场次 出现 2 次", "表1 第3行 指标")
    (other,) = findings(Paper().indicators({**GOOD, "level1": "效益指"}), "T06")
    assert other.expected == "效益指标"


def test_long_paragraph_is_cut_at_its_clause() -> None:
    paper = Paper()
    before, after = "全年工作平稳推进。" * 40, "后续将继续加强管理。" * 40
    paper.paragraph(f"{before}本项目<p>已完工。{after}")
    (finding,) = findings(paper, "T04")
    assert finding.location.excerpt == "本项目<p>已完工。"
    start, end = finding.location.mark
    assert finding.location.excerpt[start:end] == "<p>"
    paper = Paper()
    paper.paragraph("长" * 500 + "<p>" + "句" * 500)
    (finding,) = findings(paper, "T04")
    start, end = finding.location.mark
    assert finding.location.excerpt[start:end] == "<p>"
    assert len(finding.location.excerpt) == 120


def test_fingerprint_follows_names_and_values_not_places() -> None:
    bad = {**GOOD, "score": "11"}
    moved = Paper()
    moved.paragraph("前言。")
    moved.indicators(GOOD, bad)
    prints = [findings(paper, "T01")[0].fingerprint for paper in (Paper().indicators(bad), moved)]
    assert prints[0] == prints[1]
    assert len(prints[0]) == 16
    other = findings(Paper().indicators({**bad, "score": "12"}), "T01")[0].fingerprint
    twins = [finding.fingerprint for finding in findings(Paper().indicators(bad, bad), "T01")]
    assert len({prints[0], other, twins[1]}) == 3
    assert twins[0] == prints[0]


def test_forms_and_years_narrow() -> None:
    satisfied: Row = {**GOOD, "name": "群众满意度", "target": "≤95%"}
    goal = Paper().indicators(satisfied, kind="goal_form")
    early, undated = Paper(year=2019).indicators(satisfied), Paper(year=None).indicators(satisfied)
    assert [outcomes(paper, "T02")[0].status for paper in (goal, early, undated)] == [
        "not_applicable",
        "not_applicable",
        "not_evaluated",
    ]
    assert outcomes(undated, "T02")[0].reason == "缺少报告的年度"


def test_grades_regrade_a_band() -> None:
    rule = replace(TINY.rules[0], grades={"contradicted": "info"})
    tiny = replace(TINY, rules=(rule,))
    paper = Paper().indicators({**GOOD, "score": "11"})
    (outcome,) = evaluate([tiny], [paper.document], [paper.report])
    assert outcome.findings[0].severity == "error"


def test_no_target_no_outcome() -> None:
    assert outcomes(Paper(), "T01", "T05", "U01") == ()
    assert [outcome.status for outcome in outcomes(Paper(), "T04")] == ["not_evaluated"]


def test_selection_takes_codes_names_families_letters_and_tags() -> None:
    paper = Paper().indicators(GOOD)
    paper.sum_claim("10万元", "3万元", "6万元")

    def ran(select: tuple[str, ...], ignore: tuple[str, ...] = ()) -> set[str]:
        selection = Selection(select, ignore)
        return {outcome.code for outcome in evaluate([TINY], [paper.document], [paper.report], selection)}

    assert ran(("U",)) == ran(("sums",)) == ran(("total-differs",)) == {"U01"}
    assert ran(("thresholds",)) == {"T02"}
    assert ran((), ("T",)) == {"U01"}
    with pytest.raises(UsageError, match="是不是“T0"):
        ran(("T0l",))


def test_papers_of_one_unit_and_year_belong_together() -> None:
    papers = [
        Paper("d1"),
        Paper("d2", unit="云溪镇 人民政府"),
        Paper("d3", year=2020),
        Paper("d4", unit=None),
        Paper("d5", unit=None),
    ]
    for paper in papers:
        paper.indicators(GOOD)
    groups = submissions([paper.document for paper in papers], [paper.report for paper in papers])
    assert [[document.id for document in group.documents] for group in groups] == [
        ["d1", "d2"],
        ["d3"],
        ["d4"],
        ["d5"],
    ]


@pytest.mark.parametrize("name", sorted(COLLECTIONS))
def test_every_collection_yields_items_of_its_class(name: str) -> None:
    paper = Paper().indicators(GOOD).budget({"name": "年度资金总额", "annual": "1万元"})
    paper.sum_claim("10万元", "3万元", "6万元")
    (group,) = submissions([paper.document], [paper.report])
    collection = COLLECTIONS[name]
    for target in collection.targets(group):
        assert isinstance(target.item, collection.item)


def test_evaluation_is_repeatable() -> None:
    paper = Paper().indicators(GOOD, {**GOOD, "score": "11"})
    paper.paragraph("留有<p>。")
    assert outcomes(paper) == outcomes(paper)
