"""What a form says of itself: title, year, unit, unit of money, project, signatures."""

from __future__ import annotations

from dataclasses import field

from heyan.extraction.grid import Row
from heyan.extraction.normal import fold
from heyan.extraction.normal import label as normal_label
from heyan.extraction.pattern import pattern
from heyan.extraction.vocabulary import unbracketed
from heyan.model.dataclass import dataclass
from heyan.model.report import Project, Signature, Sourced
from heyan.model.span import Span

_FORM_TITLE = pattern(r".{0,60}?(绩效|目标|自评|评价|评分).{0,16}?(表|表格)(\s*[（(].{0,20}[）)])?\s*$")
_NOT_TITLE = pattern(r"[。；;]|^附件?[:：]?.*附后|见附|如下表|详见|^\d+[、.].*(填报|报送)")
# The last year of 2024—2026年 is not the paper's.
_YEAR = pattern(r"(?<![\d—–~至-])((?:19|20|21)\d\d)\s*年(?!\s*[—–~至-]\s*\d)")
_UNIT_LABEL = pattern(
    r"(预算|填报|填表|申报|编制|编报|报送|被评价|主管|实施|项目|责任|评价|自评|一级|二级|基层)?(预算)?(部门|单位)(名称|全称)?|部门单位名称?|主管部门及代码|"
    r"(项目|资金)?(主管|实施|承担|使用|执行|建设)(部门|单位)|预算部门名称|填报单位名称|单位部门名称?|部门单位"
)
_PRIMARY_UNIT = pattern(r"(预算|填报|填表|申报|编制|编报|报送|被评价|部门|单位|基层).*")
_PROJECT_NAME = pattern(r"项目名称|(专项|二级项目|一级项目)名称")
_YEAR_FIELD = pattern(r"(预算|评价|所属|自评|绩效|考评|项目)?(年度|年份)")
_YEAR_VALUE = pattern(r"((?:19|20|21)\d\d)\s*年?度?")
_PROJECT_CODE = pattern(r"项目(编码|代码|编号)")
_SIGNATURE = pattern(
    r"(填[报表]人|制表人?|经办人|审核人|复核人|(单位|部门|财务|主管|项目)?负责人|联系人|联系电话|(主管|分管)?领导签[字章名]|签[字章]|填[报表](日期|时间))"
)
_MONEY_UNIT = pattern(r"(?:单位|金额单位|计量单位)\s*[:：]\s*(万元|亿元|元|千元)")
_MONEY_BRACKET = pattern(r"[（(]\s*(?:单位\s*[:：]?)?\s*(万元|亿元|元|千元)\s*[）)]")
_CODED_UNIT = pattern(
    r"\d{3,9}\s*[-—]?\s*([^\d\s].{2,40}(?:政府|本级|局|委员会|办公室|中心|学校|医院|处|院|所|乡|镇|街道|厅|会|站|队|馆)(?:本级)?)"
)
_COLON = pattern(r"\s*[:：]\s*")
# Several fields on one line: 编制单位：某镇人民政府  金额单位：元
_NEXT_FIELD = pattern(r"\s+[^\s:：]{2,10}(?:[（(][^）)]{0,12}[）)])?\s*[:：]")
# 820001-某镇人民政府: the budget system's code before the name.
_CODE_BEFORE = pattern(r"\d{3,12}\s*[-—－_]?\s*(?=[^\d\s])")
_PLACEHOLDER = frozenset({"", "/", "无", "—", "-"})


def form_title(text: str) -> bool:
    """Whether the text is the title of a form, such as 部门整体支出绩效自评表."""
    flat = "".join(text.lstrip("#").split())
    return 4 <= len(flat) <= 70 and bool(_FORM_TITLE.fullmatch(flat)) and not _NOT_TITLE.search(flat)


@dataclass(slots=True)
class FormFacts:
    """Facts collected for one form; what is stated first stays."""

    year: Sourced[int] | None = None
    unit: Sourced[str] | None = None
    money_unit: Sourced[str] | None = None
    project_name: Sourced[str] | None = None
    project_code: Sourced[str] | None = None
    signatures: list[Signature] = field(default_factory=list)
    executing_unit: Sourced[str] | None = None
    governing_unit: Sourced[str] | None = None

    def any(self) -> bool:
        """Whether anything was found."""
        return bool(
            self.year
            or self.unit
            or self.money_unit
            or self.project_name
            or self.project_code
            or self.signatures
            or self.executing_unit
            or self.governing_unit
        )

    def merge(self, other: FormFacts) -> None:
        """Take over what is not known yet (signatures are the caller's)."""
        self.year = self.year or other.year
        self.unit = self.unit or other.unit
        self.executing_unit = self.executing_unit or other.executing_unit
        self.governing_unit = self.governing_unit or other.governing_unit
        self.note_money(other.money_unit)
        self.project_name = self.project_name or other.project_name
        self.project_code = self.project_code or other.project_code

    @property
    def whose(self) -> Sourced[str] | None:
        """The unit that fills the form in: as it says so, else 实施单位, else 主管部门."""
        return self.unit or self.executing_unit or self.governing_unit

    def note_money(self, unit: Sourced[str] | None) -> None:
        """Take over the unit of money if none is known yet."""
        self.money_unit = self.money_unit or unit

    def project(self) -> Project | None:
        """The project, if its name or code is stated."""
        if self.project_name is None and self.project_code is None:
            return None
        return Project(self.project_name, self.project_code)


def facts_of_text(text: str, span: Span) -> FormFacts:
    """What a paragraph, title or single cell says: （2021年度）, 单位：万元, 填报单位（盖章）：…, 制表人：…"""
    facts = FormFacts()
    flat = fold(text)
    short = len(text) <= 80
    year = _YEAR.search(flat) if short and (form_title(text) or len(text) <= 12) else None
    if year:
        facts.year = Sourced(int(year.group(1)), year.group(0), span.part(*year.span()))
    money = _MONEY_UNIT.search(flat)
    if money and short:
        facts.money_unit = Sourced(money.group(1), money.group(1), span.part(*money.span(1)))
    if short and (cut := _COLON.search(flat)):
        following = _NEXT_FIELD.search(flat, cut.end())
        value = text[cut.end() : following.start() if following else len(text)].strip()
        name, where = normal_label(text[: cut.start()]), span.part(cut.end(), cut.end() + len(value))
        sourced = Sourced(value, value, where) if value not in _PLACEHOLDER else None
        if _SIGNATURE.fullmatch(name):
            role = Sourced(text[: cut.start()], text[: cut.start()], span.part(0, cut.start()))
            facts.signatures.append(Signature(role, sourced))
        elif sourced and not (money and sourced.value.startswith(money.group(1))):
            _note(facts, name, sourced)
    return facts


def _note(facts: FormFacts, name: str, value: Sourced[str]) -> None:
    if _PROJECT_NAME.fullmatch(name):
        facts.project_name = facts.project_name or value
    elif _PROJECT_CODE.fullmatch(name):
        facts.project_code = facts.project_code or value
    elif _YEAR_FIELD.fullmatch(name):
        stated = _YEAR_VALUE.fullmatch(fold(value.value))
        if stated and facts.year is None:
            facts.year = Sourced(int(stated.group(1)), value.value, value.span)
    elif (
        _UNIT_LABEL.fullmatch(unbracketed(name)) and (value := _without_code(value)) and len(value.value) >= 3
    ):
        if _PRIMARY_UNIT.fullmatch(name):
            facts.unit = facts.unit or value
        elif "主管" in name:
            facts.governing_unit = facts.governing_unit or value
        else:
            facts.executing_unit = facts.executing_unit or value


def _without_code(value: Sourced[str]) -> Sourced[str]:
    """The unit's name behind its code; empty where digits are all there is."""
    code = _CODE_BEFORE.match(value.value)
    start = code.end() if code else 0
    if code is None and value.value[:1].isdigit():
        start = len(value.value)
    named = value.value[start:]
    return Sourced(named, named, value.span.part(start, len(value.value)))


def facts_of_row(row: Row) -> FormFacts:
    """What a row of labels and values says: 部门名称 | …, 项目编码 | … | 项目名称 | …"""
    facts = FormFacts()
    slots = row.filled
    for index, slot in enumerate(slots):
        inside = facts_of_text(slot.text, slot.span)
        facts.merge(inside)
        facts.signatures.extend(inside.signatures)
        following = slots[index + 1] if index + 1 < len(slots) else None
        if following and not is_field(following.label):
            _note(facts, slot.label, following.sourced)
            if _SIGNATURE.fullmatch(slot.label) and not _SIGNATURE.fullmatch(following.label):
                facts.signatures.append(Signature(slot.sourced, following.sourced))
        elif _SIGNATURE.fullmatch(slot.label) and not inside.signatures:
            facts.signatures.append(Signature(slot.sourced, None))
    if slots and (coded := _CODED_UNIT.fullmatch(slots[0].text)):
        where = slots[0].span.part(*coded.span(1))
        facts.unit = facts.unit or Sourced(coded.group(1), coded.group(1), where)
    return facts


def is_field(label: str) -> bool:
    """Whether the (normalised) label names a unit or a project."""
    return bool(
        _UNIT_LABEL.fullmatch(unbracketed(label))
        or _PROJECT_NAME.fullmatch(label)
        or _PROJECT_CODE.fullmatch(label)
    )


def money_unit_in(row: Row) -> Sourced[str] | None:
    """The unit of money that a header row prints in brackets: 年度预算申请（万元）."""
    for slot in row.filled:
        text = slot.text if len(slot.text) <= 60 else ""
        match = _MONEY_UNIT.search(fold(text)) or _MONEY_BRACKET.search(fold(text))
        if match:
            return Sourced(match.group(1), match.group(1), slot.span.part(*match.span(1)))
    return None
