"""The check kinds: one closed union, and the one place that runs them."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated, assert_never, get_args

from pydantic import Field

from heyan.engine.checks.duplicate import DuplicateCheck, check_duplicate
from heyan.engine.checks.options import CheckOptions
from heyan.engine.checks.presence import RequiredCheck, check_required
from heyan.engine.checks.wording import OneOfCheck, PatternCheck, check_one_of, check_pattern
from heyan.engine.lexicon import Lexicons
from heyan.engine.submission import Target
from heyan.engine.verdict import Verdict

# A new kind is one line here and one case in `run`.
Kind = (
    DuplicateCheck  # entries of a list that should differ
    | OneOfCheck  # a text out of a closed choice
    | PatternCheck  # what a text must or must not hold
    | RequiredCheck  # fields that must be filled in
)
Check = Annotated[Kind, Field(discriminator="kind")]
CHECK_KINDS: Mapping[str, type[CheckOptions]] = MappingProxyType(
    {kind.model_fields["kind"].default: kind for kind in get_args(Kind)}
)


def run(check: Check, target: Target, lexicons: Lexicons) -> Verdict:
    """What `check` says of `target`; `lexicons` are the word lists of the check's pack."""
    match check:
        case DuplicateCheck():
            return check_duplicate(check, target, lexicons)
        case OneOfCheck():
            return check_one_of(check, target, lexicons)
        case PatternCheck():
            return check_pattern(check, target, lexicons)
        case RequiredCheck():
            return check_required(check, target, lexicons)
        case _:
            assert_never(check)
