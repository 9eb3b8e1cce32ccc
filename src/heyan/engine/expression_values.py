"""Values of expressions: what is unknown and why, Kleene logic, numbers, comparison, and how steps read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import field
from decimal import Decimal, DecimalException
from types import MappingProxyType
from typing import Literal

from heyan.engine.limits import Meter
from heyan.model.dataclass import dataclass
from heyan.model.quantity import Date, Measure, Quantity

Operator = Literal["==", "!=", "<", "<=", ">", ">="]
_RELATIONS: Mapping[Operator, Callable[[Decimal, Decimal], bool]] = MappingProxyType(
    {
        "==": lambda a, b: a == b,
        "!=": lambda a, b: a != b,
        "<": lambda a, b: a < b,
        "<=": lambda a, b: a <= b,
        ">": lambda a, b: a > b,
        ">=": lambda a, b: a >= b,
    }
)


@dataclass(frozen=True, slots=True)
class Unknown:
    """Neither true nor false: `missing` names fields that the paper leaves empty, `causes` tells other reasons."""

    missing: tuple[str, ...] = ()
    causes: tuple[str, ...] = ()

    def __or__(self, other: Unknown) -> Unknown:
        return Unknown(_united(self.missing, other.missing), _united(self.causes, other.causes))

    @property
    def reason(self) -> str:
        """In Chinese, what is in the way."""
        parts = ([f"缺少{'、'.join(self.missing)}"] if self.missing else []) + list(self.causes)
        return "；".join(parts) or "无法判断"


@dataclass(slots=True)
class Scope:
    """What one evaluation works on. `steps` is None unless a trace is wanted; `variables` are those of loops."""

    item: object
    form: object
    report: object
    variables: dict[str, object] = field(default_factory=dict)
    steps: list[str] | None = None
    meter: Meter = field(default_factory=Meter)


Evaluate = Callable[[Scope], object]


def _united(first: tuple[str, ...], second: tuple[str, ...]) -> tuple[str, ...]:
    return first + tuple(name for name in second if name not in first)


def number(value: object) -> Decimal | Unknown:
    """The number behind a value, a quantity's amount in its kind's base unit; Unknown where there is none."""
    if isinstance(value, Decimal):
        return value if value.is_finite() else Unknown(causes=("不是有限的数",))
    if isinstance(value, Quantity):
        if value.malformed:
            return Unknown(causes=(f"数字不合规范：{value.malformed}",))
        return number(value.amount)
    if isinstance(value, int) and not isinstance(value, bool):
        return Decimal(value)
    return value if isinstance(value, Unknown) else Unknown(causes=("不是数",))


def combine(left: object, right: object, operate: Callable[[Decimal, Decimal], Decimal]) -> Decimal | Unknown:
    """`operate` on two numbers; Unknown where one is, and where the result leaves what Decimal can hold."""
    first, second = number(left), number(right)
    if isinstance(first, Unknown) or isinstance(second, Unknown):
        return _either(first, second)
    try:
        return operate(first, second)
    except ZeroDivisionError:
        return Unknown(causes=("除数为零",))
    except DecimalException:
        return Unknown(causes=("数字过大",))


def _either(first: object, second: object) -> Unknown:
    if isinstance(first, Unknown):
        return first | second if isinstance(second, Unknown) else first
    return second if isinstance(second, Unknown) else Unknown()


def comparing(operator: Operator) -> Callable[[object, object], bool | Unknown]:
    """The comparison of two numbers, texts or flags. Quantities of different kinds give Unknown."""
    relation, equal = _RELATIONS[operator], operator == "=="

    def compare(left: object, right: object) -> bool | Unknown:
        if isinstance(left, Unknown) or isinstance(right, Unknown):
            return _either(left, right)
        if isinstance(left, str | bool):
            return (left == right) is equal
        if isinstance(left, Quantity) and isinstance(right, Quantity) and left.kind != right.kind:
            return Unknown(causes=(f"单位不同类：{_unit_name(left)}与{_unit_name(right)}",))
        first, second = number(left), number(right)
        if isinstance(first, Unknown) or isinstance(second, Unknown):
            return _either(first, second)
        return relation(first, second)

    return compare


def _unit_name(quantity: Quantity) -> str:
    return quantity.unit.name if quantity.unit else "无单位"


def negate(value: object) -> bool | Unknown:
    """Kleene not."""
    if isinstance(value, Unknown):
        return value
    return value is not True


def all_of(values: Iterable[object]) -> bool | Unknown:
    """Kleene and; stops at the first false."""
    unknown: Unknown | None = None
    for value in values:
        if value is False:
            return False
        if isinstance(value, Unknown):
            unknown = unknown | value if unknown else value
    return unknown if unknown is not None else True


def any_of(values: Iterable[object]) -> bool | Unknown:
    """Kleene or; stops at the first true."""
    unknown: Unknown | None = None
    for value in values:
        if value is True:
            return True
        if isinstance(value, Unknown):
            unknown = unknown | value if unknown else value
    return unknown if unknown is not None else False


def uniting(parts: Sequence[Evaluate], *, decisive: bool) -> Evaluate:
    """Kleene and (`decisive` False) or or (True) of parts that are worked out as far as needed."""

    def evaluate(scope: Scope) -> object:
        unknown: Unknown | None = None
        for part in parts:
            value = part(scope)
            if value is decisive:
                return value
            if isinstance(value, Unknown):
                unknown = unknown | value if unknown else value
        return unknown if unknown is not None else not decisive

    return evaluate


def plain(value: Decimal) -> str:
    """A number without exponent and without the zeros that arithmetic leaves behind."""
    if value.is_finite() and abs(value.adjusted()) > 60:
        return str(value)
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def shown(value: object) -> str:
    """A value as a step prints it."""
    match value:
        case Unknown():
            return "（空）" if value.missing else "（不明）"
        case Quantity():
            return f"{format(value.value, 'f')}{value.unit.name if value.unit else ''}"
        case Measure():
            return f"“{clipped(value.text)}”"
        case Date():
            parts = [f"{value.year}年" if value.year else "", f"{value.month}月" if value.month else ""]
            return "".join(parts) + (f"{value.day}日" if value.day else "")
        case bool():
            return "是" if value else "否"
        case Decimal():
            return plain(value)
        case str():
            return f"“{clipped(value)}”"
        case tuple():
            return f"{len(value)}项"
        case _:
            return str(value) if isinstance(value, int) else "…"


def clipped(text: str, limit: int = 40) -> str:
    """A text short enough for a step."""
    flat = " ".join(text.split())
    return flat if len(flat) <= limit else flat[: limit - 1] + "…"


def verdict_word(value: object) -> str:
    """是, 否 or 无法判断."""
    if isinstance(value, Unknown):
        return "无法判断"
    return "是" if value is True else "否"
