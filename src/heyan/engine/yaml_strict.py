"""YAML without surprises: what it could misread is an error with line and hint, and every value knows its line."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal

import yaml

from heyan.engine.limits import MAX_BYTES, MAX_NODES
from heyan.errors import PackError
from heyan.model.dataclass import dataclass

Value = str | int | Decimal | bool | None | list["Value"] | dict[str, "Value"]
Key = str | int
MAX_DEPTH = 40
MAX_KEY = 100
_LOADER = yaml.CBaseLoader if yaml.__with_libyaml__ else yaml.BaseLoader

_INTEGER = re.compile(r"-?(0|[1-9]\d{0,17})")
_DECIMAL = re.compile(r"-?(0|[1-9]\d{0,17})\.\d{1,18}")
# What YAML 1.1 would turn into something else than the text it looks like.
_SURPRISES = (
    (re.compile(r"(?i:yes|no|on|off|y|n)"), "YAML 会当成真假", "写 true 或 false，要文字就加引号"),
    (re.compile(r"(?i:true|false|null)"), "大小写不对", "写成小写 true、false、null，要文字就加引号"),
    (re.compile(r"\d{4}-\d{1,2}-\d{1,2}([Tt ].*)?"), "YAML 会当成日期", "加引号"),
    (re.compile(r"[-+]?\d+(:[0-5]?\d)+(\.\d*)?"), "YAML 会当成六十进制数", "加引号"),
    (re.compile(r"[-+]?0[\d_]+(\.\d*)?"), "前面有 0，YAML 会当成八进制数", "去掉前面的 0，要文字就加引号"),
    (re.compile(r"[-+]?0[xXbo][0-9a-fA-F_]+"), "YAML 会当成别的进制", "加引号"),
    (re.compile(r"[-+]?(\.inf|\.nan|\.Inf|\.NaN|\.INF|\.NAN)|\.nan|\.NaN|\.NAN"), "不是有限的数", "加引号"),
    (
        re.compile(r"[-+]?(\d[\d_]*\.?[\d_]*|\.\d[\d_]*)([eE][-+]?\d+)?"),
        "数的写法不规范",
        "写成 12 或 0.5，要文字就加引号",
    ),
)
_WIDE_COLON = re.compile(r"^\s*(?:- +)?([A-Za-z_][A-Za-z0-9_-]+)：", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Marked:
    """A file's value, and the 1-based line of each part of it by its path of keys and indexes."""

    value: Value
    lines: Mapping[tuple[Key, ...], int]
    path: str

    def line(self, keys: tuple[Key, ...]) -> int:
        """The line of the part that `keys` lead to; keys that the file does not have are left out."""
        place: tuple[Key, ...] = ()
        for key in keys:
            if (*place, key) in self.lines:
                place = (*place, key)
        return self.lines.get(place, 1)


def load_yaml(content: bytes, path: str) -> Marked:
    """Read one YAML file; `path` is for messages. Numbers with a point become Decimals of their very text.

    Raises PackError, with line and hint, for bad YAML, for duplicate keys, anchors, aliases, tags and merge keys,
    for full-width colons behind a key, and for plain scalars that YAML 1.1 reads as something else.
    """
    if len(content) > MAX_BYTES:
        raise PackError("文件过大", path=path, hint=f"不超过 {MAX_BYTES >> 20} MB")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise PackError("不是 UTF-8 编码", path=path, line=line, hint="另存为 UTF-8") from None
    reader = _Reader(text, path)
    try:
        value = reader.document()
    except yaml.MarkedYAMLError as error:
        raise _explained(error, text, path) from None
    except yaml.YAMLError as error:
        # libyaml counts in bytes.
        line = text.encode().count(b"\n", 0, getattr(error, "position", 0) or 0) + 1
        raise PackError("含有 YAML 不允许的字符", path=path, line=line, hint="删去控制字符") from None
    return Marked(value, reader.lines, path)


class _Reader:
    """Builds values straight from the parser's events, so that nothing is resolved behind our back."""

    def __init__(self, text: str, path: str) -> None:
        self._text, self._path = text, path
        # The loader's own call: yaml.parse asks it twice for each event.
        self._events = iter(_LOADER(text).get_event, None)
        self.lines: dict[tuple[Key, ...], int] = {}

    def document(self) -> Value:
        value: Value = None
        documents = 0
        for event in self._events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise self._error("一个文件里只能有一份 YAML", event, "去掉中间的 ---")
                value = self._value(next(self._events), (), 0)
        return value

    def _value(self, event: yaml.Event, place: tuple[Key, ...], depth: int) -> Value:
        if depth > MAX_DEPTH:
            raise self._error("嵌套过深", event, f"不超过 {MAX_DEPTH} 层")
        self.lines.setdefault(place, _line(event))
        if len(self.lines) > MAX_NODES:
            raise self._error("内容过多", event, f"一个文件不超过 {MAX_NODES} 个键和值，请分成几个规则包")
        if isinstance(event, yaml.AliasEvent):
            raise self._error("不支持引用（*）", event, "把内容写全")
        if getattr(event, "anchor", None):
            raise self._error("不支持锚点（&）", event, "要文字就加引号")
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event)
        if getattr(event, "tag", None):
            raise self._error("不支持标签（!）", event, "要文字就加引号")
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(place, depth)
        return self._mapping(place, depth)

    def _sequence(self, place: tuple[Key, ...], depth: int) -> list[Value]:
        values: list[Value] = []
        for event in self._events:
            if isinstance(event, yaml.SequenceEndEvent):
                break
            values.append(self._value(event, (*place, len(values)), depth + 1))
        return values

    def _mapping(self, place: tuple[Key, ...], depth: int) -> dict[str, Value]:
        values: dict[str, Value] = {}
        for event in self._events:
            if isinstance(event, yaml.MappingEndEvent):
                break
            key = self._key(event)
            if key in values:
                first = self.lines[(*place, key)]
                raise self._error(f"“{key}”写了两次", event, f"第 {first} 行已经有了，删去一个")
            # The key's line, not the value's: a block text starts a line below.
            self.lines[(*place, key)] = _line(event)
            values[key] = self._value(next(self._events), (*place, key), depth + 1)
        return values

    def _key(self, event: yaml.Event) -> str:
        if not isinstance(event, yaml.ScalarEvent) or event.anchor or (event.tag and event.tag != "!"):
            raise self._error("键只能是文字", event, "写成 键: 值")
        if event.value == "<<" and not event.style:
            raise self._error("不支持合并键（<<）", event, "把内容写全")
        self._check_colon(event)
        if len(event.value) > MAX_KEY:
            raise self._error("键过长", event, f"不超过 {MAX_KEY} 字")
        return str(event.value)

    def _scalar(self, event: yaml.ScalarEvent) -> Value:
        text: str = event.value
        if event.tag and event.tag != "!":
            raise self._error("不支持标签（!）", event, "要文字就加引号")
        if event.style:
            return text
        if text in ("", "~", "null"):
            return None
        if text in ("true", "false"):
            return text == "true"
        figure = text[0] in "+-.0123456789"
        if figure and _INTEGER.fullmatch(text):
            return int(text)
        if figure and _DECIMAL.fullmatch(text):
            return Decimal(text)
        if figure or text[0] in "YyNnOoTtFf":
            for pattern, message, hint in _SURPRISES:
                if pattern.fullmatch(text):
                    raise self._error(f"“{text[:MAX_KEY]}”{message}", event, hint)
        self._check_colon(event)
        return text

    def _check_colon(self, event: yaml.ScalarEvent) -> None:
        if event.style or "：" not in event.value:
            return
        start, end = event.start_mark, event.end_mark
        found = _WIDE_COLON.search(self._text, start.index, end.index) if start and end else None
        if found:
            line = self._text.count("\n", 0, found.start(1)) + 1
            raise _wide_colon(found.group(1), self._path, line)

    def _error(self, message: str, event: yaml.Event, hint: str) -> PackError:
        return PackError(message, path=self._path, line=_line(event), hint=hint)


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1


def _wide_colon(key: str, path: str, line: int) -> PackError:
    return PackError(f"“{key}”后面是全角冒号“：”", path=path, line=line, hint=f"改成半角冒号加空格“{key}: ”")


def _explained(error: yaml.MarkedYAMLError, text: str, path: str) -> PackError:
    mark = error.problem_mark or error.context_mark
    line = mark.line + 1 if mark else 1
    rows = text.split("\n")
    for number in (line, line - 1, line + 1):
        row = rows[number - 1] if 0 < number <= len(rows) else ""
        found = _WIDE_COLON.match(row)
        if found:
            return _wide_colon(found.group(1), path, number)
        if re.match(r" *\t", row):
            return PackError("用了制表符缩进", path=path, line=number, hint="缩进只用空格")
    row = rows[line - 1] if line <= len(rows) else ""
    hint = "检查缩进、冒号后的空格和引号"
    if re.search(r":\s*[\"']?\{\{", row) or re.search(r":\s+[\[{@`%&*!|>]", row):
        hint = "值以特殊符号开头时整个加双引号"
    elif row.count(": ") > 1:
        hint = "值里有“: ”时整个加引号"
    return PackError(f"YAML 写法有误（{error.problem or '无法解析'}）", path=path, line=line, hint=hint)
