"""Whether a list that was read asserts a sum: by its arithmetic, its names, or one slip of typing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import field
from decimal import Decimal
from typing import Literal

from heyan.extraction import claims_prose_slips, prose_labels
from heyan.extraction.operands import around
from heyan.extraction.pattern import pattern
from heyan.extraction.statements import Amount
from heyan.model.claim import Claim, Operand, Topic
from heyan.model.dataclass import dataclass

# 决算数, 全年支出: a total whose own name stands before.
_STAGE_ONLY = pattern(r"(?:决算|执行|全年|实际|支出|数|额|完成)+")
_INCOME = pattern(r"收入|资金|预算|来源|拨款|到位")
# A list that misses its total by less than this share is a slip, not another thing (research: 90 % precision at 5 %).
_NEAR = Decimal("0.05")
FEW = 2  # parts that make a list
_TOPICS: dict[prose_labels.Group | None, Topic] = {
    "expenditure": "expenditure",
    "economic": "economic",
}


@dataclass(slots=True)
class Listing:
    """A list being read: its head and the parts so far."""

    total: Amount
    cue: str
    depth: int
    parts: list[Amount] = field(default_factory=list)
    group: prose_labels.Group | None = None
    separator: str = ""
    open: bool = False
    unsure: bool = False  # a part may belong to another list, so only agreement proves the reading
    others: tuple[Amount, ...] = ()  # amounts before the head that may be the total instead, nearest first
    aside: bool = False  # amounts of another kind stand behind the last part
    grand: bool = False  # the total's words say 总计, which may hold funds carried over that no part names
    free: bool = False  # no amount is the head for sure: only one that the parts (nearly) make up can be


class Arithmetic:
    """The arithmetic of a list: does it hold, nearly hold, or overflow, with or without carried parts?"""

    def __init__(self, listed: Listing) -> None:
        own = [part for part in listed.parts if not prose_labels.is_carried(part.label)]
        carried = [part for part in listed.parts if prose_labels.is_carried(part.label)]
        self.total = listed.total.quantity
        self.own = own
        self._slack = sum((part.quantity.step for part in listed.parts), self.total.step) / 2
        sums = [sum((part.quantity.amount for part in own), Decimal(0))]
        if carried:
            sums.append(sums[0] + sum((part.quantity.amount for part in carried), Decimal(0)))
        self._residuals = [total - self.total.amount for total in sums]

    def agrees(self) -> bool:
        """Whether the parts make up the total within the digits printed."""
        return any(abs(residual) <= self._slack for residual in self._residuals)

    def near(self) -> bool:
        """Whether they miss it by a small share at most."""
        whole = abs(self.total.amount)
        return any(abs(residual) <= whole * _NEAR for residual in self._residuals)

    def counts_carried(self) -> bool:
        """Whether the carried parts bring the sum closer to the total than it is without them."""
        first, last = self._residuals[0], self._residuals[-1]
        return abs(last) < abs(first) and abs(last) <= abs(self.total.amount) * _NEAR

    def overflows(self) -> bool:
        """Whether the parts come to more than the total."""
        return self._residuals[0] > self._slack


def judged(
    total: Amount,
    parts: Sequence[Amount],
    cue: str,
    *,
    is_open: bool = False,
    unsure: bool = False,
    grand: bool = False,
) -> Claim | None:
    """The claim that `parts` make up `total`, or None where the text does not assert as much."""
    quantities = [total.quantity, *(part.quantity for part in parts)]
    if not parts or any(part.label == "" for part in parts):
        return None
    if any(quantity.approximate or quantity.upper is not None for quantity in quantities):
        return None
    if not all(quantity.kind == total.quantity.kind for quantity in quantities):
        return None
    figures = Arithmetic(Listing(total, cue, 0, list(parts)))
    names = [prose_labels.group(part.label) for part in figures.own]
    partition = len(names) >= FEW and None not in names and len({*names}) == 1 and names[0] != "staff"
    official = len(names) >= FEW and all(prose_labels.is_official(part.label) for part in parts)
    if "三公" in total.label and len(names) >= FEW:
        partition = official
    partition = partition or (official and bool(_STAGE_ONLY.fullmatch(total.label)))
    if _nested_names(figures.own):
        partition, unsure = False, True
    agrees = figures.agrees() and len(parts) >= FEW
    money = total.quantity.kind == "money"
    if not agrees:
        if unsure or any(quantity.malformed for quantity in quantities):
            return None
        near = money and len(parts) >= FEW and figures.near()
        closed = not is_open and (partition or (money and prose_labels.names_the_rest(figures.own[-1].label)))
        mended = (
            not is_open
            and len(parts) >= FEW
            and claims_prose_slips.mended(total.quantity, [p.quantity for p in figures.own])
        )
        is_open = is_open or (grand and not (near or mended))
        if not (closed or near or mended):
            if not money or (figures.overflows() and len(parts) < FEW):
                return None
            is_open = True
    topic = _topic(names[0] if partition and names else None, total, figures.own)
    operands = [Operand("total", total.label or cue, total.quantity, total.place)]
    # 上年结转 among the sources is apart from them, unless the total is (nearly) the sum with it.
    budget = topic in {"income", "expenditure"} and not figures.counts_carried()
    operands += [
        _operand("carried" if budget and prose_labels.is_carried(part.label) else "part", part)
        for part in parts
    ]
    return Claim("sum", topic, _subject(total), tuple(operands), around(operands), cue, open=is_open)


def _nested_names(parts: Sequence[Amount]) -> bool:
    """Whether 财政拨款 (or 公务用车购置及运行费) stands beside what makes it up, so that the list counts it twice."""
    names = [prose_labels.subject(part.label) for part in parts]
    whole = any(re.fullmatch(r"(?:本年)?财政拨款(?:收入)?", name) for name in names)
    cars = any(re.match(r"公务用车购置(?:及|和|与)", name) for name in names)
    if cars and any(re.match(r"公务用车(?:购置(?!及|和|与)|运行)", name) for name in names):
        return True
    return whole and any(re.match(r"一般公共预算|政府性基金|国有资本", name) for name in names)


def _topic(group: prose_labels.Group | None, total: Amount, parts: Sequence[Amount]) -> Topic:
    if group == "income":
        if "收入" not in total.label and all(prose_labels.is_fund(part.label) for part in parts):
            return "fund"
        return "income" if _INCOME.search(total.label) and "支出" not in total.label else "general"
    return _TOPICS.get(group, "general")


def _subject(total: Amount) -> str:
    return prose_labels.undated(total.label) or "合计"


def _operand(role: Literal["part", "carried"], amount: Amount) -> Operand:
    return Operand(role, amount.label, amount.quantity, amount.place)
