"""Shares and rates that sentences state beside the figures they were computed from."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Literal

from heyan.extraction import prose_labels
from heyan.extraction.claims_prose_sums import around
from heyan.extraction.statements import Amount, Line
from heyan.model.claim import Claim, Operand, Topic

_SHARE = re.compile(r"占(?P<whole>.{0,24}?)(?:的)?(?:比重|比例|比|百分比|份额)?(?:的|为|达到?|约)*$")
_RATE = re.compile(
    r"(?:执行|到位|支付|支出|使用|完成|拨付|支出完成)(?:进度|率|比例)(?:为|达到?|是|约|仅|:)*$"
)
_WHOLE = re.compile(r"支出|收入|预算|资金|投资|总额|拨款|总数|总量")
_DONE_FOR_SURE = re.compile(r"执行|决算|实际|已|全年支出|累计")
_PLANNED = re.compile(r"预算|应到位|应拨|下达|安排|计划|批复|目标|任务|指标")
_DONE = re.compile(r"到位|支付|支出|使用|完成|拨付")
_HUNDRED = Decimal(100)
_NEARBY = 6  # amounts looked at behind a rate or a share; what stands farther off is not its operand


def line_ratios(lines: Sequence[Line]) -> list[Claim]:
    """The shares (占…的65.3%) and rates (执行率98.3%) of all lines."""
    found: list[Claim] = []
    for line in lines:
        for index, amount in enumerate(line.amounts):
            if amount.quantity.kind != "percent" or amount.quantity.comparator or amount.quantity.upper:
                continue
            before = line.amounts[max(0, index - _NEARBY * 2) : index]
            behind = line.amounts[index + 1 : index + 1 + _NEARBY]
            claim = (
                _share(line, before, amount, behind)
                if amount.nature == "share"
                else _rate(line, before, amount)
            )
            if claim is not None:
                found.append(claim)
    return found


def _operand(role: Literal["numerator", "denominator", "result"], amount: Amount) -> Operand:
    return Operand(role, amount.label, amount.quantity, amount.place)


def _claim(topic: Topic, subject: str, cue: str, operands: Sequence[Operand], missing: str | None) -> Claim:
    return Claim("ratio", topic, subject, tuple(operands), around(operands), cue, missing=missing)


def _share(line: Line, before: Sequence[Amount], result: Amount, behind: Sequence[Amount]) -> Claim | None:
    words = line.folded[max(result.label_start, line.body) : result.start]
    named = _SHARE.search(words)
    part = next((a for a in reversed(before) if a.nature in {"plain", "share"}), None)
    if named is None or part is None or part.nature == "share" or part.quantity.kind != "money":
        return None
    if part.sentence != result.sentence:
        return None
    whole = named["whole"].strip("了 全部")
    if not _WHOLE.search(named["whole"]):
        return None
    stated = [a for a in before if a.nature == "plain" and a is not part and a.quantity.kind == "money"]
    later = [a for a in behind if a.nature == "plain"]
    matching = [a for a in (*reversed(stated), *later) if _names(a.label, whole)]
    operands = [_operand("numerator", part), _operand("result", result)]
    subject = f"{part.label}占{whole}"
    if not matching:
        return _claim("share", subject, "占", operands, whole or "总额")
    operands.insert(1, _operand("denominator", matching[0]))
    return _claim("share", subject, "占", operands, None)


def _names(label: str, whole: str) -> bool:
    """Whether an amount labelled `label` is the whole called `whole` (总支出: 部门支出合计)."""
    own, other = prose_labels.fact(label), prose_labels.fact(whole)
    if own is not None or other is not None:
        return own == other
    bare = prose_labels.subject(whole)
    return len(bare) >= 2 and prose_labels.subject(label).endswith(bare)


def _rate(line: Line, before: Sequence[Amount], result: Amount) -> Claim | None:
    words = line.folded[max(result.label_start, line.body) : result.start]
    named = _RATE.search(words)
    if named is None:
        return None
    counts = named[0].startswith("完成")
    usable = [a for a in before if a.nature == "plain" and (counts or a.quantity.kind == "money")]
    near = [a for a in usable if a.sentence == result.sentence]
    pairs = _pairs(near) or ([] if near and counts else _pairs(usable))
    operands = [_operand("result", result)]
    subject = result.label or named[0]
    if not pairs:
        return None if counts else _without(operands, near, subject, named[0])
    if len(pairs) > 1:
        pairs = [pair for pair in pairs if _agrees(*pair, result)] or pairs
        if len(pairs) > 1 and not _agrees(*pairs[0], result):
            return None
    planned, done = pairs[0]
    operands = [_operand("numerator", done), _operand("denominator", planned), *operands]
    return _claim("execution", subject, named[0], operands, None)


def _pairs(amounts: Sequence[Amount]) -> list[tuple[Amount, Amount]]:
    """Possible (planned, done) pairs of one kind of unit."""
    done = [a for a in amounts if _is_done(a.label)]
    planned = [a for a in amounts if _PLANNED.search(a.label) and not _is_done(a.label)]
    return [
        (plan, act)
        for plan in planned[-_NEARBY:]
        for act in done[-_NEARBY:]
        if plan.quantity.kind == act.quantity.kind and plan.quantity.amount != 0
    ]


def _is_done(label: str) -> bool:
    return bool(_DONE_FOR_SURE.search(label) or (_DONE.search(label) and not _PLANNED.search(label)))


def _agrees(planned: Amount, done: Amount, result: Amount) -> bool:
    exact = done.quantity.amount * _HUNDRED / planned.quantity.amount
    slack = done.quantity.step * _HUNDRED / planned.quantity.amount + result.quantity.ulp
    return abs(exact - result.quantity.value) <= slack


def _without(operands: Sequence[Operand], near: Sequence[Amount], subject: str, cue: str) -> Claim:
    """A rate whose figures the paper does not give beside it."""
    stated = list(operands)
    done = [a for a in near if _is_done(a.label)]
    if len(done) == 1:
        stated.insert(0, _operand("numerator", done[0]))
        return _claim("execution", subject, cue, stated, "预算数")
    return _claim("execution", subject, cue, stated, "预算数、执行数" if not near else "执行数")
