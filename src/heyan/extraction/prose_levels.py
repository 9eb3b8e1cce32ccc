"""Levels of indicators as the narrative names them: 产出指标 over 数量指标, in headings and at the head of a line."""

from __future__ import annotations

from collections.abc import Sequence

from heyan.extraction.pattern import pattern as later
from heyan.extraction.statements import Line
from heyan.model.dataclass import dataclass
from heyan.model.report import Sourced
from heyan.model.span import Span

_DRESS = r"(?:类)?(?:指标|目标|情况|方面|效益|影响|完成|执行|分析|得分|绩效)*"
_LEVEL1 = later(
    rf"(?:(?:部门|项目|整体|本项目|单位)(?:的)?)*(产出|效益|效果|满意度|预算执行|成本|管理|履职){_DRESS}"
)
_LEVEL2 = later(
    r"(?:产出|效益|项目|部门)?(?:指标)?[的:：-]?(?P<name>数量|质量|时效|成本|进度|经济成本|社会成本|生态环境成本|经济|社会|生态(?:环境)?|环境|可持续(?:发展|影响)?|"
    rf"(?:社会公众|服务对象|受益(?:对象|群众)|群众|公众|职工)+(?:[或和及]服务对象)?满意度?){_DRESS}"
)
_OF_LEVEL2 = (
    ("产出指标", later(r"数量|质量|时效|进度|^成本")),
    ("成本指标", later(r"成本")),
    ("效益指标", later(r"经济|社会(?!公众)|生态|环境|可持续")),
    ("满意度指标", later(r"满意")),
)
_LEVEL1_NAMES = {
    "产出": "产出指标",
    "效益": "效益指标",
    "效果": "效益指标",
    "满意度": "满意度指标",
    "成本": "成本指标",
}
_LONGEST_LABEL = 18
_NOTES = later(r"[（(].*?[）)]|\s")
# （一）成本指标应得分20分，实际得分20分: a heading that goes on with its points.
_POINTS = later(r"(?:[^，,、]{0,3}得分?|分值|满分|权重)?[（(]?\d[\d.]*\s?分.*$|[，,].*$")


@dataclass(frozen=True, slots=True)
class Levels:
    """The level names in force; `second` is 数量指标 and the like, `first` 产出指标 (told or derived from it)."""

    first: Sourced[str] | None = None
    second: Sourced[str] | None = None


def first_level(text: str) -> str | None:
    """The 一级指标 that `text` names and nothing else (产出指标完成情况分析 → 产出指标)."""
    bare = _NOTES.sub("", text)
    found = _LEVEL1.fullmatch(bare) if len(bare) <= _LONGEST_LABEL else None
    return _LEVEL1_NAMES.get(found[1], found[1]) if found else None


def second_level(text: str) -> str | None:
    """The 二级指标 that `text` names and nothing else (数量指标完成情况 → 数量指标)."""
    bare = _NOTES.sub("", text)
    found = _LEVEL2.fullmatch(bare) if len(bare) <= _LONGEST_LABEL else None
    return found[0] if found else None


def kind_of(text: str) -> str:
    """The key under which two spellings of a 二级指标 meet (数量指标, 产出数量 → 数量)."""
    found = _LEVEL2.fullmatch(_NOTES.sub("", text))
    name = found["name"] if found else text
    return "满意" if "满意" in name else name[:2]


def levels_apart(lines: Sequence[Line]) -> frozenset[Span]:
    """The headings 成本指标 that stand beside a heading 产出指标 rather than under it: a first level of their own."""
    named: dict[tuple[Span, ...], dict[str, Span]] = {}
    for line in lines:
        level = first_level(_bare(line.over[-1].value)) if line.over else None
        if level is not None:
            named.setdefault(tuple(heading.span for heading in line.over[:-1]), {})[level] = line.over[
                -1
            ].span
    return frozenset(
        own["成本指标"] for own in named.values() if "成本指标" in own and {"产出指标", "效益指标"} & set(own)
    )


def _bare(heading: str) -> str:
    return _POINTS.sub("", heading).strip()


def over(line: Line, apart: frozenset[Span] = frozenset()) -> Levels:
    """The levels that the headings over a line give; `apart` are the headings 成本指标 that are first levels."""
    first: Sourced[str] | None = None
    second: Sourced[str] | None = None
    for heading in reversed(line.over):
        bare = _bare(heading.value)
        named = second_level(bare)
        if named is not None and second is None and first is None and heading.span not in apart:
            second = Sourced(named, heading.raw, heading.span)
            continue
        outer = first_level(bare)
        if outer is not None:
            first = Sourced(outer, heading.raw, heading.span)
            break
    return complete(Levels(first, second))


def opened(line: Line, start: int, end: int) -> Sourced[str] | None:
    """The 二级指标 (or 满意度指标) that characters `start` to `end` of the line name, if they name nothing else."""
    raw = line.text[start:end]
    shown = raw.strip()
    if not shown or len(shown) > _LONGEST_LABEL:
        return None
    name = second_level(shown) or ("满意度指标" if first_level(shown) == "满意度指标" else None)
    if name is None:
        return None
    offset = start + len(raw) - len(raw.lstrip())
    return Sourced(name, shown, _part(line.span, offset, offset + len(shown)))


def complete(levels: Levels) -> Levels:
    """`levels` with the first level derived from the second where no heading tells it."""
    second = levels.second
    if levels.first is None and second is not None:
        for name, pattern in _OF_LEVEL2:
            if pattern.search(second.value):
                return Levels(Sourced(name, second.raw, second.span), second)
    return levels


def _part(span: Span, start: int, end: int) -> Span:
    return span.part(start, end)
