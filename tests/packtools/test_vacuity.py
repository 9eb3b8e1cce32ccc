"""Rules that check nothing on a corpus, or nearly everything, are named with their figures."""

from __future__ import annotations

from pathlib import Path

import pytest

from heyan.packtools.report import GateCase
from heyan.packtools.vacuity import vacuity_report
from tests.packtools.corpus import pack, paper, result, rule

PAPERS = [paper(number, ("培训人次", "10", "9"), ("受益户数", "10", None)) for number in range(6)]


@pytest.fixture
def cases(tmp_path: Path) -> dict[str, GateCase]:
    loaded = pack(
        tmp_path / "p",
        rule("T01"),
        rule("T02", when="weight > 50"),
        rule("T03", "actual.quantity.amount > 0"),
        rule("T04", "score >= 10", when="has(score)"),
        rule("T05", "score >= 10 or length(name) < 4"),
        rule("T06").replace("each: indicators", "each: signatures").replace("score <= weight", "has(value)")
        .replace("{{ name }}：{{ score }}", "{{ role }}"),
    )  # fmt: skip
    report = vacuity_report(loaded, result(loaded, PAPERS), most=60)
    assert not report.failed
    return {case.rule or "": case for case in report.cases}


def test_each_oddity_has_its_name(cases: dict[str, GateCase]) -> None:
    assert {code: (case.check, case.status) for code, case in cases.items()} == {
        "T01": ("never-fires", "passed"),
        "T02": ("never-applies", "warning"),
        "T03": ("never-evaluated", "warning"),
        "T04": ("fires-on-most", "warning"),
        "T05": ("fires-on-most", "warning"),
        "T06": ("never-applies", "warning"),
    }


def test_figures_and_reasons_stand_with_the_rule(cases: dict[str, GateCase]) -> None:
    assert (
        cases["T01"]
        .details[0]
        .startswith("通过 6 · 不通过 0 · 不适用 0 · 未能判定 6；适用 6 份文书，报出 0 份")
    )
    assert "6 份都报出（100%）" in cases["T04"].message
    assert any("未能判定 12 处" in line for line in cases["T03"].details)
    assert cases["T02"].line is not None


def test_of_few_papers_nobody_can_say_most(tmp_path: Path) -> None:
    loaded = pack(tmp_path / "p", rule("T04", "score >= 10", when="has(score)"))
    report = vacuity_report(loaded, result(loaded, PAPERS[:2]), most=60)
    assert [case.status for case in report.cases] == ["passed"]


def test_strict_makes_it_a_failure(tmp_path: Path) -> None:
    loaded = pack(tmp_path / "p", rule("T02", when="weight > 50"))
    assert vacuity_report(loaded, result(loaded, PAPERS), most=60, strict=True).failed


def test_always_failing_in_few_of_its_papers_is_told(tmp_path: Path) -> None:
    mixed = [*PAPERS, *(paper(10 + number, ("培训人次", "10", None)) for number in range(9))]
    loaded = pack(tmp_path / "p", rule("T04", "score >= 10"))
    (case,) = vacuity_report(loaded, result(loaded, mixed), most=60).cases
    assert case.check == "never-passes"
