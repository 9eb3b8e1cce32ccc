"""Making hostile text fit to be shown: nothing in it may steer a terminal or reorder what the reader sees."""

from __future__ import annotations

import re

# Control characters, soft hyphens, zero-width and bidirectional controls, tag characters, lone surrogates.
_STEERING = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e"
    "\u2060-\u206f\ud800-\udfff\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)
_BREAK = re.compile("\r\n?|[\u2028\u2029]")
_WHITE_RUN = re.compile(r"\s+")


def visible(text: str) -> str:
    """`text` without characters that steer or hide; line breaks become newlines, tabs stay."""
    if text.isascii() and text.isprintable():
        return text
    return _STEERING.sub("", _BREAK.sub("\n", text))


def one_line(text: str) -> str:
    """`visible(text)` with every run of white space made one space."""
    return _WHITE_RUN.sub(" ", visible(text))
