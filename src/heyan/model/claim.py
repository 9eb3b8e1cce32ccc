"""Relations, statements and dates that a paper asserts and that a rule can check."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from heyan.model.dataclass import dataclass
from heyan.model.quantity import Date, Quantity
from heyan.model.span import Span

ClaimKind = Literal["sum", "ratio", "change", "product", "frequency", "count", "same"]
Topic = Literal[
    "general",  # any other total and its parts
    "income",  # by source: 一般公共预算, 政府性基金, 专户, 其他收入
    "expenditure",  # 基本支出 + 项目支出
    "economic",  # 工资福利, 商品和服务, 对个人和家庭的补助, 资本性支出
    "fund",  # 财政资金 + 其他资金 of a project
    "balance",  # 收入 + 上年结转 = 支出 + 年末结转
    "weights",  # 分值 against the level's or the whole's
    "scores",  # 得分 against the level's or the whole's
    "share",  # 占…的
    "execution",  # 执行率, 完成率, 到位率
    "budget",  # one budget fact stated twice
    "composition",  # a 指标说明 that lists the parts of its 指标值
    "change",  # 比上年增加
    "product",  # 亩 × 元/亩 × 年
    "frequency",  # 每季度1次
    "count",  # 内设机构7个，分别为
    "target",  # an indicator's figure stated twice: in two forms, or in a form and the prose
    "coefficient",  # 得分系数 against 得分 and 分值
    "completion",  # a completion rate beside the figures of the same thing
    "average",  # 人均, 户均, 平均每村
    "staff",  # 编制 or 在职人员 by kind of post
    "official",  # 三公经费: 出国, 公务用车, 公务接待
    "sides",  # 预算收入 and 预算支出 of one year
    "whole_score",  # the whole score stated twice
    "unlabelled",  # a sum that a table's lines keep without a label
    "shares",  # shares of one whole that together are all of it
    "whole_rate",  # 305件，化解率92.9%: the rate of a whole that is stated beside it, its part unstated
]
Role = Literal[
    "total",
    "part",
    "carried",
    "numerator",
    "denominator",
    "result",
    "first",
    "second",
    "current",
    "base",
    "difference",
    "growth",
    "factor",
    "product",
    "per_period",
    "periods",
    "target",
    "declared",
    "listed",
]
# Where the operands of a claim come from; a fact stated in table and prose is "mixed".
Origin = Literal["table", "prose", "mixed", "forms"]


@dataclass(frozen=True, slots=True)
class Operand:
    """One number of a claim. `sign` is its sign in the relation; `place` its span.

    Roles: sum: total, part · ratio: numerator, denominator, result · same: first, second · carried: a part
    that the paper lists among the parts although it belongs to another year (上年结转, 年末结转) · change: current,
    base, difference and growth (sign -1 where the words say 减少) · product: factor, product · frequency:
    per_period, periods (up to `upper` where the calendar leaves room), target · count: declared, listed.
    What no text prints as a number (分值满分 100, the 4 of 每季度, how many are listed) has no place.
    """

    role: Role
    label: str
    quantity: Quantity
    place: Span | None
    sign: Decimal = Decimal(1)


@dataclass(frozen=True, slots=True)
class Claim:
    """A relation that the paper itself asserts.

    `subject` says what it is about in the paper's words; `cue` is the word that asserts it (其中, 占, 合计).
    `open` marks a list that does not claim to be complete (等). `missing` names an operand that the relation
    needs and the paper does not give; such a claim is reported as not evaluated. `span` covers all of it.
    """

    kind: ClaimKind
    topic: Topic
    subject: str
    operands: tuple[Operand, ...]
    span: Span
    cue: str = ""
    origin: Origin = "prose"
    open: bool = False
    missing: str | None = None

    def of(self, role: str) -> tuple[Operand, ...]:
        """The operands in that role."""
        return tuple(operand for operand in self.operands if operand.role == role)


DateRole = Literal[
    "title",  # the paper's or a form's title
    "execution",  # 2020年实际完成, 2021年执行数
    "budget",  # 2021年年初预算
    "deadline",  # a target: 2021年12月31日前完成
    "project",  # in a project's name
    "document",  # 〔2023〕15号, or the name of a decree, plan or census
    "mention",  # anything else
]


@dataclass(frozen=True, slots=True)
class DateMention:
    """A year or date in the paper with the role it plays there. `raw` is the text at `span`."""

    date: Date
    role: DateRole
    raw: str
    span: Span


AssertionTopic = Literal[
    "goals_met",
    "funds_in_place",
    "cost_controlled",
    "far_over_budget",
    "slow_progress",
    "large_surplus",
    "form_attached",
]


@dataclass(frozen=True, slots=True)
class Assertion:
    """A statement in words that figures can contradict.

    Topics: goals_met (全部完成, 达成既定目标), funds_in_place (资金全部到位), cost_controlled (严格控制成本, 未超预算),
    far_over_budget (远超年初预算), slow_progress (支出进度较低), large_surplus (结余资金过大), form_attached (自评表附后).
    `scope` names the levels that the statement covers; empty means all. `figures` are the numbers it stands or falls
    with: those of its own sentence or paragraph; of spending, the budget (first) and the expenditure (second), or the
    execution rate (result), of the whole unit.
    """

    topic: AssertionTopic
    span: Span
    raw: str
    scope: tuple[str, ...] = ()
    figures: tuple[Operand, ...] = ()
