"""The kind `projects`: the project forms of one submission against each other and against the department's form."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations
from types import MappingProxyType
from typing import Annotated, ClassVar, Literal

from heyan.engine.checks.options import POSITIVE, CheckOptions, Variants
from heyan.engine.counterparts import PlacedForm, forms_of, goal_total, project_code, project_name, told_apart
from heyan.engine.interval import rounded, unusable
from heyan.engine.lexicon import Lexicons
from heyan.engine.notation import figure, in_unit_of, places, shown, written
from heyan.engine.similarity import bare, likeness
from heyan.engine.submission import Submission, Target
from heyan.engine.verdict import Observation, Verdict, failed, not_applicable, not_evaluated, passed
from heyan.model.finding import Band
from heyan.model.quantity import Quantity
from heyan.model.report import Sourced
from heyan.model.span import Span

_MOST = 40
# Papers with hundreds of projects are compared with their neighbours only.
_REACH = 60
_PROJECT_SPENDING = "项目支出"


class ProjectsCheck(CheckOptions):
    """`sum`: the goal forms of projects cost no more together than the 项目支出 of the department's goal form; a smaller
    sum is not evaluated, since not every project has a form · `repeated`: no two projects of one year and kind of form have
    one name (variant `name`), or one amount and names alike from `at_least` on (variant `amount`). Names that differ
    by a number, a season, a side or a whole word are of two projects.
    """

    kind: Literal["projects"] = "projects"
    case: Literal["sum", "repeated"]
    at_least: Annotated[Decimal, POSITIVE] = Decimal("0.7")

    slots: ClassVar[frozenset[str]] = frozenset({"first", "second", "amount", "count", "sum", "total"})
    bands: ClassVar[frozenset[Band]] = frozenset({"contradicted"})
    variants: ClassVar[Variants] = MappingProxyType({"repeated": ("name", "amount")})
    targets: ClassVar[frozenset[str]] = frozenset({"submission", "report"})


def check_projects(options: ProjectsCheck, target: Target, _lexicons: Lexicons) -> Verdict:
    """Judges the case of the options."""
    item = target.item
    reports = item.reports if isinstance(item, Submission) else (target.report,)
    forms = forms_of(reports)
    projects = [placed for placed in forms if placed.form.kind.startswith("project")]
    if options.case == "repeated":
        if len(projects) < 2:
            return not_applicable("没有两张项目表")
        seen = tuple(_repeated(options, projects))
        return failed(seen[:_MOST]) if seen else passed()
    return _sum(forms, [placed for placed in projects if placed.is_goal])


def _repeated(options: ProjectsCheck, projects: Sequence[PlacedForm]) -> Iterator[Observation]:
    blamed: set[int] = set()
    for one, other in combinations(range(len(projects)), 2):
        if other - one > _REACH or other in blamed:
            continue
        first, second = projects[one], projects[other]
        if first.form.kind != second.form.kind or first.year != second.year:
            continue
        variant = _alike(options, first, second)
        if variant:
            blamed.add(other)
            yield _twice(variant, first, second)


def _alike(options: ProjectsCheck, one: PlacedForm, other: PlacedForm) -> str:
    first, second = project_name(one.form), project_name(other.form)
    if first is None or second is None:
        return ""
    names = bare(first.value), bare(second.value)
    if names[0] == names[1]:
        return "name"
    amounts = goal_total(one.form), goal_total(other.form)
    if amounts[0] is None or amounts[1] is None:
        return ""
    equal = amounts[0].value.amount == amounts[1].value.amount > 0
    near = likeness(*names) >= options.at_least and not told_apart(*names)
    return "amount" if equal and near else ""


def _twice(variant: str, one: PlacedForm, other: PlacedForm) -> Observation:
    first, second = project_name(one.form), project_name(other.form)
    assert first is not None
    assert second is not None
    amount = goal_total(other.form)
    told = written(amount.value) if amount else ""
    codes = [code.value.strip() for code in (project_code(one.form), project_code(other.form)) if code]
    return Observation(
        place=second.span,
        related=(("另一个项目", first.span), *((("金额", amount.span),) if amount else ())),
        slots={
            "first": first.value.strip(),
            "second": second.value.strip() if variant == "amount" else "",
            "amount": told,
            "count": "2",
            "sum": "",
            "total": "",
        },
        reported=second.value.strip(),
        evidence=(
            f"“{first.value.strip()}”与“{second.value.strip()}”"
            + ("同名" if variant == "name" else f"名称相近，金额都是{told}"),
        ),
        identity=(variant, first.value, second.value, *codes),
        variant=variant,
    )


def _sum(forms: Sequence[PlacedForm], projects: Sequence[PlacedForm]) -> Verdict:
    wholes = [
        (placed, item.amount)
        for placed in forms
        if placed.form.kind == "goal_form"
        for breakdown in placed.form.breakdowns
        if breakdown.by == "expenditure"
        for item in breakdown.items
        if item.amount and bare(item.name.value).removeprefix("其中").startswith(_PROJECT_SPENDING)
    ]
    if len(wholes) != 1:
        return not_applicable("没有一张写明项目支出的部门目标表")
    placed, whole = wholes[0]
    parts = [(project, goal_total(project.form)) for project in projects if project.year == placed.year]
    if not parts:
        return not_applicable("没有同一年度的项目目标表")
    amounts = [amount for _, amount in parts if amount]
    spots = (whole.span, *(amount.span for amount in amounts))
    if len(amounts) < len(parts):
        return not_evaluated("有的项目表没有写资金总额", spots)
    for amount in (whole, *amounts):
        problem = unusable(amount.value)
        if problem:
            return not_evaluated(f"“{written(amount.value)}”{problem}", spots)
    total = sum((amount.value.amount for amount in amounts), Decimal(0))
    floor = sum((rounded(a.value.amount, a.value.step).low for a in amounts), Decimal(0))
    limit = rounded(whole.value.amount, whole.value.step)
    if floor > limit.high:
        return failed((_too_much(whole, amounts, total),), spots, "contradicted")
    ceiling = sum((rounded(a.value.amount, a.value.step).high for a in amounts), Decimal(0))
    if ceiling < limit.low:
        return not_evaluated("项目表合计小于项目支出，可能没有列全", spots)
    return passed(spots, "exact" if total == whole.value.amount else "rounded")


def _too_much(whole: Sourced[Quantity], amounts: Sequence[Sourced[Quantity]], total: Decimal) -> Observation:
    decimals = max(places(quantity.value.ulp) for quantity in (whole, *amounts))
    unit = whole.value.unit.name if whole.value.unit else ""
    added = shown(in_unit_of(total, whole.value), decimals) + unit
    gap = shown(in_unit_of(total - whole.value.amount, whole.value), decimals) + unit
    related: list[tuple[str, Span]] = [("项目金额", amount.span) for amount in amounts[:_MOST]]
    return Observation(
        place=whole.span,
        related=tuple(related),
        slots={
            "first": "",
            "second": "",
            "amount": "",
            "count": str(len(amounts)),
            "sum": added,
            "total": written(whole.value),
        },
        reported=written(whole.value),
        expected=added,
        difference=f"-{gap}",
        band="contradicted",
        evidence=(" + ".join(figure(a.value) for a in amounts) + f" = {added} ＞ {written(whole.value)}",),
        identity=(written(whole.value), added),
    )
