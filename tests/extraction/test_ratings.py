"""Grades with the scores they go with, whole scores stated again, sums known by name."""

from __future__ import annotations

import pytest

from heyan.extraction import extract
from heyan.model.document import Source
from heyan.model.report import Report
from heyan.readers import read


def _report(*lines: str) -> Report:
    return extract(read(Source("paper.txt", "\n".join(lines).encode()), "d1"))


def _rated(report: Report) -> list[tuple[str, str]]:
    return [(r.grade.value, str(r.score.value.value) if r.score else "") for r in report.ratings]


@pytest.mark.parametrize(
    ("sentence", "rated"),
    [
        ("经自评，本部门自评得分95.6分，评价等级为“优”。", [("优", "95.6")]),
        ("综合得分92分，等级为优秀。", [("优秀", "92")]),
        ("自评得分97分，评价结果为良好，结果将公开。", [("良好", "97")]),
        ("自评得分97分。90分以上的评价等级为优、80分以上为良。", []),
        ("自评得分97分。评价等级分为优、良、中、差四等。", []),
        ("自评得分97分。\n断面水质评价等级为优。", []),
        ("自评得分97分。\n绩效评价等级为优。", [("优", "97")]),
        ("项目评价等级为优。", []),
    ],
)
def test_a_grade_goes_with_the_score_beside_it(sentence: str, rated: list[tuple[str, str]]) -> None:
    assert _rated(_report("某镇2023年度部门整体支出绩效自评报告", sentence)) == rated


@pytest.mark.parametrize(
    ("first", "second", "claims"),
    [
        ("本部门整体自评得分95.6分。", "综上，本部门整体自评得分96.5分。", 1),
        ("本部门整体自评得分95.6分。", "上年本部门整体自评得分96.5分。", 0),
        ("本部门整体自评得分95.6分。", "财政局复评，本部门整体自评得分93.5分。", 0),
    ],
)
def test_a_whole_score_stated_again_is_one_fact(first: str, second: str, claims: int) -> None:
    report = _report("某镇2023年度部门整体支出绩效自评报告", first, second)
    assert sum(claim.topic == "whole_score" for claim in report.claims) == claims


@pytest.mark.parametrize(
    ("sentence", "topic"),
    [
        ("核定编制99名，其中行政编制46名，事业编制53名。", "staff"),
        (
            "“三公”经费支出35.30万元，其中：公务用车运行维护费25.10万元，公务接待费10.20万元。",
            "official",
        ),
    ],
)
def test_sums_that_reviewers_know_by_name_have_it(sentence: str, topic: str) -> None:
    report = _report("某镇2023年度部门整体支出绩效自评报告", sentence)
    assert [claim.topic for claim in report.claims if claim.kind == "sum"] == [topic]
