"""Budget facts that sentences state, and the claims that one fact stated twice is the same."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Literal

from heyan.extraction import prose_labels, statements
from heyan.extraction.pattern import pattern as later
from heyan.extraction.prose_title import title_facts
from heyan.extraction.statements import Amount, Line
from heyan.model.claim import Operand
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
