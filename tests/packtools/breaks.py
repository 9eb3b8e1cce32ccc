"""A pack made in a scratch folder, one rule written, and broken in ten ways: what the gate says of each.

`python -m tests.packtools.breaks` prints the ten.
"""

from __future__ import annotations

import contextlib
import io
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from heyan import cli

RULE = """
  - code: X02
    name: score-exceeds-weight
    title: 得分不得超过分值
    why: 得分最高只能等于分值，最低为0。
    severity: error
    confidence: certain
    basis: [财预〔2020〕10号]
    each: indicators
    assert: 0 <= score <= weight
    message: "{{ name }}：得分 {{ score }} 超出分值 {{ weight }}"
    fix: 核对该项得分；最高只能等于分值。
    examples:
      - {expect: failed, indicators: [{name: 培训人次, weight: 10, score: 10.5}]}
      - {expect: failed, indicators: [{name: 培训人次, weight: 10, score: -0.5}]}
      - {expect: passed, indicators: [{name: 培训人次, weight: 10, score: 10}]}
      - {expect: passed, indicators: [{name: 培训人次, weight: 10, score: 0}]}
      - {expect: not_evaluated, indicators: [{name: 培训人次, weight: 10}]}
"""


@dataclass(frozen=True, slots=True)
class Break:
    """One way to break the rule: what a keeper does wrong, the edit, the command that sees it, and words of what it says."""

    slip: str
    edit: tuple[str, str]
    command: str
    told: tuple[str, ...]


BREAKS = (
    Break("冒号打成了全角", ("title: 得分不得", "title：得分不得"), "test", ("local.yaml:28", "全角冒号", "半角冒号")),
    Break("字段名写错", ("score <= weight", "scroe <= weight"), "test", ("X02", "没有“scroe”", "是不是“score”")),
    Break("小于等于号用了输入法的“≤”", ("0 <= score", "0 ≤ score"), "test", ("X02", "“≤”", "改成“<=”")),
    Break("消息里用了不存在的值", ("{{ score }} 超出", "{{ points }} 超出"), "test", ("X02", "没有“points”可填")),
    Break("同一个键写了两次", ("    severity: error", "    severity: error\n    severity: info"), "test", ("写了两次", "删去一个")),
    Break("代码和别的规则重复", ("code: X02", "code: X01"), "test", ("X01", "重复", "已用于")),
    Break("规则改松了，该报的不报", ("score <= weight\n", "score <= weight + 1\n"), "test", ("X02", "示例", "不通过", "通过")),
    Break(
        "删掉了会通过的示例",
        (
            "      - {expect: passed, indicators: [{name: 培训人次, weight: 10, score: 10}]}\n"
            "      - {expect: passed, indicators: [{name: 培训人次, weight: 10, score: 0}]}\n",
            "",
        ),
        "test",
        ("X02", "通过"),
    ),
    Break(
        "示例管不住：去掉了刚好等于分值的那个",
        ("      - {expect: passed, indicators: [{name: 培训人次, weight: 10, score: 10}]}\n", ""),
        "mutate",
        ("X02", "照样"),
    ),
    Break("改法还没写，留着“待补”", ("fix: 核对该项得分；最高只能等于分值。", "fix: 待补"), "lint", ("X02", "占位", "写上真正的内容")),
)  # fmt: skip


def scaffold(folder: Path) -> None:
    """A new pack in the folder, with the rule added to it."""
    assert cli.run(["pack", "new", str(folder), "--name", "county-rules"]) == 0
    family = folder / "local.yaml"
    family.write_text(family.read_text("utf-8") + RULE, "utf-8")


def caught(folder: Path, one: Break) -> tuple[int, str]:
    """Breaks the pack in the folder that way: the exit code of the command, and all that it says."""
    for path in (folder / "local.yaml", folder / "lexicons" / "words.yaml"):
        text = path.read_text("utf-8")
        if one.edit[0] in text:
            path.write_text(text.replace(*one.edit, 1), "utf-8")
            break
    else:
        raise ValueError(f"nothing to edit for {one.slip}")
    return heard(["pack", one.command, str(folder)])


def heard(arguments: list[str]) -> tuple[int, str]:
    """The exit code of a command line, and all that it says."""
    out, err = io.TextIOWrapper(io.BytesIO(), "utf-8"), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = cli.run(arguments)
        out.flush()
        said = out.buffer.getvalue().decode()
    return code, said + err.getvalue()


def main() -> None:
    """Print what the gate says of each of the ten."""
    for number, one in enumerate(BREAKS, start=1):
        with tempfile.TemporaryDirectory() as scratch:
            folder = Path(scratch) / "county"
            with contextlib.redirect_stderr(io.StringIO()):
                scaffold(folder)
            code, said = caught(folder, one)
        sys.stdout.write(f"{number}. {one.slip}\n   heyan pack {one.command}，退出码 {code}\n")
        told = said.replace(str(folder), "county").splitlines()
        sys.stdout.write("".join(f"   | {line}\n" for line in told if line.strip()) + "\n")


if __name__ == "__main__":
    main()
