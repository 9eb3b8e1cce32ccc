"""Totals and their parts as sentences state them: 支出100万元，其中：基本支出60万元，项目支出40万元。

A list that only may be complete becomes a claim where its figures agree, miss by little, or name a known
partition; else it is open (parts must not exceed the whole) or left alone. False claims are worse than missed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from heyan.extraction import claims_prose_slips, prose_labels
from heyan.extraction.pattern import pattern
from heyan.extraction.statements import Amount, Line, gap
from heyan.extraction.sum_judgement import FEW, Arithmetic, Listing, judged
from heyan.model.claim import Claim

_CUE = pattern(
    r"其中(?:包括|包含)?|(?<=,)由(?:以下|下列)?[^,;。:\d]{0,6}(?:组成|构成)(?=:)|(?<=[,;:(。])(?:主要)?(?:包括|包含)|分别[为是]|(?<=[,;:。])(?:决算|执行|支出|预算)(?:数|额|总额)?中(?=[,:])"
)
# 按支出性质分，基本支出…；项目支出… divides an amount stated before.
_DIVIDED = pattern(r"(?:^|[,;。:])(?:其中[,:]?)?按(?:照)?[^,;。\d]{1,14}?(?:分类?|划分|看|统计)[,:]")
# 亩均投资1500元 is no total of anything.
_PER_UNIT = pattern(r"(?:^|[平人亩户生头辆年月])均(?!衡)|每[^年月,;]|单价|标准[为是]?$")
_MONEY_HEAD = pattern(r"支出|执行|决算|收入|预算|资金|投资")
_ONLY_STOPS = pattern(r"[\s,;:。()]*")
_THE_REST = pattern(r"[,;]\s?(?:其余|剩余|余下)(?:部分|资金)?(?:均|全部)?[为由]\D{0,12}[,;。]")
_ETC = pattern(r"等|……|\.\.\.")
_BARE_TOTAL = pattern(
    r"(?:[总合共]计|合计|小计|总额|总数)(?:金额|数)?(?:[为是:]|达到?)?$|^(?:以上|上述)?[共合总]计?(?:到位|支出|投入|安排|下达|拨付|落实)(?:各[级类]|项目)?(?:资金|金额|经费)?$|^总?共有?$"
)
# 按来源分，甲10万元，乙20万元，决算收入合计30万元: the total names what its parts are.
_NAMED_TOTAL = pattern(
    r"^(?:\d{4}年(?:度|全年)?)?[^,;。:\d]{0,6}(?P<side>收入|支出|资金|拨款)(?:合计|共计|总计)(?:为|是|达)?$"
)
_SUM_WORD = pattern(r"^(?:以上|上述|以上各项|各项)?$")
_STAGE = pattern(r"预算|执行|到位|完成|目标|实际|计划|单价|标准")
# Points are summed by levels, not by sentences; rates do not add up.
_NOT_ADDED = frozenset({"point", "percent", "percentage_point"})
_HEADS = 8  # amounts before a list among which its total may be
_MOST = 80  # no sentence lists more parts; the bound keeps hostile text linear
_GROUPS_OF: dict[str, frozenset[prose_labels.Group]] = {
    "收入": frozenset({"income"}),
    "拨款": frozenset({"income"}),
    "资金": frozenset({"income"}),
    "支出": frozenset({"expenditure", "economic", "operating"}),
}


def line_sums(line: Line) -> list[Claim]:
    """The sums that one line states."""
    if len(line.amounts) < FEW:
        return []
    found: list[Claim] = []
    stack: list[Listing] = []
    before: Amount | None = None
    earlier: list[Amount] = []
    for amount in line.amounts:
        if amount.nature != "plain":
            continue
        if before is not None:
            between = gap(line, before, amount)
            cue = _cue(before, amount, between)
            while stack and not _stays(stack, before, amount, between, cued=bool(cue)):
                _close(stack.pop(), found)
            opened = _opened(cue, amount, between, earlier) if cue else None
            if opened is not None:
                head = opened.total
                opened.grand = "总计" in line.folded[head.label_start : head.start]
                stack.append(opened)
            if stack and not _in_brackets(stack[-1], amount):
                _append(stack[-1], amount, between)
                stack[-1].open = stack[-1].open or bool(_THE_REST.match(line.folded, amount.end))
        before = amount
        earlier.append(amount)
    while stack:
        _close(stack.pop(), found)
    found.extend(_trailing_totals(line))
    return found


def _opened(cue: str, first: Amount, between: str, earlier: Sequence[Amount]) -> Listing | None:
    """The list that `first` begins, with the nearest amount before it that can be its total."""
    free = bool(_DIVIDED.search(between))
    heads = [head for head in reversed(earlier[-_HEADS:]) if _may_head(head, first)]
    if not free:
        heads = [head for head in heads if head.sentence == earlier[-1].sentence]
        if heads and heads[0] is not earlier[-1] and not _PER_UNIT.search(earlier[-1].label):
            return None
    if not heads:
        return None
    return Listing(heads[0], cue, first.depth, others=tuple(heads[1:]), free=free)


def _in_brackets(top: Listing, amount: Amount) -> bool:
    """Whether `amount` only explains, in brackets, the part before it: 净值280万元（原值512万元）."""
    return bool(top.parts) and amount.depth > top.parts[0].depth


def _cue(head: Amount, first: Amount, between: str) -> str:
    """The words that make `first` the first part of `head`; "" where nothing does."""
    if _DIVIDED.search(between) and (
        prose_labels.group(first.label) or first.label.endswith(("支出", "收入"))
    ):
        return "按"
    found = _CUE.search(between)
    if found is not None:
        if ";" in between[found.end() :] or "。" in between[found.end() :]:
            return ""  # words that describe the part before: 人员经费100万元，主要包括基本工资等；
        if found[0].endswith("中") and found[0] != "其中" and found[0][:2] not in head.label:
            return ""
        adjacent = _ONLY_STOPS.fullmatch(between, 0, found.start())
        same_sentence = not any(stop in between[: found.start()] for stop in "。\n!?")
        total = prose_labels.fact(head.label) or _MONEY_HEAD.search(head.label)
        known = total and prose_labels.group(first.label)
        next_sentence = known and between.count("。") == 1 and between[: found.start()].endswith("。")
        return found[0] if adjacent or same_sentence or next_sentence else ""
    if between == ":" and prose_labels.group(first.label):
        return ":"
    if between.startswith("(") and first.depth == head.depth + 1 and _known_head(head, first, between):
        return "（"
    return ""


def _known_head(head: Amount, first: Amount, between: str) -> bool:
    return (
        bool(prose_labels.group(first.label) or prose_labels.is_official(first.label))
        and first.quantity.kind == head.quantity.kind
        and between.count("(") == 1
        and "含" not in between
    )


def _may_head(head: Amount, first: Amount) -> bool:
    return (
        head.quantity.kind == first.quantity.kind
        and head.quantity.kind not in _NOT_ADDED
        and bool(first.label)
        and not _PER_UNIT.search(head.label)
        and not head.quantity.comparator
        and not head.quantity.upper
    )


def _stays(stack: list[Listing], before: Amount, amount: Amount, between: str, *, cued: bool) -> bool:
    """Whether `amount` still belongs to the innermost list; marks the list unsure where the text leaves it open."""
    top = stack[-1]
    outer = stack[-2] if len(stack) > 1 else None
    if amount.depth < top.depth or len(top.parts) >= _MOST:
        return False
    if amount.sentence != before.sentence:
        return False
    if cued:  # `before` heads a list of its own; if it is a part here, this list goes on behind that one
        return bool(top.parts) and top.parts[-1] is before
    if amount.quantity.kind != top.total.quantity.kind:
        return _aside(top, amount, between)
    if top.parts and _PER_UNIT.search(amount.label):
        return True
    if top.aside:
        # A detail of the part before (…，用于18辆公务用车；) is over at the next ；.
        top.aside, top.unsure = False, top.unsure or ";" not in between
    if not top.parts or prose_labels.is_carried(amount.label):
        return True
    own = prose_labels.group(amount.label)
    pause = ";" in between and top.separator == "," and len(top.parts) >= FEW
    if own == top.group and not pause and not (outer and own is not None and outer.group == own):
        return True
    if Arithmetic(top).agrees():
        return False
    if own == top.group:
        if outer is not None and outer.group == own:
            top.unsure = outer.unsure = True
        return own is not None or not pause
    if own is not None and (top.group is None or (outer is not None and outer.group == own)):
        return False
    top.unsure = top.unsure or not pause
    return not pause


def _aside(top: Listing, amount: Amount, between: str) -> bool:
    """Whether the list may go on behind an amount of another kind that only details its last part."""
    if not top.parts or amount.quantity.kind == "money" or "。" in between:
        top.unsure = top.unsure or ";" not in between
        return False
    if ";" in between:
        return False
    top.aside = True
    return True


def _append(top: Listing, amount: Amount, between: str) -> None:
    if amount.quantity.kind != top.total.quantity.kind:
        top.unsure = top.unsure or not top.aside
        return
    if _PER_UNIT.search(amount.label) and top.parts:
        return  # 平均每辆1.48万元 is no part of anything
    if not top.parts:
        top.group = prose_labels.group(amount.label)
    elif ";" in between:
        top.separator = ";"
    elif not top.separator:
        top.separator = ","
    top.parts.append(amount)
    top.open = top.open or bool(_ETC.match(amount.tail))


def _close(listed: Listing, found: list[Claim]) -> None:
    total = _total(listed)
    if total is None:
        return
    claim = judged(
        total, listed.parts, listed.cue, is_open=listed.open, unsure=listed.unsure, grand=listed.grand
    )
    if claim is not None:
        found.append(claim)


def _total(listed: Listing) -> Amount | None:
    """The head, unless the parts make up another amount before it; None where a free list has no total near."""
    if Arithmetic(listed).agrees():
        return listed.total
    totals = [replace(listed, total=other) for other in listed.others]
    if len(listed.parts) >= FEW:
        agreeing = next((other.total for other in totals if Arithmetic(other).agrees()), None)
        if agreeing is not None:
            return agreeing
    if not listed.free:
        return listed.total
    near = next((one.total for one in (listed, *totals) if Arithmetic(one).near()), None)
    if near is not None or len(listed.parts) < FEW:
        return near
    parts = [part.quantity for part in listed.parts]
    slipped = (one.total for one in (listed, *totals) if claims_prose_slips.mended(one.total.quantity, parts))
    return next(slipped, None)


def _other_stage(part: Amount, own: re.Match[str] | None) -> bool:
    """Whether the part is of another stage (预算, 到位) than the total's words."""
    stage = _STAGE.search(part.label)
    return stage is not None and (own is None or stage[0] != own[0])


def _behind_cue(line: Line, parts: list[Amount], total: Amount) -> list[Amount]:
    """Of 5个村，其中甲村120户、乙村85户，共205户 the parts behind 其中, whose head counts another thing."""
    for index in range(1, len(parts)):
        head, first = parts[index - 1], parts[index]
        if head.quantity.kind != total.quantity.kind and _CUE.search(line.folded, head.end, first.start):
            apart = all(part.quantity.kind != total.quantity.kind for part in parts[:index])
            return parts[index:] if apart else parts
    return parts


def _of_side(parts: Sequence[Amount], side: str) -> bool:
    """Whether all parts are known parts of such a total: sources of income, or kinds of expenditure."""
    groups = {prose_labels.group(part.label) for part in parts}
    return len(parts) >= FEW and len(groups) == 1 and groups <= _GROUPS_OF[side]


def _trailing_totals(line: Line) -> list[Claim]:
    """甲10万元，乙20万元，合计30万元."""
    found: list[Claim] = []
    for index, total in enumerate(line.amounts):
        if total.nature != "plain" or index < FEW or total.quantity.kind in _NOT_ADDED:
            continue
        words = line.text[total.label_start : total.start].strip(" ，,、；;：:　")
        named = _NAMED_TOTAL.match(words)
        if not named and (not _BARE_TOTAL.search(words) or not _SUM_WORD.match(_BARE_TOTAL.sub("", words))):
            continue
        parts = [
            part
            for part in line.amounts[max(0, index - _MOST) : index]
            if part.sentence == total.sentence and part.nature == "plain" and part.depth == total.depth
        ]
        own = _STAGE.search(words)
        listed = len(parts)
        parts = _behind_cue(line, parts, total)
        if any(part.quantity.kind != total.quantity.kind for part in parts):
            continue
        # 一般公共预算 among the sources of 决算收入 is no stage.
        if not named and any(_other_stage(part, own) for part in parts):
            continue
        begin = (parts[0].label_start if len(parts) == listed else parts[0].start) if parts else 0
        if _CUE.search(line.folded, begin, total.start):
            continue
        if named and not _of_side(parts, named["side"]):
            continue
        figures = Arithmetic(Listing(total, "", 0, parts))
        near = total.quantity.kind == "money" and figures.near()
        slipped = named and claims_prose_slips.mended(total.quantity, [part.quantity for part in parts])
        if len(parts) >= FEW and (figures.agrees() or near or slipped):
            claim = judged(total, parts, "合计")
            if claim is not None:
                found.append(claim)
    return found
