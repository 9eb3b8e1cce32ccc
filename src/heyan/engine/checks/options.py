"""What every check kind's options share."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields
from decimal import Decimal
from types import MappingProxyType
from typing import ClassVar, Literal, TypedDict, dataclass_transform

from heyan.engine.binding import BindingError, bind, unknown_name
from heyan.engine.lexicon import Lexicons
from heyan.engine.limits import MAX_ENTRIES
from heyan.model.dataclass import dataclass
from heyan.model.finding import Band

# What every observation may tell besides its own slots; `formula` is the first line of the evidence.
FIGURES = frozenset({"reported", "expected", "difference", "formula"})
# Variants of the fault by the `case` of the options in which they occur; "" holds for every case.
Variants = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Limit:
    """What an option's value keeps to, told to the loader and the JSON Schema in pydantic's own protocol, without
    importing it: a pack out of the cache needs none of it, and it is a quarter of a cold start."""

    keyword: Literal["gt", "ge", "min_length"]
    bound: Decimal | int

    def __get_pydantic_core_schema__(
        self, source: object, handler: Callable[[object], Mapping[str, object]]
    ) -> dict[str, object]:
        return {**handler(source), self.keyword: self.bound}


NOT_EMPTY = Limit("min_length", 1)
SEVERAL = Limit("ge", 2)
POSITIVE = Limit("gt", Decimal(0))
NOT_NEGATIVE = Limit("ge", Decimal(0))


class _Strictness(TypedDict):
    extra: Literal["forbid"]


@dataclass_transform(frozen_default=True, kw_only_default=True)
@dataclass(frozen=True, kw_only=True)
class CheckOptions:
    """Options of one check kind; a subclass adds `kind: Literal["..."]` and its own options.

    Subclasses are frozen dataclasses by inheritance; the loader validates them, a limit is an `Annotated[..., Limit]`.

    `slots` are the message slots that its observations fill, `figures` which of FIGURES they set besides; messages may use no others. `bands`
    and `variants` are what its observations may carry, so what a rule may grade. `targets` are the collections it may run on (empty: any).
    `relates` tells whether the numbers it used are held against others of the paper; a check of signs, units, wording
    or a fixed limit passes nearly any number, so that it constrains none.
    `paths` and `lexicons` name those options that hold field paths of the item or names of lexicons (a string
    or a tuple of strings each); the loader checks that what they name exists.
    """

    __pydantic_config__: ClassVar[_Strictness] = {"extra": "forbid"}

    slots: ClassVar[frozenset[str]] = frozenset()
    figures: ClassVar[frozenset[str]] = FIGURES
    bands: ClassVar[frozenset[Band]] = frozenset()
    variants: ClassVar[Variants] = MappingProxyType({})
    targets: ClassVar[frozenset[str]] = frozenset()
    relates: ClassVar[bool] = True
    paths: ClassVar[frozenset[str]] = frozenset()
    lexicons: ClassVar[frozenset[str]] = frozenset()

    def __init_subclass__(cls) -> None:
        dataclass(frozen=True, kw_only=True)(cls)

    @property
    def gradable(self) -> tuple[str, ...]:
        """The variants and bands that a finding of these options may have: the keys that `grades` may use."""
        case = getattr(self, "case", "")
        own = (variant for key in dict.fromkeys(("", case)) for variant in self.variants.get(key, ()))
        return (*own, *sorted(self.bands))

    def chosen(self) -> dict[str, object]:
        """The options that are not at their defaults, by name; the kind aside."""
        given = {field.name: getattr(self, field.name) for field in fields(self) if field.name != "kind"}
        defaults = {field.name: field.default for field in fields(self)}
        return {name: value for name, value in given.items() if value != defaults[name]}

    def verify(self, item: type, lexicons: Lexicons) -> None:
        """Check that what the options name exists for items of that class. Raises BindingError."""
        for field in fields(self):
            value = getattr(self, field.name)
            if isinstance(value, tuple) and len(value) > MAX_ENTRIES:
                raise BindingError(f"{field.name} 的项数过多", f"不超过 {MAX_ENTRIES} 项")
        for option in sorted(self.paths):
            for path in _names(getattr(self, option)):
                bind(path, item)
        for option in sorted(self.lexicons):
            for name in _names(getattr(self, option)):
                if name not in lexicons:
                    raise unknown_name(name, list(lexicons))


def _names(value: object) -> tuple[str, ...]:
    if isinstance(value, str):
        return (value,)
    return tuple(value) if isinstance(value, tuple) else ()
