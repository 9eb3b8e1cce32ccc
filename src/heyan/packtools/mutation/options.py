"""Other values of a check's options, told from their types; a new check kind needs nothing here."""

from __future__ import annotations

import types
import typing
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, fields
from decimal import Decimal
from itertools import combinations

from pydantic import TypeAdapter, ValidationError

from heyan.engine.checks.options import CheckOptions
from heyan.model.dataclass import dataclass
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
    reader = TypeAdapter(type(options))
    for option, part, change, values in _variants(options):
        written = {field.name: getattr(options, field.name) for field in fields(options)}
        try:
            changed = reader.validate_python({**written, **values})
        except ValidationError:
            continue
        yield OptionVariant(option, part, change, changed)


# The option, the piece of it, what is done to it, and the options that come out new.
_Change = tuple[str, str, str, Mapping[str, object]]


def _variants(options: CheckOptions) -> Iterator[_Change]:
    annotations = typing.get_type_hints(type(options), include_extras=True)
    for field in fields(options):
        name, value = field.name, getattr(options, field.name)
        if name == "kind":
            continue
        for part, change, new in _changes(name, value, annotations[name]):
            yield name, part, change, {name: new}
        if field.default is not MISSING and value != field.default:
            yield name, name, "dropped", {name: field.default}
    for first, second in combinations((field.name for field in fields(options)), 2):
        # Two options of one type (numerator, denominator) in each other's place.
        one, other = getattr(options, first), getattr(options, second)
        same = str(annotations[first]) == str(annotations[second])
        if same and one is not None and other is not None and one != other and not isinstance(one, bool):
            yield first, f"{first}⇄{second}", "swapped", {first: other, second: one}


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
