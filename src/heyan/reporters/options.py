"""What a caller may choose about the presentation of a result."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Language = Literal["zh", "en"]


@dataclass(frozen=True, slots=True)
class Options:
    """`lang` is the language of the interface's own words; the findings' texts stay as their rules wrote them.

    `figures` adds every number of the papers, `verbose` unfolds what the console groups; `color` and `width`
    (in terminal cells) concern the console only.
    """

    lang: Language = "zh"
    figures: bool = False
    verbose: bool = False
    color: bool = False
    width: int = 80
