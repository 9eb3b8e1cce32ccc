"""heyan.toml from the command line: found upward, overridden by options, wrong ones refused."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from heyan import cli


@pytest.fixture
def folder(papers: Path, pack: str, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder below one whose heyan.toml names the small pack and leaves J09 out."""
    (papers.parent / "heyan.toml").write_text(
        f'packs = "{pack}"\nignore = "J09"\nfail_on = "never"\nformats = ["json"]\n', encoding="utf-8"
    )
    monkeypatch.chdir(papers)
    return papers


def ran(capfdbinary: pytest.CaptureFixture[bytes], *arguments: object) -> tuple[int, str, str]:
    code = cli.run([str(argument) for argument in arguments])
    captured = capfdbinary.readouterr()
    return code, captured.out.decode(), captured.err.decode()


def test_settings_of_a_folder_above_hold(capfdbinary: pytest.CaptureFixture[bytes], folder: Path) -> None:
    code, out, _ = ran(capfdbinary, "check", ".")
    result = json.loads(out)
    assert code == 0
    assert [pack["name"] for pack in result["packs"]] == ["small"]
    assert {outcome["code"] for outcome in result["outcomes"]} == {"B03"}
    assert result["summary"]["error"] > 0


def test_options_override_settings(capfdbinary: pytest.CaptureFixture[bytes], folder: Path) -> None:
    code, out, _ = ran(capfdbinary, "check", ".", "--fail-on", "error", "--ignore", "B03", "--format", "json")
    assert code == 0
    assert {outcome["code"] for outcome in json.loads(out)["outcomes"]} == {"J09"}
    assert ran(capfdbinary, "check", ".", "--fail-on", "error")[0] == 1


def test_a_named_file_is_used_instead(
    capfdbinary: pytest.CaptureFixture[bytes], folder: Path, pack: str, tmp_path: Path
) -> None:
    other = tmp_path / "other.toml"
    other.write_text(f'packs = ["{pack}"]\nselect = "J09"\n', encoding="utf-8")
    code, out, _ = ran(capfdbinary, "check", ".", "--config", other, "--format", "json")
    assert code == 0
    assert {outcome["code"] for outcome in json.loads(out)["outcomes"]} == {"J09"}


def test_results_go_where_the_settings_say(
    capfdbinary: pytest.CaptureFixture[bytes], papers: Path, pack: str, tmp_path: Path
) -> None:
    written = tmp_path / "set" / "heyan.toml"
    written.parent.mkdir()
    written.write_text(
        f'packs = "{pack}"\nformats = ["console", {{format = "json", output = "a.json"}}]\n', encoding="utf-8"
    )
    code, out, _ = ran(capfdbinary, "check", papers, "--config", written)
    assert code == 1
    assert "B03" in out
    assert json.loads((written.parent / "a.json").read_bytes())["schema"] == "heyan.audit/1"


@pytest.mark.parametrize("command", ["check .", "rules", "explain B03", "figures b.txt"])
def test_wrong_settings_stop_every_command(
    capfdbinary: pytest.CaptureFixture[bytes], folder: Path, command: str
) -> None:
    (folder.parent / "heyan.toml").write_text('pack = "core"\n', encoding="utf-8")
    code, _, err = ran(capfdbinary, *command.split())
    assert code == 2
    assert "没有“pack”这个设置（是不是“packs”？）" in err


def test_a_settings_file_that_is_not_there_is_told(
    capfdbinary: pytest.CaptureFixture[bytes], papers: Path
) -> None:
    code, _, err = ran(capfdbinary, "check", papers, "--config", "no.toml")
    assert code == 2
    assert "no.toml" in err
