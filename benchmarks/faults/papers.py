"""From a seed to a paper: which forms, which report, which format."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal
from random import Random
from typing import Literal

from fixtures import write_docx, write_html, write_txt, write_xlsx
from fixtures.paper import Block, Paper, Paragraph, Part, TextStyle

from benchmarks.faults import words, world
from benchmarks.faults.draft import Listed, Token, print_paper, rounded
from benchmarks.faults.forms import self_evaluation
from benchmarks.faults.funds import Funds, divided, world_funds
from benchmarks.faults.goals import goal_form, project_goal, weighted_goal
from benchmarks.faults.narrative import report
from benchmarks.faults.relations import Relation
from benchmarks.faults.style import Pen, choose

Shape = Literal["self", "projects", "goal", "project goals", "report", "form and report", "all"]
SHAPES: tuple[Shape, ...] = ("self", "projects", "goal", "project goals", "report", "form and report", "all")
Format = Literal["txt", "html", "docx", "xlsx"]
_WRITERS: dict[Format, Callable[[Paper], bytes]] = {
    "txt": write_txt.write,
    "html": write_html.write,
    "docx": write_docx.write,
    "xlsx": write_xlsx.write,
}


@dataclass(frozen=True, slots=True)
class Generated:
    """A clean paper with place holders, the tokens that fill them, and what it asserts of them."""

    name: str
    shape: Shape
    format: Format
    year: int
    paper: Paper
    tokens: tuple[Token, ...]
    relations: tuple[Relation, ...]
    pieces: tuple[int, ...]
    listed: tuple[Listed, ...] = ()

    @property
    def path(self) -> str:
        """The name of the file that it is written to."""
        return f"{self.name}.{self.format}"

    def printed(self, changed: dict[int, str], dropped: frozenset[int] = frozenset()) -> Paper:
        """The paper with every token printed."""
        return print_paper(self.paper, self.tokens, changed, dropped)

    def written(self, changed: dict[int, str], dropped: frozenset[int] = frozenset()) -> bytes:
        """The file's bytes."""
        return _WRITERS[self.format](self.printed(changed, dropped))


def generate(seed: int, number: int) -> Generated:
    """The paper of that number; same seed and number, same bytes."""
    rng = Random(f"{seed}/{number}")
    format_: Format = rng.choice(("txt", "txt", "txt", "html", "docx", "xlsx"))
    style = choose(rng)
    if format_ == "xlsx" and style.table_decimals == 1:  # a sheet shows 14.0 as 14
        style = replace(style, table_decimals=2)
    pen = Pen(rng, style)
    truth = world.make(rng)
    shape = rng.choice(SHAPES)
    parts = _parts(pen, truth, shape)
    pen.finish()
    styles: tuple[TextStyle, ...] = ("tika", "tika", "grid", "pipes")
    title = f"{truth.year}年度{truth.unit}绩效材料"
    paper = Paper(
        f"paper-{number:04d}",
        title,
        words.place(rng) + "县人民政府",
        f"{truth.year + 1}-0{rng.randint(3, 9)}-1{rng.randint(0, 9)}",
        tuple(parts),
        "prose" if shape == "report" else rng.choice(styles),
    )
    draft = pen.draft
    return Generated(
        paper.name, shape, format_, truth.year, paper, tuple(draft.tokens), tuple(draft.relations), tuple(draft.pieces),
        tuple(draft.listed),
    )  # fmt: skip


def _parts(pen: Pen, truth: world.World, shape: Shape) -> list[Part]:
    rng = pen.rng
    size = rng.choice((5, 8, 11, 15, 20, 30, 45))
    parts: list[Part] = []
    if shape in ("goal", "all"):
        heading = rng.choice(("%d年部门整体支出绩效目标表", "%d年度部门整体绩效目标表")) % truth.year
        parts.append(Part("目标表", tuple(goal_form(pen, heading, truth, size))))
    scores = None
    if shape in ("self", "form and report", "all"):
        heading = rng.choice(("部门整体支出绩效自评表", "部门整体绩效自评表"))
        blocks, scores = self_evaluation(pen, heading, truth, world_funds(pen, truth), size)
        parts.append(Part("自评表", tuple(blocks)))
    if shape == "projects":
        names = rng.sample(words.PROJECTS, rng.choice((1, 1, 2, 3, 5)))
        for number, name in enumerate(names, start=1):
            title = "项目支出绩效自评表"
            blocks, _ = self_evaluation(
                pen, title, truth, _project_funds(pen, name), min(size, 15), project=name + "经费"
            )
            parts.append(Part(f"项目{number}", tuple(blocks)))
    if shape == "project goals":
        forms: list[Block] = []
        if rng.random() < 0.8:
            forms.append(Paragraph(f"{truth.year}年度预算项目绩效目标", 1))
        names = rng.sample(words.PROJECTS, rng.choice((1, 2, 4, 7, 10)))
        form = weighted_goal if rng.random() < 0.3 else project_goal
        for number, name in enumerate(names, start=1):
            whole = world.amount(rng, 2, rng.choice((20, 600)))
            forms += form(pen, truth, name, number=number, whole=whole, size=min(size, 8))
        parts.append(Part("项目目标表", tuple(forms)))
    if shape in ("report", "form and report", "all"):
        parts.append(Part("自评报告", tuple(report(pen, truth, scores, min(size, 15)))))
    return parts


def _project_funds(pen: Pen, name: str) -> Funds:
    rng = pen.rng
    whole = world.amount(rng, 5, rng.choice((60, 900)))
    names = ("当年财政拨款", "上年结转资金", "其他资金")[: rng.randint(2, 3)]
    executed = rounded(whole * Decimal(rng.choice((1, rng.uniform(0.85, 0.999)))), 2)
    initial = rounded(whole * Decimal(rng.uniform(0.85, 1.0)), 2)
    return Funds(name, tuple(divided(pen, names, initial, whole, executed)))
