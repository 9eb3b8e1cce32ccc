"""How alike two texts are, by the pairs of characters they share (Dice coefficient), without white space."""

from __future__ import annotations

import re
from collections import Counter
from decimal import Decimal
from functools import lru_cache

_NOISE = re.compile(r"[\s，,。．.；;：:、！!？?“”\"'（）()《》〈〉—-]+")


def bare(text: str) -> str:
    """The text without white space and punctuation."""
    return _NOISE.sub("", text)


@lru_cache(maxsize=1024)
def _pairs(text: str) -> Counter[str]:
    return Counter(text[at : at + 2] for at in range(len(text) - 1)) if len(text) > 1 else Counter(text)


def likeness(one: str, other: str) -> Decimal:
    """1 for equal texts, 0 for texts that share no two neighbouring characters; `bare` is applied to both.

    Twice the number of shared pairs over the number of all pairs (L. R. Dice, Ecology 26, 1945).
    """
    first, second = bare(one), bare(other)
    if first == second:
        return Decimal(1)
    left, right = _pairs(first), _pairs(second)
    total = left.total() + right.total()
    return Decimal(2 * (left & right).total()) / total if total else Decimal(0)
