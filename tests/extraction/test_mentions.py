from __future__ import annotations

import pytest

from heyan.extraction import mentions
from heyan.model.claim import DateRole
from heyan.model.span import Span

from .papers import SEEDS, line_of, paper, seed


def roles(text: str) -> list[tuple[str, str]]:
    document = paper(text)
    found = mentions.dates(document, ())
    assert all(document.text_of(m.span) == m.raw for m in found)
    return [(m.raw, m.role) for m in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("目标值10次，2020年实际完成值11次。", [("2020年", "execution")]),
        ("2021年度全年执行数90万元。", [("2021年度", "execution")]),
        (
            "目标值3个，2021年实际完成3个，应得4分；目标值5次，2020年实际完成5次。",
            [("2021年", "execution"), ("2020年", "execution")],
        ),
        ("比2020年实际完成值增加3个。", [("2020年", "mention")]),
        ("与2019年相比下降5%。", [("2019年", "mention")]),
        ("2020年结转5万元。", [("2020年", "mention")]),
        ("2018年以来共完成10处。", [("2018年", "mention")]),
        ("自2019年起实施。", [("2019年", "mention")]),
        ("2020年实际完成100个，2021年实际完成120个。", [("2020年", "mention"), ("2021年", "mention")]),
        ("2020年实际完成100个，同比增长5%。", [("2020年", "mention")]),
        ("2022年年初预算100万元。", [("2022年", "budget")]),
        ("1.2022年部门预算收入100万元。", [("2022年", "budget")]),
        ("财评〔2022〕36号", [("2022", "document")]),
        ("按照《关于2021年自评的通知》要求", [("2021年", "document")]),
        ("印发了2021年实施方案。", [("2021年", "document")]),
        ("2021年12月31日前完成", [("2021年12月31日前", "deadline")]),
        ("2121年底完成", [("2121年底", "deadline")]),
        ("二〇二一年度工作", [("二〇二一年度", "mention")]),
        ("投资2021万元，编码990417217HNC，占地2000亩。", []),
    ],
)
def test_the_part_a_year_plays_comes_from_the_words_around_it(
    text: str, expected: list[tuple[str, str]]
) -> None:
    assert roles(text) == expected


def test_known_places_settle_the_role() -> None:
    text = "2021年度自评表|2020年道路项目|2021年底完成|2019年实际完成值5次"
    document = paper(text)
    known: dict[Span, DateRole] = {Span("d", 10, 18): "project", Span("d", 19, 26): "deadline"}
    found = mentions.dates(document, (Span("d", 0, 9),), known)
    assert [(m.date.year, m.role) for m in found] == [
        (2021, "title"),
        (2020, "project"),
        (2021, "deadline"),
        (2019, "execution"),
    ]


def test_a_date_that_no_calendar_has_is_kept() -> None:
    document = paper("2021年2月30日召开会议。")
    assert mentions.dates(document, ())[0].date.malformed is not None


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the sample papers are not beside the checkout")
@pytest.mark.shared
def test_sample_001_executes_in_two_years() -> None:
    document = seed("001")
    executed = [m for m in mentions.dates(document, ()) if m.role == "execution"]
    assert [(line_of(document, m.span), m.date.year) for m in executed] == [
        (75, 2021),
        (75, 2021),
        (75, 2020),
        (76, 2021),
        (77, 2021),
    ]


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the sample papers are not beside the checkout")
@pytest.mark.shared
@pytest.mark.parametrize("number", ["000", "002", "003", "004"])
def test_other_samples_execute_in_no_year_of_their_own(number: str) -> None:
    assert not [m for m in mentions.dates(seed(number), ()) if m.role == "execution"]


@pytest.mark.parametrize(
    "text",
    [
        "力争2023年预算执行率达到98%以上。",
        "2020-2021年实际完成造林3.2万亩。",
        "2023年1-3月实际支出12万元。",
        "2021年完成值为85%，本年完成值为90%。",
        "一是2021年项目实际完成时间滞后，影响了开工。",
    ],
)
def test_plans_spans_causes_and_comparisons_are_no_results(text: str) -> None:
    assert "execution" not in {role for _, role in roles(text)}
