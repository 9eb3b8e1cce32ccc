"""Our dataclasses behave as the standard library's of the same arguments, and compile nothing before its use."""

from __future__ import annotations

import copy
import dataclasses
import pickle
import re
from collections.abc import Callable
from dataclasses import FrozenInstanceError, field, fields, replace
from pathlib import Path
from typing import dataclass_transform

import pytest

import heyan
from heyan.model import dataclass as ours
from heyan.model.dataclass import dataclass

SOURCE = Path(heyan.__file__).parent


@dataclass(frozen=True, slots=True)
class Point:
    """A point."""

    x: int
    y: int = 2
    tags: list[str] = field(default_factory=list, compare=False)


@dataclass(frozen=True, slots=True)
class Single:
    x: object


@dataclass(frozen=True, slots=True)
class Named:
    name: str

    def __repr__(self) -> str:
        return f"<{self.name}>"


@dataclass(slots=True)
class Counter:
    count: int = 0
    doubled: int = field(init=False)

    def __post_init__(self) -> None:
        self.doubled = self.count * 2


@dataclass(frozen=True, slots=True, eq=False)
class Alone:
    x: int


@dataclass_transform(frozen_default=True, kw_only_default=True)
@dataclass(frozen=True, kw_only=True)
class Options:
    first: int = 1

    def __init_subclass__(cls) -> None:
        dataclass(frozen=True, kw_only=True)(cls)


class Further(Options):
    second: int


def test_values_of_the_same_class_and_fields_are_equal_and_hash_alike() -> None:
    assert Point(1) == Point(1, 2)
    assert hash(Single(1)) == hash(Single(1))
    assert Point(1) != Point(2)
    other: object = Named("a")
    assert Single("a") != other
    assert Alone(1) != Alone(1)


def test_what_is_left_out_of_comparison_does_not_count() -> None:
    assert Point(1, tags=["a"]) == Point(1, tags=["b"])


def test_a_value_that_differs_from_itself_is_the_same_as_in_a_tuple() -> None:
    nan = float("nan")
    assert Single(nan) == Single(nan)


def test_defaults_and_factories_fill_what_is_not_given() -> None:
    first, second = Point(1), Point(y=5, x=3)
    assert (first.y, first.tags, second.x, second.y) == (2, [], 3, 5)
    assert first.tags is not Point(1).tags


@pytest.mark.parametrize(
    ("arguments", "named"), [((), {}), ((1, 2, [], 4), {}), ((1,), {"z": 2}), ((1,), {"x": 2})]
)
def test_wrong_arguments_are_refused_with_the_name_of_the_class(
    arguments: tuple[object, ...], named: dict[str, object]
) -> None:
    make: Callable[..., Point] = Point
    with pytest.raises(TypeError, match=r"Point\.__init__\(\)"):
        make(*arguments, **named)


def test_frozen_values_do_not_change_and_others_do() -> None:
    point = Point(1)
    with pytest.raises(FrozenInstanceError):
        point.x = 2  # type: ignore[misc]
    with pytest.raises(FrozenInstanceError):
        del point.x
    with pytest.raises((AttributeError, TypeError)):
        point.other = 2  # type: ignore[attr-defined]
    counter = Counter(2)
    counter.count += 1
    assert (counter.count, counter.doubled) == (3, 4)
    with pytest.raises(TypeError):
        hash(counter)


def test_the_standard_library_knows_them() -> None:
    assert replace(Point(1), y=3) == Point(1, 3)
    assert [one.name for one in fields(Point)] == ["x", "y", "tags"]
    assert dataclasses.asdict(Point(1)) == {"x": 1, "y": 2, "tags": []}
    match Point(1, 7):
        case Point(x, y):
            assert (x, y) == (1, 7)


def test_they_copy_and_pickle() -> None:
    for value in (Point(1, 2, ["a"]), Single(None), Counter(1), Further(second=2)):
        assert copy.deepcopy(value) == value
        assert pickle.loads(pickle.dumps(value)) == value


def test_they_show_their_fields_unless_they_say_it_themselves() -> None:
    assert repr(Point(1)) == "Point(x=1, y=2, tags=[])"
    assert repr(Named("a")) == "<a>"
    assert Point.__doc__ == "A point."
    assert Single.__doc__ is None


def test_options_inherit_fields_and_take_them_by_name() -> None:
    assert Further(second=2) == Further(first=1, second=2)
    assert repr(Further(second=2)) == "Further(first=1, second=2)"
    with pytest.raises(TypeError):
        Further(2)  # type: ignore[call-arg]
    with pytest.raises(FrozenInstanceError):
        Further(second=2).second = 3  # type: ignore[misc]


def test_a_class_is_cheap_until_its_first_value(monkeypatch: pytest.MonkeyPatch) -> None:
    compiled: list[str] = []
    real = ours._compiled

    def counted(cls: type, listed: tuple[dataclasses.Field[object], ...]) -> Callable[..., None]:
        compiled.append(cls.__name__)
        return real(cls, listed)

    monkeypatch.setattr(ours, "_compiled", counted)

    @dataclass(frozen=True, slots=True)
    class Fresh:
        x: int

    assert compiled == []
    assert [Fresh(1).x, Fresh(2).x] == [1, 2]
    assert compiled == ["Fresh"]


def test_nearly_all_modules_make_their_dataclasses_this_way() -> None:
    """A few classes need what ours lack (an order, cached properties); each of the others costs half a millisecond."""
    texts = [path.read_text(encoding="utf-8") for path in SOURCE.rglob("*.py")]
    standard = re.compile(r"^from dataclasses import .*\bdataclass\b", re.MULTILINE)
    ours = "from heyan.model.dataclass import dataclass"
    assert sum(bool(standard.search(text)) for text in texts) * 10 < sum(ours in text for text in texts)
