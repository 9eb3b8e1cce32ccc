"""The kind `spelling`: wrong characters, variant characters, and characters typed twice."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import compress, count
from operator import eq
from types import MappingProxyType
from typing import ClassVar, Literal

from heyan.engine.binding import bind
from heyan.engine.checks.options import CheckOptions, Variants
from heyan.engine.lexicon import Lexicon, Lexicons, of_pack
from heyan.engine.places import text_on
from heyan.engine.submission import Target
from heyan.engine.verdict import Observation, Verdict, failed, not_evaluated, passed
from heyan.engine.wordlist import free_places
from heyan.model.dataclass import dataclass
from heyan.model.span import Span

_MOST = 200  # observations, and related places of each
_AROUND = 4
_HAN = re.compile(r"[\u4e00-\u9fff]")
# Radicals and compatibility characters: look like common ones and are others.
_COMPATIBLE = re.compile(r"[\u2e80-\u2fdf\uf900-\ufaff]")
_BREAK = re.compile(r"[\n\t]")
_PARTICLES = frozenset("的了")
# Words of one character that stand before any other.
_ALONE = frozenset("及和与在对为以是有将可并按向从由于到用被把比较能应需须各每该本其此")
# A paper in traditional characters is written so on purpose.
_ON_PURPOSE = 8


class SpellingCheck(CheckOptions):
    """Text without wrong words, variant characters or characters typed twice.

    `confusables` groups wrong spellings under the right one; words of `unless` hold such letters by right.
    `variants` is a list of pairs: the standard character and a traditional or foreign one of the same meaning.
    A doubled character is one too many where it stands between words of the list `known` (words of two
    characters, in one text with blanks) and is none of the `reduplications`.
    """

    kind: Literal["spelling"] = "spelling"
    look: str
    confusables: str
    unless: str
    variants_of: str
    known: str
    reduplications: str
    endings: str

    slots: ClassVar[frozenset[str]] = frozenset({"found", "count", "wanted", "around"})
    figures: ClassVar[frozenset[str]] = frozenset({"reported", "expected", "formula"})
    variants: ClassVar[Variants] = MappingProxyType({"": ("confused", "variant", "doubled")})
    paths: ClassVar[frozenset[str]] = frozenset({"look"})
    lexicons: ClassVar[frozenset[str]] = frozenset(
        {"confusables", "unless", "variants_of", "known", "reduplications", "endings"}
    )


def check_spelling(options: SpellingCheck, target: Target, lexicons: Lexicons) -> Verdict:
    """Fails once for each misspelling, at its first place."""
    found = text_on(bind(options.look, type(target.item)), target)
    if found is None:
        return not_evaluated("没有可查的文字")
    text, span = found
    slips = (
        *_confused(options, text, lexicons),
        *_variants(options, text, lexicons),
        *_doubled(options, text, lexicons),
    )
    groups: dict[tuple[str, str, str], list[_Slip]] = {}
    for slip in slips:
        groups.setdefault((slip.variant, slip.wrong, slip.right), []).append(slip)
    seen = [_seen(group, text, span) for group in groups.values()]
    return failed(tuple(seen[:_MOST])) if seen else passed()


@dataclass(frozen=True, slots=True)
class _Slip:
    """What stands in the text from `start` to `end`, and what should."""

    variant: str
    wrong: str
    right: str
    start: int
    end: int


def _confused(options: SpellingCheck, text: str, lexicons: Lexicons) -> Iterator[_Slip]:
    wanted = _wanted(of_pack(lexicons, options.confusables))
    for start, end in free_places(text, tuple(wanted), of_pack(lexicons, options.unless).words):
        yield _Slip("confused", text[start:end], wanted[text[start:end]], start, end)


def _variants(options: SpellingCheck, text: str, lexicons: Lexicons) -> list[_Slip]:
    standard = _standard(of_pack(lexicons, options.variants_of))
    # A paper has few hundred different characters, and hardly ever one of these.
    letters = set(text)
    foreign = {char for char in standard.keys() & letters if _HAN.match(char)}
    foreign.update(_COMPATIBLE.findall("".join(letters)))
    usual = {char: standard.get(char) or unicodedata.normalize("NFKC", char) for char in foreign}
    odd = {char: right for char, right in usual.items() if right != char}
    found = [
        _Slip("variant", char, odd[char], at, at + 1)
        for at, char in enumerate(text if odd else "")
        if char in odd
    ]
    return found if len(found) * _ON_PURPOSE < len(text) else []


def _doubled(options: SpellingCheck, text: str, lexicons: Lexicons) -> Iterator[_Slip]:
    pairs = [at for at in compress(count(), map(eq, text, text[1:])) if _is_word(text[at])]
    known = _known(of_pack(lexicons, options.known)) if pairs else frozenset()
    if not known:
        return
    kept = _kept(of_pack(lexicons, options.reduplications))
    endings = frozenset("".join(of_pack(lexicons, options.endings).words))
    behind = 0
    for at in pairs:
        char = text[at]
        if at < behind:  # of three alike the first two are the pair
            continue
        behind = at + 2
        if char * 2 not in kept and _one_too_many(text, at, char, known, endings):
            yield _Slip("doubled", char * 2, char, at, at + 2)


def _one_too_many(text: str, at: int, char: str, known: frozenset[str], endings: frozenset[str]) -> bool:
    """Whether the pair at `at` is a character typed twice: neither the end of one word and the head of the next,
    nor parted by what stands around it."""
    before, after = text[max(0, at - 2) : at], text[at + 2 : at + 4]
    left, right = before[-1:] + char, char + after[:1]
    if (len(before) == 2 and before[0] == before[1]) or (len(after) == 2 and after[0] == after[1]):
        return False  # 实实在在
    if right in known and (left in known or char in endings or char in _ALONE):
        return False  # 项目|目标, 委员会|会议, 准确率|及|及时率
    if left in known and char in _PARTICLES:
        return False  # 以此为目的|的
    if right in known:  # 以免|导|导致: what comes before ends a word of its own
        return before in known or before[-1:] in endings or not _is_word(before[-1:])
    if left in known:  # 协会|会|作用: what comes behind begins a word of its own
        return after in known
    return False


def _is_word(char: str) -> bool:
    return "\u4e00" <= char <= "\u9fff"


@lru_cache(maxsize=4)
def _wanted(confusables: Lexicon) -> Mapping[str, str]:
    """Each wrong spelling to the right one."""
    return {wrong: right for right, words in confusables.groups.items() for wrong in words}


@lru_cache(maxsize=4)
def _known(words: Lexicon) -> frozenset[str]:
    return frozenset(" ".join(words.words).split())


@lru_cache(maxsize=4)
def _kept(reduplications: Lexicon) -> frozenset[str]:
    return frozenset(reduplications.words) | frozenset("".join(reduplications.words).split())


@lru_cache(maxsize=4)
def _standard(pairs: Lexicon) -> Mapping[str, str]:
    """Variant to standard character; a pair is written standard first."""
    return {pair[1]: pair[0] for pair in " ".join(pairs.words).split()}


def _seen(slips: list[_Slip], text: str, span: Span) -> Observation:
    first = slips[0]
    exact = len(text) == len(span)
    spans = [span.part(slip.start, slip.end) if exact else span for slip in slips]
    around = text[max(0, first.start - _AROUND) : first.end + _AROUND]
    line = next((part for part in _BREAK.split(around) if first.wrong in part), first.wrong).strip()
    return Observation(
        spans[0],
        related=tuple(("同样的写法", other) for other in spans[1:_MOST]),
        slots={"found": first.wrong, "count": str(len(slips)), "wanted": first.right, "around": line},
        reported=first.wrong,
        expected=first.right,
        evidence=(f"“{line}”中的“{first.wrong}”应作“{first.right}”",),
        identity=(first.wrong, line),
        variant=first.variant,
    )
