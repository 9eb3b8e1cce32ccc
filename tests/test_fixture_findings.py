"""The core pack on the fixture papers, in every format: what must be found is found, and nothing else is alleged."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from fixtures.build import WRITERS

from heyan.engine.pack import CompiledPack
from heyan.model.document import Source
from heyan.model.finding import Finding
from heyan.pipeline import audit, load_packs

FOLDER = Path(__file__).parent.parent / "fixtures"
LISTED = yaml.safe_load((FOLDER / "faults.yaml").read_text("utf-8"))["papers"]
CASES = [(entry, suffix) for entry in LISTED for suffix in WRITERS]
NAMES = [f"{entry['paper']}.{suffix}" for entry, suffix in CASES]

Entry = dict[str, list[dict[str, str]]]


@pytest.fixture(scope="module")
def packs() -> tuple[CompiledPack, ...]:
    return load_packs(["core"])


def _findings(name: str, packs: tuple[CompiledPack, ...]) -> tuple[Finding, ...]:
    result = audit([Source(name, (FOLDER / name).read_bytes())], packs)
    assert result.failures == ()
    return result.findings()


def _shows(finding: Finding, where: str) -> bool:
    excerpts = (finding.location.excerpt, *(place.excerpt for place in finding.related))
    return where in finding.message or any(where in excerpt for excerpt in excerpts)


@pytest.mark.parametrize(("entry", "name"), list(zip([e for e, _ in CASES], NAMES, strict=True)), ids=NAMES)
def test_what_is_wrong_is_found(entry: Entry, name: str, packs: tuple[CompiledPack, ...]) -> None:
    found = _findings(name, packs)
    missed = []
    for fault in entry["faults"]:
        own = [one for one in found if one.code == fault["code"] and _shows(one, fault["where"])]
        if not own and not any(one.code == fault.get("answered_by") for one in found):
            missed.append((fault["code"], fault["where"]))
    assert missed == []


@pytest.mark.parametrize(("entry", "name"), list(zip([e for e, _ in CASES], NAMES, strict=True)), ids=NAMES)
def test_nothing_else_is_alleged(entry: Entry, name: str, packs: tuple[CompiledPack, ...]) -> None:
    known = {fault["code"] for fault in (*entry["faults"], *entry["further"])}
    alleged = [one for one in _findings(name, packs) if one.severity != "info"]
    assert [(one.code, one.message) for one in alleged if one.code not in known] == []
