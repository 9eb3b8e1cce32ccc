"""Folding of spelling variants that carry no meaning: full width, white space, notes behind a label."""

from __future__ import annotations

import re
from functools import lru_cache

from heyan.extraction.pattern import pattern

_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_SPACES = dict.fromkeys((160, 12288, 8239, *range(8192, 8203)), 32)
# Small and mathematical forms that forms and fonts use for the same sign.
_SIGNS = {ord(a): ord(b) for a, b in zip("﹪﹦﹤﹥−﹣﹢∶﹕○﹝﹞", "%=<>--+::〇〔〕", strict=True)}
_FOLD = {**_FULL_WIDTH, **_SPACES, **_SIGNS}
_FOLDABLE = pattern("[" + "".join(re.escape(chr(code)) for code in _FOLD) + "]+")
_COMMON = (
    (chr(0xFF0C), ","),
    ("：", ":"),
    ("（", "("),
    ("）", ")"),
    ("；", ";"),
    ("\u3000", " "),
    ("\xa0", " "),
)
_WHITE = pattern(r"\s+")
# The labels and short cells of a form come by again and again: under a header, as a level, beside a figure.
_SHORT = 120


def fold(text: str) -> str:
    """`text` with full-width digits, letters and signs halved and odd spaces plain, character for character.

    The result has the same length, so offsets into one are offsets into the other.
    """
    if text.isascii():
        return text
    return _kept(text) if len(text) <= _SHORT else _folded(text)


def _folded(text: str) -> str:
    # A handful of signs makes up nearly all hits; replacing them first is several times faster than translate.
    for wide, narrow in _COMMON:
        text = text.replace(wide, narrow)
    return _FOLDABLE.sub(lambda run: run.group().translate(_FOLD), text)


_kept = lru_cache(maxsize=4096)(_folded)


def squeeze(text: str) -> str:
    """`text` without any white space. Lengths and offsets are not kept."""
    return _WHITE.sub("", text)


def label(text: str) -> str:
    """The bare name in a header or label cell: folded, without white space, colon and notes in brackets.

    产出指标（50分）： gives 产出指标; a label that stands in brackets as a whole is unwrapped.
    """
    return _kept_label(text) if len(text) <= _SHORT else _bare(text)


def _bare(text: str) -> str:
    name = fold(squeeze(text)).rstrip(":")
    while name.endswith(")"):
        opening = name.rfind("(")
        if opening < 0:
            break
        if opening == 0:
            return name[1:-1].strip("():")
        name = name[:opening].rstrip(":")
    return name


_kept_label = lru_cache(maxsize=4096)(_bare)
