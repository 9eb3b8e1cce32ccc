from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heyan.extraction.normal import fold, label, squeeze


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("９５％", "95%"),
        ("（１）：；，．", "(1):;,."),
        ("ＡＢｃ＋＝＜＞／－～", "ABc+=<>/-~"),
        ("年\u3000度\xa0值\u2003", "年 度 值 "),
        ("﹪﹦−5", "%=-5"),
        ("二○二一", "二〇二一"),
        ("plain 1.5", "plain 1.5"),
        ("≥≤、。〔〕【】", "≥≤、。〔〕【】"),
    ],
)
def test_signs_of_full_width_are_halved(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text())
def test_folding_keeps_every_offset_and_is_stable(text: str) -> None:
    assert len(fold(text)) == len(text)
    assert fold(fold(text)) == fold(text)


def test_squeezing_removes_all_white_space() -> None:
    assert squeeze(" 数\n量\t指\u3000标\xa0 ") == "数量指标"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("产出指标\n(50分)", "产出指标"),
        ("产出指标（50分）：", "产出指标"),
        ("全年执行数（B）（万元）", "全年执行数"),
        ("年度预\n算申请\n（万元）", "年度预算申请"),
        ("资金总额：", "资金总额"),
        ("（盖章）", "盖章"),
        ("其中：一般公共预算", "其中:一般公共预算"),
        ("得 分", "得分"),
        ("", ""),
        ("）", ")"),
    ],
)
def test_a_label_loses_space_colon_and_notes(text: str, name: str) -> None:
    assert label(text) == name
