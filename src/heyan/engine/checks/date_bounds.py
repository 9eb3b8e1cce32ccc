"""Dates against the end of the paper's year: deadlines that lie behind it, signatures that lie before it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from heyan.engine.submission import Target
from heyan.engine.verdict import Observation, Verdict, failed, not_applicable, not_evaluated, passed
from heyan.model.claim import DateMention
from heyan.model.report import SELF_EVALUATION_KINDS, Form, Indicator, Report
from heyan.model.span import Span

# What a form says of how long its project runs: 实施期限 2023年7月至2024年1月, 项目周期：3年.
_PERIOD = re.compile(
    r"(?:实施(?:期限?|年限|周期|时间)|起止(?:时间|年限|日期|年月)|(?:项目|建设|执行)(?:期限?|周期|年限|实施期限?))(?!资金|总?目标|总额|内)"
    r"[^\d一二三四五六七八九十]{0,12}(?P<words>[^\n]{0,40})"
)
_LONG_GOALS = re.compile(r"(?:中期|长期|中长期|实施期|三年)(?:总体?|绩效)*目标")
_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")
_YEARS = re.compile(r"(?<!\d)(\d|[一二三四五六七八九])\s?(?:个)?(?:年(?!度)|周年)")
_DIGITS = "零一二三四五六七八九"
_LABEL = re.compile(r"(?:填报|填表|填写|编报|编制|报告|自评|报送|评价)(?:日期|时间)\s*[|:：\t]*\s*$")
_OWN_NUMBER = re.compile(r"[一-鿿]{2,14}[〔\[【（(]\d{4}[〕\]】）)]\s?第?\s?\d{1,4}\s?号")
_EVALUATION = re.compile(r"自评|评价报告|绩效报告")
_REACH = 16
_HEAD = 4
_FOOT = 3
# Some forms are closed in the last weeks of the year that they are about.
_LAST_MONTH = 12


def late_deadline(indicator: Indicator, target: Target, window: int, *, inside: bool) -> Verdict:
    """A target's date behind the end of the form's year: outside the project's period, or (`inside`) within it."""
    field, form = indicator.target, target.form
    date = field.value.date if field else None
    if field is None or form is None or date is None or date.year is None or date.malformed:
        return not_applicable("指标值不是写明年份的日期")
    stated = form.year or target.report.year
    if stated is None:
        return not_evaluated("年度未知", (field.span,))
    year = stated.value
    if date.year <= year:
        return passed((field.span,))
    if date.year - year > window:
        return not_applicable("年份不合常理，另行核对")
    last = _last_year(form, target.report, year)
    covered = last is not None and date.year <= last
    if inside != covered:
        if last is None and _LONG_GOALS.search(_text(form, target.report)):
            return not_evaluated("表里另有中长期目标，没有写明实施期", (field.span,))
        return not_applicable("没有写明跨年的实施期") if inside else passed((field.span,))
    name = "".join(indicator.name.value.split()) if indicator.name else "（未填名称的指标）"
    limit = f"{last}年" if last else f"{year}年底"
    seen = Observation(
        place=field.span,
        related=(("指标名称", indicator.name.span),) if indicator.name else (),
        slots=_slots(name, field.value.text, year, limit),
        reported=field.value.text,
        evidence=(
            f"指标值的年份是{date.year}年，本表是{year}年度" + (f"，实施期到{last}年" if last else ""),
        ),
        identity=(name, field.value.text),
    )
    return failed((seen,), (field.span,))


def _text(form: Form, report: Report) -> str:
    return report.text.raw[form.span.start : form.span.end]


def _last_year(form: Form, report: Report, year: int) -> int | None:
    """The last year of the project's period as the form states it; None where it states none."""
    found: list[int] = []
    for period in _PERIOD.finditer(_text(form, report)):
        named = [int(number) for number in _YEAR.findall(period["words"])]
        found.extend(named)
        length = _YEARS.match(period["words"].strip()) if not named else None
        if length:
            count = int(length[1]) if length[1].isdigit() else _DIGITS.index(length[1])
            found.append(year + count - 1)
    return max(found, default=None)


def filled_early(report: Report) -> Verdict:
    """The date of filling in, the closing date or the own number of an evaluation before its year is over."""
    if not _evaluates(report):
        return not_applicable("不是自评材料")
    if report.year is None:
        return not_evaluated("报告年度未知")
    year = report.year.value
    dated = list(_own_dates(report))
    if not dated:
        return not_applicable("没有填报日期、落款日期或文号")
    early = [(label, mention) for label, mention in dated if _before_the_end(mention, year)]
    spots = tuple(mention.span for _, mention in dated)
    if not early:
        return passed(spots)
    return failed(tuple(_early(label, mention, year) for label, mention in early[:_HEAD]), spots)


def _evaluates(report: Report) -> bool:
    if any(form.kind in SELF_EVALUATION_KINDS for form in report.forms):
        return True
    if report.forms or report.narrative is None:
        return False
    first = report.narrative.paragraphs[:_HEAD]
    return any(_EVALUATION.search(report.text.raw[p.span.start : p.span.end]) for p in first)


def _before_the_end(mention: DateMention, year: int) -> bool:
    date = mention.date
    if date.year is None or date.malformed:
        return False
    if date.year != year:
        return date.year < year
    return mention.role == "document" or (date.month is not None and date.month < _LAST_MONTH)


def _own_dates(report: Report) -> Iterator[tuple[str, DateMention]]:
    text = report.text.raw
    goals = [form.span for form in report.forms if form.kind not in SELF_EVALUATION_KINDS]
    results = [form.span for form in report.forms if form.kind in SELF_EVALUATION_KINDS]
    paragraphs = report.narrative.paragraphs if report.narrative else ()
    heads = {p.span for p in paragraphs[:_HEAD]}
    # A page may end with a line or two of its own behind the paper's.
    ends = [paragraph.span for paragraph in paragraphs[-_FOOT:]]
    for mention in report.dates:
        span = mention.span
        # Beside a goal form only what stands inside the evaluation is surely its own.
        if goals and not any(result.covers(span) for result in results):
            continue
        if _LABEL.search(text[max(0, span.start - _REACH) : span.start]):
            yield "填报日期", mention
        elif mention.role == "document":
            own = next((head for head in heads if head.covers(span)), None)
            if own and _OWN_NUMBER.fullmatch(text[own.start : own.end].strip()):
                yield "文号", mention
        elif any(end.covers(span) and _alone(text, end, span) for end in ends):
            yield "落款日期", mention


def _alone(text: str, paragraph: Span, span: Span) -> bool:
    """Whether the paragraph is nothing but the date."""
    rest = text[paragraph.start : span.start] + text[span.end : paragraph.end]
    return not rest.strip(" 　\t。（）()日")


def _early(label: str, mention: DateMention, year: int) -> Observation:
    return Observation(
        place=mention.span,
        slots=_slots(label, mention.raw, year, f"{year}年底"),
        reported=mention.raw,
        evidence=(f"{label}{mention.raw}，{year}年度还没有结束",),
        identity=(label, mention.raw),
    )


def _slots(name: str, found: str, year: int, wanted: str) -> dict[str, str]:
    return {
        "name": name,
        "found": found,
        "year": str(year),
        "wanted": wanted,
        "suspect": "",
        "problem": "",
    }
