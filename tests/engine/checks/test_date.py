"""Years and dates."""

from __future__ import annotations

import pytest

from heyan.engine.checks.date import DateCheck
from heyan.model.claim import DateMention, DateRole
from heyan.model.quantity import Date
from heyan.model.report import Project
from tests.engine.checks.factory import Scribe, form_of, judge, only, report_of


def mention(scribe: Scribe, year: int | None, role: DateRole, malformed: str | None = None) -> DateMention:
    raw = f"{year}年"
    return DateMention(Date(year, malformed=malformed), role, raw, scribe.write(raw))


@pytest.mark.parametrize(
    ("year", "role", "paper", "status"),
    [
        (2121, "deadline", 2021, "failed"),
        (2021, "deadline", 2021, "passed"),
        (2025, "deadline", 2021, "passed"),
        (2030, "mention", 2021, "passed"),
        (2121, "mention", 2021, "failed"),
        (1921, "mention", 2021, "passed"),
        (1721, "mention", 2021, "failed"),
        (2060, "deadline", 2021, "passed"),
        (2000, "deadline", 2021, "passed"),
        (2016, "document", 2024, "passed"),
        (2021, "deadline", None, "not_evaluated"),
        (None, "deadline", 2021, "not_applicable"),
    ],
)
def test_years_that_cannot_be(year: int | None, role: DateRole, paper: int | None, status: str) -> None:
    scribe = Scribe()
    found = mention(scribe, year, role)
    report = report_of(scribe, year=paper)
    assert judge(DateCheck(case="implausible"), found, scribe, report=report).status == status


def test_the_year_meant_is_named() -> None:
    scribe = Scribe()
    seen = only(judge(DateCheck(case="implausible"), mention(scribe, 2121, "deadline"), scribe))
    assert seen.hypotheses == ("若“2121”为“2021”则合理",)
    assert seen.slots["suspect"] == "2021"


def test_a_day_that_no_calendar_has() -> None:
    scribe = Scribe()
    found = mention(scribe, 2021, "deadline", malformed="没有13月")
    assert only(judge(DateCheck(case="implausible"), found, scribe)).variant == "malformed"


@pytest.mark.parametrize(
    ("role", "year", "case", "status"),
    [
        ("execution", 2020, "execution_year", "failed"),
        ("execution", 2021, "execution_year", "passed"),
        ("budget", 2020, "execution_year", "not_applicable"),
        ("project", 2020, "project_year", "failed"),
        ("project", 2021, "project_year", "passed"),
        ("mention", 2020, "project_year", "not_applicable"),
    ],
)
def test_years_that_should_be_the_papers(role: DateRole, year: int, case: str, status: str) -> None:
    scribe = Scribe()
    check = DateCheck(case=case)  # type: ignore[arg-type]
    assert judge(check, mention(scribe, year, role), scribe).status == status


@pytest.mark.parametrize(
    ("level2", "target", "expected"),
    [
        ("时效指标", "年底完成", "failed:None"),
        ("时效指标", "2021年12月底前", "passed"),
        ("时效指标", "长期", "failed:no_date"),
        ("时效指标", "≥95%", "not_applicable"),
        ("数量指标", "年底完成", "not_applicable"),
    ],
)
def test_deadlines_without_a_year(level2: str, target: str, expected: str) -> None:
    scribe = Scribe()
    indicator = scribe.indicator(name="完成时限", level2=level2, target=target)
    verdict = judge(DateCheck(case="vague_deadline"), indicator, scribe)
    end = f"failed:{only(verdict).variant}" if verdict.status == "failed" else verdict.status
    assert end == expected


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("2020年道路养护经费", "failed"),
        ("2021年道路养护经费", "passed"),
        ("2020-2022年水利项目", "passed"),
        ("道路养护", "not_applicable"),
    ],
)
def test_the_year_in_a_projects_name(name: str, status: str) -> None:
    scribe = Scribe()
    form = form_of("project_goal_form", project=Project(name=scribe.sourced(name)))
    verdict = judge(DateCheck(case="project_year"), form, scribe, form=form)
    assert verdict.status == status
    if status == "failed":
        assert len(only(verdict).place) == 4


def test_an_indicators_deadline_is_a_date_too() -> None:
    scribe = Scribe()
    indicator = scribe.indicator(name="完成时限", level2="时效指标", target="2121年底完成")
    assert judge(DateCheck(case="implausible"), indicator, scribe).status == "failed"
