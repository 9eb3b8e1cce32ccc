"""The labels of the forms, as data: what a header, a level or a budget line may be called.

Sources: the form variants of the ministry's and the provinces' templates (财预〔2020〕10号, 财预〔2021〕101号 and
regional ones). Patterns match a label with white space, brackets' content and colons already removed.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal, TypeVar

from heyan.extraction.pattern import pattern as later

ColumnRole = Literal[
    "level1", "level2", "name", "description", "nature", "target", "adjusted_target", "unit", "actual",
    "weight", "score", "coefficient", "completion", "reason", "basis", "note", "project", "other",
]  # fmt: skip

_INDICATOR_HEADERS: tuple[tuple[ColumnRole, str], ...] = (
    ("level1", r"一级指标(名称)?|一级"),
    ("level2", r"二级指标(名称)?|二级|指标类[别型]"),
    ("name", r"三级指标(名称)?|三级|四级指标|指标名称|绩效指标名称|指标内容|具体指标|(三级)?绩效指标|(评价|考核)指标"),
    ("nature", r"指标性质|指标值类型|指标符号|运算符号?|计算符号|比较符号?|符号|指标值性质|性质"),
    ("unit", r"度量单位|计量单位|指标值?单位|单位"),
    ("adjusted_target", r"(年度)?调整后?(的)?(年度)?(指标|目标)值"),
    (
        "target",
        r"(年度|年初|全年|预期|计划|本年度?|绩效|当年)?(预期|设定|计划)?(指标|目标)值(及单位|和单位|[A-Z])?|绩效标准"
        r"|(年初|年度|预期|计划|绩效)(设定)?目标|目标值(及单位)?|指标目标值?|预期值|计划值|指标值内容",
    ),
    (
        "actual",
        r"(全年|年度|本年|自评|年末|实际)?(实际)?(完成|实现|达成)(指标)?(值|情况|数)(及单位|和单位|[A-Z])?"
        r"|(全年|年度|本年)?实际(完成|实现)?值([A-Z])?|完成结果|指标完成情况|实际完成",
    ),
    ("weight", r"(指标)?(分值|权重|标准分值?|满分|应得分值?|分数|指标分值)(分|%|系数)?|(指标|设定)权重(值|分)?|评价分值"),
    ("coefficient", r"(指标)?得分(系数|率|比例)"),
    ("completion", r"完成系数|(指标|目标|任务)?完成(率|比例|程度)|偏[差离](率|度|值)"),
    ("score", r"(自评|指标|实际|评价|最终|部门自评|单位自评)?得分(数|分|情况)?|自评分(值|数)?|实得分|评分|自评分"),
    (
        "reason",
        r".*(偏差|未完成|未达标|扣分|差异|未达成).*(原因|分析|说明|措施).*|原因分析.*|(改进|整改)措施|原因(说明)?|扣分原因|未完成原因.*",
    ),
    (
        "basis",
        r".*(确定|设定|设置|评分|评价|计分|取值|扣分).{0,4}(依据|标准|规则|方法|细则)|依据|指标依据|评[价分](标准|依据|方法)|数据来源|佐证.*",
    ),
    (
        "description",
        r"(绩效)?指标(值)?(描述|解释|说明|内涵|含义|定义)|描述|说明|指标值说明|解释|内容",
    ),
    ("note", r"备注(说明)?"),
    ("project", r"(支出|子|二级|专项)?项目名称|支出项目"),
    ("other", r"序号|是否核心(指标)?|指标方向性?|方向|责任(单位|部门|股室|科室)|完成时限|评审意见|核心指标"),
)  # fmt: skip

BudgetRole = Literal["initial", "annual", "executed", "weight", "rate", "score", "reason"]

_BUDGET_HEADERS: tuple[tuple[BudgetRole, str], ...] = (
    ("initial", r"(年初|年度|部门年初)?年?初?(批复)?(安排)?预算(数|金额|额)|年初预算(安排)?|年初数|年初批复数|年初预算批复数"),
    (
        "annual",
        r"(全年|年度)(调整)?后?预算(数|金额|总额)?[AＡ]?|调整后?(的)?(全年|年度)?预算(数|金额)?[AＡ]?|预算数[AＡ]|预算调整(后)?数|"
        r"调整后?(预算)?数|年度预算数|最终预算数|资金安排数|全年预算",
    ),
    (
        "executed",
        r"(全年|年度|实际|预算|本年|累计)?(实际)?(执行|支出|完成|使用)(数|金额|额)[BＢ]?|全年(预算)?执行(数)?|决算数|"
        r"实际支出|实际执行|到位执行数",
    ),
    ("rate", r"(预算|资金)?(执行|使用|完成)率([BＢ]/[AＡ]|%|[CＣ])*"),
    ("weight", r"(预算)?(执行率)?(分值|权重)(分)?|标准分|满分"),
    ("score", r"(自评|实际)?得分(.*执行率.*)?|自评分|(预算)?执行率?得分"),
    ("reason", r".*原因.*|备注|说明|情况说明"),
)  # fmt: skip

_LEVEL1 = later(
    r"(产出|效益|效果|成本|满意度|社会公众或服务对象满意度|服务对象满意度|投入|过程|管理|管理效率|运行成本|履职效能|履职|"
    r"社会效应|可持续发展能力|决策|预算执行|预算管理|部门管理|资金管理|项目管理|项目决策|项目过程|项目产出|项目效益|项目效果|"
    r"产出与效益|服务对象满意|年度)(类)?(指标|情况|率)?"
)
_LEVEL2 = later(
    r"(产出)?(数量|质量|时效|成本|进度)(类)?(指标)?|(项目)?(经济|社会|生态|环境|生态环境|可持续)(效益|影响|成本|效应|发展)?(类)?(影响)?(指标)?"
    r"|(社会)?(公众)?[或及和、]?(服务|受益)?(对象|群众|公众|群体|职工|企业|群众)*的?满意(度|程度)(类)?(指标)?"
    r"|满意度指标|社会效益和可持续影响指标"
)
_SYMBOLS = frozenset(
    ["≥", "≤", ">", "<", "=", "≧", "≦", "＞", "＜", "＝", "﹦", ">=", "<=", "≡", "≈", "≠", "＞＝", "＜＝", "=>", "=<", "⩾", "⩽", "≥=", "≤=", "大于等于", "小于等于", "大于", "小于", "等于", "不低于", "不超过"]
)  # fmt: skip
_KINDS = later(r"(定性|定量|正向|反向|逆向|适度)(指标|描述|类)?")
_TOTAL_ROW = later(
    r"(自评|绩效|指标|综合|最终|评价)?(总得分|总分值?|合计|总计|得分合计|总评分?|合计得分|总分合计|综合得分|分数合计)(数|值)?"
)

_INCOME = later(
    r"(一般公共预算|公共财政预算|政府性基金|国有资本经营|社会保险基金|(纳入)?(预算)?(财政)?专户|事业单位?经营|事业|单位自有|单位|自有|经营|"
    r"附属单位|上级补助|上级|中央|省级?|市级?|区级?|县级?|本级|财政|本年|当年|其[他它])"
    r"(预算|管理|经营|的|非税|财政|专项|性|当年|本年|教育|收费|专户|补助|转移支付|配套|安排|上缴|收入){0,4}(拨款|收入|资金|补助)|"
    r"上年(度)?(资金)?结转(结余)?(资金)?|(一般)?公共(财政)?预算|(政府性基金|国有资本经营|社会保险基金)(预算)?|"
    r"(上年)?结转结余(资金)?|自筹资金|其他"
)
_FUND = later(
    r"(其中)?(财政(拨款)?资金|财政性资金|财政拨款|其[他它]资金|自筹资金|社会资金|单位资金|自有资金)"
)
_EXPENDITURE = later(r"(基本支出|项目支出|经营支出|上缴上级支出|事业单位经营支出)(预算|经费|总额|小计)?")
_MONEY_TOTAL = later(
    r"(年度|全年|本年|本年度|年初)?(本级)?(预算)?(项目)?(资金|预算|收入|支出|收支)(资金)?(总额|合计|总计|总数|总金额|总量)|"
    r"按收入性质分|按支出性质分|预算数|预算金额|(年度)?(本级)?预算金额|总额|资金额度|年度预算"
)


R = TypeVar("R", bound=str)


def _compile(table: tuple[tuple[R, str], ...]) -> tuple[tuple[R, re.Pattern[str]], ...]:
    return tuple((role, later(pattern)) for role, pattern in table)


_INDICATOR_PATTERNS = _compile(_INDICATOR_HEADERS)
_BUDGET_PATTERNS = _compile(_BUDGET_HEADERS)
_LONGEST_LABEL = 28
# 执行率③=②/①: the number of a column and how it is worked out.
_MARKS = later(r"[①②③④⑤⑥⑦⑧⑨⑩].*$")


def _role(patterns: tuple[tuple[R, re.Pattern[str]], ...], label: str) -> R | None:
    if not label or len(label) > _LONGEST_LABEL:
        return None
    role = next((role for role, pattern in patterns if pattern.fullmatch(label)), None)
    if role is None and (marked := _MARKS.search(label)):
        return _role(patterns, label[: marked.start()])
    # 全年（调整）预算数: what stands in brackets inside a label is part of it.
    return role or (_role(patterns, unbracketed(label)) if "(" in label else None)


def unbracketed(label: str) -> str:
    """The label with brackets inside it opened: 部门(单位)名称 gives 部门单位名称."""
    return label.replace("(", "").replace(")", "")


@lru_cache(maxsize=4096)
def column_role(label: str) -> ColumnRole | None:
    """The role of an indicator table's column with that (normalised) header."""
    return _role(_INDICATOR_PATTERNS, label)


@lru_cache(maxsize=4096)
def budget_role(label: str) -> BudgetRole | None:
    """The role of a budget table's column with that (normalised) header."""
    return _role(_BUDGET_PATTERNS, label)


@lru_cache(maxsize=4096)
def is_level1(label: str) -> bool:
    """Whether the label is a known 一级指标."""
    return bool(_LEVEL1.fullmatch(label))


@lru_cache(maxsize=4096)
def is_level2(label: str) -> bool:
    """Whether the label is a known 二级指标."""
    return bool(_LEVEL2.fullmatch(label))


def is_symbol(label: str) -> bool:
    """Whether the cell holds only a comparator or the kind of an indicator value (定性)."""
    return label in _SYMBOLS or is_kind(label)


def is_kind(label: str) -> bool:
    """Whether the cell tells the kind of an indicator value (定性, 正向指标)."""
    return len(label) <= 6 and bool(_KINDS.fullmatch(label))


def is_blank(label: str) -> bool:
    """Whether the cell says nothing: empty, /, —, ……, 无."""
    return not label.strip("/-—－–\\／*…．.·_ 无") if len(label) <= 8 else False


def is_total_row(label: str) -> bool:
    """Whether the label opens a 总分 row."""
    return bool(_TOTAL_ROW.fullmatch(label))


MoneyLabel = Literal["income", "fund", "expenditure", "total"]


@lru_cache(maxsize=4096)
def money_label(label: str) -> MoneyLabel | None:
    """What a label says of the money beside it; `label` without 其中 and colons."""
    if not label or len(label) > _LONGEST_LABEL:
        return None
    if _EXPENDITURE.fullmatch(label):
        return "expenditure"
    if _MONEY_TOTAL.fullmatch(label):
        return "total"
    if _FUND.fullmatch(label):
        return "fund"
    if _INCOME.fullmatch(label):
        return "income"
    return None
