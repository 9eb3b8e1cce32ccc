"""Goal form and self-evaluation form handed in as two files are held against each other."""

from __future__ import annotations

import pytest

from heyan.model.document import Source
from heyan.pipeline import audit, load_packs

_GOAL = """2023年部门整体支出绩效目标表
填报单位：清河镇人民政府
一级指标\t二级指标\t三级指标\t指标值
产出指标\t数量指标\t培训干部人次\t≥120人次
产出指标\t质量指标\t公路养护合格率\t≥95%
满意度指标\t服务对象满意度指标\t群众满意度\t≥90%
"""
_RESULT = """2023年部门整体支出绩效自评表
填报单位：清河镇人民政府
一级指标\t二级指标\t三级指标\t年度指标值\t实际完成值\t分值\t得分
产出指标\t数量指标\t{name}\t{target}\t121人次\t30\t30
产出指标\t质量指标\t公路养护合格率\t≥95%\t96%\t40\t40
满意度指标\t服务对象满意度指标\t群众满意度\t≥90%\t92%\t30\t30
"""


def found(*texts: str) -> list[tuple[str, str]]:
    sources = [Source(f"{n}.txt", text.encode()) for n, text in enumerate(texts)]
    result = audit(sources, load_packs(["core"]))
    assert result.failures == ()
    return [(f.code, f.location.span.document) for f in result.findings() if f.code in ("I01", "I02")]


@pytest.mark.parametrize(
    ("name", "target", "codes"),
    [
        ("培训干部人次", "≥120人次", []),
        ("培训干部人次", "≥100人次", ["I02"]),
        ("培训村组干部人次", "≥120人次", ["I01"]),
    ],
)
def test_two_files_of_one_unit(name: str, target: str, codes: list[str]) -> None:
    result = _RESULT.format(name=name, target=target)
    seen = found(_GOAL, result)
    assert [code for code, _ in seen] == codes
    assert len({document for _, document in seen}) == len(codes)


def test_another_year_is_not_compared() -> None:
    result = _RESULT.format(name="培训干部人次", target="≥100人次").replace("2023年", "2022年")
    assert found(_GOAL, result) == []
