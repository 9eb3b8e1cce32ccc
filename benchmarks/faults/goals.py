"""Goal forms: of a unit, with its budget by source and type; of a project, with its spending plan."""

from __future__ import annotations

from decimal import Decimal
from itertools import groupby

from fixtures.paper import Block, Cell, Paragraph, Table

from benchmarks.faults import words
from benchmarks.faults.draft import Ref, rounded
from benchmarks.faults.forms import cells_of, framed
from benchmarks.faults.funds import Cells
from benchmarks.faults.indicators import goal, listed, pick, weights
from benchmarks.faults.relations import DayExists, NearYear, OneOf, Plan, Sum
from benchmarks.faults.style import Pen
from benchmarks.faults.world import World, split


def goal_form(pen: Pen, title: str, world: World, size: int) -> list[Block]:
    """A unit's goal form: the budget by source and by type, indicators without points."""
    rng, draft = pen.rng, pen.draft
    typed = pen.style.nature == "columns"
    columns = 8 if typed else 6
    sources = split(rng, world.initial, 3)
    total = pen.money("初", world.initial, table=True)
    basic = pen.money("初基本支出", world.initial_basic, table=True)
    project = pen.money("初项目支出", world.initial_project, table=True)
    funds = [pen.money("", amount, table=True) for amount in sources]
    draft.relate(Sum((total.id,), (basic.id, project.id)))
    draft.relate(Sum((total.id,), tuple(ref.id for ref in funds)))
    half = (columns - 1) // 2
    right = columns - 1 - half
    made: list[Cells] = [
        ("部门名称", Cell(world.unit, across=columns - 1)),
        (
            Cell(f"年度预算\n（{pen.style.table_unit}）", down=5),
            Cell(f"资金总额：{total}", across=columns - 1),
        ),
        (Cell("按收入性质分：", across=half), Cell("按支出性质分：", across=right)),
        (
            Cell(f"其中：一般公共预算拨款：{funds[0]}", across=half),
            Cell(f"其中：基本支出：{basic}", across=right),
        ),
        (Cell(f"政府性基金拨款：{funds[1]}", across=half), Cell(f"项目支出：{project}", across=right)),
        (Cell(f"其他资金：{funds[2]}", across=half), Cell(across=right)),
        ("部门职责概述", Cell(rng.choice(words.GOALS), across=columns - 1)),
    ]
    heads = ["一级指标", "二级指标", "三级指标"]
    heads += ["指标值类型", "指标值", "度量单位", "指标值说明", "备注"] if typed else ["指标值", "备注"]
    body = _goal_rows(pen, size, typed=typed, extra=2 if typed else 1, cost=(basic, project), world=world)
    made += framed(heads, body, columns, label="" if typed else "年度绩效指标")
    blocks: list[Block] = [Paragraph(title, 1), Paragraph(f"单位：{pen.style.table_unit}")]
    return [*blocks, Table(columns, tuple(cells_of(row_) for row_ in made))]


def _goal_rows(
    pen: Pen, size: int, *, typed: bool, extra: int, cost: tuple[Ref, Ref] | None, world: World
) -> list[Cells]:
    body: list[Cells] = []
    pen.draft.tables += 1
    wanted = {"产出": max(3, round(size * 0.6)), "效益": max(1, round(size * 0.3)), "满意度": 1}
    for level, count in wanted.items():
        members: list[tuple[str, tuple[str, ...]]] = []
        for thing in pick(pen.rng, level, count):
            if isinstance(thing, words.Thing):
                number, sign, _ = goal(pen, thing, first=cost is not None)
                name = listed(pen, thing, sign, number)
                values: tuple[str, ...] = (sign.full + number.full,)
                if typed:
                    values = (sign.full, str(number), number.unit)
                members.append((thing.level2 + "指标", (name.full, *values, *[""] * extra)))
            else:
                values = ("定性", thing[2], "无") if typed else (thing[2],)
                members.append((thing[0] + "指标", (thing[1], *values, *[""] * extra)))
        if level == "产出":
            members.append(("时效指标", _deadline(pen, world, typed=typed, extra=extra)))
            if cost and pen.rng.random() < 0.6:
                members += _cost_rows(pen, world, typed=typed, extra=extra)
        for at, (second, group) in enumerate(groupby(members, key=lambda member: member[0])):
            inner = list(group)
            for number_, (_, values) in enumerate(inner):
                front: list[str | Cell] = []
                if at == 0 and number_ == 0:
                    front.append(Cell(level + "指标", down=len(members)))
                if number_ == 0:
                    front.append(Cell(second, down=len(inner)))
                body.append((*front, *values))
    return body


def _deadline(pen: Pen, world: World, *, typed: bool, extra: int) -> tuple[str, ...]:
    year = pen.draft.token(str(world.year), "year")
    pen.draft.relate(NearYear(year.id, world.year))
    text = f"{year}年底完成"
    if pen.rng.random() < 0.6:
        day = pen.draft.token("31", "day")
        pen.draft.relate(DayExists(day.id, 31))
        text = f"{year}年12月{day}日前完成"
    return ("完成时限", *(("定性", text, "无") if typed else (text,)), *[""] * extra)


def _cost_rows(pen: Pen, world: World, *, typed: bool, extra: int) -> list[tuple[str, tuple[str, ...]]]:
    made = []
    for name, fact, value in (
        ("基本支出经费成本", "初基本支出", world.initial_basic),
        ("项目支出经费成本", "初项目支出", world.initial_project),
    ):
        sign = pen.draft.token("≤", "comparator")
        ref = pen.money(fact, value, table=True, sign=sign)
        pen.draft.relate(OneOf(sign.id, frozenset({"≤", "<", "＜", "="}), "way"))
        unit = pen.style.table_unit
        values = (sign.full, str(ref), unit) if typed else (f"{sign}{ref}{unit}",)
        made.append(("成本指标", (name, *values, *[""] * extra)))
    return made


def project_goal(pen: Pen, world: World, name: str, *, number: int, whole: Decimal, size: int) -> list[Block]:
    """A project's goal form: budget, funds, spending plan, indicators with their description and basis."""
    rng, draft = pen.rng, pen.draft
    other = rng.choice((Decimal(0), Decimal(0), rounded(whole * Decimal(rng.uniform(0.05, 0.4)), 2)))
    total, public, rest = (pen.money("", amount, table=True) for amount in (whole, whole - other, other))
    draft.relate(Sum((total.id,), (public.id, rest.id), name="fund"))
    shares = rng.choice(((25, 50, 75, 100), (20, 40, 70, 100), (30, 60, 80, 100), (10, 45, 80, 100)))
    decimals = rng.choice((0, 2))
    steps = [draft.number(f"{share:.{decimals}f}", "plan", decimals, "%") for share in shares]
    draft.relate(Plan(tuple(step.id for step in steps)))
    code = "".join(rng.choice("0123456789ABCDEFGHJKLMNPQRTUVWXY") for _ in range(10))
    months = rng.choice(
        (
            ("3月底", "6月底", "10月底", "12月底"),
            ("3月底", "6月底", "9月底", "12月底"),
            ("3月", "6月", "9月", "12月"),
        )
    )
    made: list[Cells] = [
        (Cell(world.unit, across=4), Cell(f"单位：{pen.style.table_unit}", across=3)),
        ("项目编码", Cell(f"1302{world.year % 100}{code}", across=2), "项目名称", Cell(name, across=3)),
        (
            Cell("预算规模及资金用途", down=2),
            "预算数",
            str(total),
            "其中：财政资金",
            str(public),
            "其他资金",
            str(rest),
        ),
        (Cell(rng.choice(words.GOALS), across=6),),
        (Cell("资金支出计划（%）", down=2), *(months[:3]), Cell(months[3], across=3)),
        (*(step.full for step in steps[:3]), Cell(steps[3].full, across=3)),
        ("绩效目标", Cell(f"1.{rng.choice(words.GOALS)}\n2.{rng.choice(words.ACHIEVED)}", across=6)),
    ]
    heads = ("一级指标", "二级指标", "三级指标", "绩效指标描述", "指标值", "指标值确定依据")
    plain = _goal_rows(pen, size, typed=False, extra=0, cost=None, world=world)
    basis = ("工作计划", "历史标准", "预算安排", "行业标准")
    body = tuple((*row_[:-1], "按计划实施", row_[-1], rng.choice(basis)) for row_ in plain)
    blocks: list[Block] = [Paragraph(f"{number}.{name}绩效目标表", 2)]
    first = Table(7, tuple(cells_of(row_) for row_ in made))
    second = Table(6, tuple(cells_of(row_) for row_ in (heads, *body)))
    if rng.random() < 0.5:
        return [*blocks, first, Paragraph(""), second]
    return [*blocks, first, second]


def weighted_goal(
    pen: Pen, world: World, name: str, *, number: int, whole: Decimal, size: int
) -> list[Block]:
    """A project's goal form with 指标性质, 权重 and 指标方向性 in columns of their own; the budget's execution takes the
    points that the indicators leave."""
    rng, draft = pen.rng, pen.draft
    share = rng.choice((90, 90, 100))
    other = rng.choice((Decimal(0), rounded(whole * Decimal(rng.uniform(0.05, 0.4)), 2)))
    total, public, rest = (pen.money("", amount, table=True) for amount in (whole, whole - other, other))
    draft.relate(Sum((total.id,), (public.id, rest.id), name="fund"))
    unit = pen.style.table_unit
    made: list[Cells] = [
        ("单位名称", Cell(world.unit, across=2), "项目名称", Cell(name, across=5)),
        (
            Cell(f"项目资金（{unit}）", down=3),
            Cell("年度资金总额", across=2),
            Cell(str(total), across=6),
        ),
        (Cell("其中：财政拨款", across=2), Cell(str(public), across=6)),
        (Cell("其他资金", across=2), Cell(str(rest), across=6)),
        ("年度目标", Cell(rng.choice(words.GOALS), across=8)),
    ]
    heads = ("一级指标", "二级指标", "三级指标", "指标性质", "指标值", "度量单位", "权重", "指标方向性")
    scheme = {"产出": share - 30, "效益": 20, "满意度": 10}
    body: list[Cells] = []
    ids: list[int] = []
    draft.tables += 1
    for level, points in scheme.items():
        things = pick(rng, level, max(1, round(size * points / share)))
        shares = weights(rng, points, len(things))
        members = list(zip(things, shares, strict=True))
        for at, (thing, weight) in enumerate(members):
            own = pen.weight("", weight)
            ids.append(own.id)
            front: list[str | Cell] = [Cell(level + "指标", down=len(members))] if at == 0 else []
            if isinstance(thing, words.Thing):
                value, sign, _ = goal(pen, thing)
                called = listed(pen, thing, sign, value)
                way = {"up": "正向指标", "down": "反向指标", "equal": "适度指标"}[thing.direction]
                cells = (thing.level2 + "指标", called.full, sign.full, str(value), value.unit, str(own), way)
            else:
                cells = (thing[0] + "指标", thing[1], "定性", thing[2], "", str(own), "")
            body.append((*front, *cells))
    draft.relate(Sum((), tuple(ids), exact=True, whole=Decimal(share), name="weights"))
    made += framed(list(heads), body, 9, label="绩效指标")
    title = Paragraph(f"{number}.{name}绩效目标表", 2)
    return [title, Paragraph(f"（{world.year}年度）"), Table(9, tuple(cells_of(row_) for row_ in made))]
