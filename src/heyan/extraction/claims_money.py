"""Claims of a form's money: divisions by source, kind and fund, and the columns of the 资金 rows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal

from heyan.extraction.normal import label as normal_label
from heyan.extraction.operands import around, operand
from heyan.extraction.pattern import pattern as later
from heyan.model.claim import Claim, Topic
from heyan.model.quantity import Quantity
from heyan.model.report import Breakdown, BudgetRow, Form, Item, Sourced

_TOPIC: dict[str, Topic] = {"income": "income", "expenditure": "expenditure", "fund": "fund"}
COLUMNS = (("initial", "年初预算数"), ("annual", "全年预算数"), ("executed", "全年执行数"))
_EXPENDITURE = later(r"(基本|项目|人员|公用|人员经费|公用经费|日常公用)支出|人员经费|公用经费")
_LEVELS_OF_GOVERNMENT = later(
    r"(其中:?)?(中央|省|自治区|市|州|盟|县|区|旗|乡|镇|本级|上级|地方)[级本区（(、及和]{0,3}.*(资金|财政|补助|拨款|配套|安排|专项|转移)|"
    r"(其中:?)?(中央|省级?|市级?|县级?|区级?|本级|上级)$"
)
_SOURCE = later(
    r"资金|拨款|结转|结余|收入|补助|安排|配套|自筹|贷款|投入|公共预算|政府性基金|国有资本|专户|其[他它]|中央|省级|市级|县级|区级|本级|上级|地方|单位"
)
_FUNDS = later(r"(其中:?)?(一般公共预算|政府性基金|国有资本经营|社会保险基金)")
# Which rows divide the row above them: (the row above, the rows below).
_INSIDE = (
    (
        later(r"(其中:?)?(当年|本年度?|年度|县级|本级)?(财政性?|预算)(拨款|资金|预算|安排)"),
        later(f"{_LEVELS_OF_GOVERNMENT.pattern}|{_FUNDS.pattern}"),
    ),
    (later(r"一般公共预算"), _LEVELS_OF_GOVERNMENT),
    (later(r"基本支出"), later(r"(其中:?)?(人员|公用|日常公用)(经费|支出)")),
)
# That many levels of government name all of them.
_ALL_LEVELS = 3


def breakdown_claim(form: Form, breakdown: Breakdown) -> Claim | None:
    """The sum of a division of a form's money; None where it asserts none."""
    total = _total_item(form, breakdown)
    stated = [item for item in breakdown.items if item.amount and not _inner(item, breakdown.items)]
    if total is None or total.amount is None or not stated:
        return None
    if len(stated) < 2 and len(breakdown.items) < 2:
        return None
    if total.amount.value.value == 0 and any(item.amount and item.amount.value.value for item in stated):
        return None
    operands = [operand("total", total.name.value, total.amount)]
    operands += [operand("part", item.name.value, item.amount) for item in stated if item.amount]
    empty = [item for item in breakdown.items if item.amount is None]
    return Claim(
        kind="sum",
        topic=_TOPIC[breakdown.by],
        subject=normal_label(total.name.value) or "资金总额",
        operands=tuple(operands),
        span=around(operands),
        cue="合计",
        origin="table",
        open=bool(empty),
    )


def _total_item(form: Form, breakdown: Breakdown) -> Item | None:
    """What a division adds up to: its own total, else the column of the total row that it comes nearest to."""
    if breakdown.total and breakdown.total.amount:
        return breakdown.total
    whole = whole_row(form.budget_rows)
    if whole is None or breakdown.by == "fund":
        return None
    listed = sum(
        (i.amount.value.amount for i in breakdown.items if i.amount and not _inner(i, breakdown.items)),
        Decimal(0),
    )
    columns = [amount for column in ("annual", "executed", "initial") if (amount := amount_in(whole, column))]
    nearest = min(columns, key=lambda amount: abs(amount.value.amount - listed), default=None)
    return Item(whole.name, nearest) if nearest else None


def _inner(item: Item, items: Sequence[Item]) -> bool:
    """Whether the item is a part of another item (中央补助 under 财政拨款), told by its label."""
    name = normal_label(item.name.value)
    if not re.match(r"(其中)?(中央|省级?|市级?|区级?|县级?|本级|上级)", name):
        return False
    return any(
        re.search(r"一般公共预算|财政拨款|财政资金", other.name.value) for other in items if other is not item
    )


def whole_row(rows: Sequence[BudgetRow]) -> BudgetRow | None:
    """The row of 年度资金总额, or the only row."""
    return next((row for row in rows if row.total), None) or (rows[0] if len(rows) == 1 else None)


def budget_claims(rows: Sequence[BudgetRow]) -> Iterable[Claim]:
    """The columns of the 资金 rows: parts against their total, and divisions of a part."""
    for whole, below in _blocks(rows):
        nested = _nested(whole, below)
        if nested and _flat(whole, below, [child for _, children in nested for child in children]):
            nested = []
        inner = {id(child) for _, children in nested for child in children}
        outer = [row for row in below if id(row) not in inner]
        for topic, parts in _families(outer):
            for column, name in COLUMNS:
                yield from _column_claim(whole, parts, column, name, topic)
        for parent, children in nested:
            for column, name in COLUMNS:
                yield from _nested_claim(parent, children, column, name)


def _flat(whole: BudgetRow, rows: Sequence[BudgetRow], inner: Sequence[BudgetRow]) -> bool:
    """Whether in some column all rows together make up the total, those that look `inner` among them and not 0:
    then none divides another, whatever its name."""
    for column, _ in COLUMNS:
        total = amount_in(whole, column)
        listed = [amount.value for row in rows if (amount := amount_in(row, column))]
        if total is None or not all((own := amount_in(row, column)) and own.value.value for row in inner):
            continue
        slack = sum((quantity.step for quantity in (*listed, total.value)), Decimal(0)) / 2
        if abs(sum((quantity.amount for quantity in listed), Decimal(0)) - total.value.amount) <= slack:
            return True
    return False


def _blocks(rows: Sequence[BudgetRow]) -> Iterable[tuple[BudgetRow, list[BudgetRow]]]:
    """Each total row with the rows below it; where only the last row is a total, with those above it."""
    starts = [index for index, row in enumerate(rows) if row.total]
    if not starts:
        return
    if starts == [len(rows) - 1]:
        yield rows[-1], list(rows[:-1])
        return
    for start, end in zip(starts, [*starts[1:], len(rows)], strict=True):
        yield rows[start], list(rows[start + 1 : end])


def _families(rows: Sequence[BudgetRow]) -> Iterable[tuple[Topic, list[BudgetRow]]]:
    """The rows that together make up the total: by source of money, and by kind of expenditure."""
    spent = [row for row in rows if _EXPENDITURE.search(_name(row))]
    sources = [row for row in rows if not _EXPENDITURE.search(_name(row)) and _SOURCE.search(_name(row))]
    if len(spent) >= 2:
        yield "expenditure", spent
    if len(sources) >= 2 and len(sources) + len(spent) == len(rows):
        yield "income", sources


def _name(row: BudgetRow) -> str:
    return normal_label(row.name.value)


def _nested(whole: BudgetRow, rows: Sequence[BudgetRow]) -> list[tuple[BudgetRow, list[BudgetRow]]]:
    """Rows that divide another part and not the total: levels of government, funds or 上年结转 under 财政拨款."""
    found: list[tuple[BudgetRow, list[BudgetRow]]] = []
    taken: set[int] = set()
    for index, row in enumerate(rows):
        pattern = next((inner for outer, inner in _INSIDE if outer.match(_name(row))), None)
        if id(row) in taken:
            continue
        children: list[BudgetRow] = []
        for other in rows[index + 1 :]:
            if not (pattern and pattern.match(_name(other))):
                break
            children.append(other)
        if not children and index + 1 < len(rows) and _opens_inside(whole, rows, index + 1):
            children = [rows[index + 1]]
            for other in rows[index + 2 :]:
                if not _LEVELS_OF_GOVERNMENT.match(_name(other)):
                    break
                children.append(other)
        if children:
            found.append((row, children))
            taken.update(id(child) for child in children)
    return found


def _opens_inside(whole: BudgetRow, rows: Sequence[BudgetRow], index: int) -> bool:
    """Whether 其中 at that row divides the row above it, as the figures tell where every part may carry 其中."""
    if not _name(rows[index]).startswith("其中"):
        return False
    for column in ("annual", "executed", "initial"):
        total, own = amount_in(whole, column), amount_in(rows[index], column)
        listed = [amount.value.amount for row in rows if (amount := amount_in(row, column))]
        if total and own and own.value.amount and listed:
            spare = sum(listed, Decimal(0)) - total.value.amount
            return spare > 0 and abs(spare - own.value.amount) <= abs(spare) / 2
    return False


def _column_claim(
    whole: BudgetRow, parts: Sequence[BudgetRow], column: str, name: str, topic: Topic
) -> Iterable[Claim]:
    total = amount_in(whole, column)
    stated = [(row, amount) for row in parts if (amount := amount_in(row, column))]
    if total is None or not stated or len(parts) < 2 or total.value.value == 0:
        return
    operands = [operand("total", f"{normal_label(whole.name.value)}{name}", total)]
    operands += [operand("part", normal_label(row.name.value), amount) for row, amount in stated]
    yield Claim(
        kind="sum",
        topic=topic,
        subject=name,
        operands=tuple(operands),
        span=around(operands),
        cue="合计",
        origin="table",
        open=len(stated) < len(parts),
    )


def _nested_claim(
    parent: BudgetRow, children: Sequence[BudgetRow], column: str, name: str
) -> Iterable[Claim]:
    """The division of a part, where all of it is stated; a list of some of the levels is no division."""
    total = amount_in(parent, column)
    stated = [(row, amount) for row in children if (amount := amount_in(row, column))]
    if total is None or len(stated) < 2:
        return
    spent = sum((amount.value.amount for _, amount in stated), Decimal(0))
    short = spent < total.value.amount and len(stated) < _ALL_LEVELS
    if short and not any(_divides(parent, children, other) for other, _ in COLUMNS if other != column):
        return
    operands = [operand("total", f"{normal_label(parent.name.value)}{name}", total)]
    operands += [operand("part", normal_label(row.name.value), amount) for row, amount in stated]
    yield Claim(
        "sum", "income", f"{normal_label(parent.name.value)}{name}", tuple(operands), around(operands),
        cue="合计", origin="table", open=len(stated) < len(children),
    )  # fmt: skip


def _divides(parent: BudgetRow, children: Sequence[BudgetRow], column: str) -> bool:
    """Whether the children make up the parent in that column, so that they do in the others too."""
    total = amount_in(parent, column)
    amounts = [amount for row in children if (amount := amount_in(row, column))]
    if total is None or not total.value.value or len(amounts) < len(children):
        return False
    slack = sum((amount.value.step for amount in amounts), total.value.step) / 2
    return abs(sum((amount.value.amount for amount in amounts), -total.value.amount)) <= slack


def amount_in(row: BudgetRow, column: str) -> Sourced[Quantity] | None:
    """The amount in that column of the row."""
    amount: Sourced[Quantity] | None = getattr(row, column)
    return amount
