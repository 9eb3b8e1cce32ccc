"""The kind `ratio`: a percentage follows from its numerator and denominator."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from types import MappingProxyType
from typing import Annotated, ClassVar, Literal

from heyan.engine.checks.average import check_average
from heyan.engine.checks.clues import clues_for
from heyan.engine.checks.options import NOT_NEGATIVE, CheckOptions, Variants
from heyan.engine.checks.ratio_fit import exchanged_rates, fit_gap, of_initial, other_bases, percents
from heyan.engine.interval import Agreement, alike, judge_ratio, unusable
from heyan.engine.lexicon import Lexicons
from heyan.engine.notation import figure, places, shown, written
from heyan.engine.relation_repair import Suspect, pinned, suspected, suspects
from heyan.engine.repair import NO_CLUES, corrected
from heyan.engine.submission import Target
from heyan.engine.verdict import Observation, Repair, Verdict, failed, not_applicable, not_evaluated, passed
from heyan.model.claim import Claim, Operand
from heyan.model.dataclass import dataclass
from heyan.model.finding import Band, Tolerance
from heyan.model.quantity import Quantity
from heyan.model.report import BudgetRow, Sourced
from heyan.model.span import Span

_HUNDRED = Decimal(100)
_MOST_SHOWN = 3
# A ratio turned over is likelier than any lost digit.
_TURNED = 1
_LAST = 9
_APART = Decimal(5)
Amount = Literal["initial", "annual", "executed"]


class RatioCheck(CheckOptions):
    """A stated percentage against numerator over denominator: of a claim, or of a budget row's columns.

    Variants: the band (`truncated`), `uneven_decimals`, and `slight` for a difference of up to that many percentage
    points beyond what rounding explains; `slight_rates` is the same for execution rates, where reviewers grant more.
    `base` chooses among the wrong rates of budget rows: those that 年初预算数 as the denominator explains (`initial`),
    the others (`other`), or all.
    """

    kind: Literal["ratio"] = "ratio"
    numerator: Amount | None = None
    denominator: Amount | None = None
    result: Literal["rate"] | None = None
    slight: Annotated[Decimal, NOT_NEGATIVE] = Decimal(0)
    slight_rates: Annotated[Decimal, NOT_NEGATIVE] = Decimal(0)
    base: Literal["any", "initial", "other"] = "any"

    slots: ClassVar[frozenset[str]] = frozenset(
        {"subject", "numerator", "denominator", "result", "computed", "difference"}
    )
    bands: ClassVar[frozenset[Band]] = frozenset({"contradicted", "rounded", "truncated"})
    variants: ClassVar[Variants] = MappingProxyType({"": ("slight", "uneven_decimals")})
    targets: ClassVar[frozenset[str]] = frozenset({"claims", "claims.ratio", "budget_rows"})


@dataclass(frozen=True, slots=True)
class StatedRatio:
    """A percentage with what it is of: `above` over `below` makes `result`."""

    subject: str
    above: Operand
    below: Operand
    result: Operand

    @property
    def spots(self) -> tuple[Span, ...]:
        return tuple(o.place for o in (self.above, self.below, self.result) if o.place)


def check_ratio(options: RatioCheck, target: Target, _lexicons: Lexicons) -> Verdict:
    """Recomputes the percentage; a denominator of nothing and columns left empty are not evaluated."""
    if isinstance(target.item, Claim) and target.item.kind == "ratio" and target.item.topic == "average":
        return check_average(target.item, target.report)
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
        for value, step in percents(found.result.quantity)
        if (agreement := judge_ratio(found.above.quantity, found.below.quantity, value, step))
    ]
    if not readings:
        return not_evaluated(f"{found.below.label or '分母'}为0，无法计算比率", found.spots)
    value, agreement = min(readings, key=lambda reading: abs(reading[1].residual))
    return _judge(options, found, value, agreement, target)


def _find(options: RatioCheck, item: object) -> StatedRatio | Verdict:
    if isinstance(item, BudgetRow):
        return _of_row(options, item)
    if not isinstance(item, Claim) or item.kind != "ratio":
        return not_applicable("不是比率关系")
    if item.missing:
        return not_evaluated(f"缺少{item.missing}")
    above, below, result = item.of("numerator"), item.of("denominator"), item.of("result")
    if not (above and below and result):
        return not_evaluated("缺少分子、分母或比率")
    return StatedRatio(item.subject, above[0], below[0], result[0])


def _of_row(options: RatioCheck, row: BudgetRow) -> StatedRatio | Verdict:
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
    return StatedRatio(
        row.name.value,
        Operand("numerator", labels[columns[0]], above.value, above.span),
        Operand("denominator", labels[columns[1]], below.value, below.span),
        Operand("result", labels[columns[2]], result.value, result.span),
    )


def _judge(
    options: RatioCheck, found: StatedRatio, value: Decimal, agreement: Agreement, target: Target
) -> Verdict:
    if agreement.holds:
        return passed(found.spots, agreement.band)
    if options.base != "any" and (options.base == "initial") != of_initial(
        target.item, found.above.quantity, found.below.quantity, found.result.quantity
    ):
        return not_applicable("分母不同的，另由其他规则核对")
    beyond = abs(agreement.residual) - agreement.bound
    slight = max(options.slight, options.slight_rates) if _is_execution(target) else options.slight
    variant = None
    if agreement.uneven:
        variant = "uneven_decimals"
    elif agreement.band == "contradicted" and beyond <= slight:
        variant = "slight"
    return failed((_observe(found, value, agreement, variant, target),), found.spots, agreement.band)


def _is_execution(target: Target) -> bool:
    return isinstance(target.item, Claim) and target.item.topic == "execution"


def _observe(
    found: StatedRatio, value: Decimal, agreement: Agreement, variant: str | None, target: Target
) -> Observation:
    above, below, result = found.above.quantity, found.below.quantity, found.result.quantity
    same = above.unit == below.unit
    names = (figure(above), figure(below)) if same else (written(above), written(below))
    decimals = max(2, places(value)) if result.kind == "percent" or value > 2 else 2
    computed = shown(value + agreement.residual, decimals) + "%"
    gap = shown(-agreement.residual, decimals)
    printed = written(result)
    hypotheses, sure, repairs = _hypotheses(found, agreement, target)
    if result.kind == "percent" and found.result.place and agreement.band == "contradicted":
        exact = Decimal(shown(value + agreement.residual, places(result.ulp)))
        repairs = (*repairs, Repair(found.result.place, corrected(result, exact)))
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
        hypotheses=hypotheses,
        pinned=sure,
        repairs=repairs,
        identity=(found.subject, written(above), written(below), printed),
        variant=variant,
    )


def _hypotheses(
    found: StatedRatio, agreement: Agreement, target: Target
) -> tuple[tuple[str, ...], bool, tuple[Repair, ...]]:
    """What single slip would make the ratio right, likeliest first, whether only one number can be to blame, and what
    it would be.

    Besides a slip in one number: the two exchanged, the percentage taken of another base, rates of two rows exchanged.
    """
    if agreement.band != "contradicted":
        return (), False, ()
    operands = (found.result, found.above, found.below)
    numbers = [operand.quantity for operand in operands]
    item = target.item
    clues = clues_for(item, operands, target.report) if isinstance(item, Claim | BudgetRow) else NO_CLUES
    named = suspects(numbers, lambda tried: fit_gap(tried[1], tried[2], tried[0]), clues)
    ranked = [(suspect.rank, suspect.sentence) for suspect in _rarest_unit_first(named, numbers, target)]
    sure = pinned([(suspect.operand, suspect.standing) for suspect in named])
    result, above, below = numbers
    if isinstance(item, BudgetRow):
        ranked += [((False, -1, 0, Decimal(0), -1), text) for text in exchanged_rates(item, target)]
    ranked += [
        ((True, 0, _TURNED, Decimal(0), 0), text) for text in other_bases(above, below, result, target)
    ]
    if fit_gap(below, above, result) is not None:
        # Near 100 % a ratio and its inverse lie so close together that both fit by chance.
        order = _TURNED if abs(agreement.residual) > _APART else _LAST
        ranked.append(((True, 0, order, Decimal(0), 0), "若分子、分母对调则相符，疑口径相反"))
    texts = tuple(dict.fromkeys(text for _, text in sorted(ranked)))
    alone = sure and len(texts) == len({s.operand for s in named})
    return texts[:_MOST_SHOWN], alone, suspected(named, operands)


def _rarest_unit_first(
    named: Sequence[Suspect], numbers: Sequence[Quantity], target: Target
) -> Iterator[Suspect]:
    """Where the unit of either amount may be wrong, the one whose unit the paper uses less is likelier."""
    used = Counter(
        operand.quantity.unit.name
        for claim in target.report.claims
        for operand in claim.operands
        if operand.quantity.unit and operand.quantity.kind == "money"
    )
    units = [number.unit for number in numbers if number.unit and number.kind == "money"]
    for suspect in named:
        own = numbers[suspect.operand].unit
        usual = suspect.kind == "unit" and own and any(used[unit.name] < used[own.name] for unit in units)
        yield replace(suspect, order=suspect.order + 1) if usual else suspect
