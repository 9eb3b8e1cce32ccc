"""YAML is read as it looks, or not at all."""

from __future__ import annotations

import contextlib
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from heyan.engine.yaml_strict import load_yaml
from heyan.errors import PackError


def test_values_are_what_they_look_like() -> None:
    marked = load_yaml(
        b'a: 1\nb: 0.10\nc: -2.50\nd: true\ne: null\nf:\ng: "0.1"\nh: 1.2.3\ni: [a, 2]\nj: {k: v}\nl: 95%\nm: |\n  x\n',
        "t.yaml",
    )
    assert marked.value == {
        "a": 1,
        "b": Decimal("0.10"),
        "c": Decimal("-2.50"),
        "d": True,
        "e": None,
        "f": None,
        "g": "0.1",
        "h": "1.2.3",
        "i": ["a", 2],
        "j": {"k": "v"},
        "l": "95%",
        "m": "x\n",
    }
    assert isinstance(marked.value, dict)
    assert str(marked.value["b"]) == "0.10"


def test_every_part_knows_its_line() -> None:
    marked = load_yaml(b"rules:\n  - code: A\n    message: >\n      x\n  - code: B\n", "t.yaml")
    assert marked.line(("rules", 0, "message")) == 3
    assert marked.line(("rules", 1, "code")) == 5
    assert marked.line(("rules", 1, "nothing")) == 5


@pytest.mark.parametrize(
    ("text", "line", "part"),
    [
        ("a: 1\na: 2\n", 2, "写了两次"),
        ("x:\n  a: 1\n  b: 2\n  a: 3\n", 4, "写了两次"),
        ("code：A01\n", 1, "全角冒号"),
        ("a: 1\ncode：A01\n", 2, "全角冒号"),
        ("a: 1\ntitle：甲\nb: 2\n", 2, "全角冒号"),
        ("a: b\n  title：甲\n", 2, "全角冒号"),
        ("a:\n\tb: 1\n", 2, "制表符"),
        ("a: &x 1\n", 1, "锚点"),
        ("a: [*x]\n", 1, "引用"),
        ("a: !!python/object:os.system x\n", 1, "标签"),
        ("a: !x {b: 1}\n", 1, "标签"),
        ("<<: {a: 1}\n", 1, "合并键"),
        ("? [a]\n: b\n", 1, "键只能是文字"),
        ("a: no\n", 1, "真假"),
        ("a: Yes\n", 1, "真假"),
        ("a: TRUE\n", 1, "大小写"),
        ("a: 2021-12-31\n", 1, "日期"),
        ("a: 12:30\n", 1, "六十进制"),
        ("a: 010\n", 1, "八进制"),
        ("a: 0x1F\n", 1, "进制"),
        ("a: 1_000\n", 1, "数的写法"),
        ("a: 1e5\n", 1, "数的写法"),
        ("a: .5\n", 1, "数的写法"),
        ("a: .inf\n", 1, "有限"),
        ("a: 1\n---\nb: 2\n", 2, "一份"),
        ("a: [1, 2\n", 2, "YAML 写法有误"),
        ("a: {{ name }}\n", 1, "键只能是文字"),
        ("a: b: c\n", 1, "YAML 写法有误"),
        ("a: \x01\n", 1, "不允许的字符"),
    ],
)
def test_surprise_is_an_error(text: str, line: int, part: str) -> None:
    with pytest.raises(PackError) as caught:
        load_yaml(text.encode(), "t.yaml")
    assert part in caught.value.message
    assert caught.value.line == line
    assert caught.value.path == "t.yaml"
    assert caught.value.hint


def test_other_encodings_and_depths_are_refused() -> None:
    with pytest.raises(PackError, match="UTF-8"):
        load_yaml("a: 1\n甲: 乙".encode("gb18030"), "t.yaml")
    with pytest.raises(PackError, match=r"嵌套|YAML"):
        load_yaml(b"[" * 3000, "t.yaml")
    with pytest.raises(PackError, match="过大"):
        load_yaml(b"#" * (5 << 20), "t.yaml")


def test_colons_in_chinese_text_are_fine() -> None:
    assert load_yaml("a: 说明：见表\nb: 甲：乙".encode(), "t").value == {"a": "说明：见表", "b": "甲：乙"}


@given(
    st.one_of(st.binary(max_size=80), st.text(max_size=80).map(lambda text: text.encode("utf-8", "replace")))
)
@settings(max_examples=200, deadline=None)
def test_nothing_but_pack_errors(content: bytes) -> None:
    with contextlib.suppress(PackError):
        load_yaml(content, "t.yaml")
