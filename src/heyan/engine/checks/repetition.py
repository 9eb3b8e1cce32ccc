"""The kind `repetition`: a sentence that a paragraph or cell says twice."""

from __future__ import annotations

import re
from typing import Annotated, ClassVar, Literal

from heyan.engine.binding import bind
from heyan.engine.checks.options import NOT_NEGATIVE, CheckOptions
from heyan.engine.lexicon import Lexicons
from heyan.engine.places import text_on
from heyan.engine.submission import Target
from heyan.engine.verdict import Observation, Verdict, failed, not_evaluated, passed
from heyan.model.span import Span

_BLOCK = re.compile(r"[^\n\t]+")
_SENTENCE = re.compile(r"[^。；;！？!?\n]+")
_WHITE = re.compile(r"\s+|^[（(]?[\d一二三四五六七八九十]{1,3}[）)、.．]+")
_MOST = 40


class RepetitionCheck(CheckOptions):
    """No sentence of at least `shortest` characters stands twice in one paragraph or cell of the text `look`."""

    kind: Literal["repetition"] = "repetition"
    look: str
    shortest: Annotated[int, NOT_NEGATIVE] = 15

    slots: ClassVar[frozenset[str]] = frozenset({"found", "count"})
    figures: ClassVar[frozenset[str]] = frozenset({"reported"})
    paths: ClassVar[frozenset[str]] = frozenset({"look"})


def check_repetition(options: RepetitionCheck, target: Target, _lexicons: Lexicons) -> Verdict:
    """Fails once for each repeated sentence, at its second mention."""
    found = text_on(bind(options.look, type(target.item)), target)
    if found is None:
        return not_evaluated("没有可查的文字")
    text, span = found
    exact = len(text) == len(span)
    seen: list[Observation] = []
    for block in _BLOCK.finditer(text):
        if len(block[0]) < 2 * options.shortest:
            continue
        places: dict[str, list[tuple[int, int]]] = {}
        for sentence in _SENTENCE.finditer(text, block.start(), block.end()):
            key = _WHITE.sub("", sentence[0].strip())
            if len(key) >= options.shortest:
                places.setdefault(key, []).append(sentence.span())
        for key, mentions in places.items():
            if len(mentions) > 1:
                seen.append(_seen(key, [span.part(*m) if exact else span for m in mentions]))
    return failed(tuple(seen[:_MOST])) if seen else passed()


def _seen(sentence: str, places: list[Span]) -> Observation:
    return Observation(
        places[1],
        related=tuple(("前一次", place) for index, place in enumerate(places) if index != 1),
        slots={"found": sentence if len(sentence) <= 40 else sentence[:39] + "…", "count": str(len(places))},
        reported=sentence,
        identity=(sentence,),
    )
