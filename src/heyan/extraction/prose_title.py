"""The year and the unit that a paper's title gives."""

from __future__ import annotations

from heyan.extraction import outline
from heyan.extraction.pattern import pattern
from heyan.model.document import Document, Paragraph
from heyan.model.report import Sourced
from heyan.model.span import Span

_YEAR = pattern(r"(?<![\d〔【\[])((?:19|20|21)\d{2})\s?年|([二一][〇零○][〇零○一二三四五六七八九]{2})年")
_CN_DIGITS = str.maketrans("〇零○一二三四五六七八九", "000123456789")
_UNIT = pattern(
    r"(?P<unit>[^\W\d_]{2,30}?(?:人民政府|街道办事处|街道办|管理委员会|管委会|委员会|人民法院|人民检察院|事务所|服务中心|管理站|研究院|研究所|"
    r"管理局|办公室|联合会|协会|有限责任公司|有限公司|[县市区镇乡省州旗][^\W\d_]{0,14}?[局委院校站社团馆队所]|中心|医院|卫生院|学校|小学|中学|大学|学院|幼儿园|[镇乡](?!政府)|苏木|街道|农场|林场|牧场|渔场|垦区|管理区|开发区|园区|新区|示范区|局)(?:本级|（本级）|机关)?)"
    r"(?=(?:\d{4}|部门|整体|项目|预算|单位|财政|绩效|支出|自评|关于|的|年度|[\s　（(：:，,。]|$))"
)
_FIELD = pattern(
    r"(?:填报单位|(?<![^\s（(])部门|部门名称|单位名称|填报部门|预算单位|预算部门|主管部门及?代码?|评价单位|编制单位|部门[（(]单位[）)]名称|单位)\s*(?:[（(](?:盖章|公章|签章)[）)])?\s*[：:]\s*(?P<unit>[^\s，,。；;：:]{4,40})"
)
_TITLE_WORD = pattern(r"绩效|自评|报告|目标表|评价|部门整体|支出")
_LONGEST_TITLE = 60
_MOST_PARAGRAPHS = 12
_UNIT_END = pattern(
    r"(?:政府|办事处|苏木|街道|农场|林场|区|局|委|会|办|中心|院|校|站|社|馆|队|所|学|园|镇|乡|处|本级|机关|公司|部)$"
)


def title_facts(document: Document) -> tuple[Sourced[int] | None, Sourced[str] | None]:
    """Year and unit from the titles and fields at the head of the paper; None for what they do not tell."""
    year: Sourced[int] | None = None
    unit: Sourced[str] | None = None
    for paragraph in _head(document):
        text = document.text_of(paragraph.span)
        if year is None:
            year = _year(text, paragraph.span)
        if unit is None:
            unit = unit_in(text, paragraph.span)
        if year is not None and unit is not None:
            break
    return year, unit


def _head(document: Document) -> list[Paragraph]:
    found: list[Paragraph] = []
    for paragraph in document.paragraphs():
        text = document.text[paragraph.span.start : min(paragraph.span.end, paragraph.span.start + 200)]
        if not text.strip():
            continue
        number = outline.numbering(text)
        if len(found) >= _MOST_PARAGRAPHS or (number is not None and number.text and number.depth > 0):
            break
        if len(text.strip()) <= _LONGEST_TITLE:
            found.append(paragraph)
    return found


def _year(text: str, span: Span) -> Sourced[int] | None:
    found = _YEAR.search(text)
    if found is None:
        return None
    digits = found[1] or found[2].translate(_CN_DIGITS)
    return Sourced(int(digits), found[0], span.part(found.start(), found.end()))


def unit_in(text: str, span: Span) -> Sourced[str] | None:
    """The unit that a title or a field (填报单位：…) names."""
    field = _FIELD.search(text)
    if field is not None and _UNIT_END.search(field["unit"]):
        return Sourced(field["unit"], field["unit"], span.part(*field.span("unit")))
    start = 0
    year = _YEAR.search(text)
    if year is not None and not text[: year.start()].strip(" \t　﻿#"):
        start = year.end() + (1 if text[year.end() : year.end() + 1] == "度" else 0)
    else:
        start = len(text) - len(text.lstrip(" \t　﻿#"))
    found = _UNIT.match(text, start)
    if found is None or not (_TITLE_WORD.search(text, found.end()) or found.end() >= len(text.rstrip()) - 1):
        return None
    return Sourced(found["unit"], found["unit"], span.part(*found.span("unit")))
