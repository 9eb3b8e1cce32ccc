"""What a caller may choose about the presentation of a result."""

from __future__ import annotations

from typing import Literal

from heyan.model.dataclass import dataclass

Language = Literal["zh", "en"]


@dataclass(frozen=True, slots=True)
class TemplateFile:
    """A user's own template: its text, and the path under which the user knows it (shown, never opened)."""

    path: str
    text: str


@dataclass(frozen=True, slots=True)
class Options:
    """`lang` is the language of the interface's own words; the findings' texts stay as their rules wrote them.

    `figures` adds every number of the papers, `verbose` unfolds what the console groups; `color` and `width`
    (in terminal cells) concern the console only, `template` the format of that name.
    """

    lang: Language = "zh"
    figures: bool = False
    verbose: bool = False
    color: bool = False
    width: int = 80
    template: TemplateFile | None = None
