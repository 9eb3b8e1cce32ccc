"""Where Heyan stands: start-up, time a paper by stage, peak memory, growth. `python -m benchmarks.bench [--json]`.

Wall times in ms. Start-up is of cold processes with a warm file cache; stages are warm, in one process. The base
for start-up is `python -c pass` on the same machine in the same run: on another machine compare the ratios.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from functools import partial
from pathlib import Path

from fixtures import write_docx
from fixtures.paper import Cell, Paper, Part, Table
from fixtures.papers import clean_department, clean_project

from benchmarks.packs import Loading, loading
from heyan.__main__ import collect_seldom
from heyan.engine.evaluation import evaluate
from heyan.engine.pack import CompiledPack
from heyan.extraction import extract
from heyan.extraction.coverage import figures_of
from heyan.model.document import Document, Source
from heyan.model.result import AuditResult
from heyan.pipeline import audit, load_packs
from heyan.readers import read
from heyan.reporters import render

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "fixtures"
SUFFIXES = ("docx", "xlsx", "html", "txt")
SMALL = FOLDER / "06-clean-project-self-evaluation.docx"  # one page
THREE_PAGES = FOLDER / "07-clean-department-report.docx"
BARS = {
    "version_ms": 60.0,
    "small_docx_ms": 300.0,
    "paper_ms": 15.0,
    "extract_ms": 8.0,
    "rules_ms": 5.0,
    "memory_mb": 150.0,
    "pack_cold_ms": 150.0,
    "pack_cached_ms": 10.0,
}
STAGES = ("read", "extract", "evaluate", "coverage", "render")
COPIES = (1, 2, 4, 8, 16)


@dataclass(frozen=True, slots=True)
class Startup:
    """Wall time of cold processes; `ratio` is the median against `python -c pass`."""

    what: str
    least: float
    median: float
    ratio: float


@dataclass(frozen=True, slots=True)
class Stages:
    """Median ms of each stage for one paper, warm."""

    what: str
    read: float
    extract: float
    evaluate: float
    coverage: float
    render: float

    @property
    def total(self) -> float:
        """The whole way from bytes to JSON."""
        return self.read + self.extract + self.evaluate + self.coverage + self.render


@dataclass(frozen=True, slots=True)
class Growth:
    """How the whole way grows: (size, ms) pairs and the exponent between the smallest and the largest."""

    what: str
    points: tuple[tuple[int, float], ...]

    @property
    def exponent(self) -> float:
        """1 is linear, 2 quadratic; taken over the upper half, where fixed costs no longer flatter it."""
        (size, first), (largest, last) = self.points[len(self.points) // 2], self.points[-1]
        return math.log(last / first) / math.log(largest / size)


def cold(command: Sequence[str], rounds: int, **environment: str) -> list[float]:
    """Wall ms of `rounds` fresh processes, after one that warms the file cache; raises where one fails."""
    taken = []
    for _ in range(rounds + 1):
        start = time.perf_counter()
        run = subprocess.run(
            command,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            check=False,
            env=_installed(environment),
        )
        taken.append((time.perf_counter() - start) * 1000)
        if run.returncode != 0:
            raise SystemExit(f"{' '.join(command)}: exit {run.returncode}\n{run.stderr.decode()}")
    return taken[1:]


def _installed(environment: Mapping[str, str]) -> dict[str, str]:
    """The environment of an installed Heyan, whose modules are compiled: bytecode is kept."""
    return {
        key: value for key, value in {**os.environ, **environment}.items() if key != "PYTHONDONTWRITEBYTECODE"
    }


def startup(rounds: int) -> tuple[Startup, ...]:
    """Bare Python, --version and the audit of one small docx."""
    commands = {
        "python -c pass": [sys.executable, "-c", "pass"],
        "heyan --version": [*heyan(), "--version"],
        "heyan check (one small docx)": [*heyan(), "check", "--fail-on", "never", str(SMALL)],
        "heyan check, no cache": [*heyan(), "check", "--fail-on", "never", str(SMALL)],
    }
    taken = {
        what: cold(command, rounds, HEYAN_CACHE="off") if "no cache" in what else cold(command, rounds)
        for what, command in commands.items()
    }
    base = statistics.median(taken["python -c pass"])
    return tuple(
        Startup(what, min(times), statistics.median(times), statistics.median(times) / base)
        for what, times in taken.items()
    )


def heyan() -> list[str]:
    """The installed command, or the module where there is none."""
    script = Path(sys.executable).with_name("heyan")
    return [str(script)] if script.exists() else [sys.executable, "-m", "heyan"]


def stages(path: str, content: bytes, packs: tuple[CompiledPack, ...], rounds: int) -> Stages:
    """The stages of one paper, each the median of `rounds` after one round that warms the caches."""
    taken: dict[str, list[float]] = {stage: [] for stage in STAGES}
    for _ in range(rounds + 1):
        marks = [time.perf_counter()]
        document: Document = read(Source(path, content), "d1")
        marks.append(time.perf_counter())
        report = extract(document)
        marks.append(time.perf_counter())
        outcomes = evaluate(packs, [document], [report])
        marks.append(time.perf_counter())
        figures = figures_of(document, outcomes)
        marks.append(time.perf_counter())
        render("json", AuditResult((document,), (report,), outcomes, (figures,), ()))
        marks.append(time.perf_counter())
        for stage, start, end in zip(STAGES, marks[:-1], marks[1:], strict=True):
            taken[stage].append((end - start) * 1000)
    medians = [statistics.median(taken[stage][1:]) for stage in STAGES]
    return Stages(Path(path).name, *medians)


def peak_memory() -> float:
    """Peak MB of one process that audits every fixture in every format."""
    paths = [str(path) for path in sorted(FOLDER.iterdir()) if path.suffix[1:] in SUFFIXES]
    command = [*heyan(), "check", *paths, "--format", "json", "--fail-on", "never"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise SystemExit(f"auditing all fixtures: exit {process.returncode}")
    return usage.ru_maxrss / 1024


def growth(packs: tuple[CompiledPack, ...], rounds: int) -> tuple[Growth, ...]:
    """More forms in a paper, more rows in a form, more papers in a run."""
    base = clean_project.PAPER
    forms = [(copies, _repeated(base, copies)) for copies in COPIES]
    rows = [(copies, _longer(base, copies)) for copies in COPIES]
    one = write_docx.write(clean_department.PAPER)
    return (
        Growth("forms in a docx", _measured(forms, packs, rounds)),
        Growth("rows in a table (x11)", _measured(rows, packs, rounds)),
        Growth(
            "papers in a run",
            tuple((copies, _median(partial(_audit_many, one, copies, packs), rounds)) for copies in COPIES),
        ),
    )


def _audit_many(content: bytes, copies: int, packs: tuple[CompiledPack, ...]) -> None:
    render("json", audit([Source(f"{number}.docx", content) for number in range(copies)], packs))


def _measured(
    papers: list[tuple[int, Paper]], packs: tuple[CompiledPack, ...], rounds: int
) -> tuple[tuple[int, float], ...]:
    return tuple(
        (size, stages(f"{size}.docx", write_docx.write(paper), packs, rounds).total) for size, paper in papers
    )


def _median(job: Callable[[], None], rounds: int) -> float:
    job()
    taken = []
    for _ in range(rounds):
        start = time.perf_counter()
        job()
        taken.append((time.perf_counter() - start) * 1000)
    return statistics.median(taken)


def _repeated(paper: Paper, copies: int) -> Paper:
    return replace(paper, parts=paper.parts * copies)


def _longer(paper: Paper, copies: int) -> Paper:
    """The paper with its block of indicator rows repeated inside the one table."""
    part = paper.parts[0]
    blocks = tuple(
        replace(block, rows=_stretched(block.rows, copies)) if isinstance(block, Table) else block
        for block in part.blocks
    )
    return replace(paper, parts=(Part(part.name, blocks),))


def _stretched(rows: tuple[tuple[Cell, ...], ...], copies: int) -> tuple[tuple[Cell, ...], ...]:
    head = next(number for number, row in enumerate(rows) if row[0].text == "一级指标") + 1
    return rows[:head] + rows[head:-1] * copies + rows[-1:]


def print_report(
    starts: tuple[Startup, ...],
    papers: tuple[Stages, ...],
    memory: float,
    grown: tuple[Growth, ...],
    loaded: Loading,
) -> None:
    """The plain table for people."""
    print(f"{'Start-up':<44}{'min':>8}{'median':>8}{'x bare':>8}   ms")
    for start in starts:
        print(f"{start.what:<44}{start.least:>8.1f}{start.median:>8.1f}{start.ratio:>8.1f}")
    print(
        f"\n{'A paper, warm':<44}{'read':>8}{'extract':>8}{'evaluate':>9}{'coverage':>9}{'render':>8}{'total':>8}   ms"
    )
    for paper in papers:
        parts = f"{paper.read:>8.2f}{paper.extract:>8.2f}{paper.evaluate:>9.2f}{paper.coverage:>9.2f}{paper.render:>8.2f}"
        print(f"{paper.what:<44}{parts}{paper.total:>8.2f}")
    print(f"\nGrowth{'':<38}size: ms")
    for growth_ in grown:
        points = "  ".join(f"{size}: {ms:.1f}" for size, ms in growth_.points)
        print(f"{growth_.what:<44}{points}   ~ n^{growth_.exponent:.2f}")
    print(
        f"\nA pack of {loaded.rules} rules, {loaded.kilobytes} kB: {loaded.cold:.0f} ms out of its files, {loaded.cached:.1f} ms"
        f" out of the cache; all its expressions at first use {loaded.expressions:.1f} ms"
    )
    print(f"\n{'Bar':<44}{'bar':>8}{'now':>8}")
    for name, now in measured_bars(starts, papers, memory, loaded).items():
        print(f"{name:<44}{BARS[name]:>8.0f}{now:>8.1f}   {'met' if now <= BARS[name] else 'MISSED'}")


def measured_bars(
    starts: tuple[Startup, ...], papers: tuple[Stages, ...], memory: float, loaded: Loading
) -> dict[str, float]:
    """The measured value of each bar."""
    three_pages = next(paper for paper in papers if paper.what == THREE_PAGES.name)
    return {
        "version_ms": starts[1].median,
        "small_docx_ms": starts[2].median,
        "paper_ms": three_pages.total,
        "extract_ms": three_pages.extract,
        "rules_ms": three_pages.evaluate,
        "memory_mb": memory,
        "pack_cold_ms": loaded.cold,
        "pack_cached_ms": loaded.cached,
    }


def main() -> None:
    """Measure everything and print it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true", help="machine-readable output")
    parser.add_argument("--cold", type=int, default=15, help="processes for each start-up figure")
    parser.add_argument("--rounds", type=int, default=15, help="rounds for each warm figure")
    options = parser.parse_args()
    collect_seldom()  # as the command line does
    starts = startup(options.cold)
    packs = load_packs(["core"])
    files = sorted(path for suffix in SUFFIXES for path in FOLDER.glob(f"*.{suffix}"))
    papers = tuple(stages(path.name, path.read_bytes(), packs, options.rounds) for path in files)
    memory, grown = peak_memory(), growth(packs, max(3, options.rounds // 3))
    loaded = loading(options.rounds)
    if options.json:
        told = {
            "startup": [asdict(start) for start in starts],
            "papers": [asdict(paper) | {"total": paper.total} for paper in papers],
            "growth": [asdict(one) | {"exponent": one.exponent} for one in grown],
            "pack": asdict(loaded),
            "bars": {
                name: {"bar": BARS[name], "now": now}
                for name, now in measured_bars(starts, papers, memory, loaded).items()
            },
        }
        print(json.dumps(told, ensure_ascii=False, indent=2))
    else:
        print_report(starts, papers, memory, grown, loaded)


if __name__ == "__main__":
    main()
