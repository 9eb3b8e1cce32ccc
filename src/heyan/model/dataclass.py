"""Dataclasses with slots that cost little to define.

The standard library compiles six methods for each class, half a millisecond, used or not: a third of auditing one small
paper went there (decision 0012). Here the standard library still makes the class and its fields, so that `fields`,
`replace` and pattern matching work as ever; the methods are shared, and a constructor is compiled when the first value is made.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import MISSING, Field, FrozenInstanceError, fields
from dataclasses import dataclass as _standard
from operator import attrgetter
from types import MemberDescriptorType
from typing import TYPE_CHECKING, NoReturn, TypeVar, cast

T = TypeVar("T")
_Values = Callable[[object], tuple[object, ...]]
_Fields = tuple[Field[object], ...]

if TYPE_CHECKING:
    # To a type checker they are dataclasses like any other.
    from dataclasses import dataclass as dataclass  # noqa: PLC0414

    from _typeshed import DataclassInstance
else:

    def dataclass(
        *, frozen: bool = False, slots: bool = False, eq: bool = True, kw_only: bool = False
    ) -> Callable[[type[T]], type[T]]:
        """What `dataclasses.dataclass` of these arguments gives, without what nobody asked for yet."""
        return lambda cls: _made(cls, frozen=frozen, slots=slots, eq=eq, kw_only=kw_only)


def _made(cls: type[T], *, frozen: bool, slots: bool, eq: bool, kw_only: bool) -> type[T]:
    own, told = frozenset(vars(cls)), cls.__doc__
    # Without a docstring the standard library works out a signature, which takes as long as a constructor.
    cls.__doc__ = told or cls.__name__
    made: type[T] = _standard(init=False, repr=False, eq=False, slots=slots, kw_only=kw_only)(cls)
    made.__doc__ = told
    listed = _fields(made)
    methods: dict[str, object] = {"__init__": _constructor(made, listed), "__repr__": _told}
    if eq:
        values = _values(tuple(field.name for field in listed if field.compare))
        methods["__eq__"] = _equality(values)
        methods["__hash__"] = _hashing(values) if frozen else None
    if frozen:
        methods |= {"__setattr__": _refuse_set, "__delattr__": _refuse_delete}
    if frozen and slots:  # pickle by itself would ask the two above
        methods |= {"__getstate__": _state, "__setstate__": _restore}
    for name, method in methods.items():
        if name not in own:
            setattr(made, name, method)
    return made


def _fields(cls: type) -> _Fields:
    return fields(cast("type[DataclassInstance]", cls))


def _constructor(cls: type, listed: _Fields) -> Callable[..., None]:
    """Compiles the constructor when it is first called, and puts it in its own place."""

    def construct(self: object, *arguments: object, **named: object) -> None:
        compiled = _compiled(cls, listed)
        type.__setattr__(cls, "__init__", compiled)
        compiled(self, *arguments, **named)

    return construct


def _compiled(cls: type, listed: _Fields) -> Callable[..., None]:
    """The constructor, which fills the slots themselves: that passes a frozen class's refusal, and is faster, too."""
    names: dict[str, object] = {"_absent": MISSING}
    parameters, body = ["self"], []
    for field in listed:
        name = field.name
        slot = vars(cls).get(name)
        names[f"_fill_{name}"] = slot.__set__ if isinstance(slot, MemberDescriptorType) else _filling(name)
        value, parameter = name, name
        if field.default_factory is not MISSING:
            names[f"_make_{name}"] = field.default_factory
            value, parameter = f"_make_{name}() if {name} is _absent else {name}", f"{name}=_absent"
        elif field.default is not MISSING:
            names[f"_default_{name}"] = field.default
            parameter = f"{name}=_default_{name}"
        if field.init:
            parameters.append(parameter)
            body.append(f"    _fill_{name}(self, {value})")
    if any(field.kw_only for field in listed):
        parameters.insert(1, "*")
    if hasattr(cls, "__post_init__"):
        body.append("    self.__post_init__()")
    exec(f"def __init__({', '.join(parameters)}):\n" + "\n".join(body or ["    pass"]), names)
    made = cast(Callable[..., None], names["__init__"])
    made.__qualname__ = f"{cls.__qualname__}.__init__"
    return made


def _filling(name: str) -> Callable[[object, object], None]:
    return lambda self, value: object.__setattr__(self, name, value)


def _values(names: tuple[str, ...]) -> _Values:
    if len(names) > 1:
        return cast(_Values, attrgetter(*names))
    return lambda self: tuple(getattr(self, name) for name in names)


def _equality(values: _Values) -> Callable[[object, object], bool]:
    def equal(self: object, other: object) -> bool:
        return values(self) == values(other) if other.__class__ is self.__class__ else NotImplemented

    return equal


def _hashing(values: _Values) -> Callable[[object], int]:
    def hashed(self: object) -> int:
        return hash(values(self))

    return hashed


def _told(self: object) -> str:
    shown = (f"{field.name}={getattr(self, field.name)!r}" for field in _fields(type(self)) if field.repr)
    return f"{type(self).__qualname__}({', '.join(shown)})"


def _refuse_set(_self: object, name: str, _value: object) -> NoReturn:
    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def _refuse_delete(_self: object, name: str) -> NoReturn:
    raise FrozenInstanceError(f"cannot delete field {name!r}")


def _state(self: object) -> list[object]:
    return [getattr(self, field.name) for field in _fields(type(self))]


def _restore(self: object, state: list[object]) -> None:
    for field, value in zip(_fields(type(self)), state, strict=True):
        object.__setattr__(self, field.name, value)
