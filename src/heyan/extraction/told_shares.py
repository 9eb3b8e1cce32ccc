"""Shares of one whole that is told somewhere before them: 产业项目1119万元，占60%；基础设施559.5万元，占30%.

The shares of one sentence have one whole. It is known by what most of them come from, and holds for the others too.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from heyan.extraction.operands import around
from heyan.extraction.pattern import pattern
from heyan.extraction.statements import Amount, Line
from heyan.extraction.told_slips import divides, one_slip_apart, sum_slipped
from heyan.model.claim import Claim, Operand
from heyan.model.dataclass import dataclass
from heyan.model.span import Span

_BARE = pattern(
    r"(?:占(?:到|比|有|其)?|比重|比例)(?:总[^,;。\d]{1,8}|其|[^,;。\d]{2,10})?的?(?:比[重例])?[为约是达]*$"
)
_AHEAD = pattern(r"^的[^,;。\d]{2,16},(?:金额|支出|资金|计|共)*[为是达]?$")
_NAME = pattern(r"[,、;]?(?P<name>[^,;。:、\d]{2,10}?)占比?")
_LINES = 4
_WORD = 2
_PROOF = 2
_MOST = 60


@dataclass(frozen=True, slots=True)
class _Share:
    part: Amount
    result: Amount


def told_shares(lines: Sequence[Line], _settled: frozenset[Span]) -> Iterator[Claim]:
    """The shares of all lines; two that agree on a whole prove it for their neighbours."""
    for number, line in enumerate(lines):
        if "占" not in line.folded and "%的" not in line.folded:
            continue
        above = [a for other in lines[max(0, number - _LINES) : number] for a in other.amounts[-_MOST:]]
        shares = list(_shares(line, above))
        if len(shares) > 1:
            wholes = [
                a
                for other in lines[max(0, number - _LINES) : number + 1]
                for a in other.amounts[-_MOST:]
                if a.nature in ("plain", "reference") and a.quantity.value and not a.quantity.comparator
            ]
            yield from _of_one_whole(shares, wholes)


def _called(name: str, earlier: Sequence[Amount]) -> Amount | None:
    """The nearest figure of money before that begins with the same word."""
    return next(
        (
            a
            for a in reversed(earlier)
            if a.quantity.kind == "money" and name[:_WORD] in a.label and not a.quantity.comparator
        ),
        None,
    )


def _shares(line: Line, earlier: Sequence[Amount]) -> Iterator[_Share]:
    amounts = line.amounts
    for index, result in enumerate(amounts):
        quantity = result.quantity
        if quantity.kind != "percent" or quantity.comparator or quantity.approximate:
            continue
        words = line.folded[result.label_start : result.start].strip()
        before = amounts[index - 1] if index else None
        behind = amounts[index + 1] if index + 1 < len(amounts) else None
        if before and before.quantity.kind != "percent" and _BARE.search(words):
            if before.sentence == result.sentence and before.nature == "plain":
                yield _Share(before, result)
        elif (named := _NAME.fullmatch(words)) and named["name"]:
            part = _called(named["name"], earlier)
            if part is not None:
                yield _Share(part, result)
        elif behind and _AHEAD.search(line.folded[result.end : behind.start]):
            yield _Share(behind, result)


def _whole_slipped(shares: Sequence[_Share], wholes: Sequence[Amount], total: Decimal) -> Iterator[Claim]:
    """All are shares of their sum, and the figure told for it is a slip away."""
    first = shares[0].part.quantity
    if not first.unit or any(share.part.quantity.kind != first.kind for share in shares) or total <= 0:
        return
    exact = replace(first, value=total / first.unit.factor)
    if not all(divides(share.part.quantity, exact, share.result.quantity) for share in shares):
        return
    places = {share.part.place for share in shares}
    parts = [share.part.quantity for share in shares]
    for whole in reversed(wholes):
        if whole.place in places or whole.nature != "plain" or whole.quantity.kind != first.kind:
            continue
        if sum_slipped(whole.quantity, parts):
            operands = (
                Operand("total", whole.label or "合计", whole.quantity, whole.place),
                *(Operand("part", s.part.label or "其中", s.part.quantity, s.part.place) for s in shares),
            )
            yield Claim("sum", "general", whole.label or "合计", operands, around(operands), "合计")
            return


def _of_one_whole(shares: Sequence[_Share], wholes: Sequence[Amount]) -> Iterator[Claim]:
    parts = {share.part.start for share in shares}
    best: tuple[int, Amount | None] = (0, None)
    for whole in wholes:
        if whole.start in parts and whole.place in {share.part.place for share in shares}:
            continue
        agreeing = sum(
            whole.quantity.kind == share.part.quantity.kind
            and divides(share.part.quantity, whole.quantity, share.result.quantity)
            for share in shares
        )
        if agreeing and agreeing >= best[0]:
            best = agreeing, whole
    count, found = best
    total = sum((share.part.quantity.amount for share in shares), Decimal(0))
    if found is None or count < _PROOF:
        yield from _whole_slipped(shares, wholes, total)
        return
    for share in shares:
        if share.part.quantity.kind != found.quantity.kind:
            continue
        fits = divides(share.part.quantity, found.quantity, share.result.quantity)
        if not fits and not one_slip_apart(
            (share.part.quantity, share.result.quantity), lambda q: divides(q[0], found.quantity, q[1])
        ):
            continue
        operands = (
            Operand("numerator", share.part.label, share.part.quantity, share.part.place),
            Operand("denominator", found.label, found.quantity, found.place),
            Operand("result", share.result.label, share.result.quantity, share.result.place),
        )
        yield Claim("ratio", "share", f"{share.part.label}占{found.label}", operands, around(operands), "占")
