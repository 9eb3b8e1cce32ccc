"""Changes that sentences state: 比上年增加54.18万元，增长4.01%, with the figures that they can be computed from."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from heyan.extraction import prose_labels
from heyan.extraction.change_words import Move, inline_base, is_prior, move_of, names_base, year_of
from heyan.extraction.operands import around
from heyan.extraction.pattern import pattern
from heyan.extraction.statements import Amount, Line
from heyan.model.claim import Claim, Operand, Role
from heyan.model.dataclass import dataclass

_QUICK = pattern(r"[增减升降提多少高低节超落压平]")
# A sum of money, people or things can grow; a duration or a bare number is too often something else.
_GROWING = frozenset(
    {"money", "person", "person_time", "household", "time_count", "case", "piece", "plant", "animal", "area"}
    | {"length", "volume", "weight", "percent"}
)
_LEVEL = pattern(r"\)?(?:基本|大致|大体|总体|略)?(?:相比)?持平")
_COMPARING = pattern(r"[比较与由从]")
_LEVEL_WITH = pattern(
    r"[与和同](?P<ref>上年度?同?期?|去年同?期?|年初预算|预算|计划|目标)数?(?:基本|大致|大体|总体)?(?:相比)?持平"
)
_ROUGHLY = pattern(r"基本|大致|大体|总体|略")
_REASON = pattern(r"原因|主要是|主要为|由于|因为|[,(]因|系")
_CARRIED = pattern(r"结转|结余|滚存")
# 完成年初预算15万元的82.4%: what something else is a share of did not change.
_IS_SHARED = pattern(r"的\d[\d.]*%")
_WINDOW = 12  # what stands farther off is not compared
_MOST_BETWEEN = 14
_BOTH = 2
_HUNDRED = Decimal(100)
_NAMED = {"同比": "上年同期", "环比": "上期", "": "上年"}


def line_changes(lines: Sequence[Line]) -> list[Claim]:
    """The changes of all lines. What the paper gives no figures for is a claim with `missing`."""
    return [
        claim for line in lines if line.amounts and _QUICK.search(line.folded) for claim in _changes(line)
    ]


@dataclass(frozen=True, slots=True)
class _Told:
    """A line with what each of its amounts says of a change (None: nothing)."""

    line: Line
    moves: tuple[Move | None, ...]

    def before(self, index: int) -> list[Amount]:
        """The amounts before that index that state no change; those far off are left out."""
        start = max(0, index - _WINDOW)
        both = zip(self.line.amounts[start:index], self.moves[start:index], strict=True)
        return [amount for amount, move in both if move is None]


def _changes(line: Line) -> Iterator[Claim]:
    told = _Told(line, tuple(move_of(line, index) for index in range(len(line.amounts))))
    index = 0
    while index < len(told.moves):
        move = told.moves[index]
        index += 1
        if move is None:
            continue
        group = [move]
        while index < len(told.moves) and (follower := _follower(told, group, index)):
            group.append(follower)
            index += 1
        claim = _claim(told, group)
        if claim is not None:
            yield claim
        yield from _explained(told, group)
    yield from _level(told)


def _follower(told: _Told, group: Sequence[Move], index: int) -> Move | None:
    """The move that states the same change once more (增加5万元，增长4%)."""
    amount, last, move = told.line.amounts[index], told.line.amounts[index - 1], told.moves[index]
    if amount.sentence != last.sentence or amount.start - last.end > _MOST_BETWEEN:
        return None
    if move is None or move.subject or any(move.sort == other.sort for other in group):
        return None
    if move.ref and group[0].ref and not _same_reference(move.ref, group[0].ref):
        return None
    return move


def _explained(told: _Told, group: Sequence[Move]) -> Iterator[Claim]:
    """比上年减少5万元，原因是停发补助5万元: the reason's one amount, where it is the whole change."""
    difference = next((move for move in group if move.sort == "difference"), None)
    if difference is None:
        return
    own, index = difference.amount, group[-1].index
    behind = [
        amount
        for amount in told.line.amounts[index + 1 : index + 1 + _WINDOW]
        if amount.sentence == own.sentence and amount.quantity.kind == own.quantity.kind
    ]
    if len(behind) != 1 or behind[0].quantity.amount != own.quantity.amount:
        return
    if _REASON.search(told.line.folded, own.end, behind[0].start):
        operands = (_operand("first", own), _operand("second", behind[0]))
        yield Claim("same", "change", f"{difference.verb}额及其原因", operands, around(operands), "原因")


def _level(told: _Told) -> Iterator[Claim]:
    """与上年的100万元持平: no change at all."""
    line = told.line
    for found in _LEVEL.finditer(line.folded):
        index = next((i for i, a in enumerate(line.amounts) if a.end == found.start()), None)
        base = line.amounts[index] if index else None
        if index is None or base is None or not names_base(line, base) or _ROUGHLY.search(found[0]):
            continue
        same = [
            a for a in told.before(index) if a.sentence == base.sentence and not _COMPARING.match(a.label)
        ]
        same = [a for a in same if a.quantity.kind == base.quantity.kind and not _CARRIED.search(a.label)]
        if same:
            operands = [_operand("current", same[-1]), _operand("base", base)]
            yield Claim(
                "change", "change", _subject(same[-1].label), tuple(operands), around(operands), "持平"
            )
    yield from _level_with(told)


def _level_with(told: _Told) -> Iterator[Claim]:
    """支出100万元，与上年持平: the figure compared with stands elsewhere in the line, or is missing."""
    line = told.line
    for found in _LEVEL_WITH.finditer(line.folded):
        before = [i for i, a in enumerate(line.amounts) if a.end <= found.start()]
        if not before or found.start() - line.amounts[before[-1]].end > _MOST_BETWEEN:
            continue
        current = line.amounts[before[-1]]
        if current.nature != "plain" or current.quantity.kind not in _GROWING or _ROUGHLY.search(found[0]):
            continue
        alike = [a for a in line.amounts[: before[-1]] if a.quantity.kind == current.quantity.kind]
        own = _bare(current.label)
        bases = [a for a in alike if _referred(a, found["ref"]) and _bare(a.label) in ("", own)]
        operands = [_operand("current", current), *(_operand("base", a) for a in bases[-1:])]
        missing = None if bases else f"作比较的{found['ref']}数"
        yield Claim(
            "change",
            "change",
            _subject(current.label),
            tuple(operands),
            around(operands),
            "持平",
            missing=missing,
        )


def _referred(amount: Amount, ref: str) -> bool:
    key = re.search(r"预算|计划|目标|任务|年初", ref)
    return is_prior(amount.label) if is_prior(ref) else key is not None and key[0] in amount.label


def _same_reference(one: str, other: str) -> bool:
    return one == other or (is_prior(one) and is_prior(other))


def _claim(told: _Told, group: Sequence[Move]) -> Claim | None:
    line, first = told.line, group[0]
    if any(move.sort in ("multiple", "parallel") for move in group):
        return None
    if first.sort == "to":
        return _from_to(line, group)
    difference = next((m for m in group if m.sort == "difference"), None)
    growth = next((m for m in group if m.sort == "growth"), None)
    based = inline_base(line, first.index)
    candidates = _currents(told, first, difference, based)
    base = based or _stated_base(line, first, candidates)
    candidates = [c for c in candidates if c is not base]
    current = _chosen(line, candidates, base, difference, growth)
    # 与2022年支出2946.11万元相比，增加152.32万元，增长5.17%: the three prove each other without the present figure.
    whole = current is None and based is not None and difference is not None and growth is not None
    if current is None and not first.ref and not whole:
        return None
    if current is not None and current.quantity.kind == "percent" and difference is None:
        return None  # 提高3% of a rate may mean points
    if base is not None and base.quantity.kind != (current or base).quantity.kind:
        base = None
    if current and base and based is None and _of_something_else(current, base, difference, growth):
        base = None
    moves = [m for m in (difference, growth) if m]
    operands = [_operand("current", current)] if current else []
    operands += [_operand("base", base)] if base else []
    operands += [Operand(_ROLE[m.sort], m.verb, m.amount.quantity, m.amount.place, m.sign) for m in moves]
    missing = _missing(current, base, difference, growth, first.ref)
    if missing and not first.ref:
        return None
    named = base if whole else current
    subject = _subject(named.label if named and named.label else first.subject)
    return Claim("change", "change", subject, tuple(operands), around(operands), first.cue, missing=missing)


def _of_something_else(current: Amount, base: Amount, difference: Move | None, growth: Move | None) -> bool:
    """Whether the change does not fit last year's figure although its own numbers agree with each other."""
    if difference is None or growth is None:
        return False
    return not _fits(current, base, difference, None) and _fits(current, None, difference, growth)


def _subject(label: str) -> str:
    """The name of what changed, without year, comparison and verb."""
    return (
        re.sub(r"(?:[由从比较与].{0,8}|[增减].|下降|上升|[降升])[至到为]?$", "", prose_labels.undated(label))
        or "本年数"
    )


_ROLE: dict[str, Role] = {"difference": "difference", "growth": "growth"}


def _operand(role: Role, amount: Amount) -> Operand:
    return Operand(role, amount.label, amount.quantity, amount.place)


def _missing(
    current: Amount | None, base: Amount | None, difference: Move | None, growth: Move | None, ref: str
) -> str | None:
    known = [thing for thing in (current, base, difference, growth) if thing is not None]
    if len(known) >= 3:
        return None
    return "本年数" if current is None else f"作比较的{_NAMED.get(ref, ref.removesuffix('的'))}数"


def _from_to(line: Line, group: Sequence[Move]) -> Claim | None:
    """由1350万元增加到1404.18万元，增加54.18万元: the move's own amount is the present figure."""
    first = group[0]
    base = inline_base(line, first.index)
    if base is None or base.quantity.kind != first.amount.quantity.kind or first.subject:
        return None
    operands = [_operand("current", first.amount), _operand("base", base)]
    operands += [
        Operand(_ROLE[m.sort], m.verb, m.amount.quantity, m.amount.place, m.sign)
        for m in group[1:]
        if m.sort in _ROLE and (m.sort == "growth") != (_of_kind(m) == base.quantity.kind)
    ]
    return Claim("change", "change", _subject(base.label), tuple(operands), around(operands), first.cue)


def _currents(told: _Told, first: Move, difference: Move | None, based: Amount | None) -> list[Amount]:
    """The figures before the change that may be the present one, nearest first."""
    kinds = {_of_kind(difference)} if difference else _GROWING
    before = [
        a
        for a in told.before(first.index)
        if a is not based
        and a.quantity.kind in kinds
        and a.quantity.unit is not None
        and not _CARRIED.search(a.label)
    ]
    if difference is None:
        before = [a for a in before if a.quantity.kind != "percent"]
    if first.subject:
        named = prose_labels.subject(first.subject)
        return [a for a in reversed(before) if prose_labels.subject(a.label) == named][:1] or _both(
            first, before
        )
    near = [a for a in before if a.sentence == first.amount.sentence]
    if not near:
        near = [a for a in before if a.sentence == first.amount.sentence - 1]
        near = near if len(near) == 1 else []
    plain = [a for a in near if not _reference(a, near)]
    own = [a for a in plain if not _IS_SHARED.match(told.line.folded, a.end)]
    return list(reversed(own or plain))


def _both(first: Move, before: Sequence[Amount]) -> list[Amount]:
    """收、支总计各增加…: the one figure of the sentence before that both sides have."""
    stated = [a for a in before if first.amount.sentence - a.sentence <= 1]
    same = len({a.quantity.amount for a in stated}) == 1 and len(stated) >= _BOTH
    return stated[-1:] if same and re.search(r"收.{0,4}支.*[各均]$", first.subject) else []


def _of_kind(move: Move) -> str:
    kind = move.amount.quantity.kind
    return "percent" if kind == "percentage_point" else kind


def _reference(amount: Amount, beside: Sequence[Amount]) -> bool:
    """Whether the figure is of the year before: by its words, or by its year beside that of its neighbours."""
    if is_prior(amount.label):
        return True
    own = year_of(amount.label)
    return own is not None and any((year_of(other.label) or 0) == own + 1 for other in beside)


def _stated_base(line: Line, first: Move, currents: Sequence[Amount]) -> Amount | None:
    if not currents:
        return None
    current = currents[0]
    own, name = year_of(current.label), prose_labels.subject(current.label)
    found = []
    for amount in line.amounts[max(0, first.index - _WINDOW) : first.index + 4]:
        if (
            amount is current
            or amount.quantity.kind != current.quantity.kind
            or _CARRIED.search(amount.label)
        ):
            continue
        if amount is first.amount or not _is_base(amount, own, first.ref):
            continue
        if amount.start < current.start and _compared_already(line, amount):
            continue
        other = _bare(amount.label)
        near = amount.sentence == first.amount.sentence
        if (near and not other) or (other and _bare(name) in (other, "")):
            found.append(amount)
    return found[-1] if found else None


def _compared_already(line: Line, base: Amount) -> bool:
    """Whether the figure stands inside another comparison (比上年11.20万元减少1.35万元)."""
    index = line.amounts.index(base) + 1
    return index < len(line.amounts) and move_of(line, index) is not None and inline_base(line, index) is base


def _bare(label: str) -> str:
    """The subject without the words that say which year or stage it is of."""
    return re.sub(
        r"^[与和同比较]|上一?年度?(?:同期)?|去年(?:同期)?|年初预算|预算数?|计划|目标|决算|实际|为|的",
        "",
        prose_labels.subject(label),
    )


def _is_base(amount: Amount, current_year: int | None, ref: str) -> bool:
    year, named = year_of(amount.label), year_of(ref)
    if named is not None:
        return year == named
    if is_prior(amount.label) or (year is not None and current_year is not None and year == current_year - 1):
        return not ref or is_prior(ref)
    if not ref or is_prior(ref):
        return False
    key = re.search(r"预算|计划|目标|任务|年初", ref)
    return key is not None and key[0] in amount.label


def _chosen(
    line: Line,
    candidates: Sequence[Amount],
    base: Amount | None,
    difference: Move | None,
    growth: Move | None,
) -> Amount | None:
    """The nearest figure; another one of the sentence where that one fits and the nearest does not."""
    if not candidates:
        return None
    fitting = [c for c in candidates if _fits(c, base, difference, growth)]
    if fitting:
        return fitting[0]
    # Of 甲5万元、乙3万元，增加… nobody knows which one grew.
    words = line.folded[candidates[0].label_start : candidates[0].start].lstrip()
    listed = len(candidates) > 1 and words.startswith(("、", "和", "及"))
    return None if listed else candidates[0]


def _fits(current: Amount, base: Amount | None, difference: Move | None, growth: Move | None) -> bool:
    now, step = current.quantity.amount, current.quantity.step
    gap = difference.sign * difference.amount.quantity.amount if difference else None
    width = difference.amount.quantity.step if difference else Decimal(0)
    if base is not None:
        step += base.quantity.step
        if gap is not None and abs(now - base.quantity.amount - gap) > step + width:
            return False
        gap = now - base.quantity.amount
    if growth is None:
        return base is not None and difference is not None
    if gap is None or now - gap <= 0:
        return False
    exact = _HUNDRED * gap / (now - gap)
    slack = _HUNDRED * (step + width) * max(now, now - gap) / (now - gap) ** 2 + growth.amount.quantity.ulp
    return abs(exact - growth.sign * growth.amount.quantity.value) <= slack
