"""The kind `report_against_form`: the report says how the form came out, and blames nothing that the form gives full marks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from types import MappingProxyType
from typing import Annotated, ClassVar, Literal, assert_never

from heyan.engine.checks.options import NOT_NEGATIVE, CheckOptions, Variants
from heyan.engine.lexicon import Lexicons
from heyan.engine.notation import written
from heyan.engine.submission import Target
from heyan.engine.verdict import Observation, Verdict, failed, not_applicable, passed
from heyan.model.report import SELF_EVALUATION_KINDS, Indicator, Narrative, Report, Section
from heyan.model.span import Span

_SCORE = re.compile(
    r"(?:得分|总分|自评|评价|综合评分|评分|总评|绩效)[^。；;\n]{0,40}?\d+(?:\.\d+)?\s*分(?!析|配|为|值|之)|\d+(?:\.\d+)?\s*分[，,。；;）)]"
)
_GRADE = re.compile(
    r"(?:等[级次]|评为|评定|结[论果]|为|自评|档次)[^。；;\n]{0,12}[“\"（(]?(?:优秀?|良好?|中|差|合格|较好)(?![势化先于质惠美抚])"
)
_PROBLEMS = re.compile(r"问题|不足(?!额)")
_OTHER = re.compile(r"上一?年|去年|往年|以前年度|整改情况|措施$|建议$")
_BAD = re.compile(
    r"不足|不高|不够|较低|偏低|低于|滞后|较慢|缓慢|进度慢|速度慢|未(?:能|达|完成|按|及时)|不到位|有待|欠缺|较差|不理想|薄弱"
)
_BEHIND = 16
_SHORTEST_NAME = 4
_MOST = 12


class ReportAgainstFormCheck(CheckOptions):
    """`score`: a report of at least `headings` headings and `shortest` characters beside a form that has a total score
    states a score or a grade · `full_marks`: no indicator with full marks is named among the problems as deficient.
    """

    kind: Literal["report_against_form"] = "report_against_form"
    case: Literal["score", "full_marks"]
    headings: Annotated[int, NOT_NEGATIVE] = 4
    shortest: Annotated[int, NOT_NEGATIVE] = 800

    slots: ClassVar[frozenset[str]] = frozenset({"name", "score", "problem"})
    figures: ClassVar[frozenset[str]] = frozenset({"reported", "formula"})
    variants: ClassVar[Variants] = MappingProxyType({})
    targets: ClassVar[frozenset[str]] = frozenset({"report"})
    relates: ClassVar[bool] = False


def check_report_against_form(
    options: ReportAgainstFormCheck, target: Target, _lexicons: Lexicons
) -> Verdict:
    """Judges the case of the options."""
    report = target.item
    narrative = report.narrative if isinstance(report, Report) else None
    if not isinstance(report, Report) or narrative is None:
        return not_applicable("没有报告正文")
    match options.case:
        case "score":
            return _score(options, report, narrative)
        case "full_marks":
            return _full_marks(report, narrative)
        case _:
            assert_never(options.case)


def _score(options: ReportAgainstFormCheck, report: Report, narrative: Narrative) -> Verdict:
    totals = [
        total
        for form in report.forms
        if form.kind in SELF_EVALUATION_KINDS
        for total in form.totals
        if not total.scope and total.score
    ]
    if not totals or totals[0].score is None:
        return not_applicable("没有写明总分的自评表")
    headed = [section.heading for section in narrative.sections if section.heading]
    length = sum(len(paragraph.span) for paragraph in narrative.paragraphs)
    if len(headed) < options.headings or length < options.shortest:
        return not_applicable("正文只是表的说明")
    parts = [
        part for section in narrative.sections for part in (section.heading, *section.paragraphs) if part
    ]
    text = "\n".join(part.raw for part in parts)
    if _SCORE.search(text) or _GRADE.search(text):
        return passed()
    score = totals[0].score
    seen = Observation(
        place=headed[0].span,
        related=(("自评表总分", score.span),),
        slots={"name": "", "score": f"{written(score.value)}", "problem": ""},
        evidence=(f"自评表总分{written(score.value)}，正文没有写得分，也没有写等级",),
        identity=(written(score.value),),
    )
    return failed((seen,))


def _full_marks(report: Report, narrative: Narrative) -> Verdict:
    full = [(name, indicator) for indicator in report.indicators() if (name := _earned_in_full(indicator))]
    sections = [section for section in narrative.sections if _is_problems(section)]
    if not full or not sections:
        return not_applicable("没有得满分的指标，或正文没有写存在的问题")
    found = tuple(
        seen for section in sections for name, indicator in full for seen in _blamed(section, name, indicator)
    )
    return failed(found[:_MOST]) if found else passed()


def _earned_in_full(indicator: Indicator) -> str:
    """The name of an indicator with full marks, "" for any other."""
    weight, score = indicator.weight, indicator.score
    if weight is None or score is None or indicator.name is None:
        return ""
    full = score.value.value == weight.value.value > 0
    name = "".join(indicator.name.value.split())
    return name if full and len(name) >= _SHORTEST_NAME else ""


def _is_problems(section: Section) -> bool:
    heading = section.heading.value if section.heading else ""
    return bool(_PROBLEMS.search(heading)) and not _OTHER.search(heading)


def _blamed(section: Section, name: str, indicator: Indicator) -> Iterator[Observation]:
    for paragraph in section.paragraphs:
        at = paragraph.raw.find(name)
        if at < 0:
            continue
        behind = re.split(r"[。；;，,\n]", paragraph.raw[at + len(name) : at + len(name) + _BEHIND])[0]
        bad = _BAD.search(behind)
        if bad is None or indicator.score is None or indicator.name is None:
            continue
        place = Span(
            paragraph.span.document,
            paragraph.span.start + at,
            paragraph.span.start + at + len(name) + bad.end(),
        )
        told = paragraph.raw[at : at + len(name) + bad.end()]
        yield Observation(
            place=place,
            related=(("指标", indicator.name.span), ("得分", indicator.score.span)),
            slots={"name": name, "score": written(indicator.score.value), "problem": told},
            reported=told,
            evidence=(f"“{name}”得{written(indicator.score.value)}，是满分",),
            identity=(name, told),
        )
        return
