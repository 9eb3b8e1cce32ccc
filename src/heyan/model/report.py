"""The audited paper, understood: forms, indicators, budget rows, sections; every value with its source."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Generic, Literal, TypeVar

from heyan.model.claim import Assertion, Claim, DateMention
from heyan.model.dataclass import dataclass
from heyan.model.document import Paragraph
from heyan.model.quantity import Measure, Quantity
from heyan.model.span import Span

T = TypeVar("T")

FormKind = Literal[
    "goal_form", "self_evaluation_form", "project_goal_form", "project_self_evaluation_form", "narrative"
]
GOAL_KINDS = frozenset({"goal_form", "project_goal_form"})
SELF_EVALUATION_KINDS = frozenset({"self_evaluation_form", "project_self_evaluation_form"})


@dataclass(frozen=True, slots=True)
class Sourced(Generic[T]):
    """A value with the raw text it was read from and that text's span."""

    value: T
    raw: str
    span: Span


@dataclass(frozen=True, slots=True)
class Indicator:
    """One 指标, from a form's row or from a sentence (then `in_prose`).

    `nature` and `unit` are the 指标性质 and 度量单位 columns; `weight` 分值 and `score` 得分 are in points,
    `coefficient` 得分系数 is the share of its points that the indicator earned (percent, or 1 for all of them).
    Levels that a merged cell or an earlier row states are inherited. `drift` tells how the row's cells stood
    against their header before they were put back. `row` is the span of the whole row or clause.
    """

    row: Span
    name: Sourced[str] | None = None
    level1: Sourced[str] | None = None
    level2: Sourced[str] | None = None
    description: Sourced[str] | None = None
    nature: Sourced[str] | None = None
    target: Sourced[Measure] | None = None
    unit: Sourced[str] | None = None
    actual: Sourced[Measure] | None = None
    coefficient: Sourced[Quantity] | None = None
    weight: Sourced[Quantity] | None = None
    score: Sourced[Quantity] | None = None
    reason: Sourced[str] | None = None
    basis: Sourced[str] | None = None
    note: Sourced[str] | None = None
    in_prose: bool = False
    drift: str | None = None


@dataclass(frozen=True, slots=True)
class BudgetRow:
    """A 资金行: 年初预算数, 全年预算数, 全年执行数 (money), 执行率 (percent), 分值 and 得分 (points), reason.

    `total` marks 年度资金总额; other rows are parts of it.
    """

    row: Span
    name: Sourced[str]
    total: bool = False
    initial: Sourced[Quantity] | None = None
    annual: Sourced[Quantity] | None = None
    executed: Sourced[Quantity] | None = None
    rate: Sourced[Quantity] | None = None
    weight: Sourced[Quantity] | None = None
    score: Sourced[Quantity] | None = None
    reason: Sourced[str] | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """A labelled amount; `amount` is None where the form leaves it empty."""

    name: Sourced[str]
    amount: Sourced[Quantity] | None = None


@dataclass(frozen=True, slots=True)
class Breakdown:
    """How a form divides its money: `by` income source, expenditure type or fund (财政资金, 其他资金)."""

    by: Literal["income", "expenditure", "fund"]
    total: Item | None
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class PlanStep:
    """One column of a 资金支出计划: the label (3月底), its month and the cumulative share in percent."""

    label: Sourced[str]
    month: int | None
    share: Sourced[Quantity] | None


@dataclass(frozen=True, slots=True)
class LevelTotal:
    """Points that a level or the whole is said to have: 产出指标（50分）, 总分 100 90.

    `scope` is the level's name as written, or "" for the whole; `weight` or `score` is None where unstated.
    """

    scope: str
    name: Sourced[str]
    weight: Sourced[Quantity] | None = None
    score: Sourced[Quantity] | None = None


@dataclass(frozen=True, slots=True)
class Rating:
    """A 评价等级 as the paper gives it (优, 良好), with the whole score that it goes with; None where none is stated."""

    grade: Sourced[str]
    score: Sourced[Quantity] | None = None


@dataclass(frozen=True, slots=True)
class Project:
    """The project that a project form is about."""

    name: Sourced[str] | None = None
    code: Sourced[str] | None = None


@dataclass(frozen=True, slots=True)
class Signature:
    """A signature field such as 填报人 or 领导签字; `value` is None where it is left empty."""

    role: Sourced[str]
    value: Sourced[str] | None = None


@dataclass(frozen=True, slots=True)
class Drift:
    """Consecutive rows of a table whose cells stand in wrong columns in the same way."""

    span: Span
    rows: tuple[Span, ...]
    description: str


@dataclass(frozen=True, slots=True)
class Form:
    """One 表: a goal form, a self-evaluation form, or either for a project. `rating` is the 评价等级 that it states.

    `year` and `unit` are what the form itself states. `money_unit` is the 单位：万元 in force. `expected` and
    `achieved` are the 年度总体目标's two halves.
    """

    kind: FormKind
    span: Span
    title: Sourced[str] | None = None
    year: Sourced[int] | None = None
    unit: Sourced[str] | None = None
    money_unit: Sourced[str] | None = None
    project: Project | None = None
    budget_rows: tuple[BudgetRow, ...] = ()
    breakdowns: tuple[Breakdown, ...] = ()
    plan: tuple[PlanStep, ...] = ()
    expected: Sourced[str] | None = None
    achieved: Sourced[str] | None = None
    indicators: tuple[Indicator, ...] = ()
    totals: tuple[LevelTotal, ...] = ()
    signatures: tuple[Signature, ...] = ()
    rating: Sourced[str] | None = None
    drifts: tuple[Drift, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """A section of the narrative: its heading, its depth (1: 一、) and its own paragraphs' spans."""

    heading: Sourced[str] | None
    depth: int
    span: Span
    paragraphs: tuple[Sourced[str], ...]


@dataclass(frozen=True, slots=True)
class Ordinal:
    """The number that opens a paragraph: its depth (1: 一、 2: （一） 3: 1. 4: （1） 5: ①), its value and its text.

    `span` is the number's own place; `headed` tells that the paragraph heads a section.
    """

    span: Span
    depth: int
    value: int
    text: str
    headed: bool = False


@dataclass(frozen=True, slots=True)
class Narrative:
    """报告正文: its paragraphs, their sections and numbers, and what they state as indicators and as points of levels."""

    sections: tuple[Section, ...]
    indicators: tuple[Indicator, ...] = ()
    totals: tuple[LevelTotal, ...] = ()
    paragraphs: tuple[Paragraph, ...] = ()
    ordinals: tuple[Ordinal, ...] = ()


@dataclass(frozen=True, slots=True)
class Gap:
    """A place that extraction did not understand, and why."""

    span: Span
    reason: str


@dataclass(frozen=True, slots=True)
class Report:
    """A paper, understood. `year` is the budget year that the paper is about, `unit` who handed it in."""

    document: str
    text: Sourced[str]
    kind: FormKind
    unit: Sourced[str] | None = None
    year: Sourced[int] | None = None
    forms: tuple[Form, ...] = ()
    narrative: Narrative | None = None
    claims: tuple[Claim, ...] = ()
    dates: tuple[DateMention, ...] = ()
    assertions: tuple[Assertion, ...] = ()
    ratings: tuple[Rating, ...] = ()
    gaps: tuple[Gap, ...] = ()

    def indicators(self) -> Iterator[Indicator]:
        """All indicators, of forms first and then of the narrative."""
        for form in self.forms:
            yield from form.indicators
        if self.narrative:
            yield from self.narrative.indicators


def sourced_in(value: object) -> Iterator[Sourced[object]]:
    """All sourced values inside a form, an indicator or any other part of a report."""
    if isinstance(value, Sourced):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from sourced_in(item)
    elif is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            yield from sourced_in(getattr(value, field.name))


def value_places(report: Report) -> tuple[Span, ...]:
    """Where the values of the report's forms and its narrative stand, in order and without overlaps."""
    places = {value.span for form in report.forms for value in sourced_in(form)}
    if report.narrative:
        places.update(paragraph.span for paragraph in report.narrative.paragraphs)
    kept: list[Span] = []
    for place in sorted(places, key=lambda span: (span.start, -span.end)):
        if not kept or place.start >= kept[-1].end:
            kept.append(place)
    return tuple(kept)
