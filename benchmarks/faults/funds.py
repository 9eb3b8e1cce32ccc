"""The money block of a self-evaluation form: its rows, its columns, and where its totals stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from fixtures.paper import Cell

from benchmarks.faults.draft import Ref, rounded
from benchmarks.faults.indicators import Row
from benchmarks.faults.relations import AtMost, ExecutionScore, Ratio, Sum
from benchmarks.faults.style import Pen
from benchmarks.faults.world import World, split

Cells = tuple[str | Cell, ...]
POLICY_SLACK = Decimal("0.1")  # points of an execution rate within which no error is reported
_STAGES = ("初", "调", "决")
_BUDGET, _SPENT = 1, 2  # columns of the stages


@dataclass(slots=True)
class Scores:
    """What a self-evaluation form awards, for the report that quotes it."""

    key: str = ""
    execution: tuple[Decimal, int] | None = None
    levels: dict[str, Decimal] = field(default_factory=dict)
    total: Decimal = Decimal(0)
    rows: list[Row] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Part:
    """One source or type of money in 元: initial, budget, executed; `parts` make it up where it is told further."""

    name: str
    amounts: tuple[Decimal, Decimal, Decimal]
    parts: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True)
class Funds:
    """The money block in 元: the whole and its parts."""

    key: str
    parts: tuple[Part, ...]
    whole: str = "年度资金总额"

    def total(self, column: int) -> Decimal:
        """The whole of one column (1 to 3)."""
        return sum((part.amounts[column - 1] for part in self.parts), Decimal(0))


@dataclass(frozen=True, slots=True)
class _Line:
    """A printed row: the whole (depth 0), a part (1) or a part of it (2), its amounts as printed."""

    name: str
    depth: int
    refs: tuple[Ref | None, ...]
    cells: Cells


@dataclass(frozen=True, slots=True)
class _Block:
    """A money block being written: its columns, the points that it gives, the grid columns of its labels."""

    pen: Pen
    funds: Funds
    stages: tuple[int, ...]
    weight: int
    wide: int
    scores: Scores


def world_funds(pen: Pen, world: World) -> Funds:
    """The money block of a unit's form, by type of expenditure or by source."""
    rng = pen.rng
    initial, annual, executed = world.initial, world.adjusted, world.spent
    if rng.random() < 0.4:
        share = world.basic / world.spent
        basic = min(rounded(annual * share, 2), annual)
        basic = max(basic, world.basic)
        if annual - basic < world.project:
            basic = annual - world.project
        parts = (
            Part("基本支出", (world.initial_basic, basic, world.basic)),
            Part("项目支出", (world.initial_project, annual - basic, world.project)),
        )
        return Funds("", parts)
    names = rng.sample(("政府性基金", "其他资金", "上年结转资金", "财政专户管理资金"), rng.randint(1, 2))
    # 政府性基金 is a 财政拨款 too: beside it stands 一般公共预算, as a rule.
    public = "政府性基金" in names and rng.random() < 0.8
    first = "一般公共预算" if public else rng.choice(("当年财政拨款", "本年财政拨款"))
    listed = divided(pen, [first, *names], initial, annual, executed)
    if not public and "政府性基金" not in names and rng.random() < 0.4:
        inner = divided(pen, ["一般公共预算财政拨款", "政府性基金预算财政拨款"], *listed[0].amounts)
        listed[0] = Part(listed[0].name, listed[0].amounts, tuple(inner))
    if rng.random() < 0.3:
        spare = next(n for n in ("单位资金", "其他资金") if n not in names)
        listed.append(Part(spare, (Decimal(0), Decimal(0), Decimal(0))))
    return Funds("", tuple(listed))


def divided(
    pen: Pen, names: Sequence[str], initial: Decimal, annual: Decimal, executed: Decimal
) -> list[Part]:
    """Parts of those names that make up the three amounts, none of them overspent."""
    firsts, lasts = split(pen.rng, initial, len(names)), split(pen.rng, executed, len(names))
    spare = annual - executed
    extra = split(pen.rng, spare, len(names)) if spare > 0 else [Decimal(0)] * len(names)
    return [Part(n, (a, c + e, c)) for n, a, c, e in zip(names, firsts, lasts, extra, strict=True)]


def money_block(
    pen: Pen, funds: Funds, weight: int, columns: int, scores: Scores
) -> tuple[list[Cells], list[int]]:
    """Rows of the money block over `columns` columns, and the ids of the weight and the score that it holds."""
    style, rng = pen.style, pen.rng
    stages = (0, _BUDGET, _SPENT) if style.initial_column else (_BUDGET, _SPENT)
    heads = _heads(pen)
    wide = columns - 1 - len(heads)
    whole = Part(funds.whole, (funds.total(1), funds.total(2), funds.total(3)), funds.parts)
    lines, ids = _lines(_Block(pen, funds, stages, weight, wide, scores), whole)
    if style.total_last:
        lines = [*lines[1:], lines[0]]
    unit = "" if style.unit_in_heads else f"\n（{style.table_unit}）"
    label = rng.choice(("项目资金", "预算执行情况", "年度预算申请", "部门预算资金")) + unit
    head: Cells = (Cell(label, down=len(lines) + 1), Cell(across=wide))
    return [(*head, *heads), *(line.cells for line in lines)], ids


def _heads(pen: Pen) -> list[str]:
    rng, style = pen.rng, pen.style
    suffix = rng.choice((("", "", ""), ("（A）", "（B）", "（B/A）")))
    unit = f"（{style.table_unit}）" if style.unit_in_heads else ""
    initial, annual, executed, rate = rng.choice(style.money_heads)
    heads = [initial + unit] if style.initial_column else []
    heads += [annual + unit + suffix[0], executed + unit + suffix[1]]
    points = style.points_heads
    return [*heads, points[0], rate + suffix[2], points[1]]


def _lines(block: _Block, whole: Part) -> tuple[list[_Line], list[int]]:
    """The rows, and the ids of the weight and the score of the first."""
    walk = [(0, whole, False)]
    for at, part in enumerate(whole.parts):
        walk += [(1, part, at == 0), *((2, inner, at_ == 0) for at_, inner in enumerate(part.parts))]
    lines: list[_Line] = []
    ids: list[int] = []
    for depth, part, first in walk:
        line, own = _line(block, depth, part, first=first)
        lines.append(line)
        ids += own
    _sums(block, lines)
    return lines, ids


def _line(block: _Block, depth: int, part: Part, *, first: bool) -> tuple[_Line, list[int]]:
    pen, key = block.pen, block.funds.key
    refs: list[Ref | None] = [None, None, None]
    for stage in block.stages:
        blank = not part.amounts[stage] and pen.style.zero is not None
        name = _STAGES[stage] if depth == 0 else f"{_STAGES[stage]}{part.name}"
        refs[stage] = None if blank else pen.money(key + name, part.amounts[stage], table=True)
    budget, spent = refs[_BUDGET], refs[_SPENT]
    rate, ids = "—", list[int]()
    points = ("—", "—") if depth or block.weight else ("", "")
    if budget is not None and spent is not None:
        pen.draft.relate(AtMost((spent.id, budget.id)))
        # What rounds to nothing has no rate.
        if Decimal(pen.draft.tokens[budget.id].text.replace(",", "")) > 0:
            share = 100 * part.amounts[_SPENT] / part.amounts[_BUDGET]
            printed = pen.percent(f"{key}率" if depth == 0 else "", share)
            pen.draft.relate(Ratio(spent.id, budget.id, printed.id, POLICY_SLACK, "execution"))
            rate = printed.full
        if depth == 0 and block.weight:
            points, ids = _points(block, part, budget, spent)
    title = _title(pen, depth, part.name, first=first)
    amounts = [str(refs[stage] or pen.style.zero or "") for stage in block.stages]
    cells: Cells = (Cell(title, across=block.wide), *amounts, points[0], rate, points[1])
    return _Line(part.name, depth, tuple(refs), cells), ids


def _title(pen: Pen, depth: int, name: str, *, first: bool) -> str:
    if depth == 0:
        return pen.rng.choice((name, name, "合计")) if pen.style.total_last else name
    if depth == 1:
        return f"其中：{name}" if first and not pen.style.total_last else name
    return f"其中：{name}" if first else name


def _points(block: _Block, whole: Part, budget: Ref, spent: Ref) -> tuple[tuple[str, str], list[int]]:
    pen, weight = block.pen, Decimal(block.weight)
    earned = rounded(weight * whole.amounts[_SPENT] / whole.amounts[_BUDGET], pen.style.score_decimals)
    own = pen.weight("执行分值", weight)
    got = pen.score(f"{block.funds.key}执行", earned)
    pen.draft.relate(ExecutionScore(spent.id, budget.id, own.id, got.id))
    block.scores.execution = (earned, got.id)
    return (str(own), str(got)), [own.id, got.id]


def _sums(block: _Block, lines: Sequence[_Line]) -> None:
    """Every row against the rows one deeper that stand under it."""
    for at, line in enumerate(lines):
        under = []
        for other in lines[at + 1 :]:
            if other.depth <= line.depth:
                break
            if other.depth == line.depth + 1:
                under.append(other)
        for stage in block.stages:
            total = line.refs[stage]
            parts = tuple(ref.id for other in under if (ref := other.refs[stage]) is not None)
            if total is not None and len(under) > 1 and parts:
                block.pen.draft.relate(Sum((total.id,), parts))
