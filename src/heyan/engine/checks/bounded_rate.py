"""The kind `bounded_rate`: a rate that is a share of a whole is not above 100 %."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from types import MappingProxyType
from typing import Annotated, ClassVar, Literal

from heyan.engine.checks.options import POSITIVE, CheckOptions, Variants
from heyan.engine.interval import unusable
from heyan.engine.lexicon import Lexicon, Lexicons
from heyan.engine.notation import figure, trimmed, written
from heyan.engine.polarity import mentions
from heyan.engine.repair import slips
from heyan.engine.submission import Target
from heyan.engine.verdict import Observation, Verdict, failed, not_applicable, passed
from heyan.model.finding import Band
from heyan.model.quantity import Measure, Quantity
from heyan.model.report import Indicator, Sourced

_RATE = re.compile(r"(?:率|满意度|认可度|知晓度|参与度|覆盖面|知晓面|比例|占比|比重)$")
_BRACKETS = re.compile(r"[（(【\[].*?[)）】\]]|[%％:：。、\s]|(?:指标|目标)$")
_SHIFTS = (1, 2)
_LEAST_LIKELY = Decimal(50)
_FEW = 3


class BoundedRateCheck(CheckOptions):
    """指标值 and 完成值 of rates (合格率, 满意度, 覆盖率) against the whole.

    Names of the lexicon's group `unbounded` (增长率) are not applicable; those of `exceedable` (完成率, 到位率), which
    overfulfilment may lift above the whole, fail above `far` percent only, as variant `far`.
    """

    kind: Literal["bounded_rate"] = "bounded_rate"
    whole: Annotated[Decimal, POSITIVE] = Decimal(100)
    far: Annotated[Decimal, POSITIVE] = Decimal(300)
    lexicon: str = "polarity"

    slots: ClassVar[frozenset[str]] = frozenset({"name", "field", "value", "whole"})
    figures: ClassVar[frozenset[str]] = frozenset({"reported", "expected", "formula"})
    bands: ClassVar[frozenset[Band]] = frozenset({"contradicted"})
    variants: ClassVar[Variants] = MappingProxyType({"": ("far",)})
    targets: ClassVar[frozenset[str]] = frozenset({"indicators", "form_indicators", "prose_indicators"})
    relates: ClassVar[bool] = False
    lexicons: ClassVar[frozenset[str]] = frozenset({"lexicon"})


def check_bounded_rate(options: BoundedRateCheck, target: Target, lexicons: Lexicons) -> Verdict:
    """Fails once for each of the two cells that is above the whole; a rate within it is bounded, not verified."""
    indicator = target.item
    if not isinstance(indicator, Indicator) or indicator.name is None:
        return not_applicable("不是指标")
    lexicon = lexicons.get(options.lexicon, Lexicon(options.lexicon, {}))
    name = _BRACKETS.sub("", indicator.name.value)
    if not _RATE.search(name) or mentions(name, lexicon.groups.get("unbounded", ())):
        return not_applicable("不是部分与整体之比")
    exceedable = mentions(name, lexicon.groups.get("exceedable", ()))
    limit = options.far if exceedable else options.whole
    cells = list(_cells(indicator))
    if not cells:
        return not_applicable("没有百分数")
    spots = tuple(cell.span for _, cell, _ in cells)
    seen = tuple(
        _observe(indicator.name.value.strip(), label, cell, quantity, options.whole, far=exceedable)
        for label, cell, quantity in cells
        if quantity.amount > limit
    )
    return failed(seen, spots, "contradicted") if seen else passed(spots)


def _cells(indicator: Indicator) -> Iterator[tuple[str, Sourced[Measure], Quantity]]:
    for label, cell in (("指标值", indicator.target), ("完成值", indicator.actual)):
        quantity = cell.value.quantity if cell else None
        if (
            cell is not None
            and quantity is not None
            and quantity.kind == "percent"
            and not unusable(quantity)
        ):
            yield label, cell, quantity


def _observe(
    name: str, label: str, cell: Sourced[Measure], quantity: Quantity, whole: Decimal, *, far: bool
) -> Observation:
    limit = f"{trimmed(whole)}%"
    return Observation(
        place=cell.span,
        slots={"name": name, "field": label, "value": written(quantity), "whole": limit},
        reported=written(quantity),
        expected=f"不高于{limit}",
        band="contradicted",
        evidence=(f"“{name}”是部分与整体之比，最高{limit}，{label}却写{written(quantity)}",),
        hypotheses=_likely(quantity, whole),
        identity=(name, label, written(quantity)),
        variant="far" if far else None,
    )


def _likely(quantity: Quantity, whole: Decimal) -> tuple[str, ...]:
    """The figures that one slip made of this one, likeliest first; a rate that is planned or reached is high."""
    text = figure(quantity)
    ranked: dict[str, tuple[int, Decimal]] = {}
    for kind, corrected, repeated in slips(quantity):
        order = 0 if kind == "extra_digit" and repeated else 1 if kind in ("extra_digit", "swapped") else 2
        value = Decimal(corrected)
        if _LEAST_LIKELY <= value <= whole:
            ranked[corrected] = min(ranked.get(corrected, (9, value)), (order, -value))
    for power in _SHIFTS:
        value = quantity.value.scaleb(-power)
        if _LEAST_LIKELY <= value <= whole:
            ranked.setdefault(trimmed(value), (int(value != value.to_integral_value()), -value))
    best = sorted(ranked, key=lambda corrected: (ranked[corrected], corrected))
    least = min((ranked[one][0] for one in best), default=0)
    return tuple(f"若“{text}”为“{one}”则合理" for one in best if ranked[one][0] == least)[:_FEW]
