"""How a paper is printed: units, decimals, header words, weight schemes, the pen that writes figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from random import Random

from benchmarks.faults.draft import Draft, Face, Ref, printed
from benchmarks.faults.relations import Same

_UNITS = {"元": Decimal(1), "万元": Decimal(10_000), "亿元": Decimal(100_000_000)}
_THOUSANDS, _MILLIONS, _HALF = 3, 6, 0.5  # digits before the point; a chance
_HUNDRED_MILLION, _SMALL = Decimal(100_000_000), Decimal(100_000)
_SCHEMES = (
    {"执行": 10, "产出": 50, "效益": 30, "满意度": 10},
    {"执行": 20, "产出": 40, "效益": 20, "满意度": 20},
    {"执行": 10, "产出": 60, "效益": 20, "满意度": 10},
    {"执行": 10, "产出": 40, "效益": 20, "满意度": 10, "成本": 20},
    {"执行": 10, "产出": 50, "效益": 40},
    {"执行": 0, "产出": 50, "效益": 40, "满意度": 10},
    {"执行": 10, "产出": 60, "效益": 30},
    {"执行": 10, "产出": 40, "效益": 30, "满意度": 20},
)
# 年初预算, 调整预算, 执行数, 执行率 as the provinces head these columns.
_MONEY_HEADS = (
    (
        ("年初预算数", "全年预算数", "全年执行数", "执行率"),
        ("年初预算数", "全年预算数", "预算执行数", "执行率"),
        ("年初预算数", "调整后预算数", "全年执行数", "执行率"),
    ),
    (
        ("年初预算", "调整后预算数", "预算执行数", "预算执行率"),
        ("年初预算数", "调整预算数", "执行数", "预算执行率"),
    ),
    (("年初预算数", "预算数", "执行数", "执行率"), ("年初预算数", "全年预算数", "全年执行数", "执行率")),
)
_POINTS_HEADS = (("分值", "得分"), ("分值", "得分"), ("权重", "得分"))


@dataclass(frozen=True, slots=True)
class Style:
    """Choices that hold for a whole paper."""

    table_unit: str
    table_decimals: int
    prose_unit: str
    prose_decimals: int
    trim: bool
    thousands: bool
    percent_decimals: int
    score_decimals: int
    scheme: dict[str, int]
    nature: str  # "glued" ≥46个, "columns" ≥ | 46 | 个, "words" 不少于46个
    level_weights: str  # behind the level's name: "", "（50分）" or "(50分)"
    totals_row: str  # "", 总分, 合计
    execution_row: bool  # 预算执行率 is a row among the indicators
    label_column: bool
    target_head: str
    actual_head: str
    weight_head: str
    score_head: str
    reason_head: str
    score_early: bool  # 分值 stands before 指标值
    money_heads: tuple[tuple[str, str, str, str], ...]
    points_heads: tuple[str, str]
    initial_column: bool  # 年初预算数 is among the columns of the money block
    unit_in_heads: bool  # the money's unit stands in the column heads
    total_last: bool  # the whole stands under its parts
    zero: str | None  # what stands for no money at all; None: a 0
    adjusted_targets: bool  # 年初指标值 and 调整指标值 are two columns
    repeat_levels: bool  # levels are written in every row instead of merged
    notes: bool  # a row of notes under the indicators
    percent_sign: str
    mess: float  # how often a figure is printed in full-width characters or with a space in it
    own_unit: float  # how often an amount in prose is in 亿元 or 元 instead of the paper's unit


def choose(rng: Random) -> Style:
    """A style."""
    yuan = rng.random() < 0.12
    decimals = rng.choice((0, 2)) if yuan else rng.choice((2, 2, 2, 2, 2, 1, 0))
    same = rng.random() < 0.8
    scheme = rng.choice(_SCHEMES)
    suffix = rng.choice((("", ""), ("（A）", "（B）"), ("(A)", "(B)")))
    region = rng.choice((0, 0, 0, 1, 2))
    adjusted = rng.random() < 0.15
    return Style(
        table_unit="元" if yuan else "万元",
        table_decimals=decimals,
        prose_unit="万元" if not yuan or rng.random() < 0.5 else "元",
        prose_decimals=2 if yuan else decimals if same else max(1, decimals),
        trim=rng.random() < 0.2,
        thousands=yuan and rng.random() < 0.5,
        percent_decimals=rng.choice((0, 1, 2, 2)),
        score_decimals=rng.choice((0, 1, 1, 2)),
        scheme=dict(scheme),
        nature="glued" if adjusted else rng.choice(("glued", "glued", "columns", "words")),
        level_weights=rng.choice(("", "（%s分）", "(%s分)", "\n（%s分）")),
        totals_row=rng.choice(("", "总分", "合计", "总分")),
        execution_row=scheme["执行"] > 0 and rng.random() < 0.35,
        label_column=rng.random() < 0.5,
        target_head=rng.choice(
            ("年度指标值", "指标值", "年初指标值", "年度目标值", "预期指标值", "年初目标值")
        )
        + suffix[0],
        actual_head=rng.choice(("实际完成值", "全年完成值", "全年实际值", "完成值")) + suffix[1],
        weight_head=rng.choice(("分值", "分值", "权重", "指标权重（分）")),
        score_head=rng.choice(("得分", "自评得分", "指标得分（分）")),
        reason_head=rng.choice(
            ("偏差原因分析及改进措施", "偏差原因及改进措施", "未完成原因及拟采取的改进措施")
        ),
        score_early=rng.random() < 0.3 and not adjusted,
        money_heads=_MONEY_HEADS[region],
        points_heads=rng.choice(_POINTS_HEADS),
        initial_column=region != 2 or rng.random() < 0.5,
        unit_in_heads=rng.random() < 0.2,
        total_last=rng.random() < 0.15,
        zero=rng.choice((None, None, "", "-", "/")),
        adjusted_targets=adjusted,
        repeat_levels=rng.random() < 0.15,
        notes=rng.random() < 0.25,
        percent_sign=rng.choice("%%%%％"),
        mess=rng.choice((0.0, 0.0, 0.0, 0.04)),
        own_unit=rng.choice((0.0, 0.0, 0.08)),
    )


@dataclass(slots=True)
class Pen:
    """Writes figures in a paper's style and remembers which of them state the same fact."""

    rng: Random
    style: Style
    draft: Draft = field(default_factory=Draft)
    mentions: dict[str, list[int]] = field(default_factory=dict)
    # Targets that the goal form states, by the indicator's name: the self-evaluation repeats them.
    goals: dict[str, Decimal] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.draft.face = self._face

    def _face(self) -> Face:
        if self.rng.random() >= self.style.mess:
            return ""
        return "wide"

    def money(self, fact: str, value: Decimal, *, table: bool, sign: Ref | None = None) -> Ref:
        """An amount; in prose its unit is printed behind it (`full`), in tables the form's unit is in force."""
        unit = self.style.table_unit if table else self.style.prose_unit
        decimals = self.style.table_decimals if table else self.style.prose_decimals
        if not table and self.rng.random() < self.style.own_unit:
            unit, decimals = self._other_unit(value, unit, decimals)
        text = printed(
            value / _UNITS[unit], decimals, trim=self.style.trim, thousands=self.style.thousands and table
        )
        # In a sentence a single space may as well part two numbers.
        whole = len(text.partition(".")[0])
        face = self._face()
        if (
            face
            and "," not in text
            and whole > (_THOUSANDS if table else _MILLIONS)
            and self.rng.random() < _HALF
        ):
            face = "spaced"
        return self._noted(
            self.draft.number(
                text, "money", decimals, unit, fact=fact, unit_token=not table, sign=sign, face=face
            ),
            fact,
        )

    def _other_unit(self, value: Decimal, unit: str, decimals: int) -> tuple[str, int]:
        """亿元 for what is large, 元 to the cent for what is small."""
        if unit == "万元" and value >= _HUNDRED_MILLION:
            return "亿元", self.rng.choice((2, 4))
        return ("元", 2) if unit == "万元" and 0 < value < _SMALL else (unit, decimals)

    def percent(self, fact: str, value: Decimal, decimals: int | None = None) -> Ref:
        """A percentage; `full` has its sign."""
        places = self.style.percent_decimals if decimals is None else decimals
        text = printed(value, places, trim=self.style.trim or value == 100)
        sign = self.style.percent_sign
        return self._noted(self.draft.number(text, "percent", places, sign, fact=fact), fact)

    def score(self, fact: str, value: Decimal) -> Ref:
        """Points earned."""
        ref = self.draft.number(f"{value.normalize():f}", "score", self.style.score_decimals, fact=fact)
        return self._noted(ref, fact)

    def weight(self, fact: str, value: Decimal) -> Ref:
        """Points on offer."""
        return self._noted(self.draft.number(f"{value.normalize():f}", "weight", 0, fact=fact), fact)

    def count(self, fact: str, value: int, unit: str = "") -> Ref:
        """A count."""
        return self._noted(self.draft.number(str(value), "count", 0, unit, fact=fact), fact)

    def say(self, templates: Sequence[str], refs: Mapping[str, Ref], **rest: str | int) -> str:
        """One of the wordings, its figures printed with their units."""
        full = {name: ref.full for name, ref in refs.items()}
        return self.rng.choice(templates).format(**full, **rest)

    def finish(self) -> None:
        """Assert that all mentions of a fact agree."""
        for tokens in self.mentions.values():
            if len(tokens) > 1:
                self.draft.relate(Same(tuple(tokens)))

    def target(self, ref: Ref, name: str, value: Decimal, *, first: bool) -> Ref:
        """A target, remembered where the goal form states it `first`, noted as the same where it is repeated."""
        if first:
            self.goals[name] = value
        return self._noted(ref, f"目标·{name}" if name in self.goals else "")

    def _noted(self, ref: Ref, fact: str) -> Ref:
        if fact:
            self.mentions.setdefault(fact, []).append(ref.id)
        return ref
