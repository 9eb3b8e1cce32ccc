"""The fixture papers: built from their definitions, alike in four formats, true to faults.yaml."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
import yaml
from fixtures import build
from fixtures.paper import Paper
from fixtures.papers import PAPERS
from lxml import html
from openpyxl import load_workbook

FOLDER = Path(build.__file__).parent


def _unpacked(content: bytes) -> dict[str, bytes] | bytes:
    """Entries of a package (compressed bytes differ between zlib builds), or the content itself."""
    if not content.startswith(b"PK"):
        return content
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return {name: package.read(name) for name in package.namelist()}


def test_the_committed_files_are_what_the_definitions_make(tmp_path: Path) -> None:
    for path in build.build(tmp_path):
        committed = (FOLDER / path.name).read_bytes()
        assert _unpacked(path.read_bytes()) == _unpacked(committed), (
            f"run: python -m fixtures.build ({path.name})"
        )


def test_two_builds_give_the_same_bytes(tmp_path: Path) -> None:
    folders = (tmp_path / "first", tmp_path / "second")
    for folder in folders:
        folder.mkdir()
    first, second = ([path.read_bytes() for path in build.build(folder)] for folder in folders)
    assert first == second


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.name)
def test_every_text_is_in_the_page_and_the_sheets(paper: Paper) -> None:
    texts = [line.strip() for text in paper.texts() for line in text.split("\n") if line.strip()]
    page = html.fromstring((FOLDER / f"{paper.name}.html").read_bytes().decode(paper.html_encoding))
    shown = "".join(str(piece) for piece in page.itertext())
    assert [text for text in texts if text not in shown] == []
    book = load_workbook(FOLDER / f"{paper.name}.xlsx")
    cells = [
        str(cell.value)
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    ]
    words = [text for text in texts if not text.rstrip("%").replace(".", "").isdigit()]
    assert [text for text in words if not any(text in cell for cell in cells)] == []


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.name)
def test_every_place_in_the_list_of_faults_is_text_of_the_paper(paper: Paper) -> None:
    listed = {
        entry["paper"]: entry
        for entry in yaml.safe_load((FOLDER / "faults.yaml").read_text("utf-8"))["papers"]
    }
    assert set(listed) == {paper.name for paper in PAPERS}
    entry = listed[paper.name]
    texts = list(paper.texts())
    text = (FOLDER / f"{paper.name}.txt").read_text("utf-8")
    places = [item["where"] for item in (*entry["faults"], *entry["further"], *entry["silent"])]
    assert [place for place in places if not any(place in one for one in texts) or place not in text] == []
    required = {"code", "where", "what"}
    assert all(item.keys() - {"answered_by"} == required for item in (*entry["faults"], *entry["further"]))
    assert all(item.keys() == {"relation", "where"} for item in entry["silent"])
