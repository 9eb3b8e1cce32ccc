"""The kinds `change`, `product`, `frequency`, `count` and `whole_rate` on claims made by hand."""

from __future__ import annotations

from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from heyan.engine.checks import Check
from heyan.engine.checks.change import ChangeCheck
from heyan.engine.checks.composition import CompositionCheck
from heyan.engine.checks.count import CountCheck
from heyan.engine.checks.frequency import FrequencyCheck
from heyan.engine.checks.product import ProductCheck
from heyan.engine.checks.ratio import RatioCheck
from heyan.engine.checks.whole_rate import WholeRateCheck
from heyan.engine.verdict import Verdict
from heyan.extraction.units import PERCENT, UNITS, find_unit
from heyan.model.claim import Claim, Operand, Role
from heyan.model.quantity import Quantity, Unit
from heyan.model.span import Span
from tests.engine.checks.factory import Scribe, judge, only

HUGE = Decimal("9" * 30)
FIGURES: tuple[Role, ...] = ("current", "base", "difference")
QUICK = settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def unit(name: str) -> Unit | None:
    """The unit of that name, rates such as 元/亩 too."""
    found = find_unit(name, 0)
    return found[0] if found else None


def change(**texts: str) -> Claim:
    """A change of these figures; a minus before the text makes it a fall."""
    scribe = Scribe()
    operands = [
        scribe.operand(role, text.lstrip("-"), role, -1 if text.startswith("-") else 1)
        for role, text in texts.items()
    ]
    return scribe.claim("change", *operands)


def test_the_amount_at_fault_is_named() -> None:
    seen = only(
        judge(ChangeCheck(), change(current="1404.18万元", base="1350.00万元", difference="45.18万元"))
    )
    assert (seen.expected, seen.difference) == ("增加54.18万元", "-9万元")
    assert seen.evidence == ("1404.18 - 1350.00 = 54.18，文中写difference45.18万元",)
    assert any("45.18" in one or "54.18" in one for one in seen.hypotheses)


def test_the_word_the_wrong_way_round_is_its_own_variant() -> None:
    seen = only(judge(ChangeCheck(), change(current="90万元", base="100万元", difference="10万元")))
    assert seen.variant == "direction"
    assert seen.hypotheses == ("若增减方向相反则相符",)


def test_growth_over_this_year_is_recognised() -> None:
    seen = only(judge(ChangeCheck(), change(current="125.00万元", base="100.00万元", growth="20.00%")))
    assert "若以本年数为基数则相符，增长率应以上年数为基数" in seen.hypotheses


def test_growth_of_nothing_is_not_evaluated() -> None:
    assert (
        judge(ChangeCheck(), change(current="10万元", base="0万元", growth="100%")).status == "not_evaluated"
    )


def _printed(value: Decimal, places: int, mode: str) -> Quantity:
    step = Decimal(1).scaleb(-places)
    return Quantity(value.quantize(step, rounding=mode), step, UNITS["万元"])


@given(
    st.decimals(10, 10_000, places=6),
    st.decimals(10, 10_000, places=6),
    st.integers(0, 4),
    st.integers(0, 3),
    st.sampled_from([ROUND_HALF_UP, ROUND_HALF_EVEN]),
    st.sampled_from([("current", "base"), ("current", "difference"), ("base", "difference")]),
)
@QUICK
def test_what_was_rounded_from_true_values_is_never_contradicted(
    now: Decimal, before: Decimal, places: int, decimals: int, mode: str, known: tuple[str, str]
) -> None:
    sign = Decimal(1) if now >= before else Decimal(-1)
    true: dict[Role, Decimal] = {"current": now, "base": before, "difference": abs(now - before)}
    growth = abs(100 * (now - before) / before)
    step = Decimal(1).scaleb(-decimals)
    place = Span("d1", 0, 1)
    operands = [
        Operand(
            role,
            role,
            _printed(true[role], places, mode),
            place,
            sign if role == "difference" else Decimal(1),
        )
        for role in FIGURES
        if role in known
    ]
    percent = Quantity(growth.quantize(step, rounding=mode), step, PERCENT)
    operands.append(Operand("growth", "growth", percent, place, sign))
    verdict = judge(ChangeCheck(), Claim("change", "change", "支出", tuple(operands), place))
    assert verdict.status != "failed"


@given(st.decimals(10, 10_000, places=6), st.decimals(10, 10_000, places=6), st.integers(0, 4))
@QUICK
def test_what_was_truncated_is_at_most_truncated(now: Decimal, before: Decimal, places: int) -> None:
    place = Span("d1", 0, 1)
    sign = Decimal(1) if now >= before else Decimal(-1)
    true: dict[Role, Decimal] = {"current": now, "base": before, "difference": abs(now - before)}
    operands = tuple(
        Operand(
            role,
            role,
            _printed(value, places, ROUND_DOWN),
            place,
            sign if role == "difference" else Decimal(1),
        )
        for role, value in true.items()
    )
    assert judge(ChangeCheck(), Claim("change", "change", "支出", operands, place)).band != "contradicted"


def _claim(kind: str, *operands: Operand, cue: str = "", topic: str = "general") -> Claim:
    return Claim(kind, topic, "某事项", operands, Span("d1", 0, 1), cue)  # type: ignore[arg-type]


def _operand(role: str, value: str, name: str, upper: str | None = None) -> Operand:
    number = Decimal(value)
    exponent = number.as_tuple().exponent
    step = Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0)
    quantity = Quantity(number, step, unit(name), upper=Decimal(upper) if upper else None)
    return Operand(role, role, quantity, Span("d1", 0, 1))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("factors", "product", "status"),
    [
        ([("1100", "亩"), ("1800", "元"), ("3", "年")], ("594.00", "万元"), "passed"),
        ([("1.2", "万亩"), ("15", "元/亩")], ("18", "万元"), "passed"),
        ([("1000", "平方米"), ("2", "元/平方米")], ("2000", "元"), "passed"),
        ([("20", "人"), ("500", "元/人·月"), ("1", "年")], ("12", "万元"), "passed"),
        ([("42.53", "亩"), ("1800", "元")], ("7.66", "万元"), "passed"),
        ([("20", "人"), ("500", "元/亩")], ("1", "万元"), "not_evaluated"),
        ([("20", "万元"), ("500", "元")], ("1", "万元"), "not_evaluated"),
        ([("20", "个"), ("500", "户")], ("10000", "元"), "not_evaluated"),
        ([("20", "人"), ("0", "元")], ("1", "万元"), "not_evaluated"),
    ],
)
def test_products_multiply_what_their_units_allow(
    factors: list[tuple[str, str]], product: tuple[str, str], status: str
) -> None:
    operands = [_operand("factor", value, name) for value, name in factors]
    claim = _claim("product", *operands, _operand("product", *product), cue="=")
    assert judge(ProductCheck(), claim).status == status


CHECKS: tuple[tuple[Check, str, str, tuple[str, ...]], ...] = (
    (ChangeCheck(), "change", "change", ("current", "base", "difference", "growth")),
    (ProductCheck(), "product", "product", ("factor", "factor", "product")),
    (FrequencyCheck(), "frequency", "frequency", ("per_period", "periods", "target")),
    (CountCheck(), "count", "count", ("declared", "listed")),
    (WholeRateCheck(), "ratio", "whole_rate", ("denominator", "result")),
    (CompositionCheck(), "sum", "composition", ("total", "part", "part")),
)


@given(
    st.sampled_from(CHECKS),
    st.lists(
        st.builds(
            Quantity,
            st.decimals(-HUGE, HUGE, allow_nan=False, allow_infinity=False, places=4) | st.integers(-3, 400).map(Decimal),
            st.sampled_from([Decimal("0.0001"), Decimal("0.01"), Decimal(1), Decimal(10)]),
            st.sampled_from([None, *(unit(name) for name in ("万元", "元", "%", "个百分点", "次", "个", "人", "元/亩", "亩"))]),
            st.sampled_from([None, ">=", "<=", "="]),
        ),
        min_size=4,
        max_size=4,
    ),
    st.booleans(),
    st.sampled_from([Decimal(1), Decimal(-1)]),
)  # fmt: skip
@QUICK
def test_no_figures_make_a_check_raise(
    case: tuple[Check, str, str, tuple[str, ...]], quantities: list[Quantity], placed: bool, sign: Decimal
) -> None:
    check, kind, topic, roles = case
    place = Span("d1", 0, 1) if placed else None
    operands = [
        Operand(role, role, quantity, place, sign)  # type: ignore[arg-type]
        for role, quantity in zip(roles, quantities, strict=False)
    ]
    verdict: Verdict = judge(check, _claim(kind, *operands, topic=topic, cue="减少"))
    for seen in verdict.observations:
        assert seen.evidence
        assert seen.reported


def test_the_amount_that_the_percentage_does_not_follow_from_is_named() -> None:
    seen = only(judge(ChangeCheck(), change(current="7259.8万元", difference="-6852万元", growth="-8.62%")))
    assert "若“6852”为“685.2”则相符，疑小数点错位" in seen.hypotheses


def test_a_product_at_fault_names_swapped_neighbours_of_a_short_figure() -> None:
    figures = (_operand("factor", "492", "亩"), _operand("factor", "1000", "元/亩"))
    claim = _claim("product", *figures, _operand("product", "94.2", "万元"))
    assert "若“94.2”为“49.2”则相符" in only(judge(ProductCheck(), claim)).hypotheses


def test_figures_that_only_stand_together_are_not_matched_by_a_coarse_slip() -> None:
    figures = (_operand("factor", "12", "亩"), _operand("factor", "1528", "元/亩"))
    claim = _claim("product", *figures, _operand("product", "23.4", "万元"))
    assert judge(ProductCheck(), claim).status == "not_evaluated"


@given(
    st.integers(1, 5000),
    st.decimals(1, 5000, places=4),
    st.integers(0, 3),
    st.sampled_from([ROUND_HALF_UP, ROUND_HALF_EVEN]),
)
@QUICK
def test_products_rounded_from_true_values_hold(count: int, price: Decimal, decimals: int, mode: str) -> None:
    printed = price.quantize(Decimal("0.01"), rounding=mode)
    true = Decimal(count) * price
    made = (true / 10_000).quantize(Decimal(1).scaleb(-decimals), rounding=mode)
    if not made or not printed:
        return
    claim = _claim(
        "product",
        _operand("factor", str(count), "亩"),
        _operand("factor", f"{printed:f}", "元/亩"),
        _operand("product", f"{made:f}", "万元"),
        cue="=",
    )
    assert judge(ProductCheck(), claim).status != "failed"


@given(
    st.integers(1, 5000),
    st.decimals(1, 10**6, places=2),
    st.integers(0, 3),
    st.sampled_from([ROUND_HALF_UP, ROUND_HALF_EVEN, ROUND_DOWN]),
)
@QUICK
def test_averages_rounded_or_cut_from_true_values_are_never_contradicted(
    count: int, total: Decimal, decimals: int, mode: str
) -> None:
    step = Decimal(1).scaleb(-decimals)
    average = (total / count).quantize(step, rounding=mode)
    claim = _claim(
        "ratio",
        _operand("numerator", f"{total.quantize(Decimal('0.01')):f}", "元"),
        _operand("denominator", str(count), "人"),
        _operand("result", f"{average:f}", "元"),
        topic="average",
    )
    assert judge(RatioCheck(), claim).band != "contradicted"


@given(
    st.decimals(1, 10**5, places=6),
    st.decimals(1, 10**5, places=6),
    st.integers(0, 4),
    st.integers(0, 3),
)
@QUICK
def test_ratios_cut_from_true_values_are_at_most_truncated(
    part: Decimal, whole: Decimal, money: int, decimals: int
) -> None:
    if part > whole:
        part, whole = whole, part
    percent = (100 * part / whole).quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_DOWN)
    claim = _claim(
        "ratio",
        _operand("numerator", f"{part.quantize(Decimal(1).scaleb(-6)):f}", "万元"),
        _operand("denominator", f"{whole.quantize(Decimal(1).scaleb(-6)):f}", "万元"),
        _operand("result", f"{percent:f}", "%"),
    )
    assert judge(RatioCheck(), claim).band != "contradicted"
