"""Forms as tables: the self-evaluation form of a unit or a project, the goal form, the project goal form."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import groupby

from fixtures.paper import Block, Cell, Paragraph, Table

from benchmarks.faults import words
from benchmarks.faults.draft import rounded
from benchmarks.faults.funds import Cells, Funds, Scores, money_block
from benchmarks.faults.indicators import Row, levels, rows
from benchmarks.faults.relations import ExecutionScore, Ratio, Sum
from benchmarks.faults.style import Pen
from benchmarks.faults.world import World


def indicator_table(
    pen: Pen, listed: Sequence[Row], outside: Sequence[int], execution: Row | None, scores: Scores
) -> tuple[list[str], list[Cells]]:
    """Header and rows of the indicators; `outside` are weight and score of the money block."""
    style, draft = pen.style, pen.draft
    columns = ["一级指标", "二级指标", "三级指标"]
    goals = ["指标性质", style.target_head, "度量单位"] if style.nature == "columns" else [style.target_head]
    if style.adjusted_targets:
        goals = ["年初指标值", "调整指标值"]
    points = [style.weight_head] if style.score_early else []
    columns += points + goals + [style.actual_head]
    columns += ["得分系数（%）"] if style.adjusted_targets else []
    columns += [style.score_head] if style.score_early else [style.weight_head, style.score_head]
    columns.append(style.reason_head)
    body: list[Cells] = []
    everything = ([execution] if execution else []) + list(listed)
    for level1, members in levels(everything):
        title = _level_title(pen, level1, members)
        for second, group in groupby(enumerate(members), key=lambda pair: pair[1].level2):
            pairs = list(group)
            for inner, (number, item) in enumerate(pairs):
                cells: list[str | Cell] = []
                if style.repeat_levels:
                    cells += [title if number == 0 else level1, second]
                elif number == 0:
                    cells.append(Cell(title, down=len(members)))
                if inner == 0 and not style.repeat_levels:
                    cells.append(Cell(second, down=len(pairs)))
                body.append((*cells, *_values(pen, item)))
        scores.levels[level1] = sum((item.earned for item in members), Decimal(0))
    weight_ids = [item.weight_id for item in everything] + list(outside[:1])
    score_ids = [item.score_id for item in everything] + list(outside[1:])
    scores.rows = list(listed)
    scores.total = sum(scores.levels.values(), Decimal(0))
    if outside and scores.execution:
        scores.total += scores.execution[0]
    if style.totals_row:
        whole, got = pen.weight("", Decimal(100)), pen.score(f"{scores.key}总分", scores.total)
        draft.relate(Sum((whole.id,), tuple(weight_ids), exact=True, name="weights"))
        draft.relate(Sum((whole.id,), (), exact=True, whole=Decimal(-100), name="hundred"))
        draft.relate(Sum((got.id,), tuple(score_ids), exact=True, name="scores"))
        body.append(_total_row(pen, columns, str(whole), str(got)))
        if style.notes:
            body.append((Cell("备注", across=2), Cell(pen.rng.choice(words.NOTES), across=len(columns) - 2)))
    else:
        draft.relate(Sum((), tuple(weight_ids), exact=True, whole=Decimal(100), name="weights"))
    return columns, body


def _level_title(pen: Pen, level1: str, members: Sequence[Row]) -> str:
    pattern = pen.style.level_weights
    if not pattern or level1 == "预算执行率":
        return level1
    ref = pen.weight("", sum((item.points for item in members), Decimal(0)))
    ids = tuple(item.weight_id for item in members)
    pen.draft.relate(Sum((ref.id,), ids, exact=True, name="level weights"))
    return level1 + pattern % ref


def _values(pen: Pen, item: Row) -> tuple[str, ...]:
    style = pen.style
    goals = (item.nature, item.target, item.unit) if style.nature == "columns" else (item.joined,)
    if style.adjusted_targets:
        return (
            item.name, item.initial or item.joined, item.joined, item.actual,
            _coefficient(pen, item), item.weight, item.score, item.reason,
        )  # fmt: skip
    if style.score_early:
        return (item.name, item.weight, *goals, item.actual, item.score, item.reason)
    return (item.name, *goals, item.actual, item.weight, item.score, item.reason)


def _coefficient(pen: Pen, item: Row) -> str:
    """得分系数: the share of its points that the indicator earned."""
    share = pen.percent("", 100 * item.earned / item.points, 2)
    pen.draft.relate(Ratio(item.score_id, item.weight_id, share.id, Decimal("0.5"), "coefficient"))
    return str(share)


def _total_row(pen: Pen, columns: list[str], whole: str, got: str) -> Cells:
    first = columns.index(pen.style.weight_head)
    second = columns.index(pen.style.score_head)
    between = (Cell(across=second - first - 1),) if second - first > 1 else ()
    rest = (Cell(across=len(columns) - second - 1),) if len(columns) > second + 1 else ()
    return (Cell(pen.style.totals_row, across=first), whole, *between, got, *rest)


def self_evaluation(
    pen: Pen, title: str, world: World, funds: Funds, size: int, *, project: str = ""
) -> tuple[list[Block], Scores]:
    """A self-evaluation form of a unit, or of a project when it has a name."""
    style, rng = pen.style, pen.rng
    scores = Scores(funds.key)
    weight = style.scheme["执行"]
    listed = rows(pen, size, rng.choice((0.0, 0.1, 0.25)))
    plain = 6 + (3 if style.nature == "columns" or style.adjusted_targets else 1) + 1
    columns = max(plain, 8) + (1 if style.label_column else 0)
    as_row = style.execution_row and weight > 0
    money, outside = money_block(pen, funds, 0 if as_row else weight, columns, scores)
    execution = _execution_row(pen, funds, weight, scores) if as_row else None
    heads, body = indicator_table(pen, listed, outside, execution, scores)
    made: list[Cells] = []
    if project:
        half = columns // 2
        made.append(("项目名称", Cell(project, across=columns - 1)))
        made.append(
            (
                "主管部门",
                Cell(world.unit, across=half - 1),
                "实施单位",
                Cell(world.unit, across=columns - half - 1),
            )
        )
    else:
        made.append(
            (rng.choice(("单位名称", "预算部门名称", "部门名称")), Cell(world.unit, across=columns - 1))
        )
    made += money
    half = (columns - 1) // 2
    made.append(
        (
            Cell("年度总体目标", down=2),
            Cell("预期目标", across=half),
            Cell("实际完成情况", across=columns - 1 - half),
        )
    )
    made.append(
        (
            Cell(rng.choice(words.GOALS), across=half),
            Cell(rng.choice(words.ACHIEVED), across=columns - 1 - half),
        )
    )
    made += framed(heads, body, columns, label="绩效指标" if style.label_column else "")
    blocks: list[Block] = [Paragraph(title, 1), Paragraph(f"（{world.year}年度）")]
    return [*blocks, Table(columns, tuple(cells_of(row_) for row_ in made))], scores


def _execution_row(pen: Pen, funds: Funds, weight: int, scores: Scores) -> Row:
    """预算执行率 as the first indicator."""
    rate = 100 * funds.total(3) / funds.total(2)
    earned = rounded(Decimal(weight) * rate / 100, pen.style.score_decimals)
    own, got = pen.weight("执行分值", Decimal(weight)), pen.score(f"{funds.key}执行", earned)
    scores.execution = (earned, got.id)
    shown = pen.percent(f"{funds.key}率", rate)
    token = pen.mentions
    pen.draft.relate(ExecutionScore(token[f"{funds.key}决"][0], token[f"{funds.key}调"][0], own.id, got.id))
    level = "预算执行率"
    columns = pen.style.nature == "columns"
    return Row(
        level, level, level, "=" if columns else "", "100", "%", shown.full, str(own), str(got), "",
        Decimal(weight), earned, own.id, got.id,
    )  # fmt: skip


def framed(heads: list[str], body: list[Cells], columns: int, *, label: str) -> list[Cells]:
    """The indicator rows stretched to `columns`: the last cell takes what is left; a label may span them all."""
    spare = columns - len(heads) - (1 if label else 0)
    full = [tuple(heads), *body]
    stretched = []
    for cells in full:
        last = cells[-1]
        wide = last if isinstance(last, Cell) else Cell(last)
        stretched.append((*cells[:-1], Cell(wide.text, wide.across + spare, wide.down)))
    if label:
        stretched[0] = (Cell(label, down=len(full)), *stretched[0])
    return list(stretched)


def cells_of(row_: Cells) -> tuple[Cell, ...]:
    """The row with every plain string as an unmerged cell."""
    return tuple(Cell(cell) if isinstance(cell, str) else cell for cell in row_)
