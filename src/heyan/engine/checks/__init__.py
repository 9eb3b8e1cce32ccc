"""The check kinds: one closed union, and the one place that runs them."""

from __future__ import annotations

from typing import Annotated, assert_never

from pydantic import Field

from heyan.engine.checks.presence import RequiredCheck, check_required
from heyan.engine.checks.wording import PatternCheck, check_pattern
from heyan.engine.lexicon import Lexicons
from heyan.engine.submission import Target
from heyan.engine.verdict import Verdict

# A new kind is one line here and one case in `run`.
Check = Annotated[
    RequiredCheck  #
    | PatternCheck,
    Field(discriminator="kind"),
]


def run(check: Check, target: Target, lexicons: Lexicons) -> Verdict:
    """What `check` says of `target`; `lexicons` are the word lists of the check's pack."""
    match check:
        case RequiredCheck():
            return check_required(check, target, lexicons)
        case PatternCheck():
            return check_pattern(check, target, lexicons)
        case _:
            assert_never(check)
