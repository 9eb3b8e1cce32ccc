"""Is this indicator met? The one place that compares a 完成值 with its 指标值."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from heyan.engine.lexicon import Lexicon
from heyan.engine.notation import written
from heyan.engine.polarity import polarity
from heyan.model.dataclass import dataclass
from heyan.model.quantity import Date, Quantity
from heyan.model.report import Indicator

Direction = Literal["up", "down", "equal", "open"]
# Generic counters that papers exchange freely (4次活动, 4场活动, 4个活动).
_GENERIC = frozenset({"piece", "case", "time_count"})


@dataclass(frozen=True, slots=True)
class Judgement:
    """`met`, `unmet`, or `unknown` with the `reason` in Chinese.

    `direction` is how it was judged: up (at least), down (at most), equal, or open where neither comparator nor
    name tells. `ratio` is 完成值 over 指标值 (None without figures or for a target of nothing). `qualitative` marks
    targets in words, which nobody can recompute.
    """

    state: Literal["met", "unmet", "unknown"]
    direction: Direction = "open"
    ratio: Decimal | None = None
    reason: str | None = None
    qualitative: bool = False


def comparable(first: Quantity, second: Quantity) -> bool:
    """Whether the two measure the same kind of thing; a bare number (or 万, 亿) stands for the other's unit."""
    if first.unit is None or second.unit is None:
        return True
    if first.kind == second.kind or "number" in (first.kind, second.kind):
        return True
    return {first.kind, second.kind} <= _GENERIC


def amounts(first: Quantity, second: Quantity) -> tuple[Decimal, Decimal]:
    """Both values on one scale: base units, or as printed where one has no unit or both are generic counts."""
    if first.unit is None or second.unit is None:
        return first.value, second.value
    return first.amount, second.amount


def direction_of(name: str, target: Quantity, lexicon: Lexicon) -> Direction:
    """Which way the target is to be met: by its comparator, else by the indicator's name."""
    if target.comparator in (">=", ">"):
        return "up"
    if target.comparator in ("<=", "<"):
        return "down"
    if target.comparator == "=":
        return "equal"
    leaning = polarity(name, lexicon)
    if leaning == "higher":
        return "up"
    return "down" if leaning == "lower" else "open"


def judge(indicator: Indicator, lexicon: Lexicon) -> Judgement:
    """Compare the indicator's 完成值 with its 指标值."""
    if indicator.target is None:
        return Judgement("unknown", reason="没有指标值")
    if indicator.actual is None or not indicator.actual.value.text:
        return Judgement("unknown", reason="没有完成值")
    target, actual = indicator.target.value, indicator.actual.value
    if target.quantity is not None and actual.quantity is not None:
        name = indicator.name.value if indicator.name else ""
        return _judge_quantities(name, target.quantity, actual.quantity, lexicon)
    if target.date is not None and actual.date is not None:
        return _judge_dates(target.date, actual.date)
    if target.qualitative:
        return Judgement("unknown", reason="定性指标", qualitative=True)
    return Judgement("unknown", reason="完成值与指标值不是同一类值")


def _judge_quantities(name: str, target: Quantity, actual: Quantity, lexicon: Lexicon) -> Judgement:
    problem = _problem(target, actual)
    if problem:
        return Judgement("unknown", reason=problem)
    direction = direction_of(name, target, lexicon)
    goal, done = amounts(target, actual)
    ratio = done / goal if goal else None
    if target.upper is not None:
        top = target.upper * (target.unit.factor if target.unit and actual.unit else Decimal(1))
        return Judgement("met" if goal <= done <= top else "unmet", "equal", ratio)
    if actual.approximate and not _far(goal, done):
        return Judgement("unknown", direction, ratio, "完成值是约数")
    leaning = polarity(name, lexicon)
    decided = _state(direction, goal, done, strict=target.comparator in (">", "<"))
    if decided is None and leaning == "either" and target.kind == "percent" and target.amount == 100:
        # All there is can only be fallen short of.
        leaning = "none"
    state = decided or _state_by_name(leaning, goal, done)
    reason = "比较符号和名称都未说明方向" if state == "unknown" else None
    return Judgement(state, direction, ratio, reason)


def _problem(target: Quantity, actual: Quantity) -> str | None:
    for label, quantity in (("指标值", target), ("完成值", actual)):
        if quantity.malformed:
            return f"{label}“{written(quantity)}”写法有误"
    if actual.comparator not in (None, "="):
        return "完成值带比较符号"
    if actual.upper is not None:
        return "完成值是区间"
    if target.approximate:
        return "指标值是约数"
    if not comparable(target, actual):
        return "完成值与指标值单位不同"
    # An Excel fraction beside a percentage (0.96 for 96 %) is not a shortfall.
    bare = (target.unit is None) != (actual.unit is None)
    if bare and "percent" in (target.kind, actual.kind) and actual.value <= 1 < target.value and actual.value:
        return "完成值没有百分号"
    return None


def _far(goal: Decimal, done: Decimal) -> bool:
    return abs(done - goal) > abs(goal) / 10


def _state(
    direction: Direction, goal: Decimal, done: Decimal, *, strict: bool
) -> Literal["met", "unmet"] | None:
    """None where the direction does not decide."""
    if done == goal:
        return "unmet" if strict else "met"
    if direction == "up":
        return "met" if done > goal else "unmet"
    if direction == "down":
        return "met" if done < goal else "unmet"
    return None


def _state_by_name(leaning: str, goal: Decimal, done: Decimal) -> Literal["met", "unmet", "unknown"]:
    """Targets with = or without a comparator: what is short of them is unmet, what is beyond them is not known,
    unless the name tells which way is better; of nothing (=0) there can only be too much."""
    if goal == 0:
        return "unmet" if leaning in ("lower", "none") and done > 0 else "unknown"
    if leaning == "higher":
        return "met" if done > goal else "unmet"
    if leaning == "lower":
        return "met" if done < goal else "unmet"
    if leaning == "either" or done > goal:
        return "unknown"
    return "unmet"


def _judge_dates(target: Date, actual: Date) -> Judgement:
    wanted, done = _ordinal(target), _ordinal(actual)
    if wanted is None or done is None or target.malformed or actual.malformed:
        return Judgement("unknown", reason="日期不完整")
    if len(wanted) != len(done):
        shorter = min(len(wanted), len(done))
        if wanted[:shorter] == done[:shorter]:
            return Judgement("met" if len(done) > len(wanted) else "unknown", "down", reason="日期不完整")
    return Judgement("met" if done <= wanted else "unmet", "down")


def _ordinal(date: Date) -> tuple[int, ...] | None:
    if date.year is None:
        return None
    return tuple(part for part in (date.year, date.month, date.day) if part is not None)
