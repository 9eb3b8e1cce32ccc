"""The kind `change`: an increase or decrease follows from this year's and last year's figure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from types import MappingProxyType
from typing import ClassVar, Literal

from heyan.engine.checks.clues import clues_for
from heyan.engine.checks.growth import expected_growth, judge_growth
from heyan.engine.checks.options import CheckOptions, Variants
from heyan.engine.interval import Agreement, alike, judge_sum, own_steps, rounded, unusable
from heyan.engine.lexicon import Lexicons
from heyan.engine.notation import figure, in_unit_of, places, shown, trimmed, written
from heyan.engine.relation_repair import pinned, suspected, suspects
from heyan.engine.repair import Hypothesis, mend_sum, repairs_of, sentences
from heyan.engine.submission import Target
from heyan.engine.verdict import Observation, Repair, Verdict, failed, not_applicable, not_evaluated, passed
from heyan.model.claim import Claim, Operand, Role
from heyan.model.dataclass import dataclass
from heyan.model.finding import Band, Tolerance
from heyan.model.quantity import Quantity
from heyan.model.report import Report
from heyan.model.span import Span

_HUNDRED = Decimal(100)
_ZERO = Decimal(0)
_MOST_SHOWN = 3


class ChangeCheck(CheckOptions):
    """A stated increase or decrease, by amount, percentage points or percent, against the figures beside it.

    Where the paper gives no figure of last year, amount and percent are checked against each other. Variants: the
    band (`truncated`), `uneven_decimals`, and `direction` where only the word (增加, 减少) is the wrong way round.
    """

    kind: Literal["change"] = "change"

    slots: ClassVar[frozenset[str]] = frozenset({"subject", "stated", "computed", "word"})
    bands: ClassVar[frozenset[Band]] = frozenset({"contradicted", "rounded", "truncated"})
    variants: ClassVar[Variants] = MappingProxyType({"": ("direction", "uneven_decimals")})
    targets: ClassVar[frozenset[str]] = frozenset({"claims", "claims.change"})


@dataclass(frozen=True, slots=True)
class _Change:
    claim: Claim
    current: Operand | None
    base: Operand | None
    difference: Operand | None
    growth: Operand | None

    @property
    def spots(self) -> tuple[Span, ...]:
        return tuple(operand.place for operand in self.claim.operands if operand.place)


@dataclass(frozen=True, slots=True)
class _Seen:
    """One comparison: the stated operand, how well it agrees, and the recomputation."""

    stated: Operand
    agreement: Agreement
    computed: str
    formula: str
    turned: bool
    hypotheses: tuple[str, ...]
    pinned: bool = False
    repairs: tuple[Repair, ...] = ()


def check_change(_options: ChangeCheck, target: Target, _lexicons: Lexicons) -> Verdict:
    """Recomputes the change; a figure that the paper does not give is not evaluated, with its name."""
    claim = target.item
    if not isinstance(claim, Claim) or claim.kind != "change":
        return not_applicable("不是增减关系")
    if claim.missing:
        return not_evaluated(f"缺少{claim.missing}")
    told = _Change(claim, *(_one(claim, role) for role in ("current", "base", "difference", "growth")))
    hindrance = _hindrance(told)
    if hindrance:
        return not_evaluated(hindrance, told.spots)
    seen = [one for one in (_by_amount(told, target.report), _by_percent(told, target.report)) if one]
    if not seen and (told.growth or told.difference):
        return not_evaluated("作比较的数是0或负数，增长率无法计算", told.spots)
    if not seen:
        return _direction_only(told)
    wrong = next((one for one in seen if not one.agreement.holds), None)
    if wrong is None:
        exact = all(one.agreement.band == "exact" for one in seen)
        return passed(told.spots, "exact" if exact else "rounded")
    return failed((_observe(told, wrong),), told.spots, wrong.agreement.band)


def _one(claim: Claim, role: str) -> Operand | None:
    return next(iter(claim.of(role)), None)


def _hindrance(told: _Change) -> str | None:
    for operand in told.claim.operands:
        problem = unusable(operand.quantity)
        if problem:
            return f"“{operand.label}{written(operand.quantity)}”{problem}"
    if sum(part is not None for part in (told.current, told.base, told.difference, told.growth)) < 2:
        return "缺少作比较的数"
    amounts = [o.quantity for o in (told.current, told.base, told.difference) if o]
    kinds = {"percent" if q.kind == "percentage_point" else q.kind for q in amounts}
    if not alike(amounts) and len(kinds) > 1:
        return "各数的单位不同，不能比较"
    if told.growth and told.growth.quantity.kind != "percent":
        return "增长率不是百分数"
    return None


def _by_amount(told: _Change, report: Report) -> _Seen | None:
    current, base, stated = told.current, told.base, told.difference
    if current is None or base is None or stated is None:
        return None
    terms = [
        (current.quantity, Decimal(1)),
        (base.quantity, Decimal(-1)),
        (stated.quantity, -stated.sign),
    ]
    agreement = judge_sum(terms)
    gap = current.quantity.amount - base.quantity.amount
    decimals = max(places(Decimal(figure(q))) for q, _ in terms)
    like = stated.quantity
    computed = shown(in_unit_of(gap, like), decimals)
    names = [
        figure(q) if q.unit == current.quantity.unit else written(q)
        for q in (current.quantity, base.quantity)
    ]
    turned = agreement.band == "contradicted" and judge_sum([*terms[:2], (like, stated.sign)]).holds
    own = sum(own_steps([q for q, _ in terms]), _ZERO) / 2
    edits: list[Hypothesis] = []
    if agreement.band == "contradicted" and not turned:
        clues = clues_for(told.claim, (current, base, stated), report)
        mended = mend_sum(terms, agreement.residual, agreement.bound, own, clues=clues)
        edits = [
            h for h in mended if h.kind not in ("doubled", "counted_twice", "sign", "missing", "exchanged")
        ]
    return _Seen(
        stated,
        agreement,
        _signed(computed, like, _own_word(told.claim, stated, gap)),
        f"{names[0]} - {names[1]} = {computed}",
        turned,
        ("若增减方向相反则相符",) if turned else sentences(edits),
        not turned and pinned([(h.operand, h.standing) for h in edits]),
        repairs_of(edits, (current, base, stated)),
    )


def _own_word(claim: Claim, stated: Operand, gap: Decimal) -> str:
    """结余 or 节约 itself, where that is what the claim says and the figures go its way."""
    changes = any(char in stated.label for char in "增减升降提高低多少")
    return stated.label if stated.label == claim.cue and not changes and gap * stated.sign > 0 else ""


def _signed(number: str, like: Quantity, own: str = "") -> str:
    word = own or ("减少" if number.startswith("-") else "增加")
    return f"{word}{number.lstrip('-')}{like.unit.name if like.unit else ''}"


def _by_percent(told: _Change, report: Report) -> _Seen | None:
    growth = told.growth
    if growth is None:
        return None
    figures = (told.current, told.base, told.difference)
    expected = expected_growth(*figures)
    if expected is None:
        return None
    value, step = growth.sign * growth.quantity.value, growth.quantity.ulp
    agreement = judge_growth(expected, expected_growth(*figures, common=False), value, step)
    number = shown(expected.exact, max(2, places(growth.quantity.value)))
    turned = agreement.band == "contradicted" and expected.interval.overlaps(rounded(-value, step))
    texts: tuple[str, ...] = ("若增减方向相反则相符",) if turned else ()
    sure, repairs = False, tuple[Repair, ...]()
    if agreement.band == "contradicted" and not turned:
        texts, sure, repairs = _percent_slips(told, report)
    return _Seen(
        growth,
        agreement,
        _signed(number, growth.quantity),
        f"{expected.formula} = {number.lstrip('-')}%",
        turned,
        texts,
        sure,
        repairs,
    )


def _percent_slips(told: _Change, report: Report) -> tuple[tuple[str, ...], bool, tuple[Repair, ...]]:
    """What single slip would make the percentage right, likeliest first, whether one number alone can be to blame, and
    what it would be."""
    operands = tuple(o for o in (told.growth, told.difference, told.current, told.base) if o)
    roles = [operand.role for operand in operands]

    def gap(tried: Sequence[Quantity]) -> Decimal | None:
        figures = {role: replace(o, quantity=q) for role, o, q in zip(roles, operands, tried, strict=True)}
        return _growth_gap(figures)

    named = suspects([operand.quantity for operand in operands], gap, clues_for(told.claim, operands, report))
    found = [suspect.sentence for suspect in named]
    over = _over_current(told)
    growth = told.growth
    if over is not None and growth is not None:
        value, step = growth.sign * growth.quantity.value, growth.quantity.ulp
        if rounded(value, step).holds(over):
            found.insert(0, "若以本年数为基数则相符，增长率应以上年数为基数")
    sure = pinned([(suspect.operand, suspect.standing) for suspect in named]) and len(found) == len(named)
    return tuple(dict.fromkeys(found))[:_MOST_SHOWN], sure, suspected(named, operands)


def _growth_gap(figures: Mapping[Role, Operand]) -> Decimal | None:
    """How far the growth is from the figures where rounding explains it, and the amount from them where all are given."""
    growth = figures["growth"]
    amounts = [figures.get(role) for role in ("current", "base", "difference")]
    expected = expected_growth(*amounts)
    if expected is None:
        return None
    value, step = growth.sign * growth.quantity.value, growth.quantity.ulp
    if not expected.interval.overlaps(rounded(value, step)):
        return None
    current, base, stated = amounts
    if current and base and stated:
        terms = [
            (current.quantity, Decimal(1)),
            (base.quantity, Decimal(-1)),
            (stated.quantity, -stated.sign),
        ]
        if not judge_sum(terms).holds:
            return None
    return abs(expected.exact - value)


def _over_current(told: _Change) -> Decimal | None:
    """The change in percent of the present figure, which is the wrong base."""
    if told.current is None or told.current.quantity.amount <= 0:
        return None
    now = told.current.quantity.amount
    if told.difference:
        return _HUNDRED * told.difference.sign * told.difference.quantity.amount / now
    return _HUNDRED * (now - told.base.quantity.amount) / now if told.base else None


def _direction_only(told: _Change) -> Verdict:
    """由甲增加到乙, or 持平: only which way it went is said."""
    current, base = told.current, told.base
    if current is None or base is None:
        return not_evaluated("缺少作比较的数", told.spots)
    agreement = judge_sum([(current.quantity, Decimal(1)), (base.quantity, Decimal(-1))])
    word = told.claim.cue
    level = "持平" in word
    falls = any(char in word for char in "减降少低落缩省约滑")
    gap = agreement.residual
    right = agreement.holds if level else (gap < 0) == falls and gap != 0
    if right:
        return passed(told.spots, agreement.band if level else None)
    formula = f"{written(base.quantity)} → {written(current.quantity)}"
    seen = _Seen(current, agreement, formula, formula, not level, ())
    return failed((_observe(told, seen),), told.spots, "contradicted")


def _observe(told: _Change, seen: _Seen) -> Observation:
    stated, claim = seen.stated, told.claim
    quantity = stated.quantity
    word = stated.label or claim.cue
    said = f"{word}{written(quantity)}" if stated.role in ("difference", "growth") else f"{claim.cue}"
    unit = "个百分点" if stated.role == "growth" else (quantity.unit.name if quantity.unit else "")
    scale = Decimal(1) if stated.role == "growth" or quantity.unit is None else quantity.unit.factor
    gap, bound = -seen.agreement.residual / scale, seen.agreement.bound / scale
    variant = "uneven_decimals" if seen.agreement.uneven else "direction" if seen.turned else None
    return Observation(
        place=stated.place or claim.span,
        related=tuple(
            (operand.label or name, operand.place)
            for operand, name in (
                (told.current, "本年数"),
                (told.base, "作比较的数"),
                (told.difference, "增减额"),
                (told.growth, "增减率"),
            )
            if operand and operand.place and operand is not stated
        ),
        slots={"subject": claim.subject, "stated": said, "computed": seen.computed, "word": word},
        reported=said,
        expected=seen.computed,
        difference=trimmed(Decimal(shown(gap, 4))) + unit,
        tolerance=Tolerance(trimmed(Decimal(shown(bound, 4))), seen.agreement.why),
        band=seen.agreement.band,
        evidence=(f"{seen.formula}，文中写{said}",),
        hypotheses=seen.hypotheses,
        pinned=seen.pinned,
        repairs=seen.repairs,
        identity=(claim.subject, *(f"{o.role}={figure(o.quantity)}" for o in claim.operands)),
        variant=variant,
    )
