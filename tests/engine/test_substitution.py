"""One printed number put in another's place: everywhere it is read, and nowhere else."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from heyan.engine.repair import corrected
from heyan.engine.substitution import number_at, with_number
from heyan.model.quantity import Quantity
from heyan.model.span import Span
from tests.engine.factory import Paper

PAPER = (
    Paper()
    .indicators({"name": "培训场次", "target": "≥10", "actual": "9", "weight": "5", "score": "6"})
    .budget({"name": "资金总额", "annual": "120万元", "executed": "96万元"})
    .sum_claim("30万元", "10万元", "20万元")
)
REPORT = PAPER.report
PLACES = {
    "9": (ROW := REPORT.forms[0].indicators[0]).actual.span,  # type: ignore[union-attr]
    "6": ROW.score.span,  # type: ignore[union-attr]
    "96": REPORT.forms[1].budget_rows[0].executed.span,  # type: ignore[union-attr]
    "30": REPORT.claims[0].of("total")[0].place,
}


@given(st.sampled_from(sorted(PLACES)), st.integers(0, 10**6))
def test_a_number_is_read_back_where_it_was_put(printed: str, value: int) -> None:
    place = PLACES[printed]
    assert place is not None
    before = number_at(REPORT, place)
    assert before is not None
    assert str(before.value) == printed
    after = with_number(REPORT, place, corrected(before, Decimal(value)))
    found = number_at(after, place)
    assert isinstance(found, Quantity)
    assert (found.value, found.unit) == (Decimal(value), before.unit)
    assert with_number(after, place, before) == REPORT


def test_parts_without_the_number_are_shared() -> None:
    place = PLACES["6"]
    assert place is not None
    number = number_at(REPORT, place)
    assert number is not None
    after = with_number(REPORT, place, replace(number, value=Decimal(5)))
    assert after.forms[1] is REPORT.forms[1]
    assert after.claims is REPORT.claims
    assert after.forms[0].indicators[0].actual is ROW.actual


def test_a_place_that_holds_no_number_changes_nothing() -> None:
    nowhere = Span("d1", 1, 2)
    assert number_at(REPORT, nowhere) is None
    assert with_number(REPORT, nowhere, Quantity(Decimal(1), Decimal(1))) is REPORT
