"""The kind `unfinished`: paragraphs that break off, and brackets or quotation marks without their partner."""

from __future__ import annotations

import re
from collections.abc import Iterator
from types import MappingProxyType
from typing import ClassVar, Literal

from heyan.engine.checks.options import CheckOptions, Variants
from heyan.engine.lexicon import Lexicons
from heyan.engine.submission import Target
from heyan.engine.verdict import Observation, Verdict, failed, not_applicable, passed
from heyan.model.report import Section, Sourced

_PAIRS = {"（": "）", "“": "”", "《": "》", "【": "】", "〔": "〕"}
_CLOSING = {close: opening for opening, close in _PAIRS.items()}
_MARKS = re.compile(f"[{''.join((*_PAIRS, *_CLOSING))}]")
_ITEM = re.compile(r"(?:^|[^（(\d])[\d一二三四五六七八九十]{1,3}[）)]")
# Half-width brackets stand for full-width ones as typists go.
_FOLDED = str.maketrans("()", "（）")
_BROKEN_OFF = re.compile(r"[，,、（(“《]\s*$")
_SHORTEST = 12


class UnfinishedCheck(CheckOptions):
    """No paragraph of a section ends in a comma (variant `cut`) or lacks one of a pair of brackets (`unpaired`)."""

    kind: Literal["unfinished"] = "unfinished"

    slots: ClassVar[frozenset[str]] = frozenset({"found", "problem"})
    figures: ClassVar[frozenset[str]] = frozenset({"reported", "formula"})
    variants: ClassVar[Variants] = MappingProxyType({"": ("cut", "unpaired")})
    targets: ClassVar[frozenset[str]] = frozenset({"sections"})


def check_unfinished(_options: UnfinishedCheck, target: Target, _lexicons: Lexicons) -> Verdict:
    """Fails at each such paragraph; not applicable to a section without paragraphs."""
    section = target.item
    paragraphs = section.paragraphs if isinstance(section, Section) else ()
    if not paragraphs:
        return not_applicable("没有段落")
    seen = tuple(observation for paragraph in paragraphs for observation in _faults(paragraph))
    return failed(seen) if seen else passed()


def _faults(paragraph: Sourced[str]) -> Iterator[Observation]:
    text = paragraph.raw.rstrip()
    if len(text) < _SHORTEST:
        return
    if _BROKEN_OFF.search(text):
        yield _seen(paragraph, len(text) - 1, text[-1], f"段末停在“{text[-1]}”，话没有说完", "cut")
    alone = _unpaired(_ITEM.sub(lambda item: " " * len(item[0]), text).translate(_FOLDED))
    if alone is not None:
        yield _seen(paragraph, alone, text[alone], f"“{text[alone]}”没有与之成对的另一半", "unpaired")


def _unpaired(text: str) -> int | None:
    """Where the first bracket without a partner stands."""
    open_: list[int] = []
    for mark in _MARKS.finditer(text):
        at, char = mark.start(), mark[0]
        if char in _PAIRS:
            open_.append(at)
        else:
            if not open_ or text[open_[-1]] != _CLOSING[char]:
                return at
            open_.pop()
    return open_[0] if open_ else None


def _seen(paragraph: Sourced[str], at: int, mark: str, problem: str, variant: str) -> Observation:
    around = " ".join(paragraph.raw[max(0, at - 12) : at + 12].split())
    return Observation(
        paragraph.span.part(at, at + 1),
        slots={"found": around, "problem": problem},
        reported=mark,
        evidence=(f"“{around}”：{problem}",),
        identity=(around, variant),
        variant=variant,
    )
