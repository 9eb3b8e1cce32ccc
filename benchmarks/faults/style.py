"""How a paper is printed: units, decimals, header words, weight schemes, the pen that writes figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from random import Random

from benchmarks.faults.draft import Draft, Ref, printed
from benchmarks.faults.relations import Same

_UNITS = {"元": Decimal(1), "万元": Decimal(10_000)}
_SCHEMES = (
    {"执行": 10, "产出": 50, "效益": 30, "满意度": 10},
    {"执行": 20, "产出": 40, "效益": 20, "满意度": 20},
    {"执行": 10, "产出": 60, "效益": 20, "满意度": 10},
    {"执行": 10, "产出": 40, "效益": 20, "满意度": 10, "成本": 20},
    {"执行": 10, "产出": 50, "效益": 40},
    {"执行": 0, "产出": 50, "效益": 40, "满意度": 10},
)


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


def choose(rng: Random) -> Style:
    """A style."""
    yuan = rng.random() < 0.12
    decimals = rng.choice((0, 2)) if yuan else rng.choice((2, 2, 2, 2, 2, 1, 0))
    same = rng.random() < 0.8
    scheme = rng.choice(_SCHEMES)
    suffix = rng.choice((("", ""), ("（A）", "（B）"), ("(A)", "(B)")))
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
        nature=rng.choice(("glued", "glued", "columns", "words")),
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
        score_early=rng.random() < 0.3,
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

    def money(self, fact: str, value: Decimal, *, table: bool, sign: Ref | None = None) -> Ref:
        """An amount; in prose its unit is printed behind it (`full`), in tables the form's unit is in force."""
        unit = self.style.table_unit if table else self.style.prose_unit
        decimals = self.style.table_decimals if table else self.style.prose_decimals
        text = printed(
            value / _UNITS[unit], decimals, trim=self.style.trim, thousands=self.style.thousands and table
        )
        return self._noted(
            self.draft.number(text, "money", decimals, unit, fact=fact, unit_token=not table, sign=sign), fact
        )

    def percent(self, fact: str, value: Decimal, decimals: int | None = None) -> Ref:
        """A percentage; `full` has its sign."""
        places = self.style.percent_decimals if decimals is None else decimals
        text = printed(value, places, trim=self.style.trim or value == 100)
        return self._noted(self.draft.number(text, "percent", places, "%", fact=fact), fact)

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
