"""Access to YAML nodes of a handed-in model: keys, scalars and their places, faults that name the line."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar

import yaml

from heyan.errors import UnreadableInput
from heyan.model.document import Document
from heyan.model.report import Sourced
from heyan.model.span import Span

T = TypeVar("T")
# Key node and value node of each key.
Entries = Mapping[str, tuple[yaml.Node, yaml.Node]]
_MOST_NODES = 400_000


def compose(document: Document) -> yaml.MappingNode:
    """The document's top mapping. Raises UnreadableInput naming the line of what is not JSON or YAML."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        root = yaml.compose(document.text, Loader=loader)
    except yaml.MarkedYAMLError as fault:
        line = fault.problem_mark.line + 1 if fault.problem_mark else 1
        raise UnreadableInput(
            "invalid", f"第{line}行不是有效的 JSON/YAML：{fault.problem}；请改正后重新送审。"
        ) from fault
    except (yaml.YAMLError, RecursionError) as fault:
        raise UnreadableInput("invalid", "不是有效的 JSON/YAML；请改正后重新送审。") from fault
    if not isinstance(root, yaml.MappingNode):
        raise UnreadableInput("invalid", "报告模型应是一组“键: 值”，首行写 schema: heyan.report/1。")
    return root


def fault(node: yaml.Node, message: str) -> UnreadableInput:
    """The error for a node, with its line."""
    return UnreadableInput("invalid", f"第{node.start_mark.line + 1}行：{message}。")


def unknown(node: yaml.Node, key: str, known: Iterable[str]) -> UnreadableInput:
    """The error for a name that is none of `known`, with the nearest of them."""
    names = sorted(known)
    near = difflib.get_close_matches(key, names, n=1)
    hint = f"，是不是“{near[0]}”？" if near else f"；可用的有 {'、'.join(names)}"
    return fault(node, f"没有“{key}”这一项{hint}")


def is_empty(node: yaml.Node) -> bool:
    """Whether nothing is written there (or null)."""
    return isinstance(node, yaml.ScalarNode) and node.style is None and node.value in ("", "null", "~")


class Nodes:
    """Reads nodes of one document; counts what it touches, so that aliases cannot multiply the work."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self._touched = 0

    def entries(self, node: yaml.Node) -> dict[str, tuple[yaml.Node, yaml.Node]]:
        """The keys of a mapping; each may stand once."""
        if not isinstance(node, yaml.MappingNode):
            raise fault(node, "这里应是一组“键: 值”")
        found: dict[str, tuple[yaml.Node, yaml.Node]] = {}
        for key_node, value_node in node.value:
            self._touch(key_node)
            key = key_node.value if isinstance(key_node, yaml.ScalarNode) else ""
            if key in found:
                raise fault(key_node, f"“{key}”写了两次")
            found[key] = (key_node, value_node)
        return found

    def scalar(self, node: yaml.Node) -> yaml.ScalarNode:
        """A scalar, given plainly or as the `text` of an object."""
        self._touch(node)
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
        if not text.lstrip("-").isdigit() or len(text) > 9:
            raise fault(node, f"“{text}”不是整数")
        return int(text)

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
        for item in node.value:
            self._touch(item)
        return list(node.value)

    def optional(self, entries: Entries, key: str, build: Callable[[yaml.Node], T]) -> T | None:
        """What `build` makes of the value under `key`; None where it is absent or empty."""
        if key not in entries or is_empty(entries[key][1]):
            return None
        return build(entries[key][1])

    def _touch(self, node: yaml.Node) -> None:
        self._touched += 1
        if self._touched > _MOST_NODES:
            raise fault(node, "内容过多，疑为恶意构造")
