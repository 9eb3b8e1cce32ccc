"""The kind `ratio`: a percentage follows from its numerator and denominator."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType
from typing import Annotated, ClassVar, Literal

from heyan.engine.checks.options import NOT_NEGATIVE, CheckOptions, Variants
from heyan.engine.interval import Agreement, alike, judge_ratio, unusable
from heyan.engine.lexicon import Lexicons
from heyan.engine.notation import figure, places, shown, written
from heyan.engine.repair import slips
from heyan.engine.submission import Target
from heyan.engine.verdict import Observation, Verdict, failed, not_applicable, not_evaluated, passed
from heyan.model.claim import Claim, Operand
from heyan.model.finding import Band, Tolerance
from heyan.model.quantity import Quantity, Unit
from heyan.model.report import BudgetRow, Sourced
from heyan.model.span import Span

_HUNDRED = Decimal(100)
_ORDERS = {"digit": 1, "lost_digit": 2, "extra_digit": 2}
# A ratio turned over is likelier than any lost digit.
_TURNED = 1
_MONEY = (Unit("元", "money", Decimal(1)), Unit("万元", "money", Decimal(10_000)))
Amount = Literal["initial", "annual", "executed"]


class RatioCheck(CheckOptions):
    """A stated percentage against numerator over denominator: of a claim, or of a budget row's columns.

    Variants: the band (`truncated`), `uneven_decimals`, and `slight` for a difference of up to that many percentage
    points beyond what rounding explains.
    """

    kind: Literal["ratio"] = "ratio"
    numerator: Amount | None = None
    denominator: Amount | None = None
    result: Literal["rate"] | None = None
    slight: Annotated[Decimal, NOT_NEGATIVE] = Decimal(0)

    slots: ClassVar[frozenset[str]] = frozenset(
        {"subject", "numerator", "denominator", "result", "computed", "difference"}
    )
    bands: ClassVar[frozenset[Band]] = frozenset({"contradicted", "rounded", "truncated"})
    variants: ClassVar[Variants] = MappingProxyType({"": ("slight", "uneven_decimals")})
    targets: ClassVar[frozenset[str]] = frozenset({"claims", "claims.ratio", "budget_rows"})


@dataclass(frozen=True, slots=True)
class _Ratio:
    subject: str
    above: Operand
    below: Operand
    result: Operand

    @property
    def spots(self) -> tuple[Span, ...]:
        return tuple(o.place for o in (self.above, self.below, self.result) if o.place)


def check_ratio(options: RatioCheck, target: Target, _lexicons: Lexicons) -> Verdict:
    """Recomputes the percentage; a denominator of nothing and columns left empty are not evaluated."""
    found = _find(options, target.item)
    if isinstance(found, Verdict):
        return found
    for operand in (found.above, found.below, found.result):
        problem = unusable(operand.quantity)
        if problem:
            return not_evaluated(f"“{operand.label}{written(operand.quantity)}”{problem}", found.spots)
    if not alike((found.above.quantity, found.below.quantity)):
        return not_evaluated("分子、分母单位不同，不能相除", found.spots)
    readings = [
        (value, agreement)
        for value, step in _percents(found.result.quantity)
        if (agreement := judge_ratio(found.above.quantity, found.below.quantity, value, step))
    ]
    if not readings:
        return not_evaluated(f"{found.below.label or '分母'}为0，无法计算比率", found.spots)
    value, agreement = min(readings, key=lambda reading: abs(reading[1].residual))
    return _judge(options, found, value, agreement)


def _find(options: RatioCheck, item: object) -> _Ratio | Verdict:
    if isinstance(item, BudgetRow):
        return _of_row(options, item)
    if not isinstance(item, Claim) or item.kind != "ratio":
        return not_applicable("不是比率关系")
    if item.missing:
        return not_evaluated(f"缺少{item.missing}")
    above, below, result = item.of("numerator"), item.of("denominator"), item.of("result")
    if not (above and below and result):
        return not_evaluated("缺少分子、分母或比率")
    return _Ratio(item.subject, above[0], below[0], result[0])


def _of_row(options: RatioCheck, row: BudgetRow) -> _Ratio | Verdict:
    columns = (options.numerator or "executed", options.denominator or "annual", options.result or "rate")
    labels = {
        "initial": "年初预算数",
        "annual": "全年预算数",
        "executed": "全年执行数",
        "rate": "执行率",
    }
    values: list[Sourced[Quantity] | None] = [getattr(row, column) for column in columns]
    if values[2] is None:
        return not_applicable("没有填执行率")
    for column, value in zip(columns, values, strict=True):
        if value is None:
            return not_evaluated(f"没有填{labels[column]}")
    above, below, result = (value for value in values if value is not None)
    return _Ratio(
        row.name.value,
        Operand("numerator", labels[columns[0]], above.value, above.span),
        Operand("denominator", labels[columns[1]], below.value, below.span),
        Operand("result", labels[columns[2]], result.value, result.span),
    )


def _percents(result: Quantity) -> tuple[tuple[Decimal, Decimal], ...]:
    """The result in percent with its step; a bare number may be a percentage or a fraction of one."""
    if result.kind == "percent":
        return ((result.amount, result.step),)
    if result.unit is None and result.value <= 2:
        return (
            (result.value * _HUNDRED, result.ulp * _HUNDRED),
            (result.value, result.ulp),
        )
    return ((result.value, result.ulp),)


def _judge(options: RatioCheck, found: _Ratio, value: Decimal, agreement: Agreement) -> Verdict:
    if agreement.holds:
        return passed(found.spots, agreement.band)
    beyond = abs(agreement.residual) - agreement.bound
    variant = None
    if agreement.uneven:
        variant = "uneven_decimals"
    elif agreement.band == "contradicted" and beyond <= options.slight:
        variant = "slight"
    return failed((_observe(found, value, agreement, variant),), found.spots, agreement.band)


def _observe(found: _Ratio, value: Decimal, agreement: Agreement, variant: str | None) -> Observation:
    above, below, result = found.above.quantity, found.below.quantity, found.result.quantity
    same = above.unit == below.unit
    names = (figure(above), figure(below)) if same else (written(above), written(below))
    decimals = max(2, places(value)) if result.kind == "percent" or value > 2 else 2
    computed = shown(value + agreement.residual, decimals) + "%"
    gap = shown(-agreement.residual, decimals)
    printed = written(result)
    return Observation(
        place=found.result.place or found.spots[0],
        related=tuple(
            (operand.label or name, operand.place)
            for operand, name in ((found.above, "分子"), (found.below, "分母"))
            if operand.place
        ),
        slots={
            "subject": found.subject,
            "numerator": written(above),
            "denominator": written(below),
            "result": printed,
            "computed": computed,
            "difference": gap.lstrip("-"),
        },
        reported=printed,
        expected=computed,
        difference=f"{gap}个百分点",
        tolerance=Tolerance(shown(agreement.bound, 4).rstrip("0").rstrip("."), agreement.why),
        band=agreement.band,
        evidence=(f"{names[0]} ÷ {names[1]} = {computed} ≠ {printed}",),
        hypotheses=_hypotheses(found, agreement),
        identity=(found.subject, written(above), written(below), printed),
        variant=variant,
    )


def _hypotheses(found: _Ratio, agreement: Agreement) -> tuple[str, ...]:
    """The likeliest slip of the percentage or of either amount that would make it right; the turned-over ratio too."""
    if agreement.band != "contradicted":
        return ()
    above, below, result = found.above.quantity, found.below.quantity, found.result.quantity
    ranked: list[tuple[int, Decimal, int, str]] = []
    for index, quantity in enumerate((result, above, below)):
        best: dict[int, tuple[int, Decimal, int, str]] = {}
        for order, changed, sentence in _changed(quantity):
            numbers = (
                changed if index == 1 else above,
                changed if index == 2 else below,
                changed if index == 0 else result,
            )
            gap = _gap(*numbers)
            if gap is not None:
                best[index] = min(best.get(index, (9, gap, index, "")), (order, gap, index, sentence))
        ranked += best.values()
    if _gap(below, above, result) is not None:
        ranked.append((_TURNED, Decimal(0), 0, "若分子、分母对调则相符，疑口径相反"))
    return tuple(sentence for *_, sentence in sorted(ranked)[:3])


def _changed(quantity: Quantity) -> Iterator[tuple[int, Quantity, str]]:
    """The quantity after one slip is undone, with how likely that slip is (smaller is likelier) and the words."""
    printed = figure(quantity)
    for kind, text, repeated in slips(quantity):
        order = 0 if kind == "swapped" or (kind == "extra_digit" and repeated) else _ORDERS.get(kind, 2)
        # What is printed finer or coarser after the slip is undone is as fine as it then stands.
        step = Decimal(1).scaleb(-_decimals(text))
        yield order, Quantity(Decimal(text), step, quantity.unit), f"若“{printed}”为“{text}”则相符"
    if quantity.unit is not None and quantity.kind == "money":
        for unit in _MONEY:
            if unit.factor != quantity.unit.factor:
                sentence = f"若“{written(quantity)}”的单位为“{unit.name}”则相符"
                yield 0, Quantity(quantity.value, quantity.ulp, unit), sentence


def _decimals(text: str) -> int:
    return len(text.partition(".")[2])


def _gap(above: Quantity, below: Quantity, result: Quantity) -> Decimal | None:
    """How far the percentage is from the quotient where rounding explains it; None where it does not."""
    gaps = [
        abs(judged.residual)
        for value, step in _percents(result)
        if (judged := judge_ratio(above, below, value, step)) is not None and judged.holds
    ]
    return min(gaps, default=None)
