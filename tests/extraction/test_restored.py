"""Report models that are handed in as JSON or YAML: every value with its place, every slip with its line."""

from __future__ import annotations

import json
import time
from decimal import Decimal
from pathlib import Path

import pytest

from heyan.errors import UnreadableInput
from heyan.extraction import extract
from heyan.extraction.structured import to_mapping
from heyan.model.document import Document, Source
from heyan.model.report import Report, sourced_in
from heyan.readers import read

FIXTURES = sorted((Path(__file__).parents[2] / "fixtures").glob("*.txt"))
HEAD = "schema: heyan.report/1\n"


def understood(text: str) -> tuple[Document, Report]:
    document = read(Source("model.yaml", text.encode()), "d1")
    assert document.format == "report"
    return document, extract(document)


def refused(text: str) -> str:
    with pytest.raises(UnreadableInput) as caught:
        understood(text)
    assert caught.value.kind == "invalid"
    assert "\n" not in caught.value.message
    assert len(caught.value.message) < 600
    return caught.value.message


def test_a_form_may_stand_at_the_top_or_in_forms() -> None:
    indicators = "indicators: [{name: 培训人次, target: ≥50人次, actual: 48人次, weight: 5, score: 4.8}]"
    for text in (f"{HEAD}year: 2023\n{indicators}\n", f"{HEAD}year: 2023\nforms:\n- {indicators}\n"):
        document, report = understood(text)
        (form,) = report.forms
        (indicator,) = form.indicators
        assert form.kind == "self_evaluation_form"
        assert report.year is not None
        assert report.year.value == 2023
        assert indicator.score is not None
        assert indicator.score.value.value == Decimal("4.8")
        assert indicator.target is not None
        assert indicator.target.value.quantity is not None
        assert indicator.target.value.quantity.comparator == ">="
        for value in sourced_in(report.forms):
            assert document.text_of(value.span) == value.raw


def test_json_reads_like_yaml() -> None:
    model = {
        "schema": "heyan.report/1",
        "unit": "青石镇",
        "indicators": [{"name": "培训", "weight": 5, "score": None}],
    }
    for text in (json.dumps(model, ensure_ascii=False), json.dumps(model, indent=1)):
        _, report = understood(text)
        assert report.unit is not None
        assert report.unit.value == "青石镇"
        (indicator,) = report.forms[0].indicators
        assert indicator.score is None
        assert indicator.weight is not None


@pytest.mark.parametrize("empty", ["", "~", "null", '""', "／", "—"])
def test_an_empty_place_is_an_absent_value(empty: str) -> None:
    _, report = understood(
        f"{HEAD}year: {empty if empty in ('', '~', 'null') else ''}\nindicators:\n- name: 培训\n  score: {empty}\n"
    )
    assert report.year is None
    assert report.forms[0].indicators[0].score is None


@pytest.mark.parametrize(
    ("text", "line", "told"),
    [
        ("unti: 甲\n", 2, "是不是“unit”？"),
        ("forms:\n- kind: goal_form\n  indicatros: []\n", 4, "是不是“indicators”？"),
        ("indicators:\n- name: 培训\n  scoer: 5\n", 4, "是不是“score”？"),
        ("forms:\n- kind: goalform\n", 3, "是不是“goal_form”？"),
        ("claims:\n- {kind: summ}\n", 3, "是不是“sum”？"),
        ("claims:\n- {kind: sum, totl: 5}\n", 3, "是不是“total”？"),
        ("dates: [{role: titl, text: 2021年}]\n", 2, "是不是“title”？"),
        ("narrative: {foo: [a]}\n", 2, "paragraphs"),
        ("indicators:\n- {name: 培训, row: 5}\n", 3, "没有“row”"),
        ("k" * 5000 + ": 1\n", None, "JSON/YAML"),
        ("year: 二〇二三\n", 2, "不是年份"),
        ("year: ²⁰²³\n", 2, "不是年份"),
        ("year: [2023]\n", 2, "应是文字或数字"),
        ("indicators: 5\n", 2, "应是一个列表"),
        ("forms: {a: b}\n", 2, "应是一个列表"),
        ("indicators:\n- 培训\n", 3, "键: 值"),
        ("indicators:\n- {name: 培训, score: 良好}\n", 3, "“良好”不是数"),
        ("indicators:\n- {name: 培训, score: [1, 2]}\n", 3, "应是文字或数字"),
        ("indicators:\n- {name: 培训, score: {txt: 5}}\n", 3, "text"),
        ("budget_rows:\n- {name: 总额, total: maybe}\n", 3, "true 或 false"),
        ("budget_rows:\n- {total: true}\n", 3, "缺少“name”"),
        ("money_unit: 斗\n", 2, "不是金额单位"),
        ("budget_rows:\n- {name: 总额, initial: {text: 5, unit: 斗}}\n", 3, "不是金额单位"),
        ("narrative: [{text: 一、概况, level: 二}]\n", 2, "不是整数"),
        ("claims:\n- {kind: sum, total: 没有}\n", 3, "没有数"),
        ("assertions:\n- {text: 全部完成}\n", 3, "缺少“topic”"),
        ("unit: 甲\nunit: 乙\n", 3, "写了两次"),
        ("indicators:\n- {name: 甲, name: 乙}\n", 3, "写了两次"),
        ("? [a, b]\n: c\n", 2, "键只能是文字"),
        ("unit: !!python/object/apply:os.getcwd []\n", 2, "标签"),
        ("unit: 甲\n---\nunit: 乙\n", 3, "一份报告模型"),
        ("forms:\n\t- kind: goal_form\n", 3, "JSON/YAML"),
        ("unit：甲\n", None, "JSON/YAML"),
        ("unit: 甲\x01\n", 2, "字符"),
    ],
)
def test_a_slip_is_told_with_its_line(text: str, line: int | None, told: str) -> None:
    message = refused(HEAD + text)
    assert told in message
    assert line is None or message.startswith(f"第{line}行")


def test_lines_count_alike_with_windows_line_ends() -> None:
    assert refused(f"{HEAD}indicators:\n- name: 培训\n  scoer: 5\n".replace("\n", "\r\n")).startswith("第4行")


def test_another_version_is_refused() -> None:
    assert "heyan.report/1" in refused("schema: heyan.report/2\n")


@pytest.mark.parametrize(
    "text",
    [
        f"{HEAD}understood: " + "[" * 100_000 + "]" * 100_000,
        f"{HEAD}unit: " + "{text: " * 3_000 + "a" + "}" * 3_000,
        '{"schema": "heyan.report/1", "forms": ' + "[" * 200_000,
        f"{HEAD}a0: &a0 [哈, 哈]\n" + "".join(f"a{i}: &a{i} [{f'*a{i - 1},' * 9}]\n" for i in range(1, 12)),
        f"{HEAD}narrative: &n [*n]\n",
        f"{HEAD}unit: &u {{text: *u}}\n",
        f"{HEAD}a: &a {{name: 甲}}\nindicators: [{{<<: *a, score: 5}}]\n",
        HEAD + "".join(f"k{i}: 1\n" for i in range(50_000)),
        f"{HEAD}understood: [" + "1," * 900_000 + "]\n",
        f"{HEAD}year: " + "9" * 1_000_000 + "\n",
    ],
    ids=[
        "deep",
        "deep-values",
        "deep-json",
        "laughs",
        "self",
        "self-value",
        "merge",
        "keys",
        "items",
        "digits",
    ],
)
def test_hostile_models_are_refused_soon(text: str) -> None:
    before = time.process_time()
    refused(text)
    assert time.process_time() - before < 9


def test_a_long_model_takes_time_in_proportion() -> None:
    _, report = understood(HEAD + "indicators:\n" + "- {name: 培训, weight: 5, score: 5}\n" * 2_000)
    assert len(report.forms[0].indicators) == 2_000


@pytest.mark.parametrize(
    ("written", "paragraphs"),
    [
        ("|\n  支出5万元。\n\n  全部完成。\n", ["支出5万元。", "全部完成。"]),
        ("|2-\n    缩进\n  不缩进\n", ["缩进", "不缩进"]),
        (">+\n  支出5万元，\n  其中基本支出3万元。\n\n", ["支出5万元，", "其中基本支出3万元。"]),
        ('"支出5万元，\n  其中基本支出3万元。"\n', ["支出5万元，", "其中基本支出3万元。"]),
        (
            "\n- 一段\n- '二段'\n- \"三段\"\n- {text: 四段, level: 0}\n- |\n  五段\n",
            ["一段", "二段", "三段", "四段", "五段"],
        ),
        ("{paragraphs: [一段, 二段]}\n", ["一段", "二段"]),
        ("\n", []),
    ],
)
def test_a_narrative_is_read_line_by_line_at_its_place(written: str, paragraphs: list[str]) -> None:
    document, report = understood(f"{HEAD}narrative: {written}")
    found = report.narrative.paragraphs if report.narrative else ()
    assert [document.text_of(paragraph.span) for paragraph in found] == paragraphs


def test_escapes_are_read_and_keep_their_place() -> None:
    document, report = understood(HEAD + 'unit: "\\u9752\\u77f3\\u9547\\u20ac"\n')
    assert report.unit is not None
    assert report.unit.value == "青石镇€"
    assert document.text_of(report.unit.span) == report.unit.raw == "\\u9752\\u77f3\\u9547\\u20ac"


def test_claims_dates_and_statements_may_be_written_out() -> None:
    document, report = understood(
        HEAD
        + "claims:\n"
        + "- {kind: sum, topic: income, open: 是, total: 合计 10万元, parts: [甲 3万元, 乙 5万元]}\n"
        + "- kind: ratio\n  operands: [{role: numerator, label: 甲, text: 5}, {role: result, text: 50%}]\n"
        + "dates: [2021年12月31日, {text: 2020年, role: execution}]\n"
        + "assertions: [{topic: goals_met, text: 全部完成, scope: [产出指标], figures: [完成率 90%]}]\n"
    )
    total, ratio = report.claims
    assert (total.kind, total.topic, total.open) == ("sum", "income", True)
    assert [(operand.role, operand.label, operand.quantity.amount) for operand in total.operands] == [
        ("total", "合计", Decimal(100_000)),
        ("part", "甲", Decimal(30_000)),
        ("part", "乙", Decimal(50_000)),
    ]
    assert [document.text_of(operand.place) for operand in total.operands if operand.place] == [
        "10万元",
        "3万元",
        "5万元",
    ]
    assert [operand.role for operand in ratio.operands] == ["numerator", "result"]
    assert [mention.role for mention in report.dates] == ["mention", "execution"]
    assert report.assertions[0].scope == ("产出指标",)


@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: path.stem)
def test_what_inspect_prints_can_be_handed_in(path: Path) -> None:
    document = read(Source(path.name, path.read_bytes()), "d1")
    report = extract(document)
    text = json.dumps(to_mapping(report, document), ensure_ascii=False, indent=2)
    _, again = understood(text)
    assert [form.kind for form in again.forms] == [form.kind for form in report.forms]
    assert [
        [
            (i.name and i.name.value, i.weight and i.weight.value, i.score and i.score.value)
            for i in form.indicators
        ]
        for form in again.forms
    ] == [
        [
            (i.name and i.name.value, i.weight and i.weight.value, i.score and i.score.value)
            for i in form.indicators
        ]
        for form in report.forms
    ]
