"""Garbage in cycles is looked for seldom: that saves time and must not cost memory."""

from __future__ import annotations

import gc
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from heyan import __main__ as program

FIXTURE = Path(__file__).parents[2] / "fixtures" / "07-clean-department-report.docx"
COPIES = 40
# With the usual thresholds: what the program does, but for the one call.
USUAL = "import sys; from heyan.cli import run; sys.exit(run(sys.argv[1:]))"

pytestmark = pytest.mark.skipif(not hasattr(os, "wait4"), reason="peak memory of a child is asked of POSIX")


@pytest.fixture
def thresholds() -> Iterator[None]:
    kept = gc.get_threshold()
    yield
    gc.set_threshold(*kept)


def peak(command: list[str], papers: Path) -> int:
    """The peak memory in kB of one run over all papers."""
    arguments = ["check", str(papers), "--format", "json", "--fail-on", "never", "--no-progress"]
    with subprocess.Popen([sys.executable, *command, *arguments], stdout=subprocess.DEVNULL) as process:
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0
    return usage.ru_maxrss


def test_a_batch_takes_hardly_more_memory_than_with_the_usual_thresholds(tmp_path: Path) -> None:
    for number in range(COPIES):
        (tmp_path / f"{number}.docx").write_bytes(FIXTURE.read_bytes())
    assert peak(["-m", "heyan"], tmp_path) < peak(["-c", USUAL], tmp_path) * 1.15


@pytest.mark.usefixtures("thresholds")
def test_garbage_in_cycles_is_still_collected() -> None:
    class Ring:
        """A value that holds itself, and so is freed by the collector only."""

        alive = 0

        def __init__(self) -> None:
            Ring.alive += 1
            self.itself = self

        def __del__(self) -> None:
            Ring.alive -= 1

    program.collect_seldom()
    for _ in range(3 * program.YOUNG):
        Ring()
    assert Ring.alive <= 2 * program.YOUNG
