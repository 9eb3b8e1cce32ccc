"""Declared numbers of points beside 一是…二是…: 五大目标：一是…五是…."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from heyan.extraction.normal import fold
from heyan.extraction.pattern import pattern
from heyan.extraction.statements import Line
from heyan.model.claim import Claim, Operand
from heyan.model.quantity import Quantity
from heyan.model.report import Form, Sourced
from heyan.model.span import Span

_DIGITS = "一二三四五六七八九十"
_DECLARED = pattern(
    r"(?P<number>[二两三四五六七八九十]|[2-9]|10)(?:大|个|项|点|条|方面|类|种|件)(?P<noun>[^,;。:、\d一二三四五六七八九十]{0,10})(?P<stop>[:,])\s*一是"
)
_ANNOUNCED = pattern(r"一是|[:：]\s*$")
# Each point may have a paragraph of its own.
_GOES_ON = pattern(r"\s*[一二三四五六七八九十]是")
# Behind a comma only what counts points, not what was done (完成2个项目，一是…).
_POINTS = pattern(
    r"方面|措施|问题|点|目标|做法|原因|建议|任务|工作|内容|经验|亮点|特点|不足|举措|机制|要求|原则|步骤|重点"
)
_MOST = 12
_POINT = pattern(r"(?:^|[,;:。、\s\n>])(?P<number>[一二三四五六七八九十])是")
_TWO = "两"
_FEW = 2


def ordinal_counts(lines: Sequence[Line]) -> list[Claim]:
    """The declared numbers in the lines of the prose; a text that breaks off leaves its list open."""
    found: list[Claim] = []
    for index, line in enumerate(lines):
        if not _ANNOUNCED.search(line.folded):
            continue
        text = line.folded
        for following in lines[index + 1 : index + _MOST]:
            if not _GOES_ON.match(following.folded):
                break
            text = f"{text}\n{following.folded}"
        found.extend(_counts(text, line.span))
    return found


def form_ordinals(forms: Sequence[Form]) -> list[Claim]:
    """The declared numbers in the goals that forms state in words."""
    texts = [text for form in forms for text in (form.expected, form.achieved) if text]
    return [claim for text in texts if _mapped(text) for claim in _counts(fold(text.raw), text.span)]


def _mapped(text: Sourced[str]) -> bool:
    return len(text.raw) == len(text.span)


def _counts(folded: str, span: Span) -> Iterator[Claim]:
    for declared in _DECLARED.finditer(folded):
        if declared["stop"] == "," and not _POINTS.search(folded, declared.start(), declared.end()):
            continue
        numbers = [
            _DIGITS.index(point["number"]) + 1 for point in _POINT.finditer(folded, declared.end() - 3)
        ]
        listed = 0
        for number in numbers:
            if number == 1 and listed:
                break  # another list begins
            if number != listed + 1:
                listed = 0  # a point is missing or doubled: that is no matter of counting
                break
            listed = number
        if listed < _FEW:
            continue
        stated = _value(declared["number"])
        if declared.end("number") > len(span):
            continue  # announced in a line of its own
        place = span.part(*declared.span("number"))
        noun = declared["noun"].strip() or "各点"
        operands = (
            Operand("declared", noun, Quantity(stated, Decimal(1)), place),
            Operand("listed", f"一是至{_DIGITS[listed - 1]}是", Quantity(Decimal(listed), Decimal(1)), None),
        )
        # The text may end before its list does.
        short = listed < stated and folded.rstrip()[-1:] not in "。.>"
        yield Claim("count", "count", noun, operands, place, "一是", open=short)


def _value(number: str) -> Decimal:
    if number == _TWO:
        return Decimal(2)
    return Decimal(_DIGITS.index(number) + 1) if number in _DIGITS else Decimal(number)
