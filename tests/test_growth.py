"""Time grows with the paper and no faster: long paragraphs, wide tables, many forms."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from heyan import pipeline
from heyan.model.document import Source
from heyan.readers import MAX_CHARACTERS

HEADER = "三级指标\t年度指标值\t实际完成值\t分值\t得分\n"
ROLES = "<td>三级指标</td><td>年度指标值</td><td>实际完成值</td><td>分值</td><td>得分</td>"
MONEY = "<td>项目</td><td>年初预算数</td><td>全年预算数</td><td>全年执行数</td>"
SECONDS = 6.0  # of processor time, on a slow machine; what grows with the square takes minutes

# What is repeated, how often, and what stands around it. Each once took half a minute or more, or could.
PAPERS: dict[str, Callable[[], str]] = {
    "numbers without a stop": lambda: "1024.5 " * 20_000,
    "one sentence of 20 000 amounts": lambda: (
        "支出总额100万元，其中" + "、".join(f"项目{n}支出{n % 97}.5万元" for n in range(20_000)) + "。"
    ),
    "ranges": lambda: "1-2-3~4至5" * 15_000,
    "comparators": lambda: "≥≤=5%" * 20_000,
    "其中 alone": lambda: "其中：" * 100_000,
    "合计 alone": lambda: "合计" * 100_000,
    "合计 with an amount": lambda: "合计5万元、" * 8_000,
    "brackets": lambda: "（5万元" * 10_000,
    "digits": lambda: "1" * 1_000_000,
    "points": lambda: "1." * 20_000,
    "forms": lambda: ("2021年度自评表\n" + HEADER + "道路养护\t≥5公里\t5公里\t5\t5\n\n\n") * 2_000,
    "a header of 15 000 columns": lambda: (
        f"<table><tr>{ROLES * 3_000}</tr><tr>{'<td>5</td>' * 15_000}</tr></table>"
    ),
    "a money header of 12 000 columns": lambda: (
        f"<table><tr>{MONEY * 3_000}</tr><tr>{'<td>5</td>' * 12_000}</tr></table>"
    ),
    "a cell of a megabyte": lambda: (
        f"<table><tr><td>项目</td><td>{'项目支出5万元，' * 30_000}</td></tr></table>"
    ),
}


@pytest.mark.parametrize("name", PAPERS)
def test_a_paper_made_to_take_long_does_not(name: str) -> None:
    packs = pipeline.load_packs(("core",))
    source = Source("paper", PAPERS[name]().encode())
    before = time.process_time()
    result = pipeline.audit([source], packs)
    assert time.process_time() - before < SECONDS
    assert not result.failures


def test_a_text_beyond_all_papers_is_refused_with_advice() -> None:
    result = pipeline.audit([Source("long.txt", "支".encode() * (MAX_CHARACTERS + 1))], ())
    (failure,) = result.failures
    assert failure.kind == "too_large"
    assert "拆" in failure.message
