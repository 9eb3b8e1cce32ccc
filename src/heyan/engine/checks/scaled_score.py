"""The kind `scaled_score`: points follow from how far an indicator, or the budget, was carried out."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from types import MappingProxyType
from typing import Annotated, ClassVar, Literal, assert_never

from heyan.engine.checks.execution import check_execution
from heyan.engine.checks.options import NOT_NEGATIVE, CheckOptions, Limit, Variants
from heyan.engine.checks.row_points import points_slack, ratio_spread
from heyan.engine.checks.scored_slips import Row, explain_points
from heyan.engine.interval import unusable
from heyan.engine.judgement import Judgement, amounts, judge
from heyan.engine.lexicon import Lexicon, Lexicons
from heyan.engine.notation import figure, shown, trimmed, written
from heyan.engine.polarity import polarity
from heyan.engine.submission import Target
from heyan.engine.verdict import Observation, Verdict, failed, not_applicable, not_evaluated, passed
from heyan.model.dataclass import dataclass
from heyan.model.finding import Band, Tolerance
from heyan.model.quantity import Quantity
from heyan.model.report import BudgetRow, Indicator, Sourced
from heyan.model.span import Span

_HUNDRED = Decimal(100)
Case = Literal["under_target", "met_deducted", "unmet_full", "reverse_exceeded", "execution"]


class ScaledScoreCheck(CheckOptions):
    """得分 against 分值 and the degree of completion.

    Cases: `under_target`, a target missed is scored in proportion (variants `above`, `below`); `met_deducted`, a
    target met earns all points, unless it is exceeded by `overfulfilled` times and may be marked down;
    `unmet_full`, a target missed earns no full points; `reverse_exceeded`, a limit exceeded earns at most what
    the `formula` gives (ratio A/B, linear down to nothing at twice the limit, or the better of both); `execution`, the points of a
    budget row follow from its 执行率, at most full. `tolerance` is in points: units score in whole points; scores with other
    decimals than a half were computed, so that only rounding excuses them.
    """

    kind: Literal["scaled_score"] = "scaled_score"
    case: Case
    tolerance: Annotated[Decimal, NOT_NEGATIVE] = Decimal("0.5")
    overfulfilled: Annotated[Decimal, Limit("gt", Decimal(1))] = Decimal("1.2")
    formula: Literal["either", "ratio", "linear"] = "either"
    lexicon: str = "polarity"

    slots: ClassVar[frozenset[str]] = frozenset(
        {"name", "target", "actual", "weight", "score", "expected", "ratio", "difference"}
    )
    bands: ClassVar[frozenset[Band]] = frozenset({"contradicted"})
    variants: ClassVar[Variants] = MappingProxyType(
        {"execution": ("above", "below"), "under_target": ("above", "below")}
    )
    targets: ClassVar[frozenset[str]] = frozenset(
        {"indicators", "form_indicators", "prose_indicators", "budget_rows"}
    )
    lexicons: ClassVar[frozenset[str]] = frozenset({"lexicon"})


@dataclass(frozen=True, slots=True)
class _Scored:
    """An indicator with all that scoring needs."""

    name: str
    target: Sourced[Quantity]
    actual: Sourced[Quantity]
    weight: Sourced[Quantity]
    score: Sourced[Quantity]
    reason: Sourced[str] | None
    judgement: Judgement
    lower: bool

    @property
    def spots(self) -> tuple[Span, ...]:
        return (self.target.span, self.actual.span, self.weight.span, self.score.span)

    @property
    def full(self) -> bool:
        return self.score.value.value == self.weight.value.value

    @property
    def ratio(self) -> Decimal:
        return self.judgement.ratio or Decimal(0)


def check_scaled_score(options: ScaledScoreCheck, target: Target, lexicons: Lexicons) -> Verdict:
    """Judges the case of the options; targets in words are not applicable, differing units not evaluated."""
    if options.case == "execution":
        if not isinstance(target.item, BudgetRow):
            return not_applicable("不是资金行")
        return check_execution(target.item, options.tolerance)
    if not isinstance(target.item, Indicator):
        return not_applicable("不是指标")
    scored = _scored(target.item, lexicons.get(options.lexicon, Lexicon(options.lexicon, {})))
    if isinstance(scored, Verdict):
        return scored
    if scored.judgement.state == "unknown":
        return _undecided(options.case, scored)
    return _judge_for(options.case)(options, scored)


def _judge_for(
    case: Literal["under_target", "met_deducted", "unmet_full", "reverse_exceeded"],
) -> Callable[[ScaledScoreCheck, _Scored], Verdict]:
    match case:
        case "under_target":
            return _under_target
        case "met_deducted":
            return _met_deducted
        case "unmet_full":
            return _unmet_full
        case "reverse_exceeded":
            return _reverse_exceeded
        case _:
            assert_never(case)


def _scored(indicator: Indicator, lexicon: Lexicon) -> _Scored | Verdict:
    if indicator.score is None and indicator.weight is None:
        return not_applicable("没有评分")
    if indicator.weight is None or indicator.score is None:
        return not_evaluated("没有填分值" if indicator.weight is None else "没有填得分")
    for points in (indicator.weight.value, indicator.score.value):
        if unusable(points):
            return not_evaluated(f"分值或得分“{figure(points)}”{unusable(points)}")
    judgement = judge(indicator, lexicon)
    if judgement.qualitative:
        return not_applicable("定性指标")
    target, actual = indicator.target, indicator.actual
    if target is None or actual is None or target.value.quantity is None or actual.value.quantity is None:
        if target is not None and (target.value.quantity is not None) and actual is None:
            return not_evaluated("没有完成值")
        return not_applicable(judgement.reason or "不是定量指标")
    return _Scored(
        indicator.name.value if indicator.name else "（未填名称的指标）",
        Sourced(target.value.quantity, target.raw, target.span),
        Sourced(actual.value.quantity, actual.raw, actual.span),
        indicator.weight,
        indicator.score,
        indicator.reason,
        judgement,
        polarity(indicator.name.value if indicator.name else "", lexicon) == "lower",
    )


def _undecided(case: Case, scored: _Scored) -> Verdict:
    """Where nobody can tell whether the target is met, some cases are ruled out all the same."""
    full = scored.score.value.value >= scored.weight.value.value
    beyond = scored.judgement.ratio is not None and scored.judgement.ratio >= 1
    if case == "met_deducted" and full:
        return not_applicable("是满分")
    if case in ("under_target", "unmet_full") and beyond:
        return not_applicable("完成值不低于指标值")
    if case == "reverse_exceeded" and scored.judgement.direction != "down":
        return not_applicable("不是反向指标")
    return not_evaluated(scored.judgement.reason or "不能判断是否完成", scored.spots)


def _upward(scored: _Scored) -> bool:
    """Whether falling short, not exceeding, is what went wrong."""
    done_less = scored.ratio < 1
    return scored.judgement.state == "unmet" and scored.judgement.direction != "down" and done_less


def _proportional(scored: _Scored) -> Decimal:
    return max(scored.weight.value.value * scored.ratio, Decimal(0))


def _under_target(options: ScaledScoreCheck, scored: _Scored) -> Verdict:
    weight, score = scored.weight.value.value, scored.score.value.value
    if not _upward(scored):
        return not_applicable("已完成或为反向指标")
    if scored.judgement.ratio is None or not 0 < score < weight:
        return not_applicable("得分为满分或零分，另由其他规则核对")
    expected = _proportional(scored)
    slack = _slack(options, scored)
    if abs(score - expected) <= slack:
        return passed(scored.spots, "exact" if score == expected else "rounded")
    variant = "above" if score > expected else "below"
    return _fail(options, scored, expected, (_proportion_text(scored, expected),), variant)


def _slack(options: ScaledScoreCheck, scored: _Scored) -> Decimal:
    """What rounding of the score and of 完成值 may explain."""
    spread = scored.weight.value.value * ratio_spread(scored.target.value, scored.actual.value)
    return min(options.tolerance, points_slack(scored.score.value.value, options.tolerance) + spread)


def _met_deducted(options: ScaledScoreCheck, scored: _Scored) -> Verdict:
    weight, score = scored.weight.value.value, scored.score.value.value
    if scored.judgement.state != "met":
        return not_applicable("未完成指标值")
    if score >= weight:
        return passed(scored.spots, "exact")
    if scored.judgement.direction != "down" and scored.ratio >= options.overfulfilled:
        return not_applicable("超额较多，可按偏离度调减")
    evidence = f"完成值{written(scored.actual.value)}已达到指标值{written(scored.target.value)}，应得满分{points_text(weight)}"
    return _fail(options, scored, weight, (evidence,), None)


def _unmet_full(options: ScaledScoreCheck, scored: _Scored) -> Verdict:
    weight, score = scored.weight.value.value, scored.score.value.value
    if not _upward(scored):
        return not_applicable("已完成或为反向指标")
    if score != weight or not weight:
        return not_applicable("不是满分")
    expected = _proportional(scored)
    if weight - expected <= options.tolerance:
        return passed(scored.spots, "rounded")
    return _fail(options, scored, expected, (_proportion_text(scored, expected),), None)


def _reverse_exceeded(options: ScaledScoreCheck, scored: _Scored) -> Verdict:
    if scored.judgement.direction != "down" or scored.judgement.state != "unmet":
        return not_applicable("不是超出上限的反向指标")
    weight, score = scored.weight.value.value, scored.score.value.value
    limit, done = amounts(scored.target.value, scored.actual.value)
    by_ratio = weight * limit / done if done > 0 else weight
    linear = max(Decimal(0), weight * (2 - done / limit)) if limit > 0 else Decimal(0)
    expected = {"ratio": by_ratio, "linear": linear, "either": max(by_ratio, linear)}[options.formula]
    if score - expected <= (options.tolerance if scored.full else _slack(options, scored)):
        return passed(scored.spots, "rounded")
    names = (figure(scored.target.value), figure(scored.actual.value))
    if scored.target.value.unit != scored.actual.value.unit:
        names = (written(scored.target.value), written(scored.actual.value))
    steps = {
        "ratio": f"比值式：{trimmed(weight)} × {names[0]} ÷ {names[1]} = {points_text(by_ratio)}",
        "linear": f"线性式：{trimmed(weight)} × (1 - ({names[1]} - {names[0]}) ÷ {names[0]}) = {points_text(linear)}"
        if limit > 0
        else "线性式：上限为0，超出即不得分",
    }
    evidence = tuple(text for formula, text in steps.items() if options.formula in (formula, "either"))
    return _fail(options, scored, expected, evidence, None)


def _tolerance(options: ScaledScoreCheck, scored: _Scored) -> Tolerance:
    slack = options.tolerance if scored.full else _slack(options, scored)
    if slack == options.tolerance:
        return Tolerance(trimmed(slack), "得分可取整数，容许半分")
    return Tolerance(trimmed(Decimal(shown(slack, 3))), "得分写到小数，只容许舍入")


def _hypotheses(scored: _Scored) -> tuple[str, ...]:
    target, direction = scored.target.value, scored.judgement.direction
    row = Row(target, scored.actual.value, scored.weight.value.value, scored.score.value.value, direction)
    found = explain_points(row)
    sign = row.turned_sign
    # The name tells which sign is the odd one: less of a cost is better, more of anything else.
    if sign and scored.lower == (sign == "≤"):
        return (f"若“{written(target)}”的符号为“{sign}”则与得分相符", *found)
    return found


def _proportion_text(scored: _Scored, expected: Decimal) -> str:
    done, goal = scored.actual.value, scored.target.value
    same = done.unit == goal.unit or done.unit is None or goal.unit is None
    names = (figure(done), figure(goal)) if same else (written(done), written(goal).lstrip("≥≤＞＜=><"))
    return f"{trimmed(scored.weight.value.value)} × {names[0]} ÷ {names[1]} = {points_text(expected)}"


def points_text(value: Decimal) -> str:
    """Points with two decimals at most, none that are zeros."""
    return trimmed(Decimal(shown(value, 2)))


def _fail(
    options: ScaledScoreCheck,
    scored: _Scored,
    expected: Decimal,
    evidence: tuple[str, ...],
    variant: str | None,
) -> Verdict:
    score, weight = scored.score.value, scored.weight.value
    gap = points_text(score.value - expected)
    related = [
        ("完成值", scored.actual.span),
        ("指标值", scored.target.span),
        ("分值", scored.weight.span),
    ]
    if scored.reason and scored.reason.value.strip():
        related.append(("偏差原因", scored.reason.span))
    observation = Observation(
        place=scored.score.span,
        related=tuple(related),
        slots={
            "name": scored.name,
            "target": written(scored.target.value),
            "actual": written(scored.actual.value),
            "weight": trimmed(weight.value),
            "score": trimmed(score.value),
            "expected": points_text(expected),
            "ratio": shown(scored.ratio * _HUNDRED, 1) + "%",
            "difference": gap.lstrip("-"),
        },
        reported=figure(score),
        expected=points_text(expected),
        difference=gap,
        tolerance=_tolerance(options, scored),
        band="contradicted",
        evidence=(*evidence, f"实际得分 {figure(score)}"),
        hypotheses=_hypotheses(scored),
        identity=(scored.name, written(scored.target.value), written(scored.actual.value), figure(score)),
        variant=variant,
    )
    return failed((observation,), scored.spots, "contradicted")
