"""An example's paper as small tables and quotations, the way a form would show it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from heyan.engine.labels import label_of
from heyan.model.dataclass import dataclass
from heyan.reporters.words import words_of

_WORDS = words_of("zh")
_ROLES = {
    "total": "合计",
    "part": "分项",
    "parts": "分项",
    "carried": "其中上年结转",
    "numerator": "分子",
    "denominator": "分母",
    "result": "比率",
    "first": "前一处",
    "second": "后一处",
    "current": "本年数",
    "base": "作比较的数",
    "difference": "增减额",
    "growth": "增减率",
    "factor": "因数",
    "product": "乘积",
    "per_period": "每期",
    "periods": "期数",
    "target": "指标值",
    "declared": "所称个数",
    "listed": "列出个数",
}
# Lists of records of a form, with the class that names their columns.
_LISTS = {
    "indicators": ("指标", "Indicator"),
    "budget_rows": ("资金", "BudgetRow"),
    "plan": ("资金支出计划", "PlanStep"),
    "totals": ("各级分值、得分", "LevelTotal"),
    "signatures": ("签字栏", "Signature"),
    "drifts": ("错位的行", "Drift"),
    "items": ("分项", "Item"),
}
_BY = {"income": "按收入来源", "expenditure": "按支出性质", "fund": "按资金来源"}
_TOPICS = {
    "goals_met": "称目标完成",
    "funds_in_place": "称资金到位",
    "cost_controlled": "称控制了成本",
    "far_over_budget": "称远超预算",
    "slow_progress": "称进度慢",
    "large_surplus": "称结余大",
    "form_attached": "称附有自评表",
}


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: its caption, column heads and rows of texts; rows are as long as the head."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Quote:
    """A passage of the paper, or a fact of its head (年度 2021)."""

    label: str
    text: str


Block = Grid | Quote


def blocks(paper: Mapping[str, object]) -> tuple[Block, ...]:
    """The paper of an example (its own keys left out) as blocks, in the order written."""
    return tuple(_blocks(paper, ""))


def _blocks(paper: Mapping[str, object], heading: str) -> Iterator[Block]:
    for key, value in paper.items():
        if isinstance(value, list | tuple):
            yield from _listed(key, value, heading)
        elif key == "kind":
            yield Quote("表式", _WORDS.form.get(str(value), str(value)))
        elif isinstance(value, Mapping):
            yield from _blocks(_plain(value), label_of("Form", key))
        elif value is not None:
            yield Quote(
                {"narrative": "正文", "text": "全文", "profile": "地区口径"}.get(key)
                or label_of("Form", key),
                _cell(value),
            )


def _plain(value: Mapping[str, object]) -> Mapping[str, object]:
    """A value written as an object with its text, as one entry."""
    return {"text": value["text"]} if "text" in value else value


def _listed(key: str, items: Sequence[object], heading: str) -> Iterator[Block]:
    records = [item for item in items if isinstance(item, Mapping)]
    if key == "forms":
        for form in records:
            kind = str(form.get("kind", ""))
            yield from _blocks(form, _WORDS.form.get(kind, kind))
    elif key == "breakdowns":
        for one in records:
            yield _breakdown(one)
    elif key == "claims":
        for one in records:
            yield _claim(one)
    elif key == "assertions":
        for one in records:
            yield Quote(_TOPICS.get(str(one.get("topic")), "结论"), _cell(one.get("text")))
    elif key in _LISTS and records:
        caption, record = _LISTS[key]
        yield _grid(f"{heading}：{caption}" if heading else caption, record, records)
    else:
        label = {"dates": "日期", "paragraphs": "正文"}.get(key, label_of("Form", key))
        yield from (Quote(label, _cell(item)) for item in items)


def _grid(caption: str, record: str, records: Sequence[Mapping[str, object]]) -> Grid:
    keys = tuple(dict.fromkeys(key for one in records for key in one))
    head = tuple(label_of(record, key) for key in keys)
    return Grid(caption, head, tuple(tuple(_cell(one.get(key)) for key in keys) for one in records))


def _breakdown(one: Mapping[str, object]) -> Grid:
    rows = [("合计", one["total"])] if "total" in one else []
    listed = one.get("items")
    entries = (
        [item for item in listed if isinstance(item, Mapping)] if isinstance(listed, list | tuple) else []
    )
    shown = [
        (_cell(value.get("name", name)), _cell(value.get("amount")))
        for name, value in rows
        if isinstance(value, Mapping)
    ]
    shown += [(_cell(item.get("name")), _cell(item.get("amount"))) for item in entries]
    return Grid(_BY.get(str(one.get("by")), "资金构成"), ("名称", "金额"), tuple(shown))


def _claim(claim: Mapping[str, object]) -> Grid:
    kind = str(claim.get("kind", "sum"))
    cue = f"（{claim['cue']}）" if claim.get("cue") else ""
    subject = f"“{claim['subject']}”" if claim.get("subject") else ""
    rest = "，只列出一部分" if claim.get("open") else ""
    rows = [
        (_ROLES[role], _cell(operand))
        for role, operands in claim.items()
        if role in _ROLES
        for operand in (operands if isinstance(operands, list | tuple) else (operands,))
    ]
    return Grid(f"文中的{_WORDS.claim.get(kind, kind)}{subject}{cue}{rest}", ("角色", "写作"), tuple(rows))


def _cell(value: object) -> str:
    """A value as the paper would print it; nothing for what is left empty."""
    if isinstance(value, Mapping):
        return "，".join(_cell(part) for key, part in value.items() if key != "role")
    if isinstance(value, list | tuple):
        return "；".join(_cell(item) for item in value)
    if value is None or value is False:
        return ""
    return "是" if value is True else str(value)
