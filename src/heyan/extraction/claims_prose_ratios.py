"""Shares and rates that sentences state beside the figures they were computed from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Literal

from heyan.extraction import prose_labels
from heyan.extraction.claims_prose_survey import survey_share
from heyan.extraction.operands import around
from heyan.extraction.pattern import pattern
from heyan.extraction.statements import Amount, Line
from heyan.model.claim import Claim, Operand, Topic
from heyan.model.dataclass import dataclass
from heyan.model.quantity import Quantity
from heyan.model.span import Span

_SHARE = pattern(r"占(?P<whole>.{0,24}?)(?:的)?(?:比重|比例|比|百分比|份额)?(?:的|为|达到?|约)*$")
_RATE = pattern(r"(?:执行|到位|支付|支出|使用|完成|拨付|支出完成)(?:进度|率|比例)(?:为|达到?|是|约|仅|:)*$")
_WHOLE = pattern(r"支出|收入|预算|资金|投资|总额|拨款|总[数量人]|人数|职工|编制")
_DONE_FOR_SURE = pattern(r"执行|决算|实际|已|全年支出|累计")
_PLANNED = pattern(r"预算|应到位|应拨|下达|安排|计划|批复|目标|任务|指标")
_DONE = pattern(r"到位|支付|支出|使用|完成|拨付")
_HUNDRED = Decimal(100)
_ADJUSTED = pattern(r"调整|全年预算|变更后|追加后")
_CHANGED = pattern(r"追加|追减|调[整增减]|(?<!其中)(?:上年|年初)结[转余]")
_NEAR_POINTS = Decimal(5)  # a rate this far from its figures was computed from others
_AMONG = pattern(r"[,;:(]?其中[:,]?")
_PAIR = 2
_UNIT_SHIFT = 4  # 元 for 万元
_NEARBY = 6  # amounts looked at behind a rate or a share; what stands farther off is not its operand


@dataclass(frozen=True, slots=True)
class _Known:
    """What the paper says elsewhere: the totals of listed parts by the part's place, and its budget facts."""

    wholes: Mapping[Span, tuple[Operand, ...]]
    facts: Mapping[str, Sequence[Amount]]


def line_ratios(lines: Sequence[Line], sums: Sequence[Claim] = ()) -> list[Claim]:
    """The shares (占…的65.3%) and rates (执行率98.3%) of all lines; `sums` tell what a bare 占65.3% is a share of."""
    found: list[Claim] = []
    known = _Known(_wholes(sums), _facts(lines))
    for line in lines:
        for index, amount in enumerate(line.amounts):
            if amount.quantity.kind != "percent" or amount.quantity.comparator or amount.quantity.upper:
                continue
            before = line.amounts[max(0, index - _NEARBY * 2) : index]
            behind = line.amounts[index + 1 : index + 1 + _NEARBY]
            claim = (
                _share(line, before, amount, behind, known)
                if amount.nature == "share"
                else _rate(line, before, amount, known)
            ) or survey_share(line, before, amount)
            if claim is not None:
                found.append(claim)
    return found


def _wholes(sums: Sequence[Claim]) -> dict[Span, tuple[Operand, ...]]:
    """The totals of each part of the sums, by the part's place: its own list's first, then those over it."""
    over: dict[Span, list[Operand]] = {}
    for claim in sums:
        total = claim.of("total")
        for part in claim.operands:
            if part.role in {"part", "carried"} and part.place is not None and len(total) == 1:
                over.setdefault(part.place, []).append(total[0])
    return {
        place: (*totals, *(outer for total in totals if total.place for outer in over.get(total.place, ())))
        for place, totals in over.items()
    }


def _operand(role: Literal["numerator", "denominator", "result"], amount: Amount) -> Operand:
    return Operand(role, amount.label, amount.quantity, amount.place)


def _claim(topic: Topic, subject: str, cue: str, operands: Sequence[Operand], missing: str | None) -> Claim:
    return Claim("ratio", topic, subject, tuple(operands), around(operands), cue, missing=missing)


def _share(
    line: Line,
    before: Sequence[Amount],
    result: Amount,
    behind: Sequence[Amount],
    known: _Known,
) -> Claim | None:
    words = line.folded[max(result.label_start, line.body) : result.start]
    if "分别" in words:
        return None  # a list of shares, each of its own figure
    named = _SHARE.search(words)
    part = next((a for a in reversed(before) if a.nature in {"plain", "share"}), None)
    if named is None or part is None or part.nature == "share" or part.sentence != result.sentence:
        return None
    whole = named["whole"].strip("了 全部")
    if not whole:
        return _listed_share(before, part, result, known.wholes.get(part.place) or _head(line, before, part))
    if not _WHOLE.search(named["whole"]):
        return None
    kind = part.quantity.kind
    stated = [a for a in before if a.nature == "plain" and a is not part and a.quantity.kind == kind]
    later = [a for a in behind if a.nature == "plain" and a.quantity.kind == kind]
    matching = [a for a in (*reversed(stated), *later) if _names(a.label, whole)]
    operands = [_operand("numerator", part), _operand("result", result)]
    subject = f"{part.label}占{whole}"
    if not matching and kind != "money":
        return None
    if not matching:
        matching = _elsewhere(known.facts.get(prose_labels.fact(whole) or "", ()), part, result)
    if not matching:
        return _claim("share", subject, "占", operands, whole or "总额")
    fitting = [a for a in matching if _fits(part.quantity, a.quantity, result.quantity)]
    named_so = [a for a in matching if prose_labels.plain(a.label).endswith(whole)]
    operands.insert(1, _operand("denominator", (fitting or named_so or matching)[0]))
    return _claim("share", subject, "占", operands, None)


def _facts(lines: Sequence[Line]) -> dict[str, list[Amount]]:
    """All plain amounts of money whose label is a budget fact, by the fact."""
    found: dict[str, list[Amount]] = {}
    for line in lines:
        for amount in line.amounts:
            if amount.nature == "plain" and amount.quantity.kind == "money":
                name = prose_labels.fact(amount.label)
                if name is not None:
                    found.setdefault(name, []).append(amount)
    return found


def _elsewhere(stated: Sequence[Amount], part: Amount, result: Amount) -> list[Amount]:
    """The total that another line states, if it makes the share or nearly so (several years and stages may be)."""
    fitting = [a for a in stated if _fits(part.quantity, a.quantity, result.quantity)]
    if fitting:
        return fitting[:1]
    usable = [a for a in stated if a is not part and a.quantity.amount]
    near = [a for a in usable if _distance(a, part, result) <= _NEAR_POINTS]
    return near[:1] if len({a.quantity.amount for a in usable}) == 1 else []


def _head(line: Line, before: Sequence[Amount], part: Amount) -> tuple[Operand, ...]:
    """The amount right before `part` if only 其中 stands between the two: 群众100人，其中党员26人."""
    stated = [a for a in before if a.nature == "plain"]
    index = next((i for i, a in enumerate(stated) if a is part), 0)
    head = stated[index - 1] if index else None
    if head is None or head.quantity.kind != part.quantity.kind or head.sentence != part.sentence:
        return ()
    return (_operand("denominator", head),) if _AMONG.match(line.folded, head.end) else ()


def _listed_share(
    before: Sequence[Amount], part: Amount, result: Amount, totals: Sequence[Operand]
) -> Claim | None:
    """基本支出60万元，占60%: the share of the list's total, unless it is that of another amount stated before."""
    if not totals:
        return None
    stated = [_operand("denominator", a) for a in before if a.nature == "plain" and a is not part]
    candidates = [replace(total, role="denominator") for total in totals] + stated
    fitting = [c for c in candidates if _fits(part.quantity, c.quantity, result.quantity)]
    whole = (fitting or candidates)[0]
    operands = [_operand("numerator", part), whole, _operand("result", result)]
    return _claim("share", f"{part.label}占{prose_labels.undated(whole.label)}", "占", operands, None)


def _names(label: str, whole: str) -> bool:
    """Whether an amount labelled `label` is the whole called `whole` (总支出: 部门支出合计)."""
    own, other = prose_labels.fact(label), prose_labels.fact(whole)
    if own is not None or other is not None:
        return own == other
    bare = prose_labels.subject(whole)
    return len(bare) >= 2 and prose_labels.subject(label).endswith(bare)


def _rate(line: Line, before: Sequence[Amount], result: Amount, known: _Known) -> Claim | None:
    words = line.folded[max(result.label_start, line.body) : result.start]
    named = _RATE.search(words)
    if named is None:
        return None
    counts = named[0].startswith("完成")
    usable = [a for a in before if a.nature == "plain" and (counts or a.quantity.kind == "money")]
    near = [a for a in usable if a.sentence == result.sentence]
    of_arrived = named[0].startswith(("支", "使用", "拨付"))
    pairs = _pairs(near, of_arrived) or ([] if near and counts else _pairs(usable, of_arrived))
    operands = [_operand("result", result)]
    subject = result.label or named[0]
    if not pairs:
        return None if counts else _without(operands, near, subject, named[0])
    # Of several budgets (年初, 调整后) the one is meant that makes the rate, or nearly so.
    planned, done = min(pairs, key=lambda pair: _distance(pair[0], pair[1], result))
    if not _agrees(planned, done, result) and not _beside(
        line, [a for a in usable if not _details(a, done, known)], planned, done, result
    ):
        other = next((pair for pair in pairs if _unit_slipped(*pair, result)), None)
        other = other or next((pair for pair in pairs if _adjoining(line, near, *pair, result)), None)
        if other is None:
            return None
        planned, done = other
    operands = [_operand("numerator", done), _operand("denominator", planned), *operands]
    return _claim("execution", subject, named[0], operands, None)


def _details(amount: Amount, done: Amount, known: _Known) -> bool:
    """Whether the amount only tells what `done` is made up of."""
    return any(total.place == done.place for total in known.wholes.get(amount.place, ()))


def _beside(line: Line, usable: Sequence[Amount], planned: Amount, done: Amount, result: Amount) -> bool:
    """Whether the rate, which the two do not make, can be of nothing but these two right before it."""
    alike = [a for a in usable if a.quantity.kind == done.quantity.kind]
    own = [a for a in alike if a.sentence == result.sentence and a.depth <= result.depth]
    # Figures in brackets behind an amount only detail it; those of other sentences tell of other things.
    last = own if planned in own and done in own else alike
    between = [a for a in line.amounts if done.end <= a.start < result.start]
    if last[-1] is not done or any(a.quantity.kind == "percent" for a in between):
        return False
    if not _ADJUSTED.search(planned.label) and _CHANGED.search(line.folded, planned.end, result.start):
        return False  # 年初预算100万元，追加20万元，支出110万元: the rate's budget is not stated
    counted = done.quantity.kind != "money"
    if counted and result.quantity.value == _HUNDRED and done.quantity.amount > planned.quantity.amount:
        return False  # more than all there was to do is often written as 100 %
    return len(last) == _PAIR or _distance(planned, done, result) <= _NEAR_POINTS


def _adjoining(line: Line, near: Sequence[Amount], planned: Amount, done: Amount, result: Amount) -> bool:
    """Whether 调整后预算, what was spent of it and the rate stand next to each other in one sentence."""
    if list(near[-_PAIR:]) != [planned, done] or not _ADJUSTED.search(planned.label):
        return False
    return not any(done.end <= amount.start < result.start for amount in line.amounts)


def _unit_slipped(planned: Amount, done: Amount, result: Amount) -> bool:
    """Whether the two make the rate once one of them is read in 万元 for 元 or the other way round."""
    if planned.quantity.kind != "money" or planned.sentence != done.sentence:
        return False
    return any(
        _fits(_rescaled(done.quantity, power), planned.quantity, result.quantity)
        for power in (_UNIT_SHIFT, -_UNIT_SHIFT)
    )


def _rescaled(quantity: Quantity, power: int) -> Quantity:
    return replace(quantity, value=quantity.value.scaleb(power), ulp=quantity.ulp.scaleb(power))


def _pairs(amounts: Sequence[Amount], of_arrived: bool) -> list[tuple[Amount, Amount]]:
    """Possible (planned, done) pairs of one kind of unit; what arrived may be planned for what is spent."""
    arrived = [a for a in amounts if of_arrived and "到位" in a.label]
    done = [a for a in amounts if _is_done(a.label) and a not in arrived]
    planned = [a for a in amounts if _PLANNED.search(a.label) and not _is_done(a.label)] + arrived
    return [
        (plan, act)
        for plan in planned[-_NEARBY:]
        for act in done[-_NEARBY:]
        if plan.quantity.kind == act.quantity.kind and plan.quantity.amount != 0
    ]


def _is_done(label: str) -> bool:
    return bool(_DONE_FOR_SURE.search(label) or (_DONE.search(label) and not _PLANNED.search(label)))


def _agrees(planned: Amount, done: Amount, result: Amount) -> bool:
    return _fits(done.quantity, planned.quantity, result.quantity)


def _fits(part: Quantity, whole: Quantity, percent: Quantity) -> bool:
    """Whether the percentage is roughly `part` of `whole`, which are of one kind."""
    if part.kind != whole.kind or whole.amount == 0:
        return False
    exact = part.amount * _HUNDRED / whole.amount
    slack = (part.step + exact / _HUNDRED * whole.step) * _HUNDRED / abs(whole.amount) + percent.ulp
    return abs(exact - percent.value) <= slack


def _distance(planned: Amount, done: Amount, result: Amount) -> Decimal:
    return abs(done.quantity.amount * _HUNDRED / planned.quantity.amount - result.quantity.value)


def _without(operands: Sequence[Operand], near: Sequence[Amount], subject: str, cue: str) -> Claim:
    """A rate whose figures the paper does not give beside it."""
    stated = list(operands)
    done = [a for a in near if _is_done(a.label)]
    if len(done) == 1:
        stated.insert(0, _operand("numerator", done[0]))
        return _claim("execution", subject, cue, stated, "预算数")
    return _claim("execution", subject, cue, stated, "预算数、执行数" if not near else "执行数")
