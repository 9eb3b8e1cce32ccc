"""How a sum that was recomputed is written down, and where."""

from __future__ import annotations

from decimal import Decimal

from heyan.engine.interval import Agreement
from heyan.engine.notation import figure, in_unit_of, places, shown, trimmed, written
from heyan.model.claim import Claim, Operand
from heyan.model.span import Span

# In prose, a total this many characters away from its parts stands in another statement.
_SAME_STATEMENT = 400
_SHOWN_PLACES = 40
_SIGNS = {"over": "＞", "partial": "＜"}


def sum_evidence(claim: Claim, agreement: Agreement, variant: str | None) -> tuple[str, ...]:
    """The sum as it works out, then what is missing or stands beside it."""
    totals, parts, carried = claim.of("total"), claim.of("part"), claim.of("carried")
    whole = signed_sum(totals)
    computed = whole + agreement.residual
    sign = _SIGNS.get(variant or "", "≠") if agreement.residual else "="
    # One number alone needs no sum.
    mixed = mixed_units(claim)
    unit = unit_name(claim) if mixed else ""
    left, right = formula(parts, mixed), formula(totals, mixed)
    if len(parts) > 1 and agreement.residual:
        left += f" = {amount_text(claim, computed)}{unit}"
    if len(totals) > 1:
        right += f" = {amount_text(claim, whole)}{unit}"
    lines = [f"{left} {sign} {right}"]
    if variant == "partial":
        lines.append(f"所列各项比合计少{amount_text(claim, -agreement.residual)}{unit_name(claim)}，疑有漏列")
    if carried:
        everything = amount_text(claim, computed + signed_sum(carried))
        listed = "、".join(f"{operand.label}{figure(operand.quantity)}" for operand in carried)
        lines.append(f"列举中另有{listed}，连同它共 {everything}")
    return tuple(lines)


def signed_sum(operands: tuple[Operand, ...]) -> Decimal:
    """What the operands come to with their signs, in base units."""
    return sum((operand.sign * operand.quantity.amount for operand in operands), Decimal(0))


def mixed_units(claim: Claim) -> bool:
    """Whether the operands are printed in several units, so that each must show its own."""
    return len({operand.quantity.unit for operand in claim.operands if operand.place}) > 1


def formula(operands: tuple[Operand, ...], mixed: bool) -> str:
    """The operands joined by their signs."""
    text = ""
    for operand in operands:
        number = written(operand.quantity) if mixed else figure(operand.quantity)
        if text:
            text += " + " if operand.sign > 0 else " - "
        elif operand.sign < 0:
            text = "-"
        text += number
    return text


def unit_name(claim: Claim) -> str:
    """The total's unit; nothing where it has none."""
    unit = claim.of("total")[0].quantity.unit
    return unit.name if unit else ""


def amount_text(claim: Claim, amount: Decimal) -> str:
    """An amount in base units as a number in the total's unit, with the decimals of its neighbours at least."""
    like = claim.of("total")[0].quantity
    value = in_unit_of(amount, like)
    beside = [o.quantity for o in claim.operands if o.quantity.unit == like.unit or o.quantity.unit is None]
    decimals = max((places(quantity.value) for quantity in beside), default=0)
    return shown(value, max(decimals, places(Decimal(trimmed(value)))))


def sum_place(claim: Claim) -> Span:
    """The total where it stands with its parts; the first part where the total is stated elsewhere."""
    total = claim.of("total")[0].place
    parts = [operand.place for operand in claim.of("part") if operand.place]
    if not parts:
        return total or claim.span
    return total if total and not _elsewhere(claim, total, parts) else parts[0]


def _elsewhere(claim: Claim, total: Span, parts: list[Span]) -> bool:
    if claim.origin in ("mixed", "forms") or total.document != parts[0].document:
        return True
    if not claim.span.covers(total):
        return True
    gap = min(max(part.start - total.end, total.start - part.end) for part in parts)
    return claim.origin == "prose" and gap > _SAME_STATEMENT


def sum_related(claim: Claim) -> tuple[tuple[str, Span], ...]:
    """The other operands with their names, in the order of their roles; not all of a long list."""
    place = sum_place(claim)
    found = [
        (operand.label or ("合计" if operand.role == "total" else "分项"), operand.place)
        for role in ("total", "part", "carried")
        for operand in claim.of(role)
        if operand.place and operand.place != place
    ]
    return tuple(found[:_SHOWN_PLACES])
