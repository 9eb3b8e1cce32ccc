"""The handbook: every rule with its examples as tables, the same bytes each time, and no way out for hostile text."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import html

from heyan.engine.pack import CompiledPack, load
from heyan.packtools.handbook import handbook
from heyan.pipeline import load_packs

CORE = load_packs(["core"])[0]
HOSTILE = """pack: p
version: 0.1.0
family: rows
rules:
  - code: T01
    name: some-fault
    title: "<script>alert(1)</script> | [x](javascript:y)"
    severity: error
    confidence: certain
    basis: [乙]
    each: indicators
    assert: score <= weight
    message: "{{ name }}"
    fix: 丙
    examples:
      - {expect: failed, indicators: [{name: "<img src=x> | `a`", weight: 1, score: 2}]}
"""


@pytest.fixture(scope="module")
def pages() -> dict[str, str]:
    return handbook(CORE)


@pytest.fixture
def hostile(tmp_path: Path) -> CompiledPack:
    (tmp_path / "f.yaml").write_text(HOSTILE, encoding="utf-8")
    return load(tmp_path)


def test_same_pack_same_bytes(pages: dict[str, str]) -> None:
    assert handbook(CORE) == pages


def test_a_page_a_family_and_an_index_in_each_format(pages: dict[str, str]) -> None:
    families = {rule.family for rule in CORE.rules}
    assert set(pages) == {"README.md", "index.html"} | {
        f"{family}.{format_}" for family in families for format_ in ("md", "html")
    }
    assert set(handbook(CORE, ("md",))) == {name for name in pages if name.endswith(".md")}


@pytest.mark.parametrize("suffix", ["md", "html"])
def test_every_rule_is_told_in_full(pages: dict[str, str], suffix: str) -> None:
    index = pages["README.md" if suffix == "md" else "index.html"]
    for rule in CORE.rules:
        page = pages[f"{rule.family}.{suffix}"]
        assert f'id="{rule.code.lower()}"' in page
        assert f"{rule.family}.{suffix}#{rule.code.lower()}" in index
        assert rule.name in page


def test_an_example_is_a_table_and_says_what_is_reported(pages: dict[str, str]) -> None:
    page = pages["scores.md"]
    assert "| 指标 | 分值 | 得分 |" in page
    assert "> 征地完成率：得分 6 超出分值 3" in page


def test_html_stands_alone(pages: dict[str, str]) -> None:
    for name, text in pages.items():
        if name.endswith(".html"):
            tree = html.fromstring(text)
            assert not list(tree.iter("script", "img", "link"))
            links = [str(anchor.get("href")) for anchor in tree.iter("a")]
            assert all(link.split("#")[0] in {*pages, ""} for link in links)


def test_texts_of_a_stranger_stay_texts(hostile: CompiledPack) -> None:
    shown = handbook(hostile)
    assert "<script>" not in shown["rows.html"]
    assert "<img" not in shown["rows.html"]
    assert "<script>" not in shown["rows.md"].replace("\\<", "")
    assert "\\|" in shown["rows.md"]
