"""Statements in words that figures can contradict: goals met, funds in place, costs controlled, progress slow …"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain, islice

from heyan.extraction import assertion_topics, statements
from heyan.extraction.assertion_money import Money, budget_and_spent, spent_share
from heyan.extraction.pattern import pattern
from heyan.extraction.prose_title import title_facts
from heyan.extraction.statements import Amount, Clause, Line
from heyan.model.claim import Assertion, Operand
from heyan.model.document import Document
from heyan.model.report import Section

_ALL = r"各项|全部|所有|全面|既定|预期|预定|年初|年度|设定"
_GOAL = rf"(?:{_ALL}|的|绩效|工作|总体|部门|整体|项目|任务|目标|指标|与|和|及|计划)"
_UNTOLD = r"(?!值|率|的|设|要|比|情况|完成|是|为|较|分|任务|指标|目标|与|和|及|后|时|\d)"
_MET = pattern(
    r"(?:全部|全面|均已?|都已?|已|已全部|圆满|顺利|如期|按期|较好地?)*"
    rf"(?:完成|达成|达到|实现)(?!的)了?(?=[^，,。；;：:]{{0,12}}(?:{_ALL}))(?=[^，,。；;：:]{{0,14}}(?:目标|指标)){_GOAL}{{1,8}}(?<=目标|指标|任务){_UNTOLD}"
    r"|(?:各项|年度|绩效|总体|预期|所有|全部|年初)[^，,。；;：:]{0,14}(?:目标|指标|任务)[^，,。；;：:]{0,6}?(?:全部|全面|均|都|已)"
    rf"(?:已|全部|按时|按期|如期|顺利|圆满|保质保量)*(?:完成|达成|达标|实现|达到){_UNTOLD}"
    r"|(?:(?:产出|效益|满意度|数量|质量|时效|成本|经济效益|社会效益|生态效益)(?:类)?指标?[，,、和及与]?){1,8}"
    rf"(?:均|全部|都|已|按时|按期|如期){{1,3}}(?:完成|达成|达标|实现){_UNTOLD}"
)
# Who the statement is about; 森林防火工作完成年度目标 tells of one piece of work only.
_GENERAL = pattern(
    r"部门|整体|总体|单位|[我本全][镇乡局办院校街县市区中]|绩效|目标|指标|全年|年度|年初|各项|项目实施|预算|\d年|政府|我们"
)
_SHORT_LEAD = 4
_MAYBE = pattern(r"目标|指标|任务")
_FUNDS = pattern(
    r"(?:资金|预算|经费|拨款|款项)[^，,。；;：:]{0,8}?(?:全部|全额|足额|均|已全部|已全额|已足额|及时足额)(?:按时|及时|已|拨付|下达)*到位|资金到位率(?:为|达到?|是)?\s*100\s*[%％]"
)
_NOT_YET = pattern(
    r"如(?![期下])|确保|保证|力争|争取|将|拟|应当?|需要?|必须|(?<![主重])要|计划|未来|下一步|努力|如果|若|只有|为了?|以便|能否|是否|能够|不能|没有|未能?|尚未|并未|难以|不够|无法|"
    r"基本|大部分|部分|除|除了|促进|推动|助力|为?实现|有利于|希望|预计|待|即将|继续|加快|督促|保障|围绕|根据|按照|对照|依据|结合"
)
# 及时 and 已 between such a word and the statement do not turn a plan into a result.
_DONE = pattern(r"(?:已经?|均已?|了)$")
_PLANS = pattern(
    r"下一步|改进|建议|措施|计划|打算|目标设[定置]|绩效目标$|年度目标$|总体目标$|保障措施|思路|安排$"
)
_RESULTS = pattern(r"完成|达成|实现")
_LEVELS = pattern(r"产出|经济效益|社会效益|生态效益|效益|满意度|数量|质量|时效|成本")
_PLANNED = pattern(r"预算|应到位|计划|下达|安排|批复")
_ARRIVED = pattern(r"到位|拨付")
_REACH = 24
_MOST = 20  # statements of one paragraph


def assertions(
    document: Document,
    sections: Sequence[Section],
    lines: Sequence[Line] | None = None,
    money: Money | None = None,
) -> tuple[Assertion, ...]:
    """The statements that all goals (or those of the levels named) are met, that all funds are in place, and of spending.

    Plans, conditions, negations and headings do not count. `figures` of funds_in_place are the planned and the
    arrived amount of its sentence, or of its paragraph where the sentence has none, labelled as printed; those of
    spending come from `money`.
    """
    read = statements.lines(document, sections) if lines is None else lines
    title_year, _ = title_facts(document)
    year = str(title_year.value) if title_year else ""
    spent = money or Money()
    found: list[Assertion] = []
    for line in read:
        found.extend(_line_assertions(line, year))
        found.extend(_of_spending(line, year, spent))
    return tuple(found)


def _of_spending(line: Line, year: str, money: Money) -> Iterator[Assertion]:
    for wording, match in islice(assertion_topics.worded(line), _MOST):
        clauses = statements.clauses(line)
        clause = clauses[bisect_right(clauses, match.start(), key=lambda item: item.start) - 1]
        topic = wording.topic
        if topic != "form_attached" and _of_another_year(line, clause, match, year):
            continue
        if topic in ("slow_progress", "large_surplus"):
            figures = spent_share(money)
        elif topic == "form_attached":
            figures = ()
        else:
            initial = "年初" in match[0]
            # More than was planned in January may have been granted since.
            known = money if initial or topic == "far_over_budget" else replace(money, initial=None)
            figures = budget_and_spent(known, initial=initial)
        yield Assertion(topic, line.span.part(match.start(), match.end()), match[0], (), figures)


def _line_assertions(line: Line, year: str) -> Iterator[Assertion]:
    if line.over and any(_PLANS.search(name) and not _RESULTS.search(name) for name in line.headings):
        return
    if not line.text.rstrip().endswith(("。", "；", ".", ";", "！", "，", "”")) and len(line.text) < _REACH:
        return  # a heading
    goals = _MET.finditer(line.text, line.body) if _MAYBE.search(line.text) else iter(())
    funds = _FUNDS.finditer(line.text, line.body) if "到位" in line.text else iter(())
    clauses: Sequence[Clause] = ()
    kept = 0
    for found in chain(goals, funds):
        clauses = clauses or statements.clauses(line)
        clause = clauses[bisect_right(clauses, found.start(), key=lambda item: item.start) - 1]
        if not _stands(line, clause, found.start(), found.end()) or _of_another_year(
            line, clause, found, year
        ):
            continue
        span = line.span.part(found.start(), found.end())
        if found.re.pattern == _MET.pattern:
            yield Assertion("goals_met", span, found[0], _scope(line, clause, found.start(), found[0]))
        else:
            yield Assertion("funds_in_place", span, found[0], (), _figures(line, clause))
        kept += 1
        if kept >= _MOST:
            return


def _of_another_year(line: Line, clause: Clause, found: re.Match[str], year: str) -> bool:
    """Whether the statement's own clause names only years that are not the paper's."""
    named = _YEAR.findall(line.folded, clause.start, found.end())
    return bool(year and named) and year not in named


def _stands(line: Line, clause: Clause, start: int, end: int) -> bool:
    """Whether the words state a result: nothing before them in the clause makes them a plan, a wish or a no."""
    before = line.text[max(clause.start, start - _REACH) : start]
    marks = list(_NOT_YET.finditer(before + line.text[start:end]))
    if any(mark.start() < len(before) + 2 or mark[0] in _NEGATIONS for mark in marks):
        return False
    subject = line.text[clause.start : start].strip(" 　，,、；;。：:")
    if len(subject) > _SHORT_LEAD and not _GENERAL.search(subject):
        return False
    sentence_start = line.text.rfind("。", max(line.body, start - 2 * _REACH), start) + 1
    lead = line.text[max(line.body, sentence_start, start - 2 * _REACH) : start]
    if re.search(r"(?:确保|力争|争取|下一步|将(?!近)|如果|是否|要求|除)", lead) and not re.search(
        r"已|了", lead
    ):
        return False
    rest = line.text[end : end + 2 * _REACH].split("。", 1)[0]
    if _EXCEPTED.search(rest) or _CHOICES.search(line.text, max(line.body, start - _REACH), end + 2 * _REACH):
        return False
    return "?" not in line.folded[end : end + 2] and not _QUALIFIED.match(line.text, end)


# A form's notes list the grades of 定性指标: 达成预期指标、部分达成预期指标…、未达成预期指标…三档.
_CHOICES = pattern(r"部分(?:达成|完成|实现)[^。]{0,60}(?:未|没有)(?:达成|完成|实现)|三档|档次|分值区间")
_EXCEPTED = pattern(r"(?:但|其中|除|仅|只有|个别|不过)[^。]{0,24}?(?:未|没有|尚|外|低于|不足|偏低|滞后)")
_YEAR = pattern(r"((?:19|20)\d{2})\s?年")
_NEGATIONS = frozenset(
    {"未", "未能", "没有", "尚未", "并未", "不能", "无法", "基本", "大部分", "部分", "除", "除了", "不够"}
)
_QUALIFIED = pattern(r"(?:的(?:情况|程度|比例|基础|前提)|情况|程度|与否|后|时|之前|以上的)")


def _scope(line: Line, clause: Clause, start: int, words: str) -> tuple[str, ...]:
    lead = line.text[max(clause.start, start - 12) : start]
    named = dict.fromkeys(found[0] for found in _LEVELS.finditer(lead + words))
    if "效益" in named and any(name.endswith("效益") and name != "效益" for name in named):
        named.pop("效益")
    return tuple(f"{name}指标" for name in named)


def _figures(line: Line, clause: Clause) -> tuple[Operand, ...]:
    money = [a for a in line.amounts if a.quantity.kind == "money" and a.nature == "plain"]
    for stated in ([a for a in money if a.sentence == clause.sentence], money):
        arrived = [a for a in stated if _ARRIVED.search(a.label) and "应" not in a.label]
        planned = [a for a in stated if _PLANNED.search(a.label) and a not in arrived]
        if len(arrived) == 1 and len(planned) == 1:
            return (_operand("first", planned[0]), _operand("second", arrived[0]))
    return ()


def _operand(role: str, amount: Amount) -> Operand:
    return Operand("first" if role == "first" else "second", amount.label, amount.quantity, amount.place)
