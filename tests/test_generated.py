"""Files made from the code are up to date. `python -m tests.test_generated` rewrites them."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from heyan.packtools import editor_schema
from heyan.packtools.handbook import handbook
from heyan.packtools.handbook.coverage import coverage_page
from heyan.packtools.impact import formats as impact_formats
from heyan.packtools.language import PARTS, parts_of, refilled
from heyan.packtools.reporting import json as pack_report
from heyan.packtools.scaffold import ci_files
from heyan.pipeline import load_packs

SCHEMAS: dict[str, Callable[[], dict[str, object]]] = {
    **{file: make for make, file in editor_schema.SCHEMAS.values()},
    "pack-1.schema.json": pack_report.json_schema,
    "pack-diff-1.schema.json": impact_formats.json_schema,
}
HANDBOOK = Path(__file__).parents[1] / "docs" / "rules"
CATALOGUE = Path(__file__).parents[1] / "docs" / "catalogue.md"
LANGUAGE = Path(__file__).parents[1] / "docs" / "rule-language.md"
FOLDER = Path(__file__).parents[1] / "docs" / "schema"


def _written(name: str) -> str:
    return json.dumps(SCHEMAS[name](), ensure_ascii=False, indent=2) + "\n"


@pytest.mark.parametrize("name", SCHEMAS)
def test_the_schema_is_what_the_code_takes_and_gives(name: str) -> None:
    assert (FOLDER / name).read_text(encoding="utf-8") == _written(name)


def test_the_page_of_the_rule_language_is_what_the_code_does() -> None:
    page = LANGUAGE.read_text(encoding="utf-8")
    assert page == refilled(page)
    assert set(parts_of(page)) == set(PARTS)


def test_the_handbook_of_the_core_pack_is_what_the_rules_say() -> None:
    assert {path.name: path.read_text(encoding="utf-8") for path in HANDBOOK.glob("*")} == _handbook()


def test_the_catalogue_page_is_what_rules_and_catalogue_say() -> None:
    assert CATALOGUE.read_text(encoding="utf-8") == coverage_page(load_packs(["core"])[0], "rules")


def _handbook() -> dict[str, str]:
    return handbook(load_packs(["core"])[0], ("md",))


if __name__ == "__main__":
    HANDBOOK.mkdir(exist_ok=True)
    for path in HANDBOOK.glob("*"):
        path.unlink()
    for name, text in _handbook().items():
        (HANDBOOK / name).write_text(text, encoding="utf-8")
    CATALOGUE.write_text(coverage_page(load_packs(["core"])[0], "rules"), encoding="utf-8")
    for name, text in ci_files().items():
        (LANGUAGE.parent / "ci" / name).write_text(text, encoding="utf-8")
    LANGUAGE.write_text(refilled(LANGUAGE.read_text(encoding="utf-8")), encoding="utf-8")
    for name in SCHEMAS:
        (FOLDER / name).write_text(_written(name), encoding="utf-8")
