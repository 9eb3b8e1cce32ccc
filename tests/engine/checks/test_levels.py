"""Levels that a form must have."""

from __future__ import annotations

import pytest

from heyan.engine.checks import run
from heyan.engine.checks.levels import LevelsCheck
from heyan.engine.lexicon import Lexicon
from heyan.engine.submission import Submission, Target
from heyan.model.report import Form
from tests.engine.checks.factory import Scribe, report_of

LEXICONS = {
    "first": Lexicon("first", {"产出": ("产出",), "效益": ("效益", "效果")}),
    "second": Lexicon("second", {"数量": ("数量",), "质量": ("质量",)}),
}
CHECK = LevelsCheck(first="first", under="产出", second="second", must=("数量",))


@pytest.mark.parametrize(
    ("rows", "ends"),
    [
        ("产出/数量 产出/质量 效益/社会", "passed"),
        ("产出/数量 产出/质量 履职效果/社会", "passed"),
        ("产出/数量 产出/质量 满意度/群众", "效益"),
        ("效益/社会 效益/经济 满意度/群众", "产出"),
        ("产出/质量 产出/质量 效益/社会", "second:数量"),
        ("产出/道路 产出/桥梁 效益/社会", "passed"),
        ("产出/质量 产出/ 效益/社会", "passed"),
        ("/数量 产出/质量 效益/社会", "not_evaluated"),
        ("决策/目标 过程/资金 过程/管理", "not_applicable"),
        ("产出/数量 产出/质量", "not_applicable"),
    ],
)
def test_levels_of_a_form(rows: str, ends: str) -> None:
    scribe = Scribe()
    cells = [dict(zip(("level1", "level2"), row.split("/"), strict=True)) for row in rows.split()]
    indicators = tuple(scribe.indicator(**{k: v for k, v in row.items() if v}) for row in cells)
    form = Form("goal_form", indicators[0].row, indicators=indicators)
    report = report_of(scribe, forms=[form])
    verdict = run(CHECK, Target(form, form, report, Submission((), (report,))), LEXICONS)
    told = [
        f"{seen.variant}:{seen.expected}" if seen.variant else seen.expected for seen in verdict.observations
    ]
    assert (told or [verdict.status]) == [ends]
