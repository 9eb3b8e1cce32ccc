"""The kind `duplicate`: entries of a list that should differ and do not."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from heyan.engine.binding import BindingError, Missing, Path, bind, bind_from
from heyan.engine.checks.options import NOT_EMPTY, SEVERAL, CheckOptions
from heyan.engine.lexicon import Lexicons, of_pack
from heyan.engine.submission import Target
from heyan.engine.verdict import Observation, Verdict, failed, not_applicable, passed
from heyan.model.report import Sourced


class DuplicateCheck(CheckOptions):
    """No `times` entries of the list `among` may agree in all fields of `by` (white space aside).

    An entry that lacks one of the fields, or whose last one is a word of the lexicon `unless`, is left out.
    """

    kind: Literal["duplicate"] = "duplicate"
    among: str
    by: Annotated[tuple[str, ...], NOT_EMPTY]
    times: Annotated[int, SEVERAL] = 2
    unless: str | None = None

    slots: ClassVar[frozenset[str]] = frozenset({"repeated", "count"})
    figures: ClassVar[frozenset[str]] = frozenset({"reported"})
    relates: ClassVar[bool] = False
    paths: ClassVar[frozenset[str]] = frozenset({"among"})
    lexicons: ClassVar[frozenset[str]] = frozenset({"unless"})

    def verify(self, item: type, lexicons: Lexicons) -> None:
        """Also binds `by` to the entries of the list."""
        super().verify(item, lexicons)
        _keys(self, bind(self.among, item))


def check_duplicate(options: DuplicateCheck, target: Target, lexicons: Lexicons) -> Verdict:
    """Fails once for each group of equal entries, at the second of them."""
    among = bind(options.among, type(target.item))
    entries = among.read(target)
    if not isinstance(entries, tuple) or len(entries) < 2:
        return not_applicable("不足两项")
    keys = _keys(options, among)
    blank = frozenset(of_pack(lexicons, options.unless).words) if options.unless else frozenset[str]()
    groups: dict[tuple[str, ...], list[Sourced[object]]] = {}
    for entry in entries:
        values = [key.follow(entry) for key in keys]
        # The last key tells entries apart best, so it is where a person looks.
        sources = keys[-1].sources(entry)
        if sources and not any(isinstance(value, Missing) for value in values):
            groups.setdefault(tuple("".join(str(value).split()) for value in values), []).append(sources[-1])
    repeated = [
        (key, places)
        for key, places in groups.items()
        if len(places) >= options.times and key[-1].strip("。.；;") not in blank
    ]
    return failed(tuple(_seen(key, places) for key, places in repeated)) if repeated else passed()


def _seen(key: tuple[str, ...], places: list[Sourced[object]]) -> Observation:
    others = tuple(("重复", place.span) for index, place in enumerate(places) if index != 1)
    slots = {"repeated": places[1].raw.strip(), "count": str(len(places))}
    return Observation(
        places[1].span, related=others, slots=slots, reported=places[1].raw.strip(), identity=key
    )


def _keys(options: DuplicateCheck, among: Path) -> tuple[Path, ...]:
    element = among.shape.element
    if among.shape.kind != "list" or element is None or element.record is None:
        raise BindingError(f"“{options.among}”不是一组记录", "如 indicators、budget_rows")
    return tuple(bind_from("entry", element.record, name.split("."), name) for name in options.by)
