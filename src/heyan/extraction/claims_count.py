"""Declared numbers of things beside the list of them: 内设机构7个，分别为：甲、乙、…"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from heyan.extraction.lexer import lex
from heyan.extraction.normal import fold
from heyan.extraction.normal import label as normal_label
from heyan.extraction.operands import around
from heyan.extraction.pattern import pattern
from heyan.extraction.statements import Amount, Line
from heyan.model.claim import Claim, Operand
from heyan.model.dataclass import dataclass
from heyan.model.quantity import Quantity
from heyan.model.report import Indicator

_QUICK = pattern(r"、|分别[为是有]")
_COUNTED = frozenset({"piece", "person", "time_count", "case"})
_INTRO = pattern(
    r"(?P<noun>[^,;:。、()\d\n]{0,10})(?:\([^()\n]{0,40}\))?(?P<aside>,(?!\s*(?:分别|即|包括|包含))[^,;:。、()\d\n]{1,16}(?:\([^()\n]{0,40}\))?)?,?\s*"
    r"(?P<cue>分别[为是有]|即|包括|包含|:)\s*:?\s*"
)
_BODIES = pattern(r"机构|部门|科|股|室|中心|站|所|单位|村|社区|学校|街道|乡|镇|园|支部|小组|办|局|委")
_BEFORE = pattern(
    r"(?:内设|下设|设有|设立|设置|设|下辖|管辖|辖|分为)(?P<list>[^,;:。()\n\d]{1,200}、[^,;:。()\n\d]{1,40})$"
)
# 内设甲、乙、丙，共3个股室
_IN_ALL = pattern(r",(?:共计?|合计|总共)有?$")
_AND = pattern(r"以及|[和及与暨]")
_OPEN = pattern(r"等(?:[^、等]{0,12})?$")
_NUMBERED = pattern(r"[一二三四五六七八九]是|[①-⑳]")
_ASIDE = pattern(r"\([^()]*\)")
_ACTIVITY = pattern(
    r"(?:组织|开展|举办|召开|进行|实施|有|:){0,3}(?P<list>[^,;:。()\d]{4,100}?)等(?P<head>活动|会议|培训|演练|宣传|比赛|讲座)?[。]?"
)
_LONGEST_ITEM = 24
_LONGEST_LIST = 600
_MOST, _FEWEST = 60, 2
_SHOWN = 80
_SHORT_CUE, _LONGEST_BEFORE = 6, 260


@dataclass(frozen=True, slots=True)
class _List:
    """Items at the outermost level; `most` counts every 和 of the last item as a gap between two."""

    items: tuple[str, ...]
    most: int
    open: bool


def line_counts(lines: Sequence[Line]) -> list[Claim]:
    """The declared counts of all lines, with what is listed right behind them (or before: 甲、乙、丙3个股室)."""
    return [
        claim
        for line in lines
        if line.amounts and _QUICK.search(line.folded)
        for amount in line.amounts
        if _declares(amount)
        for claim in (*_listed_behind(line, amount), *_listed_before(line, amount))
    ]


def _declares(amount: Amount) -> bool:
    quantity = amount.quantity
    plain = not (quantity.comparator or quantity.approximate or quantity.upper or quantity.malformed)
    whole = quantity.unit is not None and quantity.unit.factor == 1 and quantity.value == int(quantity.value)
    return plain and whole and quantity.kind in _COUNTED and _FEWEST <= quantity.value <= _MOST


def _listed_behind(line: Line, amount: Amount) -> Iterator[Claim]:
    intro = _INTRO.match(line.folded, amount.end)
    if intro is None:
        return
    cue = intro["cue"]
    if not cue.startswith("分别") and intro["aside"]:
        return
    noun = f"{amount.label}{line.folded[amount.end - 1 : amount.end]}{intro['noun']}"
    if cue == ":" and not _BODIES.search(noun):
        return
    listed = _split(_until_stop(line.folded, intro.end()))
    if listed:
        yield _claim(amount, listed, "列举" if cue == ":" else cue)


def _listed_before(line: Line, amount: Amount) -> Iterator[Claim]:
    start, end = amount.label_start, amount.start
    in_all = _IN_ALL.search(line.folded, max(0, end - _SHORT_CUE), end)
    if in_all:
        start, end = max(line.body, in_all.start() - _LONGEST_BEFORE), in_all.start()
    found = _BEFORE.search(line.folded, start, end)
    if found is None or not _BODIES.search(line.folded, amount.end - 1, amount.end + 8):
        return
    listed = _split(found["list"])
    if listed and (listed.open or len(listed.items) > _FEWEST):
        yield _claim(amount, listed, "列举")


def _claim(amount: Amount, listed: _List, cue: str) -> Claim:
    name = amount.label or amount.tail[:10] or "个数"
    if cue == "列举" and "、" in name:
        name = amount.tail[:10] or "个数"
    declared = Operand("declared", name, amount.quantity, amount.place)
    return Claim("count", "count", name, (declared, _operand(listed)), amount.place, cue, open=listed.open)


def _operand(listed: _List) -> Operand:
    count = len(listed.items)
    upper = Decimal(listed.most) if listed.most != count else None
    names = "、".join(listed.items)
    shown = names if len(names) <= _SHOWN else f"{names[:_SHOWN]}…"
    return Operand("listed", shown, Quantity(Decimal(count), Decimal(1), upper=upper), None)


def _until_stop(folded: str, start: int) -> str:
    """The text up to the first 。 or ； outside brackets."""
    depth = 0
    for position in range(start, min(len(folded), start + _LONGEST_LIST)):
        char = folded[position]
        if char == "(":
            depth += 1
        elif char == ")":
            depth -= 1
        elif depth <= 0 and char in "。;\n!?":
            return folded[start:position]
    return folded[start : start + _LONGEST_LIST]


def _split(text: str) -> _List | None:
    """The items of a plain list of names; None where numbers, numbering or empty items show it to be none."""
    bare = _ASIDE.sub("", text).strip(" .")
    if "(" in bare or ")" in bare or _NUMBERED.search(bare) or len(bare) >= _LONGEST_LIST:
        return None
    unsure = False
    if "、" in bare and "," in bare:
        bare, unsure = bare[: bare.index(",")], True
    items = [item.strip() for item in re.split("、" if "、" in bare else ",", bare)]
    ending = _OPEN.search(items[-1])
    if ending and ending.start() > 0:
        items[-1], unsure = items[-1][: ending.start()], True
    if not all(items) or any(char.isdigit() for item in items for char in item):
        return None
    unsure = unsure or any(len(item) > _LONGEST_ITEM for item in items)
    joined = len(_AND.findall(items[-1]))
    return _List(tuple(items), len(items) + joined, unsure) if len(items) + joined >= _FEWEST else None


def described_count(indicator: Indicator) -> Claim | None:
    """A description that names as many activities as the target counts (甲活动、乙活动、丙活动等活动 beside ≥3次).

    A list that ends in 等 contradicts nothing, so that one of another length is no claim.
    """
    target, source = indicator.target, indicator.description
    total = target.value.quantity if target else None
    if target is None or total is None or source is None or total.kind != "time_count":
        return None
    text = fold(source.raw).strip()
    found = _ACTIVITY.fullmatch(text)
    if found is None or any(lexeme.quantity for lexeme in lex(text)):
        return None
    items = found["list"].split("、")
    head = found["head"] or "活动"
    alike = sum(item.endswith(head) for item in items)
    if len(items) <= _FEWEST or 2 * alike < len(items) or len(items) != total.value:
        return None
    name = normal_label(indicator.name.value) if indicator.name else "指标值"
    declared = Operand("declared", f"{name}的指标值", total, target.span)
    listed = _operand(_List(tuple(items), len(items), True))
    return Claim("count", "count", name, (declared, listed), around((declared,)), "说明", "table", open=True)
