"""The kind `required`: fields that must be filled in."""

from __future__ import annotations

from typing import ClassVar, Literal

from heyan.engine.checks.options import CheckOptions
from heyan.engine.lexicon import Lexicons
from heyan.engine.submission import Target
from heyan.engine.verdict import Verdict


class RequiredCheck(CheckOptions):
    """Each of `fields` must be present; a missing one is reported at its closest existing parent."""

    kind: Literal["required"] = "required"
    fields: tuple[str, ...]

    slots: ClassVar[frozenset[str]] = frozenset({"missing"})
    paths: ClassVar[frozenset[str]] = frozenset({"fields"})


def check_required(options: RequiredCheck, target: Target, lexicons: Lexicons) -> Verdict:
    """Fails once for each field that the target lacks."""
    raise NotImplementedError
