"""The kinds `pattern` and `one_of`: what the text of a field may hold."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from typing import Annotated, ClassVar, Literal

from heyan.engine.binding import BindingError, bind
from heyan.engine.checks.options import NOT_EMPTY, CheckOptions
from heyan.engine.lexicon import Lexicons
from heyan.engine.patterns import Pattern, PatternError
from heyan.engine.places import text_on, texts_on
from heyan.engine.submission import Target
from heyan.engine.verdict import Observation, Verdict, failed, not_evaluated, passed
from heyan.model.report import Report
from heyan.model.span import Span

# A page that repeats one fault for ever must not make as many findings.
MAX_OBSERVATIONS = 200
MAX_MATCHES = 10_000


_compiled = lru_cache(maxsize=512)(Pattern)
Paths = str | tuple[str, ...]


class PatternCheck(CheckOptions):
    """`pattern` (RE2 syntax) must be absent from (or present in) the text of the field or fields `look`.

    With `group`, matches that differ only in digits make one observation, the other places related to it.
    """

    kind: Literal["pattern"] = "pattern"
    look: Paths
    pattern: Annotated[str, NOT_EMPTY]
    expect: Literal["present", "absent"] = "absent"
    group: bool = False

    slots: ClassVar[frozenset[str]] = frozenset({"found", "count"})
    figures: ClassVar[frozenset[str]] = frozenset({"reported"})
    relates: ClassVar[bool] = False
    paths: ClassVar[frozenset[str]] = frozenset({"look"})

    def verify(self, item: type, lexicons: Lexicons) -> None:
        """Also refuses what RE2 does not take."""
        super().verify(item, lexicons)
        for name in (self.look,) if isinstance(self.look, str) else self.look:
            # Every row would look through the whole paper, and find the same.
            if item is not Report and bind(name, item).root == "report":
                raise BindingError(f"{name} 对每一项都一样", "each 写 report")
        try:
            Pattern(self.pattern)
        except PatternError as error:
            raise BindingError(str(error)) from None


class OneOfCheck(CheckOptions):
    """The text of the field `look`, white space aside, must be one of `allowed` or a word of the `lexicon`."""

    kind: Literal["one_of"] = "one_of"
    look: str
    allowed: tuple[str, ...] = ()
    lexicon: str | None = None

    slots: ClassVar[frozenset[str]] = frozenset({"found", "nearest", "allowed"})
    figures: ClassVar[frozenset[str]] = frozenset({"reported", "expected"})
    relates: ClassVar[bool] = False
    paths: ClassVar[frozenset[str]] = frozenset({"look"})
    lexicons: ClassVar[frozenset[str]] = frozenset({"lexicon"})

    def verify(self, item: type, lexicons: Lexicons) -> None:
        """Also refuses a check that allows nothing."""
        super().verify(item, lexicons)
        if not self.allowed and self.lexicon is None:
            raise BindingError("one_of 没有允许的值", "写 allowed: […] 或 lexicon: 词表名")


def check_pattern(options: PatternCheck, target: Target, _lexicons: Lexicons) -> Verdict:
    """Fails at each match that should not be there, or at each field that lacks one."""
    texts = list(texts_on(options.look, target))
    if not texts:
        return not_evaluated(f"缺少{_labels(options.look, target)}")
    pattern = _compiled(options.pattern)
    if options.expect == "present":
        lacking = [(text, span) for text, span in texts if not pattern.found_in(text)]
        observations = [
            Observation(
                span,
                slots={"found": _flat(text), "count": "1"},
                reported=_flat(text),
                identity=(_flat(text),),
            )
            for text, span in lacking
        ]
        return failed(tuple(observations)) if observations else passed()
    places = (place for text, span in texts for place in _matches(pattern, text, span))
    found = list(islice(places, MAX_MATCHES if options.group else MAX_OBSERVATIONS))
    if not found:
        return passed()
    groups: dict[str, list[tuple[str, Span]]] = {}
    for index, (text, span) in enumerate(found):
        key = _likeness(text) if options.group else str(index)
        groups.setdefault(key, []).append((text, span))
    return failed(tuple(_seen(places) for places in islice(groups.values(), MAX_OBSERVATIONS)))


def check_one_of(options: OneOfCheck, target: Target, lexicons: Lexicons) -> Verdict:
    """Fails at the field when its text is none of the words allowed."""
    path = bind(options.look, type(target.item))
    found = text_on(path, target)
    if found is None:
        return not_evaluated(f"缺少{path.label}")
    allowed = (*options.allowed, *(lexicons[options.lexicon].words if options.lexicon else ()))
    text, span = "".join(found[0].split()), found[1]
    if text in allowed:
        return passed()
    near = difflib.get_close_matches(text, allowed, n=1, cutoff=0.5)
    slots = {"found": text, "nearest": near[0] if near else "", "allowed": "、".join(allowed[:12])}
    expected = near[0] if near else None
    return failed((Observation(span, slots=slots, reported=text, expected=expected, identity=(text,)),))


def _likeness(text: str) -> str:
    """What two matches of one kind share: the text without its numbers, and without the slash of a closing tag."""
    return re.sub(r"\d+", "#", _flat(text)).replace("</", "<").lower()


def _seen(places: list[tuple[str, Span]]) -> Observation:
    text, span = places[0]
    others = tuple(("同样的写法", other) for _, other in places[1 : MAX_OBSERVATIONS + 1])
    slots = {"found": _flat(text), "count": str(len(places))}
    return Observation(span, related=others, slots=slots, reported=_flat(text), identity=(_flat(text),))


def _matches(pattern: Pattern, text: str, span: Span) -> Iterator[tuple[str, Span]]:
    exact = len(text) == len(span)
    for start, end in pattern.matches(text):
        yield text[start:end], span.part(start, end) if exact else span


def _labels(look: Paths, target: Target) -> str:
    names = (look,) if isinstance(look, str) else look
    return "、".join(bind(name, type(target.item)).label for name in names)


def _flat(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= 60 else flat[:59] + "…"
