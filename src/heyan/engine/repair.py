"""What single slip would explain a contradiction: hypotheses for the reader, best first.

A relation that does not hold is tried with one number changed at a time: one digit edited, the point or the unit
moved, the sign turned, a part dropped or counted twice. Nothing here is proof; it tells where to look first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Literal

from heyan.engine.interval import Interval
from heyan.engine.notation import figure, places, plain, shown, trimmed, written
from heyan.engine.verdict import Repair
from heyan.model.claim import Operand
from heyan.model.dataclass import dataclass
from heyan.model.quantity import Quantity

RepairKind = Literal[
    "swapped",
    "digit",
    "unit",
    "scale",
    "extra_digit",
    "lost_digit",
    "doubled",
    "counted_twice",
    "missing",
    "exchanged",
    "sign",
    "other",
]
_ORDER: dict[RepairKind, int] = {
    "swapped": 0,
    "digit": 1,
    "unit": 2,
    "scale": 2,
    "extra_digit": 3,
    "lost_digit": 3,
    "doubled": 4,
    "counted_twice": 4,
    "missing": 4,
    "exchanged": 4,
    "sign": 5,
    "other": 6,
}
_DIGIT_KINDS = frozenset({"swapped", "digit", "extra_digit", "lost_digit"})
_REPLACING = _DIGIT_KINDS | {"unit", "scale", "other"}
# Shifts of the point or of the unit that are seen: up to 万, and 亿.
_SHIFTS = (1, -1, 2, -2, 3, -3, 4, -4, 8, -8)
_MOST_OPERANDS = 60
_LONGEST_FIGURE = 18
# More numbers than these that one digit would mend tell nothing about any of them.
_MOST_SUSPECTS = 3
_MENDS = "，该行得分也随之相符"


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """A change to the operand of that index that makes the relation hold.

    `exact` tells that it then holds without any rounding, `stated` that the paper prints the corrected figure
    somewhere else, or that another relation which fails would hold with it. `standing` is -1 for a number that something else already casts doubt on, 1 for one that
    another relation confirms. `sentence` is for the reader. `beside` are other numbers that change with it.
    """

    operand: int
    kind: RepairKind
    original: str
    corrected: str
    exact: bool
    stated: bool
    standing: int
    repeated: bool
    sentence: str
    beside: tuple[int, ...] = ()

    @property
    def is_edit(self) -> bool:
        """Whether it changes one digit (or swaps two neighbours)."""
        return self.kind in _DIGIT_KINDS

    @property
    def hinted(self) -> bool:
        """Whether something besides the arithmetic speaks for it."""
        return self.stated or self.standing < 0 or self.kind == "swapped" or self.repeated

    @property
    def _unlikeliness(self) -> int:
        if self.kind != "extra_digit" or not self.repeated:
            return _ORDER[self.kind]
        # A digit typed twice; after the point it leaves a decimal too many, where a wrong last digit is as likely.
        decimals = [len(text.partition(".")[2]) for text in (self.original, self.corrected)]
        return _ORDER["swapped" if decimals[0] == decimals[1] else "unit"]

    @property
    def rank(self) -> tuple[int, ...]:
        """Smaller is better."""
        return (
            -int(self.stated),
            self.standing,
            -int(self.exact),
            self._unlikeliness,
            -int(self.repeated),
            self.operand,
        )


@dataclass(frozen=True, slots=True)
class Clues:
    """What the paper says elsewhere: whether it prints a figure, how far each operand is to be trusted, and whether
    another relation that fails would hold if the operand of that index had that value (as printed)."""

    stated: Callable[[str], bool] = lambda _: False
    standing: Callable[[int], int] = lambda _: 0
    mends: Callable[[int, Decimal], bool] = lambda _index, _value: False


NO_CLUES = Clues()


def edits(text: str) -> Iterator[tuple[RepairKind, str, bool]]:
    """All figures one slip of the fingers away from `text` (digits with at most one point).

    Yields the kind, the figure and whether the slip repeated a digit that stands beside it.
    """
    for at, old in enumerate(text):
        if old == ".":
            continue
        repeated = old in (text[at - 1 : at], text[at + 1 : at + 2])
        for new in "0123456789":
            if new != old:
                yield "digit", text[:at] + new + text[at + 1 :], repeated
        following = text[at + 1 : at + 2]
        if following and following not in (".", old):
            yield "swapped", text[:at] + following + old + text[at + 2 :], False
        yield "extra_digit", text[:at] + text[at + 1 :], repeated
    for at in range(len(text) + 1):
        beside = (text[at - 1 : at], text[at : at + 1])
        for new in "0123456789":
            yield "lost_digit", text[:at] + new + text[at:], new in beside


def _well_formed(text: str) -> bool:
    head, _, tail = text.partition(".")
    return bool(head) and (head == "0" or head[0] != "0") and (bool(tail) or "." not in text)


def slips(quantity: Quantity) -> Iterator[tuple[RepairKind, str, bool]]:
    """The well-formed figures one slip away from the printed one; none for negative or overlong figures."""
    text = figure(quantity)
    if len(text) > _LONGEST_FIGURE or quantity.value < 0:
        return
    for kind, candidate, repeated in edits(text):
        if _well_formed(candidate):
            yield kind, candidate, repeated


def mend(
    index: int,
    quantity: Quantity,
    wanted: Interval,
    best: Decimal,
    clues: Clues = NO_CLUES,
) -> Iterator[Hypothesis]:
    """Edits, shifts and changes of unit that bring this number into `wanted` (base units); `best` is the exact hit."""
    text = figure(quantity)
    factor = quantity.unit.factor if quantity.unit else Decimal(1)
    standing = clues.standing(index)
    seen: set[str] = set()
    for kind, candidate, repeated in slips(quantity):
        amount = Decimal(candidate) * factor
        if candidate not in seen and wanted.low <= amount <= wanted.high:
            seen.add(candidate)
            stated, mends = clues.stated(candidate), clues.mends(index, Decimal(candidate))
            note = _MENDS if mends else f"（文中另有“{candidate}”）" if stated else ""
            sentence = f"若“{text}”为“{candidate}”则相符{note}"
            yield Hypothesis(
                index, kind, text, candidate, amount == best, stated or mends, standing, repeated, sentence
            )
    wished = best / factor
    corrected = trimmed(wished)
    if wished >= 0 and corrected not in seen and clues.mends(index, wished):
        sentence = f"若“{text}”为“{corrected}”则相符{_MENDS}"
        yield Hypothesis(index, "other", text, corrected, True, True, standing, False, sentence)
    yield from _shifts(index, quantity, wanted, best, standing)


def _shifts(
    index: int, quantity: Quantity, wanted: Interval, best: Decimal, standing: int
) -> Iterator[Hypothesis]:
    text = figure(quantity)
    if not quantity.value or len(text) > _LONGEST_FIGURE:
        return
    margin = (wanted.high - wanted.low) / 2
    for power in _SHIFTS:
        amount = quantity.amount.scaleb(power)
        # What shrinks into the bound is as good as left out, which is another hypothesis.
        if not wanted.holds(amount) or (amount != best and abs(amount) <= 4 * margin):
            continue
        corrected = trimmed(quantity.value.scaleb(power))
        kind: RepairKind = "scale"
        sentence = f"若“{text}”为“{corrected}”则相符，疑小数点错位"
        other = _other_money_unit(quantity, power)
        if other:
            kind, sentence = "unit", f"若“{written(quantity)}”的单位为“{other}”则相符"
        yield Hypothesis(index, kind, text, corrected, amount == best, False, standing, False, sentence)


def _other_money_unit(quantity: Quantity, power: int) -> str | None:
    if quantity.unit is None or quantity.kind != "money":
        return None
    factor = quantity.unit.factor.scaleb(power)
    names = {Decimal(1): "元", Decimal(10_000): "万元", Decimal(100_000_000): "亿元"}
    return next((name for value, name in names.items() if value == factor), None)


def mend_sum(
    terms: Sequence[tuple[Quantity, Decimal]],
    residual: Decimal,
    bound: Decimal,
    loose: Decimal,
    *,
    totals: frozenset[int] = frozenset(),
    clues: Clues = NO_CLUES,
) -> tuple[Hypothesis, ...]:
    """All single slips that explain why the signed `terms` leave `residual`, best first.

    A digit edit must meet the strict `bound`; dropping a part or turning a sign may use the `loose` one, at which
    every number is taken at its own decimals. `totals` are the indices of the totals.
    """
    if len(terms) > _MOST_OPERANDS:
        return ()
    found: list[Hypothesis] = []
    for index, (quantity, sign) in enumerate(terms):
        best = quantity.amount - residual / sign
        margin = abs(bound / sign)
        found.extend(mend(index, quantity, Interval(best - margin, best + margin), best, clues))
        if index not in totals:
            found.extend(
                _whole_parts(index, quantity, sign, residual, loose=loose, standing=clues.standing(index))
            )
    found.extend(_exchanged(terms, residual, bound, totals, clues))
    found.extend(_missing(terms, residual, totals, clues))
    return rank(found, totals)


def _exchanged(
    terms: Sequence[tuple[Quantity, Decimal]],
    residual: Decimal,
    bound: Decimal,
    totals: frozenset[int],
    clues: Clues,
) -> Iterator[Hypothesis]:
    """The total printed where a part belongs, and the part where the total does."""
    if len(totals) != 1:
        return
    whole = next(iter(totals))
    total = terms[whole][0]
    for index, (quantity, sign) in enumerate(terms):
        # Parts and total enter with opposite signs: exchanging them moves the sum by twice their distance.
        if index == whole or sign <= 0 or quantity.amount <= total.amount:
            continue
        left = residual + 2 * (total.amount - quantity.amount)
        if abs(left) <= bound and abs(quantity.amount - total.amount) > 2 * bound:
            text, other = figure(quantity), figure(total)
            sentence = f"若“{text}”与“{other}”对调则相符"
            standing = clues.standing(index)
            yield Hypothesis(
                index, "exchanged", text, other, left == 0, False, standing, False, sentence, (whole,)
            )


def _missing(
    terms: Sequence[tuple[Quantity, Decimal]], residual: Decimal, totals: frozenset[int], clues: Clues
) -> Iterator[Hypothesis]:
    """An amount that the paper prints elsewhere and that the list lacks."""
    if residual >= 0 or not totals or len(totals) == len(terms):
        return
    total = terms[min(totals)][0]
    factor = total.unit.factor if total.unit else Decimal(1)
    decimals = max(places(quantity.value) for quantity, _ in terms)
    text = shown(-residual / factor, decimals)
    if clues.stated(text):
        sentence = f"差额恰为文中另有的“{text}”，疑漏列该项"
        yield Hypothesis(min(totals), "missing", text, "", True, False, 0, False, sentence)


def _whole_parts(
    index: int, quantity: Quantity, sign: Decimal, residual: Decimal, *, loose: Decimal, standing: int
) -> Iterator[Hypothesis]:
    share = sign * quantity.amount
    text = figure(quantity)
    # A part that is itself within the bound explains any residual; it must stand well above it.
    if abs(share) <= 4 * loose or not share:
        return
    slips: tuple[tuple[RepairKind, Decimal, str], ...] = (
        ("doubled", share, f"不计“{text}”则相符，疑重复列示"),
        ("counted_twice", -share, f"差额恰为“{text}”，疑合计中重复计入"),
        ("sign", 2 * share, f"若“{text}”为减项则相符"),
    )
    for kind, removed, sentence in slips:
        left = abs(residual - removed)
        if left <= loose:
            tail = "" if left == 0 else f"（尚差{_in_unit(left, quantity)}，按各数自己的位数可用舍入解释）"
            corrected = plain(-quantity.value) if kind == "sign" else ""
            yield Hypothesis(index, kind, text, corrected, left == 0, False, standing, False, sentence + tail)


def _in_unit(amount: Decimal, like: Quantity) -> str:
    """An amount in base units as the paper would print it beside `like`."""
    factor = like.unit.factor if like.unit else Decimal(1)
    return trimmed(amount / factor) + (like.unit.name if like.unit else "")


def rank(found: Sequence[Hypothesis], totals: frozenset[int] = frozenset()) -> tuple[Hypothesis, ...]:
    """Best first, and for each number its best digit edit only.

    Where one digit in any of many numbers would do (as among scores), only the total, what the paper itself
    hints at, and the likeliest slips (neighbours swapped, a digit repeated) are kept.
    """
    best_edit: dict[int, Hypothesis] = {}
    others: list[Hypothesis] = []
    for hypothesis in sorted(found, key=lambda item: item.rank):
        if hypothesis.is_edit:
            best_edit.setdefault(hypothesis.operand, hypothesis)
        else:
            others.append(hypothesis)
    kept = list(best_edit.values())
    if len(kept) == 1:
        kept = [replace(kept[0], sentence=f"{kept[0].sentence}，各数中只有此数改一位即可")]
    if len(kept) > _MOST_SUSPECTS:
        kept = [item for item in kept if item.hinted or item.operand in totals]
    return tuple(sorted([*kept, *others], key=lambda item: item.rank))


def corrected(quantity: Quantity, value: Decimal) -> Quantity:
    """The number with another value, as finely printed as that value is."""
    return replace(quantity, value=value, ulp=Decimal(1).scaleb(-places(value)))


def repairs_of(hypotheses: Sequence[Hypothesis], operands: Sequence[Operand]) -> tuple[Repair, ...]:
    """The hypotheses that change one printed number alone, as what it would be; `operands` in the order tried."""
    return tuple(
        Repair(place, corrected(operands[item.operand].quantity, Decimal(item.corrected)))
        for item in hypotheses
        if item.kind in _REPLACING and (place := operands[item.operand].place) is not None
    )


def sentences(hypotheses: Sequence[Hypothesis], most: int = 3) -> tuple[str, ...]:
    """What to show the reader, best first."""
    return tuple(dict.fromkeys(item.sentence for item in hypotheses))[:most]
