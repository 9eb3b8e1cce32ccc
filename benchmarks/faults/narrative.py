"""Self-evaluation reports in prose: every paragraph is one of several wordings, all of them our own."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from benchmarks.faults import words
from benchmarks.faults.draft import Ref, rounded
from benchmarks.faults.forms import POLICY_SLACK, Scores
from benchmarks.faults.indicators import Row, levels, rows
from benchmarks.faults.relations import AtMost, Change, Frequency, OneOf, Product, Ratio, Sum
from benchmarks.faults.style import Pen
from benchmarks.faults.world import Class, World
from fixtures.paper import Paragraph

_TENS = "一二三四五六七八九十"


def report(pen: Pen, world: World, scores: Scores | None, size: int) -> list[Paragraph]:
    """The report; it quotes `scores` of the form before it, or else gives `size` indicators of its own in prose."""
    rng, year = pen.rng, world.year
    title = rng.choice(
        (f"{year}年度{world.unit}部门整体绩效自评报告", f"{year}年度{world.unit}部门整体支出绩效自评报告")
    )
    own = rows(pen, size, rng.choice((0.0, 0.2))) if scores is None else []
    made = Scores() if scores is None else scores
    late = [*_results(pen, world, own, made)] if own else []
    conclusion = _conclusion(pen, world, made)
    sections: list[tuple[str, list[str]]] = [
        (rng.choice(("部门概况", "单位基本情况")), _overview(pen, world)),
        (rng.choice(("自评结论", "综合评价结论")), conclusion),
        (rng.choice(("预算执行情况", "部门收支情况", "资金使用情况")), _money(pen, world)),
    ]
    if late:
        sections.append((rng.choice(("绩效目标完成情况分析", "指标完成情况")), late))
    sections.append((rng.choice(("主要工作开展情况", "重点任务推进情况")), _work(pen)))
    sections.append(("存在的问题及原因", _numbered(rng.sample(words.PROBLEMS, 2))))
    sections.append((rng.choice(("改进措施", "下一步打算")), _numbered(rng.sample(words.MEASURES, 2))))
    paragraphs = [Paragraph(title, 1)]
    for at, (heading, texts) in enumerate(sections):
        paragraphs.append(Paragraph(f"{_TENS[at]}、{heading}", 2))
        paragraphs += [Paragraph(text) for text in texts]
    return paragraphs


def _numbered(texts: Sequence[str]) -> list[str]:
    return [f"{at}.{text}" for at, text in enumerate(texts, start=1)]


def _overview(pen: Pen, world: World) -> list[str]:
    rng, draft = pen.rng, pen.draft
    offices = rng.sample(words.OFFICES, rng.randint(3, 8))
    listed = pen.count("", len(offices), "个")
    draft.relate(OneOf(listed.id, frozenset({str(len(offices))}), "declared count"))
    civil, public = rng.randint(12, 60), rng.randint(8, 70)
    left, right = civil - rng.randint(0, 6), public - rng.randint(0, 6)
    posts = [pen.count("", value, "个") for value in (civil + public, civil, public)]
    staff = [pen.count("", value, "人") for value in (left + right, left, right)]
    for whole, *parts in (posts, staff):
        draft.relate(Sum((whole.id,), tuple(part.id for part in parts), exact=True, name="staff"))
    names = "、".join(offices)
    first = rng.choice(
        (
            f"{world.unit}内设机构{listed.full}，分别为：{names}。",
            f"{world.unit}设有{names}等{listed.full}内设机构。",
            f"{world.unit}下设{listed.full}股室：{names}。",
        )
    )
    second = rng.choice(
        (
            f"核定编制{posts[0].full}，其中行政编制{posts[1].full}、事业编制{posts[2].full}；年末在职人员{staff[0].full}，"
            f"其中行政人员{staff[1].full}、事业人员{staff[2].full}。",
            f"编制共{posts[0].full}，包括行政编制{posts[1].full}，事业编制{posts[2].full}。实有在职人员{staff[0].full}，"
            f"其中：行政人员{staff[1].full}，事业人员{staff[2].full}。",
        )
    )
    return [first, second]


def _conclusion(pen: Pen, world: World, scores: Scores) -> list[str]:
    total = pen.score("总分", scores.total)
    parts: list[tuple[str, Ref]] = []
    if scores.execution:
        parts.append(("预算执行", pen.score("执行", scores.execution[0])))
    parts += [
        (level, pen.score(f"得分{level}", earned))
        for level, earned in scores.levels.items()
        if level != "预算执行率"
    ]
    pen.draft.relate(Sum((total.id,), tuple(ref.id for _, ref in parts), exact=True, name="scores"))
    for level, ref in parts:
        members = tuple(row.score_id for row in scores.rows if row.level1 == level)
        if members:
            pen.draft.relate(Sum((ref.id,), members, exact=True, name="level scores"))
    listed = "，".join(f"{name}{ref}分" for name, ref in parts)
    spoken = "、".join(f"{name}得{ref}分" for name, ref in parts)
    return [
        pen.rng.choice(
            (
                f"{world.year}年度部门整体绩效自评得分为{total}分，其中{listed}。",
                f"经自评，本部门{world.year}年度整体绩效得分{total}分，其中：{spoken}。",
                f"对照指标逐项打分，{world.year}年度自评总得分{total}分，其中：{listed}。",
            )
        )
    ]


def _money(pen: Pen, world: World) -> list[str]:
    rng = pen.rng
    texts = [_budget(pen, world), _income(pen, world)]
    spent = pen.money("决", world.spent, table=False)
    basic, project = (
        pen.money(f"决{name}", value, table=False)
        for name, value in (("基本支出", world.basic), ("项目支出", world.project))
    )
    pen.draft.relate(Sum((spent.id,), (basic.id, project.id)))
    texts.append(_expenditure(pen, world, spent, basic, project))
    if rng.random() < 0.6:
        texts += _nested(pen, world)
    if rng.random() < 0.6:
        texts.append(_change(pen, world))
    if rng.random() < 0.5:
        texts.append(_balance(pen, world))
    if rng.random() < 0.6:
        texts.append(_hospitality(pen, world))
    if rng.random() < 0.4:
        texts.append(_product(pen))
    return texts


def _budget(pen: Pen, world: World) -> str:
    year = world.year
    first = pen.money("初", world.initial, table=False)
    basic = pen.money("初基本支出", world.initial_basic, table=False)
    project = pen.money("初项目支出", world.initial_project, table=False)
    adjusted = pen.money("调", world.adjusted, table=False)
    spent = pen.money("决", world.spent, table=False)
    rate = pen.percent("率", 100 * world.spent / world.adjusted)
    pen.draft.relate(Sum((first.id,), (basic.id, project.id)))
    pen.draft.relate(Ratio(spent.id, adjusted.id, rate.id, POLICY_SLACK, "execution"))
    return pen.rng.choice(
        (
            f"{year}年年初预算支出{first.full}，其中：基本支出{basic.full}，项目支出{project.full}。全年预算数{adjusted.full}，"
            f"全年执行数{spent.full}，预算执行率为{rate.full}。",
            f"{year}年部门年初预算安排支出合计{first.full}，其中基本支出{basic.full}、项目支出{project.full}。年内调整预算支出"
            f"{adjusted.full}，全年实际支出{spent.full}，执行率{rate.full}。",
        )
    )


def _income(pen: Pen, world: World) -> str:
    whole = pen.money("收", world.received, table=False)
    parts = [(name, pen.money(f"收{name}", value, table=False)) for name, value in world.income]
    pen.draft.relate(Sum((whole.id,), tuple(ref.id for _, ref in parts), open=_open(parts)))
    listed = _list(pen, parts)
    return pen.rng.choice(
        (
            f"{world.year}年度决算收入{whole.full}，其中：{listed}。",
            f"{world.year}年部门决算收入合计{whole.full}。其中：{listed}。",
            f"{world.year}年本部门决算收入总计{whole.full}，包括：{listed}。",
        )
    )


def _open(parts: Sequence[tuple[str, Ref]]) -> bool:
    """Whether the list may be incomplete: one that ends in 其他… names everything."""
    return not parts[-1][0].startswith("其他")


def _list(pen: Pen, parts: Sequence[tuple[str, Ref]]) -> str:
    """Parts after each other, any but the first of which can be left out."""
    mark = pen.rng.choice(("，", "、", "；"))
    return "".join(
        f"{name}{ref.full}" if at == 0 else pen.draft.piece(f"{mark}{name}{ref.full}", ref)
        for at, (name, ref) in enumerate(parts)
    )


def _expenditure(pen: Pen, world: World, spent: Ref, basic: Ref, project: Ref) -> str:
    rng, year = pen.rng, world.year
    if rng.random() < 0.3:
        return rng.choice(
            (
                f"{year}年决算支出{spent.full}，其中：基本支出{basic.full}，项目支出{project.full}。",
                f"{year}年全年实际支出合计{spent.full}，其中基本支出和项目支出分别为{basic.full}和{project.full}。",
            )
        )
    shares = [pen.percent("", 100 * part / world.spent) for part in (world.basic, world.project)]
    for part, share in zip((basic, project), shares, strict=True):
        pen.draft.relate(Ratio(part.id, spent.id, share.id))
    word = rng.choice(("占", "占总支出的", "占支出总额的"))
    return rng.choice(
        (
            f"{year}年决算支出{spent.full}，其中：基本支出{basic.full}，{word}{shares[0].full}；项目支出{project.full}，"
            f"{word}{shares[1].full}。",
            f"{year}年度全年支出合计{spent.full}。其中：基本支出{basic.full}，{word}{shares[0].full}，项目支出{project.full}，"
            f"{word}{shares[1].full}。",
        )
    )


def _nested(pen: Pen, world: World) -> list[str]:
    texts = []
    for label, fact, value, classes in (
        ("基本支出", "决基本支出", world.basic, world.basic_classes),
        ("项目支出", "决项目支出", world.project, world.project_classes),
    ):
        if label == "项目支出" and pen.rng.random() < 0.5:
            continue
        whole = pen.money(fact, value, table=False)
        heads = [pen.money(f"{label}{part.name}", part.amount, table=False) for part in classes]
        pen.draft.relate(Sum((whole.id,), tuple(ref.id for ref in heads), name="classes"))
        mark = f"（{_TENS[len(texts)]}）"
        if pen.rng.random() < 0.5:
            texts.append(f"{mark}{world.year}年决算{label}{whole.full}。")
            texts += [
                f"{at}.{_class(pen, part, ref)}"
                for at, (part, ref) in enumerate(zip(classes, heads, strict=True), 1)
            ]
        else:
            listed = "".join(
                pen.draft.piece(f"{'，' if at else ''}{part.name}{ref.full}", ref)
                if at
                else f"{part.name}{ref.full}"
                for at, (part, ref) in enumerate(zip(classes, heads, strict=True))
            )
            texts.append(f"{mark}{world.year}年决算{label}{whole.full}，其中：{listed}。")
    return texts


def _class(pen: Pen, part: Class, whole: Ref) -> str:
    items = [(name, pen.money("", value, table=False)) for name, value in part.items]
    pen.draft.relate(Sum((whole.id,), tuple(ref.id for _, ref in items), name="items", open=_open(items)))
    joint = pen.rng.choice(("。其中：", "，其中：", "，其中", "，包括"))
    mark = "，" if pen.rng.random() < 0.7 else "、"
    listed = "".join(
        f"{name}{ref.full}" if at == 0 else pen.draft.piece(f"{mark}{name}{ref.full}", ref)
        for at, (name, ref) in enumerate(items)
    )
    return f"{part.name}{whole.full}{joint}{listed}。"


def _change(pen: Pen, world: World) -> str:
    now = pen.money("决", world.spent, table=False)
    delta = world.spent - world.before
    more = delta >= 0
    moved = pen.money("", abs(delta), table=False)
    share = pen.percent("", 100 * abs(delta) / world.before)
    pen.draft.relate(Change(now.id, moved.id, share.id, 1 if more else -1))
    verbs = ("增加", "增长") if more else ("减少", "下降")
    return pen.rng.choice(
        (
            f"{world.year}年决算支出{now.full}，比上年{verbs[0]}{moved.full}，{verbs[1]}{share.full}，主要是任务量变化。",
            f"与上年相比，{world.year}年决算支出{now.full}，{verbs[0]}{moved.full}，{'增幅' if more else '降幅'}{share.full}。",
            f"{world.year}年决算支出{now.full}，较上年{verbs[0]}{moved.full}（{verbs[1]}{share.full}）。",
        )
    )


def _balance(pen: Pen, world: World) -> str:
    received = pen.money("收", world.received, table=False)
    spent = pen.money("决", world.spent, table=False)
    before = pen.money("转入", world.carried_in, table=False)
    after = pen.money("转出", world.carried_out, table=False)
    pen.draft.relate(Sum((spent.id, after.id), (received.id, before.id), name="balance"))
    return pen.rng.choice(
        (
            f"{world.year}年决算收入{received.full}，上年结转{before.full}；决算支出{spent.full}，年末结转{after.full}。",
            f"上年结转{before.full}，{world.year}年决算收入{received.full}，决算支出{spent.full}，年末结转结余{after.full}。",
        )
    )


def _hospitality(pen: Pen, world: World) -> str:
    budget = pen.money("三公预算", world.hospitality_budget, table=False)
    whole = world.reception + world.vehicles
    spent = pen.money("三公", whole, table=False)
    parts = [
        pen.money(name, value, table=False)
        for name, value in (("接待", world.reception), ("车辆", world.vehicles))
    ]
    rate = pen.percent("", 100 * whole / world.hospitality_budget)
    pen.draft.relate(Sum((spent.id,), tuple(ref.id for ref in parts)))
    pen.draft.relate(Ratio(spent.id, budget.id, rate.id, POLICY_SLACK, "execution"))
    return pen.rng.choice(
        (
            f"{world.year}年“三公”经费预算{budget.full}，实际支出{spent.full}，其中：公务接待费{parts[0].full}，"
            f"公务用车运行维护费{parts[1].full}，执行率为{rate.full}。",
            f"{world.year}年三公经费预算数{budget.full}，决算数{spent.full}，执行率{rate.full}；决算数中，公务接待费{parts[0].full}，"
            f"公务用车运行维护费{parts[1].full}。",
        )
    )


def _product(pen: Pen) -> str:
    rng, draft = pen.rng, pen.draft
    area, price = rng.randint(80, 2600), rng.randrange(300, 2000, 50)
    land, unit = draft.number(str(area), "count", 0, "亩"), draft.number(str(price), "money", 0, "元")
    made = draft.number(
        f"{(Decimal(area * price) / 10_000).normalize():f}", "money", 4, "万元", unit_token=True
    )
    draft.relate(Product(land.id, unit.id, made.id))
    return rng.choice(
        (
            f"租用村集体土地{land.full}，每亩租金{unit.full}，全年租金共{made.full}。",
            f"发放耕地管护补助{land.full}，每亩{unit.full}，共计{made.full}。",
        )
    )


def _work(pen: Pen) -> list[str]:
    """What was done: a rate of counts, a frequency, and counts that nothing constrains."""
    rng, draft = pen.rng, pen.draft
    texts = []
    sent = rng.choice((100, 150, 200, 260, 300, 480))
    happy = rng.randint(sent * 88 // 100, sent)
    papers = [pen.count("", value, "份") for value in (sent, happy)]
    share = pen.percent("", Decimal(100 * happy) / sent, rng.choice((1, 2)))
    draft.relate(Ratio(papers[1].id, papers[0].id, share.id))
    draft.relate(AtMost((papers[1].id, papers[0].id)))
    texts.append(
        rng.choice(
            (
                f"发放问卷{papers[0].full}，其中表示满意的{papers[1].full}，满意度为{share.full}。",
                f"收回有效问卷{papers[0].full}，满意{papers[1].full}，占{share.full}。",
            )
        )
    )
    per, times = rng.choice((("每季度", 4), ("每半年", 2), ("每月", 12)))
    each = rng.randint(1, 2)
    once = pen.count("", each, "次")
    all_ = pen.count("", each * times, "次")
    draft.relate(Frequency(once.id, all_.id, times))
    texts.append(f"{per}召开专题会议{once.full}，全年共召开{all_.full}。")
    a, b, c = (pen.count("", rng.randint(11, 900)) for _ in range(3))
    texts.append(
        rng.choice(
            (
                f"排查整改安全隐患{a}处，调处矛盾纠纷{b}件，走访群众{c}户。",
                f"清理乱堆乱放{a}处，巡查河道{b}次，更换标识牌{c}块。",
            )
        )
    )
    return texts


def _results(pen: Pen, world: World, listed: Sequence[Row], scores: Scores) -> list[str]:
    """Indicators in sentences with points, level by level; fills `scores`."""
    rng, draft = pen.rng, pen.draft
    weight = pen.style.scheme["执行"]
    if weight:
        earned = rounded(Decimal(weight) * world.spent / world.adjusted, pen.style.score_decimals)
        scores.execution = (earned, -1)
    scores.rows = list(listed)
    texts = []
    for at, (level, members) in enumerate(levels(listed)):
        full = sum((row.points for row in members), Decimal(0))
        got = sum((row.earned for row in members), Decimal(0))
        scores.levels[level] = got
        whole, have = pen.weight("", full), pen.score(f"得分{level}", got)
        draft.relate(
            Sum((whole.id,), tuple(row.weight_id for row in members), exact=True, name="level weights")
        )
        texts.append(f"（{_TENS[at]}）{level}应得分{whole}分，实际得分{have}分，具体如下：")
        previous = ""
        clauses = []
        for row in members:
            front = f"{row.level2}，" if row.level2 != previous else ""
            previous = row.level2
            clauses.append(
                f"{front}{row.name}年初目标值{row.joined}，实际完成值{row.actual}，应得{row.weight}分，实际得{row.score}分"
            )
        mark = rng.choice(("；", "。"))
        texts.append(mark.join(clauses) + "。")
    scores.total = sum(scores.levels.values(), Decimal(0)) + (scores.execution[0] if scores.execution else 0)
    return texts
