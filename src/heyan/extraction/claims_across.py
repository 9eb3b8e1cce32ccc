"""Claims between a paper's forms and its prose: economic classes against a form's money, one fact in both."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from heyan.extraction.claims_prose import EconomicList
from heyan.extraction.fact_claims import agree_or_slip
from heyan.extraction.facts import Fact, Stage
from heyan.extraction.normal import label as normal_label
from heyan.model.claim import Claim, Operand
from heyan.model.dataclass import dataclass
from heyan.model.quantity import Quantity
from heyan.model.report import GOAL_KINDS, Form, Sourced

# A total that lies further away than this is of another scope, not a slip of the same one.
_SAME_SCOPE = Decimal("0.10")


@dataclass(frozen=True, slots=True)
class FormFact:
    """An amount that a form states: the fact's name as in prose, its stage and year."""

    label: str
    stage: Stage
    year: int | None
    name: str
    amount: Sourced[Quantity]


def form_facts(form: Form, year: int | None) -> Iterator[FormFact]:
    """The facts of a form that prose may repeat; project forms state none of the department's."""
    if form.kind.startswith("project"):
        return
    own_year = form.year.value if form.year else year
    whole = next((row for row in form.budget_rows if row.total), None)
    columns: tuple[tuple[Stage, str, Sourced[Quantity] | None], ...] = (
        ("initial", "年初预算数", whole.initial if whole else None),
        ("adjusted", "全年预算数", whole.annual if whole else None),
        ("final", "全年执行数", whole.executed if whole else None),
    )
    for stage, name, amount in columns:
        if amount:
            sides = ("支出合计",) if stage == "final" else ("支出合计", "收入合计")
            yield from (FormFact(side, stage, own_year, name, amount) for side in sides)
    for breakdown in form.breakdowns:
        stage_of = _breakdown_stage(form, breakdown.total.amount if breakdown.total else None)
        if breakdown.by == "fund" or stage_of is None:
            continue
        for item in breakdown.items:
            label = _fact_label(normal_label(item.name.value))
            if item.amount and label:
                yield FormFact(label, stage_of, own_year, normal_label(item.name.value), item.amount)


def _breakdown_stage(form: Form, total: Sourced[Quantity] | None) -> Stage | None:
    """Which column a form's division belongs to: a goal form's is the initial budget, else the column it adds up to."""
    if form.kind in GOAL_KINDS:
        return "initial"
    whole = next((row for row in form.budget_rows if row.total), None)
    if whole is None or total is None:
        return None
    if whole.executed and whole.executed.value.amount == total.value.amount:
        return "final"
    if whole.annual and whole.annual.value.amount == total.value.amount:
        return "adjusted"
    return "initial" if whole.initial and whole.initial.value.amount == total.value.amount else None


def _bare(name: str) -> str:
    return name.removeprefix("其中:").removeprefix("其中")


def _fact_label(label: str) -> str | None:
    name = _bare(label)
    for fact, words in (
        ("基本支出", ("基本支出",)),
        ("项目支出", ("项目支出",)),
        ("一般公共预算拨款", ("一般公共预算",)),
        ("政府性基金拨款", ("政府性基金",)),
    ):
        if name.startswith(words):
            return fact
    return None


def mixed_claims(forms: Sequence[Form], facts: Sequence[Fact], year: int | None) -> tuple[Claim, ...]:
    """One claim for each fact of the prose that a form states too: same name, stage and year, of the same scope."""
    known: dict[tuple[str, str], list[FormFact]] = {}
    for form in forms:
        for stated in form_facts(form, year):
            known.setdefault((stated.label, stated.stage), []).append(stated)
    found = []
    for fact in facts:
        if fact.stage == "unknown" or fact.limit:
            continue
        partners = [
            k for k in known.get((fact.label, fact.stage), ()) if (fact.year or year) == (k.year or year)
        ]
        alike = agree_or_slip if fact.bare else _same_scope
        near = [k for k in partners if alike(k.amount.value, fact.operand.quantity)]
        if not near:
            continue
        best = min(near, key=lambda k: abs(k.amount.value.amount - fact.operand.quantity.amount))
        operands = (
            Operand("first", f"表内{_bare(best.name)}", best.amount.value, best.amount.span),
            Operand("second", f"正文{fact.operand.label}", fact.operand.quantity, fact.operand.place),
        )
        found.append(Claim("same", "budget", fact.label, operands, fact.span, origin="mixed"))
    return tuple(found)


def _same_scope(one: Quantity, two: Quantity) -> bool:
    whole = max(abs(one.amount), abs(two.amount))
    return one.kind == two.kind and abs(one.amount - two.amount) <= whole * _SAME_SCOPE


def economic_claims(
    lists: Sequence[EconomicList], forms: Sequence[Form], year: int | None
) -> tuple[Claim, ...]:
    """Economic classes that the prose lists without a total, against the form's expenditure that they make up.

    Several of a form's amounts may be meant (一般公共预算, 基本支出, 全年执行数); one that agrees settles it, else
    the one nearest is taken. Lists that come near none are of another scope and make no claim.
    """
    known = [fact for form in forms for fact in form_facts(form, year) if fact.stage == "final"]
    if not known:
        known = [fact for form in forms for fact in form_facts(form, year) if fact.stage == "adjusted"]
    found = []
    for listed in lists:
        parts = tuple(operand for operand in listed.operands if operand.role == "part")
        total = sum((part.quantity.amount for part in parts), Decimal(0))
        near = [
            k for k in known if abs(k.amount.value.amount - total) <= max(total, Decimal(1)) * _SAME_SCOPE
        ]
        if len(parts) < 2 or not near:
            continue
        best = min(near, key=lambda k: abs(k.amount.value.amount - total))
        operands = (Operand("total", f"表内{_bare(best.name)}", best.amount.value, best.amount.span), *parts)
        found.append(
            Claim("sum", "economic", f"表内{_bare(best.name)}", operands, listed.span, origin="mixed")
        )
    return tuple(found)
