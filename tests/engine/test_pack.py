"""Packs load whole or not at all; every error tells file, line, rule and what to write instead."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import jsonschema
import pytest
import yaml

from heyan.engine import pack
from heyan.engine.checks import CHECK_KINDS
from heyan.engine.schema import json_schema
from heyan.errors import PackError

TINY = Path(__file__).parent / "packs" / "tiny"

HEAD = "pack: p\nversion: 0.1.0\nfamily: f\nrules:\n"
RULE = """  - code: T01
    name: some-fault
    title: 甲
    severity: error
    confidence: certain
    basis: [乙]
    each: indicators
    assert: score <= weight
    message: "{{ name }}"
    fix: 丙
"""


def load_text(folder: Path, text: str) -> pack.CompiledPack:
    file = folder / "f.yaml"
    file.write_text(text, encoding="utf-8")
    return pack.load(file)


def test_tiny_pack_loads() -> None:
    tiny = pack.load(TINY)
    assert (tiny.name, tiny.version) == ("tiny", "0.1.0")
    assert [rule.code for rule in tiny.rules] == ["T01", "T02", "T03", "T04", "T05", "T06", "U01"]
    assert {rule.family for rule in tiny.rules} == {"rows", "sums"}
    assert tiny.lexicons["words"].groups["lower"] == ("投诉率",)
    assert tiny.lexicons["levels"].words == ("产出指标", "效益指标", "满意度指标")
    assert tiny.rules[0].examples[0]["indicators"] == [{"name": "培训场次", "weight": 10, "score": 10}]
    assert tiny.rules[0].examples[0]["expect"] == "passed"
    assert (tiny.rules[0].line, Path(tiny.rules[0].path).name) == (6, "rows.yaml")
    info = pack.pack_info(tiny)
    assert (info.sha256, info.rules[0].code, info.rules[0].fix) == (tiny.sha256, "T01", "核对该项得分。")


def test_hash_follows_every_file(tmp_path: Path) -> None:
    folder = tmp_path / "tiny"
    shutil.copytree(TINY, folder)
    assert pack.load(folder).sha256 == pack.load(TINY).sha256
    lexicon = folder / "lexicons" / "words.yaml"
    lexicon.write_text(lexicon.read_text(encoding="utf-8") + "more: [甲]\n", encoding="utf-8")
    assert pack.load(folder).sha256 != pack.load(TINY).sha256


@pytest.mark.parametrize(
    ("change", "line", "part", "hint"),
    [
        (("severity: error", "severity: eror"), 8, "“severity”不能是“eror”", "error"),
        (("title: 甲", "titel: 甲"), 7, "没有“titel”这个键", "title"),
        (("    title: 甲\n", ""), 5, "没有写“title”", None),
        (("code: T01", "code: T1"), 5, "写法不对", "大写字母"),
        (("some-fault", "Some_Fault"), 6, "写法不对", "短横线"),
        (("indicators", "indicator"), 11, "没有“indicator”", "indicators"),
        (("score <= weight", "scroe <= weight"), 12, "没有“scroe”", "score"),
        (("score <= weight", "score ≤ weight"), 12, "“≤”", "<="),
        (("score <= weight", "score + weight"), 12, "判断", None),
        (("{{ name }}", "{{ nane }}"), 13, "没有“nane”", "name"),
        (("{{ name }}", "{{ name | upper }}{% if nane %}{% endif %}"), 13, "没有“nane”", "name"),
        (("basis: [乙]", "basis: 乙"), 10, "列表", None),
        (("basis: [乙]", "basis: []"), 10, "空", None),
        (("fix: 丙", "fix: 丙\n    at: scor"), 15, "没有“scor”", "score"),
        (("fix: 丙", "fix: 丙\n    when: scor > 1"), 15, "没有“scor”", "score"),
        (("fix: 丙", "fix: 丙\n    forms: [goal]"), 15, "不能是“goal”", "goal_form"),
        (("fix: 丙", "fix: 丙\n    grades: {truncated: low}"), 15, "不能是“low”", None),
        (("fix: 丙", "fix: 丙\n    grades: {truncated: info}"), 15, "没有“truncated”这种变体", "删去"),
        (
            ("assert: score <= weight", "check: {kind: comparator, where: actual}\n    grades: {word: info}"),
            13,
            "没有“word”这种变体",
            "words",
        ),
        (
            (
                "assert: score <= weight",
                "check: {kind: unit, case: missing_unit, lexicon: w}\n    grades: {within: info}",
            ),
            12,
            "没有“w”",
            None,
        ),
        (("{{ name }}", "{{ expectd }}"), 13, "没有“expectd”可填", "reported"),
        (("{{ name }}", "{{ expected }}"), 13, "没有“expected”可填", "reported"),
        (("{{ name }}", "{{ target.txt }}"), 13, "没有“txt”", "text"),
        (("fix: 丙", "fix: 丙\n    since: 去年"), 15, "整数", None),
        (("fix: 丙", "fix: 丙\n    examples: [{expect: fail}]"), 15, "不能是“fail”", "failed"),
        (("fix: 丙", "fix: 丙\n    check: {kind: required, fields: [name]}"), 5, "一个", None),
        (("assert: score <= weight", "check: requird"), 12, "没有检查类型“requird”", "required"),
        (("assert: score <= weight", "check: {kind: required}"), 12, "没有写“fields”", None),
        (("assert: score <= weight", "check: {kind: required, field: [name]}"), 12, "fields", None),
        (("assert: score <= weight", "check: {kind: required, fields: [naem]}"), 12, "没有“naem”", "name"),
        (("assert: score <= weight", "check: {kind: one_of, look: name}"), 12, "没有允许的值", "allowed"),
        (("assert: score <= weight", "check: {kind: one_of, look: name, lexicon: x}"), 12, "没有“x”", None),
        (
            ("assert: score <= weight", "check: {kind: pattern, look: name, pattern: '('}"),
            12,
            "正则表达式有误",
            None,
        ),
        (
            ("assert: score <= weight", "check: {kind: duplicate, among: name, by: [a]}"),
            12,
            "不是一组记录",
            None,
        ),
        (("version: 0.1.0", "version: 0.1"), 2, "文字", "0.1.0"),
        (("version: 0.1.0", "version: 0.1.0\nengine: '>=9'"), 3, "要求引擎", "升级"),
        (("family: f", "family: f\nrule: []"), 4, "没有“rule”", "rules"),
        (("title: 甲", "title：甲"), 7, "全角冒号", "title: "),
    ],
)
def test_error_names_line_and_hint(
    tmp_path: Path, change: tuple[str, str], line: int, part: str, hint: str | None
) -> None:
    assert load_text(tmp_path, HEAD + RULE).rules
    with pytest.raises(PackError) as caught:
        load_text(tmp_path, (HEAD + RULE).replace(*change))
    assert part in str(caught.value)
    assert caught.value.line == line
    assert caught.value.path.endswith("f.yaml")
    assert hint is None or hint in (caught.value.hint or "")
    if line > 5 and "：甲" not in change[1]:
        assert caught.value.code == "T01"


def test_codes_and_names_are_unique(tmp_path: Path) -> None:
    with pytest.raises(PackError, match="code“T01”重复") as caught:
        load_text(tmp_path, HEAD + RULE + RULE)
    assert caught.value.line == 15
    with pytest.raises(PackError, match="name“some-fault”重复"):
        load_text(tmp_path, HEAD + RULE + RULE.replace("T01", "T02"))


def test_files_of_a_pack_agree(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(HEAD + RULE, encoding="utf-8")
    other = HEAD.replace("0.1.0", "0.2.0") + RULE.replace("T01", "T02").replace("some-fault", "other-fault")
    (tmp_path / "b.yaml").write_text(other, encoding="utf-8")
    with pytest.raises(PackError, match=r"version 是“0.2.0”") as caught:
        pack.load(tmp_path)
    assert caught.value.line == 2


def test_missing_packs_are_named(tmp_path: Path) -> None:
    with pytest.raises(PackError, match="不存在"):
        pack.load(tmp_path / "none")
    with pytest.raises(PackError, match="没有规则文件"):
        pack.load(tmp_path)
    with pytest.raises(PackError, match="没有这个规则包"):
        pack.shipped("no-such-pack")


@pytest.mark.parametrize("text", ["words: [1]", "words: {a: [true]}", "- a", "words: {a: {b: [c]}}"])
def test_lexicons_hold_words_only(tmp_path: Path, text: str) -> None:
    (tmp_path / "f.yaml").write_text(HEAD + RULE, encoding="utf-8")
    (tmp_path / "lexicons").mkdir()
    (tmp_path / "lexicons" / "w.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(PackError) as caught:
        pack.load(tmp_path)
    assert (Path(caught.value.path).name, caught.value.line) == ("w.yaml", 1)


def test_english_texts_stand_beside() -> None:
    assert pack.load_texts(TINY, "en")["T01"].title == "Scores within weights"


def test_schema_accepts_what_loads_and_refuses_the_rest() -> None:
    schema = json_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    json.dumps(schema)
    written = yaml.safe_load((TINY / "rows.yaml").read_text(encoding="utf-8"))
    jsonschema.validate(written, schema)
    short = {**written["rules"][3], "check": next(iter(CHECK_KINDS))}
    jsonschema.validate({**written, "rules": [short]}, schema)
    for wrong in ({"check": "requird"}, {"severity": "eror"}, {"titel": "x"}, {"each": "indicator"}):
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate({**written, "rules": [{**written["rules"][3], **wrong}]}, schema)
