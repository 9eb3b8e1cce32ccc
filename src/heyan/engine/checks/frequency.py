"""The kind `frequency`: times per week, month or quarter against the times of the whole year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from types import MappingProxyType
from typing import ClassVar, Literal

from heyan.engine.checks.options import CheckOptions, Variants
from heyan.engine.interval import Interval, alike, unusable
from heyan.engine.lexicon import Lexicons
from heyan.engine.notation import figure, trimmed, written
from heyan.engine.relation_repair import Suspect, pinned, suspected, suspects
from heyan.engine.submission import Target
from heyan.engine.verdict import Observation, Verdict, failed, not_applicable, not_evaluated, passed
from heyan.model.claim import Claim, Operand
from heyan.model.finding import Band, Tolerance
from heyan.model.quantity import Quantity
from heyan.model.span import Span

_LOWER = frozenset({">=", ">"})
_UPPER = frozenset({"<=", "<"})
_USUAL = (
    ("每周1次", 52),
    ("每月1次", 12),
    ("每两个月1次", 6),
    ("每季度1次", 4),
    ("每半年1次", 2),
    ("每年1次", 1),
)


class FrequencyCheck(CheckOptions):
    """Times per period × periods of a year against the stated target.

    The variant `loose` is a target that the description more than fulfils (≥10 beside 每月1次), or a lower limit
    per period under a higher target: no contradiction, but one of the two is not meant.
    """

    kind: Literal["frequency"] = "frequency"

    slots: ClassVar[frozenset[str]] = frozenset({"subject", "stated", "period", "computed"})
    bands: ClassVar[frozenset[Band]] = frozenset({"contradicted"})
    variants: ClassVar[Variants] = MappingProxyType({"": ("loose",)})
    targets: ClassVar[frozenset[str]] = frozenset({"claims", "claims.frequency"})


def check_frequency(_options: FrequencyCheck, target: Target, _lexicons: Lexicons) -> Verdict:
    """Recomputes the times a year; what several do, or in part of the year only, is not evaluated unless it fits."""
    claim = target.item
    if not isinstance(claim, Claim) or claim.kind != "frequency":
        return not_applicable("不是频次关系")
    per, periods, total = (next(iter(claim.of(role)), None) for role in ("per_period", "periods", "target"))
    if claim.missing or per is None or periods is None or total is None:
        return not_evaluated(f"缺少{claim.missing or '频次或指标值'}")
    spots = tuple(operand.place for operand in claim.operands if operand.place)
    for operand in (per, total):
        problem = unusable(operand.quantity)
        if problem:
            return not_evaluated(f"“{operand.label}{written(operand.quantity)}”{problem}", spots)
    if total.quantity.unit and per.quantity.unit and not alike((per.quantity, total.quantity)):
        return not_evaluated("频次与指标值的单位不同", spots)
    return _judge(claim, (per, periods, total), spots)


def _judge(claim: Claim, told: tuple[Operand, Operand, Operand], spots: tuple[Span, ...]) -> Verdict:
    per, periods, total = told
    times = _times(per, periods)
    stated = total.quantity.value
    if times.holds(stated):
        return passed(spots, "exact" if times.low == times.high else "rounded")
    if claim.open:
        return not_evaluated("频次按对象或时段分别计算，全年次数不能确定", spots)
    at_least, limit = per.quantity.comparator in _LOWER, total.quantity.comparator
    if limit in _UPPER and stated > times.high and not at_least:
        return passed(spots)
    more = stated > times.high
    loose = at_least if more else limit in _LOWER
    return failed((_observe(claim, told, times, loose=loose),), spots, None if loose else "contradicted")


def _times(per: Operand, periods: Operand) -> Interval:
    most = periods.quantity.upper or periods.quantity.value
    return Interval(per.quantity.value * periods.quantity.value, per.quantity.value * most)


def _repairs(told: tuple[Operand, Operand, Operand]) -> tuple[Suspect, ...]:
    """Slips in the times a period or in the times a year that make the two agree."""
    per, periods, total = told

    def gap(tried: Sequence[Quantity]) -> Decimal | None:
        once, whole = tried
        times = _times(replace(per, quantity=once), periods)
        right = once.value == once.value.to_integral_value() and times.holds(whole.value) and whole.value > 0
        return Decimal(0) if right else None

    return suspects((per.quantity, total.quantity), gap)


def _observe(
    claim: Claim, told: tuple[Operand, Operand, Operand], times: Interval, *, loose: bool
) -> Observation:
    per, periods, total = told
    unit = per.quantity.unit.name if per.quantity.unit else "次"
    single = times.low == times.high
    computed = (trimmed(times.low) if single else f"{trimmed(times.low)}～{trimmed(times.high)}") + unit
    count = (
        figure(periods.quantity)
        if single
        else f"{figure(periods.quantity)}～{trimmed(periods.quantity.upper or Decimal(0))}"
    )
    stated = written(total.quantity)
    said = f"{periods.label}{figure(per.quantity)}{unit}"
    named = () if loose else _repairs(told)
    usual_periods = tuple(
        f"若为{name}则相符" for name, usual in _USUAL if total.quantity.value == usual and name != said
    )
    nearest = times.low if total.quantity.value < times.low else times.high
    return Observation(
        place=total.place or claim.span,
        related=((said, per.place),) if per.place else (),
        slots={"subject": claim.subject, "stated": stated, "period": said, "computed": computed},
        reported=stated,
        expected=computed,
        difference=trimmed(total.quantity.value - nearest) + unit,
        tolerance=Tolerance("0", "全年次数是整数，应当相等")
        if single
        else Tolerance(trimmed((times.high - times.low) / 2), f"一年按{count}个周期计算都算相符"),
        band="contradicted" if not loose else None,
        evidence=(f"{figure(per.quantity)} × {count} = {computed}，指标值{stated}",),
        hypotheses=(*usual_periods, *(suspect.sentence for suspect in named)),
        repairs=suspected(named, (per, total)),
        pinned=not usual_periods and pinned([(suspect.operand, suspect.standing) for suspect in named]),
        identity=(claim.subject, said, stated),
        variant="loose" if loose else None,
    )
