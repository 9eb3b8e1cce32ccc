"""The names before a list of figures in the same order: 甲村、乙村、丙村分别完成 (120亩、80亩、60亩)."""

from __future__ import annotations

import re

from heyan.extraction.pattern import pattern
from heyan.model.dataclass import dataclass

# What stands between the figures of one list.
SEPARATOR = pattern(r"\s*(?:[、,]|和|及|与|以及)\s*")
_LEAD = pattern(r"(?P<names>[^;:。()\n]{0,120}?)[,，]?\s*(?:均|已)?分别(?P<verb>[^,;:。\d]{0,10})$")
_COMPARED = pattern(r"(?<!占)比(?![重例])|较|[增减升降提]")
_AND = pattern(r"以及|[和及与]")
_OWN = pattern(r"^(?:其中|全年|今年|本年|我[镇乡县局])[:：]?")
_LONGEST = 20


@dataclass(frozen=True, slots=True)
class Names:
    """The names of a list, how many there may be if every 和 parts two, the words behind 分别, and all the words before it."""

    names: tuple[str, ...]
    most: int
    verb: str
    lead: str

    @property
    def compares(self) -> bool:
        """Whether the figures say how much things changed (分别增加), not what they are."""
        return bool(_COMPARED.search(self.verb))

    def of(self, count: int) -> tuple[str, ...]:
        """The names of `count` figures; none where there are more or fewer."""
        if count == len(self.names):
            return self.names
        if count == self.most:
            return tuple(name for listed in self.names for name in _AND.split(listed))
        return ()


def names_before(folded: str, begin: int, start: int) -> Names | None:
    """The names in `folded` from `begin` on whose figures start at `start`; None without 分别."""
    lead = _LEAD.search(folded[begin:start])
    if lead is None:
        return None
    names, most = _split(lead["names"])
    return Names(names, most, lead["verb"], lead["names"])


def _split(text: str) -> tuple[tuple[str, ...], int]:
    clause = _OWN.sub("", re.split(r"[,，]", text)[-1].strip())
    if "、" not in clause and not _AND.search(clause):
        return (), 0
    listed = tuple(name.strip() for name in clause.split("、"))
    if not all(listed) or any(len(name) > _LONGEST for name in listed[:-1]):
        return (), 0
    return listed, len(listed) + len(_AND.findall(listed[-1]))
