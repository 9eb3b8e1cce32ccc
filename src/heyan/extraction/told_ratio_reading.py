"""One reading of a percentage, which figure is of which, and what the words of rates allow."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from heyan.extraction.pattern import pattern
from heyan.extraction.statements import Amount
from heyan.model.dataclass import dataclass

NAMED = pattern(r"(?:占|为|完成|达到?|占到|相当于)(?P<whole>[^,;:。()\d]{2,14}?)的$")
RATE = pattern(r"(?P<stem>[^,;:。()、\d\s]{1,12}?)(?:进度|率|比例|度)(?:[为达是约仅:了到]|高达)*$")
NEGATED = pattern(r"未|不|尚|在建|剩余|结余|无")
# What else a rate of that name may be counted from.
ALSO: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "执行": ("支出", "执行", "采购"),
        "支出": ("支出", "执行"),
        "使用": ("支出", "使用"),
        "支付": ("支出", "支付"),
        "到位": ("到位", "收到"),
        "完成": ("完成", "实际", "新建", "建成"),
        "调整": ("追加", "调增", "调整", "追减", "调减"),
        "回收": ("回收", "收回"),
    }
)
ANY_NATURE = ("节约", "调整", "追加", "增减")
WINDOW = 10  # figures of the line before a percentage that it may be of


@dataclass(frozen=True, slots=True)
class Reading:
    """A part and its whole; `sure` where the words leave no other."""

    part: Amount
    whole: Amount
    sure: bool


def usable(amount: Amount) -> bool:
    """Whether the figure is exact enough to be part or whole, and bounds nothing."""
    return not amount.quantity.comparator and counted(amount)


def counted(amount: Amount) -> bool:
    """Whether the figure is one number, stated as exact."""
    quantity = amount.quantity
    return not (quantity.upper or quantity.approximate or quantity.malformed)


def alike(one: Amount, other: Amount) -> bool:
    """Whether both count the same kind of thing."""
    if one.quantity.kind != other.quantity.kind:
        return False
    return one.quantity.kind != "piece" or one.quantity.unit == other.quantity.unit


def is_done(amount: Amount, stems: Sequence[str]) -> bool:
    """Whether the figure carries one of the names of what a rate counts as done."""
    named = any(s in amount.label or s in amount.tail[:6] for s in stems)
    return named and not NEGATED.search(amount.label.replace("不满意", "不"))
