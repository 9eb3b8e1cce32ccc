"""Budget facts that sentences state, and the claims that one fact stated twice is the same."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from types import MappingProxyType
from typing import Literal

from heyan.extraction import claims_prose_slips, prose_labels, statements
from heyan.extraction.claims_prose_sums import around
from heyan.extraction.pattern import pattern as later
from heyan.extraction.prose_title import title_facts
from heyan.extraction.statements import Amount, Line
from heyan.model.claim import Claim, Operand
from heyan.model.dataclass import dataclass
from heyan.model.document import Document
from heyan.model.quantity import Quantity, Unit
from heyan.model.report import Section
from heyan.model.span import Span

Stage = Literal["initial", "adjusted", "final", "unknown"]
Side = Literal["income", "expenditure"]

_YEAR = later(r"(?<!\d)((?:19|20|21)\d{2})\s?年")
_PREVIOUS = later(r"上一?年(?:度)?(?!末?(?:资金)?结转|末?(?:资金)?结余|(?:同期)?相比[,，])|去年|往年")
_FUND_BUDGET = later(r"(?:一般公共|公共财政|政府性基金|国有资本经营|社会保险基金|财政|三公经费)预算")
_CARRIED_OVER = later(r"年[初末终底](?:度|资金)?结[转余]")
_STAGES: tuple[tuple[Stage, re.Pattern[str]], ...] = (
    ("unknown", later(r"预决算|预[、/]决算|拟|申请|需求|测算|预计|结算")),
    ("adjusted", later(r"调整|追加后|全年预算|变更后")),
    (
        "final",
        later(r"决算|执行|实际|完成|支付|到位|全年度?总?(?:支出|收入)(?!预算)"),
    ),
    ("initial", later(r"年初|预算|批复|下达|安排")),
)
_HEADING_STAGES: tuple[tuple[Stage, re.Pattern[str]], ...] = (
    ("unknown", later(r"预决算|预[、/]决算")),
    ("final", later(r"决算|执行|实际|完成")),
    ("initial", later(r"年初|预算(?:安排|编制|批复)")),
)
_CERTAIN = later(r"年初|决算|调整后?预算")
_DETAILED = later(r"[,;:。]*\(?其中|\(")
_SPEND_GOAL = later(r"控制|额度|成本|限额")
_GOALS = later(r"目标")
_ACHIEVED = later(r"完成|实现|达成")
_LIMITED = frozenset({"基本支出", "项目支出", "三公经费"})
_TEN_THOUSAND = Decimal(10_000)
# A limit that lies this close to the budget is meant to be the budget; a wider one is a limit of its own.
_LIMIT_NEAR = Decimal("0.01")
# Two figures whose stage is told by the context only are one fact if they differ by no more than a slip.
_NEAR = Decimal("0.05")
# Short figures are one slip apart by chance.
_TELLING_DIGITS = 4
# Characters over which one statement of a balance reaches.
_ONE_STATEMENT = 160
# Whose money it is: figures of the unit alone, of all units under it, or of one of them are different facts.
_OWNER = later(r"本级|汇总|合并|全系统|全口径|下属|所属|各单位|二级单位")
_OWNER_HEADING = later(
    r".{0,20}(?:局|站|所|中心|大队|支队|院|学校|中学|小学|幼儿园|馆|场|镇|乡|街道|社区|办|委|会)(?:本级|机关)?|.{2,20}项目"
)


@dataclass(frozen=True, slots=True)
class Fact:
    """A budget figure in words: what it is (支出合计, 基本支出, 三公经费 …), of which year and stage.

    `label` begins with the fund where the text limits it to one (一般公共预算·基本支出). `certain` tells that the
    words beside the figure name the stage (年初, 决算); `limit` marks a ceiling from a cost indicator. `owner` tells
    whose figure it is where words or a heading say so (本级, 汇总, a unit under it, one project). `bare` marks what names a
    stage only (全年预算数), so that another place states the same figure only if they agree or are a slip apart.
    """

    label: str
    year: int | None
    stage: Stage
    side: Side
    operand: Operand
    span: Span
    certain: bool = False
    limit: bool = False
    owner: str = ""
    bare: bool = False


def budget_facts(
    document: Document, sections: Sequence[Section], lines: Sequence[Line] | None = None
) -> tuple[Fact, ...]:
    """The budget facts of the narrative in order; a figure without a year of its own takes the title's."""
    read = statements.lines(document, sections) if lines is None else lines
    title_year, _ = title_facts(document)
    year = title_year.value if title_year else None
    found: list[Fact] = []
    for line in read:
        if line.amounts:
            found.extend(_line_facts(line, year))
    return tuple(found)


def _line_facts(line: Line, title_year: int | None) -> list[Fact]:
    found: list[Fact] = []
    over_stage, over_scope, over_year = _from_headings(line.headings)
    over_owner = next((name for name in reversed(line.headings) if _OWNER_HEADING.fullmatch(name)), "")
    stage, scope, year = over_stage, over_scope, over_year or title_year
    certain = False
    sentence, previous_end = 0, line.body
    for amount in line.amounts:
        start = max(previous_end, _sentence_start(line, amount))
        words = line.text[start : amount.start]
        previous_end = amount.end
        if amount.sentence != sentence:
            sentence = amount.sentence
            if not words.lstrip("。；;，, \n").startswith("其中"):
                stage, scope, certain = over_stage, over_scope, False
        elif "；" in words or ";" in words:
            scope = over_scope
        # Which stage and year the names of a list in parallel share is not told.
        if amount.nature in {"change", "reference"} or amount.listed:
            continue
        own_stage = _stage(words)
        if own_stage is not None:
            stage, certain = own_stage, bool(_CERTAIN.search(words))
        named = _YEAR.findall(words)
        year = int(named[-1]) if named else year
        own_scope = prose_labels.fund_scope(words)
        if amount.nature == "plain" and not _PREVIOUS.search(words):
            fact = _fact(line, amount, stage, own_scope or scope, year, certain=certain)
            if fact is not None:
                own = _OWNER.search(words)
                found.append(replace(fact, owner=own[0] if own else over_owner))
        if own_scope and _DETAILED.match(line.folded, amount.end):
            scope = own_scope
    return found


def _sentence_start(line: Line, amount: Amount) -> int:
    index = amount.clause
    while index > 0 and amount.clause - index < 4 and line.clauses[index - 1].sentence == amount.sentence:
        index -= 1
    return line.clauses[index].start


def _stage(words: str) -> Stage | None:
    bare = _CARRIED_OVER.sub("", _FUND_BUDGET.sub("", words))
    return next((stage for stage, pattern in _STAGES if pattern.search(bare)), None)


def _from_headings(headings: Sequence[str]) -> tuple[Stage, str, int | None]:
    """Stage, fund and year that the headings give, the nearest one first."""
    stage: Stage | None = None
    scope, year = "", None
    for heading in reversed(headings):
        bare = _FUND_BUDGET.sub("", heading)
        if stage is None:
            stage = next((name for name, pattern in _HEADING_STAGES if pattern.search(bare)), None)
        scope = scope or prose_labels.fund_scope(heading)
        named = _YEAR.search(heading)
        year = year or (int(named[1]) if named else None)
    return stage or "unknown", scope, year


def _fact(
    line: Line, amount: Amount, stage: Stage, scope: str, year: int | None, *, certain: bool
) -> Fact | None:
    label = prose_labels.fact(amount.label)
    bare = label is None and not scope and prose_labels.is_stage_total(amount.label)
    label = "支出合计" if bare else label
    quantity = amount.quantity
    if label is None or quantity.malformed or quantity.upper is not None or quantity.approximate:
        return None
    limit = False
    if label in _LIMITED and _SPEND_GOAL.search(amount.label):
        quantity = _as_money(quantity)
        goal = _goal_stage(line.headings)
        if goal is None:
            return None
        stage, limit, certain, scope = goal, goal == "initial", True, ""
    elif quantity.comparator not in {None, "="}:
        return None
    if quantity.kind != "money":
        return None
    if scope and prose_labels.side(label) == "expenditure" and not label.startswith(scope[:2]):
        label = f"{scope}·{label}"
    operand = Operand("first", amount.label, quantity, amount.place)
    side = prose_labels.side(label)
    return Fact(label, year, stage, side, operand, amount.place, certain, limit, bare=bare)


def _goal_stage(headings: Sequence[str]) -> Stage | None:
    for heading in reversed(headings):
        if _ACHIEVED.search(heading):
            return "final"
        if _GOALS.search(heading):
            return "initial"
    return None


def _as_money(quantity: Quantity) -> Quantity:
    """4322.80万 behind 支出额度 is money although 元 was left out."""
    unit = quantity.unit
    if quantity.kind != "number" or unit is None or unit.factor < _TEN_THOUSAND:
        return quantity
    return replace(quantity, unit=Unit(f"{unit.name}元", "money", unit.factor))


def same_claims(facts: Sequence[Fact]) -> tuple[Claim, ...]:
    """One claim for each later place that states a fact again: same label, year and stage; never across them.

    Figures that differ by more than a slip are left alone, short ones also unless the words beside both name
    the stage.
    """
    first: dict[tuple[str, int | None, Stage, str], Fact] = {}
    found: list[Claim] = []
    for fact in sorted(facts, key=lambda item: item.limit):
        if fact.stage == "unknown":
            continue
        known = first.setdefault((fact.label, fact.year, fact.stage, fact.owner), fact)
        if known.bare and not fact.bare:
            # What is named in full is what later places are compared with.
            first[fact.label, fact.year, fact.stage, fact.owner] = fact
        if known is not fact and _same(known, fact):
            found.append(_claim(known, fact))
    return tuple(found)


def _same(known: Fact, fact: Fact) -> bool:
    one, two = known.operand.quantity, fact.operand.quantity
    difference = abs(one.amount - two.amount)
    slack = (one.step + two.step) / 2
    if difference <= slack and one.step != two.step:
        return True
    if known.bare or fact.bare:
        return agree_or_slip(one, two)
    whole = max(abs(one.amount), abs(two.amount))
    if fact.limit:
        return difference <= whole * _LIMIT_NEAR
    return difference <= whole * _NEAR or _slip(one, two, sure=known.certain and fact.certain)


def agree_or_slip(one: Quantity, two: Quantity) -> bool:
    """Whether the amounts agree, or are one slip of typing apart and long enough to tell."""
    return abs(one.amount - two.amount) <= (one.step + two.step) / 2 or _slip(one, two, sure=False)


def _slip(one: Quantity, two: Quantity, *, sure: bool) -> bool:
    """Whether the figures are one slip of typing apart: a digit, two digits swapped, the scale."""
    if one.amount == 0 or two.amount == 0:
        return False
    first, second = _digits(one), _digits(two)
    if len(first) < _TELLING_DIGITS and not sure:
        return False
    if first.strip("0") == second.strip("0"):
        return True  # the point or the unit slipped
    if len(first) != len(second) and min(len(first), len(second)) < _TELLING_DIGITS:
        return False
    return one.step == two.step and claims_prose_slips.digits_slipped(first, second)


def _digits(quantity: Quantity) -> str:
    return str(abs(int(quantity.value / quantity.ulp)))


def _claim(known: Fact, fact: Fact) -> Claim:
    earlier, later = sorted((known, fact), key=lambda item: item.span)
    operands = (replace(earlier.operand, role="first"), replace(later.operand, role="second"))
    return Claim("same", "budget", fact.label, operands, later.span, origin="prose")


def side_claims(facts: Sequence[Fact]) -> tuple[Claim, ...]:
    """预算收入 and 预算支出 of one year and stage are the same sum; of the 决算 only where they agree (结转 apart).

    Budgets that differ by more than a slip are a claim of topic sides: one of the two may be of another stage or scope.
    """
    stated: dict[tuple[str, int | None, Stage, str], Fact] = {}
    for fact in facts:
        if fact.label in _SIDES and fact.stage != "unknown" and not fact.limit:
            stated.setdefault((fact.label, fact.year, fact.stage, fact.owner), fact)
    found = []
    for (label, year, stage, owner), income in stated.items():
        spent = stated.get((_SIDES[1], year, stage, owner))
        if label != _SIDES[0] or spent is None or income.operand.place == spent.operand.place:
            continue
        one, two = income.operand.quantity, spent.operand.quantity
        claim = replace(_claim(income, spent), subject=f"{_STAGE_NAMES[stage]}收入与支出")
        if one.amount == two.amount or (stage != "final" and _slip(one, two, sure=False)):
            found.append(claim)
        elif stage == "initial" and not (income.bare or spent.bare or _limited_to(income, spent)):
            found.append(replace(claim, topic="sides"))
    return tuple(found)


def _limited_to(income: Fact, spent: Fact) -> bool:
    """Whether the words beside either figure say that it is not all of its side."""
    return any(_PARTIAL.search(fact.operand.label) for fact in (income, spent))


_PARTIAL = later(r"财政|公共|基金|专项|项目|基本|其[他它]|追加|结转|调整|上级|本级")
_SIDES = ("收入合计", "支出合计")
_STAGE_NAMES: Mapping[Stage, str] = MappingProxyType(
    {"initial": "年初预算", "adjusted": "调整预算", "final": "决算", "unknown": ""}
)


def limit_sum(facts: Sequence[Fact]) -> Claim | None:
    """The cost limits of 基本支出 and 项目支出 as the parts of the initial budget, where they make it up exactly.

    Limits may lie above or below the budget for good reason; then each is compared with its own budget only.
    """
    limits = {fact.label: fact for fact in facts if fact.limit and fact.stage == "initial"}
    if set(limits) != {"基本支出", "项目支出"}:
        return None
    parts = [limits["基本支出"], limits["项目支出"]]
    whole = sum(part.operand.quantity.amount for part in parts)
    for fact in facts:
        total = fact.label == "支出合计" and fact.stage == "initial" and not fact.limit
        if total and fact.year == parts[0].year and fact.operand.quantity.amount == whole:
            operands = (
                replace(fact.operand, role="total"),
                *(
                    replace(part.operand, role="part", quantity=_exactly(part.operand.quantity))
                    for part in parts
                ),
            )
            return Claim("sum", "expenditure", "成本上限", operands, around(operands), "合计")
    return None


def _exactly(quantity: Quantity) -> Quantity:
    return replace(quantity, comparator=None, comparator_text="")


def balance(facts: Sequence[Fact], sums: Sequence[Claim]) -> Claim | None:
    """收入 + 上年结转 = 支出 + 年末结转, if one statement gives the four, or the paper each of them once for one year and stage."""
    chosen = _together(facts) or _scattered(facts)
    if not chosen or any("总计" in fact.operand.label or "含" in fact.operand.label for fact in chosen):
        return None
    if _carried_inside(chosen, sums):
        return None
    roles: tuple[Literal["part", "total"], ...] = ("part", "part", "total", "total")
    operands = tuple(replace(fact.operand, role=role) for fact, role in zip(chosen, roles, strict=True))
    return Claim("sum", "balance", "收支平衡", operands, around(operands), "结转")


def _together(facts: Sequence[Fact]) -> list[Fact]:
    """The four figures where they follow each other, whatever other places say of them."""
    for at in range(len(facts) - len(_BALANCE) + 1):
        four = {fact.label: fact for fact in facts[at : at + len(_BALANCE)]}
        if set(four) != set(_BALANCE) or any(fact.limit for fact in four.values()):
            continue
        ends = [fact.span for fact in four.values()]
        stages = {four[label].stage for label in ("收入合计", "支出合计")}
        if max(s.end for s in ends) - min(s.start for s in ends) <= _ONE_STATEMENT and len(stages) == 1:
            return [four[label] for label in _BALANCE]
    return []


def _scattered(facts: Sequence[Fact]) -> list[Fact]:
    groups: dict[tuple[int | None, Stage], dict[str, list[Fact]]] = defaultdict(lambda: defaultdict(list))
    for fact in facts:
        if fact.label in _BALANCE and not fact.limit:
            groups[fact.year, fact.stage][fact.label].append(fact)
    for stated in groups.values():
        if set(stated) != set(_BALANCE):
            continue
        if any(len({fact.operand.quantity.amount for fact in same}) > 1 for same in stated.values()):
            continue
        return [stated[label][-1] for label in _BALANCE]
    return []


_BALANCE = ("收入合计", "上年结转", "支出合计", "年末结转")


def _carried_inside(chosen: Sequence[Fact], sums: Sequence[Claim]) -> bool:
    """Whether a list of sources adds up only with the carried part, so that the total includes it."""
    places = {fact.span for fact in chosen}
    for claim in sums:
        total = claim.of("total")
        if not total or total[0].place not in places:
            continue
        # `sums` keep 上年结转 as a part only where the total includes it.
        if any(prose_labels.is_carried(part.label) for part in claim.of("part")):
            return True
    return False
