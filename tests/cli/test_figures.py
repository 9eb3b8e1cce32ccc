"""`heyan figures`: every number of a file."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from heyan import cli

SCHEMA = json.loads(
    (Path(__file__).parents[2] / "docs/schema/audit-1.schema.json").read_text(encoding="utf-8")
)
LISTED = SCHEMA["$defs"]["document"]["properties"]["figure_list"]


def ran(capfdbinary: pytest.CaptureFixture[bytes], *arguments: object) -> tuple[int, str, str]:
    code = cli.run([str(argument) for argument in arguments])
    captured = capfdbinary.readouterr()
    return code, captured.out.decode(), captured.err.decode()


def test_the_list_names_every_number_with_state_place_and_rules(
    capfdbinary: pytest.CaptureFixture[bytes], papers: Path, pack: str
) -> None:
    code, out, err = ran(capfdbinary, "figures", papers / "b.txt", "--pack", pack)
    assert (code, err) == (0, "")
    assert "8 个数字，复算核对 0 个（0%）" in out
    assert "◇ 仅受约束 4（50%） · ○ 未核对 4（50%）" in out
    rows = [line.split() for line in out.splitlines() if line.startswith(("◇", "○"))][1:]
    assert [row[2] for row in rows] == ["≥12公里", "12公里", "10", "12", "100%", "100%", "10", "10"]
    assert rows[3] == ["◇", "仅受约束", "12", "12", "表1", "第2行第7列", "5", "B03"]
    assert rows[0] == ["○", "未核对", "≥12公里", "12", "公里", "表1", "第2行第4列", "5", "—"]


def test_json_is_the_figure_list_of_the_contract(
    capfdbinary: pytest.CaptureFixture[bytes], papers: Path, pack: str
) -> None:
    code, out, _ = ran(capfdbinary, "figures", papers / "b.txt", "--pack", pack, "--format", "json")
    assert code == 0
    jsonschema.Draft202012Validator({**LISTED, "$defs": SCHEMA["$defs"]}).validate(json.loads(out))
    _, audit, _ = ran(capfdbinary, "check", papers / "b.txt", "--pack", pack, "--format", "json", "--figures")
    assert json.loads(out) == json.loads(audit)["documents"][0]["figure_list"]


@pytest.mark.parametrize(
    ("wanted", "count"),
    [
        (["unchecked"], 4),
        (["仅受约束"], 4),
        (["未核对", "constrained"], 8),
        (["verified"], 0),
    ],
)
def test_states_choose_the_numbers(
    capfdbinary: pytest.CaptureFixture[bytes], papers: Path, pack: str, wanted: list[str], count: int
) -> None:
    chosen = [word for state in wanted for word in ("--state", state)]
    file = papers / "b.txt"
    _, out, _ = ran(capfdbinary, "figures", file, "--pack", pack, "--format", "json", *chosen)
    assert len(json.loads(out)) == count
    code, out, _ = ran(capfdbinary, "figures", file, "--pack", pack, *chosen)
    assert code == 0
    assert "8 个数字" in out
    assert ("没有这种状态的数字" in out) == (count == 0)


def test_the_list_agrees_with_the_counts_of_the_audit(
    capfdbinary: pytest.CaptureFixture[bytes], papers: Path
) -> None:
    _, out, _ = ran(capfdbinary, "figures", papers / "a.txt", "--format", "json")
    _, audit, _ = ran(capfdbinary, "check", papers / "a.txt", "--format", "json")
    counts: dict[str, Any] = json.loads(audit)["documents"][0]["figures"]
    listed = Counter(entry["state"] for entry in json.loads(out))
    assert counts.pop("total") == sum(listed.values())
    assert {state: listed[state] for state in counts} == counts


def test_the_list_goes_to_a_file(
    capfdbinary: pytest.CaptureFixture[bytes], papers: Path, pack: str, tmp_path: Path
) -> None:
    target = tmp_path / "数字.txt"
    code, out, _ = ran(capfdbinary, "figures", papers / "a.txt", "--pack", pack, "-o", target, "--lang", "en")
    assert (code, out) == (0, "")
    assert "8 figures, 0 recomputed (0%)" in target.read_text(encoding="utf-8")


def test_what_cannot_be_read_ends_with_three_and_a_wrong_state_with_two(
    capfdbinary: pytest.CaptureFixture[bytes], papers: Path, pack: str, tmp_path: Path
) -> None:
    missing = tmp_path / "没有.txt"
    code, out, err = ran(capfdbinary, "figures", missing, "--pack", pack)
    assert (code, out) == (3, "")
    assert err.startswith(f"heyan: 错误: {missing}：")
    empty = tmp_path / "空.docx"
    empty.write_bytes(b"")
    assert ran(capfdbinary, "figures", empty, "--pack", pack)[0] == 3
    assert ran(capfdbinary, "figures", papers / "a.txt", "--pack", pack, "--state", "fine")[0] == 2
