"""Indicators with targets, results, weights and points that follow from each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from random import Random

from benchmarks.faults import words
from benchmarks.faults.draft import Listed, Ref, rounded
from benchmarks.faults.relations import Bounded, OneOf, SameUnit, Scored
from benchmarks.faults.style import Pen

_UP = frozenset({"≥", ">=", "＞", ">", "=", "＝", "不少于", "不低于", ""})
_DOWN = frozenset({"≤", "＜", "<", "=", "＝", "不超过", ""})
ORDER = ("成本", "产出", "效益", "满意度")
_SUBSTANCES = ("数量", "质量", "时效", "成本")


@dataclass(frozen=True, slots=True)
class Row:
    """One indicator as it is to be printed; what a form leaves out is ""."""

    level1: str
    level2: str
    name: str
    nature: str
    target: str
    unit: str
    actual: str
    weight: str
    score: str
    reason: str
    points: Decimal
    earned: Decimal
    weight_id: int
    score_id: int
    missed: bool = False
    initial: str = ""  # the target before it was adjusted, where a form tells it

    @property
    def joined(self) -> str:
        """Target in one cell."""
        return self.nature + self.target + self.unit


def weights(rng: Random, whole: int, count: int) -> list[Decimal]:
    """`count` weights of at least half a point that make up `whole`."""
    step = Decimal(1) if whole >= 2 * count else Decimal("0.5") if whole >= count else Decimal("0.1")
    total = int(whole / step)
    cuts = sorted(rng.sample(range(1, total), count - 1)) if count > 1 else []
    return [step * (b - a) for a, b in zip([0, *cuts], [*cuts, total], strict=True)]


def pick(
    rng: Random, level1: str, count: int, *, cost_apart: bool = True
) -> list[words.Thing | tuple[str, str, str]]:
    """Different things of that level in the order of their second levels, qualitative ones among them."""
    pool: list[words.Thing | tuple[str, str, str]] = [
        thing
        for thing in words.THINGS
        if thing.level1 == level1 or (level1 == "产出" and thing.level1 == "成本" and not cost_apart)
    ]
    if level1 == "效益":
        pool += [(level2, name, value) for _, level2, name, value in words.QUALITATIVE]
    chosen = [pool[at] for at in sorted(rng.sample(range(len(pool)), min(count, len(pool))))]
    order = {
        name: at for at, name in enumerate((*_SUBSTANCES, "经济效益", "社会效益", "生态效益", "可持续影响"))
    }
    return sorted(chosen, key=lambda t: order.get(t.level2 if isinstance(t, words.Thing) else t[0], 0))


def goal(pen: Pen, thing: words.Thing, *, first: bool = False) -> tuple[Ref, Ref, Decimal]:
    """Target of a thing: its number with the unit, its comparator, and its value; that of the goal form where it
    has one (`first` states it there)."""
    rng, draft = pen.rng, pen.draft
    value = Decimal(rng.randint(thing.low, thing.high))
    if thing.unit in ("公里", "亩", "万元") and rng.random() < 0.3:
        value += Decimal(rng.randrange(1, 10)) / 10
    value = pen.goals.get(thing.name, value)
    full = thing.unit == "%" and value == 100 and thing.direction == "up"
    signs = {"up": ("≥", "≥", "=", ">=", "＝"), "down": ("≤", "≤"), "equal": ("=",)}[thing.direction]
    sign = "=" if full else rng.choice(signs)
    if pen.style.nature == "words" and not full:
        sign = "不超过" if thing.direction == "down" else rng.choice(("不少于", "不低于"))
    comparator = draft.token(sign, "comparator")
    if thing.named_way and not full:
        draft.relate(OneOf(comparator.id, _DOWN if thing.direction == "down" else _UP, "way"))
    number = draft.number(f"{value.normalize():f}", "target", 0, thing.unit, unit_token=True, sign=comparator)
    if thing.is_share:
        draft.relate(Bounded(number.id))
    if thing.named_unit or thing.unit == "%":
        draft.relate(OneOf(number.unit_id, thing.fitting, "thing"))
    return pen.target(number, thing.name, value, first=first), comparator, value


def row(
    pen: Pen, thing: words.Thing | tuple[str, str, str], level1: str, weight: Decimal, slips: float
) -> Row:
    """An indicator with its result and points; with probability `slips` it misses its target."""
    rng, draft = pen.rng, pen.draft
    points = pen.weight("", weight)
    if not isinstance(thing, words.Thing):
        level2, name, value = thing
        lost = rng.random() < slips and weight >= 2
        earned = weight - 1 if lost else weight
        score = pen.score("", earned)
        return Row(
            level1, level2 + "指标", name, "定性" if pen.style.nature == "columns" else "", value, "", value,
            str(points), str(score), rng.choice(words.REASONS) if lost else "", weight, earned, points.id, score.id, lost,
        )  # fmt: skip
    number, comparator, target = goal(pen, thing)
    done, earned, missed = _outcome(pen, thing, target, weight, slips)
    result = draft.number(f"{done.normalize():f}", "actual", 0, thing.unit, unit_token=True)
    if thing.is_share:
        draft.relate(Bounded(result.id))
    draft.relate(SameUnit((number.unit_id, result.unit_id)))
    initial = _initial(pen, thing, number, comparator, target) if pen.style.adjusted_targets else ""
    score = pen.score("", earned)
    draft.relate(Scored(number.id, result.id, points.id, score.id, comparator.id))
    called = listed(pen, thing, comparator, number, result)
    return Row(
        level1, thing.level2 + "指标", called.full, comparator.full, str(number), number.unit, result.full,
        str(points), str(score), rng.choice(words.REASONS) if missed else "", weight, earned, points.id, score.id, missed, initial,
    )  # fmt: skip


def listed(pen: Pen, thing: words.Thing, sign: Ref, number: Ref, result: Ref | None = None) -> Ref:
    """The thing's name as a token of the table in hand, remembered with the other tokens of its row."""
    name = pen.draft.token(thing.name, "name")
    done = (result.id, result.unit_id) if result else (None, None)
    ways = (thing.direction == "up", thing.named_way, thing.named_unit)
    pen.draft.listed.append(
        Listed(pen.draft.tables, thing.level2, *ways, name.id, sign.id, number.id, number.unit_id, *done)
    )
    return name


def _initial(pen: Pen, thing: words.Thing, number: Ref, comparator: Ref, target: Decimal) -> str:
    """The target as first set: mostly the same one."""
    if thing.unit == "%" or pen.rng.random() < 0.85:
        value = target
    else:
        value = rounded(target * Decimal(pen.rng.uniform(0.7, 1.2)), 0)
    sign = pen.draft.tokens[comparator.id].text
    return f"{sign}{value.normalize():f}{pen.draft.tokens[number.unit_id].text}"


def _outcome(
    pen: Pen, thing: words.Thing, target: Decimal, weight: Decimal, slips: float
) -> tuple[Decimal, Decimal, bool]:
    """Result, points and whether the target was missed. A miss that rounding would forgive is not made."""
    rng, decimals = pen.rng, pen.style.score_decimals
    whole = target == target.to_integral_value()
    if rng.random() < slips and thing.direction == "up":
        done = rounded(target * Decimal(rng.uniform(0.7, 0.92)), 0 if whole else 1)
        earned = rounded(weight * done / target, decimals)
        if weight - earned >= Decimal("0.6") and 0 < done < target:
            return done, earned, True
    if thing.unit == "%":
        # A growth rate of 5 % is not carried out at 80 %.
        most = min(Decimal(100), target + 6) if thing.direction == "up" else target
        least = target if thing.direction == "up" else rounded(target * Decimal("0.9"), 0)
        done = least + rounded((most - least) * Decimal(rng.random()), rng.choice((0, 0, 1)))
        return min(done, most), weight, False
    factor = rng.choice((1, 1, rng.uniform(1.0, 1.15)))
    if thing.direction == "down":
        factor = 2 - factor
    done = rounded(target * Decimal(factor), 0 if whole else 1)
    return max(done, target) if thing.direction == "up" else min(done, target), weight, False


def rows(pen: Pen, size: int, slips: float) -> list[Row]:
    """About `size` indicators in the order of a form, their weights as the paper's scheme says."""
    scheme = pen.style.scheme
    levels = [level for level in ORDER if level in scheme]
    made: list[Row] = []
    pen.draft.tables += 1
    for level in levels:
        share = max(1, round(size * {"产出": 0.55, "效益": 0.3, "满意度": 0.08, "成本": 0.1}[level]))
        things = pick(pen.rng, level, share, cost_apart="成本" in scheme)
        for thing, weight in zip(things, weights(pen.rng, scheme[level], len(things)), strict=True):
            made.append(row(pen, thing, level + "指标", weight, slips))
    return made


def levels(every: Sequence[Row]) -> list[tuple[str, list[Row]]]:
    """The rows of each first level, in order."""
    found: dict[str, list[Row]] = {}
    for each in every:
        found.setdefault(each.level1, []).append(each)
    return list(found.items())
