"""Percentages told beside the figures that they are of, in orders of clauses that no fixed pattern foresees.

A reading whose figures agree is taken; one that does not is asserted only where its words leave no other, and one
slip of typing would mend it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from types import MappingProxyType
from typing import Literal

from heyan.extraction import prose_labels
from heyan.extraction.operands import around
from heyan.extraction.pattern import pattern
from heyan.extraction.statements import Amount, Line
from heyan.extraction.told_slips import divides, one_slip_apart
from heyan.model.claim import Claim, Operand
from heyan.model.dataclass import dataclass
from heyan.model.quantity import Quantity
from heyan.model.span import Span

_COMPARES = pattern(r"占|完成|为|达|相当于|是")
_NAMED = pattern(r"(?:占|为|完成|达到?|占到|相当于)(?P<whole>[^,;:。()\d]{2,14}?)的$")
_RATE = pattern(r"(?P<stem>[^,;:。()、\d\s]{1,12}?)(?:进度|率|比例|度)(?:[为达是约仅:了到]|高达)*$")
_SHARE = pattern(r"占(?:总[^,;。\d]{1,6}|其|比)?[约为达到有]*$")
_THAT_IS = pattern(r"[,(]?即(?:有|为)?")
_AMONG = pattern(r"[^,;。\d]{0,6}中的?")
_NEGATED = pattern(r"未|不|尚|在建|剩余|结余|无")
_PLANNED = pattern(
    r"预算|计划|目标|任务|应|下达|安排|共|总|全|受理|发放|收回|回收|有效|抽样|调查|走访|访问|权重|满分|收到|投资"
)
# What else a rate of that name may be counted from.
_ALSO: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "执行": ("支出", "执行", "采购"),
        "支出": ("支出", "执行"),
        "使用": ("支出", "使用"),
        "支付": ("支出", "支付"),
        "到位": ("到位", "收到"),
        "完成": ("完成", "实际", "新建", "建成"),
        "调整": ("追加", "调增", "调整", "追减", "调减"),
        "回收": ("回收", "收回"),
    }
)
_ANY_NATURE = ("节约", "调整", "追加", "增减")
_COMPLETES = pattern(r"完成|目标|任务|计划")
_IN_FORCE = pattern(r"全年预算|调整后|变更后|全年计划")
_ADJUSTED = pattern(r"追加|追减|调整|调增|调减|结转|结余")
_AIMED = pattern(r"目标|计划|任务")
_HEAD = pattern(r"预算|下达|安排|资金|总投资|概算|拨款")
_SATISFIED = "满意"
_SKIPPED = frozenset({"percent", "percentage_point", "number"})
_WINDOW = 10
_LINES = 6
_MOST = 40
_SAME_NAME = 3
_PAIR = 2


@dataclass(frozen=True, slots=True)
class _Reading:
    part: Amount
    whole: Amount
    sure: bool


def told_ratios(lines: Sequence[Line], settled: frozenset[Span]) -> Iterator[Claim]:
    """The percentages of all lines with a part and a whole of the same kind, but for those at `settled` places."""
    open_ones = [a for line in lines for a in line.amounts if _open(a, settled)]
    if not open_ones:
        return
    aimed = any(_COMPLETES.search(a.label) for a in open_ones)
    money: list[Amount] = []
    named: dict[tuple[str, str], list[Amount]] = {}
    for line in lines:
        for index, result in enumerate(line.amounts):
            if not _open(result, settled):
                continue
            near = list(_inside(line, index))
            chosen = (
                _agreeing(near, result)
                or _agreeing(across := _across(line, index, money), result)
                or _agreeing(_far(line, index, named), result)
                or _sure(near, result)
                or _sure(across, result)
                or _sure(_far(line, index, named), result)
            )
            if chosen is not None:
                yield _claim(line, chosen, result)
        for amount in line.amounts:
            if not _counted(amount):
                continue
            if (
                amount.quantity.kind == "money"
                and amount.nature == "plain"
                and not amount.quantity.comparator
            ):
                money.append(amount)
            for word in _words(amount.label) if aimed else ():
                named.setdefault((amount.quantity.kind, word), []).append(amount)
        del money[:-_MOST]


def _open(amount: Amount, settled: frozenset[Span]) -> bool:
    """Whether it is a percentage that no claim accounts for."""
    percent = amount.quantity.kind == "percent" and amount.nature != "change"
    return percent and _usable(amount) and amount.place not in settled


def _usable(amount: Amount) -> bool:
    return not amount.quantity.comparator and _counted(amount)


def _counted(amount: Amount) -> bool:
    quantity = amount.quantity
    return not (quantity.upper or quantity.approximate or quantity.malformed)


def _agreeing(readings: Sequence[_Reading], result: Amount) -> _Reading | None:
    return next(
        (
            r
            for r in readings
            if r.part is not r.whole and divides(r.part.quantity, r.whole.quantity, result.quantity)
        ),
        None,
    )


def _sure(readings: Sequence[_Reading], result: Amount) -> _Reading | None:
    for reading in readings:
        if reading.sure and one_slip_apart(
            (reading.part.quantity, reading.whole.quantity, result.quantity), _divides
        ):
            return reading
    return None


def _divides(quantities: Sequence[Quantity]) -> bool:
    return divides(quantities[0], quantities[1], quantities[2])


def _inside(line: Line, index: int) -> Iterator[_Reading]:
    """Readings of the percentage by figures of its own line, likeliest first."""
    result = line.amounts[index]
    before = [
        a
        for a in line.amounts[max(0, index - _WINDOW) : index]
        if a.quantity.kind not in _SKIPPED and _counted(a) and a.quantity.value
    ]
    words = line.folded[result.label_start : result.start].strip()
    if before and before[-1] is line.amounts[index - 1] and words == "的":
        yield from _of_the_last(line, before)
        return
    behind = line.amounts[index + 1] if index + 1 < len(line.amounts) else None
    told = bool(behind and _THAT_IS.fullmatch(line.folded[result.end : behind.start].strip()))
    if behind and told and before and _alike(behind, before[-1]):
        yield _Reading(behind, before[-1], True)
    among = len(before) > 1 and _AMONG.fullmatch(line.folded[before[-2].end : before[-1].start])
    if among and _alike(before[-1], before[-2]) and before[-1] is line.amounts[index - 1]:
        yield _Reading(before[-1], before[-2], True)
    named = _NAMED.search(words)
    rate = _RATE.search(words)
    if named:
        yield from _by_name(before, named["whole"])
    elif rate:
        yield from _by_stem(line, before, index, rate["stem"])
    elif _SHARE.search(words):
        own = [a for a in before if a.sentence == result.sentence]
        last = own[-1] if own else None
        for i, one in enumerate(reversed(own)):
            for other in list(reversed(own))[i + 1 :]:
                if _alike(one, other):
                    small, large = sorted((one, other), key=lambda a: a.quantity.amount)
                    alone = (
                        sum(_alike(one, a) for a in own) == _PAIR and one is last and words.startswith("占")
                    )
                    yield (
                        _Reading(other, one, False)
                        if other is small and not alone
                        else _Reading(
                            one if alone else small,
                            other if alone else large,
                            alone and one.quantity.kind != "money",
                        )
                    )


def _of_the_last(line: Line, before: Sequence[Amount]) -> Iterator[_Reading]:
    """完成年初预算15万元的82.40%: the whole stands right before."""
    whole = before[-1]
    parts = [a for a in reversed(before[:-1]) if _alike(a, whole) and whole.sentence == a.sentence]
    for position, part in enumerate(parts):
        compares = _COMPARES.search(line.folded[whole.label_start : whole.start])
        yield _Reading(part, whole, position == 0 and bool(compares))


def _by_name(before: Sequence[Amount], name: str) -> Iterator[_Reading]:
    """为年初预算的84%: the whole is what carries the name."""
    wholes = [a for a in reversed(before) if a.label.endswith(name) or name.endswith(a.label or "?")]
    wholes += [a for a in reversed(before) if a not in wholes and _shares_word(a.label, name)]
    for whole in wholes:
        parts = [a for a in reversed(before) if _alike(a, whole) and a is not whole and a.nature == "plain"]
        for position, part in enumerate(parts):
            yield _Reading(part, whole, position == 0 and len(wholes) == 1)


def _by_stem(line: Line, before: Sequence[Amount], index: int, stem: str) -> Iterator[_Reading]:
    """受理25件，已化解23件，未化解2件，化解率92%: what was done carries the name of the rate."""
    result = line.amounts[index]
    stems = _ALSO.get(stem[-2:], (stem[-2:],))
    natures = ("plain", "reference", "change") if stem[-2:] in _ANY_NATURE else ("plain", "reference")
    near = [a for a in before if result.sentence - a.sentence <= 1 and a.nature in natures]
    done = [a for a in reversed(near) if _is_done(a, stems)]
    behind = [a for a in line.amounts[index + 1 : index + 2] if _usable(a) and a.sentence == result.sentence]
    if _SATISFIED in stems and len(done) > 1:
        yield from _satisfied(near, done)
        done = done[-1:] if done[-1].label[-2:] != _SATISFIED else done
    for part in done:
        rest = [a for a in near if _alike(a, part) and a is not part and not _NEGATED.search(a.label)]
        rest = [a for a in rest if a.sentence == part.sentence] or rest
        ahead = [a for a in rest if a.start < part.start]
        ahead.sort(key=lambda a: (not _IN_FORCE.search(a.label), not _PLANNED.search(a.label), -a.start))
        for position, whole in enumerate(ahead):
            told = position == 0 and result.sentence == part.sentence and not _is_done(whole, stems)
            yield _Reading(part, whole, told and part is done[0] and _whole_yet(line, whole, result))
        for whole in (a for a in rest if a.start > part.start):
            aimed = _AIMED.search(whole.label) and whole.sentence == part.sentence
            yield _Reading(part, whole, bool(aimed) and part is done[0])
        for whole in behind:
            if _alike(part, whole):
                yield _Reading(part, whole, False)
    for part in reversed(near):
        if part in done or _NEGATED.search(part.label):
            continue
        for whole in reversed(near):
            if _alike(part, whole) and whole is not part and _PLANNED.search(whole.label):
                beside = not done and _AIMED.search(whole.label) and whole.sentence == part.sentence
                yield _Reading(part, whole, bool(beside) and part.end <= whole.start and "完成" in stem)


def _whole_yet(line: Line, whole: Amount, result: Amount) -> bool:
    """Whether the budget still stands: none was added to it between the two (年初预算1200万元，年中追加300万元)."""
    if _IN_FORCE.search(whole.label):
        return True
    return not _ADJUSTED.search(line.folded, whole.end, result.start)


def _is_done(amount: Amount, stems: Sequence[str]) -> bool:
    named = any(s in amount.label or s in amount.tail[:6] for s in stems)
    return named and not _NEGATED.search(amount.label.replace("不满意", "不"))


def _satisfied(near: Sequence[Amount], done: Sequence[Amount]) -> Iterator[_Reading]:
    """非常满意208份、满意96份，满意率95%: all that are satisfied, of all that were asked."""
    counts = [a for a in reversed(done) if _alike(a, done[0])]
    asked = [a for a in near if _alike(a, counts[0]) and a.start < counts[0].start]
    for most in range(len(counts), 1, -1):
        several = counts[:most]
        value = sum((a.quantity.value for a in several), Decimal(0))
        label = "、".join(a.label for a in several)
        whole = replace(several[0], label=label, quantity=replace(several[0].quantity, value=value), tail="+")
        for one in reversed(asked):
            yield _Reading(whole, one, most == len(counts) and one is asked[-1])


def _across(line: Line, index: int, earlier: Sequence[Amount]) -> list[_Reading]:
    """Readings by money told in the lines before; only those that agree count."""
    result = line.amounts[index]
    words = line.folded[result.label_start : result.start].strip()
    named, rate = _NAMED.search(words), _RATE.search(words)
    if not named and not rate and not words.startswith("占"):
        return []
    stem = rate["stem"][-2:] if rate else ""
    own = [
        a
        for a in line.amounts[max(0, index - _WINDOW) : index]
        if a.quantity.kind == "money" and _usable(a) and a.quantity.value
        if a.nature == "plain" or (a.nature == "change" and stem in _ANY_NATURE)
    ]
    found = []
    for part in reversed(own[-4:] if rate else own[-2:]):
        for whole in (*reversed(own), *reversed(earlier)):
            if whole is not part and (rate or named or whole.quantity.amount >= part.quantity.amount):
                found.append(_Reading(part, whole, False))
    head = next((a for a in reversed(earlier) if _HEAD.search(a.label)), None)
    if rate and own and head and stem in ("拨付", "支出", "执行", "支付", "使用"):
        done = [a for a in own if _is_done(a, _ALSO.get(stem, (stem,)))]
        found += [_Reading(part, head, True) for part in done[-1:] if part.sentence == result.sentence]
    if named and own:
        called = [a for a in earlier if a.label.endswith(named["whole"])]
        found += [
            _Reading(own[-1], whole, len(called) == 1 and own[-1].sentence == result.sentence)
            for whole in called
        ]
    if rate and stem in ("执行", "支出", "完成") and not own:
        done = [a for a in earlier[-16:] if "支" in a.label or "决算" in a.label or "执行" in a.label]
        found += [_Reading(part, whole, False) for part in done for whole in earlier[-16:]]
    return found


def _far(line: Line, index: int, named: Mapping[tuple[str, str], Sequence[Amount]]) -> list[_Reading]:
    """完成率101.41% behind 复耕862亩, whose task of 850亩 an earlier section names."""
    result = line.amounts[index]
    part = line.amounts[index - 1] if index else None
    words = line.folded[result.label_start : result.start].strip()
    if part is None or part.sentence != result.sentence or not _usable(part) or part.nature != "plain":
        return []
    if not ("完成" in words or "目标" in words or "任务" in words or "计划" in words):
        return []
    own = _words(part.label)
    shared: dict[int, int] = {}
    by_place: dict[int, Amount] = {}
    for word in own:
        for amount in named.get((part.quantity.kind, word), ())[-8:]:
            if _alike(amount, part) and amount.quantity.value:
                shared[amount.place.start] = shared.get(amount.place.start, 0) + 1
                by_place[amount.place.start] = amount
    order = sorted(shared, key=lambda start: (-shared[start], -start))
    alone = len(order) == 1 or (len(order) > 1 and shared[order[0]] > shared[order[1]])
    return [
        _Reading(part, by_place[start], position == 0 and alone and shared[start] >= _SAME_NAME)
        for position, start in enumerate(order)
    ]


def _words(label: str) -> list[str]:
    """The pairs of characters of the bare name."""
    name = prose_labels.subject(label)[-12:]
    return list(dict.fromkeys(name[i : i + 2] for i in range(len(name) - 1)))


def _alike(one: Amount, other: Amount) -> bool:
    if one.quantity.kind != other.quantity.kind:
        return False
    return one.quantity.kind != "piece" or one.quantity.unit == other.quantity.unit


def _shares_word(label: str, name: str) -> bool:
    return any(name[i : i + 2] in label for i in range(len(name) - 1))


def _claim(line: Line, reading: _Reading, result: Amount) -> Claim:
    words = line.text[result.label_start : result.start].strip(" ，,、；;：:。（(的")
    part = reading.part
    place: Span | None = None if part.tail == "+" else part.place  # a sum of several stands nowhere
    operands = (
        Operand("numerator", part.label, part.quantity, place),
        _operand("denominator", reading.whole),
        _operand("result", result),
    )
    return Claim("ratio", "share", words or f"{part.label}占比", operands, around(operands), "占")


def _operand(role: Literal["denominator", "result"], amount: Amount) -> Operand:
    return Operand(role, amount.label, amount.quantity, amount.place)
