"""Statements about spending and about annexes: how papers word them, and what keeps the words from stating anything."""

from __future__ import annotations

import re
from collections.abc import Iterator

from heyan.extraction.pattern import pattern
from heyan.extraction.statements import Line
from heyan.model.claim import AssertionTopic
from heyan.model.dataclass import dataclass

_BUDGET = r"(?:年初|全年|当年|年度|本年|部门|单位|批复|批准|调整后?|的)*预算(?:数|额|总额|金额|指标)?"
_OF_WHAT = r"(?:项目|各项|各类|运行|运转|行政|资金|工程|建设|实施|部门|整体|单位|机关|的|了)*"
_HOW = r"(?:仍|还|都|均|普遍|整体|总体|比较|相对|明显|略微?|有所)*"


@dataclass(frozen=True, slots=True)
class Wording:
    """How a topic is worded. `cues` are words of which one must occur; `over` and `lead` are what, in the headings or
    in front of the words in their sentence, makes them something else than a statement about the paper's year."""

    topic: AssertionTopic
    cues: tuple[str, ...]
    words: re.Pattern[str]
    over: re.Pattern[str]
    lead: re.Pattern[str]
    behind: re.Pattern[str]


_PLANNED = r"下一步|改进|建议|措施|计划|打算|思路|要求|目标设[定置]|预期目标|绩效目标$|年度目标$"
_OTHER_YEAR = r"上一?年|去年|往年|以前年度|历年|明年|来年|下一?年"
_WISH = (
    r"确保|保证|力争|争取|将(?!近)|拟|应当?|须|需要?|必须|(?<![主重])要(?!求)|计划|下一步|努力|如果|若|只有|为了?|以便|能否|是否|能够|"
    r"未能?|没有|无法|不能|不足|不够|不力|不严|尚|并非|难以|难|希望|预计|即将|继续|督促|围绕|按照|对照|依据|除|防止|避免|杜绝|关于|要求|目标|指标|考核"
)
_PART = (
    r"部分|个别|少数|有的|某|一些|多数|上半年|前期|初期|季度|\d月|月份|月底|年中|前三|阶段|三公|接待|会议|培训|公车|公务|出国|用车|"
    r"基本支出|项目支出|人员|公用|工程|专项|单项|其中|子项目|该项目|基金|采购|债券|涉农|惠农|直达|扶贫|衔接"
)
_HEALED = r"防止|避免|杜绝|解决|针对|对于|针对性|改善|扭转|克服|减少|如果|如(?!期)|若|是否|可能|容易|易|未|没有|不存在|无|并非|不是|将(?!近)|确保|力争"

_WORDINGS = (
    Wording(
        "cost_controlled",
        ("控制", "管控", "把控", "超"),
        pattern(
            rf"(?:严格|从严|有效|合理|切实|全面|较好)地?(?:的)?(?:控制|管控|把控)了?{_OF_WHAT}成本(?!指标|的|费|效益)"
            rf"|(?:成本|(?<!项目)支出|费用)(?:总额|总量)?(?:均|都|全部|已|严格)*控制在(?:了)?{_BUDGET}(?:范围|额度|总额)?(?:之|以)?内"
            r"|成本(?:得到|均|都|已|了|有效|严格|合理|较好)+(?:的|地)?控制"
            rf"|(?:(?<!项目)支出|(?<!项目)资金|费用|成本|执行)(?:均|都|全部|总额|数)*(?:未|没有)(?:有)?超(?:出|过)?{_BUDGET}(?!的)"
        ),
        pattern(rf"{_PLANNED}|{_OTHER_YEAR}"),
        pattern(rf"{_WISH}|{_OTHER_YEAR}|{_PART}"),
        pattern(r"(?:的)?(?:能力|意识|水平|力度|方面|工作|不|情况|需|有待|要|机制|制度|目标|为目标)"),
    ),
    Wording(
        "far_over_budget",
        ("超", "高于", "突破"),
        pattern(
            rf"(?:远远?|大幅度?|大大|严重|明显|大量)(?:地)?(?:超过|超出|超支?|高于|大于|多于|突破)(?:了)?{_BUDGET}(?!的|执行率|收入)"
            r"|(?:支出|资金|经费|预算)(?:严重|大幅度?|明显)(?:地)?超支"
        ),
        pattern(rf"下一步|改进措施|{_OTHER_YEAR}"),
        pattern(rf"{_HEALED}|{_OTHER_YEAR}|{_PART}|收入|需求|申请|测算|概算"),
        pattern(r"(?:的)?(?:可能|风险|现象|情况(?:不|没))"),
    ),
    Wording(
        "slow_progress",
        ("低", "慢", "滞后", "不高", "不理想", "不快"),
        pattern(
            rf"(?<!项目)(?<!项目资金)(?:支出|支付|执行|资金使用|资金拨付)(?:的)?(?:进度|率|进展){_HOW}(?:较|偏|过|比较|不够|太)?(?:低(?!于)|缓慢|慢|滞后|不高|不理想|不快)(?!于)"
        ),
        pattern(rf"下一步|改进措施|{_OTHER_YEAR}"),
        pattern(rf"{_HEALED}|{_OTHER_YEAR}|{_PART}"),
        pattern(r"(?:的)?(?:可能|风险|部门|单位|项目|资金|问题(?:得到|已|基本))"),
    ),
    Wording(
        "large_surplus",
        ("结余", "结转", "存量"),
        pattern(
            rf"(?:结余结转|结转结余|结转和结余|结余|结转|存量)(?:资金|数额|金额|规模|比例|率|额)*{_HOW}(?:较|偏|过|太|比较)(?:大|多|高)"
        ),
        pattern(rf"下一步|改进措施|{_OTHER_YEAR}"),
        pattern(rf"{_HEALED}|{_OTHER_YEAR}|{_PART}"),
        pattern(r"(?:的)?(?:可能|风险|部门|单位|项目|问题(?:得到|已|基本))"),
    ),
    Wording(
        "form_attached",
        ("附后", "另附", "见附", "附件", "附表"),
        pattern(
            r"(?:自评|评分|评价)(?:打分|得分|指标|评分|结果)*表[》”\"]?(?:（|\()?(?:详?见附[件表后]|附后|另附)"
            r"|(?:详?见)(?:本报告)?附[件表]\d?[:：]?[《“\"]?[^，。；\n]{0,30}(?:自评|评分|评价)(?:打分|得分|指标|评分)*表"
            r"|附件\d?[:：]\s*[《“\"]?[^，。；\n]{0,40}(?:自评|评分|评价)(?:打分|得分|指标|评分)*表"
        ),
        pattern(r"(?!)"),
        pattern(r"请|要求|按照|报送|应|须|不再|另行|单独"),
        pattern(r"(?!)"),
    ),
)


def worded(line: Line) -> Iterator[tuple[Wording, re.Match[str]]]:
    """The statements of those topics in a line, in order within a topic."""
    for wording in _WORDINGS:
        if not any(cue in line.text for cue in wording.cues):
            continue
        if any(wording.over.search(name) and "问题" not in name for name in line.headings):
            continue
        if any(_LAST_YEAR.search(name) for name in line.headings) and wording.topic != "form_attached":
            continue
        for found in wording.words.finditer(line.text, line.body):
            if _stated(line, wording, found):
                yield wording, found


_LAST_YEAR = pattern(_OTHER_YEAR)
_SENTENCE = pattern(r"[。！？!?\n]")
_BREAK = pattern(r"[，,；;：:。！？!?\n]")
_REACH = 60


def _stated(line: Line, wording: Wording, found: re.Match[str]) -> bool:
    lead = line.text[max(line.body, found.start() - _REACH) : found.start()]
    ends = list(_SENTENCE.finditer(lead))
    lead = lead[ends[-1].end() :] if ends else lead
    if wording.lead.search(_clause(lead)) or _STRONG.search(lead):
        return False
    rest = line.text[found.end() : found.end() + _REACH]
    if wording.behind.match(rest):
        return False
    return "?" not in line.folded[found.end() : found.end() + 2]


# What bears on the whole sentence, not on its own clause only.
_STRONG = pattern(
    r"下一步|今后|明年|来年|确保|力争|如果|若|将(?!近)|要求|应(?:当|极力|该)?(?!对|急|收|得|用|缴|届)"
)


def _clause(lead: str) -> str:
    stops = list(_BREAK.finditer(lead))
    return lead[stops[-1].end() :] if stops else lead
