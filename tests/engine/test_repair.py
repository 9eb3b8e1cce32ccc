"""Which single slip explains a contradiction."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from heyan.engine import interval, repair
from heyan.engine.notation import figure
from heyan.model.quantity import Quantity, Unit

WAN = Unit("万元", "money", Decimal(10_000))


def quantity(text: str, unit: Unit | None = WAN) -> Quantity:
    value = Decimal(text)
    exponent = value.as_tuple().exponent
    assert isinstance(exponent, int)
    return Quantity(value, Decimal(1).scaleb(min(exponent, 0)), unit)


def explain(
    total: Quantity, *parts: Quantity, clues: repair.Clues = repair.NO_CLUES, points: bool = False
) -> tuple[repair.Hypothesis, ...]:
    terms = [*((part, Decimal(1)) for part in parts), (total, Decimal(-1))]
    agreement = interval.judge_sum(terms, points=points)
    loose = Decimal(0) if points else sum((q.step for q, _ in terms), Decimal(0)) / 2
    return repair.mend_sum(
        terms, agreement.residual, agreement.bound, loose, totals=frozenset({len(parts)}), clues=clues
    )


def texts(total: str, *parts: str, clues: repair.Clues = repair.NO_CLUES) -> tuple[str, ...]:
    found = explain(quantity(total), *(quantity(part) for part in parts), clues=clues)
    return repair.sentences(found)


def test_a_repeated_digit_is_suspected_before_the_total() -> None:
    assert texts("5381.80", "1059.00", "4322.88")[0] == "若“4322.88”为“4322.80”则相符"


def test_a_figure_that_the_paper_states_elsewhere_comes_first() -> None:
    found = texts("5381.80", "1059.00", "4322.88", clues=repair.Clues(stated=lambda text: text == "5381.88"))
    assert found[0] == "若“5381.80”为“5381.88”则相符（文中另有“5381.88”）"


def test_a_confirmed_number_comes_last() -> None:
    trusted = repair.Clues(standing=lambda index: 1 if index == 1 else 0)
    assert texts("5381.80", "1059.00", "4322.88", clues=trusted)[0] == "若“5381.80”为“5381.88”则相符"


def test_a_part_listed_twice_is_named() -> None:
    assert "不计“3.1”则相符，疑重复列示（尚差0.04万元，按各数自己的位数可用舍入解释）" in texts(
        "4102.5", "447.9", "3654.56", "3.1"
    )


def test_a_part_counted_twice_is_named() -> None:
    assert "差额恰为“31.17”，疑合计中重复计入" in texts("162.34", "100.00", "31.17")


def test_a_wrong_sign_is_named() -> None:
    assert texts("68.83", "100.00", "31.17")[-1] == "若“31.17”为减项则相符"


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ("43228.0", "若“43228.0”为“4322.8”则相符，疑小数点错位"),
        ("43228000", "若“43228000万元”的单位为“元”则相符"),
    ],
)
def test_a_shift_of_point_or_unit_is_named(wrong: str, sentence: str) -> None:
    assert sentence in texts("5381.80", "1059.00", wrong)


def test_what_any_score_would_mend_points_at_the_total_and_at_suspects() -> None:
    points = [quantity(text, None) for text in ("4", "5", "5", "5", "18", "6")]
    doubted = repair.Clues(standing=lambda index: -1 if index == 5 else 0)
    found = explain(quantity("40", None), *points, clues=doubted, points=True)
    assert repair.sentences(found)[:2] == ("若“6”为“3”则相符", "若“40”为“43”则相符")


def test_a_single_culprit_is_named() -> None:
    found = explain(quantity("900.00"), quantity("950.00"), quantity("750.00"))
    assert found[0].operand == 0
    assert repair.sentences(found)[0].endswith("只有此数改一位即可")


@settings(max_examples=80, deadline=None)
@given(st.lists(st.integers(10_000, 10**7), min_size=2, max_size=6), st.data())
def test_every_one_digit_slip_is_found(cents: list[int], data: st.DataObject) -> None:
    parts = [quantity(f"{value / 100:.2f}") for value in cents]
    total = quantity(f"{sum(cents) / 100:.2f}")
    at = data.draw(st.integers(0, len(parts) - 1))
    slips = [
        text for _, text, _ in repair.edits(figure(parts[at])) if text[0] not in "0." and text[-1] != "."
    ]
    wrong = quantity(data.draw(st.sampled_from(slips)))
    others = sum((part.amount for index, part in enumerate(parts) if index != at), Decimal(0))
    needed = total.amount - others
    found = repair.mend(at, wrong, interval.Interval(needed, needed), needed)
    assert any(Decimal(item.corrected) == parts[at].value for item in found)


@pytest.mark.parametrize("figures", [["9" * 40, "1"], ["1"] * 100])
def test_hostile_figures_are_left_alone(figures: list[str]) -> None:
    assert len(texts("7", *figures)) <= 3


def points(text: str) -> Quantity:
    return quantity(text, None)


def test_a_value_that_mends_another_relation_too_comes_first_even_when_no_single_digit_gives_it() -> None:
    row = repair.Clues(
        standing=lambda index: -1 if index == 1 else 0,
        mends=lambda index, value: index == 1 and value == 10,
    )
    found = explain(
        points("100"), points("82"), points("8"), points("12"), points("0"), clues=row, points=True
    )
    assert not any(item.stated for item in found), "8 would have to be 6, not 10"

    found = explain(points("100"), points("82"), points("9"), points("8"), clues=row, points=True)
    assert repair.sentences(found)[0] == "若“9”为“10”则相符，该行得分也随之相符"


def test_neighbours_swapped_come_before_another_digit() -> None:
    assert texts("8.43", "8.34", "0.00")[0] == "若“8.34”为“8.43”则相符"


def test_a_digit_typed_twice_comes_before_another_digit() -> None:
    assert texts("800.00", "575.67", "553.11", "171.22")[0] == "若“553.11”为“53.11”则相符"


def test_the_total_in_a_part_s_place_is_named() -> None:
    assert "若“150.00”与“100.00”对调则相符" in texts("100.00", "150.00", "50.00")


def test_an_amount_printed_elsewhere_that_the_list_lacks_is_named() -> None:
    found = texts("500.00", "200.00", "132.29", clues=repair.Clues(stated=lambda text: text == "167.71"))
    assert "差额恰为文中另有的“167.71”，疑漏列该项" in found


@pytest.mark.parametrize(
    ("part", "unit", "sentence"),
    [
        ("4322.80", "元", "若“4322.80元”的单位为“万元”则相符"),
        ("4322.80", "亿元", "若“4322.80亿元”的单位为“万元”则相符"),
    ],
)
def test_a_wrong_unit_of_money_is_named(part: str, unit: str, sentence: str) -> None:
    factor = {"元": Decimal(1), "亿元": Decimal(100_000_000)}[unit]
    odd = quantity(part, Unit(unit, "money", factor))
    found = repair.sentences(explain(quantity("5381.80"), quantity("1059.00"), odd))
    assert found[0] == sentence


@pytest.mark.parametrize(
    "kind", ["digit", "swapped", "extra_digit", "lost_digit", "scale", "doubled", "sign"]
)
def test_each_kind_of_slip_has_its_hypothesis(kind: str) -> None:
    wrong = {
        "digit": ("5381.80", "1059.00", "4328.80"),
        "swapped": ("5381.80", "1059.00", "4232.80"),
        "extra_digit": ("5381.80", "1059.00", "43122.80"),
        "lost_digit": ("5381.80", "1059.00", "432.80"),
        "scale": ("5381.80", "1059.00", "43.228"),
        "doubled": ("5381.80", "1059.00", "4322.80", "77.70"),
        "sign": ("5381.80", "5459.50", "77.70"),
    }[kind]
    found = explain(*(quantity(text) for text in wrong))
    assert kind in {item.kind for item in found}
