"""Markdown tables and the words for types that the page's parts share."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

Schema = dict[str, object]
_TYPES = {
    "string": "text",
    "integer": "integer",
    "number": "number",
    "boolean": "true/false",
    "object": "mapping",
}


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table; `|` in cells is escaped."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)


def code(words: Iterable[str]) -> str:
    """The words in code marks, with commas; a dash where there are none."""
    return ", ".join(f"`{word}`" for word in words) or "–"


def sentence(docstring: str | None) -> str:
    """A docstring as one line."""
    return " ".join((docstring or "").split())


def type_of(schema: Schema, definitions: Schema) -> str:
    """The words for a JSON Schema: text, number, one of `a`, `b`, list of text …"""
    reference = schema.get("$ref")
    if isinstance(reference, str):
        target = definitions.get(reference.rsplit("/", 1)[-1])
        return type_of(target, definitions) if isinstance(target, dict) else "mapping"
    if "const" in schema:
        return f"`{schema['const']}`"
    choices = schema.get("enum")
    if isinstance(choices, list):
        return "one of " + code(str(choice) for choice in choices)
    options = schema.get("anyOf")
    if isinstance(options, list):
        return _either([option for option in options if isinstance(option, dict)], definitions)
    if schema.get("type") == "array":
        items = schema.get("items")
        return f"list of {type_of(items, definitions)}" if isinstance(items, dict) else "list"
    return _TYPES.get(str(schema.get("type")), "mapping")


def _either(options: Sequence[Schema], definitions: Schema) -> str:
    """The alternatives, without null, and without the texts that stand for numbers."""
    shown = [option for option in options if option.get("type") != "null"]
    if any(option.get("type") == "number" for option in shown):
        shown = [option for option in shown if option.get("type") != "string"]
    return " or ".join(dict.fromkeys(type_of(option, definitions) for option in shown))


def default_of(schema: Schema) -> str:
    """The default as it would be written in YAML; a dash where there is none or it is empty."""
    if "default" not in schema or schema["default"] in (None, "", [], {}):
        return "–"
    value = schema["default"]
    return f"`{str(value).lower() if isinstance(value, bool) else value}`"
