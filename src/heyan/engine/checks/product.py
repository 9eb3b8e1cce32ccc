"""The kind `product`: price times quantity (times years) is the amount stated."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from math import prod
from typing import ClassVar, Literal

from heyan.engine.checks.clues import clues_for
from heyan.engine.checks.options import CheckOptions
from heyan.engine.interval import Agreement, Interval, is_count, rounded, truncated, unusable
from heyan.engine.lexicon import Lexicons
from heyan.engine.notation import figure, in_unit_of, places, shown, trimmed, written
from heyan.engine.relation_repair import pinned
from heyan.engine.repair import Hypothesis, mend, rank, repairs_of, sentences
from heyan.engine.submission import Target
from heyan.engine.verdict import Observation, Verdict, failed, not_applicable, not_evaluated, passed
from heyan.model.claim import Claim, Operand
from heyan.model.dataclass import dataclass
from heyan.model.finding import Band, Tolerance
from heyan.model.quantity import Quantity
from heyan.model.report import Report
from heyan.model.span import Span

_MULTIPLIERS = (("万", Decimal(10_000)), ("亿", Decimal(100_000_000)))
_PERSONAL = frozenset({"person", "person_time", "time_count"})
_TELLING_DIGITS = 4
_TWO = 2


class ProductCheck(CheckOptions):
    """Factors against their product. A written equation (1100亩×1800元=198万元) must hold; figures that only stand
    together are called wrong where one slip in one of them explains it, else other costs may be in the amount."""

    kind: Literal["product"] = "product"

    slots: ClassVar[frozenset[str]] = frozenset({"subject", "stated", "computed"})
    bands: ClassVar[frozenset[Band]] = frozenset({"contradicted", "truncated"})
    targets: ClassVar[frozenset[str]] = frozenset({"claims", "claims.product"})


@dataclass(frozen=True, slots=True)
class _Product:
    """`sizes` are the factors as numbers to multiply; the product is in the stated amount's base unit."""

    claim: Claim
    factors: tuple[Operand, ...]
    stated: Operand
    sizes: tuple[Decimal, ...]

    @property
    def spots(self) -> tuple[Span, ...]:
        return tuple(operand.place for operand in self.claim.operands if operand.place)

    @property
    def exact(self) -> Decimal:
        return prod(self.sizes, start=Decimal(1))

    @property
    def interval(self) -> Interval:
        """Every product that the rounding of factors with decimals allows."""
        low = high = Decimal(1)
        for operand, size in zip(self.factors, self.sizes, strict=True):
            range_ = rounded(size, _step(operand.quantity, size))
            low, high = low * max(range_.low, Decimal(0)), high * range_.high
        return Interval(low, high)


def _step(quantity: Quantity, size: Decimal) -> Decimal:
    """The rounding step of a factor in the size that it is multiplied with; whole numbers are exact."""
    if quantity.ulp >= 1 or is_count(quantity) or not quantity.value:
        return Decimal(0)
    return quantity.ulp * size / quantity.value


def check_product(_options: ProductCheck, target: Target, _lexicons: Lexicons) -> Verdict:
    """Multiplies the factors; units that do not fit each other are not evaluated."""
    claim = target.item
    if not isinstance(claim, Claim) or claim.kind != "product":
        return not_applicable("不是乘积关系")
    factors, stated = claim.of("factor"), next(iter(claim.of("product")), None)
    if claim.missing or stated is None or len(factors) < 2:
        return not_evaluated(f"缺少{claim.missing or '因数或乘积'}")
    spots = tuple(operand.place for operand in claim.operands if operand.place)
    for operand in claim.operands:
        problem = unusable(operand.quantity)
        if problem:
            return not_evaluated(f"“{operand.label}{written(operand.quantity)}”{problem}", spots)
    sizes = _sizes([operand.quantity for operand in factors], stated.quantity)
    if sizes is None or any(size <= 0 for size in sizes) or stated.quantity.value <= 0:
        return not_evaluated("各数的单位不能这样相乘", spots)
    return _judge(_Product(claim, factors, stated, sizes), target.report)


def _sizes(factors: Sequence[Quantity], stated: Quantity) -> tuple[Decimal, ...] | None:
    """The factors as numbers whose product is in base units of `stated`; None where the units do not fit."""
    prices = [factor for factor in factors if factor.kind.split("/")[0] == "money"]
    if stated.kind != "money":
        kinds = {factor.kind for factor in factors if factor.unit}
        bare = stated.unit is None and not kinds
        fits = bare or stated.kind in kinds or (stated.kind in _PERSONAL and kinds <= _PERSONAL)
        return tuple(_plain(factor) for factor in factors) if fits and not prices else None
    if len(prices) != 1:
        return None
    per = prices[0].kind.split("/")[1:]
    others = [factor for factor in factors if factor is not prices[0]]
    if not set(per) <= {factor.kind for factor in others}:
        return None
    return tuple(
        factor.amount if factor is prices[0] or factor.kind in per else _plain(factor) for factor in factors
    )


def _plain(quantity: Quantity) -> Decimal:
    """The printed number, 万 and 亿 written out: 3年 is 3, 1.2万亩 is 12000."""
    name = quantity.unit.name if quantity.unit else ""
    return next(
        (quantity.value * times for prefix, times in _MULTIPLIERS if name.startswith(prefix)), quantity.value
    )


def _judge(told: _Product, report: Report) -> Verdict:
    agreement = _agreement(told)
    if agreement.holds:
        return passed(told.spots, agreement.band)
    hypotheses = _hypotheses(told, report) if agreement.band == "contradicted" else ()
    if agreement.band == "contradicted" and told.claim.cue != "=" and not hypotheses:
        computed = _computed(told)
        return not_evaluated(
            f"相乘是{computed}，与{written(told.stated.quantity)}不符，可能还含其他内容", told.spots
        )
    return failed((_observe(told, agreement, hypotheses),), told.spots, agreement.band)


def _agreement(told: _Product) -> Agreement:
    stated, computed = told.stated.quantity, told.interval
    residual = told.exact - stated.amount
    bound = (computed.high - computed.low + stated.step) / 2
    name = stated.unit.name if stated.unit else ""
    why = f"乘积四舍五入到{trimmed(stated.ulp)}{name}"
    if residual == 0:
        return Agreement("exact", residual, bound, why)
    if computed.overlaps(rounded(stated.amount, stated.step)):
        return Agreement("rounded", residual, bound, why)
    if computed.overlaps(truncated(stated.amount, stated.step)):
        return Agreement("truncated", residual, bound, why)
    return Agreement("contradicted", residual, bound, why)


def _hypotheses(told: _Product, report: Report) -> tuple[Hypothesis, ...]:
    """Slips of one number; a digit of a short round figure can always be made to fit and tells nothing."""
    clues = clues_for(told.claim, (*told.factors, told.stated), report)
    found: list[Hypothesis] = []
    wanted = rounded(told.exact, told.stated.quantity.step)
    found += _telling(
        mend(len(told.factors), told.stated.quantity, wanted, told.exact, clues), told.stated.quantity
    )
    stated = rounded(told.stated.quantity.amount, told.stated.quantity.step)
    for index, (operand, size) in enumerate(zip(told.factors, told.sizes, strict=True)):
        ratio = operand.quantity.amount / told.exact
        best = told.stated.quantity.amount * ratio
        if size > 0:
            found += _telling(
                mend(index, operand.quantity, stated.scaled(ratio), best, clues), operand.quantity
            )
    if told.claim.cue != "=" and len(_significant(told.stated.quantity)) < _TELLING_DIGITS:
        # Figures that only stand together, rounded coarsely, fit some slip by chance.
        found = [one for one in found if one.exact]
    return rank(found)


def _significant(quantity: Quantity) -> tuple[int, ...]:
    return quantity.value.normalize().as_tuple().digits


def _telling(hypotheses: Iterable[Hypothesis], quantity: Quantity) -> list[Hypothesis]:
    digits = len(_significant(quantity))
    return [one for one in hypotheses if digits >= _digits_needed(one)]


def _digits_needed(hypothesis: Hypothesis) -> int:
    if not hypothesis.is_edit:
        return _TWO
    # Two neighbours swapped or a digit typed twice can be undone in a few ways only: an exact fit is no chance.
    slipped = hypothesis.kind == "swapped" or (hypothesis.kind == "extra_digit" and hypothesis.repeated)
    return _TWO if slipped and hypothesis.exact else _TELLING_DIGITS


def _computed(told: _Product) -> str:
    """The product in the stated amount's unit."""
    stated = told.stated.quantity
    number = shown(in_unit_of(told.exact, stated), max(2, places(stated.ulp)))
    text = number.rstrip("0").rstrip(".") if "." in number and stated.ulp >= 1 else number
    return text + (stated.unit.name if stated.unit else "")


def _bare(quantity: Quantity) -> str:
    """The number with its unit, without the comparator of a target."""
    return figure(quantity) + (quantity.unit.name if quantity.unit else "")


def _observe(told: _Product, agreement: Agreement, hypotheses: tuple[Hypothesis, ...]) -> Observation:
    claim, stated = told.claim, told.stated
    computed, said = _computed(told), _bare(stated.quantity)
    name = stated.quantity.unit.name if stated.quantity.unit else ""
    formula = " × ".join(_bare(operand.quantity) for operand in told.factors)
    gap = in_unit_of(-agreement.residual, stated.quantity)
    return Observation(
        place=stated.place or claim.span,
        related=tuple((operand.label or "因数", operand.place) for operand in told.factors if operand.place),
        slots={"subject": claim.subject, "stated": said, "computed": computed},
        reported=said,
        expected=computed,
        difference=trimmed(Decimal(shown(gap, max(2, places(stated.quantity.ulp))))) + name,
        tolerance=Tolerance(
            trimmed(Decimal(shown(in_unit_of(agreement.bound, stated.quantity), 4))), agreement.why
        ),
        band=agreement.band,
        evidence=(f"{formula} = {computed} ≠ {said}",),
        hypotheses=sentences(hypotheses),
        repairs=repairs_of(hypotheses, (*told.factors, stated)),
        pinned=pinned([(one.operand, one.standing) for one in hypotheses]),
        identity=(claim.subject, *(written(operand.quantity) for operand in claim.operands)),
    )
