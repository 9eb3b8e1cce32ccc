"""What checked a number, written out: relations, labels, and outcomes that share their places."""

from __future__ import annotations

from decimal import Decimal

import pytest

from heyan.model.claim import Claim, ClaimKind, Operand
from heyan.model.document import Document
from heyan.model.finding import Band, Outcome, Status
from heyan.model.quantity import Quantity, Unit
from heyan.model.report import Form, Indicator, Report, Sourced
from heyan.model.result import Figure
from heyan.model.span import Span
from heyan.reporters.relations import relation_of
from heyan.reporters.workings import Ledger

UNITS = {
    "万元": Unit("万元", "money", Decimal(10_000)),
    "元": Unit("元", "money"),
    "%": Unit("%", "percent"),
    "分": Unit("分", "points"),
}


def operand(role: str, figure: str, at: int | None = 0) -> Operand:
    """An operand such as -3.10万元; `at` is its offset, None where no text prints it."""
    name = figure.lstrip("-0123456789.")
    value = Decimal(figure.removesuffix(name).lstrip("-"))
    sign = Decimal(-1) if figure.startswith("-") else Decimal(1)
    place = None if at is None else Span("d1", at, at + len(figure))
    return Operand(role, "", Quantity(value, Decimal("0.01"), UNITS.get(name)), place, sign)  # type: ignore[arg-type]


def claim(kind: ClaimKind, *operands: Operand, missing: str | None = None) -> Claim:
    return Claim(kind, "general", "支出", operands, Span("d1", 0, 1), missing=missing)


@pytest.mark.parametrize(
    ("kind", "operands", "band", "text"),
    [
        ("sum", ["total 10.00万元", "part 4.00万元", "part 6.00万元"], "exact", "4.00 + 6.00 = 10.00 万元"),
        ("sum", ["total 10.01万元", "part 4.00万元", "part 6.00万元"], "rounded", "4.00 + 6.00 = 10 ≈ 10.01 万元"),
        ("sum", ["total 12.00万元", "part 4.00万元", "part 6.00万元"], "contradicted", "4.00 + 6.00 = 10 ≠ 12.00 万元"),
        ("sum", ["total 12.00万元", "part 4.00万元", "part 6.00万元"], "exact", "4.00 + 6.00 = 10 < 12.00 万元"),
        ("sum", ["total 6.00万元", "part 9.00万元", "part -3.00万元"], "exact", "9.00 − 3.00 = 6.00 万元"),
        ("sum", ["total 4.00万元", "part 4.00万元"], "exact", "4.00 = 4.00 万元"),
        ("sum", ["total 5.00万元", "part 4.00万元"], "contradicted", "4.00 ≠ 5.00 万元"),
        ("sum", ["total 1.00万元", "part 9000元", "part 1000元"], "exact", "9000元 + 1000元 = 1.00 万元"),
        ("sum", ["total 7", "total 3", "part 4", "part 6"], "exact", "4 + 6 = 7 + 3"),
        ("sum", ["part 4", "part 6"], None, ""),
        ("ratio", ["numerator 1", "denominator 4", "result 25%"], "exact", "1 ÷ 4 = 25%"),
        ("ratio", ["numerator 1", "denominator 3", "result 33.3%"], "rounded", "1 ÷ 3 = 33.333% ≈ 33.3%"),
        ("ratio", ["numerator 1", "denominator 3", "result 35%"], "contradicted", "1 ÷ 3 = 33.33% ≠ 35%"),
        ("ratio", ["numerator 5", "numerator -4", "denominator 4", "result 25%"], "exact", "(5 − 4) ÷ 4 = 25%"),
        ("ratio", ["numerator 1", "denominator 0", "result 25%"], None, ""),
        ("ratio", ["numerator 1", "denominator 4", "result 25分"], None, ""),
        ("same", ["first 4.00万元", "second 40000元"], "exact", "4.00万元 = 40000元"),
        ("product", ["factor 18", "factor 6万元", "product 108万元"], "exact", "18 × 6万元 = 108万元"),
        ("product", ["factor 18", "factor 6万元", "product 180万元"], "contradicted", "18 × 6万元 ≠ 180万元"),
        ("product", ["factor 18", "product 108万元"], "exact", ""),
        ("frequency", ["per_period 1", "periods 4", "target 4"], "exact", "1 × 4 = 4"),
        ("change", ["current 9万元", "base 10万元", "difference -1万元"], "exact", "10 − 9 = 1万元"),
        ("change", ["current 11万元", "base 10万元", "difference 1万元"], "exact", "11 − 10 = 1万元"),
        ("change", ["current 11万元", "base 10万元", "growth 10%"], "exact", "(11 − 10) ÷ 10 = 10%"),
        ("change", ["current 9万元", "difference -1万元", "growth -10%"], "exact", "1 ÷ (9 + 1) = 10%"),
        ("change", ["current 11万元", "growth 10%"], None, ""),
        ("same", ["first 4.00万元", "second 4.01万元"], "contradicted", "4.00 ≠ 4.01"),
        ("frequency", ["first 4", "second 4"], "exact", ""),
    ],
)  # fmt: skip
def test_a_relation_is_written_with_what_comes_out(
    kind: ClaimKind, operands: list[str], band: Band | None, text: str
) -> None:
    pairs = [entry.split() for entry in operands]
    asserted = claim(kind, *(operand(role, figure) for role, figure in pairs))
    assert "".join(token.text for token in relation_of(asserted, band)) == text


def test_a_relation_without_all_its_numbers_or_beyond_computing_is_not_written() -> None:
    parts = (operand("total", "10"), operand("part", "10"))
    assert relation_of(claim("sum", *parts, missing="乙"), None) == ()
    huge = Operand("numerator", "", Quantity(Decimal("1E+999999"), Decimal(1)), None)
    assert relation_of(claim("ratio", huge, operand("denominator", "3"), operand("result", "3%")), None) == ()


def test_a_whole_that_no_text_prints_has_no_place() -> None:
    tokens = relation_of(claim("sum", operand("total", "100分", None), operand("part", "100分")), "exact")
    assert [(token.text, token.place is None) for token in tokens] == [
        ("100", False),
        (" = ", True),
        ("100 分", True),
    ]


TEXT = "甲15分 乙20分 丙35分"
FIRST, SECOND, THIRD = (Span("d1", at, at + 3) for at in (1, 6, 11))


def ledger(*outcomes: Outcome, report: Report | None = None) -> list[tuple[list[str], str]]:
    """The rules of each working with its tone; then which workings each number has, as the last entry."""
    found = Ledger((report or bare(),), outcomes).workings(
        Document("d1", "a.txt", "text", "", TEXT, ()), FIGURES
    )
    entries = [([o.code for o in working.outcomes], working.tone) for working in found.workings]
    return [*entries, ([" ".join(map(str, some)) for some in found.by_figure], "by_figure")]


def bare(**parts: object) -> Report:
    return Report("d1", Sourced(TEXT, TEXT, Span("d1", 0, len(TEXT))), "narrative", **parts)  # type: ignore[arg-type]


FIGURES = tuple(
    Figure(span, TEXT[span.start : span.end], "1", "分", "unchecked") for span in (FIRST, SECOND, THIRD)
)


def said(code: str, status: Status, band: Band | None, *spans: Span) -> Outcome:
    return Outcome(code, "d1", status, operands=spans, band=band)


def test_outcomes_on_the_same_places_share_a_working_the_strongest_first() -> None:
    assert ledger(
        said("E01", "passed", None, FIRST, SECOND),
        said("A06", "passed", "rounded", FIRST, SECOND),
        said("B03", "failed", None, FIRST, SECOND),
        said("A01", "not_applicable", "exact", FIRST, SECOND),
    ) == [(["B03", "A06", "E01"], "rounded"), (["0", "0", ""], "by_figure")]


def test_a_number_has_all_its_workings_the_strongest_first() -> None:
    assert ledger(
        said("E01", "passed", None, FIRST),
        said("A01", "passed", "exact", FIRST, SECOND, THIRD),
        said("B07", "failed", "contradicted", FIRST, THIRD),
    ) == [
        (["E01"], "constrained"),
        (["B07"], "contradicted"),
        (["A01"], "verified"),
        (["1 2 0", "2", "1 2"], "by_figure"),
    ]


def test_what_fails_although_the_numbers_agree_only_constrains_them() -> None:
    assert ledger(said("A15", "failed", "exact", FIRST))[0] == (["A15"], "constrained")


def test_outcomes_that_used_no_number_are_left_out() -> None:
    assert ledger(said("H02", "failed", None, Span("d1", 0, 1)), said("F01", "passed", None)) == [
        (["", "", ""], "by_figure")
    ]


def test_numbers_of_one_row_are_named_by_its_columns() -> None:
    row = Span("d1", 0, len(TEXT))
    points = Quantity(Decimal(15), Decimal(1), UNITS["分"])
    indicator = Indicator(
        row,
        name=Sourced("道路养护", "甲", Span("d1", 0, 1)),
        weight=Sourced(points, "15分", FIRST),
        score=Sourced(points, "20分", SECOND),
    )
    report = bare(forms=(Form("self_evaluation_form", row, indicators=(indicator,)),))
    outcome = said("B03", "passed", None, SECOND, FIRST)
    working = Ledger((report,), (outcome,)).workings(
        Document("d1", "a.txt", "text", "", TEXT, ()), FIGURES
    ).workings[0]  # fmt: skip
    assert (working.subject, working.row) == ("道路养护", row)
    assert [label.field for label in working.labels if label] == ["score", "weight"]
