"""Forms of one department or project against each other: indicators, levels, names, projects."""

from __future__ import annotations

from dataclasses import replace

import pytest

from heyan.engine.checks.counterpart import CounterpartCheck
from heyan.engine.checks.projects import ProjectsCheck
from heyan.engine.counterparts import told_apart
from heyan.engine.submission import Submission
from heyan.engine.verdict import Verdict
from heyan.model.report import Form, FormKind, Project
from tests.engine.checks.factory import Scribe, form_of, judge, report_of

Rows = list[dict[str, str]]


def named(*names: str) -> Rows:
    return [{"name": name} for name in names]


def compared(case: str, goal: Rows, result: Rows) -> Verdict:
    scribe = Scribe()
    forms = []
    kinds: tuple[FormKind, FormKind] = ("goal_form", "self_evaluation_form")
    for kind, rows in zip(kinds, (goal, result), strict=True):
        start = len(scribe.text)
        indicators = tuple(scribe.indicator(**row) for row in rows)
        form = replace(form_of(indicators=indicators), kind=kind)
        forms.append(replace(form, span=form.span.__class__("d1", start, len(scribe.text))))
    report = report_of(scribe, forms=forms)
    check = CounterpartCheck(case=case)  # type: ignore[arg-type]
    return judge(check, Submission((), (report,)), scribe, report=report)


def variants(verdict: Verdict) -> list[str | None]:
    return [seen.variant for seen in verdict.observations]


@pytest.mark.parametrize(
    ("goal", "result", "expected"),
    [
        (named("1.培训人次", "满意度"), named("培训 人次", "满意度。"), []),
        (named("培训人次", "满意度", "管护里程"), named("培训人次", "满意度"), ["dropped"]),
        (named("培训人次", "满意度"), named("培训人次", "满意度", "管护里程"), ["added"]),
        (named("培训人次", "满意度"), named("培训人次", "满意度", "预算执行率"), []),
        (named("培训总人次", "满意度"), named("村干部培训总人次", "满意度"), ["renamed"]),
        (named("培训人次", "满意度", "管护里程"), named("会议次数", "办结率", "满意度"), ["other"]),
        (named("培训人次"), named("会议次数", "办结率"), []),
    ],
)
def test_names_of_indicators(goal: Rows, result: Rows, expected: list[str]) -> None:
    assert variants(compared("indicators", goal, result)) == expected


def test_a_rename_stays_within_its_second_level() -> None:
    goal = [{"level2": "数量指标", "name": "培训总人次"}, {"name": "满意度"}, {"name": "办结率"}]
    moved = [{"level2": "质量指标", "name": "培训总人数"}, {"name": "满意度"}, {"name": "办结率"}]
    assert variants(compared("indicators", goal, moved)) == ["dropped", "added"]


@pytest.mark.parametrize(
    ("one", "other", "count"),
    [
        ("产出指标（50分）", "产出", 0),
        ("满意度指标", "效益指标", 1),
        ("成本指标", "产出指标", 0),
        ("效益指标", "社会效益指标", 0),
    ],
)
def test_levels(one: str, other: str, count: int) -> None:
    goal = [{"level1": one, "name": "群众满意度"}, *named("培训人次")]
    result = [{"level1": other, "name": "群众满意度"}, *named("培训人次")]
    assert len(compared("levels", goal, result).observations) == count


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        ("河道整治一期", "河道整治二期", True),
        ("租地费东洼村", "租地费岭头村", True),
        ("2020年体制经费", "2021年体制经费", True),
        ("公路养护补助费", "公路养路补助费", False),
        ("清河区松岭镇", "清河松岭镇", False),
        ("春季助学金", "秋季助学金", True),
    ],
)
def test_siblings_and_slips(one: str, other: str, apart: bool) -> None:
    assert told_apart(one, other) is apart


def _projects(*projects: tuple[str, str]) -> tuple[Scribe, list[Form]]:
    scribe = Scribe()
    return scribe, [
        replace(
            form_of(),
            kind="project_goal_form",
            project=Project(scribe.sourced(name)),
            budget_rows=(scribe.budget_row("年度资金总额", initial=amount),),
        )
        for name, amount in projects
    ]


@pytest.mark.parametrize(
    ("projects", "expected"),
    [
        ([("河道保洁经费", "20"), ("河道 保洁经费", "30")], ["name"]),
        ([("乡村河道保洁经费", "20"), ("乡村河道保洁费", "20")], ["amount"]),
        ([("乡村河道保洁经费", "20"), ("乡村河道保洁费", "21")], []),
        ([("河道保洁一期经费", "20"), ("河道保洁二期经费", "20")], []),
        ([("河道保洁经费", "0"), ("河道保洁费用", "0")], []),
        ([("河道保洁经费", "20")] * 3, ["name", "name"]),
    ],
)
def test_projects_listed_twice(projects: list[tuple[str, str]], expected: list[str]) -> None:
    scribe, forms = _projects(*projects)
    report = report_of(scribe, forms=forms)
    verdict = judge(ProjectsCheck(case="repeated"), Submission((), (report,)), scribe, report=report)
    assert variants(verdict) == expected
