"""Forms: which tables belong to which 表, and what each row of them says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import field, replace

from heyan.extraction.breakdowns import Labelled, breakdowns, labelled_amounts
from heyan.extraction.budget import read_budget, read_pairs
from heyan.extraction.grid import Row, body, rows_of
from heyan.extraction.headers import find_header
from heyan.extraction.identity import FormFacts, facts_of_row, facts_of_text, form_title, money_unit_in
from heyan.extraction.indicators import IndicatorTable, goes_on, read_table
from heyan.extraction.pattern import pattern
from heyan.extraction.plan import read_plan
from heyan.extraction.points import score_above, stated_total, total_slot
from heyan.extraction.prose_title import unit_in
from heyan.extraction.units import UNITS
from heyan.extraction.vocabulary import unbracketed
from heyan.model.dataclass import dataclass
from heyan.model.document import Document, Paragraph, Table
from heyan.model.quantity import Unit
from heyan.model.report import (
    BudgetRow,
    Drift,
    Form,
    FormKind,
    Gap,
    Indicator,
    LevelTotal,
    PlanStep,
    Signature,
    Sourced,
)
from heyan.model.span import Span

_EXPECTED = pattern(
    r"(年初|年度|总体|全年)?(设定|预期|计划|调整)(的)?(总体|绩效)?目标|年初(绩效|总体|整体)*目标|预期(绩效)?目标|年初设定目标|预期目标值?|年度预期目标|预期目标情况"
)
_ACHIEVED = pattern(
    r"((年度|全年|总体|目标)*(实际)?(绩效|总体)?(目标)?(实际)?(完成|实现)情况|全年实际完成情况|年度(总体)?目标完成情况|实际完成情况综述|目标实现情况)"
)
_GOAL = pattern(r"(年度|总体|部门|项目|整体|实施期)*(总体|绩效|履职)?(绩效)?目标(概述|内容|描述)?")
# An indicator may begin with the same words (年度预算执行率): a row that holds an indicator's values is one all the same.
_ENDS = (
    pattern(
        r"(填[报表]人|填报单位|制表人?|经办人|审核人?|(项目|单位|部门|财务|分管|主管)?负责人|联系(人|电话)|领导签字|主管领导|填报日期|填表日期)"
    ),
    pattern(
        r"(其[他它]需要说明|需要说明|说明$|注$|注\d?[:：]|备注[:：]|附注|填[报表]说明|(偏差大|目标未完成|未完成|未达标|未达到).{0,12}(原因|情况|措施|说明))"
    ),
    pattern(
        r"(子?项目|专项(资金)?|转移支付)名称$|(年度预算|预算执行情况|年度资金总额|项目资金|年度总体目标|预算规模|(支出)?预算(数|情况)$)"
    ),
    pattern(
        r"(评价|自评|评估|评审)(结论|等[级次]|情况|意见|得分)|存在(的)?(主要)?问题|(改进|整改|下一步).{0,6}(措施|建议|打算)|"
        r"(主管|财政|业务)(部门|股室|科室|处室)?.{0,4}(审核)?意见|审核意见|结果应用|自评(人员|小组)"
    ),
)
# Why a gap is a whole table.
NOT_A_FORM = "未能识别为绩效表的表格"
_DEFAULT_MONEY = UNITS["万元"]


@dataclass(slots=True)
class _Draft:
    """A form while its rows are read."""

    document: str
    title: Sourced[str] | None = None
    facts: FormFacts = field(default_factory=FormFacts)
    budget_rows: list[BudgetRow] = field(default_factory=list)
    plan: tuple[PlanStep, ...] = ()
    expected: Sourced[str] | None = None
    achieved: Sourced[str] | None = None
    indicators: list[Indicator] = field(default_factory=list)
    totals: list[LevelTotal] = field(default_factory=list)
    drifts: list[Drift] = field(default_factory=list)
    signatures: list[Signature] = field(default_factory=list)
    amounts: list[Labelled] = field(default_factory=list)
    gaps: list[Gap] = field(default_factory=list)
    span: Span | None = None
    table: IndicatorTable | None = None
    above: LevelTotal | None = None
    taken: list[Span] = field(default_factory=list)

    @property
    def substantial(self) -> bool:
        """Whether something was understood that makes it a form."""
        if self.indicators or self.budget_rows or self.plan:
            return True
        # 上级资金 and 县级资金 alone may head the columns of any table.
        named = bool(self.title or self.facts.project_name or self.facts.whose or self.expected)
        return len(self.amounts) >= 2 and (named or any(entry.kind != "income" for entry in self.amounts))

    def reach(self, span: Span) -> None:
        """Let the form's span take in `span`."""
        start = min(self.span.start, span.start) if self.span else span.start
        end = max(self.span.end, span.end) if self.span else span.end
        self.span = Span(self.document, start, end)

    @property
    def money(self) -> Unit:
        """The unit of amounts that print none."""
        stated = self.facts.money_unit
        return UNITS.get(stated.value, _DEFAULT_MONEY) if stated else _DEFAULT_MONEY


@dataclass(frozen=True, slots=True)
class FormsFound:
    """All forms of a document, what was not understood in its tables, and the paragraphs that forms took
    (titles, （2021年度）, 单位：万元, signatures)."""

    forms: tuple[Form, ...]
    gaps: tuple[Gap, ...]
    taken: tuple[Span, ...]


def read_forms(document: Document) -> FormsFound:
    """Read every form of the document, in reading order."""
    reader = _Reader(document)
    for block in document.blocks:
        if isinstance(block, Paragraph):
            reader.paragraph(block)
        else:
            reader.table(block)
    return reader.finish()


class _Reader:
    """Walks the blocks; keeps the title that waits for its table and the form that may go on."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._forms: list[Form] = []
        self._gaps: list[Gap] = []
        self._taken: list[Span] = []
        self._draft: _Draft | None = None
        self._waiting: list[tuple[Span, Span, str]] = []

    def paragraph(self, block: Paragraph) -> None:
        raw = self._document.text_of(block.span)
        start, end = body(raw)
        text, own = raw[start:end], block.span.part(start, end)
        if not text:
            return
        if form_title(text):
            self._close()
            self._waiting = [(block.span, own, text)]
            return
        facts = facts_of_text(text, own)
        if len(text) <= 60 and facts.any():
            if self._draft:
                self._draft.facts.merge(facts)
                self._draft.signatures.extend(facts.signatures)
                self._draft.taken.append(block.span)
            else:
                self._waiting.append((block.span, own, text))
            return
        if len(text) > 30 or self._waiting:
            self._close()
            if not (self._waiting and len(text) <= 30):
                self._waiting = []

    def table(self, table: Table) -> None:
        rows = rows_of(self._document, table)
        if self._waiting or self._draft is None or self._starts_anew(rows):
            self._close()
            self._open()
        self._read(rows)
        for cell in table.cells:
            for inner in cell.tables:
                self._read(rows_of(self._document, inner))

    def finish(self) -> FormsFound:
        self._close()
        return FormsFound(tuple(self._forms), tuple(self._gaps), tuple(self._taken))

    def _starts_anew(self, rows: Sequence[Row]) -> bool:
        """Whether a table without a title of its own is another form, not the last one's continuation."""
        if self._draft is None or not self._draft.indicators:
            return False
        return any(find_header(rows, position) for position in range(len(rows))) and any(
            facts_of_row(row).any() for row in rows[:4]
        )

    def _open(self) -> None:
        draft = _Draft(self._document.id)
        for block, own, text in self._waiting:
            draft.taken.append(block)
            if form_title(text):
                draft.title = Sourced(text, text, own)
            draft.facts.merge(facts_of_text(text, own))
            draft.reach(block)
        self._waiting = []
        self._draft = draft

    def _close(self) -> None:
        draft, self._draft = self._draft, None
        if draft is None:
            return
        if draft.substantial:
            self._forms.append(_finished(draft))
            self._gaps.extend(draft.gaps)
            self._taken.extend(draft.taken)
        elif draft.span:
            self._gaps.append(Gap(draft.span, NOT_A_FORM))

    def _read(self, rows: Sequence[Row]) -> None:
        loose: list[Row] = []
        position = 0
        while position < len(rows):
            row = rows[position]
            if len(row.filled) == 1 and form_title(row.filled[0].text):
                self._settle(loose)
                loose = []
                if self._draft and (self._draft.substantial or self._draft.title):
                    self._close()
                    self._open()
                draft = self._current()
                draft.title = row.filled[0].sourced
                draft.facts.merge(facts_of_text(row.filled[0].text, row.filled[0].span))
                draft.reach(row.span)
                position += 1
                continue
            draft = self._current()
            if draft.indicators and _NEXT_PROJECT.fullmatch(row.filled[0].label if row.filled else ""):
                self._settle(loose)
                loose = []
                draft = self._another()
            draft.reach(row.span)
            following = self._understood(draft, rows, position)
            if following is None:
                facts = facts_of_row(row)
                draft.facts.merge(facts)
                draft.signatures.extend(facts.signatures)
                loose.append(row)
                following = position + 1
            draft.reach(rows[following - 1].span)
            while draft.table and draft.table.another:
                header = replace(draft.table.header, first_row=following, next_row=following)
                draft = self._another()
                following = _take(draft, read_table(rows, header, None, (*_ENDS, _TITLE)))
                draft.reach(rows[following - 1].span)
            position = following
        self._settle(loose)

    def _current(self) -> _Draft:
        if self._draft is None:
            self._open()
        assert self._draft is not None
        return self._draft

    def _another(self) -> _Draft:
        """A form for the next project of the same table, under the same title."""
        before = self._current()
        self._close()
        self._open()
        draft = self._current()
        draft.title, draft.facts.year, draft.facts.unit = before.title, before.facts.year, before.facts.unit
        draft.facts.note_money(before.facts.money_unit)
        return draft

    def _settle(self, loose: Sequence[Row]) -> None:
        draft = self._current()
        draft.amounts.extend(labelled_amounts(loose, draft.money))

    def _understood(self, draft: _Draft, rows: Sequence[Row], position: int) -> int | None:
        """Read what begins at `position` into the draft; the position behind it, or None if nothing known does."""
        header = find_header(rows, position)
        if header:
            draft.facts.note_money(money_unit_in(rows[position]))
            # A header printed again on the next page does not end the levels above it.
            goes = draft.table is not None and draft.table.header.roles == header.roles
            levels = draft.table.levels if draft.table and goes else None
            return _take(draft, read_table(rows, header, None, (*_ENDS, _TITLE), levels))
        draft.facts.note_money(money_unit_in(rows[position]))
        budget = read_pairs(rows, position, draft.money) or read_budget(rows, position, draft.money)
        if budget:
            draft.budget_rows.extend(budget.rows)
            return budget.next_row if budget.rows else None
        table = draft.table
        if table and position == 0 and not total_slot(rows[0]) and goes_on(rows[0], table.header):
            return _resumed(draft, table, rows, position)
        plan, behind = read_plan(rows, position)
        if plan:
            draft.plan = plan
            return behind
        if table is None and (above := score_above(rows[position])):
            draft.above = above
            return None
        if table:
            return _resumed(draft, table, rows, position)
        return _read_goals(draft, rows, position)


def _take(draft: _Draft, table: IndicatorTable) -> int:
    draft.table = table
    draft.facts.project_name = draft.facts.project_name or table.project
    draft.indicators.extend(table.indicators)
    draft.totals.extend(table.totals)
    draft.drifts.extend(table.drifts)
    draft.gaps.extend(table.gaps)
    return table.next_row


def _resumed(draft: _Draft, before: IndicatorTable, rows: Sequence[Row], position: int) -> int | None:
    """Rows of an indicator table behind its end: on the next page without a header, or its 总分 after remarks."""
    row = rows[position]
    label = total_slot(row)
    if label:
        total = stated_total(row, before.header, label, (), ())
        if total and not total.scope:
            draft.totals.append(total)
            return position + 1
    if position == 0 and goes_on(row, before.header):
        header = replace(before.header, first_row=position, next_row=position)
        return _take(draft, read_table(rows, header, None, (*_ENDS, _TITLE), before.levels))
    return _read_goals(draft, rows, position)


_NEXT_PROJECT = pattern(r"子?项目名称|专项(资金)?名称")
_TITLE = pattern(r".{0,40}(绩效|目标|自评|评价).{0,12}表$")


def _read_goals(draft: _Draft, rows: Sequence[Row], position: int) -> int | None:
    """年度总体目标: a header 预期目标 | 实际完成情况 over two texts, or one label beside one text."""
    row = rows[position]
    expected = next((slot for slot in row.filled if _EXPECTED.fullmatch(unbracketed(slot.label))), None)
    achieved = next((slot for slot in row.filled if _ACHIEVED.fullmatch(unbracketed(slot.label))), None)
    if expected and achieved and position + 1 < len(rows):
        texts = [slot for slot in rows[position + 1].filled if not _GOAL.fullmatch(slot.label)]
        if texts:
            draft.expected = texts[0].sourced
            draft.achieved = texts[-1].sourced if len(texts) > 1 else None
            draft.reach(rows[position + 1].span)
            return position + 2
    if len(row.filled) >= 2 and any(_GOAL.fullmatch(slot.label) for slot in row.filled[:-1]):
        text = row.filled[-1]
        if len(text.text) > 10:
            draft.expected = draft.expected or text.sourced
            return position + 1
    return None


def _finished(draft: _Draft) -> Form:
    facts = draft.facts
    assert draft.span is not None
    if draft.above and not any(total.score for total in draft.totals if not total.scope):
        draft.totals.append(draft.above)
    name = facts.project_name
    if facts.year and name and (name.span.overlaps(facts.year.span) or facts.year.raw in name.value):
        facts.year = None  # the project's own year says nothing certain of the paper's
    form = Form(
        kind="goal_form",
        span=draft.span,
        title=draft.title,
        year=facts.year,
        unit=facts.whose or (unit_in(draft.title.value, draft.title.span) if draft.title else None),
        money_unit=facts.money_unit,
        project=facts.project(),
        budget_rows=tuple(draft.budget_rows),
        breakdowns=breakdowns(draft.amounts),
        plan=draft.plan,
        expected=draft.expected,
        achieved=draft.achieved,
        indicators=tuple(draft.indicators),
        totals=tuple(draft.totals),
        signatures=tuple(draft.signatures),
        drifts=tuple(draft.drifts),
    )
    return replace(form, kind=_kind(form))


def _kind(form: Form) -> FormKind:
    """The form's kind by its title, else by what its columns hold."""
    title = form.title.value if form.title else ""
    assessed = any(indicator.actual or indicator.score for indicator in form.indicators)
    evaluation = (
        "自评" in title or "完成情况" in title or "评分" in title or ("目标" not in title and assessed)
    )
    project = "整体" not in title and (
        "项目" in title or (form.project is not None and form.project.name is not None)
    )
    if evaluation or (assessed and not title):
        return "project_self_evaluation_form" if project else "self_evaluation_form"
    return "project_goal_form" if project else "goal_form"
