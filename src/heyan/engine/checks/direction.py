"""The kinds `direction` and `comparator`: the sign before a value fits the indicator, and is one at all."""

from __future__ import annotations

import re
from decimal import Decimal
from types import MappingProxyType
from typing import Annotated, ClassVar, Literal, assert_never

from heyan.engine.checks.options import POSITIVE, CheckOptions, Variants
from heyan.engine.lexicon import Lexicon, Lexicons
from heyan.engine.notation import as_written, figure, trimmed, written
from heyan.engine.polarity import mentions, polarity
from heyan.engine.submission import Target
from heyan.engine.verdict import Observation, Verdict, failed, not_applicable, passed
from heyan.model.quantity import Measure, Quantity
from heyan.model.report import Indicator, Sourced
from heyan.model.span import Span

_RATE = re.compile(r"(率|度|比例|比重|占比|覆盖面)$")
_COST_LEVEL = re.compile(r"成本")
# What is paid out to people has a lower limit with good reason.
_BENEFIT = re.compile(
    r"补助|补贴|发放|救助|待遇|工资|薪酬|奖励|抚恤|慰问|保障标准|节约|节支|下降|降低|减少|压减"
)
# What is counted by things done or served; of money and time less may be meant.
_COUNTED = frozenset(
    {"person", "person_time", "household", "piece", "case", "time_count", "area", "length", "animal", "plant"}
)
_SIGN_TEXT = {">=": "≥", "<=": "≤", ">": "＞", "<": "＜"}


class DirectionCheck(CheckOptions):
    """The comparator of a 指标值 against what the indicator's name says is better.

    Cases: `upward`, more is better yet the target is an upper limit (variant `by_level` where only the level 数量指标
    says so) or nothing at all (variant `zero`) · `downward`, less is better yet it is a lower
    limit (variant `by_level` where only the level 成本指标 says so) · `full_rate`, a rate of at least `full`
    percent, which cannot be exceeded (variant `by_value` where the name is not a rate's). Names that pull both ways are not applicable.
    """

    kind: Literal["direction"] = "direction"
    case: Literal["upward", "downward", "full_rate"]
    full: Annotated[Decimal, POSITIVE] = Decimal(100)
    lexicon: str = "polarity"

    slots: ClassVar[frozenset[str]] = frozenset({"name", "target", "comparator", "wanted", "because"})
    figures: ClassVar[frozenset[str]] = frozenset({"reported", "expected", "formula"})
    variants: ClassVar[Variants] = MappingProxyType(
        {"upward": ("by_level", "zero"), "downward": ("by_level",), "full_rate": ("by_value",)}
    )
    targets: ClassVar[frozenset[str]] = frozenset({"indicators", "form_indicators", "prose_indicators"})
    relates: ClassVar[bool] = False
    lexicons: ClassVar[frozenset[str]] = frozenset({"lexicon"})


class ComparatorCheck(CheckOptions):
    """The sign itself: one that no form allows (≡) in a 指标值, or any sign at all in a 完成值 (`where: actual`).

    Variants in a 完成值: `words` (以上, 超过), `equal` (a needless =).
    """

    kind: Literal["comparator"] = "comparator"
    where: Literal["target", "actual"] = "target"

    slots: ClassVar[frozenset[str]] = frozenset({"name", "target", "actual", "comparator", "value"})
    figures: ClassVar[frozenset[str]] = frozenset({"reported", "formula"})
    variants: ClassVar[Variants] = MappingProxyType({"": ("equal", "words")})
    targets: ClassVar[frozenset[str]] = frozenset({"indicators", "form_indicators", "prose_indicators"})
    relates: ClassVar[bool] = False


def check_direction(options: DirectionCheck, target: Target, lexicons: Lexicons) -> Verdict:
    """Judges the case of the options; without a comparator, a name or a direction it is not applicable."""
    indicator = target.item
    if not isinstance(indicator, Indicator) or indicator.target is None:
        return not_applicable("没有指标值")
    quantity = indicator.target.value.quantity
    if quantity is None or quantity.comparator == "invalid":
        return not_applicable("指标值没有可比的数")
    lexicon = lexicons.get(options.lexicon, Lexicon(options.lexicon, {}))
    name = _name(indicator)
    if options.case == "upward" and _is_nothing(quantity):
        return _zero(indicator, quantity, name, lexicon)
    if quantity.comparator is None:
        return not_applicable("指标值没有比较符号")
    match options.case:
        case "upward":
            return _upward(indicator, quantity, polarity(name, lexicon), lexicon.groups.get("capped", ()))
        case "downward":
            return _downward(indicator, quantity, polarity(name, lexicon))
        case "full_rate":
            return _full_rate(indicator, quantity, lexicon.groups.get("unbounded", ()), options.full)
        case _:
            assert_never(options.case)


def _is_nothing(quantity: Quantity) -> bool:
    return quantity.value == 0 and quantity.comparator != ">" and not quantity.malformed


def _zero(indicator: Indicator, quantity: Quantity, name: str, lexicon: Lexicon) -> Verdict:
    """A target of nothing: a fault where more is better, unless standing still is an aim (增长率 ≥0)."""
    if polarity(name, lexicon) != "higher" or mentions(name, lexicon.groups.get("unbounded", ())):
        return not_applicable("不是越高越好的指标")
    return _wrong(indicator, quantity, "大于0", "越高越好", "zero")


def _upward(indicator: Indicator, quantity: Quantity, leaning: str, capped: tuple[str, ...]) -> Verdict:
    variant = None
    if leaning == "none" and _is_count(indicator, quantity) and not mentions(_name(indicator), capped):
        variant = "by_level"
    elif leaning != "higher":
        return not_applicable("不是越高越好的指标")
    if quantity.comparator not in ("<", "<="):
        return _right(indicator)
    because = "越高越好" if variant is None else "数量指标一般是至少做多少"
    return _wrong(indicator, quantity, "≥", because, variant)


def _name(indicator: Indicator) -> str:
    return indicator.name.value if indicator.name else ""


def _is_count(indicator: Indicator, quantity: Quantity) -> bool:
    """Whether the level says that things are counted, and the unit that they are."""
    level = indicator.level2.value if indicator.level2 else ""
    return "数量" in "".join(level.split()) and quantity.kind in _COUNTED


def _downward(indicator: Indicator, quantity: Quantity, leaning: str) -> Verdict:
    variant = None
    if leaning in ("none", "either") and _is_cost(indicator, quantity):
        variant = "by_level"
    elif leaning != "lower":
        return not_applicable("不是越低越好的指标")
    if quantity.comparator not in (">", ">="):
        return _right(indicator)
    return _wrong(indicator, quantity, "≤", "越低越好", variant)


def _is_cost(indicator: Indicator, quantity: Quantity) -> bool:
    if indicator.name and _BENEFIT.search(indicator.name.value):
        return False
    levels = (indicator.level1, indicator.level2)
    costly = any(level is not None and _COST_LEVEL.search(level.value) for level in levels)
    return costly and (quantity.kind == "money" or quantity.kind.startswith("money/"))


def _full_rate(
    indicator: Indicator, quantity: Quantity, unbounded: tuple[str, ...], full: Decimal
) -> Verdict:
    name = "".join(indicator.name.value.split()) if indicator.name else ""
    if quantity.kind != "percent" or mentions(name, unbounded):
        return not_applicable("不是有上限的比率")
    named = bool(_RATE.search(name.removesuffix("指标")))
    if not named and quantity.amount > full:
        return not_applicable("不是有上限的比率")
    if quantity.comparator not in (">", ">=") or quantity.amount < full:
        return _right(indicator)
    return _wrong(indicator, quantity, "=", f"最高只能是{trimmed(full)}%", None if named else "by_value")


def _right(indicator: Indicator) -> Verdict:
    return passed((indicator.target.span,) if indicator.target else ())


def _wrong(
    indicator: Indicator, quantity: Quantity, wanted: str, because: str, variant: str | None
) -> Verdict:
    field = indicator.target
    if field is None:
        return not_applicable("没有指标值")
    name = indicator.name.value.strip() if indicator.name else "（未填名称的指标）"
    sign = quantity.comparator_text or _SIGN_TEXT.get(quantity.comparator or "", "")
    related = (("指标名称", indicator.name.span),) if indicator.name else ()
    unit = "%" if quantity.kind == "percent" else quantity.unit.name if quantity.unit else ""
    right = f"大于0{unit}" if variant == "zero" else f"{wanted}{figure(quantity)}{unit}"
    likely = "若名称的方向相反则合理" if variant == "zero" else f"若“{sign}”为“{wanted}”则合理"
    seen = Observation(
        place=field.span,
        related=related,
        slots={
            "name": name,
            "target": as_written(field.value),
            "comparator": sign,
            "wanted": wanted,
            "because": because,
        },
        reported=written(quantity),
        expected=right,
        evidence=(f"“{name}”{because}，指标值却写“{written(quantity)}”",),
        hypotheses=(likely,),
        identity=(name, written(quantity)),
        variant=variant,
    )
    return failed((seen,), (field.span,))


def check_comparator(options: ComparatorCheck, target: Target, _lexicons: Lexicons) -> Verdict:
    """Fails at a sign that no form allows, or at a sign in a 完成值."""
    indicator = target.item
    if not isinstance(indicator, Indicator):
        return not_applicable("不是指标")
    field = indicator.target if options.where == "target" else indicator.actual
    quantity = (field.value.quantity or field.value.printed) if field else None
    if field is None or quantity is None:
        return not_applicable("不是数量")
    if options.where == "actual":
        return _sign_in_actual(indicator, field, quantity)
    if quantity.comparator is None:
        return not_applicable("没有比较符号")
    if quantity.comparator != "invalid":
        return passed((field.span,))
    place = _sign_place(indicator, field, quantity)
    evidence = f"“{quantity.comparator_text}”不是比较符号（≥、≤、＞、＜、=）"
    return _bad_sign(indicator, place, field, quantity, evidence)


def _sign_in_actual(indicator: Indicator, field: Sourced[Measure], quantity: Quantity) -> Verdict:
    if quantity.comparator is None or (quantity.comparator == "=" and not quantity.comparator_text):
        return passed((field.span,))
    # A sign taken over from the 指标性质 column is the form's, not the writer's.
    printed = field.value.printed or quantity
    if printed.comparator is None:
        return passed((field.span,))
    evidence = f"完成值“{field.value.text}”带比较符号，不是实际达到的数值"
    variant = "equal" if printed.comparator == "=" else None
    if re.search(r"[\u4e00-\u9fff]", printed.comparator_text):
        variant = "words"
    return _bad_sign(indicator, field.span, field, printed, evidence, variant=variant)


def _sign_place(indicator: Indicator, field: Sourced[Measure], quantity: Quantity) -> Span:
    """The 指标性质 cell where the sign stands there, else the value."""
    nature = indicator.nature
    if nature and quantity.comparator_text and quantity.comparator_text in nature.raw:
        return nature.span
    return field.span


def _bad_sign(
    indicator: Indicator,
    place: Span,
    field: Sourced[Measure],
    quantity: Quantity,
    evidence: str,
    *,
    variant: str | None = None,
) -> Verdict:
    name = indicator.name.value.strip() if indicator.name else "（未填名称的指标）"
    sign = quantity.comparator_text or _SIGN_TEXT.get(quantity.comparator or "", "")
    related = [("指标名称", indicator.name.span)] if indicator.name else []
    if place != field.span:
        related.append(("指标值", field.span))
    seen = Observation(
        place=place,
        related=tuple(related),
        slots={
            "name": name,
            "target": as_written(indicator.target.value) if indicator.target else "",
            "actual": indicator.actual.value.text if indicator.actual else "",
            "comparator": sign,
            "value": field.value.text,
        },
        reported=written(quantity),
        evidence=(evidence,),
        identity=(name, sign, field.value.text),
        variant=variant,
    )
    return failed((seen,), (field.span,))
