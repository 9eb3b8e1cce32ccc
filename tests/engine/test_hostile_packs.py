"""A pack from a stranger costs a second and 200 MB at most, whatever it says: it loads, or it is refused by a PackError."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from itertools import pairwise
from pathlib import Path
from typing import TypedDict

import pytest

ROOT = Path(__file__).parents[2]
PAPER = ROOT / "fixtures" / "01-department-forms-and-report.docx"
# A second on an idle machine (docs/performance.md); tests share theirs with others.
SECONDS, MEGABYTES = 3.0, 200.0
HEAD = "pack: p\nversion: 0.1.0\nfamily: f\nrules:\n"
RULE = """\
  - code: {code}
    name: rule-{name}
    title: 甲
    severity: error
    confidence: certain
    basis: [甲]
    each: {each}
    {body}
    message: {message}
    fix: 乙
"""


class Told(TypedDict):
    told: list[str]
    message: int
    seconds: float
    megabytes: float


def rule(
    body: str = "assert: score == 1", *, each: str = "indicators", message: str = "丙", number: int = 0
) -> str:
    code = f"{chr(65 + number // 100 % 26)}{number % 100:02}"
    return RULE.format(code=code, name=number, each=each, body=body, message=message)


def rules(bodies: list[str], **options: str) -> str:
    return HEAD + "".join(rule(body, number=number, **options) for number, body in enumerate(bodies))


def quoted(expression: str) -> str:
    return "assert: " + json.dumps(expression, ensure_ascii=False)


def nested_steps(depth: int) -> str:
    text = "score < weight"
    for _ in range(depth):
        text = f"(({text}) == (score < weight))"
    return text


def pattern(text: str, look: str = "text") -> str:
    return "check: {kind: pattern, look: " + look + ", pattern: '" + text + "'}"


LOOPS = (
    "any(any("
    + " or ".join(["j.name == i.name and j.score == 2 and i.weight * 3 == j.weight"] * 8)
    + " for j in report.indicators) for i in report.indicators)"
)
LONG_TEXT = "any(contains(report.text, lexicon('w')) and i.score == 77 for i in report.indicators)"
MATCHES = "any(matches(report.text, r'(甲|乙|丙)+.{0,50}(丁|戊)+$') for i in report.indicators)"

# What a pack may try, as files of its folder; False where it has to be refused.
PACKS: Mapping[str, tuple[bool, Callable[[], dict[str, str | bytes]]]] = {
    "alias bomb": (
        False,
        lambda: {
            "a.yaml": "a: &a [x,x,x,x,x,x,x,x]\n"
            + "".join(f"{b}: &{b} [{','.join([f'*{a}'] * 9)}]\n" for a, b in pairwise("abcdefghi"))
        },
    ),
    "merge keys": (False, lambda: {"a.yaml": "a: &a {x: 1}\nb: {<<: *a}\n"}),
    "a list of a million": (False, lambda: {"a.yaml": "rules:\n" + "- 1\n" * 1_000_000}),
    "a flow list of a million": (False, lambda: {"a.yaml": "[" + "1," * 1_000_000 + "]"}),
    "many files of many nodes": (
        False,
        lambda: {f"lexicons/{n}.yaml": f"l{n}: [{'甲,' * 20_000}]" for n in range(40)},
    ),
    "nested without end": (False, lambda: {"a.yaml": "[" * 2_000_000}),
    "nested keys": (False, lambda: {"a.yaml": "".join(" " * n + f"k{n}:\n" for n in range(2_000))}),
    "a huge scalar": (False, lambda: {"a.yaml": "pack: " + "x" * 4_000_000}),
    "a huge key": (False, lambda: {"a.yaml": "x" * 1_000_000 + ": 1"}),
    "a huge block scalar": (False, lambda: {"a.yaml": HEAD + rule("why: |\n" + "      甲\n" * 300_000)}),
    "a huge number": (False, lambda: {"a.yaml": HEAD + rule("since: " + "9" * 1_000_000)}),
    "a file of 50 MB": (False, lambda: {"a.yaml": b"x" * (50 << 20)}),
    "ten thousand files": (False, lambda: {f"{n}.yaml": "x" for n in range(3_000)}),
    "full-width colons": (False, lambda: {"a.yaml": "".join(f"键{n}：[{{\n" for n in range(200_000))}),
    "control characters": (False, lambda: {"a.yaml": b"\x00" * 1_000_000}),
    "broken UTF-8": (False, lambda: {"a.yaml": b"\xff\xfe" * 500_000}),
    "unknown keys by the thousand": (
        False,
        lambda: {"a.yaml": HEAD + "".join(f"  - {{k{n}: 1}}\n" for n in range(30_000))},
    ),
    "wrong types by the thousand": (False, lambda: {"a.yaml": HEAD + rule(f"tags: [{'1,' * 90_000}]")}),
    "a wrong word of a megabyte": (
        False,
        lambda: {"a.yaml": HEAD + rule().replace("error", "x" * 1_000_000)},
    ),
    "a misspelt kind of a megabyte": (
        False,
        lambda: {"a.yaml": HEAD + rule("check: {kind: " + "x" * 1_000_000 + "}")},
    ),
    "rules by the thousand": (False, lambda: {"a.yaml": rules(["assert: score == 1"] * 1_500)}),
    "a long expression": (
        False,
        lambda: {"a.yaml": rules([quoted("score == 1 and " * 10_000 + "score == 1")])},
    ),
    "many long expressions": (
        False,
        lambda: {"a.yaml": rules([quoted(" and ".join(["score == weight"] * 90))] * 300)},
    ),
    "as many long expressions as go": (
        True,
        lambda: {"a.yaml": rules([quoted(" or ".join(["score == 9.5"] * 60))] * 90)},
    ),
    "an expression of brackets": (
        False,
        lambda: {"a.yaml": rules([quoted("(" * 900 + "score" + ")" * 900)])},
    ),
    "an expression of nots": (False, lambda: {"a.yaml": rules([quoted("not " * 400 + "has(score)")])}),
    "a power tower": (False, lambda: {"a.yaml": rules([quoted("9**9**9 == score")])}),
    "a long number": (False, lambda: {"a.yaml": rules([quoted("9" * 1_900 + " == score")])}),
    "a repeated text": (False, lambda: {"a.yaml": rules([quoted("'a' * 1000000000 == name")])}),
    "a way out": (False, lambda: {"a.yaml": rules([quoted("name.__class__.__mro__ == name")])}),
    "comparisons of comparisons": (True, lambda: {"a.yaml": rules([quoted(nested_steps(16))])}),
    "products without end": (True, lambda: {"a.yaml": rules([quoted("*".join(["score"] * 38) + " == 1")])}),
    "nested loops": (True, lambda: {"a.yaml": rules([quoted(LOOPS)])}),
    "a loop over the whole text": (
        True,
        lambda: {
            "a.yaml": rules([quoted(LONG_TEXT)]),
            "lexicons/w.yaml": "w: [" + ", ".join(f"词语{n}" for n in range(19_000)) + "]",
        },
    ),
    "a loop of patterns": (True, lambda: {"a.yaml": rules([quoted(MATCHES)])}),
    "a lexicon of a million words": (False, lambda: {"lexicons/w.yaml": "w: [" + "甲," * 1_000_000 + "]"}),
    "polarity of twenty thousand words": (
        True,
        lambda: {
            "a.yaml": rules(["check: {kind: direction, case: upward}"] * 20),
            "lexicons/w.yaml": "polarity: {higher: ["
            + ", ".join(f"指标{n}" for n in range(19_000))
            + "], lower: [], either: []}",
        },
    ),
    "a pattern that backtracks elsewhere": (
        True,
        lambda: {"a.yaml": rules([pattern(r"((.*)*)*(\w+\s?)*:")], each="report")},
    ),
    "a pattern that explodes": (
        False,
        lambda: {"a.yaml": rules([pattern("((((a{1,99}){1,99}){1,99}){1,99})")])},
    ),
    "a pattern of many states": (
        True,
        lambda: {"a.yaml": rules([pattern(r"(.{0,30}[一-龥].{0,30}){8}元")], each="report")},
    ),
    "many patterns of many states": (
        True,
        lambda: {
            "a.yaml": rules(
                [pattern(rf"[一-龥].{{0,{n}}}\pL{{3,{n}}}[^元]{{0,{n}}}元") for n in range(9, 55)],
                each="report",
            )
        },
    ),
    "too many patterns": (False, lambda: {"a.yaml": rules([pattern("甲" * 900)] * 100)}),
    "a pattern everywhere": (True, lambda: {"a.yaml": rules([pattern(".")] * 100, each="report")}),
    "a pattern in every cell": (True, lambda: {"a.yaml": rules([pattern(".", "name")] * 300)}),
    "a pattern over the paper from every row": (
        False,
        lambda: {"a.yaml": rules([pattern(".", "report.text")])},
    ),
    "a field looked at a hundred times": (
        True,
        lambda: {"a.yaml": rules([pattern("x", "[" + ", ".join(["name"] * 99) + "]")])},
    ),
    "a field looked at ten thousand times": (
        False,
        lambda: {"a.yaml": rules([pattern("x", "[" + ", ".join(["name"] * 10_000) + "]")])},
    ),
    "a message of slots": (
        True,
        lambda: {"a.yaml": rules(["assert: score == 1"], message='"' + "{{ name }}" * 99 + '"')},
    ),
    "a message of conditions": (
        True,
        lambda: {
            "a.yaml": rules(
                ["assert: score == 1"], message='"' + "{% if name %}" * 30 + "甲" + "{% endif %}" * 30 + '"'
            )
        },
    ),
    "a message that repeats": (
        False,
        lambda: {"a.yaml": rules(["assert: score == 1"], message="\"{{ 'a' * 1000000000 }}\"")},
    ),
    "a message that centres": (
        False,
        lambda: {"a.yaml": rules(["assert: score == 1"], message='"{{ name|center(1000000000) }}"')},
    ),
    "a message that loops": (
        False,
        lambda: {
            "a.yaml": rules(["assert: score == 1"], message='"{% for i in range(1000000000) %}a{% endfor %}"')
        },
    ),
    "a message out of its box": (
        False,
        lambda: {"a.yaml": rules(["assert: score == 1"], message='"{{ name.__class__.__mro__ }}"')},
    ),
    "a long message": (False, lambda: {"a.yaml": rules(["assert: score == 1"], message="甲" * 100_000)}),
}


@pytest.mark.skipif(sys.platform == "win32", reason="resource limits of POSIX")
@pytest.mark.parametrize("name", PACKS)
def test_a_hostile_pack_costs_little(name: str, tmp_path: Path) -> None:
    loads, make = PACKS[name]
    for file, content in make().items():
        path = tmp_path / file
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    told = _audited(tmp_path)
    refused = any(".yaml" in line or str(tmp_path) in line for line in told["told"])
    assert refused is not loads, told
    assert max(map(len, told["told"]), default=0) < 1_000
    assert told["message"] <= 2_000
    # Other work on the machine costs processor time, too: the least of three runs is the pack's own.
    least = (
        told["seconds"] if told["seconds"] < SECONDS else min(_audited(tmp_path)["seconds"] for _ in range(2))
    )
    assert least < SECONDS
    assert told["megabytes"] < MEGABYTES


@pytest.mark.skipif(sys.platform == "win32", reason="resource limits of POSIX")
def test_a_rule_that_takes_too_many_steps_says_so(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(rules([quoted(LONG_TEXT)]), encoding="utf-8")
    (tmp_path / "lexicons").mkdir()
    words = ", ".join(f"词语{n}" for n in range(19_000))
    (tmp_path / "lexicons" / "w.yaml").write_text(f"w: [{words}]", encoding="utf-8")
    assert any("not_evaluated 超出一条规则的计算限额" in line for line in _audited(tmp_path)["told"])


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.yaml")
    assert "不是文件" in _audited(tmp_path)["told"][0]
    (tmp_path / "a.yaml").unlink()
    (tmp_path / "a.yaml").symlink_to("/dev/zero")
    assert "不是文件" in _audited(tmp_path)["told"][0]


def _audited(folder: Path) -> Told:
    run = subprocess.run(
        [sys.executable, "-m", "tests.engine.hostile_pack", str(folder), str(PAPER)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"},
        capture_output=True,
        check=True,
    )
    told: Told = json.loads(run.stdout)
    return told
