"""What an indicator's name promises: a rate, a time, a count, or things that are counted in a certain unit."""

from __future__ import annotations

import re

from heyan.engine.checks.unit_places import observe
from heyan.engine.lexicon import Lexicon
from heyan.engine.notation import written
from heyan.engine.verdict import Verdict, failed, not_applicable, passed
from heyan.model.quantity import Measure, Quantity
from heyan.model.report import Indicator

_NOTES = re.compile(r"[（(【\[].*?[)）】\]]|[\s:：;；,，。、]|[≥≤＜＞<>=]?\d+(\.\d+)?[%％]?$")
_RATE_NAME = re.compile(r"(率|比例|比重|占比|百分比|满意度|满意程度)$")
# They end like rates but are measured otherwise.
_NOT_A_RATE = re.compile(r"(频率|效率|汇率|利率|速率|功率|容积率|费率|税率|分辨率|密度|心率|曲率|概率|倍率)$")
_TIME_NAME = re.compile(r"(时间|时限|日期|工期|期限|时点|时长|周期|时效)$")
_COUNT_NAME = re.compile(
    r"(人数|户数|人次|次数|个数|件数|起数|场次|场数|项数|处数|株数|亩数|只数|头数|台数|套数|份数|家数|村数|数量|总数|面积|里程|长度|公里数|数)$"
)
_NOT_A_COUNT = re.compile(r"(指数|系数|倍数|分数|参数|函数|基数|比数|多数|位数|天数|年数|月数|小时数)$")
# A number in words, or all of something, in a value that is no quantity.
_TELLS_NUMBER = re.compile(r"[\d零一二三四五六七八九十百千万两几半]|全|均|所有|不漏|应.尽")
_GRADED = re.compile(r"(满意度|满意程度)$")
_PLACEHOLDERS = frozenset({"数量", "质量", "时效", "成本", "满意度", "时间"})
_RATE_KINDS = frozenset({"percent", "permille", "percentage_point", "multiple", "number", "concentration"})
_TIME_KINDS = frozenset({"months", "duration", "workday", "lesson", "age", "point", "number"})
_DAY_WORDS = re.compile(
    r"(年|月|季度|日|旬)(年?[底末初中]|之?前|以前|以内|内|份)|[年月]度?完成$|[年月]\d+日|^(当|本|全)年(度)?(内)?完成?$"
)
_LONGEST_DATE = 24


def name_against_value(indicator: Indicator) -> Verdict:
    """Fails where the 指标值 is not what the name promises; names that promise nothing are not applicable."""
    if indicator.name is None or indicator.target is None:
        return not_applicable("没有名称或指标值")
    name = bare_name(indicator.name.value)
    measure = indicator.target.value
    if name in _PLACEHOLDERS:
        return not_applicable("名称是占位名")
    promised = _promise(name)
    if promised is None:
        return not_applicable("名称没有说明值的类型")
    if not measure.text:
        return not_applicable("没有填指标值")
    fault = _MISFITS[promised](measure) or _words_misfit(promised, name, measure)
    spots = (indicator.target.span,)
    if fault is None:
        return passed(spots) if measure.quantity or measure.date else not_applicable("指标值是文字")
    wanted, variant = fault
    shown = written(measure.quantity) if measure.quantity else measure.text
    description = indicator.description
    related = (("指标说明", description.span),) if description else ()
    seen = observe(
        indicator,
        place=indicator.target.span,
        related=related,
        value=shown,
        thing=wanted,
        reported=measure.text,
        expected=wanted,
        evidence=f"名称“{indicator.name.value.strip()}”应填{wanted}，指标值是“{measure.text}”",
        variant=variant,
    )
    return failed((seen,), spots)


def bare_name(name: str) -> str:
    """The name without notes in brackets, white space, a trailing figure and the word 指标."""
    return _NOTES.sub("", name).removesuffix("指标")


def _promise(name: str) -> str | None:
    if _RATE_NAME.search(name):
        return None if _NOT_A_RATE.search(name) else "rate"
    if _TIME_NAME.search(name):
        return "time"
    if _COUNT_NAME.search(name) and not _NOT_A_COUNT.search(name):
        return "count"
    return None


def _is_date(measure: Measure) -> bool:
    if measure.quantity is not None:
        return False
    if measure.date is not None:
        return True
    return len(measure.text) <= _LONGEST_DATE and bool(_DAY_WORDS.search(measure.text))


def _rate_misfit(measure: Measure) -> tuple[str, str] | None:
    if _is_date(measure):
        return "百分比", "rate"
    quantity = measure.quantity
    if quantity is None or quantity.malformed or quantity.unit is None or "/" in quantity.kind:
        return None
    return None if quantity.kind in _RATE_KINDS or _unknown(quantity) else ("百分比", "rate")


def _time_misfit(measure: Measure) -> tuple[str, str] | None:
    quantity = measure.quantity
    if quantity is None or measure.date is not None or quantity.malformed or quantity.unit is None:
        return None
    if quantity.kind in ("percent", "permille"):
        return "日期或时长", "time_percent"
    return None if _timely(quantity) else ("日期或时长", "time")


def _words_misfit(promised: str, name: str, measure: Measure) -> tuple[str, str] | None:
    """Words where a rate or a count was promised; 满意度 comes in grades, deadlines are the rules' of dates."""
    if promised == "time" or not measure.qualitative or _GRADED.search(name):
        return None
    if _TELLS_NUMBER.search(measure.text):
        return None
    return ("百分比" if promised == "rate" else "数量", "words")


def _unknown(quantity: Quantity) -> bool:
    """Whether the unit is one that the registry does not know; it is then a kind by its own name."""
    return quantity.unit is not None and quantity.kind == quantity.unit.name


def _timely(quantity: Quantity) -> bool:
    # 次 and 期 count periods (周期 2次), and rates per time are times too.
    if _unknown(quantity):
        return True
    return quantity.kind in _TIME_KINDS or "/" in quantity.kind or quantity.kind == "time_count"


def _count_misfit(measure: Measure) -> tuple[str, str] | None:
    if _is_date(measure):
        return "数量", "count"
    quantity = measure.quantity
    if quantity is None or quantity.malformed:
        return None
    return ("数量", "count") if quantity.kind in ("percent", "permille", "percentage_point") else None


_MISFITS = {"rate": _rate_misfit, "time": _time_misfit, "count": _count_misfit}


_KIND_NAMES = {
    "person_time": "人次",
    "person": "人",
    "household": "户",
    "area": "面积单位",
    "length": "长度单位",
    "animal": "头、只",
    "plant": "株",
    "money": "金额单位",
}
_SUFFIX = re.compile(r"(总?数量?|总量|规模)$")
# Percentages and times are other cases' business; a generic 个 for households is this one's.
_NOT_JUDGED = frozenset(
    {"percent", "permille", "percentage_point", "number", "multiple", "months", "duration", "point"}
)


def thing_against_unit(indicator: Indicator, lexicon: Lexicon) -> Verdict:
    """Fails where the thing that the name counts is counted in a unit of another kind."""
    field = indicator.target if indicator.target and indicator.target.value.quantity else indicator.actual
    quantity = field.value.quantity if field else None
    if indicator.name is None or field is None or quantity is None or quantity.unit is None:
        return not_applicable("没有名称或带单位的数量")
    if quantity.kind in _NOT_JUDGED or "/" in quantity.kind or _unknown(quantity):
        return not_applicable("单位不是计量事物的单位")
    found = thing_named(bare_name(indicator.name.value), lexicon)
    if found is None:
        return not_applicable("名称里没有已知的事物")
    kind, word, ends_name = found
    spots = (field.span,)
    if quantity.kind == kind:
        return passed(spots)
    seen = observe(
        indicator,
        place=field.span,
        value=written(quantity),
        unit=quantity.unit.name,
        thing=word,
        reported=quantity.unit.name,
        expected=_KIND_NAMES.get(kind, kind),
        evidence=f"“{word}”应以{_KIND_NAMES.get(kind, kind)}计，这里用“{quantity.unit.name}”",
        variant=None if ends_name else "within",
    )
    return failed((seen,), spots)


def thing_named(name: str, lexicon: Lexicon) -> tuple[str, str, bool] | None:
    """The kind and the word of the thing that the name counts, and whether the word ends the name.

    Inside a name only the last thing counts, and only if the name goes on to speak of its number.
    """
    stem = _SUFFIX.sub("", name)
    ending: tuple[int, str, str] | None = None
    inside: tuple[int, int, str, str] | None = None
    for kind, words in lexicon.groups.items():
        for word in words:
            if (name.endswith(word) or stem.endswith(word)) and (ending is None or len(word) > ending[0]):
                ending = (len(word), kind, word)
            at = name.rfind(word)
            if at >= 0 and (inside is None or (at + len(word), len(word)) > inside[:2]):
                inside = (at + len(word), len(word), kind, word)
    if ending is not None:
        return ending[1], ending[2], True
    if inside is not None and stem != name:
        return inside[2], inside[3], False
    return None
