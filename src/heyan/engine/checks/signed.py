"""The kind `signed`: what is to be filled in at the head or foot of a form."""

from __future__ import annotations

from typing import ClassVar, Literal

from heyan.engine.checks.options import CheckOptions
from heyan.engine.lexicon import Lexicons, of_pack
from heyan.engine.submission import Target
from heyan.engine.verdict import Observation, Verdict, failed, not_applicable, passed
from heyan.model.report import Form, Signature


class SignedCheck(CheckOptions):
    """The fields of a form whose label holds a word of the `lexicon` (填报人, 领导签字 …) are filled in.

    Fields that the form does not print are not asked for. One observation a form names all that are blank.
    """

    kind: Literal["signed"] = "signed"
    lexicon: str

    slots: ClassVar[frozenset[str]] = frozenset({"missing", "count"})
    figures: ClassVar[frozenset[str]] = frozenset()
    targets: ClassVar[frozenset[str]] = frozenset({"forms"})
    lexicons: ClassVar[frozenset[str]] = frozenset({"lexicon"})
    relates: ClassVar[bool] = False


def check_signed(options: SignedCheck, target: Target, lexicons: Lexicons) -> Verdict:
    """Fails at the first blank field; the others are related to it."""
    form = target.item
    words = of_pack(lexicons, options.lexicon).words
    fields = [
        field
        for field in (form.signatures if isinstance(form, Form) else ())
        if any(word in _label(field) for word in words)
    ]
    if not fields:
        return not_applicable("表上没有这样的栏目")
    blank = [field for field in fields if field.value is None]
    if not blank:
        return passed()
    first, *others = blank
    missing = "、".join(dict.fromkeys(map(_label, blank)))
    return failed(
        (
            Observation(
                first.role.span,
                related=tuple((_label(field), field.role.span) for field in others),
                slots={"missing": missing, "count": str(len(blank))},
                identity=(missing,),
            ),
        )
    )


def _label(field: Signature) -> str:
    return "".join(field.role.value.split()).rstrip("：:")
