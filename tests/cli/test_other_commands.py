"""`heyan inspect`, `explain`, `rules`, and the way in."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from heyan import __version__, cli

SOURCE = Path(__file__).parents[2] / "src"


def ran(capfdbinary: pytest.CaptureFixture[bytes], *arguments: object) -> tuple[int, str, str]:
    code = cli.run([str(argument) for argument in arguments])
    captured = capfdbinary.readouterr()
    return code, captured.out.decode(), captured.err.decode()


def heyan(*arguments: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """`python -m heyan` in a process of its own, in the C locale."""
    plain = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(SOURCE),
        "LC_ALL": "C",
        "PYTHONIOENCODING": "ascii",
    }
    command = [sys.executable, "-X", "importtime", "-m", "heyan", *arguments]
    return subprocess.run(command, env={**plain, **environment}, capture_output=True, check=False, timeout=60)


def test_inspect_shows_what_was_understood(capfdbinary: pytest.CaptureFixture[bytes], papers: Path) -> None:
    code, out, _ = ran(capfdbinary, "inspect", papers / "b.txt")
    assert code == 0
    assert "青石镇人民政府" in out
    assert "道路养护里程" in out
    assert "2021" in out


def test_inspect_knows_the_units_of_a_pack(
    capfdbinary: pytest.CaptureFixture[bytes], pack: str, tmp_path: Path
) -> None:
    own = shutil.copytree(Path(pack).parent, tmp_path / "own")
    (own / "lexicons").mkdir()
    (own / "lexicons" / "units.yaml").write_text(
        "units:\n  - {kind: piece, factor: 1, aliases: [挂]}\n", encoding="utf-8"
    )
    paper = tmp_path / "缆车.txt"
    paper.write_text("一级指标\t三级指标\t指标值\t分值\n产出指标\t购置缆车\t12挂\t10\n", encoding="utf-8")
    for options, reads in (((), "12"), (("--pack", own), "12 挂")):
        code, out, _ = ran(capfdbinary, "inspect", paper, "--format", "json", *options)
        assert code == 0
        assert json.loads(out)["forms"][0]["indicators"][0]["target"]["reads"] == reads


def test_inspect_prints_a_report_that_check_reads(
    capfdbinary: pytest.CaptureFixture[bytes], papers: Path, pack: str, tmp_path: Path
) -> None:
    report = tmp_path / "report.json"
    assert ran(capfdbinary, "inspect", papers / "b.txt", "--format", "json", "-o", report)[0] == 0
    assert json.loads(report.read_bytes())["schema"] == "heyan.report/1"
    code, out, _ = ran(capfdbinary, "check", report, "--pack", pack, "--format", "json")
    assert code == 1
    assert json.loads(out)["summary"]["error"] == 1


def test_inspect_of_a_file_that_cannot_be_read_ends_with_three(
    capfdbinary: pytest.CaptureFixture[bytes], tmp_path: Path
) -> None:
    empty = tmp_path / "空.docx"
    empty.write_bytes(b"")
    for path in (empty, tmp_path / "没有.txt"):
        code, out, err = ran(capfdbinary, "inspect", path)
        assert (code, out) == (3, "")
        assert err.startswith(f"heyan: 错误: {path}：")


def test_explain_tells_all_of_a_rule(capfdbinary: pytest.CaptureFixture[bytes], pack: str) -> None:
    for word in ("B03", "b03", "score-exceeds-weight"):
        code, out, _ = ran(capfdbinary, "explain", word, "--pack", pack)
        assert code == 0
        for piece in (
            "得分不得超过分值",
            "财预〔2020〕10号",
            "0 ≤ 得分 ≤ 分值",
            "核对该项得分",
            "道路养护",
        ):
            assert piece in out


def test_explain_shows_what_the_handbook_shows(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    _, out, _ = ran(capfdbinary, "explain", "A01")
    assert "检查类型：合计与各分项之和对照（sum）" in out
    assert "示例：不通过（人数不允许舍入）" in out
    assert "分项   行政 46人" in out
    assert "→ 46 + 54 = 100 ≠ 99" in out


def test_examples_are_explained_as_written_whatever_profile_is_in_force(
    capfdbinary: pytest.CaptureFixture[bytes],
) -> None:
    for code in ("B01", "B10", "C03"):
        shown = [
            ran(capfdbinary, "explain", code, *options)[1].partition("示例：")[2]
            for options in ((), ("--profile", "hunan"))
        ]
        assert shown[0]
        assert shown[0] == shown[1]


@pytest.mark.parametrize("code", ["B04", "B", "scores", "x"])
def test_explain_of_an_unknown_code_ends_with_two(
    capfdbinary: pytest.CaptureFixture[bytes], pack: str, code: str
) -> None:
    ended, out, err = ran(capfdbinary, "explain", code, "--pack", pack)
    assert (ended, out) == (2, "")
    assert f"没有规则“{code}”" in err


def test_rules_lists_them(capfdbinary: pytest.CaptureFixture[bytes], pack: str) -> None:
    code, out, _ = ran(capfdbinary, "rules", "--pack", pack)
    assert code == 0
    assert "B03 ✖ 错误 得分不得超过分值" in out
    code, out, _ = ran(capfdbinary, "rules", "--pack", pack, "--format", "json", "--family", "J")
    assert [rule["code"] for rule in json.loads(out)["rules"]] == ["J09"]
    assert ran(capfdbinary, "rules", "--pack", pack, "--family", "nothing")[0] == 2


@pytest.mark.parametrize("arguments", [["frob"], ["check", "--frob"], ["explain"]])
def test_wrong_usage_ends_with_two_and_no_traceback(
    capfdbinary: pytest.CaptureFixture[bytes], arguments: list[str]
) -> None:
    code, _, err = ran(capfdbinary, *arguments)
    assert code == 2
    assert err.startswith("heyan: 用法错误: ")


@pytest.mark.parametrize("arguments", [["--help"], *([name, "--help"] for name in cli.COMMANDS)])
def test_help_is_there_for_each_command(
    capfdbinary: pytest.CaptureFixture[bytes], arguments: list[str]
) -> None:
    code, out, _ = ran(capfdbinary, *arguments)
    assert code == 0
    assert out.startswith("Usage: heyan")


def imported(process: subprocess.CompletedProcess[bytes]) -> set[str]:
    lines = process.stderr.decode(errors="replace").splitlines()
    return {line.rsplit("|", 1)[1].strip() for line in lines if line.startswith("import time:")}


def test_version_imports_nothing_of_weight() -> None:
    process = heyan("--version")
    assert process.stdout.decode().strip() == f"heyan {__version__}"
    assert not imported(process) & {"click", "rich", "pydantic", "yaml", "jinja2", "lxml", "heyan.cli"}


def test_help_imports_no_command() -> None:
    process = heyan("--help")
    assert process.returncode == 0
    assert "审核文件或文件夹" in process.stdout.decode()
    assert not imported(process) & {"rich", "pydantic", "yaml", "jinja2", "heyan.pipeline"}


def test_output_is_utf8_in_any_locale_and_json_needs_neither_rich_nor_jinja(papers: Path, pack: str) -> None:
    process = heyan("check", str(papers), "--pack", pack, "--format", "json")
    assert process.returncode == 1
    assert "道路养护里程" in process.stdout.decode("utf-8")
    assert not imported(process) & {"rich.console", "jinja2"}


def test_a_reader_that_goes_away_is_no_error(papers: Path, pack: str) -> None:
    command = f"'{sys.executable}' -m heyan check '{papers}' --pack '{pack}' --format html | head -c 1"
    environment = {**os.environ, "PYTHONPATH": str(SOURCE)}
    process = subprocess.run(
        ["bash", "-c", f"set -o pipefail; {command}"],
        env=environment,
        capture_output=True,
        check=False,
        timeout=60,
    )
    assert process.stderr == b""
