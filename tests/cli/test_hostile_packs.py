"""Rule packs that mean harm or are full of slips: refused at once, with file and line, or harmless."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from heyan import cli

from .conftest import PACK

ASSERT, MESSAGE = "0 <= score <= weight", '"{{ name }}：得分 {{ score }} 超出分值 {{ weight }}"'
LINE = {"assert": 12, "message": 13}


def replaced(**values: str) -> str:
    text = PACK
    for key, value in values.items():
        old = ASSERT if key == "assert_" else MESSAGE
        text = text.replace(old, f'"{value}"')
    return text


@pytest.mark.parametrize(
    ("content", "line"),
    [
        ("a: &a [x, x]\n" + "".join(f"b{n}: &b{n} [*a, *a]\n" for n in range(9)), 1),
        ("[" * 100_000, 1),
        ("a: " + "{a: " * 5_000, 1),
        (replaced(assert_="(" * 900 + "score" + ")" * 900 + " > 0"), LINE["assert"]),
        (replaced(assert_="not " * 400 + "score > 0"), LINE["assert"]),
        (replaced(assert_="score ** 99 ** 99 > 0"), LINE["assert"]),
        (replaced(assert_="score.__class__ > 0"), LINE["assert"]),
        (replaced(assert_="__import__('os')"), LINE["assert"]),
        (replaced(assert_="'a' * 1000000000 == name"), LINE["assert"]),
        (replaced(assert_="'{0.__class__}'.format(score) == name"), LINE["assert"]),
        (replaced(assert_="matches(name, '((a{100}){100}){100}')"), LINE["assert"]),
        (replaced(message="{% for i in range(999999999) %}x{% endfor %}"), LINE["message"]),
        (replaced(message="{{ 'a' * 1000000000 }}"), LINE["message"]),
        (replaced(message="{{ name | center(1000000000) }}"), LINE["message"]),
        (replaced(message="{{ name.__class__.__mro__ }}"), LINE["message"]),
        (replaced(message="{% include '/etc/hostname' %}"), LINE["message"]),
        (replaced(message="{{ name"), LINE["message"]),
        (PACK.replace("version: 0.1.0", "version: 1"), 2),
        (PACK.replace("    severity:", "    severty:", 1), 8),
        (PACK.replace("severity:", "severity：", 1), 8),
        (PACK.replace("得分不得超过分值", "得分不得超过分值\x01"), 7),
        (PACK + "    fix: 再写一次。\n", PACK.count("\n") + 1),
    ],
)
def test_a_bad_pack_is_refused_at_once_with_file_and_line(
    papers: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str], content: str, line: int
) -> None:
    path = tmp_path / "bad.yaml"
    path.write_text(content, encoding="utf-8")
    before = time.process_time()
    code = cli.run(["check", str(papers), "--pack", str(path)])
    assert time.process_time() - before < 1
    told = capfd.readouterr()
    assert (code, told.out) == (2, "")
    assert told.err.count("\n") == 1
    assert f"bad.yaml:{line}" in told.err
    assert "Traceback" not in told.err


def test_a_papers_text_is_never_taken_for_a_template(
    papers: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    hostile = "{{ 7*7 }}{% for x in y %}{0.__class__}%s%(x)s[bold]x[/bold]"
    wrong = papers / "b.txt"
    wrong.write_text(wrong.read_text("utf-8").replace("道路养护里程", hostile), encoding="utf-8")
    path = tmp_path / "plain.yaml"
    for message in ("%s {0} {name} {{ name }}", "{% if name %}{{ name }}{% endif %}"):
        path.write_text(replaced(message=message), encoding="utf-8")
        assert cli.run(["check", str(wrong), "--pack", str(path), "--format", "json"]) == 1
        assert f'"{message.split("{{")[0] if "{%" not in message else ""}{hostile}"' in capfd.readouterr().out
