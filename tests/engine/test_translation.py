"""Rules in another language: the catalogue's texts where it has them, the rule's own elsewhere."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from heyan.engine.pack import load
from heyan.engine.translation import in_language
from heyan.errors import PackError
from heyan.model.document import Source
from heyan.pipeline import audit

TINY = Path(__file__).parent / "packs" / "tiny"
PAPER = Source(
    "p.json", b'{"schema": "heyan.report/1", "indicators": [{"name": "x", "weight": 3, "score": 6}]}'
)


def _with(tmp_path: Path, catalogue: str) -> Path:
    folder = Path(shutil.copytree(TINY, tmp_path / "tiny"))
    (folder / "en.yaml").write_text(catalogue, encoding="utf-8")
    return folder


def test_findings_speak_the_catalogue_s_language_and_stay_the_same_findings(tmp_path: Path) -> None:
    pack = load(_with(tmp_path, "T01: {title: Within, message: '{{ name }}: {{ score }}', fix: Mend it}\n"))
    chinese, english = (
        next(one for one in audit([PAPER], [each]).findings() if one.code == "T01")
        for each in (pack, in_language(pack, "en"))
    )
    assert (english.title, english.message, english.fix) == ("Within", "x: 6", "Mend it")
    assert chinese.title != english.title
    assert (chinese.fingerprint, chinese.severity, chinese.location) == (
        english.fingerprint,
        english.severity,
        english.location,
    )


def test_a_rule_without_texts_keeps_its_own(tmp_path: Path) -> None:
    pack = load(_with(tmp_path, "T01: {title: Within, message: Bad, fix: Mend}\n"))
    there = {rule.code: rule.title for rule in in_language(pack, "en").rules}
    assert there == {**{rule.code: rule.title for rule in pack.rules}, "T01": "Within"}
    (Path(pack.path) / "en.yaml").unlink()
    assert in_language(load(Path(pack.path)), "en").rules[0].title == pack.rules[0].title


@pytest.mark.parametrize(
    ("catalogue", "told"),
    [
        ("T01: {title: a, message: '{{ nme }}', fix: c}\n", "没有“nme”可填"),
        ("T01: {title: a, message: '{% for %}', fix: c}\n", "message"),
        ("T01: {title: a, message: b}\n", "没有写“fix”"),
        ("T01：{title: a}\n", "全角冒号"),
    ],
)
def test_a_catalogue_with_a_fault_is_refused(tmp_path: Path, catalogue: str, told: str) -> None:
    folder = _with(tmp_path, "{}\n")
    pack = load(folder)
    (folder / "en.yaml").write_text(catalogue, encoding="utf-8")
    with pytest.raises(PackError, match=told) as caught:
        in_language(pack, "en")
    assert caught.value.path.endswith("en.yaml")
