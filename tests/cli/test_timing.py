from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from heyan.cli import run
from heyan.cli.timing import timing_lines
from heyan.engine.evaluation import evaluate
from heyan.model.document import Source
from heyan.model.timing import Timings
from heyan.pipeline import audit, load_packs


def ticking() -> Iterator[int]:
    return count(0, 1_000_000)


def test_times_go_to_standard_error_and_leave_the_result_as_it_is(
    pack: str, papers: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["check", "--pack", pack, "--fail-on", "never", "--format", "json", str(papers)]
    run(arguments)
    plain = capsys.readouterr()
    run([*arguments, "--timing", "--jobs", "2"])
    timed = capsys.readouterr()
    assert timed.out == plain.out
    assert "B03" in timed.err
    assert "读取" in timed.err
    assert "用时" not in plain.err


def test_every_rule_and_stage_is_counted_and_the_dearest_stands_first() -> None:
    clock = ticking()
    timings = Timings(lambda: next(clock))
    (paper,) = (Path(__file__).parents[2] / "fixtures").glob("06-*.docx")
    packs = load_packs(["core"])
    result = audit([Source("a.docx", paper.read_bytes())], packs, timings=timings)
    ran = {outcome.code for outcome in result.outcomes}
    assert timings.rules.keys() == ran
    assert {stage for stage, _ in timings.stages} == {"read", "extract", "evaluate"}
    # The clock ticks once a question: as many milliseconds as outcomes.
    assert sum(timings.rules.values()) == len(result.outcomes) * 1_000_000
    lines = list(timing_lines(timings, "zh"))
    rules = lines[lines.index(next(line for line in lines if line.startswith("规则"))) + 1 :]
    figures = [float(line.split()[0]) for line in rules]
    assert figures == sorted(figures, reverse=True)
    assert evaluate(packs, result.documents, result.reports) == result.outcomes


def test_many_documents_are_listed_in_part() -> None:
    timings = Timings(lambda: 0)
    for number in range(30):
        timings.add("read", f"{number}.docx", number * 1_000_000)
    lines = list(timing_lines(timings, "en"))
    assert "29.docx" in lines[1]
    assert any("10 documents not listed" in line for line in lines)
