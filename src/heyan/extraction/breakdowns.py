"""Amounts beside their labels, and the divisions of money that they make up."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from heyan.extraction.budget import AMOUNT, bare_label
from heyan.extraction.grid import Row, Slot
from heyan.extraction.normal import label as normal_label
from heyan.extraction.quantities import money
from heyan.extraction.vocabulary import MoneyLabel, money_label
from heyan.model.dataclass import dataclass
from heyan.model.quantity import Quantity, Unit
from heyan.model.report import Breakdown, Item, Sourced

# Columns that a label of a flattened table may span.
_SPANNED = 3


@dataclass(frozen=True, slots=True)
class Labelled:
    """A money label with the amount that belongs to it, and the column where the label stands."""

    kind: MoneyLabel
    label: str
    item: Item
    column: int


def labelled_amounts(rows: Sequence[Row], unit: Unit) -> tuple[Labelled, ...]:
    """All money labels in `rows` with their amounts: inside the cell, in the next cell, or below it."""
    found = []
    for position, row in enumerate(rows):
        for index, slot in enumerate(row.slots):
            inside = _split(slot)
            if inside is None:
                continue
            name, amount_text, offset = inside
            kind = money_label(bare_label(normal_label(name)))
            if kind is None:
                continue
            amount = _amount_in(slot, amount_text, offset, unit) if amount_text else None
            if amount is None and not amount_text:
                amount = _beside(row, index, unit) or _below(rows, position, slot, unit)
            name_span = slot.span.part(0, len(name))
            found.append(
                Labelled(
                    kind,
                    bare_label(normal_label(name)),
                    Item(Sourced(name, name, name_span), amount),
                    slot.column,
                )
            )
    return tuple(found)


def _split(slot: Slot) -> tuple[str, str, int] | None:
    """A cell's label and the amount behind its last colon, with the amount's offset in the cell's text."""
    text = slot.text
    if not text or len(text) > 60:
        return None
    cut = max(text.rfind("："), text.rfind(":"))
    if cut > 0 and (not text[cut + 1 :].strip() or AMOUNT.match(text[cut + 1 :].strip())):
        rest = text[cut + 1 :]
        return text[:cut], rest.strip(), cut + 1 + len(rest) - len(rest.lstrip())
    return text, "", len(text)


def _amount_in(slot: Slot, text: str, offset: int, unit: Unit) -> Sourced[Quantity] | None:
    value = money(text, unit)
    return Sourced(value, text, slot.span.part(offset, offset + len(text))) if value else None


def _amount_of(slot: Slot, unit: Unit) -> Sourced[Quantity] | None:
    if not AMOUNT.fullmatch(slot.label):
        return None
    value = money(slot.text, unit)
    return Sourced(value, slot.text, slot.span) if value else None


def _beside(row: Row, index: int, unit: Unit) -> Sourced[Quantity] | None:
    """The amount in the next cell; blank cells between are the rest of a label that spans several columns."""
    behind = row.slots[index + 1 : index + 1 + _SPANNED]
    filled = next((slot for slot in behind if slot.text.strip()), None)
    return _amount_of(filled, unit) if filled else None


def _below(rows: Sequence[Row], position: int, slot: Slot, unit: Unit) -> Sourced[Quantity] | None:
    """The amount in the same column of the next row; to the left of it where that row slipped."""
    if position + 1 >= len(rows) or not (rows[position].aligned or _paired(*rows[position : position + 2])):
        return None
    below = rows[position + 1].filled
    exact = next((other for other in below if other.column == slot.column), None)
    # Labels of a second level stand below the total where its own amount slipped into the first column.
    if exact and not (money_label(exact.label) and _amount_of(below[0], unit)):
        return _amount_of(exact, unit)
    if not below or below[0].column >= slot.column:
        return None
    earlier_label = any(
        money_label(other.label) for other in rows[position].filled if other.column < slot.column
    )
    return None if earlier_label else _amount_of(below[0], unit)


def _paired(labels: Row, amounts: Row) -> bool:
    """Whether a flattened row holds nothing but amounts, as many cells as the labels above: no merge moved one."""
    return len(labels.slots) == len(amounts.slots) and not any(
        money_label(slot.label) for slot in amounts.filled
    )


def breakdowns(amounts: Sequence[Labelled]) -> tuple[Breakdown, ...]:
    """Group a form's labelled amounts into its division by income source, expenditure type or fund."""
    totals = [entry for entry in amounts if entry.kind == "total"]
    general = next((t for t in totals if "性质分" not in t.label and t.item.amount), None)
    beside = general.column if general else None
    by_fund = any(entry.label.startswith(("财政资金", "财政拨款资金", "财政性资金")) for entry in amounts)
    groups: list[Breakdown] = []
    income_kinds = ("income",) if by_fund else ("income", "fund")
    income = _unique([e for e in amounts if e.kind in income_kinds], beside)
    if by_fund:
        income = [e for e in income if not e.label.startswith(("其他资金", "其它资金", "单位资金", "自筹"))]
    divisions: tuple[tuple[Literal["income", "expenditure", "fund"], list[Labelled], str], ...] = (
        ("income", income, "按收入性质分"),
        ("expenditure", _unique([e for e in amounts if e.kind == "expenditure"], beside), "按支出性质分"),
        ("fund", _unique([e for e in amounts if e.kind == "fund"], beside) if by_fund else [], ""),
    )
    for by, entries, marker in divisions:
        if not entries:
            continue
        own = next((t for t in totals if marker and t.label.startswith(marker) and t.item.amount), None)
        total = own or general
        groups.append(
            Breakdown(
                by=by,
                total=total.item if total else None,
                items=tuple(entry.item for entry in entries),
            )
        )
    return tuple(groups)


def _unique(entries: Sequence[Labelled], beside: int | None) -> list[Labelled]:
    """Each label once: the one that has an amount, of several the one nearest to the column of the total (中期 | 年度)."""
    kept: dict[str, Labelled] = {}
    for entry in entries:
        known = kept.get(entry.label)
        if known is None or _rank(entry, beside) > _rank(known, beside):
            kept[entry.label] = entry
    return list(kept.values())


def _rank(entry: Labelled, beside: int | None) -> tuple[bool, int]:
    return entry.item.amount is not None, -abs(entry.column - beside) if beside is not None else 0
