"""The kind `similar_text`: texts that should differ and are nearly the same."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations
from typing import Annotated, ClassVar, Literal

from heyan.engine.binding import BindingError, Path, bind, bind_from
from heyan.engine.checks.options import NOT_NEGATIVE, POSITIVE, CheckOptions
from heyan.engine.lexicon import Lexicons
from heyan.engine.notation import shown
from heyan.engine.places import text_on, unescaped
from heyan.engine.similarity import bare, likeness
from heyan.engine.submission import Target
from heyan.engine.verdict import Observation, Verdict, failed, not_applicable, passed
from heyan.model.finding import Tolerance
from heyan.model.report import Sourced
from heyan.model.span import Span

# Papers with hundreds of projects are compared with their neighbours only.
_MOST_ENTRIES = 60
_MOST = 40
_Text = tuple[str, Span]


class SimilarTextCheck(CheckOptions):
    """The texts of two fields (`look`, `against`), or of one field in all entries of a list (`among`, `by`), differ.

    They are called alike from a likeness of `at_least` (1: the same) and a length of `shortest` characters on.
    """

    kind: Literal["similar_text"] = "similar_text"
    look: str | None = None
    against: str | None = None
    among: str | None = None
    by: str | None = None
    at_least: Annotated[Decimal, POSITIVE] = Decimal("0.9")
    shortest: Annotated[int, NOT_NEGATIVE] = 20

    slots: ClassVar[frozenset[str]] = frozenset({"found", "likeness", "count"})
    figures: ClassVar[frozenset[str]] = frozenset({"reported", "formula"})
    paths: ClassVar[frozenset[str]] = frozenset({"look", "against", "among"})

    def verify(self, item: type, lexicons: Lexicons) -> None:
        """Also refuses a check that compares nothing, and binds `by` to the entries of the list."""
        super().verify(item, lexicons)
        if (self.look is None) != (self.against is None) or (self.among is None) != (self.by is None):
            raise BindingError("look 和 against、among 和 by 要成对写")
        if (self.look is None) == (self.among is None):
            raise BindingError("要写 look 和 against，或者 among 和 by")
        if self.among is not None:
            _by(self, bind(self.among, item))


def check_similar_text(options: SimilarTextCheck, target: Target, _lexicons: Lexicons) -> Verdict:
    """Fails at the second of each group of texts that are alike."""
    texts = list(_pair(options, target) if options.look is not None else _entries(options, target))
    long = [(text, place) for text, place in texts if len(bare(text)) >= options.shortest]
    if len(long) < 2:
        return not_applicable("没有两段可比的文字")
    groups = _groups(long, options.at_least)
    return failed(tuple(_seen(group, options.at_least) for group in groups[:_MOST])) if groups else passed()


def _groups(texts: list[_Text], at_least: Decimal) -> list[list[_Text]]:
    """The texts that are alike, each in one group, in the order of the paper."""
    leader = list(range(len(texts)))
    for one, other in combinations(range(len(texts)), 2):
        if other - one > _MOST_ENTRIES or leader[other] != other:
            continue
        if likeness(texts[one][0], texts[other][0]) >= at_least:
            leader[other] = leader[one]
    members: dict[int, list[_Text]] = {}
    for index, head in enumerate(leader):
        members.setdefault(head, []).append(texts[index])
    return [group for group in members.values() if len(group) > 1]


def _pair(options: SimilarTextCheck, target: Target) -> Iterator[_Text]:
    for name in (options.against, options.look):
        found = text_on(bind(name, type(target.item)), target) if name else None
        if found is not None:
            yield found


def _entries(options: SimilarTextCheck, target: Target) -> Iterator[_Text]:
    among = bind(options.among or "", type(target.item))
    by = _by(options, among)
    entries = among.read(target)
    for entry in entries if isinstance(entries, tuple) else ():
        sources: list[Sourced[object]] = list(by.sources(entry))
        if sources and sources[-1].raw.strip():
            yield unescaped(sources[-1].raw), sources[-1].span


def _by(options: SimilarTextCheck, among: Path) -> Path:
    element = among.shape.element
    if among.shape.kind != "list" or element is None or element.record is None:
        raise BindingError(f"“{options.among}”不是一组记录", "如 forms、indicators")
    return bind_from("entry", element.record, (options.by or "").split("."), options.by or "")


def _seen(group: list[_Text], at_least: Decimal) -> Observation:
    (first, _), (second, place) = group[0], group[1]
    alike = f"{shown(likeness(first, second) * 100, 0)}%"
    short = " ".join(second.split())
    short = short if len(short) <= 40 else short[:39] + "…"
    return Observation(
        place,
        related=tuple(("相同的文字", other) for index, (_, other) in enumerate(group) if index != 1),
        slots={"found": short, "likeness": alike, "count": str(len(group))},
        reported=short,
        tolerance=Tolerance(f"{shown(at_least * 100, 0)}%", "相邻两字的重合程度达到此比例视为雷同"),
        evidence=(f"两段文字重合 {alike}",),
        identity=(bare(second)[:80],),
    )
