"""The kind `date`: years and dates belong to the paper's year."""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import Annotated, ClassVar, Literal, assert_never

from heyan.engine.checks.date_bounds import filled_early, late_deadline
from heyan.engine.checks.options import CheckOptions, Limit, Variants
from heyan.engine.lexicon import Lexicons
from heyan.engine.repair import edits
from heyan.engine.submission import Target
from heyan.engine.verdict import Observation, Verdict, failed, not_applicable, not_evaluated, passed
from heyan.model.claim import DateMention
from heyan.model.quantity import Date
from heyan.model.report import Form, Indicator, Report
from heyan.model.span import Span

_TIMELY_LEVEL = re.compile(r"时效")
_NAMED_MONTH = re.compile(r"[\d一二三四五六七八九十]\s?月")
_YEAR = re.compile(r"(?<!\d)((?:19|20|21)\d\d)(?=\s*年|\D|$)")
_DAY_WORDS = re.compile(
    r"(年|月|季度|日|旬)(年?[底末初中]|之?前|以前|以内|内|份)|按时|及时|按期|[年月]度?完成"
)
# The oldest year that papers mention (of histories and relics), and how far plans look ahead.
_OLDEST, _FURTHEST = 1840, 45
# Deadlines lie between the year the state was founded and that of its farthest goal (碳中和).
_FOUNDED, _LAST_GOAL = 1949, 2060


class DateCheck(CheckOptions):
    """One fault of dates a case; all but `vague_deadline` need the paper's year.

    `implausible`: in a form's target or a title, a year more than `window` years from the paper's; elsewhere one
    before 1840 or over 45 years ahead (histories, 2060年碳中和);
    in a paper without a year, a deadline outside 1949-2060; or a day that no calendar has (variant `malformed`) · `execution_year`: what was carried out is told
    of another year · `vague_deadline`: the 指标值 of a 时效指标 names no year (variant `no_date`: nor any date) ·
    `project_year`: the year in a project's name is another one · `late_deadline`: a target's date lies behind the form's
    year, by `window` years at most, and behind the project's period · `whole_period`: it lies within the period, so
    that the year's target is that of the whole project · `filled_early`: an evaluation is dated or numbered before
    December of the year that it is about.
    """

    kind: Literal["date"] = "date"
    case: Literal[
        "implausible",
        "execution_year",
        "vague_deadline",
        "project_year",
        "late_deadline",
        "whole_period",
        "filled_early",
    ]
    window: Annotated[int, Limit("ge", 0)] = 5

    slots: ClassVar[frozenset[str]] = frozenset({"name", "found", "year", "wanted", "suspect", "problem"})
    figures: ClassVar[frozenset[str]] = frozenset({"reported", "expected", "formula"})
    variants: ClassVar[Variants] = MappingProxyType(
        {"implausible": ("malformed",), "vague_deadline": ("no_date",)}
    )
    targets: ClassVar[frozenset[str]] = frozenset(
        {"dates", "indicators", "form_indicators", "prose_indicators", "forms", "report"}
    )
    relates: ClassVar[bool] = False


def check_date(options: DateCheck, target: Target, _lexicons: Lexicons) -> Verdict:
    """Judges the case of the options."""
    item = target.item
    match options.case:
        case "vague_deadline":
            return (
                _vague(item, _paper_year(target))
                if isinstance(item, Indicator)
                else not_applicable("不是指标")
            )
        case "implausible" | "execution_year" | "project_year":
            return _by_year(options, target)
        case "late_deadline" | "whole_period":
            if not isinstance(item, Indicator):
                return not_applicable("不是指标")
            inside = options.case == "whole_period"
            return late_deadline(item, target, options.window, inside=inside)
        case "filled_early":
            return filled_early(item) if isinstance(item, Report) else not_applicable("不是整份材料")
        case _:
            assert_never(options.case)


def _by_year(options: DateCheck, target: Target) -> Verdict:
    item = target.item
    year = _paper_year(target)
    if isinstance(item, Form):
        return _project_form(item, year)
    if isinstance(item, Indicator):
        found = item.target.value.date if item.target else None
        if found is None or item.target is None or options.case != "implausible":
            return not_applicable("不是日期")
        mention = DateMention(found, "deadline", item.target.value.text, item.target.span)
        return _implausible(options, mention, year, strict=True)
    if not isinstance(item, DateMention):
        return not_applicable("不是日期")
    if options.case == "implausible":
        strict = item.role == "title" or (item.role == "deadline" and target.form is not None)
        return _implausible(options, item, year, strict=strict)
    role = "execution" if options.case == "execution_year" else "project"
    if item.role != role or item.date.year is None:
        return not_applicable("不是执行年度" if role == "execution" else "不是项目名称中的年度")
    if year is None:
        return not_evaluated("报告年度未知", (item.span,))
    if item.date.year == year:
        return passed((item.span,))
    what = "实际完成、执行" if role == "execution" else "项目名称"
    return _fail(item, str(year), f"{what}写的是{item.date.year}年，报告年度是{year}年", year, None)


def _paper_year(target: Target) -> int | None:
    if target.report.year:
        return target.report.year.value
    return target.form.year.value if target.form and target.form.year else None


def _implausible(options: DateCheck, mention: DateMention, year: int | None, *, strict: bool) -> Verdict:
    date = mention.date
    if date.malformed:
        return _fail(mention, None, f"“{mention.raw}”：{date.malformed}", year, "malformed")
    if date.year is None:
        return not_applicable("没有写年份")
    if not strict:
        if year is None:
            return _without_year(mention)
        top = year + _FURTHEST
        if _OLDEST <= date.year <= top:
            return passed((mention.span,))
        return _fail(mention, None, f"{date.year}年不合常理", year, None)
    if year is None:
        return _without_year(mention)
    planned = date.year % 5 == 0 and 0 < date.year - year <= _FURTHEST  # 2030年, 2035年: ends of plans
    if abs(date.year - year) <= options.window or planned:
        return passed((mention.span,))
    evidence = f"{date.year}年与报告年度{year}年相差{abs(date.year - year)}年"
    return _fail(mention, None, evidence, year, None)


def _without_year(mention: DateMention) -> Verdict:
    """A paper that states no year anywhere: only deadlines that no living plan can have are implausible."""
    wrong = mention.date.year is not None and not _FOUNDED <= mention.date.year <= _LAST_GOAL
    if wrong and mention.role == "deadline":
        return _fail(mention, None, f"{mention.date.year}年不合常理", None, None)
    return not_evaluated("报告年度未知", (mention.span,))


def _fail(
    mention: DateMention, wanted: str | None, evidence: str, year: int | None, variant: str | None
) -> Verdict:
    suspect = _suspect(mention.date, year)
    hypothesis = f"若“{mention.date.year}”为“{suspect}”则合理" if suspect else None
    seen = Observation(
        place=mention.span,
        slots={
            "name": mention.raw,
            "found": mention.raw,
            "year": str(year) if year else "",
            "wanted": wanted or suspect,
            "suspect": suspect,
            "problem": mention.date.malformed or "",
        },
        reported=mention.raw,
        expected=f"{wanted or suspect}年" if wanted or suspect else None,
        evidence=(evidence,),
        hypotheses=(hypothesis,) if hypothesis else (),
        identity=(mention.raw, mention.role),
        variant=variant,
    )
    return failed((seen,), (mention.span,))


def _suspect(date: Date, year: int | None) -> str:
    """The year one slip away that lies nearest to the paper's, within a year of it; "" where there is none."""
    if date.year is None or year is None or date.malformed:
        return ""
    near = [text for _, text, _ in edits(str(date.year)) if len(text) == 4 and abs(int(text) - year) <= 1]
    return min(near, key=lambda text: abs(int(text) - year), default="")


def _vague(indicator: Indicator, paper: int | None) -> Verdict:
    level = indicator.level2.value if indicator.level2 else ""
    if not _TIMELY_LEVEL.search(level):
        return not_applicable("不是时效指标")
    field = indicator.target
    if field is None or not field.value.text:
        return not_applicable("没有填指标值")
    measure = field.value
    if measure.quantity is not None:
        return not_applicable("指标值是数量")
    dated = measure.date is not None or bool(_DAY_WORDS.search(measure.text))
    year = measure.date.year if measure.date else None
    if year is not None or (measure.date is None and _YEAR.search(measure.text)):
        return passed((field.span,))
    if paper is not None and measure.date is not None and _NAMED_MONTH.search(measure.text):
        return passed((field.span,))  # 5月底前 in a form of a stated year is of that year
    name = indicator.name.value.strip() if indicator.name else "（未填名称的指标）"
    seen = Observation(
        place=field.span,
        related=(("指标名称", indicator.name.span),) if indicator.name else (),
        slots={
            "name": name,
            "found": measure.text,
            "year": "",
            "wanted": "年、月、日",
            "suspect": "",
            "problem": "",
        },
        reported=measure.text,
        evidence=(f"时效指标值“{measure.text}”" + ("没有写年份" if dated else "不是日期"),),
        identity=(name, measure.text),
        variant=None if dated else "no_date",
    )
    return failed((seen,), (field.span,))


def _project_form(form: Form, year: int | None) -> Verdict:
    name = form.project.name if form.project else None
    if name is None:
        return not_applicable("没有项目名称")
    years = [int(found) for found in _YEAR.findall(name.value)]
    if not years:
        return not_applicable("项目名称没有年份")
    wanted = form.year.value if form.year else year
    if wanted is None:
        return not_evaluated("报告年度未知", (name.span,))
    # A span of years (2020-2022年) covers all between.
    if min(years) <= wanted <= max(years):
        return passed((name.span,))
    mention = DateMention(Date(years[0]), "project", name.value, _year_span(name.span, name.raw, years[0]))
    return _fail(mention, str(wanted), f"项目名称写的是{years[0]}年，预算年度是{wanted}年", wanted, None)


def _year_span(span: Span, raw: str, year: int) -> Span:
    at = raw.find(str(year))
    return span.part(at, at + 4) if at >= 0 and len(raw) == len(span) else span
