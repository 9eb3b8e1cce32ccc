"""The kind `unit`: units are there, fit the thing that is measured, and are the same on both sides."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from types import MappingProxyType
from typing import ClassVar, Literal, assert_never

from heyan.engine.checks.options import CheckOptions, Variants
from heyan.engine.checks.unit_names import name_against_value, thing_against_unit
from heyan.engine.checks.unit_places import money_without_unit, observe
from heyan.engine.judgement import comparable
from heyan.engine.lexicon import Lexicon, Lexicons
from heyan.engine.notation import written
from heyan.engine.submission import Target
from heyan.engine.verdict import Verdict, failed, not_applicable, not_evaluated, passed
from heyan.model.quantity import Quantity, Unit
from heyan.model.report import Breakdown, BudgetRow, Indicator

Case = Literal[
    "target_actual", "name_unit", "missing_unit", "thing_unit", "doubled", "percent_word", "bare_money"
]
# A unit this much coarser than the other hides a slip (亿 answered in 元).
_OTHER_SCALE = Decimal(10_000)
# 平方米 for 亩 and 米 for 公里 are further apart than any two units of one kind that papers exchange freely.
_OTHER_MEASURE = Decimal(500)
# Values this close once converted (2.5亿元, 25000万元) leave no doubt that the units were meant.
_SAME_SIZE = Decimal(5)
_AMOUNTS = frozenset({"money", "number"})
_SCALED = _AMOUNTS | {"area", "length"}
_POINTS = frozenset({"percent", "percentage_point"})
# A year and a day have no fixed ratio, yet 1年 answered by 300天 is no fault of units.
_TIMES = frozenset({"months", "duration", "workday"})
_OF_PEOPLE = frozenset({"person", "person_time", "household"})
_PEOPLE = re.compile(
    r"[人户员民众群客者生师童妇军兵]|干部|家庭|对象|职工|队伍|就业|培训|服务|补助|救助|慰问|走访"
)
_A_HEAD = re.compile(r"[人户亩]均|单价|每[人户亩]")
_BLANK = frozenset({"", "无", "/", "／", "-", "—", "--", "——", "－", "空"})
_PERCENT_WORD = re.compile(r"\d\s*个?百分比|百分比\s*\d|^百分比$")
_NUMERIC = re.compile(r"[\d.,，、\s%％<>=≥≤＜＞＝≡±~～\-—+()（）/]+")
_BOUND_WORDS = re.compile(
    r"(不|大于|小于|等于|超过|低于|高于|少于|多于|达到|以上|以下|以内|左右|至少|至多|最|约|近|余|多|或|达|控制在|内|为|是|得|应|万|亿|千|百|数值?)"
)
_MONEY_NAME = re.compile(
    r"金额|资金|经费|支出|收入|成本|投资|引资|产值|税|租金|补助|补贴|拨款|预算|费用|额度|总额|价|债务|存款|贷款|增收|工资|薪酬|费$"
)
_DIMENSIONLESS = re.compile(
    r"(倍数?|系数|指数|比值|得分|评分|分值|等级|级别|名次|排名|[^同占对类攀评]比|[^长宽高深厚温角]度|年份|[pP][hH]值?)$"
)


class UnitCheck(CheckOptions):
    """One fault of units a case.

    `target_actual`: 指标值 and 完成值 in different kinds, or (variant `scale`) the same at other orders of
    magnitude, or (variant `points`) percent beside percentage points · `name_unit`: a name that promises a rate, a
    time or a count with another kind of value (variants `rate`, `time`, `time_percent`, `count`), or a rate or a
    count with words (`words`) · `missing_unit`: a figure without unit (variant `zero` for a bare 0) · `thing_unit`: the thing in the name is counted otherwise (variant `within` where it does not
    end the name) · `doubled`: the unit both in the value and in its own column (variant `conflict`: two
    different ones) · `percent_word`: 百分比 for % · `bare_money`: money with 万 or 亿 only, or an amount without
    the unit that its neighbours print.
    """

    kind: Literal["unit"] = "unit"
    case: Case
    look: Literal["target", "actual"] = "target"
    lexicon: str = "units_of_things"

    slots: ClassVar[frozenset[str]] = frozenset(
        {"name", "target", "actual", "value", "unit", "target_unit", "actual_unit", "thing", "scale"}
    )
    figures: ClassVar[frozenset[str]] = frozenset({"reported", "expected", "formula"})
    variants: ClassVar[Variants] = MappingProxyType(
        {
            "target_actual": ("points", "scale"),
            "name_unit": ("count", "rate", "time", "time_percent", "words"),
            "missing_unit": ("zero",),
            "thing_unit": ("within",),
            "doubled": ("conflict",),
        }
    )
    targets: ClassVar[frozenset[str]] = frozenset(
        {"indicators", "form_indicators", "prose_indicators", "budget_rows", "breakdowns"}
    )
    relates: ClassVar[bool] = False
    lexicons: ClassVar[frozenset[str]] = frozenset({"lexicon"})


def check_unit(options: UnitCheck, target: Target, lexicons: Lexicons) -> Verdict:
    """Judges the case of the options."""
    item = target.item
    if options.case == "bare_money" and isinstance(item, BudgetRow | Breakdown):
        return money_without_unit(item, target.form)
    if not isinstance(item, Indicator):
        return not_applicable("不是指标")
    lexicon = lexicons.get(options.lexicon, Lexicon(options.lexicon, {}))
    return _judge_for(options, lexicon)(item)


def _judge_for(options: UnitCheck, lexicon: Lexicon) -> Callable[[Indicator], Verdict]:
    match options.case:
        case "target_actual":
            return _target_actual
        case "name_unit":
            return name_against_value
        case "missing_unit":
            return _missing_unit
        case "thing_unit":
            return lambda indicator: thing_against_unit(indicator, lexicon)
        case "doubled":
            return _doubled
        case "percent_word":
            return _percent_word
        case "bare_money":
            return lambda indicator: _bare_money(indicator, options.look)
        case _:
            assert_never(options.case)


def _target_actual(indicator: Indicator) -> Verdict:
    target, actual = indicator.target, indicator.actual
    if target is None or actual is None:
        return not_applicable("没有指标值或完成值")
    goal, done = target.value.quantity, actual.value.quantity
    if goal is None or done is None:
        return not_applicable("不是两个数量")
    spots = (target.span, actual.span)
    if goal.malformed or done.malformed:
        return not_evaluated("数字写法有误", spots)
    if goal.unit is None or done.unit is None:
        return not_applicable("有一处没有单位")
    variant = None
    if comparable(goal, done) or {goal.kind, done.kind} <= _TIMES:
        if not _other_scale(goal, done):
            return passed(spots)
        variant = "scale"
    elif goal.kind.split("/")[0] == done.kind.split("/")[0]:
        return not_evaluated("一处按期、按件计数，一处是总数，不能直接比较", spots)
    elif {goal.kind, done.kind} == _POINTS:
        variant = "points"
    name = indicator.name.value if indicator.name else ""
    odd, other = ("指标值", target), ("完成值", actual)
    if _fits_worse(done.unit, goal.unit, name):
        odd, other = other, odd
    units = {"指标值": goal.unit.name, "完成值": done.unit.name}
    seen = observe(
        indicator,
        place=odd[1].span,
        related=((other[0], other[1].span),),
        value=written(goal if odd[1] is target else done),
        unit=units[odd[0]],
        reported=units[odd[0]],
        expected=units[other[0]],
        evidence=f"指标值 {written(goal)}，完成值 {written(done)}",
        variant=variant,
    )
    return failed((seen,), spots)


def _fits_worse(done: Unit, goal: Unit, name: str) -> bool:
    """Whether the unit of 完成值 fits the name no better than that of 指标值, so that it is the one to look at.

    People and households are counted in names that speak of them; prices and amounts a head are no 万元.
    """
    return _strangeness(done, name) >= _strangeness(goal, name)


def _strangeness(unit: Unit, name: str) -> int:
    if unit.kind in _OF_PEOPLE and not _PEOPLE.search(name):
        return 1
    return int(unit.kind == "money" and unit.factor >= _OTHER_SCALE and bool(_A_HEAD.search(name)))


def _other_scale(goal: Quantity, done: Quantity) -> bool:
    if goal.unit is None or done.unit is None or not {goal.kind, done.kind} <= _SCALED:
        return False
    amounts = sorted((abs(goal.amount), abs(done.amount)))
    if amounts[0] and amounts[1] / amounts[0] <= _SAME_SIZE:
        return False
    factors = sorted((goal.unit.factor, done.unit.factor))
    least = _OTHER_SCALE if {goal.kind, done.kind} <= _AMOUNTS else _OTHER_MEASURE
    return factors[0] > 0 and factors[1] / factors[0] >= least


def _missing_unit(indicator: Indicator) -> Verdict:
    target = indicator.target
    if target is None or target.value.quantity is None or target.value.date is not None:
        return not_applicable("不是数量指标值")
    quantity = target.value.quantity
    spots = (target.span,)
    if quantity.unit is not None and (quantity.kind != "number" or quantity.unit.factor == 1):
        return passed(spots)
    column = indicator.unit.value.strip() if indicator.unit else ""
    if column not in _BLANK or _has_words(target.value.text):
        return passed(spots)
    name = indicator.name.value.strip() if indicator.name else ""
    if quantity.unit is not None and _MONEY_NAME.search(name):
        return not_applicable("只写“万”“亿”的金额另行核对")
    if _DIMENSIONLESS.search(name) and not name.endswith("满意度"):
        return not_applicable("该指标可以没有单位")
    seen = observe(
        indicator,
        place=target.span,
        value=target.value.text,
        reported=target.value.text,
        evidence=f"指标值“{target.value.text}”没有写明单位",
        variant="zero" if quantity.value == 0 else None,
    )
    return failed((seen,), spots)


def _has_words(text: str) -> bool:
    """Whether something besides figures, comparators and their words stands in the value (a unit unknown to us)."""
    return bool(_BOUND_WORDS.sub("", _NUMERIC.sub("", text)))


def _doubled(indicator: Indicator) -> Verdict:
    target, unit = indicator.target, indicator.unit
    if target is None or unit is None or unit.value.strip() in _BLANK:
        return not_applicable("没有单位栏")
    printed = target.value.printed
    if printed is None:
        return not_applicable("不是数量指标值")
    if printed.unit is None or printed.unit.name in ("万", "亿"):
        return passed((target.span,))
    column = unit.value.strip()
    text = "".join(target.value.text.split()).replace("％", "%")
    same = (
        text.endswith(column.replace("％", "%"))
        or printed.unit.name == column
        or _both_percent(printed, column)
    )
    if not same and "/" in printed.kind:
        return passed((target.span,))
    seen = observe(
        indicator,
        place=target.span,
        related=(("度量单位", unit.span),),
        value=target.value.text,
        unit=column,
        reported=f"{target.value.text} {column}",
        expected=text.removesuffix(column) if same else None,
        evidence=f"指标值“{target.value.text}”已带单位，单位栏又写“{column}”",
        variant=None if same else "conflict",
    )
    return failed((seen,), (target.span,))


def _both_percent(printed: Quantity, column: str) -> bool:
    return printed.kind == "percent" and column in ("%", "％", "百分比")


def _percent_word(indicator: Indicator) -> Verdict:
    for field, label in ((indicator.target, "指标值"), (indicator.actual, "完成值")):
        if field is not None and _PERCENT_WORD.search(field.value.text):
            text = field.value.text
            seen = observe(
                indicator,
                place=field.span,
                value=text,
                reported=text,
                expected=text.replace("个百分比", "%").replace("百分比", "%"),
                evidence=f"{label}“{text}”把“百分比”当作单位",
            )
            return failed((seen,), (field.span,))
    unit = indicator.unit
    if unit is not None and _PERCENT_WORD.search(unit.value.strip()):
        seen = observe(
            indicator,
            place=unit.span,
            value=unit.value,
            reported=unit.value,
            expected="%",
            evidence="单位写作“百分比”",
        )
        return failed((seen,), (unit.span,))
    quantity = indicator.target.value.quantity if indicator.target else None
    if quantity is None or quantity.kind != "percent":
        return not_applicable("不是百分数")
    return passed()


def _bare_money(indicator: Indicator, look: Literal["target", "actual"]) -> Verdict:
    field = indicator.target if look == "target" else indicator.actual
    quantity = (field.value.printed or field.value.quantity) if field else None
    if field is None or quantity is None:
        return not_applicable("不是数量")
    name = f"{indicator.name.value if indicator.name else ''}"
    spots = (field.span,)
    if quantity.kind == "money":
        return passed(spots)
    bare = quantity.unit is not None and quantity.kind == "number" and quantity.unit.factor >= _OTHER_SCALE
    whole = field.value.quantity
    if (
        not bare
        or not _MONEY_NAME.search(name)
        or (whole is not None and whole.kind not in ("number", "money"))
    ):
        return not_applicable("不是只写“万”“亿”的金额")
    if whole is not None and whole.kind == "money":
        return passed(spots)
    unit = quantity.unit.name if quantity.unit else ""
    seen = observe(
        indicator,
        place=field.span,
        value=field.value.text,
        unit=unit,
        reported=field.value.text,
        expected=f"{field.value.text}元",
        evidence=f"“{field.value.text}”只写“{unit}”，没有写“{unit}元”",
    )
    return failed((seen,), spots)
