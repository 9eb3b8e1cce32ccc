"""The command line where the surroundings are against it: closed streams, closed folders, pipes, interruptions."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from heyan import cli
from heyan.cli.batch import open_source
from heyan.cli.files import gather
from heyan.model.result import InputFailure

ROOT = Path(__file__).parents[2]


def _interruptible() -> None:
    """A job in the background of a shell inherits that interruptions are ignored."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def start(*arguments: object, stdout: int = subprocess.PIPE) -> subprocess.Popen[bytes]:
    """`heyan ARGUMENTS` in a process (and a group) of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "heyan", *map(str, arguments)],
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
        start_new_session=True,
        preexec_fn=_interruptible,  # noqa: PLW1509 (the tests start no threads)
        stdout=stdout,
        stderr=subprocess.PIPE,
    )


def test_closed_streams_are_no_bug(papers: Path, pack: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("stdin", "stdout", "stderr"):
        monkeypatch.setattr(sys, name, None)
    assert cli.run(["check", str(papers), "--pack", pack]) == 1
    assert cli.run(["check", "-", "--pack", pack]) == 3


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_full_disk_behind_standard_output_is_told(papers: Path, pack: str) -> None:
    with (
        Path("/dev/full").open("wb") as full,
        start("check", papers, "--pack", pack, stdout=full.fileno()) as run,
    ):
        _, told = run.communicate(timeout=30)
    assert run.returncode == 2
    assert told.decode().count("\n") == 1
    assert "写不出去" in told.decode()


def test_pipes_in_a_folder_are_not_waited_for(papers: Path) -> None:
    os.mkfifo(papers / "c.txt")
    assert [Path(path).name for path in gather([str(papers)]).paths] == ["a.txt", "b.txt"]


def test_links_that_lead_round_in_circles_end(papers: Path) -> None:
    (papers / "round").symlink_to(papers, target_is_directory=True)
    (papers / "twin.txt").symlink_to(papers / "a.txt")
    (papers / "lost.txt").symlink_to(papers / "nowhere")
    assert [Path(path).name for path in gather([str(papers)]).paths] == ["a.txt", "b.txt", "lost.txt"]


def test_a_folder_that_cannot_be_listed_is_reported(papers: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    closed = papers / "closed"
    closed.mkdir()
    scandir = os.scandir

    def guarded(path: str) -> object:
        if str(path) == str(closed):
            raise PermissionError(13, "Permission denied", str(closed))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", guarded)
    assert str(closed) in gather([str(papers)]).paths
    opened = open_source(str(closed))
    assert isinstance(opened, InputFailure)
    assert "权限" in opened.message


def test_a_name_that_no_file_can_have_is_a_failure() -> None:
    name = "x" * 5000
    assert gather([name]).paths == (name,)
    assert isinstance(open_source(name), InputFailure)


def test_a_folder_called_core_does_not_replace_the_shipped_pack(
    papers: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "core").mkdir()
    monkeypatch.chdir(tmp_path)
    assert cli.run(["rules"]) == 0
    assert cli.run(["rules", "--pack", "./core"]) == 2
    capfd.readouterr()


def test_odd_file_names_come_out_whole(papers: Path, tmp_path: Path, pack: str) -> None:
    right = (papers / "a.txt").read_bytes()
    folder = tmp_path / "odd"
    folder.mkdir()
    for name in (
        "a\nb.txt",
        "\x1b[31mred.txt",
        "<script>.txt",
        "[bold]x[",
        "😀.txt",
        "-rf.txt",
        "{{ 7*7 }}.txt",
    ):
        (folder / name).with_suffix(".txt").write_bytes(right)
    for kind in ("console", "html", "json"):
        with start("check", folder, "--pack", pack, "--format", kind, "--color", "never") as run:
            out, told = run.communicate(timeout=30)
        assert (run.returncode, told) == (0, b"")
        assert b"\x1b" not in out
        assert b"<script>." not in out or kind != "html"
        assert kind == "console" or b"{{ 7*7 }}" in out  # the console may break a long name


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupted_run_ends_at_once_without_results_or_workers(
    tmp_path: Path, papers: Path, pack: str, jobs: int, sign: signal.Signals
) -> None:
    folder = tmp_path / "many"
    folder.mkdir()
    content = (papers / "b.txt").read_bytes() * 40
    for number in range(150):
        (folder / f"{number}.txt").write_bytes(content)
    target = tmp_path / "result.json"
    with start("check", folder, "--pack", pack, "--jobs", jobs, "-o", target) as run:
        time.sleep(1.0)
        assert run.poll() is None
        if sign == signal.SIGINT:
            os.killpg(run.pid, sign)  # as a terminal does
        else:
            run.send_signal(sign)
        # Workers hold the pipes open, so this also waits for the last of them.
        _, told = run.communicate(timeout=10)
    assert run.returncode == (130 if sign == signal.SIGINT else -sign)
    assert b"Traceback" not in told
    assert not target.exists()
    assert not list(tmp_path.glob(".heyan-*"))
