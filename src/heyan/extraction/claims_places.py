"""How many villages or communities there are, told in several places of the prose: 全镇16个村 … 16个村民委员会."""

from __future__ import annotations

from collections.abc import Sequence

from heyan.extraction.operands import around
from heyan.extraction.pattern import pattern
from heyan.extraction.statements import Amount, Line
from heyan.model.claim import Claim, Operand

_PLACE = pattern(r"(?:行政|建制)?(?P<place>村|社区)")
_ALL = pattern(r"全|所有|[下管]?辖|共|总|各$")
# Fewer of them may be any few.
_LEAST = 10
_REACH = 12


def place_claims(lines: Sequence[Line]) -> tuple[Claim, ...]:
    """Each later count that equals the one told of the whole (全镇, 辖, 共); other counts are of some of them."""
    counts = [
        (place, line, amount) for line in lines for amount in line.amounts if (place := _place(line, amount))
    ]
    found = []
    for name in dict.fromkeys(place for place, _, _ in counts):
        told = [(line, amount) for place, line, amount in counts if place == name]
        whole = next((amount for line, amount in told if _of_all(line, amount)), None)
        if whole is None:
            continue
        for _, amount in told:
            if amount is not whole and amount.quantity == whole.quantity:
                first, second = sorted((whole, amount), key=lambda one: one.place)
                operands = (
                    Operand("first", f"{name}数", first.quantity, first.place),
                    Operand("second", f"{name}数", second.quantity, second.place),
                )
                found.append(Claim("same", "target", f"{name}数", operands, around(operands)))
    return tuple(found)


def _place(line: Line, amount: Amount) -> str | None:
    quantity = amount.quantity
    plain = not (quantity.comparator or quantity.approximate or quantity.upper or quantity.malformed)
    if not plain or quantity.kind != "piece" or quantity.value < _LEAST:
        return None
    # The unit may be 个 or already 个村.
    behind = _PLACE.match(line.folded, amount.end)
    return behind["place"] if behind else None


def _of_all(line: Line, amount: Amount) -> bool:
    return bool(_ALL.search(line.folded, max(amount.label_start, amount.start - _REACH), amount.start))
