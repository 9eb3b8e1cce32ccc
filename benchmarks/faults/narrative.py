"""Self-evaluation reports in prose."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from fixtures.paper import Paragraph

from benchmarks.faults import wordings, words
from benchmarks.faults.draft import Ref, rounded
from benchmarks.faults.funds import Scores
from benchmarks.faults.indicators import Row, levels, rows
from benchmarks.faults.money_prose import money
from benchmarks.faults.relations import AtLeast, AtMost, Frequency, OneOf, Ratio, Sum
from benchmarks.faults.style import Pen
from benchmarks.faults.world import World

_ORDINALS = "一二三四五六七八九十"


def report(pen: Pen, world: World, scores: Scores | None, size: int) -> list[Paragraph]:
    """The report; it quotes `scores` of the form before it, or else gives `size` indicators of its own in prose."""
    rng = pen.rng
    tabled = len(pen.draft.listed)
    own = rows(pen, size, rng.choice((0.0, 0.2))) if scores is None else []
    del pen.draft.listed[tabled:]  # what stands in prose is in no table
    made = Scores() if scores is None else scores
    results = _results(pen, world, own, made) if own else []
    sections: list[tuple[str, list[str]]] = [
        (rng.choice(("部门概况", "单位基本情况")), _overview(pen, world)),
        (rng.choice(("自评结论", "综合评价结论")), [_conclusion(pen, world, made)]),
        (rng.choice(("预算执行情况", "部门收支情况", "资金使用情况")), money(pen, world)),
    ]
    if results:
        sections.append((rng.choice(("绩效目标完成情况分析", "指标完成情况")), results))
    sections.append((rng.choice(("主要工作开展情况", "重点任务推进情况")), _work(pen)))
    sections.append(("存在的问题及原因", _numbered(rng.sample(words.PROBLEMS, 2))))
    sections.append((rng.choice(("改进措施", "下一步打算")), _numbered(rng.sample(words.MEASURES, 2))))
    paragraphs = [Paragraph(pen.say(wordings.TITLES, {}, year=world.year, unit=world.unit), 1)]
    for at, (heading, texts) in enumerate(sections):
        paragraphs.append(Paragraph(f"{_ORDINALS[at]}、{heading}", 2))
        paragraphs += [Paragraph(text) for text in texts]
    return paragraphs


def _numbered(texts: Sequence[str]) -> list[str]:
    return [f"{at}.{text}" for at, text in enumerate(texts, start=1)]


def _overview(pen: Pen, world: World) -> list[str]:
    rng, draft = pen.rng, pen.draft
    offices = rng.sample(words.OFFICES, rng.randint(3, 8))
    count = pen.count("", len(offices), "个")
    refs: dict[str, Ref] = {}
    civil, public = rng.randint(12, 60), rng.randint(8, 70)
    for whole, first, second, unit in (
        ("posts", "civil_posts", "public_posts", "个"),
        ("staff", "civil", "public", "人"),
    ):
        values = {whole: civil + public, first: civil, second: public}
        refs |= {name: pen.count("", value, unit) for name, value in values.items()}
        parts = (refs[first].id, refs[second].id)
        draft.relate(Sum((refs[whole].id,), parts, exact=True, name="staff"))
        civil, public = civil - rng.randint(0, 6), public - rng.randint(0, 6)
    names = "、".join(offices)
    opening = pen.say(wordings.OFFICES, {"count": count}, unit=world.unit, names=names)
    named = len(offices)
    exact = OneOf(count.id, frozenset({str(named)}), "declared count")
    draft.relate(AtLeast(count.id, named) if f"等{count.full}" in opening else exact)
    return [opening, pen.say(wordings.STAFF, refs)]


def _conclusion(pen: Pen, world: World, scores: Scores) -> str:
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
    mark, verb = pen.rng.choice((("，", ""), ("、", "得"), ("，", "得"), ("；", "")))
    listed = mark.join(f"{name}{verb}{ref}分" for name, ref in parts)
    told = pen.say(wordings.CONCLUSION, {}, year=world.year, total=str(total), listed=listed)
    bands = ((90, "优"), (80, "良"), (60, "中"))
    earned = next((name for least, name in bands if scores.total >= least), "差")
    return f"{told}评价等级为“{pen.draft.token(earned, 'name', fact='等级')}”。"


def _work(pen: Pen) -> list[str]:
    """What was done: a rate of counts, a frequency, and counts that nothing constrains."""
    rng, draft = pen.rng, pen.draft
    asked = rng.choice((100, 150, 200, 260, 300, 480))
    content = rng.randint(asked * 88 // 100, asked)
    sent, happy = pen.count("", asked, "份"), pen.count("", content, "份")
    share = pen.percent("", Decimal(100 * content) / asked, rng.choice((1, 2)))
    draft.relate(Ratio(happy.id, sent.id, share.id, name="rate of counts"))
    draft.relate(AtMost((happy.id, sent.id)))
    per, times = rng.choice((("每季度", 4), ("每半年", 2), ("每月", 12)))
    each = rng.randint(1, 2)
    once, all_ = pen.count("", each, "次"), pen.count("", each * times, "次")
    draft.relate(Frequency(once.id, all_.id, times))
    better = [_better(pen)] if rng.random() < 0.4 else []
    free = {name: pen.count("", rng.randint(11, 900)) for name in "abc"}
    return [
        pen.say(wordings.SURVEY, {"sent": sent, "happy": happy, "share": share}),
        pen.say(wordings.MEETINGS, {"once": once, "all": all_}, per=per),
        *better,
        pen.say(wordings.DONE, free),
    ]


def _better(pen: Pen) -> str:
    """A rate of two years and how many points it rose."""
    before, gap = Decimal(pen.rng.randrange(800, 930)) / 10, Decimal(pen.rng.randrange(5, 65)) / 10
    now = pen.percent("", before + gap, 1)
    old = pen.percent("", before, 1)
    risen = pen.draft.number(f"{gap.normalize():f}", "percent", 1, "个百分点")
    pen.draft.relate(Sum((now.id,), (old.id, risen.id), name="points"))
    return pen.say(wordings.BETTER, {"now": now, "before": old, "gap": risen})


def _results(pen: Pen, world: World, listed: Sequence[Row], scores: Scores) -> list[str]:
    """Indicators in sentences with points, level by level; fills `scores`."""
    weight = pen.style.scheme["执行"]
    if weight:
        earned = rounded(Decimal(weight) * world.spent / world.adjusted, pen.style.score_decimals)
        scores.execution = (earned, -1)
    scores.rows = list(listed)
    heading, clause = pen.rng.choice(wordings.LEVEL), pen.rng.choice(wordings.INDICATOR)
    texts: list[str] = []
    for at, (level, members) in enumerate(levels(listed)):
        got = sum((row.earned for row in members), Decimal(0))
        scores.levels[level] = got
        whole = pen.weight("", sum((row.points for row in members), Decimal(0)))
        have = pen.score(f"得分{level}", got)
        ids = tuple(row.weight_id for row in members)
        pen.draft.relate(Sum((whole.id,), ids, exact=True, name="level weights"))
        texts.append(heading.format(ordinal=_ORDINALS[at], level=level, weight=whole, score=have))
        texts.append(pen.rng.choice(("；", "。")).join(_clauses(clause, members)) + "。")
    execution = scores.execution[0] if scores.execution else Decimal(0)
    scores.total = sum(scores.levels.values(), execution)
    return texts


def _clauses(pattern: str, members: Sequence[Row]) -> list[str]:
    """A clause for each indicator; the second level is named where it changes."""
    made: list[str] = []
    previous = ""
    for row in members:
        text = pattern.format(
            name=row.name, target=row.joined, actual=row.actual, weight=row.weight, score=row.score
        )
        made.append(text if row.level2 == previous else f"{row.level2}，{text}")
        previous = row.level2
    return made
