"""How the time of an audit grows with the paper, from 3 to 500 pages. `python -m benchmarks.growth [--write]`.

Papers are made of the fault bench's clean ones (forms and reports of invented units, all different), put together in one
Word file. Processor time in ms, the best of some rounds; a page is 600 characters, as in the forms and reports at hand.
`--write` puts the figures into docs/performance.md and the plot into docs/growth.svg.
"""

from __future__ import annotations

import argparse
import math
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from fixtures import write_docx
from fixtures.paper import Paper, Paragraph, Part

from benchmarks.faults.papers import Generated, generate
from benchmarks.plot import Line, plot
from heyan.__main__ import collect_seldom
from heyan.engine.evaluation import evaluate
from heyan.engine.pack import CompiledPack
from heyan.extraction import extract
from heyan.extraction.coverage import figures_of
from heyan.model.document import Source
from heyan.model.result import AuditResult
from heyan.pipeline import load_packs
from heyan.readers import read
from heyan.reporters import render

DOCS = Path(__file__).parent.parent / "docs"
PAGES = (3, 10, 30, 100, 300, 500)
CHARACTERS_PER_PAGE = 600
SEED = 11
STAGES = ("read", "extract", "evaluate", "coverage", "render")
BEGIN, END = "<!-- growth: begin -->", "<!-- growth: end -->"
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Point:
    """One paper: its size, and the ms of each stage in the order of STAGES."""

    pages: int
    characters: int
    figures: int
    claims: int
    outcomes: int
    times: tuple[float, ...]

    @property
    def whole(self) -> float:
        """All stages."""
        return sum(self.times)


def paper_of(pages: int) -> Paper:
    """A paper of about that many pages of forms and prose; same number, same paper."""
    wanted = pages * CHARACTERS_PER_PAGE
    blocks = []
    for piece in _pieces():
        printed = piece.printed({})
        blocks += [block for part in printed.parts for block in part.blocks]
        wanted -= sum(
            len(block.full)
            if isinstance(block, Paragraph)
            else sum(len(cell.text) for row in block.rows for cell in row)
            for part in printed.parts
            for block in part.blocks
        )
        if wanted <= 0:
            break
    first = generate(SEED, 0).printed({})
    return replace(first, parts=(Part("材料", tuple(blocks)),))


def _pieces() -> Iterator[Generated]:
    number = 0
    while True:
        piece = generate(SEED, number)
        number += 1
        if piece.format != "xlsx" and piece.shape in ("form and report", "report", "self", "projects"):
            yield piece


def measured(pages: int, packs: Sequence[CompiledPack], rounds: int) -> Point:
    """The stages on the paper of that size."""
    content = write_docx.write(paper_of(pages))
    reading, document = _best(lambda: read(Source("paper.docx", content), "d1"), rounds)
    extracting, report = _best(lambda: extract(document), rounds)
    evaluating, outcomes = _best(lambda: evaluate(packs, [document], [report]), rounds)
    covering, figures = _best(lambda: figures_of(document, outcomes), rounds)
    result = AuditResult((document,), (report,), outcomes, (figures,), ())
    rendering, _ = _best(lambda: render("json", result), rounds)
    times = (reading, extracting, evaluating, covering, rendering)
    return Point(pages, len(document.text), len(figures), len(report.claims), len(outcomes), times)


def _best(job: Callable[[], T], rounds: int) -> tuple[float, T]:
    taken, value = math.inf, job()
    for _ in range(rounds):
        started = time.process_time()
        value = job()
        taken = min(taken, (time.process_time() - started) * 1000)
    return taken, value


def exponent(points: Sequence[Point], stage: int) -> float:
    """1 is linear, 2 quadratic; between the smallest paper of 30 pages or more and the largest."""
    first = next((point for point in points if point.pages >= 30), points[0])
    last = points[-1]
    return math.log(last.times[stage] / first.times[stage]) / math.log(last.characters / first.characters)


def told(points: Sequence[Point]) -> str:
    """The Markdown table of the figures."""
    heads = ("pages", "characters", "figures", "claims", "outcomes", *STAGES, "all", "a page")
    rows = [
        (
            *(f"{size:,}" for size in (one.pages, one.characters, one.figures, one.claims, one.outcomes)),
            *(f"{taken:,.1f}" for taken in one.times),
            f"{one.whole:,.0f}",
            f"{one.whole / one.characters * CHARACTERS_PER_PAGE:.2f}",
        )
        for one in points
    ]
    growth = [f"{exponent(points, index):.2f}" for index in range(len(STAGES))]
    rows.append(("*exponent*", "", "", "", "", *growth, "", ""))
    lines = ["| " + " | ".join(heads) + " |", "|" + "---:|" * len(heads)]
    return "\n".join([*lines, *("| " + " | ".join(row) + " |" for row in rows)])


def drawn(points: Sequence[Point]) -> str:
    """The plot: time against pages, both logarithmic, so that a straight line at 45° is linear growth."""
    lines = [
        Line(stage, tuple((one.characters / CHARACTERS_PER_PAGE, one.times[index]) for one in points))
        for index, stage in enumerate(STAGES)
    ]
    whole = Line("all", tuple((one.characters / CHARACTERS_PER_PAGE, one.whole) for one in points))
    return plot("Processor time by size of the paper", "pages", "ms", [whole, *lines])


def main() -> None:
    """Measure and print, or write the documentation."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--write", action="store_true", help="rewrite docs/performance.md and docs/growth.svg"
    )
    parser.add_argument("--rounds", type=int, default=5, help="rounds for each figure")
    parser.add_argument("--most", type=int, default=PAGES[-1], help="the largest number of pages")
    options = parser.parse_args()
    collect_seldom()  # as the command line does
    packs = load_packs(["core"])
    points = [
        measured(pages, packs, max(2, options.rounds if pages < 100 else options.rounds // 2))
        for pages in PAGES
        if pages <= options.most
    ]
    print(told(points))
    if options.write:
        page = DOCS / "performance.md"
        before, _, rest = page.read_text(encoding="utf-8").partition(BEGIN)
        after = rest.partition(END)[2]
        page.write_text(f"{before}{BEGIN}\n\n{told(points)}\n\n{END}{after}", encoding="utf-8")
        (DOCS / "growth.svg").write_text(drawn(points), encoding="utf-8")


if __name__ == "__main__":
    main()
