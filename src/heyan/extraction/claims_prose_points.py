"""The whole score and its parts as one sentence gives them: 自评得分97分，其中决策20分得20分，产出30分得29分…"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from heyan.extraction import prose_labels, prose_levels
from heyan.extraction.claims_prose_slips import digits_slipped, shifted
from heyan.extraction.operands import around
from heyan.extraction.pattern import pattern
from heyan.extraction.statements import Amount, Line
from heyan.model.claim import Claim, Operand
from heyan.model.quantity import Quantity

_WHOLE = pattern(
    r"(?:自评|综合|评价|总体?|最终|整体|绩效)[^,;。]{0,8}?(?:得分|总分|评分|分数|得|分)[为是:]*$"
)
_FULL = pattern(r"满分|总分值|分值|标准")
_SEVERAL = pattern(r"[各个]项目|平均")
_LISTED = pattern(r"其中|(?:具体|分别)[为是]|具体(?:得分)?情况|[:(]\s*$")
_NEXT = pattern(r"其中|得分(?:情况)?(?:分别)?(?:如下|为)|[各分][^,;。]{0,6}得分")
_SCORE = pattern(r"(?:实?得分?|评分)[为是:]*$")
_MARKS = pattern(r"^[（()）\s]+|(?:满分|分值|[（()）\s得])+$")
_BLOCKED = pattern(r"扣|加分|附加|折算|以上|以下|权重\d")
_INDICATORS = pattern(r"目标值|指标值|完成值|应得")
_EXECUTION = "预算执行"
_NEAR = Decimal(5)  # points; a list that misses its total by as much may leave a part out
_FAR = Decimal(40)
_HUNDRED = Decimal(100)
_MOST_FOR_EXECUTION = 40
_FEW = 2
_SHORT = 5  # (满分20分 begins this close to its bracket
_ENOUGH = 3  # parts that make a list whose sum is off a fault and not another thing
_BEFORE_BRACKET = pattern(r"([^,;:。()、]{2,20})\($")


def point_sums(lines: Sequence[Line]) -> list[Claim]:
    """The claims that the points listed behind a whole score (in its sentence or the next) make it up.

    Lists of known levels with 预算执行 are left to the narrative's level totals where it has indicators too.
    """
    levelled = any(line.amounts and _INDICATORS.search(line.folded) for line in lines)
    return [claim for line in lines if (claim := _line_sum(line, levelled)) is not None]


def execution_points(claims: Sequence[Claim]) -> Claim | None:
    """The points for 预算执行 as the rate's share of their full mark, which is what the other parts leave of 100.

    A claim only where that makes the points: how a paper deducts for its execution is its own affair.
    """
    rate = next(
        (c.of("result")[0] for c in claims if c.kind == "ratio" and c.topic == "execution" and not c.missing),
        None,
    )
    if rate is None or rate.quantity.kind != "percent" or rate.place is None:
        return None
    for claim in claims:
        if claim.kind != "sum" or claim.topic != "scores":
            continue
        parts = claim.of("part")
        own = [part for part in parts if "执行" in part.label and part.place]
        full = _HUNDRED - sum((part.quantity.value for part in parts if part not in own), Decimal(0))
        if len(own) != 1 or not 0 < full <= _MOST_FOR_EXECUTION or full != full.to_integral_value():
            continue
        points = own[0].quantity
        share = rate.quantity.value / _HUNDRED
        if abs(full * share - points.value) > (points.ulp + full * rate.quantity.ulp / _HUNDRED) / 2:
            continue
        operands = (
            Operand("factor", "预算执行的分值", Quantity(full, Decimal(1)), None),
            Operand("factor", "执行率", Quantity(share, rate.quantity.ulp / _HUNDRED), rate.place),
            Operand("product", "预算执行得分", replace(points, unit=None), own[0].place),
        )
        return Claim("product", "product", "预算执行得分", operands, around(operands), "执行率")
    return None


def _line_sum(line: Line, levelled: bool) -> Claim | None:
    points = [a for a in line.amounts if a.quantity.kind == "point"]
    for index, total in enumerate(points):
        words = line.folded[total.label_start : total.start]
        if _WHOLE.search(words.rstrip()) and not _FULL.search(words) and not _SEVERAL.search(words):
            claim = _claim(line, total, points[index + 1 :], levelled)
            if claim is not None:
                return claim
    return None


def _claim(line: Line, total: Amount, behind: Sequence[Amount], levelled: bool) -> Claim | None:
    if not behind:
        return None
    lead = line.folded[total.end : behind[0].start]
    same = behind[0].sentence == total.sentence
    if not (_LISTED.search(lead) or _NEXT.search(lead)) or not (
        same or (lead.count("。") == 1 and _NEXT.search(lead))
    ):
        return None
    listed = [a for a in behind if a.sentence == behind[0].sentence]
    text = line.folded[total.end : listed[-1].end + 8]
    if _BLOCKED.search(text) or any(_spoilt(a) for a in (total, *listed)):
        return None
    parts = _scores(line, listed)
    if len(parts) < _FEW or any(not name for name, _ in parts):
        return None
    if levelled and any(
        prose_levels.first_level(re.sub(r"得分?$", "", name)) == _EXECUTION for name, _ in parts
    ):
        return None
    gap = sum((a.quantity.value for _, a in parts), -total.quantity.value)
    levels = {prose_levels.first_level(re.sub(r"得分?$", "", name)) for name, _ in parts}
    known = None not in levels and len(levels) == len(parts)
    # A part may be left out, but none can be too many.
    if gap and len(parts) < _ENOUGH:
        return None
    if gap <= -_NEAR and not (known and _one_lost(gap, total, parts)):
        return None
    if gap >= _FAR and not known and not _one_slipped(gap, [a.quantity.value for _, a in parts]):
        return None
    operands = [Operand("total", prose_labels.undated(total.label) or "总分", total.quantity, total.place)]
    operands += [Operand("part", name, a.quantity, a.place) for name, a in parts]
    return Claim("sum", "scores", "总分", tuple(operands), around(operands), "总分")


def _one_slipped(gap: Decimal, scores: Sequence[Decimal]) -> bool:
    """Whether one of the scores, its point moved or a digit doubled, is all that the sum has too much."""
    pairs = [(format(score, "f"), format(score - gap, "f")) for score in scores if score > gap]
    return any(
        shifted(Decimal(one), Decimal(two)) or (len(one) > len(two) and digits_slipped(one, two))
        for one, two in pairs
    )


def _one_lost(gap: Decimal, total: Amount, parts: Sequence[tuple[str, Amount]]) -> bool:
    """Whether one slip in the total or in one part is all that the list falls short by."""
    pairs = [(total.quantity.value, total.quantity.value + gap)]
    pairs += [(part.quantity.value, part.quantity.value - gap) for _, part in parts]
    return any(
        bool(shifted(one, two)) or digits_slipped(format(one.normalize(), "f"), format(two.normalize(), "f"))
        for one, two in pairs
        if two > 0
    )


def _spoilt(amount: Amount) -> bool:
    quantity = amount.quantity
    return bool(
        quantity.comparator or quantity.upper is not None or quantity.approximate or quantity.malformed
    )


def _scores(line: Line, listed: Sequence[Amount]) -> list[tuple[str, Amount]]:
    """The scores of the list with their names; 决策20分得18分 names its score by the weight before it."""
    scored = [bool(_SCORE.search(line.folded[a.label_start : a.start].rstrip())) for a in listed]
    fulls = [bool(_FULL.search(line.folded[a.label_start : a.start])) for a in listed]
    if not any(scored):
        return [(a.label, a) for a, full in zip(listed, fulls, strict=True) if not full]
    scored = [is_score and not full for is_score, full in zip(scored, fulls, strict=True)]
    found: list[tuple[str, Amount]] = []
    name = ""
    for amount, is_score in zip(listed, scored, strict=True):
        own = _MARKS.sub("", _SCORE.sub("", amount.label))
        bracket = _BEFORE_BRACKET.search(line.folded, 0, amount.label_start)
        name = own or (bracket[1] if bracket and amount.start - bracket.end() < _SHORT else name)
        if is_score:
            found.append((name, amount))
    return found
