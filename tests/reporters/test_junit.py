"""JUnit XML, against the shape that Jenkins, GitLab and others read."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from lxml import etree

from heyan.model.finding import Outcome
from heyan.model.result import AuditResult
from heyan.reporters import render
from tests.reporters import canonical
from tests.reporters.hostile import TEXTS, hostile_result

# Written after what the readers of these files document; no package at hand ships one.
SHAPE = etree.XMLSchema(etree.parse(Path(__file__).with_name("junit.xsd")))
EMPTY = AuditResult((), (), (), (), ())


def suites_of(result: AuditResult) -> etree._Element:
    root = etree.fromstring(render("junit", result))
    SHAPE.assertValid(root)
    return root


def case_of(result: AuditResult, document: int, code: str) -> etree._Element:
    cases = suites_of(result)[document].findall("testcase")
    (case,) = [case for case in cases if (case.get("name") or "").startswith(f"{code} ")]
    return case


def with_outcomes(*outcomes: Outcome) -> AuditResult:
    return replace(canonical.result(), outcomes=outcomes)


def test_there_is_a_case_for_each_rule_on_each_document() -> None:
    root = suites_of(canonical.result())
    codes = sorted(code for code, *_ in canonical.RULES)
    for suite in list(root)[:2]:
        assert [case.get("name", "").split()[0] for case in suite.iter("testcase")] == codes


@pytest.mark.parametrize("result", [canonical.result(), EMPTY], ids=["canonical", "empty"])
def test_counts_add_up(result: AuditResult) -> None:
    root = suites_of(result)
    for count, path in (
        ("tests", ".//testcase"),
        ("failures", ".//testcase[failure]"),
        ("errors", ".//testcase[error]"),
        ("skipped", ".//testcase[skipped]"),
    ):
        found = len(root.findall(path))
        assert root.get(count) == str(found)
        assert sum(int(suite.get(count, "")) for suite in root) == found


def test_a_failure_tells_message_place_evidence_and_fix() -> None:
    (failure,) = case_of(canonical.result(), 0, "A04").findall("failure")
    assert failure.get("message") == "全年支出 812.40 万元，三类之和为 821.40 万元"
    assert failure.get("type") == "error"
    for piece in ("第5段", "401.25 + 388.15 + 32.00 = 821.40", "核对三类支出", "a04-d1-0083"):
        assert piece in (failure.text or "")


def test_each_finding_is_a_failure_of_its_case() -> None:
    assert len(case_of(canonical.result(), 1, "J04").findall("failure")) == 4


@pytest.mark.parametrize(
    ("outcome", "skipped"),
    [
        (Outcome("B03", "d2", "passed"), None),
        (Outcome("B03", "d2", "not_applicable"), "不适用"),
        (Outcome("B03", "d2", "not_evaluated", "没有分值"), "未能判定：没有分值 × 1"),
    ],
)
def test_a_case_passes_only_where_something_passed(outcome: Outcome, skipped: str | None) -> None:
    mark = case_of(with_outcomes(outcome), 1, "B03").find("skipped")
    assert (mark.get("message") if mark is not None else None) == skipped


def test_what_one_case_passed_in_part_says_what_it_could_not_judge() -> None:
    some = with_outcomes(Outcome("B03", "d2", "passed"), Outcome("B03", "d2", "not_evaluated", "没有分值"))
    case = case_of(some, 1, "B03")
    assert case.find("skipped") is None
    assert case.findtext("system-out") == "未能判定：没有分值 × 1"


def test_a_suppressed_finding_is_skipped_with_who_why_and_until_when() -> None:
    case = case_of(canonical.result(), 1, "L01")
    assert case.find("failure") is None
    told = case.find("skipped")
    assert told is not None
    for piece in ("已豁免", "电子版不要求签名", "王科长", "2026-12-31"):
        assert piece in (told.get("message") or "")
    assert (
        suites_of(canonical.result())[1].xpath("string(properties/property[@name='suppressed']/@value)")
        == "1"
    )


def test_a_file_that_could_not_be_read_is_an_error() -> None:
    suite = suites_of(canonical.result())[2]
    assert suite.get("name") == "送审件/扫描件.docx"
    error = suite.find("testcase/error")
    assert error is not None
    assert error.get("type") == "unsupported"


@settings(max_examples=60, deadline=None)
@given(TEXTS)
def test_no_text_of_a_paper_breaks_the_xml(text: str) -> None:
    root = suites_of(hostile_result(text))
    assert len(root.findall(".//failure")) == len(canonical.result().findings()) - 1
