"""Word lists that rules name instead of repeating them."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import chain

from heyan.model.dataclass import dataclass


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """A named list of words, or named groups of them (`polarity: {higher: [满意], lower: [投诉]}`).

    A plain list is one group with the name "".
    """

    name: str
    groups: Mapping[str, tuple[str, ...]]

    @property
    def words(self) -> tuple[str, ...]:
        """All words of all groups, in the order of the file."""
        return tuple(chain.from_iterable(self.groups.values()))


Lexicons = Mapping[str, Lexicon]


def of_pack(lexicons: Lexicons, name: str) -> Lexicon:
    """The lexicon of that name; an empty one where a check runs without its pack."""
    return lexicons.get(name) or Lexicon(name, {})
