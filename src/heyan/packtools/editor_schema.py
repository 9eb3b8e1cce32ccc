"""JSON Schemas with which editors complete and check the files of a pack."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from types import MappingProxyType

from heyan.engine import schema
from heyan.packtools import accepted, catalogue

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_WORDS: dict[str, object] = {"type": "array", "items": {"type": "string", "minLength": 1}}


def lexicon_schema() -> dict[str, object]:
    """The schema of a lexicon file: lists of words by name, or named groups of them."""
    return {
        "$schema": _DIALECT,
        "title": "Heyan lexicons",
        "type": "object",
        "additionalProperties": {
            "anyOf": [
                {"type": "string", "minLength": 1},
                _WORDS,
                {
                    "type": "object",
                    "additionalProperties": {"anyOf": [{"type": "string", "minLength": 1}, _WORDS]},
                },
            ]
        },
    }


# What each kind of file is called on the command line, its schema, and the name of the schema's file.
SCHEMAS: Mapping[str, tuple[Callable[[], dict[str, object]], str]] = MappingProxyType(
    {
        "rules": (schema.json_schema, "rulepack.schema.json"),
        "lexicons": (lexicon_schema, "lexicons.schema.json"),
        "accepted": (accepted.json_schema, "accepted.schema.json"),
        "catalogue": (catalogue.json_schema, "catalogue.schema.json"),
    }
)


def schema_text(kind: str) -> str:
    """The schema of that kind of file (KeyError for one that is not of SCHEMAS) as text."""
    return json.dumps(SCHEMAS[kind][0](), ensure_ascii=False, indent=2) + "\n"
