"""Field paths of rules, bound to the model when a pack loads: `score`, `target.quantity.unit.kind`, `form.year`."""

from __future__ import annotations

import difflib
import types
import typing
from collections.abc import Callable, Mapping
from dataclasses import is_dataclass
from decimal import Decimal
from functools import lru_cache
from types import MappingProxyType
from typing import Literal

from heyan.engine.labels import LABELS, label_of, path_label
from heyan.engine.submission import Target
from heyan.model.dataclass import dataclass
from heyan.model.quantity import Date, Measure, Quantity
from heyan.model.report import Form, Indicator, Report, Sourced
from heyan.model.span import Span

ShapeKind = Literal[
    "number", "text", "flag", "quantity", "points", "measure", "date", "record", "list", "opaque"
]


@dataclass(frozen=True, slots=True)
class Shape:
    """What a path leads to, known before any paper is read.

    `record` is the class behind a record (a quantity, measure and date too), `element` the shape of a list's
    items, `options` the closed choice of a text, `sourced` tells that a raw text stands behind the value.
    """

    kind: ShapeKind
    record: type | None = None
    element: Shape | None = None
    options: tuple[str, ...] = ()
    sourced: bool = False


NUMBER, TEXT, FLAG = Shape("number"), Shape("text"), Shape("flag")
_OPAQUE = Shape("opaque")
_PLAIN: Mapping[object, Shape] = MappingProxyType(
    {
        Decimal: NUMBER,
        int: NUMBER,
        str: TEXT,
        bool: FLAG,
        Quantity: Shape("quantity", Quantity),
        Measure: Shape("measure", Measure),
        Date: Shape("date", Date),
        Span: _OPAQUE,
    }
)
# Properties and methods that paths may use besides the fields of the dataclasses.
_DERIVED: Mapping[type, Mapping[str, Shape]] = MappingProxyType(
    {
        Quantity: {"amount": NUMBER, "step": NUMBER, "kind": TEXT},
        Measure: {"qualitative": FLAG},
        Report: {"indicators": Shape("list", element=Shape("record", Indicator))},
    }
)
# 分值 and 得分 are points by definition, with or without 分 behind the number.
_POINTS = frozenset({"weight", "score"})


class BindingError(ValueError):
    """A path that names something the model does not have; `hint` tells the nearest right name."""

    def __init__(self, message: str, hint: str | None = None) -> None:
        self.message, self.hint = message, hint
        super().__init__(message)


@dataclass(frozen=True, slots=True)
class Missing:
    """The value of a path that the paper leaves empty; `label` is its Chinese name."""

    label: str


@dataclass(frozen=True, slots=True)
class Step:
    """One name of a path. `raw` asks for a sourced value's raw text; `called` marks a method without arguments."""

    name: str
    label: str
    missing_label: str
    raw: bool = False
    called: bool = False


@dataclass(frozen=True, slots=True)
class Path:
    """A bound path. `root` is item, form, report or the name of a loop variable; `steps` lead on from there."""

    text: str
    root: str
    steps: tuple[Step, ...]
    shape: Shape
    label: str

    def follow(self, start: object) -> object:
        """The value at the end, a Sourced one unwrapped, from the root object `start`; or Missing."""
        value = start
        if value is None:
            return Missing(LABELS.get(self.root, self.root))
        for step in self.steps:
            if isinstance(value, Sourced):
                value = value.raw if step.raw else value.value
                if step.raw:
                    continue
            value = getattr(value, step.name)
            if step.called and callable(value):
                value = tuple(value())
            if value is None or (isinstance(value, Sourced) and _blank(value.value)):
                return Missing(step.missing_label)
        return value.value if isinstance(value, Sourced) else value

    def sources(self, start: object) -> tuple[Sourced[object], ...]:
        """The sourced values that the path passes, outermost first, as far as the paper has them."""
        found: list[Sourced[object]] = []
        value = start
        for step in self.steps:
            if isinstance(value, Sourced):
                if step.raw:
                    break
                value = value.value
            value = getattr(value, step.name, None)
            if isinstance(value, Sourced):
                found.append(value)
            if value is None or step.called:
                break
        return tuple(found)

    def read(self, target: Target) -> object:
        """The value for `target`, or Missing."""
        return self.follow(root_of(target, self.root))

    def source(self, target: Target) -> Sourced[object] | None:
        """The innermost sourced value on the way, None where the paper has none."""
        found = self.sources(root_of(target, self.root))
        return found[-1] if found else None


def following(path: Path) -> Callable[[object], object]:
    """What `path.follow` does, prepared: expressions read fields some thousand times a paper."""
    if any(step.raw or step.called for step in path.steps):
        return path.follow
    nowhere = Missing(LABELS.get(path.root, path.root))
    steps = tuple((step.name, Missing(step.missing_label)) for step in path.steps)

    def follow(start: object) -> object:
        value = start.value if isinstance(start, Sourced) else start
        if start is None:
            return nowhere
        for name, missing in steps:
            value = getattr(value, name)
            if value is None:
                return missing
            if type(value) is Sourced:
                value = value.value
                if _blank(value):
                    return missing
        return value

    return follow


def _blank(value: object) -> bool:
    if isinstance(value, str):
        return not value
    return isinstance(value, Measure) and not value.text


def root_of(target: Target, root: str) -> object:
    """The object that paths with that root start from."""
    if root == "form":
        return target.form
    return target.report if root == "report" else target.item


def bind(text: str, item: type) -> Path:
    """Bind a dotted path that starts at a field of `item`, at `form` or at `report`. Raises BindingError."""
    return _bind(text, item)


@lru_cache(maxsize=1024)
def _bind(text: str, item: type) -> Path:
    names = text.split(".")
    roots = fields_of(item)
    if names[0] in roots:
        return bind_from("item", item, names, text)
    if names[0] in ("form", "report"):
        return bind_from(names[0], Form if names[0] == "form" else Report, names[1:], text)
    raise unknown_name(names[0], [*roots, "form", "report"])


def bind_from(root: str, record: type, names: list[str], text: str) -> Path:
    """Bind the field names that lead on from a root of the class `record`. Raises BindingError."""
    shape = Shape("record", record)
    words: list[tuple[str, str]] = [(root, LABELS.get(root, root))] if root in ("form", "report") else []
    steps: list[Step] = []
    for name in names:
        shape, step_label, raw, called = _advance(shape, name)
        words.append((name, step_label))
        label = path_label(words)
        deep = len(words) > 1 and name in ("quantity", "date", "text", "printed")
        missing = f"{path_label(words[:-1])}的{step_label}" if deep else label
        steps.append(Step(name, step_label, missing, raw, called))
    return Path(text, root, tuple(steps), shape, path_label(words) if words else text)


def _advance(shape: Shape, name: str) -> tuple[Shape, str, bool, bool]:
    record = shape.record
    known = fields_of(record) if record else {}
    if name in known:
        owner = record.__name__ if record else ""
        called = record is not None and name in _DERIVED.get(record, {})
        return known[name], label_of(owner, name), False, called
    if name == "raw" and shape.sourced:
        return TEXT, LABELS["raw"], True, False
    if shape.kind == "list":
        raise BindingError(f"不能在一组值上取“{name}”", "用 sum(x.… for x in …)、count、any 或 all 逐个取")
    raise unknown_name(name, [*known, *(["raw"] if shape.sourced else [])])


def unknown_name(name: str, known: list[str]) -> BindingError:
    """The error for a name that is none of `known`."""
    near = difflib.get_close_matches(name, known, n=1, cutoff=0.6)
    by_label = [field for field in known if LABELS.get(field) == name]
    if near or by_label:
        return BindingError(f"没有“{name}”", f"是不是“{(near or by_label)[0]}”？")
    shown = "、".join(sorted(known)) or "没有下级字段"
    return BindingError(f"没有“{name}”", f"可用的有：{shown}")


@lru_cache(maxsize=256)
def fields_of(record: type) -> Mapping[str, Shape]:
    """The names that a path may take from an object of class `record`, with what each leads to."""
    if not is_dataclass(record):
        return MappingProxyType({})
    shapes = {name: _shape_of(hint) for name, hint in typing.get_type_hints(record).items()}
    for name in _POINTS & shapes.keys():
        shapes[name] = Shape("points", Quantity, sourced=shapes[name].sourced)
    shapes.update(_DERIVED.get(record, {}))
    return MappingProxyType({name: shape for name, shape in shapes.items() if shape.kind != "opaque"})


def _shape_of(hint: object) -> Shape:
    plain = _PLAIN.get(hint) if isinstance(hint, type) else None
    if plain is not None:
        return plain
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin in (typing.Union, types.UnionType):
        inner = [argument for argument in arguments if argument is not type(None)]
        return _shape_of(inner[0]) if len(inner) == 1 else _OPAQUE
    if origin is Sourced:
        base = _shape_of(arguments[0])
        return Shape(base.kind, base.record, base.element, base.options, sourced=True)
    if origin is Literal and all(isinstance(argument, str) for argument in arguments):
        return Shape("text", options=arguments)
    if origin is tuple and len(arguments) == 2 and arguments[1] is Ellipsis:
        element = _shape_of(arguments[0])
        return _OPAQUE if element.kind == "opaque" else Shape("list", element=element)
    if isinstance(hint, type) and is_dataclass(hint):
        return Shape("record", hint)
    return _OPAQUE
