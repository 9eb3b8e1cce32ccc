"""--format and --output together: several in one run, templates, and what is wrong with them."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from heyan.cli import run


def check(pack: str, papers: Path, *arguments: str) -> int:
    return run(["check", str(papers), "--pack", pack, *arguments])


def test_several_formats_in_one_run(pack: str, papers: Path, tmp_path: Path) -> None:
    names = {
        "json": "a.json",
        "sarif": "a.sarif",
        "junit": "a.xml",
        "github": "a.out",
        "gitlab": "q.json",
        "markdown": "a.md",
        "csv": "a.csv",
        "html": "a.html",
        "console": "a.txt",
    }
    own = tmp_path / "own.j2"
    own.write_text("{{ summary.error }} 个错误", encoding="utf-8")
    arguments: list[str] = []
    for name, file in names.items():
        arguments += ["--format", name, "-o", str(tmp_path / file)]
    arguments += ["--format", f"template:{own}", "-o", str(tmp_path / "own.txt")]
    assert check(pack, papers, *arguments) == 1
    assert all((tmp_path / file).stat().st_size for file in names.values())
    assert (tmp_path / "own.txt").read_text(encoding="utf-8") == "1 个错误"
    assert json.loads((tmp_path / "a.sarif").read_bytes())["version"] == "2.1.0"


@pytest.mark.parametrize(
    ("file", "starts"),
    [
        ("a.sarif", '{\n "$schema"'),
        ("a.sarif.json", '{\n "$schema"'),
        ("结果.2021.json", '{"schema"'),
        ("a.xml", "<?xml"),
        ("a.md", "<!-- heyan.audit/1 -->\n\n# "),
        ("a.csv", "\ufeff文件"),
        ("a.html", "<!DOCTYPE"),
        ("a.unknown", "━━"),
    ],
)
def test_the_suffix_tells_the_format(pack: str, papers: Path, tmp_path: Path, file: str, starts: str) -> None:
    check(pack, papers, "-o", str(tmp_path / file))
    assert (tmp_path / file).read_text(encoding="utf-8").startswith(starts)


def test_own_reports_in_a_folder_are_no_papers(
    pack: str, papers: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for file in ("a.md", "a.html", "a.json", "q.sarif.json"):
        check(pack, papers, "-o", str(papers / file))
    capsys.readouterr()
    check(pack, papers, "--format", "json")
    assert [entry["path"] for entry in json.loads(capsys.readouterr().out)["documents"]] == [
        str(papers / "a.txt"),
        str(papers / "b.txt"),
    ]


def test_a_format_goes_to_standard_output(
    pack: str, papers: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert check(pack, papers, "--format", "github") == 1
    assert capsysbinary.readouterr().out.startswith(b"::error file=")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--format", "sarfi"], "是不是 sarif？"),
        (["--format", "pdf"], "没有“pdf”这种格式"),
        (["--format", "template"], "template:我的模板.j2"),
        (["--format", "template:"], "template:我的模板.j2"),
        (["--format", "template:没有.j2"], "读不了模板 没有.j2"),
        (["--format", "template:."], "读不了模板"),
        (["--format", "json:out.json"], "--output"),
        (["--format", "json", "--format", "csv"], "只有一种格式可以输出到屏幕"),
        (["--format", "json", "-o", "没有/a.json"], "不存在"),
        (["--format", "json", "-o", "x.json", "-o", "y.json"], "一一对应"),
        (["--format", "json", "-o", "x.json", "--format", "csv", "-o", "./x.json"], "同一个文件"),
    ],
)
def test_wrong_formats_and_outputs_are_told_before_the_audit(
    pack: str,
    papers: Path,
    arguments: list[str],
    told: str,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    assert check(pack, papers, *arguments) == 2
    assert told in capsys.readouterr().err
    assert not list(tmp_path.glob("*.json"))


def test_a_wrong_template_names_file_and_line(
    pack: str, papers: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own = tmp_path / "own.j2"
    own.write_text("一\n{{ nothing }}\n", encoding="utf-8")
    assert check(pack, papers, "--format", f"template:{own}") == 2
    assert f"{own}:2" in capsys.readouterr().err
    own.write_bytes("一\n\xff".encode("latin-1", "replace"))
    assert check(pack, papers, "--format", f"template:{own}") == 2
    assert "UTF-8" in capsys.readouterr().err


def test_a_template_is_not_overwritten(
    pack: str, papers: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own = tmp_path / "own.j2"
    own.write_text("{{ schema }}", encoding="utf-8")
    assert check(pack, papers, "--format", f"template:{own}", "-o", str(own)) == 2
    assert "模板" in capsys.readouterr().err
    assert own.read_text(encoding="utf-8") == "{{ schema }}"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_without_permission_is_told_before_the_audit(
    pack: str, papers: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    locked = tmp_path / "locked"
    locked.mkdir(mode=0o555)
    assert check(pack, papers, "-o", str(locked / "a.json")) == 2
    assert "不能写入" in capsys.readouterr().err


def test_help_names_every_format(capsys: pytest.CaptureFixture[str]) -> None:
    run(["check", "--help"])
    shown = "".join(capsys.readouterr().out.split())
    for name in ("console", "sarif", "junit", "github", "gitlab", "markdown", "csv", "template:FILE"):
        assert name in shown
