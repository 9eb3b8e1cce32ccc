"""Totals told before or behind what they are made up of, in a sentence, over sentences and over numbered items."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from heyan.extraction import prose_labels
from heyan.extraction.operands import around
from heyan.extraction.pattern import pattern
from heyan.extraction.statements import Amount, Line
from heyan.extraction.told_slips import adds_up, sum_slipped
from heyan.model.claim import Claim, Operand, Topic
from heyan.model.span import Span

_TRAILING = pattern(
    r"(?:共|合计|总计|共计|累计|[,、)]计|^计|总数|总额|小计|(?:综合|最终)得分|总[^,;。\d]{0,4})(?:[^,;。:\d]{0,6})$"
)
_ITEMS = pattern(
    r"(?:以上|上述|[一二三四五六七八九十\d]+[项类个])[^,;。\d]{0,8}(?:合计|共计|总计|共|计)[^,;。\d]{0,4}$"
)
_CUE = pattern(r"其中|包括|包含|用于|分为|来源|依次|分别|[:(]|由|中[,:]")
_EACH = pattern(r"每|均|单价|造价|标准|满分|权重|分值|平均|日处理|最高|最低")
_NOT_ADDED = frozenset(
    {"percent", "percentage_point", "multiple", "number", "months", "duration", "age", "grade"}
)
_ADDED_TO = pattern(r"^(?:年中|当年|本年|另)?(?:追加|调增)")
_REST = pattern(r"未|不|在建|尚|无|其余|其他|其它|余")
_REDUCES = pattern(r"核减|扣除|冲减|减去|调减")
_BARE = pattern(r"(?:合计|共计|总计|累计|得分|总分)[^,;。\d]{0,3}$|^[,、]?共?计?$")
_SCORE = pattern(r"自评|总分|总得分|综合得?评?分|评价得分|最终得分|总体得分|总成绩")
_NEGATED = pattern(r"未|不|在建|尚")
_WHOLE = pattern(r"共|全|总|调查|访问|受理|有效|收回|回收")
_DIVIDED = pattern(r"其中|[支收]入?出?中[,:]|按[^,;。\d]{1,12}[,:]|如下|构成|明细|中:|分别")
_OPENS = pattern(r"其中:?$")
_FEW, _MOST = 2, 14
_TELLING = 3
_ALONE, _CERTAIN = 2, 5
_STATES = 300
_LINES = 12
_ABOVE = 4


def told_sums(lines: Sequence[Line], _settled: frozenset[Span]) -> Iterator[Claim]:
    """The sums of all lines and of the items under one total."""
    added = [[a for a in line.amounts if _added(line, a)] for line in lines]
    for number, line in enumerate(lines):
        amounts = added[number]
        for kind in dict.fromkeys(a.quantity.kind for a in amounts):
            alike = [a for a in amounts if a.quantity.kind == kind]
            if len(alike) > _FEW:
                yield from _of_line(line, alike)
        yield from _of_sentences(lines, number, added)
        yield from _of_items(lines, number, added)


def _added(line: Line, amount: Amount) -> bool:
    quantity = amount.quantity
    odd = quantity.comparator or quantity.upper or quantity.approximate or quantity.malformed
    plain = amount.nature == "plain" or (amount.nature == "change" and _ADDED_TO.search(amount.label))
    if odd or not plain or quantity.kind in _NOT_ADDED or "/" in quantity.kind:
        return False
    return not _EACH.search(line.folded, amount.label_start, amount.start)


def _of_line(line: Line, alike: Sequence[Amount]) -> Iterator[Claim]:
    used: set[int] = set()
    for index, total in enumerate(alike):
        words = line.folded[total.label_start : total.start].strip()
        behind = alike[index + 1 : index + 1 + _MOST]
        before = alike[max(0, index - _MOST) : index]
        trailing = _TRAILING.search(line.folded[max(total.label_start - 1, 0) : total.start])
        if trailing and len(before) >= _FEW and total.start not in used:
            parts = _run(total, list(reversed(before)))
            if not parts:
                own = [a for a in before if a.sentence == total.sentence and a.depth == total.depth]
                bare = not total.label or bool(_BARE.search(words))
                parts = (
                    own if (bare or total.quantity.kind == "money") and _slipped(total, own, _ALONE) else []
                )
            if parts:
                used.update(a.start for a in parts)
                yield _claim(total, parts, "合计")
                continue
        if len(behind) >= _FEW:
            parts = _listed(line, total, behind)
            if parts:
                yield _claim(total, parts, "其中")


def _run(total: Amount, ordered: Sequence[Amount]) -> list[Amount]:
    """The first run of neighbours that makes up the total."""
    wanted, reached, step = total.quantity.amount, Decimal(0), total.quantity.step
    for many, part in enumerate(ordered, 1):
        reached += part.quantity.amount
        step += part.quantity.step
        if many >= _FEW and abs(reached - wanted) <= step:
            parts = ordered[:many]
            if adds_up(total.quantity, [a.quantity for a in parts]):
                return sorted(parts, key=lambda a: a.start)
        if reached > wanted + step:
            break
    return []


def _listed(line: Line, total: Amount, behind: Sequence[Amount]) -> list[Amount]:
    between = line.folded[total.end : behind[0].start]
    cued = bool(_CUE.search(between))
    parts = _run(total, behind)
    if parts and (cued or len(parts) > _FEW or _telling(total)):
        return parts
    if parts and (_REST.search(parts[-1].label) or _WHOLE.search(total.label)):
        return parts
    first = behind[0]
    own = [a for a in behind if a.sentence == first.sentence and a.depth == first.depth]
    if len(own) < _FEW or first.depth < total.depth:
        return []
    if "。" in between and "其中" not in between:
        return []
    if _REDUCES.search(line.folded, behind[0].label_start, own[-1].end + 4):
        return []
    if not cued:
        rest = len(own) == _FEW and _NEGATED.search(own[-1].label)
        asked = len(own) > _FEW and _WHOLE.search(total.label)
        beside = first.sentence == total.sentence and total.quantity.kind not in ("money", "point")
        return own if beside and (rest or asked) and _slipped(total, own, _ALONE) else []
    return own if _slipped(total, own, _least(total, own, between)) else []


def _least(total: Amount, parts: Sequence[Amount], between: str) -> int:
    """How many digits one figure must have for a slip to tell: lists that divide their total need fewer."""
    if total.quantity.kind == "money":
        return _TELLING
    groups = {prose_labels.group(a.label) for a in parts}
    if (len(groups) == 1 and None not in groups) or ("其中" not in between and "(" not in between):
        return _ALONE
    ends = {a.label[-2:] for a in parts}
    return _TELLING if len(ends) == 1 and len(parts[0].label) > _FEW else _CERTAIN


def _telling(amount: Amount, digits: int = _TELLING) -> bool:
    """Whether the figure is long enough that others come one slip near it hardly ever by chance."""
    value = amount.quantity.value
    if amount.quantity.kind == "point":
        return value != value.to_integral_value()
    printed = format(value, "f").replace(".", "")
    return len(printed if digits == _ALONE else printed.rstrip("0")) >= digits


def _slipped(total: Amount, parts: Sequence[Amount], digits: int = _TELLING) -> bool:
    if len(parts) < _FEW or not any(_telling(a, digits) for a in (total, *parts)):
        return False
    if total.quantity.kind == "point" and total.label and not _SCORE.search(total.label):
        return False
    return sum_slipped(total.quantity, [a.quantity for a in parts])


def _of_sentences(lines: Sequence[Line], number: int, added: Sequence[Sequence[Amount]]) -> Iterator[Claim]:
    """支出中：工资…，商品…；… : a sentence that divides a figure told before it, in this line or one above."""
    line, amounts = lines[number], added[number]
    for sentence in dict.fromkeys(a.sentence for a in amounts):
        listed = [a for a in amounts if a.sentence == sentence]
        for kind in dict.fromkeys(a.quantity.kind for a in listed):
            alike = [a for a in listed if a.quantity.kind == kind]
            least = min(a.depth for a in alike)
            alike = [a for a in alike if a.depth == least and (a.listed or not any(b.listed for b in alike))]
            if not _FEW <= len(alike) <= _MOST:
                continue
            opening = line.folded[max(line.body, alike[0].start - 40) : alike[0].start]
            cued = bool(_DIVIDED.search(opening))
            if not cued and len(alike) <= _FEW:
                continue
            earlier = [
                a
                for others in added[max(0, number - _ABOVE) : number]
                for a in others[-_MOST:]
                if a.quantity.kind == kind
            ]
            earlier += [a for a in amounts if a.end <= alike[0].label_start and a.quantity.kind == kind]
            for total in reversed(earlier):
                told = cued or (len(alike) > _FEW and _telling(total))
                if told and adds_up(total.quantity, [a.quantity for a in alike]):
                    yield _claim(total, alike, "其中")
                    break
            else:
                near = earlier[-_ABOVE:] if cued else []
                slipped = next((t for t in reversed(near) if _telling(t) and _slipped(t, alike)), None)
                if slipped is not None and len(alike) > _FEW:
                    yield _claim(slipped, alike, "其中")


def _of_items(lines: Sequence[Line], number: int, added: Sequence[Sequence[Amount]]) -> Iterator[Claim]:
    """三项合计156万元 behind the items; 总投资986万元 before them."""
    line, amounts = lines[number], added[number]
    for total in amounts:
        if _ITEMS.search(line.folded[max(line.body, total.start - 30) : total.start]):
            above = lines[max(0, number - _LINES) : number]
            rows = _siblings(tuple(reversed(above)), total)
            if total is not amounts[0] or len(rows) >= _FEW:
                own = [
                    [a] for a in amounts if a.end <= total.start and a.quantity.kind == total.quantity.kind
                ]
                parts = _choose(total, rows) or _choose(total, [*rows, *own])
                if parts:
                    yield _claim(total, parts, "合计")
    below = lines[number + 1 : number + 1 + _LINES]
    if len(below) < _FEW or below[0].numbering is None:
        return
    depth = below[0].numbering.depth
    if line.numbering is not None and line.numbering.depth >= depth:
        return
    items = []
    for other in below:
        if other.numbering is None or other.numbering.depth != depth:
            break
        items.append(other)
    for total in amounts:
        rows = [_choices(other, total) for other in items]
        if len(rows) >= _FEW and all(rows):
            closed = bool(_OPENS.search(line.folded)) and total is amounts[0]
            parts = _choose(total, rows, closed=closed)
            if parts:
                yield _claim(total, parts, "其中")


def _choices(line: Line, total: Amount) -> list[Amount]:
    return [a for a in line.amounts if a.quantity.kind == total.quantity.kind and _added(line, a)][:5]


def _siblings(above: Sequence[Line], total: Amount) -> list[list[Amount]]:
    """The figures of each numbered item directly above, nearest first; under one depth of numbers only."""
    rows: list[list[Amount]] = []
    depth: int | None = None
    for other in above:
        if other.numbering is None:
            if rows or other.amounts:
                break
            continue
        if depth is None:
            depth = other.numbering.depth
        if other.numbering.depth != depth:
            break
        choices = _choices(other, total)
        if choices:
            rows.append(choices)
    return rows


def _choose(total: Amount, rows: Sequence[Sequence[Amount]], *, closed: bool = False) -> list[Amount]:
    """One figure of each row, that make up the total; else the likeliest of each, if a slip apart."""
    if len(rows) < _FEW:
        return []
    sums: dict[Decimal, tuple[Amount, ...]] = {Decimal(0): ()}
    for row in rows:
        grown: dict[Decimal, tuple[Amount, ...]] = {}
        for known, chosen in sums.items():
            for amount in row:
                grown.setdefault(known + amount.quantity.amount, (*chosen, amount))
        sums = dict(list(grown.items())[:_STATES])
    for chosen in sums.values():
        if adds_up(total.quantity, [a.quantity for a in chosen]):
            return sorted(chosen, key=lambda a: a.place.start)
    likely = [_likeliest(total, row) for row in rows]
    if _slipped(total, likely, _ALONE if closed else _TELLING + 1):
        return sorted(likely, key=lambda a: a.place.start)
    return []


def _likeliest(total: Amount, row: Sequence[Amount]) -> Amount:
    """The figure of an item that is named like the total, else its first."""
    words = [total.label[i : i + 2] for i in range(len(total.label) - 1)]
    return next((a for a in row if any(word in a.label for word in words)), row[0])


def _claim(total: Amount, parts: Sequence[Amount], cue: str) -> Claim:
    operands = (
        Operand("total", total.label or "合计", total.quantity, total.place),
        *(Operand("part", a.label or "其中", a.quantity, a.place) for a in parts),
    )
    topic: Topic = "scores" if total.quantity.kind == "point" else "general"
    return Claim("sum", topic, total.label or "合计", operands, around(operands), cue)
