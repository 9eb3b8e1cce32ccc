"""Forms that belong together: the goal form and the self-evaluation form of one department or project and year."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from heyan.engine.similarity import bare
from heyan.model.dataclass import dataclass
from heyan.model.quantity import Quantity
from heyan.model.report import GOAL_KINDS, Form, Report, Sourced


@dataclass(frozen=True, slots=True)
class PlacedForm:
    """A form and the report that holds it."""

    report: Report
    form: Form

    @property
    def year(self) -> int | None:
        """The form's year, else its report's."""
        year = self.form.year or self.report.year
        return year.value if year else None

    @property
    def is_goal(self) -> bool:
        """Whether it states goals only."""
        return self.form.kind in GOAL_KINDS


@dataclass(frozen=True, slots=True)
class Pair:
    """A goal form and the self-evaluation form that answers it."""

    goal: PlacedForm
    result: PlacedForm


def forms_of(reports: Iterable[Report]) -> tuple[PlacedForm, ...]:
    """All forms of the reports, in order."""
    return tuple(PlacedForm(report, form) for report in reports for form in report.forms)


def pairs(reports: Sequence[Report]) -> tuple[Pair, ...]:
    """The pairs that are one to one; a form that fits several others, or none, is in no pair."""
    forms = forms_of(reports)
    goals = [placed for placed in forms if placed.is_goal]
    fitting = [(placed, [g for g in goals if fits(g, placed)]) for placed in forms if not placed.is_goal]
    found = [Pair(candidates[0], result) for result, candidates in fitting if len(candidates) == 1]
    taken = [id(pair.goal) for pair in found]
    return tuple(pair for pair in found if taken.count(id(pair.goal)) == 1)


def fits(goal: PlacedForm, result: PlacedForm) -> bool:
    """Whether the self-evaluation form is about what the goal form is about."""
    return same_level(goal, result) and alike_project(goal.form, result.form)


def same_level(goal: PlacedForm, result: PlacedForm) -> bool:
    """Whether both are a department's, or both a project's, of one year."""
    wanted = result.form.kind.replace("self_evaluation_form", "goal_form")
    return goal.form.kind == wanted and goal.year == result.year


def alike_project(goal: Form, result: Form) -> bool:
    """Whether the forms name one project, by code where both have one, or neither names any."""
    if goal.project is None or result.project is None:
        return goal.project is result.project
    for one, two in (
        (goal.project.code, result.project.code),
        (goal.project.name, result.project.name),
    ):
        if one and two:
            return "".join(one.value.split()) == "".join(two.value.split())
    return False


def project_name(form: Form) -> Sourced[str] | None:
    """The project's name; None where the form has none or leaves it empty."""
    name = form.project.name if form.project else None
    return name if name and bare(name.value) else None


def project_code(form: Form) -> Sourced[str] | None:
    """The project's code; None where the form has none or leaves it empty."""
    code = form.project.code if form.project else None
    return code if code and code.value.strip() else None


def goal_total(form: Form) -> Sourced[Quantity] | None:
    """What a goal form is to cost: its 资金总额."""
    for row in form.budget_rows:
        if row.total and (row.initial or row.annual):
            return row.initial or row.annual
    return next(_totals(form), None)


def _totals(form: Form) -> Iterator[Sourced[Quantity]]:
    for breakdown in form.breakdowns:
        if breakdown.total and breakdown.total.amount:
            yield breakdown.total.amount


_TELLING = re.compile(r"[0-9一二三四五六七八九十甲乙丙丁]|[东南西北中上下左右前后春夏秋冬新老大小]")


def told_apart(one: str, other: str) -> bool:
    """Whether two names differ by what tells siblings apart: a number, a season, a side (一期, 二期), or by a whole word each."""
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    end = 0
    while end < min(len(one), len(other)) - start and one[-1 - end] == other[-1 - end]:
        end += 1
    first, second = one[start : len(one) - end], other[start : len(other) - end]
    if _TELLING.search(first) or _TELLING.search(second):
        return True
    return len(first) > 1 and len(second) > 1
