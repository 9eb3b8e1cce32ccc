"""Which slip in one of a few numbers makes a relation hold."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from heyan.engine.checks.ratio_fit import fit_gap
from heyan.engine.notation import figure
from heyan.engine.relation_repair import pinned, suspects, undone
from heyan.engine.repair import Clues, edits
from heyan.extraction.units import PERCENT, UNITS
from heyan.model.quantity import Quantity


def quantity(text: str, unit: str = "万元") -> Quantity:
    value = Decimal(text)
    step = Decimal(1).scaleb(-len(text.partition(".")[2]))
    return Quantity(value, step, PERCENT if unit == "%" else UNITS[unit])


def share(numbers: Sequence[Quantity]) -> Decimal | None:
    above, below, result = numbers
    return fit_gap(above, below, result)


@pytest.mark.parametrize(
    ("above", "below", "result", "index", "kind"),
    [
        (quantity("4212.62"), quantity("4286.67"), quantity("89.27", "%"), 2, "swapped"),
        (quantity("4212.62"), quantity("4826.67"), quantity("98.27", "%"), 1, "swapped"),
        (quantity("42126.2"), quantity("4286.67"), quantity("98.27", "%"), 0, "scale"),
        (quantity("4212.62", "元"), quantity("4286.67"), quantity("98.27", "%"), 0, "unit"),
        (quantity("4212.62"), quantity("4286.67", "亿元"), quantity("98.27", "%"), 1, "unit"),
        (quantity("44212.62"), quantity("4286.67"), quantity("98.27", "%"), 0, "extra_digit"),
        (quantity("212.62"), quantity("4286.67"), quantity("98.27", "%"), 0, "lost_digit"),
    ],
)
def test_every_kind_of_slip_is_undone(
    above: Quantity, below: Quantity, result: Quantity, index: int, kind: str
) -> None:
    found = suspects((above, below, result), share)
    assert (index, kind) in {(suspect.operand, suspect.kind) for suspect in found}


def test_a_number_in_doubt_comes_before_one_that_something_else_bears_out() -> None:
    numbers = (quantity("770.87"), quantity("851.06", "元"), quantity("90.58", "%"))
    trusted = Clues(standing=lambda index: 1 if index == 0 else 0)
    assert suspects(numbers, share, trusted)[0].operand == 1
    assert suspects(numbers, share, Clues(standing=lambda index: 1 if index == 1 else 0))[0].operand == 0


def test_a_corrected_figure_that_the_paper_prints_comes_first() -> None:
    numbers = (quantity("4212.62"), quantity("4826.67"), quantity("98.27", "%"))
    found = suspects(numbers, share, Clues(stated=lambda text: text == "4286.67"))
    assert found[0].sentence == "若“4826.67”为“4286.67”则相符"


@pytest.mark.parametrize(
    ("operands", "only"),
    [
        ([(0, 0)], True),
        ([(0, 0), (1, 0)], False),
        ([(0, 0), (1, 1)], True),
        ([(0, -1), (1, 0)], True),
        ([(0, -1), (1, -1)], False),
        ([(0, 0), (0, 0)], True),
        ([(0, 1)], False),
        ([], False),
    ],
)
def test_one_number_alone_is_to_blame(operands: list[tuple[int, int]], only: bool) -> None:
    assert pinned(operands) is only


@settings(max_examples=100, deadline=None)
@given(st.integers(10_000, 10**7), st.data())
def test_every_edit_is_undone(cents: int, data: st.DataObject) -> None:
    right = quantity(f"{Decimal(cents) / 100:.2f}")
    slips = [text for _, text, _ in edits(figure(right)) if text[0] not in "0." and text[-1] != "."]
    wrong = quantity(data.draw(st.sampled_from(slips)))
    assert any(slip.quantity.value == right.value for slip in undone(wrong))


@settings(max_examples=60, deadline=None)
@given(
    st.integers(1, 10**6), st.sampled_from(["元", "万元", "亿元"]), st.sampled_from(["元", "万元", "亿元"])
)
def test_every_unit_of_money_is_undone(value: int, printed: str, meant: str) -> None:
    amounts = {slip.quantity.amount for slip in undone(quantity(str(value), printed))}
    right = quantity(str(value), meant)
    assert printed == meant or right.amount in amounts
