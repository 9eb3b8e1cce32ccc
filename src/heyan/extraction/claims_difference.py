"""What is left over, saved or overspent, beside the two figures that it is the difference of: 结余, 节约, 缺口, 超支."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Literal

from heyan.extraction import prose_labels
from heyan.extraction.change_words import move_of
from heyan.extraction.claims_prose_slips import digits_slipped, mended
from heyan.extraction.operands import around
from heyan.extraction.pattern import pattern
from heyan.extraction.statements import Amount, Line
from heyan.model.claim import Claim, Operand, Role
from heyan.model.quantity import Quantity

_LEFT = pattern(
    r"(?<!年初)(?<!期初)(?<!上年)(?<!去年)(?<!年度)(?<!往年)(?P<word>结余|节余|剩余|尚余|余款|节约|节省|节支|差额|缺口|超支|超预算|超出预算|未支付|未支出|未拨付|未使用)"
    r"(?:财政|项目|预算|资金|经费|金额|额度|款项|指标|[额数款下了共为达是约:])*$"
)
_STOCKS = frozenset({"结余", "节余", "剩余", "尚余", "余款", "未支付", "未支出", "未拨付", "未使用"})
_OVER = frozenset({"超支", "超预算", "超出预算"})
_HAD = pattern(r"收入|预算|计划|下达|到位|安排|拨入|拨款|批复|应[付拨发]|筹集|投资|概算|控制价|需求?|合同")
_SPENT = pattern(r"支出|支付|实际|使用|执行|决算|发放|中标|结算|拨付|成交|筹措|已")
_ARRIVED = pattern(r"实际到位|到位资金")
_WINDOW = 8
_TELLING = 4


def line_differences(lines: Sequence[Line]) -> list[Claim]:
    """The remainders of all lines; where only one of the two figures is given the claim says which is missing."""
    return [
        claim
        for line in lines
        if len(line.amounts) > 1
        for index, amount in enumerate(line.amounts)
        if index and (left := _LEFT.search(line.folded[amount.label_start : amount.start]))
        for claim in _claims(line, index, left["word"])
    ]


def _claims(line: Line, index: int, word: str) -> Iterator[Claim]:
    rest = line.amounts[index]
    move = move_of(line, index)
    if (move is not None and move.ref) or not _plain(rest):
        return
    near = [
        a
        for a in line.amounts[max(0, index - _WINDOW) : index]
        if a.sentence == rest.sentence and a.nature == "plain" and a.quantity.kind == rest.quantity.kind
    ]
    near = [a for a in near if _plain(a) and a.depth == rest.depth]
    carried = [a for a in near if prose_labels.is_carried(a.label)]
    near = [a for a in near if a not in carried]
    had = [a for a in near if _is_had(a.label)]
    spent = [a for a in near if _is_spent(a.label)]
    pairs = [(one, other) for one in had for other in spent if one is not other]
    over = word in _OVER
    fitting = [pair for pair in pairs if _gap(*pair, rest, over=over) == 0]
    # What is left may hold funds of earlier years that no one names: only what fits, or nearly, is the difference.
    stock = word in _STOCKS
    if not fitting and carried and len(pairs) == 1 and not over:
        whole = [pairs[0][0], *carried]
        if not stock or _one_slip(whole, pairs[0][1], rest):
            yield _with_carried(pairs[0], carried, rest, word)
        return
    alone = len(pairs) == 1 and len(near) == len(pairs) + 1
    sure = alone and (not stock or _one_slip(pairs[0][:1], pairs[0][1], rest))
    chosen = fitting[-1:] or (pairs if sure else [])
    stated = Operand("difference", word, rest.quantity, rest.place, Decimal(1 if over else -1))
    if chosen:
        base, current = chosen[0]
        operands = (_operand("current", current), _operand("base", base), stated)
        yield Claim("change", "change", word, operands, around(operands), word)
    elif len(had) + len(spent) == 1:
        one = _operand("base", had[0]) if had else _operand("current", spent[0])
        missing = "支出数" if had else "预算数或收入数"
        yield Claim("change", "change", word, (one, stated), around((one, stated)), word, missing=missing)


def _one_slip(had: Sequence[Amount], spent: Amount, rest: Amount) -> bool:
    """Whether what there was less what was spent is what is left, or is so but for one slip of typing."""
    parts = [spent.quantity, rest.quantity]
    first = had[0].quantity
    whole = sum((a.quantity.amount for a in had), Decimal(0))
    gap = abs(whole - sum((part.amount for part in parts), Decimal(0)))
    if gap <= sum((q.step for q in (*parts, *(a.quantity for a in had))), Decimal(0)) / 2:
        return True
    factor = first.unit.factor if first.unit else Decimal(1)
    return mended(replace(first, value=whole / factor), parts) or _mistyped(
        rest.quantity, whole - spent.quantity.amount
    )


def _mistyped(rest: Quantity, wanted: Decimal) -> bool:
    """Whether the figure left over, all its printed digits taken, is one slip from what it should be."""
    if wanted <= 0 or rest.unit is None:
        return False
    value = wanted / rest.unit.factor
    form = format(value.quantize(rest.ulp), "f")
    printed = format(rest.value, "f")
    return len(form.replace(".", "")) >= _TELLING and Decimal(form) == value and digits_slipped(printed, form)


def _with_carried(pair: tuple[Amount, Amount], carried: Sequence[Amount], rest: Amount, word: str) -> Claim:
    """收入 + 上年结转 = 支出 + 结余."""
    operands = (
        _operand("total", pair[1]),
        Operand("total", word, rest.quantity, rest.place),
        _operand("part", pair[0]),
        *(_operand("part", amount) for amount in carried),
    )
    return Claim("sum", "balance", word, operands, around(operands), word)


def _plain(amount: Amount) -> bool:
    quantity = amount.quantity
    return not (quantity.comparator or quantity.approximate or quantity.upper or quantity.malformed)


def _is_had(label: str) -> bool:
    return bool(_ARRIVED.search(label) or (_HAD.search(label) and not _done(label)))


def _is_spent(label: str) -> bool:
    return _done(label) or bool(_SPENT.search(label) and not _HAD.search(label))


def _done(label: str) -> bool:
    """支出 and 实际支付, but not 预算支出 or 计划支付."""
    return bool(_SPENT.search(label)) and not any(
        word in label for word in ("预算", "计划", "安排", "概算", "到位", "应付", "收入")
    )


def _gap(base: Amount, current: Amount, rest: Amount, *, over: bool) -> Decimal:
    gap = base.quantity.amount - current.quantity.amount
    off = abs((-gap if over else gap) - rest.quantity.amount)
    slack = (base.quantity.step + current.quantity.step + rest.quantity.step) / 2
    return Decimal(0) if off <= slack else off


def _operand(role: Literal["current", "base", "total", "part"], amount: Amount) -> Operand:
    named: Role = role
    return Operand(named, amount.label, amount.quantity, amount.place)
