"""The collections that `each` names, and the records whose fields paths may take."""

from __future__ import annotations

from collections.abc import Iterable

from heyan.engine.binding import Shape, fields_of
from heyan.engine.labels import LABELS, label_of
from heyan.engine.targets import COLLECTIONS
from heyan.model.quantity import Date, Measure, Quantity
from heyan.model.report import Form, Report
from heyan.packtools.language.tables import code, sentence, table

_PLAIN = {"number": "number", "text": "text", "flag": "true/false", "points": "points", "opaque": ""}
# The paper is the root of most paths; leaves that others use come last.
_LAST = (Quantity, Measure, Date)


def collections() -> str:
    """Every collection with the record that its items are."""
    return table(
        ("`each`", "items are"),
        (
            (f"`{name}`", f"[{one.item.__name__}](#{one.item.__name__.lower()})")
            for name, one in COLLECTIONS.items()
        ),
    )


def records() -> str:
    """Every record that a path can reach, with its fields."""
    return "\n\n".join(_record(record) for record in reachable())


def reachable() -> tuple[type, ...]:
    """The records behind the collections, `form` and `report`, and all that their fields lead to."""
    found: dict[type, None] = {}
    waiting = [*(one.item for one in COLLECTIONS.values()), Form, Report]
    while waiting:
        record = waiting.pop(0)
        if record in found:
            continue
        found[record] = None
        waiting += [inner for shape in fields_of(record).values() for inner in _inner(shape)]
    return (*(one for one in found if one not in _LAST), *(one for one in _LAST if one in found))


def _inner(shape: Shape) -> Iterable[type]:
    if shape.record is not None:
        yield shape.record
    if shape.element is not None:
        yield from _inner(shape.element)


def _record(record: type) -> str:
    rows = (
        (f"`{name}`", _shown(shape), _label(record, name), code(shape.options) if shape.options else "")
        for name, shape in fields_of(record).items()
    )
    listed = table(("field", "type", "printed as", "values"), rows)
    return f"#### {record.__name__}\n\n{sentence(record.__doc__)}\n\n{listed}"


def _label(record: type, name: str) -> str:
    label = label_of(record.__name__, name)
    return label if label != name or name in LABELS else ""


def _shown(shape: Shape) -> str:
    if shape.kind == "list" and shape.element is not None:
        text = f"list of {_shown(shape.element)}"
    elif shape.kind == "points":
        text = "points ([Quantity](#quantity))"
    elif shape.record is not None:
        text = f"[{shape.record.__name__}](#{shape.record.__name__.lower()})"
    else:
        text = _PLAIN.get(shape.kind, shape.kind)
    return f"{text}, `.raw`" if shape.sourced else text
