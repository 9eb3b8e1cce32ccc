"""What the facts of a budget assert of each other: one amount stated twice, income against expenditure, a balance."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from types import MappingProxyType
from typing import Literal

from heyan.extraction import claims_prose_slips, prose_labels
from heyan.extraction.facts import Fact, Stage
from heyan.extraction.operands import around
from heyan.extraction.pattern import pattern as later
from heyan.model.claim import Claim
from heyan.model.quantity import Quantity

# A limit that lies this close to the budget is meant to be the budget; a wider one is a limit of its own.
_LIMIT_NEAR = Decimal("0.01")
# Two figures whose stage is told by the context only are one fact if they differ by no more than a slip.
_NEAR = Decimal("0.05")
# Short figures are one slip apart by chance.
_TELLING_DIGITS = 4
# Characters over which one statement of a balance reaches.
_ONE_STATEMENT = 160
_PARTIAL = later(r"财政|公共|基金|专项|项目|基本|其[他它]|追加|结转|调整|上级|本级")
_SIDES = ("收入合计", "支出合计")
_STAGE_NAMES: Mapping[Stage, str] = MappingProxyType(
    {"initial": "年初预算", "adjusted": "调整预算", "final": "决算", "unknown": ""}
)
_BALANCE = ("收入合计", "上年结转", "支出合计", "年末结转")


def same_claims(facts: Sequence[Fact]) -> tuple[Claim, ...]:
    """One claim for each later place that states a fact again: same label, year and stage; never across them.

    Figures that differ by more than a slip are left alone, short ones also unless the words beside both name
    the stage.
    """
    first: dict[tuple[str, int | None, Stage, str], Fact] = {}
    found: list[Claim] = []
    for fact in sorted(facts, key=lambda item: item.limit):
        if fact.stage == "unknown":
            continue
        known = first.setdefault((fact.label, fact.year, fact.stage, fact.owner), fact)
        if known.bare and not fact.bare:
            # What is named in full is what later places are compared with.
            first[fact.label, fact.year, fact.stage, fact.owner] = fact
        if known is not fact and _same(known, fact):
            found.append(_claim(known, fact))
    return tuple(found)


def _same(known: Fact, fact: Fact) -> bool:
    one, two = known.operand.quantity, fact.operand.quantity
    difference = abs(one.amount - two.amount)
    slack = (one.step + two.step) / 2
    if difference <= slack and one.step != two.step:
        return True
    if known.bare or fact.bare:
        return agree_or_slip(one, two)
    whole = max(abs(one.amount), abs(two.amount))
    if fact.limit:
        return difference <= whole * _LIMIT_NEAR
    return difference <= whole * _NEAR or _slip(one, two, sure=known.certain and fact.certain)


def agree_or_slip(one: Quantity, two: Quantity) -> bool:
    """Whether the amounts agree, or are one slip of typing apart and long enough to tell."""
    return abs(one.amount - two.amount) <= (one.step + two.step) / 2 or _slip(one, two, sure=False)


def _slip(one: Quantity, two: Quantity, *, sure: bool) -> bool:
    """Whether the figures are one slip of typing apart: a digit, two digits swapped, the scale."""
    if one.amount == 0 or two.amount == 0:
        return False
    first, second = _digits(one), _digits(two)
    if len(first) < _TELLING_DIGITS and not sure:
        return False
    if first.strip("0") == second.strip("0"):
        return True  # the point or the unit slipped
    if len(first) != len(second) and min(len(first), len(second)) < _TELLING_DIGITS:
        return False
    return one.step == two.step and claims_prose_slips.digits_slipped(first, second)


def _digits(quantity: Quantity) -> str:
    return str(abs(int(quantity.value / quantity.ulp)))


def _claim(known: Fact, fact: Fact) -> Claim:
    earlier, later = sorted((known, fact), key=lambda item: item.span)
    operands = (replace(earlier.operand, role="first"), replace(later.operand, role="second"))
    return Claim("same", "budget", fact.label, operands, later.span, origin="prose")


def side_claims(facts: Sequence[Fact]) -> tuple[Claim, ...]:
    """预算收入 and 预算支出 of one year and stage are the same sum; of the 决算 only where they agree (结转 apart).

    Budgets that differ by more than a slip are a claim of topic sides: one of the two may be of another stage or scope.
    """
    stated: dict[tuple[str, int | None, Stage, str], Fact] = {}
    for fact in facts:
        if fact.label in _SIDES and fact.stage != "unknown" and not fact.limit:
            stated.setdefault((fact.label, fact.year, fact.stage, fact.owner), fact)
    found = []
    for (label, year, stage, owner), income in stated.items():
        spent = stated.get((_SIDES[1], year, stage, owner))
        if label != _SIDES[0] or spent is None or income.operand.place == spent.operand.place:
            continue
        one, two = income.operand.quantity, spent.operand.quantity
        claim = replace(_claim(income, spent), subject=f"{_STAGE_NAMES[stage]}收入与支出")
        if one.amount == two.amount or (stage != "final" and _slip(one, two, sure=False)):
            found.append(claim)
        elif stage == "initial" and not (income.bare or spent.bare or _limited_to(income, spent)):
            found.append(replace(claim, topic="sides"))
    return tuple(found)


def _limited_to(income: Fact, spent: Fact) -> bool:
    """Whether the words beside either figure say that it is not all of its side."""
    return any(_PARTIAL.search(fact.operand.label) for fact in (income, spent))


def limit_sum(facts: Sequence[Fact]) -> Claim | None:
    """The cost limits of 基本支出 and 项目支出 as the parts of the initial budget, where they make it up exactly.

    Limits may lie above or below the budget for good reason; then each is compared with its own budget only.
    """
    limits = {fact.label: fact for fact in facts if fact.limit and fact.stage == "initial"}
    if set(limits) != {"基本支出", "项目支出"}:
        return None
    parts = [limits["基本支出"], limits["项目支出"]]
    whole = sum(part.operand.quantity.amount for part in parts)
    for fact in facts:
        total = fact.label == "支出合计" and fact.stage == "initial" and not fact.limit
        if total and fact.year == parts[0].year and fact.operand.quantity.amount == whole:
            operands = (
                replace(fact.operand, role="total"),
                *(
                    replace(part.operand, role="part", quantity=_exactly(part.operand.quantity))
                    for part in parts
                ),
            )
            return Claim("sum", "expenditure", "成本上限", operands, around(operands), "合计")
    return None


def _exactly(quantity: Quantity) -> Quantity:
    return replace(quantity, comparator=None, comparator_text="")


def balance(facts: Sequence[Fact], sums: Sequence[Claim]) -> Claim | None:
    """收入 + 上年结转 = 支出 + 年末结转, if one statement gives the four, or the paper each of them once for one year and stage."""
    chosen = _together(facts) or _scattered(facts)
    if not chosen or any("总计" in fact.operand.label or "含" in fact.operand.label for fact in chosen):
        return None
    if _carried_inside(chosen, sums):
        return None
    roles: tuple[Literal["part", "total"], ...] = ("part", "part", "total", "total")
    operands = tuple(replace(fact.operand, role=role) for fact, role in zip(chosen, roles, strict=True))
    return Claim("sum", "balance", "收支平衡", operands, around(operands), "结转")


def _together(facts: Sequence[Fact]) -> list[Fact]:
    """The four figures where they follow each other, whatever other places say of them."""
    for at in range(len(facts) - len(_BALANCE) + 1):
        four = {fact.label: fact for fact in facts[at : at + len(_BALANCE)]}
        if set(four) != set(_BALANCE) or any(fact.limit for fact in four.values()):
            continue
        ends = [fact.span for fact in four.values()]
        stages = {four[label].stage for label in ("收入合计", "支出合计")}
        if max(s.end for s in ends) - min(s.start for s in ends) <= _ONE_STATEMENT and len(stages) == 1:
            return [four[label] for label in _BALANCE]
    return []


def _scattered(facts: Sequence[Fact]) -> list[Fact]:
    groups: dict[tuple[int | None, Stage], dict[str, list[Fact]]] = defaultdict(lambda: defaultdict(list))
    for fact in facts:
        if fact.label in _BALANCE and not fact.limit:
            groups[fact.year, fact.stage][fact.label].append(fact)
    for stated in groups.values():
        if set(stated) != set(_BALANCE):
            continue
        if any(len({fact.operand.quantity.amount for fact in same}) > 1 for same in stated.values()):
            continue
        return [stated[label][-1] for label in _BALANCE]
    return []


def _carried_inside(chosen: Sequence[Fact], sums: Sequence[Claim]) -> bool:
    """Whether a list of sources adds up only with the carried part, so that the total includes it."""
    places = {fact.span for fact in chosen}
    for claim in sums:
        total = claim.of("total")
        if not total or total[0].place not in places:
            continue
        # `sums` keep 上年结转 as a part only where the total includes it.
        if any(prose_labels.is_carried(part.label) for part in claim.of("part")):
            return True
    return False
