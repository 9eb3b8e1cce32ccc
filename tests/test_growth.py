"""Time grows with the paper and no faster: long paragraphs, wide tables, many forms."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

import pytest

from heyan import pipeline
from heyan.engine.pack import CompiledPack
from heyan.model.document import Source
from heyan.readers import MAX_CHARACTERS

HEADER = "三级指标\t年度指标值\t实际完成值\t分值\t得分\n"
ROLES = "<td>三级指标</td><td>年度指标值</td><td>实际完成值</td><td>分值</td><td>得分</td>"
MONEY = "<td>项目</td><td>年初预算数</td><td>全年预算数</td><td>全年执行数</td>"
# Four times the paper takes some four times as long; what grows with the square takes sixteen times. Both are measured
# in one run, so that a busy or slow machine does not matter.
TIMES, MOST = 4, 8
FLOOR = 0.05  # seconds of processor time; below that only the clock is measured

# What is repeated, how often, and what stands around it. Each once took half a minute or more, or could.
PAPERS: dict[str, tuple[int, Callable[[int], str]]] = {
    "numbers without a stop": (20_000, lambda size: "1024.5 " * size),
    "one sentence of 20 000 amounts": (
        20_000,
        lambda size: (
            "支出总额100万元，其中" + "、".join(f"项目{n}支出{n % 97}.5万元" for n in range(size)) + "。"
        ),
    ),
    "ranges": (15_000, lambda size: "1-2-3~4至5" * size),
    "comparators": (20_000, lambda size: "≥≤=5%" * size),
    "其中 alone": (100_000, lambda size: "其中：" * size),
    "合计 alone": (100_000, lambda size: "合计" * size),
    "合计 with an amount": (8_000, lambda size: "合计5万元、" * size),
    "brackets": (10_000, lambda size: "（5万元" * size),
    "digits": (1_000_000, lambda size: "1" * size),
    "points": (20_000, lambda size: "1." * size),
    "forms": (
        2_000,
        lambda size: ("2021年度自评表\n" + HEADER + "道路养护\t≥5公里\t5公里\t5\t5\n\n\n") * size,
    ),
    "a header of 15 000 columns": (
        3_000,
        lambda size: f"<table><tr>{ROLES * size}</tr><tr>{'<td>5</td>' * 5 * size}</tr></table>",
    ),
    "a money header of 12 000 columns": (
        3_000,
        lambda size: f"<table><tr>{MONEY * size}</tr><tr>{'<td>5</td>' * 4 * size}</tr></table>",
    ),
    "a cell of a megabyte": (
        30_000,
        lambda size: f"<table><tr><td>项目</td><td>{'项目支出5万元，' * size}</td></tr></table>",
    ),
}


@pytest.mark.parametrize("name", PAPERS)
def test_a_paper_made_to_take_long_does_not(name: str) -> None:
    packs = pipeline.load_packs(("core",))
    size, make = PAPERS[name]
    # A second look, for a machine that was interrupted at the wrong time.
    assert any(_grows_in_step(make, size, packs) for _ in range(2))


def _grows_in_step(make: Callable[[int], str], size: int, packs: Sequence[CompiledPack]) -> bool:
    part = min(_seconds(make(size // TIMES), packs) for _ in range(2))
    return _seconds(make(size), packs) <= MOST * max(part, FLOOR)


def _seconds(text: str, packs: Sequence[CompiledPack]) -> float:
    before = time.process_time()
    result = pipeline.audit([Source("paper", text.encode())], packs)
    taken = time.process_time() - before
    assert not result.failures
    return taken


def test_a_text_beyond_all_papers_is_refused_with_advice() -> None:
    result = pipeline.audit([Source("long.txt", "支".encode() * (MAX_CHARACTERS + 1))], ())
    (failure,) = result.failures
    assert failure.kind == "too_large"
    assert "拆" in failure.message
