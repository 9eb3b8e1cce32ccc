"""Lists of names with a list of figures in the same order: 甲村、乙村、丙村分别完成120亩、80亩、60亩，共260亩."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from heyan.extraction.operands import around
from heyan.extraction.parallel_names import SEPARATOR, names_before
from heyan.extraction.pattern import pattern
from heyan.extraction.statements import Amount, Line
from heyan.model.claim import Claim, Operand
from heyan.model.dataclass import dataclass
from heyan.model.quantity import Quantity, Unit

_SHARE = pattern(r"^[^,]{0,4}占|(?:占比|比重|比例)(?:为|是|达)*$")
_TOTAL = pattern(
    r"\s*[,;]?\s*(?:以上|上述|[两二三四五六七八九十\d]{1,2}[个]?[村项镇乡类处]|全[镇乡年县区市])?(?:共|合计|共计|总计|累计|总共)[^,;。\d]{0,8}"
)
_AMONG = pattern(r"其中[,:]?[^,;。]*$")
_OPEN = pattern(r"等(?![次级])")
_GROUPED = pattern(r"[二两三四五六七八九十\d]+(?:个)?[村镇乡类项级种方个者][^、,]{0,6}$|产业$")
_WHOLE = Decimal(100)
_NEAR = Decimal(5)
_MOST, _FEW = 30, 2
_LONGEST_NAME = 20


@dataclass(frozen=True, slots=True)
class _Run:
    """Figures with nothing but 、 between them, all in one unit; `first` and `last` are their indices."""

    first: int
    last: int
    quantities: tuple[Quantity, ...]
    names: tuple[str, ...]
    most: int
    verb: str
    lead: str
    open: bool
    whole: bool
    compares: bool


def line_parallels(lines: Sequence[Line]) -> list[Claim]:
    """Names against figures, their total where it stands beside them, and shares that are all of a whole."""
    return [
        claim
        for line in lines
        if "分别" in line.folded and len(line.amounts) >= _FEW
        for before, run in pairwise((None, *_runs(line)))
        if run is not None
        for claim in _claims(line, run, before)
    ]


def _runs(line: Line) -> Iterator[_Run]:
    index = 0
    while index < len(line.amounts) - 1:
        last = index
        while last + 1 < len(line.amounts) and last - index < _MOST and _follows(line, last):
            last += 1
        run = _run(line, index, last) if last > index else None
        if run:
            yield run
        index = last + 1


def _follows(line: Line, index: int) -> bool:
    one, other = line.amounts[index], line.amounts[index + 1]
    alike = one.quantity.unit is None or one.quantity.kind == other.quantity.kind
    return alike and bool(SEPARATOR.fullmatch(line.folded, one.end, other.start))


def _run(line: Line, first: int, last: int) -> _Run | None:
    amounts = line.amounts[first : last + 1]
    floor = line.amounts[first - 1].end if first else line.body
    start = amounts[0].start
    begin = max(floor, line.folded.rfind("。", 0, start) + 1)
    found = names_before(line.folded, begin, start)
    unit = amounts[-1].quantity.unit
    if found is None or any(not _plain(a.quantity) for a in amounts):
        return None
    names = found.of(len(amounts)) or found.names
    return _Run(
        first,
        last,
        tuple(_in(a.quantity, unit) for a in amounts),
        names,
        found.most,
        found.verb,
        found.lead,
        bool(_OPEN.match(amounts[-1].tail) or _OPEN.search(found.lead)),
        whole=not _goes_on(line, last),
        compares=found.compares,
    )


def _goes_on(line: Line, last: int) -> bool:
    """Whether the list goes on with figures of another kind: 2.6万平方米、12.8公里."""
    return last + 1 < len(line.amounts) and bool(
        SEPARATOR.fullmatch(line.folded, line.amounts[last].end, line.amounts[last + 1].start)
    )


def _plain(quantity: Quantity) -> bool:
    return not (quantity.comparator or quantity.upper or quantity.malformed)


def _in(quantity: Quantity, unit: Unit | None) -> Quantity:
    """The figure in the unit that only the last one of the list prints."""
    return quantity if quantity.unit else replace(quantity, unit=unit)


def _claims(line: Line, run: _Run, before: _Run | None) -> Iterator[Claim]:
    """The claims of one list; `before` is the list before it, which it may give the shares of."""
    amounts = line.amounts[run.first : run.last + 1]
    count = len(amounts)
    if run.names and count not in range(len(run.names), run.most + 1):
        counted = _mismatch(run, amounts) if run.whole else None
        if counted:
            yield counted
        return
    if run.compares:
        return
    parts = [
        Operand("part", _label(run, position), quantity, amount.place)
        for position, (quantity, amount) in enumerate(zip(run.quantities, amounts, strict=True))
    ]
    if amounts[-1].quantity.kind == "percent":
        divided = _divided(line, run, before, parts) if before else ()
        yield from divided or _shares(run, parts)
        return
    total = _total(line, run, parts)
    if total:
        operands = (Operand("total", total.label or "合计", total.quantity, total.place), *parts)
        cue = "合计" if total.start > amounts[-1].start else "其中"
        yield Claim(
            "sum",
            "general",
            "、".join(run.names) or run.lead[-_LONGEST_NAME:].strip(" ,，"),
            operands,
            around(operands),
            cue,
            open=run.open,
        )


def _label(run: _Run, position: int) -> str:
    return run.names[position] if position < len(run.names) == len(run.quantities) else f"第{position + 1}项"


def _mismatch(run: _Run, amounts: Sequence[Amount]) -> Claim | None:
    """As many figures as names; a list that is joined or grouped (甲、乙等三个村) tells no number of names."""
    if run.open or _GROUPED.search(run.lead) or len(run.names) < _FEW:
        return None
    named = "、".join(run.names)
    declared = Operand("declared", named, Quantity(Decimal(len(run.names)), Decimal(1)), amounts[0].place)
    listed = Operand(
        "listed",
        "、".join(f"{q.value}{q.unit.name if q.unit else ''}" for q in run.quantities),
        Quantity(Decimal(len(amounts)), Decimal(1)),
        None,
    )
    unsure = run.most != len(run.names)
    return Claim("count", "count", named, (declared, listed), around((declared,)), "分别", open=unsure)


def _divided(line: Line, run: _Run, before: _Run, parts: Sequence[Operand]) -> tuple[Claim, ...]:
    """分别为812.40万元、497.80万元，分别占62.0%、38.0%: each share of the total that the figures before make up."""
    own = line.amounts[before.first : before.last + 1]
    amounts = [
        Operand("numerator", _label(before, i), quantity, amount.place)
        for i, (quantity, amount) in enumerate(zip(before.quantities, own, strict=True))
    ]
    same = len(amounts) == len(parts) and own[0].sentence == line.amounts[run.first].sentence
    if not same or not _says_share(run) or before.compares:
        return ()
    total = _total(line, before, amounts)
    if total is None:
        return ()
    whole = Operand("denominator", total.label or "合计", total.quantity, total.place)
    return tuple(
        Claim("ratio", "share", f"{amount.label}占比", operands, around(operands), "占")
        for amount, part in zip(amounts, parts, strict=True)
        if (operands := (amount, whole, replace(part, role="result")))
    )


def _says_share(run: _Run) -> bool:
    return bool(_SHARE.search(run.verb) or _SHARE.search(run.lead.strip()))


def _shares(run: _Run, parts: Sequence[Operand]) -> Iterator[Claim]:
    total = sum((part.quantity.value for part in parts), Decimal(0))
    if not _says_share(run) or run.open or abs(total - _WHOLE) > _NEAR:
        return
    whole = Operand("total", "全部", Quantity(_WHOLE, Decimal(1), parts[0].quantity.unit), None)
    subject = f"{'、'.join(run.names) or '各部分'}的占比"
    yield Claim("sum", "shares", subject, (whole, *parts), around(parts), "占")


def _total(line: Line, run: _Run, parts: Sequence[Operand]) -> Amount | None:
    """The total behind the list (共260亩), or before it where the list divides it or plainly makes it up."""
    behind = line.amounts[run.last + 1 : run.last + 2]
    for total in behind:
        words = line.folded[line.amounts[run.last].end : total.start]
        if _alike(total, line.amounts[run.last]) and _TOTAL.fullmatch(words):
            return total
    before = line.amounts[run.first - 1] if run.first else None
    if before is None or not _alike(before, line.amounts[run.last]) or before.nature != "plain":
        return None
    between = line.folded[before.end : line.amounts[run.first].start]
    listed = sum((part.quantity.amount for part in parts), Decimal(0))
    if _AMONG.search(between) or listed == before.quantity.amount:
        return before
    return None


def _alike(total: Amount, part: Amount) -> bool:
    same = total.sentence == part.sentence and total.quantity.kind == part.quantity.kind
    return same and _plain(total.quantity) and not total.quantity.approximate
