"""Products across the fields of one form: 新增租地1100亩, 每亩1800元, 每3年一次性 and the project's budget."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from heyan.extraction.claims_product import priced_things, text_products, thing_of
from heyan.extraction.lexer import lex
from heyan.extraction.normal import fold
from heyan.extraction.normal import label as normal_label
from heyan.extraction.operands import around
from heyan.extraction.pattern import pattern
from heyan.model.claim import Claim, Operand
from heyan.model.quantity import Quantity
from heyan.model.report import Form, Indicator, Sourced

_YEARS = pattern(r"(?:每|连续|共|预付|支付|期限?为?|一次性(?:预?付|支付)?)$")
_YEARS_BEHIND = pattern(r"(?:预付|支付|付)?一次性|一(?:次|付)|租期|租金|期")
_PERIODIC = pattern(r"每个?[月季天日周次期]|/[月季天日次]")
_EACH = pattern(r"[各每]个?(?P<thing>村|社区|户|人|亩|站|校|园|支部|镇|街道|企业)")


def form_products(form: Form) -> Iterator[Claim]:
    """Equations written in the form, the project's price times quantity, and 各村6万元 beside a total."""
    for source in _texts(form):
        yield from text_products(source)
    project = _project_product(form)
    if project is not None:
        yield project
    for indicator in form.indicators:
        claim = _each_product(form, indicator)
        if claim is not None:
            yield claim


def _texts(form: Form) -> Iterator[Sourced[str]]:
    for source in (form.expected, form.achieved):
        if source:
            yield source
    for indicator in form.indicators:
        for source in (indicator.description, indicator.note, indicator.basis):
            if source:
                yield source


def _project_product(form: Form) -> Claim | None:
    """Price × quantity × years against the budget of a project form; None unless each is stated once."""
    budget = _budget(form)
    if form.project is None or budget is None:
        return None
    prices = [(i, q, things) for i, q in _targets(form.indicators) if (things := priced_things(q, _words(i)))]
    prices = [(i, q, things) for i, q, things in prices if len(things - {"months"}) == 1]
    if len(prices) != 1 or _PERIODIC.search(_words(prices[0][0])):
        return None
    price, cost, things = prices[0]
    counted = [(i, q) for i, q in _targets(form.indicators) if q.kind in things and i is not price]
    if len(counted) != 1:
        return None
    factors = [_operand(*counted[0]), _operand(price, cost)]
    years = _years(form)
    if len({operand.quantity.value for operand in years}) > 1:
        return None
    factors += years[:1]
    operands = (*factors, Operand("product", budget.label, budget.quantity, budget.place))
    name = form.project.name.value if form.project.name else budget.label
    return Claim("product", "product", "".join(name.split()), operands, around(operands), "预算数", "table")


def _targets(indicators: Sequence[Indicator]) -> Iterator[tuple[Indicator, Quantity]]:
    for indicator in indicators:
        quantity = indicator.target.value.quantity if indicator.target else None
        if quantity is not None and quantity.upper is None and not quantity.malformed:
            yield indicator, quantity


def _words(indicator: Indicator) -> str:
    return " ".join(part.value for part in (indicator.name, indicator.description) if part)


def _operand(indicator: Indicator, quantity: Quantity) -> Operand:
    name = normal_label(indicator.name.value) if indicator.name else "指标值"
    return Operand("factor", name, quantity, indicator.target.span if indicator.target else None)


def _budget(form: Form) -> Operand | None:
    for row in form.budget_rows:
        amount = row.initial or row.annual
        if row.total and amount:
            return Operand("product", "预算数", amount.value, amount.span)
    for breakdown in form.breakdowns:
        if breakdown.total and breakdown.total.amount:
            amount = breakdown.total.amount
            return Operand("product", normal_label(breakdown.total.name.value), amount.value, amount.span)
    return None


def _years(form: Form) -> list[Operand]:
    """The years that one payment is for (每3年一次性), from the goals and the project's name."""
    found = []
    for source in (form.expected, form.project.name if form.project else None):
        if source is None or len(source.raw) != len(source.span) or "年" not in source.raw:
            continue
        text = fold(source.raw)
        for lexeme in lex(source.raw):
            quantity = lexeme.quantity
            if quantity is None or quantity.unit is None or quantity.unit.name != "年":
                continue
            behind = text[lexeme.end : lexeme.end + 8]
            if _YEARS.search(text[: lexeme.start]) and _YEARS_BEHIND.match(behind):
                found.append(Operand("factor", "年数", quantity, source.span.part(lexeme.start, lexeme.end)))
    return found


def _each_product(form: Form, indicator: Indicator) -> Claim | None:
    """各村不少于6万元 beside a target of 108万元: times the number of villages, where the form states one that fits."""
    source, target = indicator.description, indicator.target
    total = target.value.quantity if target else None
    if source is None or target is None or total is None or total.kind != "money":
        return None
    each = _EACH.search(fold(source.raw))
    found = [(lexeme, lexeme.quantity) for lexeme in lex(source.raw) if lexeme.quantity]
    if each is None or len(found) != 1 or len(source.raw) != len(source.span):
        return None
    lexeme, price = found[0]
    if price.kind != "money" or lexeme.start < each.end() or not price.amount:
        return None
    times = total.amount / price.amount
    counted = next((o for o in _counts(form, each["thing"]) if o.quantity.value == times), None)
    if counted is None:
        return None
    cost = Operand("factor", f"每{each['thing']}", price, source.span.part(lexeme.start, lexeme.end))
    name = normal_label(indicator.name.value) if indicator.name else "指标值"
    product = Operand("product", name, total, target.span)
    operands = (counted, cost, product)
    return Claim("product", "product", name, operands, around(operands), each[0], "table")


def _counts(form: Form, thing: str) -> Iterator[Operand]:
    """Every number of that thing (18个村) that the form's descriptions and targets state."""
    behind = pattern(rf"\s*(?:行政|自然)?{re.escape(thing)}")
    for indicator in form.indicators:
        source = indicator.description
        if source and thing in source.raw and len(source.raw) == len(source.span):
            for lexeme in lex(source.raw):
                quantity = lexeme.quantity
                named = quantity and (
                    behind.match(source.raw, lexeme.end) or source.raw[: lexeme.end].endswith(thing)
                )
                if quantity and named and quantity.kind != "money":
                    yield Operand("factor", thing, quantity, source.span.part(lexeme.start, lexeme.end))
        target = indicator.target.value.quantity if indicator.target else None
        if indicator.target and target and indicator.name and thing in indicator.name.value:
            unit = thing_of(f"每{thing}")
            if target.unit is None or target.unit.name == thing or (unit and unit.kind == target.kind):
                yield Operand("factor", normal_label(indicator.name.value), target, indicator.target.span)
