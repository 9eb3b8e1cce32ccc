"""Every year and date of a paper with the part it plays: title, execution, budget, deadline, name, or mere mention."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping

from heyan.extraction.dates import match_date
from heyan.extraction.normal import fold
from heyan.extraction.pattern import pattern
from heyan.model.claim import DateMention, DateRole
from heyan.model.document import Document
from heyan.model.quantity import Date
from heyan.model.span import Span

_CANDIDATE = pattern(
    r"[〔【\[(](?P<number>(?:19|20|21)[0-9]{2})[〕】\])] ?(?:第 ?)?[0-9]{1,5} ?号"
    r"|(?<![0-9A-Za-z])(?P<typed>[0-9]{4}(?= {0,3}年)|(?<!\.)[0-9]{4}(?=[-/.][0-9]|部门|财政|预算|决算|度)|[0-9]{3}(?=年度)|[0-9]{5}(?= {0,3}年))"
    r"|(?P<spelled>[一二][〇零0-9一二三四五六七八九]{3}(?= {0,3}年))"
    r"|(?<![0-9年.])(?P<day>[0-9]{1,2}(?= {0,2}月 {0,2}[0-9]{1,3} {0,2}[日号]))"
)
_STOP = pattern(r"[,;。:\n\t()|]")
_SENTENCE = pattern(r"[。\n\t|]")
_REACH = 24
_SENTENCE_REACH = 160
_COMPARED_BEFORE = pattern(r"(?:[比较与同自从]|相比|对比|不同于|参照|截[至止])\s?$")
_COMPARED_AFTER = pattern(r"\s?度?(?:以来|起(?!草)|相比|同期|结转|结余|以前|之前|存在|问题|末结|的?基础|比)")
_CHANGE = pattern(r"增长|下降|同比|比上年|较上年|增加|减少|上升|降低")
_EXECUTED = pattern(
    r"\s?度?[^,;。]{0,10}?(?:实际(?:完成|执行|支出|到位|使用|实现|值)|完成值|实际值|执行数|执行率|全年执行|全年完成)"
)
_TARGET_BESIDE = pattern(r"目标值|指标值|应得|分值|得分")
_BUDGETED = pattern(
    r"\s?度?[^,;。]{0,8}?(?:年初预算|部门预算|预算数|预算安排|预算收入|预算支出|预算资金|预算)"
)
_NAMED = pattern(
    r"[^,;。]{0,24}?(?:规划|方案|办法|意见|通知|条例|纲要|指南|细则|普查|公报|报表|总结|要点|工作计划|决定|实施意见|清单)"
)
_YEAR = pattern(r"(?:19|20|21)[0-9]{2}(?= {0,3}年)")
# A span of years tells of several: 2020-2021年实际完成.
_SPAN_BEFORE = pattern(r"[0-9]{4} ?年?度? ?[-—–~至到] ?$")
# Words that make a sentence a plan, a cause or a comparison instead of the year's result.
_NO_RESULT = pattern(
    r"力争|争取|确保|计划(?!数|值)|预计|拟(?!定)|下一步|今后|明年|下一?年|紧盯|努力|将(?!近)|滞后|影响|导致|由于|原因|本年|今年|上年|去年|本期"
)


def dates(
    document: Document, title_spans: Iterable[Span], roles: Mapping[Span, DateRole] | None = None
) -> tuple[DateMention, ...]:
    """All years and dates of the whole text, tables included, in order.

    `title_spans` hold titles; `roles` settle what dates inside other known places are (project names, targets).
    Comparisons (比2020年, 2018年以来, 2020年结转) are mentions, never executions.
    """
    flat = fold(document.text)
    known = _Places([(span, "title") for span in title_spans] + list((roles or {}).items()))
    return tuple(_mentions(document, flat, known))


def _mentions(document: Document, flat: str, known: _Places) -> Iterator[DateMention]:
    floor = 0
    for found in _CANDIDATE.finditer(flat):
        if found.start() < floor:
            continue
        if found["number"]:
            start, end = found.span("number")
            floor = found.end()
            yield _mention(document, Date(int(found["number"])), "document", start, end)
            continue
        start = found.start()
        read = match_date(flat, start)
        if read is None:
            continue
        date, end = read
        floor = end
        role = known.role(start, end) or _role(flat, start, end, date)
        yield _mention(document, date, role, start, end)


def _mention(document: Document, date: Date, role: DateRole, start: int, end: int) -> DateMention:
    return DateMention(date, role, document.text[start:end], Span(document.id, start, end))


class _Places:
    """Known places by their starts; answers which of them holds a date. Places must not overlap much."""

    def __init__(self, places: Iterable[tuple[Span, DateRole]]) -> None:
        self._places = sorted(places, key=lambda place: (place[0].start, -place[0].end))
        self._starts = [span.start for span, _ in self._places]

    def role(self, start: int, end: int) -> DateRole | None:
        """The role of the innermost known place around the characters `start` to `end`."""
        first = bisect_right(self._starts, start) - 1
        for index in range(first, max(-1, first - 4), -1):
            span, role = self._places[index]
            if span.start <= start and end <= max(span.end, span.start + 1):
                return role
            if role == "title" and span.start <= start < span.end:
                return role
        return None


def _role(flat: str, start: int, end: int, date: Date) -> DateRole:
    before = flat[max(0, start - _REACH) : start]
    stops = list(_STOP.finditer(before))
    before = before[stops[-1].end() :] if stops else before
    after = flat[end : end + 2 * _REACH]
    stop = _STOP.search(after)
    after = after[: stop.start()] if stop else after
    if date.year is None:
        return "deadline" if date.deadline else "mention"
    if _in_name(flat, start):
        return "document"
    if _COMPARED_BEFORE.search(before) or _SPAN_BEFORE.search(before) or _COMPARED_AFTER.match(after):
        return "mention"
    if _EXECUTED.match(after):
        # 2023年1月实际完成 tells when a thing was done, not which year's work it was.
        result = date.month is None and _states_result(flat, start, end, date.year)
        return "execution" if result else "mention"
    if _NAMED.match(after):
        return "document"
    if date.deadline:
        return "deadline"
    return "budget" if _BUDGETED.match(after) else "mention"


def _in_name(flat: str, start: int) -> bool:
    """Whether the date stands inside 《…》."""
    floor = max(0, start - 60)
    opened = flat.rfind("《", floor, start)
    return opened >= 0 and flat.find("》", opened, start) < 0


def _states_result(flat: str, start: int, end: int, year: int) -> bool:
    """Whether the sentence reports the year's result rather than comparing years."""
    left = flat[max(0, start - _SENTENCE_REACH) : start]
    breaks = list(_SENTENCE.finditer(left))
    left = left[breaks[-1].end() :] if breaks else left
    right = flat[end : end + _SENTENCE_REACH]
    stop = _SENTENCE.search(right)
    right = right[: stop.start()] if stop else right
    if _TARGET_BESIDE.search(left) or _TARGET_BESIDE.search(right):
        return True
    if _NO_RESULT.search(left) or _NO_RESULT.search(right):
        return False
    others = {int(other) for other in _YEAR.findall(left + right)} - {year}
    return not others and not _CHANGE.search(right)
