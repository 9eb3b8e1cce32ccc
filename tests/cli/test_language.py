"""`--lang en`: the rules speak English by their catalogue, and the findings are the same."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from heyan import cli

PAPER = next((Path(__file__).parents[2] / "fixtures").glob("02-*.txt"))


def _findings(capture: pytest.CaptureFixture[bytes], *options: str) -> dict[str, str]:
    capture.readouterr()
    assert cli.run(["check", str(PAPER), "--format", "json", "--fail-on", "never", *options]) == 0
    return {one["fingerprint"]: one["message"] for one in json.loads(capture.readouterr().out)["findings"]}


@pytest.mark.parametrize("profile", [[], ["--profile", "hubei"], ["--profile", "auto"]])
def test_messages_are_english_and_findings_the_same(
    profile: list[str], capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    chinese, english = _findings(capfdbinary, *profile), _findings(capfdbinary, "--lang", "en", *profile)
    assert chinese.keys() == english.keys()
    assert any("outside 0 to 3" in message for message in english.values())
    assert any("超出分值" in message for message in chinese.values())


def test_rules_and_explanations_speak_english_too(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    for command in (["rules"], ["explain", "B03"]):
        capfdbinary.readouterr()
        assert cli.run([*command, "--lang", "en"]) == 0
        assert "A score does not exceed its weight" in " ".join(capfdbinary.readouterr().out.decode().split())
