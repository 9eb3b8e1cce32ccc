"""heyan waive, heyan baseline, and heyan check with what they write."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from heyan.cli import run
from tests.cli.conftest import PAPER

TOLD = ("--reason", "县级加分项", "--approver", "王科长", "--until", "2026-12-31", "--today", "2026-11-01")


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def wrong(papers: Path) -> str:
    """The path of the paper with one finding."""
    return str(papers / "b.txt")


def audit(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, Any]:
    capsys.readouterr()
    code = run(["check", "--format", "json", "--today", "2026-11-01", *arguments])
    return code, json.loads(capsys.readouterr().out)


def test_waive_by_place_writes_a_waiver_that_check_obeys(
    pack: str, wrong: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["waive", wrong, "B03@道路养护里程", "--pack", pack, *TOLD]) == 0
    assert "已豁免 B03" in capsys.readouterr().err
    code, result = audit(capsys, wrong, "--pack", pack, "--waivers", "waivers.yaml", "--fail-on", "info")
    assert code == 0
    assert result["findings"][0]["suppressed"]["approver"] == "王科长"
    assert result["waivers"]["used"] == 1


def test_waive_by_fingerprint(pack: str, wrong: str, capsys: pytest.CaptureFixture[str]) -> None:
    _, result = audit(capsys, wrong, "--pack", pack)
    fingerprint = result["findings"][0]["fingerprint"]
    assert run(["waive", wrong, fingerprint[:8], "--pack", pack, "--file", "w.yaml", *TOLD]) == 0
    assert audit(capsys, wrong, "--pack", pack, "--waivers", "w.yaml")[0] == 0


def test_waive_by_address_keeps_what_the_file_says(
    pack: str, wrong: str, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("waivers.yaml").write_text("# 我们的约定\nwaivers:  # 一条一条写\n", encoding="utf-8")
    _, result = audit(capsys, wrong, "--pack", pack)
    address = result["findings"][0]["location"]["address"]
    assert run(["waive", wrong, f"b03@{address}", "--pack", pack, *TOLD]) == 0
    assert (
        Path("waivers.yaml").read_text(encoding="utf-8").startswith("# 我们的约定\nwaivers:  # 一条一条写\n")
    )


@pytest.mark.parametrize(
    ("leave_out", "told"),
    [("--reason", "理由"), ("--approver", "谁批准的"), ("--until", "到期日")],
)
def test_waive_refuses_without_reason_approver_or_day(
    pack: str, wrong: str, leave_out: str, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    index = TOLD.index(leave_out)
    given = (*TOLD[:index], *TOLD[index + 2 :])
    assert run(["waive", wrong, "B03@道路养护里程", "--pack", pack, *given]) == 2
    assert told in capsys.readouterr().err
    blank = (*TOLD[: index + 1], " ", *TOLD[index + 2 :])
    assert run(["waive", wrong, "B03@道路养护里程", "--pack", pack, *blank]) == 2
    assert not Path("waivers.yaml").exists()


@pytest.mark.parametrize(
    ("target", "until", "told"),
    [
        ("B03@没有", "2026-12-31", "没有找到问题"),
        ("J09@道路养护里程", "2026-12-31", "B03@"),
        ("B03@", "2026-12-31", "没有找到问题"),
        ("ffffffff", "2026-12-31", "没有找到问题"),
        ("道路", "2026-12-31", "不是指纹"),
        ("B03@道路养护里程", "2026-10-31", "已经过去"),
        ("B03@道路养护里程", "明年", "不是日期"),
    ],
)
def test_waive_says_what_is_wrong(
    pack: str, wrong: str, target: str, until: str, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    given = (*TOLD[:5], until, *TOLD[6:])
    assert run(["waive", wrong, target, "--pack", pack, *given]) == 2
    assert told in capsys.readouterr().err
    assert not Path("waivers.yaml").exists()


def test_waive_twice_is_refused(pack: str, wrong: str, capsys: pytest.CaptureFixture[str]) -> None:
    run(["waive", wrong, "B03@道路养护里程", "--pack", pack, *TOLD])
    before = Path("waivers.yaml").read_bytes()
    assert run(["waive", wrong, "B03@道路养护里程", "--pack", pack, *TOLD]) == 2
    assert "已经豁免了（王科长" in capsys.readouterr().err
    assert Path("waivers.yaml").read_bytes() == before


def test_an_expired_waiver_counts_for_fail_on(
    pack: str, wrong: str, papers: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(["waive", wrong, "B03@道路养护里程", "--pack", pack, *TOLD])
    (papers / "b.txt").write_text(PAPER.format(score=10), encoding="utf-8")
    arguments = (wrong, "--pack", pack, "--waivers", "waivers.yaml")
    assert audit(capsys, *arguments)[0] == 0
    code, result = audit(capsys, *arguments, "--fail-on", "warning")
    assert code == 1
    # The same unit and year are not told by this paper, so the file's name tells it.
    assert [f["code"] for f in result["findings"]] == ["W01"]


def test_baseline_then_check_counts_new_ones_only(
    pack: str, papers: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["baseline", str(papers), "--pack", pack, "--today", "2026-11-01"]) == 0
    assert "记下 1 个问题" in capsys.readouterr().err
    code, result = audit(capsys, str(papers), "--pack", pack, "--baseline", "baseline.json")
    assert code == 0
    assert result["baseline"]["recorded"] == "2026-11-01"
    (papers / "c.txt").write_text(PAPER.format(score=11), encoding="utf-8")
    code, result = audit(capsys, str(papers), "--pack", pack, "--baseline", "baseline.json")
    assert code == 1
    assert (result["baseline"]["known"], result["baseline"]["new"]) == (1, 1)


def test_baseline_says_what_could_not_be_read(
    pack: str, papers: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (papers / "x.docx").write_bytes(b"\x89PNG\r\n\x1a\n")
    assert run(["baseline", str(papers), "--pack", pack, "-o", "b.json"]) == 3
    assert "x.docx" in capsys.readouterr().err
    assert json.loads(Path("b.json").read_bytes())["findings"]


def test_settings_name_waivers_and_baseline(
    pack: str, wrong: str, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("heyan.toml").write_text(
        f'packs = ["{pack}"]\nwaivers = "w.yaml"\nbaseline = "b.json"\n', encoding="utf-8"
    )
    assert run(["waive", wrong, "B03@道路养护里程", *TOLD]) == 0
    assert run(["baseline", wrong, "-o", "b.json", "--today", "2026-11-01"]) == 0
    code, result = audit(capsys, wrong, "--fail-on", "info")
    assert code == 0
    assert result["waivers"]["used"] == 1
    assert result["baseline"]["known"] == 1


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--waivers", "没有.yaml"], "读不了豁免文件 没有.yaml"),
        (["--baseline", "没有.json"], "读不了基线文件 没有.json"),
        (["--baseline", "w.yaml"], "不是基线文件"),
        (["--waivers", "w.yaml"], "w.yaml:2"),
        (["--today", "今天"], "不是日期"),
    ],
)
def test_wrong_files_are_told_and_nothing_is_audited(
    pack: str, wrong: str, arguments: list[str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("w.yaml").write_text("waivers:\n  - rule: B03\n", encoding="utf-8")
    assert run(["check", wrong, "--pack", pack, *arguments]) == 2
    shown = capsys.readouterr()
    assert told in shown.err
    assert shown.out == ""


def test_papers_judged_in_several_processes_are_excused_alike(
    pack: str, papers: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(["waive", str(papers / "b.txt"), "B03@道路养护里程", "--pack", pack, *TOLD])
    arguments = (str(papers), "--pack", pack, "--waivers", "waivers.yaml")
    assert audit(capsys, *arguments, "--jobs", "2") == audit(capsys, *arguments)


@pytest.mark.parametrize("word", ["W02", "w02", "waiver-expired"])
def test_explain_knows_the_rules_about_waivers(word: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["explain", word]) == 0
    assert "豁免已到期" in capsys.readouterr().out
