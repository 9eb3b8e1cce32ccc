"""Other values of a check's options, told from their types; a new check kind needs nothing here."""

from __future__ import annotations

import types
import typing
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations

from pydantic import ValidationError

from heyan.engine.checks.options import CheckOptions
from heyan.packtools.mutation.expressions import neighbours
from heyan.packtools.mutation.patterns import without_alternatives


@dataclass(frozen=True, slots=True)
class OptionVariant:
    """The options with one of them changed. `part` names the option (and the piece of it), `change` the change."""

    option: str
    part: str
    change: str
    options: CheckOptions


def option_variants(options: CheckOptions) -> Iterator[OptionVariant]:
    """All single changes that the check kind takes; what it refuses is left out."""
    kind = type(options)
    for name, field in kind.model_fields.items():
        if name == "kind":
            continue
        value = getattr(options, name)
        for part, change, new in _changes(name, value, field.annotation):
            changed = _with(options, {name: new})
            if changed is not None:
                yield OptionVariant(name, part, change, changed)
        if name in options.model_fields_set and not field.is_required() and value != field.get_default():
            changed = _with(options, {name: field.get_default()})
            if changed is not None:
                yield OptionVariant(name, name, "dropped", changed)
    yield from _swapped(options)


def _swapped(options: CheckOptions) -> Iterator[OptionVariant]:
    """Two options of one type (numerator, denominator) in each other's place."""
    fields = type(options).model_fields
    for first, second in combinations(fields, 2):
        one, other = getattr(options, first), getattr(options, second)
        same = str(fields[first].annotation) == str(fields[second].annotation)
        if same and one is not None and other is not None and one != other and not isinstance(one, bool):
            changed = _with(options, {first: other, second: one})
            if changed is not None:
                yield OptionVariant(first, f"{first}⇄{second}", "swapped", changed)


def _with(options: CheckOptions, changes: Mapping[str, object]) -> CheckOptions | None:
    written = {name: getattr(options, name) for name in type(options).model_fields}
    try:
        return type(options).model_validate({**written, **changes})
    except ValidationError:
        return None


def _changes(name: str, value: object, annotation: object) -> Iterator[tuple[str, str, object]]:
    """(part, change, new value) for one option."""
    if isinstance(value, bool):
        yield name, str(not value).lower(), not value
    elif isinstance(value, int | Decimal):
        for change, number in neighbours(Decimal(value)):
            yield name, change, int(number) if isinstance(value, int) else number
    elif isinstance(value, tuple) and len(value) > 1:
        for index, item in enumerate(value):
            yield f"{name}[{item}]", "dropped", value[:index] + value[index + 1 :]
    elif isinstance(value, Mapping):
        for key in value:
            yield f"{name}[{key}]", "dropped", {other: item for other, item in value.items() if other != key}
    elif isinstance(value, str) and (choices := literals(annotation)):
        for choice in choices:
            if choice != value:
                yield name, choice, choice
    elif isinstance(value, str) and name == "pattern":
        for dropped, rest in without_alternatives(value):
            yield f"{name}[{dropped}]", "dropped", rest


def literals(annotation: object) -> tuple[str, ...]:
    """The choices of a Literal, inside of Optional and Annotated too; empty for other types."""
    origin = typing.get_origin(annotation)
    if origin is typing.Literal:
        return tuple(choice for choice in typing.get_args(annotation) if isinstance(choice, str))
    if origin in (typing.Union, types.UnionType, typing.Annotated):
        return tuple(choice for inner in typing.get_args(annotation) for choice in literals(inner))
    return ()
