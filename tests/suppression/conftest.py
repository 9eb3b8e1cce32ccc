"""A small pack, small papers, and how to audit and excuse them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from heyan import pipeline
from heyan.model.document import Source
from heyan.model.result import AuditResult
from heyan.suppression import Excuses
from heyan.suppression.files import baseline_of
from tests.cli.conftest import PACK

TODAY = date(2026, 11, 1)
HEAD = "2021年度{unit}整体支出绩效自评表\n\n"
TABLE = "| 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 |\n|---|---|---|---|---|---|---|\n{rows}\n"
ROW = "| 产出指标 | 数量指标 | {name} | ≥12公里 | 12公里 | {weight} | {score} |"

Audit = Callable[..., AuditResult]


def paper(*rows: tuple[str, int, int], unit: str = "青石镇人民政府") -> str:
    """A self-evaluation form with rows of (name, weight, score)."""
    lines = [ROW.format(name=name, weight=weight, score=score) for name, weight, score in rows]
    table = TABLE.format(rows="\n".join(lines))
    return HEAD.format(unit=unit) + f"部门名称：{unit}\n\n" + table


@pytest.fixture(scope="session")
def audit(tmp_path_factory: pytest.TempPathFactory) -> Audit:
    """Audits texts by name: audit({"a.txt": text}, waivers=yaml, baseline=bytes, today=date)."""
    file = tmp_path_factory.mktemp("pack") / "scores.yaml"
    file.write_text(PACK, encoding="utf-8")
    packs = pipeline.load_packs([str(file)])

    def run(
        papers: dict[str, str],
        *,
        waivers: str | None = None,
        baseline: bytes | None = None,
        today: date = TODAY,
        partial: bool = False,
    ) -> AuditResult:
        result = pipeline.audit([Source(name, text.encode()) for name, text in papers.items()], packs)
        return pipeline.excused(
            result,
            Excuses(
                today,
                pipeline.load_waivers(waivers.encode(), "waivers.yaml") if waivers is not None else None,
                baseline_of(baseline, "base.json") if baseline is not None else None,
                partial,
            ),
        )

    return run


@pytest.fixture(scope="session")
def pack_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pack's file."""
    file = tmp_path_factory.mktemp("pack") / "scores.yaml"
    file.write_text(PACK, encoding="utf-8")
    return file
