"""`heyan check`: what it reads, where it writes, how it ends."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from heyan import cli
from heyan.cli.output import Destination, destinations
from heyan.errors import UsageError


class Ran:
    """The end of one run: exit code and what was printed."""

    def __init__(self, code: int, out: str, err: str) -> None:
        self.code, self.out, self.err = code, out, err

    @property
    def audit(self) -> Any:
        """Standard output read as JSON."""
        return json.loads(self.out)


@pytest.fixture
def run(capfdbinary: pytest.CaptureFixture[bytes], pack: str) -> Any:
    """Runs `heyan check` with the small pack."""

    def runner(*arguments: object, packed: bool = True) -> Ran:
        pack_arguments = ["--pack", pack] if packed else []
        code = cli.run(["check", *map(str, arguments), *pack_arguments])
        captured = capfdbinary.readouterr()
        return Ran(code, captured.out.decode(), captured.err.decode())

    return runner


def test_a_fault_is_found_and_ends_with_one(run: Any, papers: Path) -> None:
    ran = run(papers)
    assert ran.code == 1
    assert "得分不得超过分值" in ran.out
    assert "【12】" in ran.out
    assert ran.err == ""


def test_a_right_paper_ends_with_nought(run: Any, papers: Path) -> None:
    ran = run(papers / "a.txt")
    assert (ran.code, ran.err) == (0, "")
    assert "未发现问题" in ran.out


@pytest.mark.parametrize(("fail_on", "code"), [("error", 1), ("warning", 1), ("info", 1), ("never", 0)])
def test_fail_on_names_the_least_severity_that_counts(
    run: Any, papers: Path, fail_on: str, code: int
) -> None:
    assert run(papers, "--fail-on", fail_on).code == code


def test_a_missing_file_is_reported_and_the_rest_goes_on(run: Any, papers: Path) -> None:
    ran = run(papers / "没有.txt", papers / "b.txt", "--format", "json")
    assert ran.code == 3
    assert [error["kind"] for error in ran.audit["errors"]] == ["missing"]
    assert len(ran.audit["findings"]) == 1
    assert "没有.txt：文件不存在" in ran.err


def test_failures_come_in_the_order_of_the_input(run: Any, papers: Path) -> None:
    (papers / "空.txt").write_bytes(b"")
    ran = run(papers / "x", papers / "空.txt", papers / "y", "--format", "json")
    assert [Path(error["path"]).name for error in ran.audit["errors"]] == ["x", "空.txt", "y"]


@pytest.mark.parametrize("paths", [[], ["空文件夹"]])
def test_nothing_to_audit_ends_with_four(run: Any, tmp_path: Path, paths: list[str]) -> None:
    (tmp_path / "空文件夹").mkdir()
    ran = run(*(tmp_path / path for path in paths))
    assert ran.code == 4
    assert "没有可审核的文件" in ran.err


def test_folders_are_read_in_order_without_hidden_lock_and_own_files(run: Any, papers: Path) -> None:
    for name in (".hidden.txt", "~$b.txt", "c.bin", ".git/x.txt", "子/d.txt"):
        (papers / name).parent.mkdir(exist_ok=True)
        (papers / name).write_bytes((papers / "a.txt").read_bytes())
    run(
        papers / "a.txt",
        "--format",
        "json",
        "-o",
        papers / "result.json",
        "--format",
        "html",
        "-o",
        papers / "r.html",
    )
    ran = run(papers, papers / "a.txt", "--format", "json")
    names = [os.path.relpath(document["path"], papers) for document in ran.audit["documents"]]
    assert names == ["a.txt", "b.txt", "子/d.txt"]


def test_papers_of_unsupported_formats_in_a_folder_are_named(run: Any, papers: Path) -> None:
    (papers / "旧.doc").write_bytes(b"x")
    ran = run(papers)
    assert ran.code == 1
    assert "旧.doc 的格式不支持" in ran.err


def test_standard_input_is_read_for_a_dash(
    run: Any, papers: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with (papers / "b.txt").open(encoding="utf-8") as file:
        monkeypatch.setattr("sys.stdin", file)
        ran = run("-", "--format", "json")
    assert [document["path"] for document in ran.audit["documents"]] == ["-"]
    assert ran.code == 1


def test_several_formats_go_to_their_outputs(run: Any, papers: Path, tmp_path: Path) -> None:
    html, out = tmp_path / "r.html", tmp_path / "r.json"
    ran = run(papers, "--format", "html", "-o", html, "--format", "json", "-o", out, "--format", "console")
    assert html.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    assert json.loads(out.read_bytes())["summary"]["error"] == 1
    assert "得分不得超过分值" in ran.out
    assert f"{html}：错误 1" in ran.err
    assert not list(tmp_path.glob(".heyan-*"))


@pytest.mark.parametrize("arguments", [["--output", "b.txt"], ["--output", "无/r.html"], ["--output", "."]])
def test_an_output_never_overwrites_an_input_and_needs_its_folder(
    run: Any, papers: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str]
) -> None:
    monkeypatch.chdir(papers)
    before = (papers / "b.txt").read_bytes()
    assert run("b.txt", *arguments).code == 2
    assert (papers / "b.txt").read_bytes() == before


def test_rules_are_selected_and_ignored_by_code_letter_name_and_family(run: Any, papers: Path) -> None:
    def codes(*arguments: str) -> list[str]:
        return [entry["code"] for entry in run(papers, "--format", "json", *arguments).audit["outcomes"]]

    assert codes() == ["B03", "J09"]
    assert codes("--select", "b03") == ["B03"]
    assert codes("--select", "J") == ["J09"]
    assert codes("--ignore", "score-exceeds-weight") == ["J09"]
    assert codes("--select", "scores", "--ignore", "J09") == ["B03"]


def test_an_unknown_rule_ends_with_two_and_the_nearest_names(run: Any, papers: Path) -> None:
    ran = run(papers, "--select", "B04")
    assert ran.code == 2
    assert "B03" in ran.err


def test_a_pack_that_does_not_load_ends_with_two(run: Any, papers: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken.yaml"
    broken.write_text("pack: x\n", encoding="utf-8")
    ran = run(papers, "--pack", broken, packed=False)
    assert ran.code == 2
    assert "broken.yaml" in ran.err
    assert "Traceback" not in ran.err


def test_many_processes_give_the_same_bytes(run: Any, papers: Path) -> None:
    (papers / "c.txt").write_bytes(b"")
    (papers / "d.txt").write_bytes((papers / "b.txt").read_bytes())
    arguments = (papers, papers / "没有.txt", "--figures", "--no-progress")
    for format_ in ("json", "html", "console"):
        alone = run(*arguments, "--format", format_, "--jobs", "1")
        spread = run(*arguments, "--format", format_, "--jobs", "2")
        assert spread.out == alone.out
        assert spread.code == alone.code == 3


def test_the_interface_speaks_english(run: Any, papers: Path) -> None:
    assert "1 error" in run(papers, "--lang", "en").out
    assert "heyan: error:" in run(papers, "--lang", "en", "--select", "X99").err


def test_colour_is_off_away_from_a_terminal_and_on_when_asked_for(run: Any, papers: Path) -> None:
    assert "\x1b[" not in run(papers).out
    assert "\x1b[" in run(papers, "--color", "always").out


def test_an_unexpected_failure_is_told_without_a_traceback(
    run: Any, papers: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("坏了")

    monkeypatch.setattr("heyan.pipeline.audit", broken)
    ran = run(papers)
    assert ran.code == 70
    assert "内部错误: RuntimeError: 坏了" in ran.err
    assert "Traceback" not in ran.err


@pytest.mark.parametrize(
    ("formats", "outputs", "expected"),
    [
        ([], [], [("console", None)]),
        ([], ["r.html"], [("html", "r.html")]),
        (["json"], ["-"], [("json", None)]),
        (["html", "json"], ["r.html"], [("html", "r.html"), ("json", None)]),
    ],
)
def test_formats_and_outputs_pair_in_order(
    formats: list[str], outputs: list[str], expected: list[tuple[str, str | None]]
) -> None:
    assert destinations(formats, outputs) == tuple(Destination(*pair) for pair in expected)


@pytest.mark.parametrize(
    ("formats", "outputs"),
    [
        (["html", "json"], []),
        (["json"], ["a", "b"]),
        (["json", "html"], ["a", "./a"]),
        (["json", "html"], ["-"]),
    ],
)
def test_pairs_that_make_no_sense_are_refused(formats: list[str], outputs: list[str]) -> None:
    with pytest.raises(UsageError):
        destinations(formats, outputs)
