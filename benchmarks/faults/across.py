"""Faults between the parts of one submission: `python -m benchmarks.faults.across [--papers N] [--seed S] [--show]`.

Each paper is built twice from the same random numbers, clean and with one fault: the goal form and the self-evaluation
form drift apart, a report's words contradict its figures, a date is too early or too late. A fault is found when a
finding of one of its rules appears that the clean copy does not have.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from random import Random

from fixtures import write_docx, write_html, write_txt, write_xlsx
from fixtures.paper import Block, Cell, Paper, Paragraph, Part, Table, TextStyle

from benchmarks.faults import words, world
from benchmarks.faults.draft import print_paper
from benchmarks.faults.forms import cells_of, self_evaluation
from benchmarks.faults.funds import world_funds
from benchmarks.faults.indicators import Row
from benchmarks.faults.style import Pen, choose
from heyan.engine.pack import CompiledPack
from heyan.model.document import Source
from heyan.pipeline import audit, load_packs

_WRITERS: dict[str, Callable[[Paper], bytes]] = {
    "txt": write_txt.write,
    "html": write_html.write,
    "docx": write_docx.write,
    "xlsx": write_xlsx.write,
}
_SYNONYMS = (
    ("满意度", "满意率"), ("次数", "场次"), ("数量", "总数"), ("合格率", "达标率"), ("及时率", "按时率"),
    ("完成率", "办结率"), ("里程", "长度"), ("面积", "规模"), ("覆盖率", "覆盖面"), ("人数", "人次"),
)  # fmt: skip
# No other list of the bench has these.
_UNANSWERED = ("档案数字化卷数", "防汛演练场次", "图书借阅册数", "巡查河道公里数", "志愿服务小时数")
_CONTROLLED = ("我单位严格控制成本，厉行节约。", "全年有效控制了项目成本，资金使用规范。", "我单位精打细算，成本均控制在预算范围内。",
    "一年来从严管控成本，杜绝浪费。", "成本得到有效控制，各项工作推进顺利。")  # fmt: skip
_SLOW = ("一是资金支出进度普遍较低，管理不细。", "部门预算执行进度偏慢，影响资金效益。", "预算执行率偏低，项目谋划不足。",
    "结余资金过大，预算编制不准。", "年末结转结余资金较多，统筹力度不够。")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Operator:
    """A fault, the rules that may answer it, and how it is built: with (True) and without (False) the fault."""

    name: str
    codes: frozenset[str]
    build: Callable[[Random, bool], Paper | None]


def _paper(rng: Random, unit: str, year: int, parts: Sequence[Sequence[Block]], pen: Pen | None) -> Paper:
    styles: tuple[TextStyle, ...] = ("tika", "tika", "grid", "pipes")
    made = Paper(
        "across",
        f"{year}年度{unit}绩效材料",
        words.place(rng) + "县人民政府",
        f"{year + 1}-04-15",
        tuple(Part(f"第{at}部分", tuple(blocks)) for at, blocks in enumerate(parts, start=1)),
        rng.choice(styles),
    )
    return print_paper(made, tuple(pen.draft.tokens), {}, frozenset()) if pen else made


def _forms(rng: Random, drift: Callable[[Random, list[Row]], list[Row] | None], faulty: bool) -> Paper | None:
    """A department's goal form and the self-evaluation form that answers it."""
    style = replace(choose(rng), adjusted_targets=False)
    pen = Pen(rng, style)
    truth = world.make(rng)
    heading = rng.choice(("部门整体支出绩效自评表", "部门整体绩效自评表"))
    blocks, scores = self_evaluation(pen, heading, truth, world_funds(pen, truth), rng.choice((6, 10, 16)))
    pen.finish()
    rows = list(scores.rows)
    drifted = drift(Random(rng.random()), rows)
    if drifted is None:
        return None
    listed = drifted if faulty else rows
    table = [("一级指标", "二级指标", "三级指标", "指标值", "备注")]
    table += [
        (row.level1.removesuffix("指标") + "指标", row.level2, row.name, row.joined, "") for row in listed
    ]
    goal: list[Block] = [
        Paragraph(f"{truth.year}年部门整体支出绩效目标表", 1),
        Table(5, tuple(cells_of(cells) for cells in [("部门名称", Cell(truth.unit, across=4)), *table])),
    ]
    return _paper(rng, truth.unit, truth.year, (goal, blocks), pen)


def _dropped(rng: Random, rows: list[Row]) -> list[Row]:
    """The self-evaluation form lacks an indicator of the goal form."""
    at = rng.randrange(len(rows))
    new = replace(rows[at], name=rng.choice(_UNANSWERED), nature="≥", target="90", unit="%")
    return [*rows[: at + 1], new, *rows[at + 1 :]]


def _renamed(rng: Random, rows: list[Row]) -> list[Row]:
    at = rng.randrange(len(rows))
    name = rows[at].name
    swapped = [name.replace(old, new) for old, new in _SYNONYMS if old in name]
    made = rng.choice([*swapped, f"本年度{name}", f"{name}情况"])
    return [*rows[:at], replace(rows[at], name=made), *rows[at + 1 :]]


def _retargeted(rng: Random, rows: list[Row]) -> list[Row] | None:
    """The goal form prints another figure; there it is a plain text in place of the token of the self-evaluation form."""
    figures = [at for at, row in enumerate(rows) if row.target.startswith("\ue000") and row.unit]
    if not figures:
        return None
    at = rng.choice(figures)
    return [*rows[:at], replace(rows[at], target=str(rng.randint(101, 9999))), *rows[at + 1 :]]


def _drift(change: Callable[[Random, list[Row]], list[Row] | None]) -> Callable[[Random, bool], Paper | None]:
    return lambda rng, faulty: _forms(rng, change, faulty)


def _costs(rng: Random, faulty: bool) -> Paper:
    """A cost indicator above its limit; the fault is the sentence that denies it."""
    truth = world.make(rng)
    limit = rng.randint(200, 900)
    spent = limit + rng.randint(5, 150)
    rows = [
        ("一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因"),
        ("产出指标", "数量指标", "培训干部人次", "≥80人次", "86人次", "40", "40", ""),
        ("产出指标", "成本指标", rng.choice(("运转经费成本", "项目总成本", "年度支出成本")), f"≤{limit}万元", f"{spent}万元", "20", "15", "人员增加"),
        ("满意度指标", "服务对象满意度", "群众满意度", "≥90%", "93%", "40", "40", ""),
    ]  # fmt: skip
    sentence = rng.choice(_CONTROLLED)
    return _with_report(rng, truth, rows, "二、绩效情况", "各项工作推进有序。" + (sentence if faulty else ""))


def _spending(rng: Random, faulty: bool) -> Paper:
    """An execution rate near 100 %; the fault is the problem that denies it."""
    truth = world.make(rng)
    rows = [
        ("项目", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分", "备注"),
        ("年度资金总额", "500.00", "520.00", f"{rng.randint(511, 519)}.00", "10", "", "", ""),
        ("一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因"),
        ("产出指标", "数量指标", "培训干部人次", "≥80人次", "86人次", "50", "50", ""),
        ("满意度指标", "服务对象满意度", "群众满意度", "≥90%", "93%", "40", "40", ""),
    ]
    sentence = rng.choice(_SLOW)
    return _with_report(rng, truth, rows, "二、存在的问题", sentence if faulty else "台账管理不够细。")


def _with_report(
    rng: Random, truth: world.World, rows: Sequence[tuple[str, ...]], heading: str, text: str
) -> Paper:
    head: list[tuple[str | Cell, ...]] = [("单位名称", Cell(truth.unit, across=7))]
    form: list[Block] = [
        Paragraph(f"{truth.year}年度部门整体支出绩效自评表", 1),
        Paragraph("单位：万元"),
        Table(8, tuple(cells_of(cells) for cells in [*head, *rows])),
    ]
    report: list[Block] = [
        Paragraph(f"{truth.year}年度{truth.unit}部门整体支出绩效自评报告", 1),
        Paragraph("一、部门概况", 2),
        Paragraph(f"{truth.unit}负责本镇经济社会发展和公共服务。"),
        Paragraph(heading, 2),
        Paragraph(text),
    ]
    return _paper(rng, truth.unit, truth.year, (form, report), None)


def _filled(rng: Random, faulty: bool) -> Paper:
    truth = world.make(rng)
    year, month = (truth.year, rng.randint(3, 11)) if faulty else (truth.year + 1, rng.randint(2, 6))
    day = rng.choice(
        (
            f"填报日期：{year}年{month}月15日",
            f"填表日期：{year}.{month}.15",
            f"填报时间：{year}-{month:02}-15",
        )
    )
    closing = rng.random() < 0.4
    report: list[Block] = [
        Paragraph(f"{truth.year}年度{truth.unit}部门整体支出绩效自评报告", 1),
        *([] if closing else [Paragraph(day)]),
        Paragraph("一、部门概况", 2),
        Paragraph(f"{truth.unit}负责本镇经济社会发展和公共服务。"),
        Paragraph("二、自评结论", 2),
        Paragraph("经自评，本年度得分95分。"),
        *([Paragraph(truth.unit), Paragraph(f"{year}年{month}月15日")] if closing else []),
    ]
    return _paper(rng, truth.unit, truth.year, (report,), None)


def _late(rng: Random, faulty: bool) -> Paper:
    truth = world.make(rng)
    year = truth.year
    due = rng.choice((f"{year + 1}年3月底前", f"{year + 1}年6月30日前完成", f"{year + 1}年5月"))
    rows = [
        ("项目名称", Cell(rng.choice(words.PROJECTS) + "经费", across=4)),
        ("一级指标", "二级指标", "三级指标", "指标值", "备注"),
        ("产出指标", "数量指标", "培训干部人次", "≥80人次", ""),
        ("产出指标", "时效指标", "完成时限", due if faulty else f"{year}年12月31日前", ""),
        ("满意度指标", "服务对象满意度", "群众满意度", "≥90%", ""),
    ]
    form: list[Block] = [
        Paragraph(f"{year}年度项目支出绩效目标表", 1),
        Table(5, tuple(cells_of(cells) for cells in rows)),
    ]
    return _paper(rng, truth.unit, year, (form,), None)


OPERATORS = (
    Operator("indicator dropped", frozenset({"I01"}), _drift(_dropped)),
    Operator("indicator renamed", frozenset({"I01"}), _drift(_renamed)),
    Operator("target changed", frozenset({"I02"}), _drift(_retargeted)),
    Operator("cost control asserted", frozenset({"H04"}), _costs),
    Operator("spending misjudged", frozenset({"H03"}), _spending),
    Operator("filled in too early", frozenset({"F07"}), _filled),
    Operator("deadline next year", frozenset({"F05"}), _late),
)


@dataclass(frozen=True, slots=True)
class Result:
    """One paper: whether the fault was found, what else appeared, and what the clean copy was blamed for."""

    operator: str
    format: str
    found: bool
    extra: tuple[str, ...]
    clean: tuple[str, ...]


def trial(operator: Operator, seed: int, number: int, packs: Sequence[CompiledPack]) -> Result | None:
    """The paper of that number, clean and faulty; None where it has no room for the fault."""
    key = f"across/{seed}/{operator.name}/{number}"
    clean, faulty = (operator.build(Random(key), wrong) for wrong in (False, True))
    if clean is None or faulty is None:
        return None
    kind = Random(key).choice(("txt", "txt", "html", "docx", "xlsx"))
    before, after = (_codes(f"paper.{kind}", _WRITERS[kind](made), packs) for made in (clean, faulty))
    fresh = after - before
    found = any(code in operator.codes for code in fresh)
    extra = tuple(code for code in fresh.elements() if code not in operator.codes)
    return Result(operator.name, kind, found, extra, tuple(before.elements()))


def _codes(name: str, content: bytes, packs: Sequence[CompiledPack]) -> Counter[str]:
    result = audit([Source(name, content)], packs)
    return Counter(f.code for f in result.findings() if f.severity != "info")


def main(arguments: Sequence[str] | None = None) -> None:
    """Run all operators and print how many of their faults are found."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.faults.across")
    parser.add_argument("--papers", type=int, default=40, help="papers of each operator")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", action="store_true", help="name the papers whose fault is missed")
    options = parser.parse_args(arguments)
    packs = load_packs(["core"])
    print("operator                  papers  found      %  extra  warnings on clean papers")
    for operator in OPERATORS:
        tried = [trial(operator, options.seed, number, packs) for number in range(options.papers)]
        made = [result for result in tried if result]
        found = sum(result.found for result in made)
        extra = Counter(code for result in made for code in result.extra)
        clean = Counter(code for result in made for code in result.clean)
        share = 100 * found / len(made) if made else 0.0
        print(
            f"{operator.name:24} {len(made):7} {found:6} {share:6.1f} {sum(extra.values()):6}  {dict(clean)} {dict(extra)}"
        )
        if options.show:
            missed = [(at, result.format) for at, result in enumerate(tried) if result and not result.found]
            print(f"  missed: {missed}")


if __name__ == "__main__":
    main()
