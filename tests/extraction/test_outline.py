from __future__ import annotations

import pytest

from heyan.extraction import outline, statements
from heyan.model.document import Document, Paragraph
from heyan.model.span import Span

from .papers import paper


def headings(text: str) -> list[tuple[int, str | None]]:
    return [(s.depth, s.heading.value if s.heading else None) for s in outline.sections(paper(text))]


@pytest.mark.parametrize(
    ("text", "depth"),
    [
        ("第一部分 概况", 0),
        ("一、基本情况", 1),
        ("（一）机构设置", 2),
        ("(二)人员情况", 2),
        ("1.收入情况", 3),
        ("2、支出情况", 3),
        ("3．结转情况", 3),
        ("（1）基本支出", 4),
        ("1）基本支出", 4),
        ("①商品和服务支出", 5),
        ("二）人员情况", 2),
        ("㈠机构设置", 2),
        ("⒈收入情况", 3),
        ("1.2021年预算情况", 3),
        ("⑴基本支出", 4),
        ("❷商品和服务支出", 5),
        ("一是加强领导。成立专班，明确分工。", 6),
        ("其二、压实责任。逐级签订责任书。", 6),
        ("1.2 支出情况", 4),
        ("[bookmark: _Toc1]一、总体目标", 1),
        ("　　一、总体目标", 1),
    ],
)
def test_depth_comes_from_the_style_of_numbering(text: str, depth: int) -> None:
    found = outline.sections(paper(text))
    assert [section.depth for section in found] == [depth]
    assert found[0].heading is not None


@pytest.mark.parametrize(
    "text",
    [
        "1.5万元用于维修道路。",
        "2021年完成了全部工作。",
        "1.公用经费44.9万元，比上年增加1.5万元。主要是物价上涨。",
        "一是加强领导，二是落实责任。",
        "一是加强领导；二是落实责任。效果明显。",
        "一是加强领导。",
        "三是一个系统工程。需要各方参与。",
        "1. " + "这一段话很长没有停顿" * 6 + "。",
    ],
)
def test_what_only_begins_with_a_number_is_no_heading(text: str) -> None:
    assert headings(text) == [(0, None)]


def test_text_behind_a_heading_in_its_paragraph_is_its_first_paragraph() -> None:
    document = paper("（一）产出|1.数量指标。培训5期；演练2次。")
    section = outline.sections(document)[1]
    assert section.heading is not None
    assert section.heading.value == "数量指标"
    assert [p.value for p in section.paragraphs] == ["培训5期；演练2次。"]
    assert document.text_of(section.paragraphs[0].span) == section.paragraphs[0].raw
    assert document.text_of(section.heading.span) == section.heading.raw


def test_repeated_and_missing_numbers_do_no_harm() -> None:
    text = "一、概况|（一）机构|（一）人员|三、绩效|1.数量|3.质量"
    assert headings(text) == [(1, "概况"), (2, "机构"), (2, "人员"), (1, "绩效"), (3, "数量"), (3, "质量")]


def test_a_heading_without_its_number_takes_the_depth_around_it() -> None:
    assert headings("一、概况|（一）机构|内设三个股室。|人员构成情况|在职20人。") == [
        (1, "概况"),
        (2, "机构"),
        (2, "人员构成情况"),
    ]


def test_text_before_any_heading_is_a_section_of_its_own() -> None:
    assert headings("2021年度柳河镇绩效自评报告|一、概况") == [(0, None), (1, "概况")]


def test_brackets_in_a_title_do_not_end_it() -> None:
    assert headings("（三）完成情况（含；原因：分析）。后文。") == [(2, "完成情况（含；原因：分析）")]


def test_levels_that_the_file_declares_count_where_there_is_no_number() -> None:
    text = "总体情况\n正文。"
    document = Document(
        "d",
        "p",
        "docx",
        "",
        text,
        (Paragraph(Span("d", 0, 4), level=2), Paragraph(Span("d", 5, 8))),
    )
    assert [(s.depth, s.heading and s.heading.value) for s in outline.sections(document)] == [(2, "总体情况")]


def test_an_empty_paper_has_no_sections() -> None:
    assert outline.sections(paper("")) == ()


NESTED = (
    "一、单位概况|主要职责为：一、编制规划。|二、管理道路|拟定养护计划。|三、管理桥梁|定期检测。|四、其他事项|"
    "二、资金情况|收入100万元。|三、存在问题|（一）预算偏紧|四、改进措施"
)


def test_a_list_inside_an_item_of_the_same_style_does_not_end_the_item() -> None:
    assert headings(NESTED) == [
        (1, "单位概况"),
        (3, "管理道路"),
        (3, "管理桥梁"),
        (3, "其他事项"),
        (1, "资金情况"),
        (1, "存在问题"),
        (2, "预算偏紧"),
        (1, "改进措施"),
    ]


def test_a_list_behind_a_colon_begins_at_one() -> None:
    text = "一、概况|二、主要职责|主要职责如下：|一、编制规划|二、管理道路|三、检测桥梁|三、资金情况"
    assert headings(text) == [
        (1, "概况"),
        (1, "主要职责"),
        (3, "编制规划"),
        (3, "管理道路"),
        (3, "检测桥梁"),
        (1, "资金情况"),
    ]


def test_a_second_report_in_the_file_begins_anew() -> None:
    assert headings("一、概况|二、绩效|附件|一、概况|二、绩效") == [
        (1, "概况"),
        (1, "绩效"),
        (1, "概况"),
        (1, "绩效"),
    ]


def test_an_item_too_long_for_a_heading_is_not_under_the_item_before() -> None:
    long = "3、" + "持续加强对项目全过程的管理和对资金使用情况的跟踪，" * 3
    document = paper(f"一、改进措施|2、健全制度|完善内控。|{long}")
    lines = statements.lines(document, outline.sections(document))
    assert [line.headings for line in lines] == [
        (),
        ("改进措施",),
        ("改进措施", "健全制度"),
        ("改进措施",),
    ]


def test_items_in_words_are_under_their_heading() -> None:
    document = paper("一、做法|一是强化领导。成立专班。|二是压实责任。投入5万元。|二、成效|成效明显。")
    lines = statements.lines(document, outline.sections(document))
    assert [line.headings for line in lines] == [(), ("做法",), ("做法",), (), ("成效",)]
    assert [amount.label for line in lines for amount in line.amounts] == ["投入"]
