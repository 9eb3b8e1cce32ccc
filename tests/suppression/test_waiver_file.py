"""The waiver file: what is refused, with line and hint; and that writing keeps what was there."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings

from heyan.errors import SettingsError, UsageError
from heyan.pipeline import load_waivers
from heyan.suppression import Values, Waiver, WaiverFile
from heyan.suppression.files import baseline_of
from heyan.suppression.waiver import plain
from heyan.suppression.writing import with_waiver
from tests.reporters.hostile import TEXTS

GOOD = """\
# 由王科长维护
waivers:
  - rule: A04   # 口径差异
    document: 自评表.docx
    place: 第5段
    values: {reported: 812.40, expected: 821.40, operands: [甲, "乙=1"]}
    reason: 口径经批准
    approver: 王科长
    until: "2026-12-31"
"""
WAIVER = Waiver(
    1,
    "B03",
    "数量指标 / 培训人次",
    Values("12", None, ("a=1", "")),
    "理由",
    "李四",
    date(2027, 1, 1),
    unit="青石镇",
    year=2021,
)


def load(text: str) -> WaiverFile:
    return load_waivers(text.encode("utf-8", "surrogatepass"), "w.yaml")


def test_a_file_is_read_with_its_lines_and_the_digits_of_its_values() -> None:
    (waiver,) = load(GOOD).waivers
    assert waiver.line == 3
    assert waiver.values == Values("812.40", "821.40", ("甲", "乙=1"))
    assert waiver.until == date(2026, 12, 31)


@pytest.mark.parametrize("text", ["", "# 空的\n", "waivers:\n", "waivers: []\n"])
def test_an_empty_file_has_no_waivers(text: str) -> None:
    assert load(text).waivers == ()


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("    reason: 口径经批准\n", "", "w.yaml:3：没有写“reason”：豁免要有理由"),
        ("    approver: 王科长\n", "", "没有写“approver”：豁免要有批准人"),
        ('    until: "2026-12-31"\n', "", "没有写“until”：豁免要有到期日"),
        ("口径经批准", '" "', "w.yaml:7：“reason”不能是空的"),
        ('"2026-12-31"', "2026-12-31", "w.yaml:9：“2026-12-31”YAML 会当成日期（加引号）"),
        ('"2026-12-31"', '"2026-13-31"', "w.yaml:9：“until”要写成带引号的日期"),
        ('"2026-12-31"', '"明年"', "“until”要写成带引号的日期"),
        ("approver:", "aprover:", "w.yaml:8：没有“aprover”这个键（是不是“approver”？）"),
        ("expected: 821.40", "expcted: 821.40", "没有“expcted”这个键（是不是“expected”？）"),
        ("    document: 自评表.docx\n", "", "w.yaml:3：要写明哪份文书"),
        ("    document:", "    year: 二〇二一\n    document:", "“year”要写成整数"),
        ("waivers:", "waiver:", "没有“waiver”这个键（是不是“waivers”？）"),
        ("    place: 第5段\n", "    place: 第5段\n    place: 第6段\n", "“place”写了两次"),
        ("place: ", "place：", "全角冒号"),
        ("operands: [甲, \"乙=1\"]", "operands: 甲", "“operands”要写成列表"),
    ],
)  # fmt: skip
def test_a_faulty_file_is_refused_with_line_and_hint(old: str, new: str, told: str) -> None:
    assert old in GOOD
    with pytest.raises(UsageError) as caught:
        load(GOOD.replace(old, new, 1))
    assert told in str(caught.value)


@pytest.mark.parametrize("text", ["- rule: A04\n", "abc\n", "12\n"])
def test_what_is_no_waiver_file_is_told(text: str) -> None:
    with pytest.raises(SettingsError, match="waivers:"):
        load(text)


@pytest.mark.parametrize(
    "before",
    [GOOD, GOOD.rstrip("\n"), GOOD + "# 末尾的话\n", GOOD.replace("\n  ", "\n"), "", "# 空的\n", "waivers:\n", "waivers: []  # 还没有\n"],
    ids=["usual", "no last newline", "comment at the end", "no indent", "empty", "comment", "no list", "empty list"],
)  # fmt: skip
def test_a_new_entry_goes_to_the_end_and_the_rest_stays(before: str) -> None:
    known = load(before)
    text = with_waiver(known, WAIVER, "B03 得分不得超过分值")
    read = load(text)
    assert read.waivers[:-1] == known.waivers
    assert _told(read.waivers[-1]) == _told(WAIVER)
    for line in before.split("\n"):
        assert line.split(": []")[0] in text
    if before.startswith(GOOD):
        assert text.startswith(before)


def test_a_new_file_explains_itself() -> None:
    text = with_waiver(None, WAIVER, "B03")
    assert text.startswith("# 豁免")
    assert _told(load(text).waivers[0]) == _told(WAIVER)


def test_a_list_in_brackets_is_left_alone() -> None:
    flow = 'waivers: [{rule: A04, document: a, place: b, reason: c, approver: d, until: "2026-12-31"}]\n'
    with pytest.raises(SettingsError, match="方括号"):
        with_waiver(load(flow), WAIVER, "B03")


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_any_text_of_a_finding_comes_back_from_the_file(text: str) -> None:
    said = f"x{text}"
    waiver = Waiver(
        1, "B03", said, Values(said, said, (text, said)), said, said, date(2027, 1, 1), document=said
    )
    (read,) = load(with_waiver(None, waiver, text)).waivers
    assert plain(read.place) == plain(said)
    assert plain(read.values.reported or "") == plain(said)
    assert [plain(value) for value in read.values.operands or ()] == [plain(text), plain(said)]


def _told(waiver: Waiver) -> tuple[object, ...]:
    return (
        waiver.rule, waiver.document, waiver.unit, waiver.year, waiver.place, waiver.values, waiver.reason,
        waiver.approver, waiver.until,
    )  # fmt: skip


@pytest.mark.parametrize(
    "content",
    [b"", b"\xff", b"[]", b"{}", b'{"schema": "heyan.audit/1"}', b'{"schema": "heyan.baseline/1", "recorded": "2026-11-01"}',
     b'{"schema": "heyan.baseline/1", "recorded": "x", "findings": []}', b"[" * 100_000],
)  # fmt: skip
def test_what_is_no_baseline_is_told(content: bytes) -> None:
    with pytest.raises(SettingsError, match=r"b\.json：不是.*heyan baseline 重新生成"):
        baseline_of(content, "b.json")
