"""What `heyan check --timing` tells on standard error: the stages by document, the rules, the most expensive first."""

from __future__ import annotations

from collections.abc import Iterator
from types import MappingProxyType

from heyan.model.timing import STAGES, Stage, Timings
from heyan.reporters.options import Language
from heyan.reporters.visible import one_line

_MOST_DOCUMENTS = 20
_WORDS = MappingProxyType(
    {
        "zh": ("用时（毫秒）", "合计", "规则", "份文件未列出"),
        "en": ("Time (ms)", "total", "rules", "documents not listed"),
    }
)
_STAGE_WORDS = MappingProxyType(
    {
        "zh": {"read": "读取", "extract": "理解", "evaluate": "核对", "render": "输出"},
        "en": {"read": "read", "extract": "extract", "evaluate": "evaluate", "render": "render"},
    }
)


def timing_lines(timings: Timings, lang: Language) -> Iterator[str]:
    """The lines of the report."""
    title, total, rules, left_out = _WORDS[lang]
    names = _STAGE_WORDS[lang]
    sums = {
        stage: sum(taken for (kind, _), taken in timings.stages.items() if kind == stage) for stage in STAGES
    }
    yield f"{title} {total} {_ms(sum(sums.values()))}  " + "  ".join(
        f"{names[stage]} {_ms(sums[stage])}" for stage in STAGES
    )
    documents = _documents(timings)
    ranked = sorted(documents.items(), key=lambda entry: (-sum(entry[1].values()), entry[0]))
    for path, stages in ranked[:_MOST_DOCUMENTS]:
        told = "  ".join(f"{names[stage]} {_ms(stages[stage])}" for stage in STAGES if stage in stages)
        yield f"  {_ms(sum(stages.values())):>9}  {one_line(path)}  {told}"
    if len(ranked) > _MOST_DOCUMENTS:
        yield f"  … {len(ranked) - _MOST_DOCUMENTS} {left_out}"
    yield f"{rules} {_ms(sum(timings.rules.values()))}"
    for code, taken in sorted(timings.rules.items(), key=lambda entry: (-entry[1], entry[0])):
        yield f"  {_ms(taken):>9}  {code}"


def _documents(timings: Timings) -> dict[str, dict[Stage, int]]:
    found: dict[str, dict[Stage, int]] = {}
    for (stage, what), taken in timings.stages.items():
        found.setdefault(what, {})[stage] = taken
    return found


def _ms(nanoseconds: int) -> str:
    return f"{nanoseconds // 10_000 / 100:.2f}"
