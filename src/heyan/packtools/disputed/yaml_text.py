"""Examples as YAML that the strict loader reads back as they are."""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal

from heyan.engine.yaml_strict import load_yaml
from heyan.errors import PackError
from heyan.extraction.structured import JsonValue

_INDENT = "      "
_WIDEST = 140


def example_text(expect: str, note: str, paper: Mapping[str, JsonValue]) -> str:
    """The example as an item of `examples:`, indented for its place in a family file."""
    lines = [f"- expect: {expect}", f"  note: {_scalar(note)}"]
    for key, value in paper.items():
        lines += [f"  {line}" for line in _entry(key, value)]
    return "".join(f"{_INDENT}{line}\n" for line in lines)


def _entry(key: str, value: JsonValue) -> list[str]:
    flow = f"{key}: {_flow(value)}"
    if len(flow) <= _WIDEST or not isinstance(value, list | dict) or not value:
        return [flow]
    if isinstance(value, dict):
        return [f"{key}:", *(f"  {line}" for name, item in value.items() for line in _entry(name, item))]
    return [f"{key}:", *(f"  {line}" for item in value for line in _item(item))]


def _item(value: JsonValue) -> list[str]:
    flow = f"- {_flow(value)}"
    if len(flow) <= _WIDEST or not isinstance(value, dict) or not value:
        return [flow]
    lines = [line for name, item in value.items() for line in _entry(name, item)]
    return [f"- {lines[0]}", *(f"  {line}" for line in lines[1:])]


def _flow(value: JsonValue) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_flow(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(_flow(item) for item in value) + "]"
    return _scalar(value)


def _scalar(value: str | int | bool | None) -> str:
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    text = str(value)
    return text if _plain(text) else json.dumps(text, ensure_ascii=False)


def _plain(text: str) -> bool:
    """Whether the loader reads the bare text as that text, or as the number that prints like it."""
    try:
        read = load_yaml(f"- {{a: {text}, b: x}}\n".encode(), "").value
    except (PackError, UnicodeEncodeError):
        return False
    if not (
        isinstance(read, list)
        and len(read) == 1
        and isinstance(read[0], dict)
        and list(read[0]) == ["a", "b"]
    ):
        return False
    value = read[0]["a"]
    return not isinstance(value, bool) and isinstance(value, str | int | Decimal) and str(value) == text
