"""`heyan pack example` on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from heyan import cli

PAPER = next((Path(__file__).parents[3] / "fixtures").glob("02-*.txt"))


def _out(capture: pytest.CaptureFixture[bytes]) -> str:
    return capture.readouterr().out.decode()


def test_from_an_audit_in_json(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    audit = tmp_path / "audit.json"
    assert cli.run(["check", str(PAPER), "--format", "json", "-o", str(audit), "--fail-on", "never"]) == 0
    finding = next(one for one in json.loads(audit.read_text("utf-8"))["findings"] if one["code"] == "B03")
    capfdbinary.readouterr()
    assert cli.run(["pack", "example", finding["fingerprint"][:8], "--audit", str(audit)]) == 0
    shown = _out(capfdbinary)
    assert shown.startswith("      - expect: passed\n")
    assert cli.run(["pack", "example", "b03", "--paper", str(PAPER), "--as", "confirmed"]) == 0
    assert _out(capfdbinary) == shown.replace("passed", "failed").replace("误报", "属实")


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (["0000", "--paper", str(PAPER)], 2, "没有指纹"),
        (["B03"], 2, "--audit"),
        (["B03", "--audit", "/no/such.json"], 2, "读不了"),
        (["B03", "--audit", str(PAPER)], 2, "不是"),
        (["B03", "--paper", "/no/such.docx"], 3, "不存在"),
        (["--as", "missed", "--rule", "B03"], 2, "--quote"),
        (["--as", "missed", "--rule", "B99", "--quote", "应得", "--paper", str(PAPER)], 2, "没有规则"),
    ],
)
def test_what_cannot_be_done_is_said(
    arguments: list[str], code: int, told: str, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert cli.run(["pack", "example", *arguments]) == code
    assert told in capfdbinary.readouterr().err.decode()
