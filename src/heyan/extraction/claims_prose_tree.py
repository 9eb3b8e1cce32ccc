"""Totals whose parts stand in the paragraphs below them: （1）基本支出100万元。 over 工资福利支出60万元。…"""

from __future__ import annotations

from collections.abc import Sequence

from heyan.extraction import prose_labels
from heyan.extraction.operands import around
from heyan.extraction.pattern import pattern
from heyan.extraction.statements import Amount, Line
from heyan.extraction.sum_judgement import judged
from heyan.model.claim import Claim, Operand
from heyan.model.dataclass import dataclass
from heyan.model.report import Sourced
from heyan.model.span import Span

_LIST_FOLLOWS = pattern(r"(?:其中|包括|如下|分别为)[^。]{0,10}[:：]?\s*$")
_LONGEST_LABEL = 25
_UNNUMBERED = 99
_FEW = 2
# No part of anything, whatever stands over it.
_WHOLES = frozenset({"收入合计", "支出合计"})


@dataclass(frozen=True, slots=True)
class EconomicList:
    """Economic classes that the paper states one by one under headings, without their total in words.

    `headings` are the headings over them, outermost first.
    """

    heading: str
    operands: tuple[Operand, ...]
    span: Span
    headings: tuple[str, ...] = ()


@dataclass(slots=True)
class _Open:
    head: Amount
    depth: int
    over: tuple[Sourced[str], ...]
    children: list[Amount]
    announced: bool  # by a number or by words; else only figures that agree prove the reading
    child_depth: int | None = None


def opening(line: Line) -> Amount | None:
    """The amount whose label opens the line (工资福利支出60万元。…), if there is one."""
    first = line.amounts[0] if line.amounts else None
    if first is None or first.nature != "plain" or first.clause != 0 or not first.label:
        return None
    return first if first.start - line.body <= _LONGEST_LABEL else None


def _depth(line: Line) -> int:
    return line.numbering.depth if line.numbering else _UNNUMBERED


def _heads(line: Line, amount: Amount) -> bool:
    """Whether the line says nothing but this amount (and how it changed), so that the next lines detail it."""
    if _LIST_FOLLOWS.search(line.folded):
        return line.amounts[-1] is amount or all(other.nature != "plain" for other in line.amounts[1:])
    others = [other for other in line.amounts if other is not amount and other.nature == "plain"]
    return not others and len(line.folded) - amount.end <= _LONGEST_LABEL


def tree_sums(lines: Sequence[Line]) -> tuple[list[Claim], frozenset[int]]:
    """Sums over consecutive lines, and the starts of the amounts that they use as parts."""
    found: list[Claim] = []
    used: set[int] = set()
    stack: list[_Open] = []

    def close() -> None:
        listed = stack.pop()
        if len(listed.children) >= _FEW:
            known = {prose_labels.group(child.label) for child in listed.children}
            # Numbered lines under an amount detail it; others only where figures or names prove it.
            numbered = listed.child_depth not in {None, _UNNUMBERED}
            unsure = not (listed.announced or numbered) and (len(known) > 1 or None in known)
            claim = judged(listed.head, listed.children, "", unsure=unsure)
            if claim is not None and not claim.open:
                found.append(claim)
                used.update(child.place.start for child in listed.children)

    for line in lines:
        amount, depth = opening(line), _depth(line)
        while stack and _ends(stack[-1], line, amount, depth):
            close()
        if amount is None:
            continue
        if stack:
            stack[-1].child_depth = depth
            stack[-1].children.append(amount)
        announced = bool(line.numbering or _LIST_FOLLOWS.search(line.folded))
        if (announced or prose_labels.fact(amount.label)) and _heads(line, amount):
            stack.append(_Open(amount, depth, line.over, [], announced))
    while stack:
        close()
    return found, frozenset(used)


def _ends(listed: _Open, line: Line, amount: Amount | None, depth: int) -> bool:
    if line.over[: len(listed.over)] != listed.over:
        return True
    if amount is None:
        # A numbered child may run over several paragraphs; an unnumbered one cannot.
        return depth != _UNNUMBERED or listed.child_depth in {None, _UNNUMBERED}
    if depth <= listed.depth and listed.depth != _UNNUMBERED:
        return True
    if amount.quantity.kind != listed.head.quantity.kind:
        return True
    if prose_labels.fact(amount.label) in _WHOLES:
        return True
    own = prose_labels.group(amount.label)
    if own is not None and own == prose_labels.group(listed.head.label):
        return True
    return listed.child_depth is not None and depth != listed.child_depth


def economic_lists(lines: Sequence[Line], used: frozenset[int]) -> tuple[EconomicList, ...]:
    """Runs of two or more economic classes that no sum uses, in neighbouring lines or in one line."""
    found: list[EconomicList] = []
    run: list[Amount] = []
    over: tuple[str, ...] = ()

    def close() -> None:
        if len({prose_labels.subject(amount.label) for amount in run}) >= _FEW:
            operands = tuple(Operand("part", a.label, a.quantity, a.place) for a in run)
            found.append(EconomicList(over[-1] if over else "", operands, around(operands), over))
        run.clear()

    for line in lines:
        own = _classes(line, used)
        repeats = {prose_labels.subject(a.label) for a in own} & {prose_labels.subject(a.label) for a in run}
        if not own or line.headings != over or repeats:
            close()
            over = line.headings
        run.extend(own)
    close()
    return tuple(found)


def _classes(line: Line, used: frozenset[int]) -> list[Amount]:
    first = opening(line)
    stated = [a for a in line.amounts if a.nature == "plain" and prose_labels.group(a.label) == "economic"]
    if any(amount.place.start in used for amount in stated):
        return []
    if first is not None and first in stated:
        return [first] if len(stated) == 1 else stated
    return stated if len(stated) >= _FEW else []
