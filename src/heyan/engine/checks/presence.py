"""The kind `required`: fields that must be filled in."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from heyan.engine.binding import Missing, bind
from heyan.engine.checks.options import NOT_EMPTY, CheckOptions
from heyan.engine.lexicon import Lexicons
from heyan.engine.places import place_of, place_on
from heyan.engine.submission import Target
from heyan.engine.verdict import Observation, Verdict, failed, passed


class RequiredCheck(CheckOptions):
    """Each of `fields` must be present; a missing one is reported at its closest existing parent."""

    kind: Literal["required"] = "required"
    fields: Annotated[tuple[str, ...], NOT_EMPTY]

    slots: ClassVar[frozenset[str]] = frozenset({"missing"})
    figures: ClassVar[frozenset[str]] = frozenset()
    relates: ClassVar[bool] = False
    paths: ClassVar[frozenset[str]] = frozenset({"fields"})


def check_required(options: RequiredCheck, target: Target, _lexicons: Lexicons) -> Verdict:
    """Fails once for each field that the target lacks."""
    observations: list[Observation] = []
    for field in options.fields:
        path = bind(field, type(target.item))
        value = path.read(target)
        if isinstance(value, Missing):
            place = place_on(path, target) or place_of(target)
            observations.append(Observation(place, slots={"missing": value.label}, identity=(field,)))
    return failed(tuple(observations)) if observations else passed()
