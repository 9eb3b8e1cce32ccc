"""The kind `assertion`: what a paper says in words, its own figures must not contradict."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from types import MappingProxyType
from typing import ClassVar, Literal

from heyan.engine.checks.options import CheckOptions, Variants
from heyan.engine.interval import alike, rounded, unusable
from heyan.engine.judgement import judge
from heyan.engine.lexicon import Lexicon, Lexicons
from heyan.engine.notation import as_written, figure, in_unit_of, places, shown, written
from heyan.engine.submission import Target
from heyan.engine.verdict import Observation, Verdict, failed, not_applicable, not_evaluated, passed
from heyan.model.claim import Assertion, Operand
from heyan.model.finding import Band
from heyan.model.report import SELF_EVALUATION_KINDS, Indicator, Report
from heyan.model.span import Span

_SHOWN = 12
_FORM_WORDS = ("三级指标", "得分")
_HUNDRED = Decimal(100)


class AssertionCheck(CheckOptions):
    """`goals_met` (全部完成) against the indicators in its scope, `funds_in_place` (全部到位) against its amounts,
    `cost_controlled` (严格控制成本) against the cost indicators and the budget, `form_attached` (自评表附后) against the papers.

    An indicator counts against `goals_met` where its figures miss the target, or where points were taken off although it
    has figures (variant `deducted` if nothing but such deductions speaks against the statement). Costs were not
    controlled where a cost indicator lies above its target (variant `indicator`) or more than the budget was spent.
    """

    kind: Literal["assertion"] = "assertion"
    topic: Literal["goals_met", "funds_in_place", "cost_controlled", "form_attached"]
    lexicon: str = "polarity"

    slots: ClassVar[frozenset[str]] = frozenset(
        {"statement", "count", "names", "arrived", "budget", "difference", "ratio"}
    )
    bands: ClassVar[frozenset[Band]] = frozenset({"contradicted"})
    variants: ClassVar[Variants] = MappingProxyType({"": ("deducted", "indicator")})
    targets: ClassVar[frozenset[str]] = frozenset({"assertions"})
    lexicons: ClassVar[frozenset[str]] = frozenset({"lexicon"})


def check_assertion(options: AssertionCheck, target: Target, lexicons: Lexicons) -> Verdict:
    """Judges statements of the options' topic."""
    assertion = target.item
    if not isinstance(assertion, Assertion) or assertion.topic != options.topic:
        return not_applicable("不是这类结论")
    if options.topic == "funds_in_place":
        return _funds(assertion)
    if options.topic == "form_attached":
        return _attached(assertion, target)
    lexicon = lexicons.get(options.lexicon, Lexicon(options.lexicon, {}))
    if options.topic == "cost_controlled":
        return _costs(assertion, target.report, lexicon)
    return _goals(assertion, target.report, lexicon)


def _goals(assertion: Assertion, report: Report, lexicon: Lexicon) -> Verdict:
    members = [indicator for indicator in _evaluated(report) if _in_scope(indicator, assertion.scope)]
    if not members:
        return not_evaluated("没有可对照的指标")
    unmet = [(indicator, _shortfall(indicator, lexicon)) for indicator in members]
    misses = [(indicator, why) for indicator, why in unmet if why]
    if not misses:
        judged = any(judge(indicator, lexicon).state == "met" for indicator in members)
        return passed() if judged else not_evaluated("指标都是定性的，无法核对")
    names = [_name(indicator) for indicator, _ in misses]
    seen = Observation(
        place=assertion.span,
        related=tuple((_name(indicator), _spot(indicator)) for indicator, _ in misses[:_SHOWN]),
        slots={
            **_blank_slots(assertion),
            "count": str(len(misses)),
            "names": "、".join(f"“{name}”" for name in names[:_SHOWN])
            + ("等" if len(names) > _SHOWN else ""),
        },
        reported=assertion.raw,
        evidence=tuple(f"{_name(indicator)}：{why}" for indicator, why in misses[:_SHOWN]),
        identity=(assertion.raw, *names),
        variant="deducted" if all(why.startswith("应得") for _, why in misses) else None,
    )
    return failed((seen,), (assertion.span,))


def _evaluated(report: Report) -> Iterator[Indicator]:
    for form in report.forms:
        if form.kind in SELF_EVALUATION_KINDS:
            yield from form.indicators
    if report.narrative:
        yield from report.narrative.indicators


def _in_scope(indicator: Indicator, scope: tuple[str, ...]) -> bool:
    if not scope:
        return True
    levels = [_stem(level.value) for level in (indicator.level1, indicator.level2) if level]
    return any(_stem(wanted) and _stem(wanted) in level for wanted in scope for level in levels)


def _stem(level: str) -> str:
    return "".join(level.split()).removesuffix("指标")


def _shortfall(indicator: Indicator, lexicon: Lexicon) -> str:
    """Why the indicator is not met (in Chinese), "" where it is or nobody can tell."""
    judgement = judge(indicator, lexicon)
    target, actual = indicator.target, indicator.actual
    if judgement.state == "unmet" and target and actual:
        return f"指标值{as_written(target.value)}，完成值{actual.value.text}"
    if judgement.qualitative or judgement.state == "met":
        return ""
    weight, score = indicator.weight, indicator.score
    if weight and score and target is None and score.value.value < weight.value.value:
        return f"应得{written(weight.value)}，实得{written(score.value)}"
    return ""


def _name(indicator: Indicator) -> str:
    return "".join(indicator.name.value.split()) if indicator.name else "（未填名称的指标）"


def _spot(indicator: Indicator) -> Span:
    for field in (indicator.actual, indicator.score, indicator.name):
        if field is not None:
            return field.span
    return indicator.row


def _blank_slots(assertion: Assertion) -> dict[str, str]:
    names = ("count", "names", "arrived", "budget", "difference", "ratio")
    return {"statement": assertion.raw, **dict.fromkeys(names, "")}


def _funds(assertion: Assertion) -> Verdict:
    spots = tuple(f.place for f in assertion.figures if f.place)
    pair = _two_amounts(assertion, "到位数")
    if isinstance(pair, str):
        return not_evaluated(pair, spots)
    budget, arrived = pair
    ceiling = rounded(arrived.quantity.amount, arrived.quantity.step).high
    floor = rounded(budget.quantity.amount, budget.quantity.step).low
    if ceiling >= floor:
        return passed(spots, "exact" if budget.quantity.amount == arrived.quantity.amount else "rounded")
    return failed((_short_of_funds(assertion, budget, arrived),), spots, "contradicted")


def _two_amounts(assertion: Assertion, what: str) -> tuple[Operand, Operand] | str:
    """The budget and the amount to hold against it, or why they do not compare."""
    budget = next((f for f in assertion.figures if f.role in ("total", "denominator", "first")), None)
    other = next((f for f in assertion.figures if f.role in ("part", "numerator", "second")), None)
    if budget is None or other is None:
        return f"没有同时写明预算数和{what}"
    for operand in (budget, other):
        problem = unusable(operand.quantity)
        if problem:
            return f"“{operand.label}{written(operand.quantity)}”{problem}"
    if not alike((budget.quantity, other.quantity)):
        return f"预算数与{what}单位不同"
    return (budget, other) if budget.quantity.amount > 0 else "预算数不是正数"


def _costs(assertion: Assertion, report: Report, lexicon: Lexicon) -> Verdict:
    spots = tuple(f.place for f in assertion.figures if f.place)
    costs = [indicator for indicator in _evaluated(report) if _is_cost(indicator)]
    judged = [(indicator, judge(indicator, lexicon)) for indicator in costs]
    above = [
        indicator
        for indicator, verdict in judged
        if verdict.state == "unmet" and verdict.ratio is not None and verdict.ratio > 1
    ]
    pair = _two_amounts(assertion, "支出数")
    over = not isinstance(pair, str) and (
        rounded(pair[1].quantity.amount, pair[1].quantity.step).low
        > rounded(pair[0].quantity.amount, pair[0].quantity.step).high
    )
    if not above and not over:
        known = any(verdict.state == "met" for _, verdict in judged) or not isinstance(pair, str)
        return passed(spots) if known else not_evaluated("没有成本指标或预算、支出数可以对照", spots)
    related = [(_name(indicator), _spot(indicator)) for indicator in above[:_SHOWN]]
    told = [f"“{_name(i)}”{why}" for i in above[:_SHOWN] if (why := _shortfall(i, lexicon))]
    if over and not isinstance(pair, str):
        related += [(operand.label, operand.place) for operand in pair if operand.place]
        told.append(
            f"{pair[1].label}{written(pair[1].quantity)}超过{pair[0].label}{written(pair[0].quantity)}"
        )
    seen = Observation(
        place=assertion.span,
        related=tuple(related),
        slots={**_blank_slots(assertion), "count": str(len(told)), "names": "；".join(told)},
        reported=assertion.raw,
        evidence=tuple(told),
        identity=(assertion.raw, *told),
        variant="indicator" if above else None,
        band="contradicted",
    )
    return failed((seen,), (assertion.span, *spots), "contradicted")


def _is_cost(indicator: Indicator) -> bool:
    fields = (indicator.level2, indicator.level1, indicator.name)
    return any("成本" in field.value for field in fields if field)


def _attached(assertion: Assertion, target: Target) -> Verdict:
    """Passes with any self-evaluation form, or the words of one, in the papers handed in together."""
    for report, document in zip(target.submission.reports, target.submission.documents, strict=True):
        if any(form.kind in SELF_EVALUATION_KINDS for form in report.forms):
            return passed()
        tables = (document.text_of(table.span) for table in document.tables())
        if any("得分" in table or "分值" in table for table in tables):
            return passed()
        # A form whose table a converter has run together into one paragraph.
        if all(word in document.text for word in _FORM_WORDS):
            return passed()
    seen = Observation(
        place=assertion.span,
        slots=_blank_slots(assertion),
        reported=assertion.raw,
        evidence=("送审的文件里没有自评表或评分表",),
        identity=(assertion.raw,),
    )
    return failed((seen,))


def _short_of_funds(assertion: Assertion, budget: Operand, arrived: Operand) -> Observation:
    gap = in_unit_of(budget.quantity.amount - arrived.quantity.amount, budget.quantity)
    difference = shown(gap, max(places(budget.quantity.ulp), places(arrived.quantity.ulp))) + (
        budget.quantity.unit.name if budget.quantity.unit else ""
    )
    share = _HUNDRED * arrived.quantity.amount / budget.quantity.amount
    return Observation(
        place=assertion.span,
        related=tuple(
            (operand.label or name, operand.place)
            for operand, name in ((budget, "预算数"), (arrived, "到位数"))
            if operand.place
        ),
        slots={
            **_blank_slots(assertion),
            "arrived": written(arrived.quantity),
            "budget": written(budget.quantity),
            "difference": difference,
            "ratio": shown(share, 2) + "%",
        },
        reported=assertion.raw,
        expected=f"到位{written(arrived.quantity)}，占{shown(share, 2)}%",
        difference=f"-{difference}",
        band="contradicted",
        evidence=(
            f"{arrived.label or '到位数'} {figure(arrived.quantity)} ＜ {budget.label or '预算数'} {figure(budget.quantity)}",
        ),
        identity=(assertion.raw, written(arrived.quantity), written(budget.quantity)),
    )
