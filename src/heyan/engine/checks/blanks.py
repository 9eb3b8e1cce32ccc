"""The kind `blanks`: runs of blanks inside the words of a form's cells."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar, Literal

from heyan.engine.checks.options import CheckOptions
from heyan.engine.lexicon import Lexicons
from heyan.engine.submission import Target
from heyan.engine.verdict import Observation, Verdict, failed, not_applicable, passed
from heyan.model.report import Form, Indicator, Sourced
from heyan.model.span import Span

_BLANKS = re.compile(r"[\u4e00-\u9fff][ \u3000\xa0]{2,}[\u4e00-\u9fff]")
_AROUND = 4
_MOST = 40


class BlanksCheck(CheckOptions):
    """No cell of a form's indicators has two or more blanks between two Chinese characters."""

    kind: Literal["blanks"] = "blanks"

    slots: ClassVar[frozenset[str]] = frozenset({"found", "count"})
    figures: ClassVar[frozenset[str]] = frozenset({"reported"})
    targets: ClassVar[frozenset[str]] = frozenset({"forms"})


def check_blanks(_options: BlanksCheck, target: Target, _lexicons: Lexicons) -> Verdict:
    """Fails once a form, at the first place; the others are related to it."""
    form = target.item
    if not isinstance(form, Form) or not form.indicators:
        return not_applicable("没有指标行")
    places = [place for cell in _cells(form) for place in _places(cell)]
    if not places:
        return passed()
    (around, first), *others = places
    return failed(
        (
            Observation(
                first,
                related=tuple(("多余空格", span) for _, span in others[:_MOST]),
                slots={"found": around, "count": str(len(places))},
                reported=around,
                identity=(around,),
            ),
        )
    )


def _cells(form: Form) -> Iterator[Sourced[str]]:
    for indicator in form.indicators:
        yield from _words(indicator)


def _words(indicator: Indicator) -> Iterator[Sourced[str]]:
    for cell in (indicator.name, indicator.description, indicator.reason, indicator.basis, indicator.note):
        if cell is not None:
            yield cell


def _places(cell: Sourced[str]) -> Iterator[tuple[str, Span]]:
    for found in _BLANKS.finditer(cell.raw):
        around = cell.raw[max(0, found.start() - _AROUND) : found.end() + _AROUND]
        yield around.strip(), cell.span.part(*found.span())
