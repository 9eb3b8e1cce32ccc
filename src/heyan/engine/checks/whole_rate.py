"""The kind `whole_rate`: a rate must be that of some whole number of the things counted (the GRIM test)."""

from __future__ import annotations

from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from types import MappingProxyType
from typing import ClassVar, Literal

from heyan.engine.checks.options import CheckOptions, Variants
from heyan.engine.interval import Interval, rounded, unusable
from heyan.engine.lexicon import Lexicons
from heyan.engine.notation import figure, places, shown, trimmed, written
from heyan.engine.submission import Target
from heyan.engine.verdict import Observation, Verdict, failed, not_applicable, not_evaluated, passed
from heyan.model.claim import Claim, Operand
from heyan.model.finding import Band, Tolerance

_HUNDRED = Decimal(100)


class WholeRateCheck(CheckOptions):
    """Whether p percent of n things (or n things as p percent of some more) can be a whole number of them.

    Variant `over`: a rate of all there is that is more than all.

    Not applicable where n is so large that every percentage is possible (n ≥ 10^(decimals+2)).
    """

    kind: Literal["whole_rate"] = "whole_rate"

    slots: ClassVar[frozenset[str]] = frozenset({"subject", "whole", "rate", "nearest"})
    figures: ClassVar[frozenset[str]] = frozenset({"reported", "expected", "formula"})
    bands: ClassVar[frozenset[Band]] = frozenset({"contradicted"})
    variants: ClassVar[Variants] = MappingProxyType({"": ("over",)})
    targets: ClassVar[frozenset[str]] = frozenset({"claims", "claims.ratio"})


def check_whole_rate(_options: WholeRateCheck, target: Target, _lexicons: Lexicons) -> Verdict:
    """Looks for a whole number that gives the rate; a passing rate is bounded, not verified."""
    claim = target.item
    if not isinstance(claim, Claim) or claim.kind != "ratio" or claim.topic != "whole_rate":
        return not_applicable("不是整数件数的比率")
    whole, rate = next(iter(claim.of("denominator")), None), next(iter(claim.of("result")), None)
    if rate is not None and whole is None and rate.quantity.value > _HUNDRED and rate.place is not None:
        return failed((_observe_over(claim, rate),), (rate.place,), "contradicted")
    if claim.missing or whole is None or rate is None:
        return not_evaluated(f"缺少{claim.missing or '总数或比率'}")
    spots = tuple(operand.place for operand in claim.operands if operand.place)
    for operand in (whole, rate):
        problem = unusable(operand.quantity)
        if problem:
            return not_evaluated(f"“{operand.label}{written(operand.quantity)}”{problem}", spots)
    count, share = whole.quantity.value, rate.quantity.value
    if count < 1 or count != count.to_integral_value() or not 0 <= share <= _HUNDRED:
        return not_evaluated("总数不是正整数，或比率不在0～100%之间", spots)
    if count >= Decimal(10) ** (places(rate.quantity.ulp) + 2):
        return not_applicable("总数较大，任何百分数都可能")
    printed = rounded(share, rate.quantity.ulp)
    if _is_share_of(count, printed) or _is_all_of_more(count, printed):
        return passed(spots)
    return failed((_observe(claim, whole, rate),), spots, "contradicted")


def _is_share_of(count: Decimal, printed: Interval) -> bool:
    """Whether some whole k of the count gives the percentage."""
    low = (printed.low * count / _HUNDRED).to_integral_value(ROUND_CEILING)
    return low * _HUNDRED <= printed.high * count


def _is_all_of_more(count: Decimal, printed: Interval) -> bool:
    """Whether the count may itself be the part, of some larger whole."""
    if printed.low <= 0:
        return True
    most = (count * _HUNDRED / printed.low).to_integral_value(ROUND_FLOOR)
    return most >= count and count * _HUNDRED <= printed.high * most


def _observe_over(claim: Claim, rate: Operand) -> Observation:
    return Observation(
        place=rate.place or claim.span,
        slots={"subject": claim.subject, "whole": "全部", "rate": written(rate.quantity), "nearest": "100%"},
        reported=written(rate.quantity),
        expected="不超过100%",
        band="contradicted",
        evidence=(f"{claim.subject}是部分占全部的比率，{written(rate.quantity)}超过了全部",),
        identity=(claim.subject, figure(rate.quantity)),
        variant="over",
    )


def _observe(claim: Claim, whole: Operand, rate: Operand) -> Observation:
    count, share = whole.quantity.value, rate.quantity.value
    part = (share * count / _HUNDRED).to_integral_value(ROUND_FLOOR)
    decimals = max(1, places(rate.quantity.ulp))
    tried = [k for k in (part, part + 1) if k <= count]
    lines = [f"{trimmed(k)} ÷ {trimmed(count)} = {shown(_HUNDRED * k / count, decimals + 1)}%" for k in tried]
    nearest = "、".join(f"{shown(_HUNDRED * k / count, decimals)}%" for k in tried)
    unit = whole.quantity.unit.name if whole.quantity.unit else ""
    return Observation(
        place=rate.place or claim.span,
        related=((whole.label or "总数", whole.place),) if whole.place else (),
        slots={
            "subject": claim.subject,
            "whole": f"{trimmed(count)}{unit}",
            "rate": written(rate.quantity),
            "nearest": nearest,
        },
        reported=written(rate.quantity),
        expected=nearest,
        tolerance=Tolerance(
            trimmed(rate.quantity.ulp / 2), f"比率四舍五入到{trimmed(rate.quantity.ulp)}个百分点"
        ),
        band="contradicted",
        evidence=("；".join(lines),),
        identity=(claim.subject, figure(whole.quantity), figure(rate.quantity)),
    )
