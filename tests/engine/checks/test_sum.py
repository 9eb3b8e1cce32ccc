"""Sums: what rounding explains, what it does not, and where the finger points."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from heyan.engine.checks.sum import SumCheck
from heyan.model.claim import Claim, Operand
from heyan.model.quantity import Quantity
from heyan.model.report import Indicator, Sourced
from heyan.model.span import Span
from tests.engine.checks.factory import Scribe, form_of, judge, only, points, report_of

EQUAL, AT_MOST = SumCheck(), SumCheck(relation="at_most")


@pytest.mark.parametrize(
    ("total", "parts", "extra", "equal", "at_most"),
    [
        ("5151.85", ["4286.67", "865.18"], {}, "passed", "not_applicable"),
        ("5241.83", ["4572.30", "52.09", "0.63", "616.82"], {}, "passed", "not_applicable"),
        ("5381.80", ["1059.00", "4322.88"], {}, "failed", "not_applicable"),
        ("5381.80", ["1059.00", "4322.88"], {"cue": "其中"}, "failed", "not_applicable"),
        ("1404.18", ["1047.86", "270.03"], {"cue": "其中"}, "not_evaluated", "passed"),
        ("1404.18", ["1047.86", "270.03"], {"open": True}, "not_evaluated", "passed"),
        ("100.00", ["97.00"], {"cue": "其中"}, "not_evaluated", "passed"),
        ("100万元", ["60万元", "30万元"], {"cue": "其中"}, "not_evaluated", "passed"),
        ("1059.00", ["1050.00"], {"cue": "其中"}, "not_evaluated", "passed"),
        ("5241.83", ["1566.89", "3664.94"], {"cue": "其中"}, "failed", "passed"),
        ("100.00", ["80.00", "75.00"], {"cue": "其中"}, "not_applicable", "failed"),
        ("100.00", ["60.00", "40.00"], {"carried": ["35.00"]}, "passed", "failed"),
        ("135.00", ["60.00", "40.00"], {"carried": ["35.00"]}, "passed", "passed"),
        ("100.00", ["60.00"], {"missing": "项目支出"}, "not_evaluated", "not_evaluated"),
        ("约100万元", ["60.00", "30.00"], {}, "not_evaluated", "not_evaluated"),
        ("100.00", ["60.00", "30人"], {}, "not_evaluated", "not_evaluated"),
        ("99人", ["46人", "53人"], {}, "passed", "not_applicable"),
        ("99人", ["46人", "54人"], {}, "failed", "not_applicable"),
        ("40", ["4", "5", "5", "5", "18", "6"], {"topic": "scores"}, "failed", "not_applicable"),
        ("99.7", ["19.7", "40", "20", "20"], {"topic": "scores"}, "passed", "not_applicable"),
    ],
)
def test_how_sums_end(
    total: str, parts: list[str], extra: dict[str, object], equal: str, at_most: str
) -> None:
    scribe = Scribe()
    claim = scribe.sum(total, parts, **extra)  # type: ignore[arg-type]
    assert (judge(EQUAL, claim, scribe).status, judge(AT_MOST, claim, scribe).status) == (equal, at_most)


def test_the_evidence_of_a_wrong_sum() -> None:
    scribe = Scribe()
    claim = scribe.sum("5381.80万元", ["1059.00万元", "4322.88万元"])
    seen = only(judge(EQUAL, claim, scribe))
    assert seen.evidence == ("1059.00 + 4322.88 = 5381.88 ≠ 5381.80",)
    assert (seen.reported, seen.expected, seen.difference) == ("5381.80", "5381.88", "-0.08")
    assert seen.tolerance is not None
    assert (seen.tolerance.value, seen.tolerance.why) == (
        "0.015",
        "各数四舍五入到0.01万元，3个数合计最多差0.015万元",
    )
    assert seen.hypotheses[0].startswith("若“4322.88”为“4322.80”则相符")
    assert seen.place == claim.of("total")[0].place
    assert seen.slots["formula"] == "1059.00 + 4322.88"


def test_a_figure_stated_elsewhere_leads_the_hypotheses() -> None:
    scribe = Scribe()
    claim = scribe.sum("5381.80", ["1059.00", "4322.88"])
    scribe.write("支出共5381.88万元")
    assert "文中另有“5381.88”" in only(judge(EQUAL, claim, scribe)).hypotheses[0]


def test_units_are_converted_and_shown_where_they_differ() -> None:
    scribe = Scribe()
    claim = scribe.sum("1.20亿元", ["7000万元", "6000万元"])
    seen = only(judge(EQUAL, claim, scribe))
    assert seen.evidence == ("7000万元 + 6000万元 = 1.30亿元 ≠ 1.20亿元",)
    assert seen.expected == "1.30"


@pytest.mark.parametrize(
    ("total", "parts", "cue", "variant", "band"),
    [
        ("10.03", ["5.01", "5.00"], "合计", None, "truncated"),
        ("4102.5", ["447.90", "3654.56"], "合计", "uneven_decimals", "rounded"),
        ("1000.00", ["600.00", "370.37"], "其中", "partial", "contradicted"),
    ],
)
def test_milder_forms_are_told_apart(
    total: str, parts: list[str], cue: str, variant: str | None, band: str
) -> None:
    scribe = Scribe()
    verdict = judge(EQUAL, scribe.sum(total, parts, cue=cue), scribe)
    assert (only(verdict).variant, verdict.band) == (variant, band)


def test_funds_of_another_year_among_the_parts_are_named() -> None:
    scribe = Scribe()
    claim = scribe.sum("100.00", ["60.00", "40.00"], carried=["35.00"])
    seen = only(judge(AT_MOST, claim, scribe))
    assert seen.variant == "carried"
    assert seen.evidence[1] == "列举中另有carried135.00，连同它共 135.00"


def test_a_total_far_above_its_parts_leaves_the_first_part_as_the_place() -> None:
    scribe = Scribe()
    total = scribe.operand("total", "4102.5万元", "一般公共预算")
    scribe.write("一" * 500)
    parts = [scribe.operand("part", text) for text in ("447.9万元", "3654.56万元", "3.1万元")]
    claim = scribe.claim("sum", total, *parts)
    seen = only(judge(EQUAL, claim, scribe))
    assert seen.place == parts[0].place
    assert seen.related[0] == ("一般公共预算", total.place)
    assert any("不计“3.1”" in sentence for sentence in seen.hypotheses)


def test_an_implied_total_needs_no_place() -> None:
    scribe = Scribe()
    parts = [
        Operand("part", "产出", points("60"), scribe.write("60")),
        Operand("part", "效益", points("50"), scribe.write("50")),
    ]
    whole = Operand("total", "满分", Quantity(Decimal(100), Decimal(1)), None)
    claim = Claim("sum", "weights", "总分", (whole, *parts), Span("d1", 0, 5))
    seen = only(judge(EQUAL, claim, scribe))
    assert seen.evidence == ("60 + 50 = 110 ≠ 100",)
    assert seen.place == parts[0].place


def test_a_score_above_its_weight_is_suspected_first() -> None:
    scribe = Scribe()
    claim = scribe.sum("40", ["4", "5", "5", "5", "18", "6"], topic="scores")
    place = claim.of("part")[-1].place
    assert place is not None
    overdone = Indicator(
        row=place,
        weight=Sourced(points("3"), "3", scribe.write("3")),
        score=Sourced(points("6"), "6", place),
    )
    report = report_of(scribe, forms=[form_of(indicators=(overdone,))])
    assert only(judge(EQUAL, claim, scribe, report=report)).hypotheses[0].startswith("若“6”为“3”则相符")


def test_a_number_that_another_sum_confirms_is_not_suspected_first() -> None:
    scribe = Scribe()
    wrong = scribe.sum("5381.80", ["1059.00", "4322.88"])
    projects = wrong.of("part")[1]
    assert projects.place is not None
    details = [scribe.operand("part", text) for text in ("4000.00", "322.88")]
    right = scribe.claim("sum", replace(projects, role="total"), *details)
    report = report_of(scribe, claims=[wrong, right])
    assert only(judge(EQUAL, wrong, scribe, report=report)).hypotheses[0].startswith("若“5381.80”为“5381.88”")


def test_every_operand_counts_as_used() -> None:
    scribe = Scribe()
    claim = scribe.sum("100.00", ["60.00", "40.00"])
    assert judge(EQUAL, claim, scribe).operands == tuple(o.place for o in claim.operands)
