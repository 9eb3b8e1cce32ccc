"""The kind `plan`: a 资金支出计划 in cumulative shares grows to 100 %."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise
from types import MappingProxyType
from typing import ClassVar, Literal

from heyan.engine.checks.options import CheckOptions, Variants
from heyan.engine.interval import unusable
from heyan.engine.lexicon import Lexicons
from heyan.engine.notation import trimmed, written
from heyan.engine.submission import Target
from heyan.engine.verdict import Observation, Verdict, failed, not_applicable, not_evaluated, passed
from heyan.model.finding import Band
from heyan.model.quantity import Quantity
from heyan.model.report import Form, PlanStep, Sourced

_WHOLE = Decimal(100)
Step = tuple[PlanStep, Sourced[Quantity]]


class PlanCheck(CheckOptions):
    """Cumulative shares never fall (variant `falls`) and end at 100 % (variant `end`).

    Of two shares that fall, the place is the one without which the others rise, the later one if that decides nothing.

    Shares that are not cumulative but add up to 100 % are the variant `not_cumulative`.
    """

    kind: Literal["plan"] = "plan"

    slots: ClassVar[frozenset[str]] = frozenset({"label", "share", "before", "series"})
    figures: ClassVar[frozenset[str]] = frozenset({"reported", "expected", "formula"})
    bands: ClassVar[frozenset[Band]] = frozenset({"contradicted"})
    variants: ClassVar[Variants] = MappingProxyType({"": ("end", "falls", "not_cumulative")})
    targets: ClassVar[frozenset[str]] = frozenset({"forms"})


def check_plan(_options: PlanCheck, target: Target, _lexicons: Lexicons) -> Verdict:
    """Judges the plan of a form; a form without one is not applicable, an empty column not evaluated."""
    form = target.item
    if not isinstance(form, Form) or not form.plan:
        return not_applicable("没有支出计划")
    steps = [(step, step.share) for step in form.plan if step.share is not None]
    spots = tuple(share.span for _, share in steps)
    if len(steps) < len(form.plan) or len(steps) < 2:
        return not_evaluated("支出计划没有填全", spots)
    if any(unusable(share.value) or share.value.kind not in ("percent", "number") for _, share in steps):
        return not_evaluated("支出计划不是百分比", spots)
    observations = _faults(steps)
    return failed(observations, spots, "contradicted") if observations else passed(spots, "exact")


def _faults(steps: Sequence[Step]) -> tuple[Observation, ...]:
    shares = [_percent(share.value) for _, share in steps]
    falls = [
        (before, after) for before, after in pairwise(range(len(steps))) if shares[after] < shares[before]
    ]
    series = " → ".join(f"{trimmed(share)}%" for share in shares)
    if shares[-1] != _WHOLE and sum(shares, Decimal(0)) == _WHOLE:
        return (
            _observe(
                steps[-1], steps[-2], series, "各期之和为100%，疑填的是当期数而非累计数", "not_cumulative"
            ),
        )
    found = []
    for before, after in falls:
        evidence = f"累计支出由{trimmed(shares[before])}%降到{trimmed(shares[after])}%"
        odd = (
            (before, after)
            if _rises_without(shares, before) > _rises_without(shares, after)
            else (after, before)
        )
        found.append(_observe(steps[odd[0]], steps[odd[1]], series, evidence, "falls"))
    if shares[-1] != _WHOLE:
        evidence = f"末期累计支出为{trimmed(shares[-1])}%，不是100%"
        found.append(_observe(steps[-1], steps[-2], series, evidence, "end"))
    return tuple(found)


def _rises_without(shares: Sequence[Decimal], index: int) -> bool:
    """Whether the shares without this one never fall: then it is the odd one out."""
    rest = [*shares[:index], *shares[index + 1 :]]
    return all(before <= after for before, after in pairwise(rest))


def _percent(quantity: Quantity) -> Decimal:
    return quantity.amount if quantity.kind == "percent" else quantity.value


def _expected(share: Sourced[Quantity], other: Sourced[Quantity], variant: str) -> str:
    if variant != "falls":
        return "100%"
    bound = _percent(other.value)
    return f"{'不高于' if _percent(share.value) > bound else '不低于'}{trimmed(bound)}%"


def _observe(step: Step, before: Step, series: str, evidence: str, variant: str) -> Observation:
    label, share = step[0].label.value.strip(), step[1]
    return Observation(
        place=share.span,
        related=((before[0].label.value.strip() or "前一期", before[1].span),),
        slots={
            "label": label,
            "share": written(share.value),
            "before": written(before[1].value),
            "series": series,
        },
        reported=written(share.value),
        expected=_expected(share, before[1], variant),
        difference=None,
        band="contradicted",
        evidence=(f"支出计划 {series}", evidence),
        identity=(label, series, variant),
        variant=variant,
    )
