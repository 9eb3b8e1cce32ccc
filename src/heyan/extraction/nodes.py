"""Access to YAML nodes of a handed-in model: keys, scalars and their places, faults that name the line."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import TypeVar, cast

import yaml

from heyan.errors import UnreadableInput
from heyan.model.document import Document
from heyan.model.report import Sourced
from heyan.model.span import Span

T = TypeVar("T")
# Key node and value node of each key.
Entries = Mapping[str, tuple[yaml.Node, yaml.Node]]
_MOST_NODES = 400_000
_LONGEST_NAME = 40
_TRUTHS: Mapping[str, bool] = MappingProxyType(
    {"true": True, "yes": True, "是": True, "false": False, "no": False, "否": False}
)
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
# The model itself is eight deep; YAML's own composer recurses in C, where depth ends the process.
_MOST_DEPTH = 60


def compose(document: Document) -> yaml.MappingNode:
    """The document's top mapping. Raises UnreadableInput naming the line of what is not JSON or YAML.

    References (*), which could multiply or contain themselves, are refused, and so is what is too deep or too much.
    """
    try:
        root = _Composer(document.text).root()
    except yaml.MarkedYAMLError as fault:
        line = fault.problem_mark.line + 1 if fault.problem_mark else 1
        raise UnreadableInput(
            "invalid", f"第{line}行不是有效的 JSON/YAML：{fault.problem}；请改正后重新送审。"
        ) from fault
    except yaml.YAMLError as fault:
        # libyaml counts in bytes.
        line = (
            document.text.encode("utf-8", "replace").count(b"\n", 0, getattr(fault, "position", None) or 0)
            + 1
        )
        raise UnreadableInput(
            "invalid", f"第{line}行有 JSON/YAML 不允许的字符；请删去后重新送审。"
        ) from fault
    if not isinstance(root, yaml.MappingNode):
        raise UnreadableInput("invalid", "报告模型应是一组“键: 值”，首行写 schema: heyan.report/1。")
    return root


class _Composer:
    """Builds nodes from the parser's events, within limits."""

    def __init__(self, text: str) -> None:
        self._events: Iterator[yaml.Event] = yaml.parse(text, Loader=_LOADER)
        self._built = 0

    def root(self) -> yaml.Node | None:
        root: yaml.Node | None = None
        for event in self._events:
            if isinstance(event, yaml.DocumentStartEvent):
                if root is not None:
                    raise fault(event, "一个文件里只能有一份报告模型，请去掉中间的 ---")
                root = self._node(next(self._events), 0)
        return root

    def _node(self, event: yaml.Event, depth: int) -> yaml.Node:
        self._built += 1
        if depth > _MOST_DEPTH:
            raise fault(event, f"嵌套超过 {_MOST_DEPTH} 层，疑为恶意构造")
        if self._built > _MOST_NODES:
            raise fault(event, "内容过多，疑为恶意构造")
        if isinstance(event, yaml.AliasEvent):
            raise fault(event, "不支持引用（*），请把内容写全")
        if getattr(event, "tag", None) not in (None, "!"):
            raise fault(event, "不支持标签（!），要文字就加引号")
        start = cast(yaml.Mark, event.start_mark)
        if isinstance(event, yaml.ScalarEvent):
            return yaml.ScalarNode("", event.value, start, cast(yaml.Mark, event.end_mark), event.style)
        items: list[yaml.Node] = []
        for inner in self._events:
            if isinstance(inner, yaml.CollectionEndEvent):
                break
            items.append(self._node(inner, depth + 1))
        end = cast(yaml.Mark, inner.end_mark)
        if isinstance(event, yaml.SequenceStartEvent):
            return yaml.SequenceNode("", items, start, end)
        return yaml.MappingNode("", list(zip(items[::2], items[1::2], strict=True)), start, end)


def fault(node: yaml.Node | yaml.Event, message: str) -> UnreadableInput:
    """The error for a node, with its line."""
    line = node.start_mark.line + 1 if node.start_mark else 1
    return UnreadableInput("invalid", f"第{line}行：{message}{'' if message.endswith('？') else '。'}")


def unknown(node: yaml.Node, key: str, known: Iterable[str]) -> UnreadableInput:
    """The error for a name that is none of `known`, with the nearest of them."""
    names, key = sorted(known), key if len(key) <= _LONGEST_NAME else f"{key[:_LONGEST_NAME]}…"
    near = difflib.get_close_matches(key, names, n=1)
    hint = f"，是不是“{near[0]}”？" if near else f"；可用的有 {'、'.join(names)}"
    return fault(node, f"没有“{key}”这一项{hint}")


def is_empty(node: yaml.Node) -> bool:
    """Whether nothing is written there (or null)."""
    return isinstance(node, yaml.ScalarNode) and not node.style and node.value in ("", "null", "~")


class Nodes:
    """Reads nodes of one document."""

    def __init__(self, document: Document) -> None:
        self.document = document

    def entries(self, node: yaml.Node) -> dict[str, tuple[yaml.Node, yaml.Node]]:
        """The keys of a mapping; each may stand once."""
        if not isinstance(node, yaml.MappingNode):
            raise fault(node, "这里应是一组“键: 值”")
        found: dict[str, tuple[yaml.Node, yaml.Node]] = {}
        for key_node, value_node in node.value:
            if not isinstance(key_node, yaml.ScalarNode):
                raise fault(key_node, "键只能是文字")
            key = key_node.value
            if key in found:
                raise fault(key_node, f"“{key}”写了两次")
            found[key] = (key_node, value_node)
        return found

    def scalar(self, node: yaml.Node) -> yaml.ScalarNode:
        """A scalar, given plainly or as the `text` of an object."""
        if isinstance(node, yaml.MappingNode):
            inside = self.entries(node)
            if "text" not in inside:
                raise fault(node, "这一项应是文字，或带有 text 的一组“键: 值”")
            return self.scalar(inside["text"][1])
        if not isinstance(node, yaml.ScalarNode):
            raise fault(node, "这一项应是文字或数字")
        return node

    def number(self, node: yaml.Node) -> int:
        """A whole number."""
        text = self.scalar(node).value
        if not re.fullmatch(r"-?[0-9]{1,9}", text):
            raise fault(node, f"“{text[:_LONGEST_NAME]}”不是整数")
        return int(text)

    def truth(self, node: yaml.Node) -> bool:
        """Yes or no, in either language."""
        text = self.scalar(node).value.lower()
        if text not in _TRUTHS:
            raise fault(node, f"“{text[:_LONGEST_NAME]}”不是真假，请写 true 或 false")
        return _TRUTHS[text]

    def place(self, node: yaml.Node) -> Span:
        """Where a scalar's text stands, without its quotes."""
        scalar = self.scalar(node)
        start, end = scalar.start_mark.index, scalar.end_mark.index
        if scalar.style in ("'", '"'):
            start, end = start + 1, end - 1
        elif scalar.style in ("|", ">"):
            start = self.document.text.find("\n", start) + 1
        return Span(self.document.id, start, max(start, end))

    def whole(self, node: yaml.Node) -> Span:
        """Where a node stands as a whole."""
        return Span(self.document.id, node.start_mark.index, max(node.start_mark.index, node.end_mark.index))

    def text(self, node: yaml.Node) -> Sourced[str]:
        """A scalar's value with its place."""
        span = self.place(node)
        return Sourced(self.scalar(node).value, self.document.text_of(span), span)

    def items(self, entries: Entries, key: str, build: Callable[[yaml.Node], T]) -> list[T]:
        """The items of the list under `key`; none where the key is absent."""
        if key not in entries or is_empty(entries[key][1]):
            return []
        return [build(item) for item in self.sequence(entries[key][1], key)]

    def sequence(self, node: yaml.Node, name: str) -> list[yaml.Node]:
        """The nodes of a list."""
        if not isinstance(node, yaml.SequenceNode):
            raise fault(node, f"“{name}”应是一个列表")
        return list(node.value)

    def optional(self, entries: Entries, key: str, build: Callable[[yaml.Node], T]) -> T | None:
        """What `build` makes of the value under `key`; None where it is absent or empty."""
        if key not in entries or is_empty(entries[key][1]):
            return None
        return build(entries[key][1])
