"""Averages, for the kind `ratio`: the total shared out among the number of things is the average stated."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from heyan.engine.checks.clues import clues_for
from heyan.engine.interval import Agreement, Interval, own_steps, rounded, truncated, unusable
from heyan.engine.notation import figure, in_unit_of, places, shown, trimmed, written
from heyan.engine.relation_repair import Suspect, pinned, suspected, suspects
from heyan.engine.verdict import Observation, Verdict, failed, not_evaluated, passed
from heyan.model.claim import Claim, Operand
from heyan.model.finding import Tolerance
from heyan.model.quantity import Quantity
from heyan.model.report import Report

# 1260人次 in 12场 are 105人 each: papers count attendance either way.
_MEASURES = frozenset({"area", "length", "volume", "weight", "duration", "months"})
_PEOPLE = {"person", "person_time"}
_HALF = Decimal("0.5")


def check_average(claim: Claim, report: Report) -> Verdict:
    """Divides; an average in round figures that only a coarser rounding explains is not evaluated."""
    if claim.missing:
        return not_evaluated(f"缺少{claim.missing}", tuple(o.place for o in claim.operands if o.place))
    above, below, result = claim.of("numerator"), claim.of("denominator"), claim.of("result")
    if not (above and below and result):
        return not_evaluated("缺少总额、数量或平均数")
    spots = tuple(o.place for o in claim.operands if o.place)
    for operand in claim.operands:
        problem = unusable(operand.quantity)
        if problem:
            return not_evaluated(f"“{operand.label}{written(operand.quantity)}”{problem}", spots)
    kinds = {above[0].quantity.kind, result[0].quantity.kind}
    if len(kinds) > 1 and kinds != _PEOPLE:
        return not_evaluated("总额与平均数的单位不同", spots)
    computed = _quotient(above[0].quantity, below[0].quantity)
    if computed is None:
        return not_evaluated("数量为0，无法计算平均数", spots)
    agreement = _agreement(above[0].quantity, below[0].quantity, result[0].quantity, computed)
    if agreement.holds:
        return passed(spots, agreement.band)
    if agreement.band == "contradicted" and _roughly(result[0].quantity, computed):
        return not_evaluated("平均数写成整数，可能只是约数", spots)
    operands = (above[0], below[0], result[0])
    return failed((_observe(claim, operands, computed, agreement, report),), spots, agreement.band)


def _number(count: Quantity) -> Decimal:
    """Measures are counted in the unit printed (亩, 公里), people and households one by one."""
    return Decimal(1) if count.kind not in _MEASURES or count.unit is None else count.unit.factor


def _quotient(total: Quantity, count: Quantity) -> Interval | None:
    steps = own_steps((total, count))
    return rounded(total.amount, steps[0]).over(
        rounded(count.amount / _number(count), steps[1] / _number(count))
    )


def _agreement(total: Quantity, count: Quantity, result: Quantity, computed: Interval) -> Agreement:
    residual = total.amount * _number(count) / count.amount - result.amount
    bound = (computed.high - computed.low + result.step) * _HALF
    name = result.unit.name if result.unit else ""
    why = f"平均数四舍五入到{trimmed(result.ulp)}{name}，连同总额的舍入"
    if residual == 0:
        return Agreement("exact", residual, bound, why)
    if computed.overlaps(rounded(result.amount, result.step)):
        return Agreement("rounded", residual, bound, why)
    if computed.overlaps(truncated(result.amount, result.step)):
        return Agreement("truncated", residual, bound, why)
    return Agreement("contradicted", residual, bound, why)


def _roughly(result: Quantity, computed: Interval) -> bool:
    """Whether the trailing zeros of a whole average (1200元) may be its rounding."""
    digits = format(result.value, "f")
    zeros = len(digits) - len(digits.rstrip("0")) if "." not in digits else 0
    step = result.step.scaleb(zeros)
    return zeros > 0 and computed.overlaps(rounded(result.amount, step))


def _repairs(operands: tuple[Operand, Operand, Operand], claim: Claim, report: Report) -> tuple[Suspect, ...]:
    """Slips in the total, the number or the average that make the average right, likeliest first."""
    above, below, result = operands
    order = (result, above, below)

    def gap(tried: Sequence[Quantity]) -> Decimal | None:
        average, total, count = tried
        if count.amount <= 0:
            return None
        computed = _quotient(total, count)
        if computed is None:
            return None
        agreement = _agreement(total, count, average, computed)
        return abs(agreement.residual) if agreement.holds else None

    return suspects([o.quantity for o in order], gap, clues_for(claim, order, report))


def _observe(
    claim: Claim,
    operands: tuple[Operand, Operand, Operand],
    computed: Interval,
    agreement: Agreement,
    report: Report,
) -> Observation:
    above, below, result = operands
    stated = result.quantity
    middle = (computed.low + computed.high) * _HALF
    unit = stated.unit.name if stated.unit else ""
    expected = shown(in_unit_of(middle, stated), max(2, places(stated.ulp))) + unit
    gap = in_unit_of(-agreement.residual, stated)
    found = _repairs(operands, claim, report) if agreement.band == "contradicted" else ()
    return Observation(
        place=result.place or claim.span,
        related=tuple((o.label, o.place) for o in (above, below) if o.place),
        slots={
            "subject": claim.subject,
            "numerator": written(above.quantity),
            "denominator": written(below.quantity),
        },
        reported=written(stated),
        expected=expected,
        difference=shown(gap, max(2, places(stated.ulp))) + unit,
        tolerance=Tolerance(trimmed(Decimal(shown(in_unit_of(agreement.bound, stated), 4))), agreement.why),
        band=agreement.band,
        evidence=(
            f"{written(above.quantity)} ÷ {written(below.quantity)} = {expected}，文中写{written(stated)}",
        ),
        hypotheses=tuple(suspect.sentence for suspect in found),
        repairs=suspected(found, (result, above, below)),
        pinned=pinned([(suspect.operand, suspect.standing) for suspect in found]),
        identity=(claim.subject, *(figure(o.quantity) for o in (above, below, result))),
    )
