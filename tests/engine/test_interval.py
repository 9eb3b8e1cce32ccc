"""Printed numbers as intervals, against exact fractions."""

from __future__ import annotations

from collections.abc import Callable
from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from heyan.engine import interval
from heyan.engine.interval import Interval
from heyan.model.quantity import Quantity, Unit

WAN = Unit("万元", "money", Decimal(10_000))
YI = Unit("亿元", "money", Decimal(100_000_000))
YUAN = Unit("元", "money")
PEOPLE = Unit("人", "person")


def quantity(text: str, unit: Unit | None = WAN) -> Quantity:
    value = Decimal(text)
    exponent = value.as_tuple().exponent
    assert isinstance(exponent, int)
    return Quantity(value, Decimal(1).scaleb(min(exponent, 0)), unit)


def terms(total: str, *parts: str, unit: Unit | None = WAN) -> list[tuple[Quantity, Decimal]]:
    return [
        *((quantity(part, unit), Decimal(1)) for part in parts),
        (quantity(total, unit), Decimal(-1)),
    ]


@pytest.mark.parametrize(
    ("total", "parts", "band", "uneven"),
    [
        ("5151.85", ("4286.67", "865.18"), "exact", False),
        ("5241.83", ("4572.30", "52.09", "0.63", "616.82"), "rounded", False),
        ("10.05", ("5.01", "5.00"), "contradicted", False),
        ("10.03", ("5.01", "5.00"), "truncated", False),
        ("5381.80", ("1059.00", "4322.88"), "contradicted", False),
        ("60", ("30.00", "29.99"), "rounded", False),
        ("60.3", ("30", "29.99"), "rounded", True),
        ("4102.5", ("447.9", "3654.56", "3.1"), "contradicted", False),
    ],
)
def test_bands_of_a_sum(total: str, parts: tuple[str, ...], band: str, uneven: bool) -> None:
    agreement = interval.judge_sum(terms(total, *parts))
    assert (agreement.band, agreement.uneven) == (band, uneven)


def test_the_bound_and_its_reason_are_told() -> None:
    agreement = interval.judge_sum(terms("5241.83", "4572.30", "52.09", "0.63", "616.82"))
    assert agreement.bound == Decimal("250.00")
    assert agreement.why == "各数四舍五入到0.01万元，5个数合计最多差0.025万元"


@pytest.mark.parametrize(
    ("total", "parts", "unit", "points"),
    [
        ("100", ("46", "53"), PEOPLE, False),
        ("100.01", ("50.00", "50.00"), YUAN, False),
        ("40", ("19", "20"), None, True),
        ("99.6", ("9.7", "90"), None, True),
    ],
)
def test_counts_points_and_cents_are_exact(
    total: str, parts: tuple[str, ...], unit: Unit | None, points: bool
) -> None:
    assert interval.judge_sum(terms(total, *parts, unit=unit), points=points).band == "contradicted"


def test_scores_with_two_decimals_may_be_rounded() -> None:
    assert interval.judge_sum(terms("98.35", "9.67", "88.67", unit=None), points=True).band == "rounded"
    coarse = interval.judge_sum(terms("99.7", "9.66", "90", unit=None), points=True)
    assert (coarse.band, coarse.uneven) == ("rounded", True)


@pytest.mark.parametrize(
    ("above", "below", "percent", "step", "band"),
    [
        ("89.974", "90.000", "99.97", "0.01", "rounded"),
        ("89.974", "90.000", "100", "1", "rounded"),
        ("89.974", "90.000", "99.9", "0.1", "truncated"),
        ("89.974", "90.000", "0", "1", "contradicted"),
        ("4212.62", "4286.67", "98.27", "0.01", "rounded"),
        ("4212.62", "4286.67", "98.3", "0.1", "rounded"),
        ("4212.62", "4286.67", "89.3", "0.1", "contradicted"),
        ("50", "100", "50", "1", "exact"),
    ],
)
def test_bands_of_a_ratio(above: str, below: str, percent: str, step: str, band: str) -> None:
    agreement = interval.judge_ratio(quantity(above), quantity(below), Decimal(percent), Decimal(step))
    assert agreement is not None
    assert agreement.band == band


def test_a_ratio_over_nothing_is_not_judged() -> None:
    assert interval.judge_ratio(quantity("1"), quantity("0"), Decimal(5), Decimal(1)) is None


@pytest.mark.parametrize(
    ("first", "second", "band"),
    [
        (quantity("1404.18"), quantity("0.14", YI), "rounded"),
        (quantity("1404.18"), quantity("1404"), "rounded"),
        (quantity("1404.18"), quantity("1405"), "truncated"),
        (quantity("1404.18"), quantity("1406"), "contradicted"),
        (quantity("4322.80"), quantity("4322.88"), "contradicted"),
        (quantity("4322.80"), quantity("4322.8"), "exact"),
        (quantity("16", PEOPLE), quantity("17", PEOPLE), "contradicted"),
    ],
)
def test_bands_of_one_fact_stated_twice(first: Quantity, second: Quantity, band: str) -> None:
    agreement = interval.judge_same(first, second)
    assert agreement.band == band
    assert interval.judge_same(second, first).band == band


def test_change_and_difference() -> None:
    grown = interval.change(quantity("1404.18"), quantity("1350.00"))
    assert grown is not None
    assert Decimal("4.0125") < grown.low < grown.high < Decimal("4.0141")
    assert interval.change(quantity("1"), quantity("0")) is None
    assert interval.difference(quantity("5.1"), quantity("5.0")).holds(Decimal("1000"))


EXACT = st.fractions(min_value=0, max_value=10**6, max_denominator=10**6)


def printed(value: Fraction, decimals: int, rounding: str) -> Decimal:
    scaled = value * 10**decimals
    whole, rest = divmod(scaled.numerator, scaled.denominator)
    half = Fraction(rest, scaled.denominator) - Fraction(1, 2)
    up = {
        ROUND_DOWN: False,
        ROUND_HALF_UP: half >= 0,
        ROUND_HALF_EVEN: half > 0 or (half == 0 and whole % 2 == 1),
    }[rounding]
    return Decimal(whole + up).scaleb(-decimals)


def rounded_quantity(value: Fraction, decimals: int, rounding: str) -> Quantity:
    return Quantity(printed(value, decimals, rounding), Decimal(1).scaleb(-decimals), WAN)


ROUNDINGS = st.sampled_from([ROUND_HALF_UP, ROUND_HALF_EVEN])


@settings(max_examples=60, deadline=None)
@given(st.lists(EXACT, min_size=1, max_size=12), st.integers(0, 4), ROUNDINGS)
def test_rounding_never_contradicts_a_sum(exact: list[Fraction], decimals: int, rounding: str) -> None:
    parts = [(rounded_quantity(value, decimals, rounding), Decimal(1)) for value in exact]
    total = rounded_quantity(sum(exact, Fraction(0)), decimals, rounding)
    assert interval.judge_sum([*parts, (total, Decimal(-1))]).holds


@settings(max_examples=60, deadline=None)
@given(st.lists(EXACT, min_size=1, max_size=12), st.integers(0, 4))
def test_truncation_never_contradicts_a_sum(exact: list[Fraction], decimals: int) -> None:
    parts = [(rounded_quantity(value, decimals, ROUND_DOWN), Decimal(1)) for value in exact]
    total = rounded_quantity(sum(exact, Fraction(0)), decimals, ROUND_DOWN)
    band = interval.judge_sum([*parts, (total, Decimal(-1))]).band
    assert band in ("exact", "rounded", "truncated")


@settings(max_examples=60, deadline=None)
@given(
    st.lists(EXACT, min_size=1, max_size=8), st.lists(st.integers(0, 3), min_size=9, max_size=9), ROUNDINGS
)
def test_uneven_decimals_are_never_contradicted(
    exact: list[Fraction], decimals: list[int], rounding: str
) -> None:
    parts = [
        (rounded_quantity(value, places, rounding), Decimal(1))
        for value, places in zip(exact, decimals, strict=False)
    ]
    total = rounded_quantity(sum(exact, Fraction(0)), decimals[-1], rounding)
    # A bare 0 stands for nothing at all.
    assume(all(part.value or not value for (part, _), value in zip(parts, exact, strict=True)))
    assume(total.value or not any(exact))
    assert interval.judge_sum([*parts, (total, Decimal(-1))]).band != "contradicted"


@pytest.mark.parametrize(
    ("total", "parts", "band"),
    [
        ("282.69", ("282.19", "0"), "contradicted"),
        ("282.19", ("282.19", "0"), "exact"),
        ("282.69", ("282", "0"), "contradicted"),
        ("282.49", ("282", "0"), "rounded"),
        ("282.69", ("281.19", "1"), "rounded"),
    ],
)
def test_a_bare_zero_is_exact(total: str, parts: tuple[str, ...], band: str) -> None:
    terms = [*((quantity(part), Decimal(1)) for part in parts), (quantity(total), Decimal(-1))]
    assert interval.judge_sum(terms).band == band


@settings(max_examples=60, deadline=None)
@given(
    st.fractions(min_value=0, max_value=10**4, max_denominator=1000),
    st.fractions(min_value=1, max_value=10**4, max_denominator=1000),
    st.integers(0, 3),
    st.integers(0, 3),
    ROUNDINGS,
)
def test_rounding_never_contradicts_a_ratio(
    above: Fraction, below: Fraction, money: int, percent: int, rounding: str
) -> None:
    result = rounded_quantity(100 * above / below, percent, rounding)
    agreement = interval.judge_ratio(
        rounded_quantity(above, money, rounding),
        rounded_quantity(below, money, rounding),
        result.value,
        result.ulp,
    )
    assert agreement is not None
    assert agreement.holds


@settings(max_examples=60, deadline=None)
@given(
    st.fractions(min_value=0, max_value=10**6, max_denominator=10**4), st.integers(0, 4), st.integers(0, 4)
)
def test_rounding_never_contradicts_a_restated_fact(exact: Fraction, first: int, second: int) -> None:
    once, twice = (rounded_quantity(exact, places, ROUND_HALF_UP) for places in (first, second))
    assert interval.judge_same(once, twice).holds


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.integers(1, 10**7), min_size=2, max_size=8),
    st.data(),
)
def test_a_digit_changed_beyond_the_bound_is_contradicted(cents: list[int], data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(cents) - 1))
    power = data.draw(st.integers(2, 6))
    changed = [value + (10**power if index == at else 0) for index, value in enumerate(cents)]
    parts = [(Quantity(Decimal(v).scaleb(-2), Decimal("0.01"), WAN), Decimal(1)) for v in changed]
    total = Quantity(Decimal(sum(cents)).scaleb(-2), Decimal("0.01"), WAN)
    assert interval.judge_sum([*parts, (total, Decimal(-1))]).band == "contradicted"


@pytest.mark.parametrize(
    ("apply", "low", "high"),
    [
        (lambda a, b: a.minus(b), "-2", "1"),
        (lambda a, b: a.scaled(Decimal(-2)), "-4", "-2"),
        (lambda a, b: a.over(b), "0.3333333333333333333333333333", "2"),
    ],
)
def test_interval_arithmetic(apply: Callable[[Interval, Interval], Interval], low: str, high: str) -> None:
    result = apply(Interval(Decimal(1), Decimal(2)), Interval(Decimal(1), Decimal(3)))
    assert result == Interval(Decimal(low), Decimal(high))


def test_intervals_touch_and_part() -> None:
    one, two = Interval(Decimal(0), Decimal(1)), Interval(Decimal(1), Decimal(2))
    assert one.overlaps(two)
    assert one.distance(two) == 0
    assert one.distance(Interval(Decimal(4), Decimal(5))) == 3
    assert interval.truncated(Decimal("-1.2"), Decimal("0.1")) == Interval(Decimal("-1.3"), Decimal("-1.2"))
