"""The kind `attainment`: a 完成值 that falls short of its 指标值 has a reason beside it."""

from __future__ import annotations

from typing import ClassVar, Literal

from heyan.engine.checks.options import CheckOptions
from heyan.engine.judgement import Judgement, judge
from heyan.engine.lexicon import Lexicon, Lexicons
from heyan.engine.notation import trimmed, written
from heyan.engine.polarity import polarity
from heyan.engine.submission import Target
from heyan.engine.verdict import Observation, Verdict, failed, not_applicable, not_evaluated, passed
from heyan.model.finding import Band
from heyan.model.quantity import Quantity
from heyan.model.report import Indicator, Sourced
from heyan.model.span import Span


class AttainmentCheck(CheckOptions):
    """Whether the target is met, or the shortfall is explained in the form's own column of reasons.

    A 完成值 equal to its 指标值 is the same number stated twice; one that only lies on the right side of it is bounded,
    not verified. Only forms that have a column of reasons can leave one out.
    """

    kind: Literal["attainment"] = "attainment"
    lexicon: str = "polarity"

    slots: ClassVar[frozenset[str]] = frozenset({"name", "target", "actual"})
    figures: ClassVar[frozenset[str]] = frozenset({"reported", "expected", "formula"})
    bands: ClassVar[frozenset[Band]] = frozenset({"contradicted"})
    targets: ClassVar[frozenset[str]] = frozenset({"indicators", "form_indicators", "prose_indicators"})
    lexicons: ClassVar[frozenset[str]] = frozenset({"lexicon"})


def check_attainment(options: AttainmentCheck, target: Target, lexicons: Lexicons) -> Verdict:
    """Judges the indicator; words, and values that do not compare, are not evaluated."""
    indicator = target.item
    if not isinstance(indicator, Indicator) or indicator.target is None or indicator.actual is None:
        return not_applicable("没有指标值和完成值")
    goal, done = indicator.target.value.quantity, indicator.actual.value.quantity
    if goal is None or done is None:
        return not_applicable("不是定量指标")
    lexicon = lexicons.get(options.lexicon, Lexicon(options.lexicon, {}))
    judged = judge(indicator, lexicon)
    spots = (indicator.target.span, indicator.actual.span)
    if judged.state == "met" or _surpassed(indicator, judged, lexicon):
        return passed(spots, "exact" if _equal(goal, done) else None)
    if judged.state == "unknown":
        return not_evaluated(judged.reason or "不能判断是否完成", spots)
    if _told(indicator.reason):
        return passed(spots)
    if target.form is None or not any(other.reason for other in target.form.indicators):
        return not_evaluated("没有逐项填写偏差原因的栏目", spots)
    return failed((_observe(indicator, goal, done, spots),), spots)


def _equal(goal: Quantity, done: Quantity) -> bool:
    """Whether both print one and the same number, in the same unit or one of them without."""
    if goal.upper is not None or done.upper is not None or goal.approximate or done.approximate:
        return False
    bare = goal.unit is None or done.unit is None
    return goal.value == done.value if bare else goal.amount == done.amount


def _surpassed(indicator: Indicator, judged: Judgement, lexicon: Lexicon) -> bool:
    """Whether the paper itself counts more than was planned as full success, which its name does not forbid."""
    if judged.state != "unknown" or judged.ratio is None or judged.ratio < 1:
        return False
    name = indicator.name.value if indicator.name else ""
    full = (
        indicator.weight and indicator.score and indicator.weight.value.value == indicator.score.value.value
    )
    return bool(full) and polarity(name, lexicon) in ("higher", "none")


def _told(reason: Sourced[str] | None) -> bool:
    return (
        reason is not None and any(char.isalnum() for char in reason.value) and reason.value.strip() != "无"
    )


def _observe(indicator: Indicator, goal: Quantity, done: Quantity, spots: tuple[Span, Span]) -> Observation:
    name = indicator.name.value if indicator.name else "该指标"
    short = f"指标值 {written(goal)}，完成值 {written(done)}"
    return Observation(
        place=spots[1],
        related=(("指标值", spots[0]),),
        slots={"name": name, "target": written(goal), "actual": written(done)},
        reported=written(done),
        expected=written(goal),
        evidence=(short,),
        identity=(name, trimmed(goal.value), trimmed(done.value)),
    )
