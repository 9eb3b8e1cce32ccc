"""The kinds `pattern` and `one_of`: what the text of a field may hold."""

from __future__ import annotations

from typing import ClassVar, Literal

from heyan.engine.checks.options import CheckOptions
from heyan.engine.lexicon import Lexicons
from heyan.engine.submission import Target
from heyan.engine.verdict import Verdict


class PatternCheck(CheckOptions):
    """`pattern` (RE2 syntax) must be absent from (or present in) the text of the field `look`."""

    kind: Literal["pattern"] = "pattern"
    look: str
    pattern: str
    expect: Literal["present", "absent"] = "absent"
    group: bool = False

    slots: ClassVar[frozenset[str]] = frozenset({"found"})
    paths: ClassVar[frozenset[str]] = frozenset({"look"})


def check_pattern(options: PatternCheck, target: Target, lexicons: Lexicons) -> Verdict:
    """Fails at each match that should not be there, or at the field that lacks one."""
    raise NotImplementedError
