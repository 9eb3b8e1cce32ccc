"""Personal data, blank fields of a form, and what a report must speak of."""

from __future__ import annotations

import json

import pytest

from heyan.engine.checks.personal_data import PersonalDataCheck, check_personal_data
from heyan.engine.checks.sections import SectionsCheck, check_sections
from heyan.engine.checks.signed import SignedCheck, check_signed
from heyan.engine.lexicon import Lexicon
from heyan.engine.submission import Submission, Target
from heyan.engine.verdict import Verdict
from heyan.model.document import Source
from heyan.model.report import Report
from heyan.pipeline import understand

_WORDS = {
    "fields": Lexicon("fields", {"": ("填报", "电话")}),
    "told": Lexicon("told", {"公开": ("公开", "网站")}),
}


def report_of(text: str) -> tuple[Report, Target]:
    document, report = understand(Source("paper.txt", text.encode()))
    return report, Target(report, None, report, Submission((document,), (report,)))


@pytest.mark.parametrize(
    ("text", "variant", "masked"),
    [
        ("补助对象身份证号999999198001010011。", "identity", "999***********0011"),
        # One digit off: no identity number.
        ("补助对象身份证号999999198001010012。", None, ""),
        # A project code with region and year: nobody born in 2022 is paid.
        ("项目编码430122202201010010，预算3万元。", None, ""),
        ("存入卡号6228480000000000125。", "card", "622************0125"),
        ("种粮大户甲某（13800005678）获补助。", "phone", "138****5678"),
        ("联系电话：13800005678", "contact", "138****5678"),
        ("联系人及电话\t甲某 138 0000 5678", "contact", "138****5678"),
        ("电话费已缴。种粮大户甲某（13800005678）获补助。", "phone", "138****5678"),
        ("联系电话：0731-0000000", None, ""),
        ("资金13800005678.12元。", None, ""),
        ("资金13800005678元。", None, ""),
    ],
)
def test_numbers_of_persons(text: str, variant: str | None, masked: str) -> None:
    _, target = report_of(text)
    verdict = check_personal_data(PersonalDataCheck(look="text"), target, {})
    found = [(seen.variant, seen.slots["masked"]) for seen in verdict.observations]
    assert found == ([(variant, masked)] if variant else [])
    assert all(masked not in text for _, masked in found)


def signed(*fields: dict[str, str]) -> Verdict:
    content = {
        "schema": "heyan.report/1",
        "forms": [{"kind": "goal_form", "signatures": list(fields), "indicators": [{"name": "培训人次"}]}],
    }
    document, report = understand(Source("paper.json", json.dumps(content, ensure_ascii=False).encode()))
    form = report.forms[0]
    target = Target(form, form, report, Submission((document,), (report,)))
    return check_signed(SignedCheck(lexicon="fields"), target, _WORDS)


def test_blank_fields_are_told_together() -> None:
    verdict = signed({"role": "填 报 人："}, {"role": "联系电话"}, {"role": "领导签字"})
    (seen,) = verdict.observations
    assert (seen.slots["missing"], seen.slots["count"]) == ("填报人、联系电话", "2")
    assert [label for label, _ in seen.related] == ["联系电话"]


def test_fields_that_are_filled_in_or_not_printed_are_no_fault() -> None:
    assert signed({"role": "填报人", "value": "甲某"}, {"role": "领导签字"}).status == "passed"
    assert signed({"role": "领导签字"}).status == "not_applicable"


@pytest.mark.parametrize(
    ("where", "sentence", "status"),
    [
        ("text", "结果在网站登出。", "passed"),
        ("text", "结果随决算登出。", "failed"),
        ("headings", "结果在网站登出。", "failed"),
    ],
)
def test_what_a_report_speaks_of_is_sought_in_headings_or_in_all_of_it(
    where: str, sentence: str, status: str
) -> None:
    _, target = report_of(
        f"云溪镇2022年度绩效自评报告\n\n一、基本情况\n镇机关6个站所。\n二、自评结论\n{sentence}\n"
    )
    options = SectionsCheck(lexicon="told", headings=2, shortest=10, where=where)  # type: ignore[arg-type]
    assert check_sections(options, target, _WORDS).status == status


def test_a_field_in_a_row_of_labels_and_values_is_read() -> None:
    table = (
        "项目支出绩效自评表\n| 项目名称 | 道路养护 | 联系电话 | 0731-0000000 |\n"
        "| 一级指标 | 二级指标 | 三级指标 | 指标值 |\n| 产出指标 | 数量指标 | 养护里程 | ≥12公里 |\n"
        "| 产出指标 | 质量指标 | 验收合格率 | ≥95% |\n"
    )
    report, _ = report_of(table)
    fields = [
        (field.role.value, field.value.value if field.value else None) for field in report.forms[0].signatures
    ]
    assert fields == [("联系电话", "0731-0000000")]
