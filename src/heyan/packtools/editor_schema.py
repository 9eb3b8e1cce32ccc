"""JSON Schemas with which editors complete and check the files of a pack."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from types import MappingProxyType

from pydantic import BaseModel

from heyan.engine import schema
from heyan.engine.layer import ErrataFile, ProfileFile
from heyan.engine.values_source import ValuesFile
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


def _schema_of(model: type[BaseModel], title: str) -> Callable[[], dict[str, object]]:
    def made() -> dict[str, object]:
        return {"$schema": _DIALECT, **model.model_json_schema(), "title": title}

    return made


# What each kind of file is called on the command line, its schema, and the name of the schema's file.
SCHEMAS: Mapping[str, tuple[Callable[[], dict[str, object]], str]] = MappingProxyType(
    {
        "rules": (schema.json_schema, "rulepack.schema.json"),
        "lexicons": (lexicon_schema, "lexicons.schema.json"),
        "accepted": (accepted.json_schema, "accepted.schema.json"),
        "catalogue": (catalogue.json_schema, "catalogue.schema.json"),
        "values": (_schema_of(ValuesFile, "Heyan profile values of a pack"), "values.schema.json"),
        "profile": (_schema_of(ProfileFile, "Heyan profile"), "profile.schema.json"),
        "errata": (_schema_of(ErrataFile, "Heyan errata"), "errata.schema.json"),
    }
)


def schema_text(kind: str) -> str:
    """The schema of that kind of file (KeyError for one that is not of SCHEMAS) as text."""
    return json.dumps(SCHEMAS[kind][0](), ensure_ascii=False, indent=2) + "\n"
