"""Files made from the code are up to date. `python -m tests.test_generated` rewrites them."""

from __future__ import annotations

import json
from pathlib import Path

from heyan.engine.schema import json_schema

SCHEMA = Path(__file__).parents[1] / "docs" / "schema" / "rulepack.schema.json"


def _schema() -> str:
    return json.dumps(json_schema(), ensure_ascii=False, indent=2) + "\n"


def test_the_schema_for_editors_is_what_the_loader_takes() -> None:
    assert SCHEMA.read_text(encoding="utf-8") == _schema()


if __name__ == "__main__":
    SCHEMA.write_text(_schema(), encoding="utf-8")
