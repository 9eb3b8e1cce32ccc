"""Which way an indicator's name says is better, told by the words of a lexicon."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

from heyan.engine.lexicon import Lexicon
from heyan.model.dataclass import dataclass

Polarity = Literal["higher", "lower", "either", "none"]
_DIRECTIONS: tuple[Literal["higher", "lower", "either"], ...] = ("higher", "lower", "either")
# What may stand behind the word that names the measure.
_TAIL = re.compile(r"(?:[（(【\[].*?[)）】\]]|[%％≥≤><=＞＜:：;；,，。.、\s]|指标|情况|目标)+$")
# Behind a word of a group these only say how the thing is counted; anything else makes the name speak of another
# thing (费用报销笔数, 信访接待人次).
_MEASURE = re.compile(
    r"(?:发生|案件|事件|事故|现象|问题|总|年|数量|次数|起数|件数|宗数|人数|户数|数|量|额|金额|率|比率|比例|占比|比重|程度|水平|支出|成本|费用|费|"
    r"增速|幅度|及|和|与|、|（|）)*"
)
# What work costs is the less the better, whatever the work is against (事故救援成本).
_SPENDING = re.compile(r"成本|费|价|支出|开支|概算|预算|租金")
_LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class _Hit:
    start: int
    end: int
    group: Literal["higher", "lower", "either"]


@lru_cache(maxsize=4096)
def polarity(name: str, lexicon: Lexicon) -> Polarity:
    """`higher` or `lower` is better; `either` where that cannot be told, `none` where no word governs the name.

    Of overlapping words the longest counts, and of several the one that ends the name (信访办结率: higher;
    事故发生率: lower). A word followed by another thing does not govern (费用报销笔数: none).
    """
    bare = _TAIL.sub("", "".join(name.split())[:_LONGEST_NAME])
    hits = _longest(_hits(bare, lexicon))
    if not hits:
        return "none"
    last = max(hits, key=lambda hit: (hit.end, -hit.start))
    groups = {hit.group for hit in hits}
    if not _MEASURE.fullmatch(bare, last.end):
        return "either" if "either" in groups else "none"
    # 减少事故发生数 and 处置投诉数 may mean either; a rate that ends the name (隐患整改率) is plain.
    if last.group != "lower":
        return last.group
    worked = mentions(bare[: last.start], _undoing(lexicon)) and not _SPENDING.search(bare, last.start)
    return "either" if "either" in groups or worked else "lower"


def _undoing(lexicon: Lexicon) -> tuple[str, ...]:
    """What, before a thing of which less is better, tells of work against it."""
    return lexicon.groups.get("undoing", ())


def mentions(name: str, words: tuple[str, ...]) -> bool:
    """Whether one of `words` stands in the name."""
    return any(word in name for word in words)


def _hits(name: str, lexicon: Lexicon) -> list[_Hit]:
    index = _index(tuple((group, lexicon.groups.get(group, ())) for group in _DIRECTIONS))
    found: list[_Hit] = []
    for start in range(len(name)):
        for word, group in index.get(name[start : start + 2], ()):
            if name.startswith(word, start):
                found.append(_Hit(start, start + len(word), group))
    return found


@lru_cache(maxsize=8)
def _index(
    groups: tuple[tuple[Literal["higher", "lower", "either"], tuple[str, ...]], ...],
) -> dict[str, tuple[tuple[str, Literal["higher", "lower", "either"]], ...]]:
    """The words by their first two characters (no word is shorter)."""
    index: dict[str, list[tuple[str, Literal["higher", "lower", "either"]]]] = {}
    for group, words in groups:
        for word in words:
            index.setdefault(word[:2], []).append((word, group))
    return {start: tuple(words) for start, words in index.items()}


def _longest(hits: list[_Hit]) -> list[_Hit]:
    """The hits that no longer one covers."""
    return [
        hit
        for hit in hits
        if not any(
            other.start <= hit.start
            and hit.end <= other.end
            and other.end - other.start > hit.end - hit.start
            for other in hits
        )
    ]
