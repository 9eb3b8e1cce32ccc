"""What forms assert by their layout."""

from __future__ import annotations

import json

import pytest

from heyan.model.claim import Claim
from heyan.model.document import Source
from heyan.pipeline import understand


def claims(model: dict[str, object]) -> list[tuple[str, str, str, str | None]]:
    """(topic, total, parts, missing) of a model's claims."""
    content = json.dumps({"schema": "heyan.report/1", **model}, ensure_ascii=False).encode()
    _, report = understand(Source("m.json", content))
    return [
        (claim.topic, told(claim, "total"), told(claim, "part"), claim.missing) for claim in report.claims
    ]


def told(claim: Claim, role: str) -> str:
    return "+".join(format(operand.quantity.value, "f") for operand in claim.of(role))


def indicator(name: str, level1: str, weight: int, score: int | None = None) -> dict[str, object]:
    return {"name": name, "level1": level1, "weight": weight, "score": score}


SCORED = [
    indicator("甲", "产出指标", 50, 48),
    indicator("乙", "效益指标", 30, 30),
    indicator("丙", "满意度指标", 10, 9),
]
BUDGET = [
    {"name": "年度资金总额", "total": "true", "annual": 100, "executed": 98, "weight": 10, "score": "9.8"}
]


def test_points_add_up_with_the_execution_row() -> None:
    found = claims(
        {
            "budget_rows": BUDGET,
            "indicators": SCORED,
            "totals": [{"name": "总分", "weight": 100, "score": "96.8"}],
        }
    )
    assert ("weights", "100", "10+50+30+10", None) in found
    assert ("scores", "96.8", "9.8+48+30+9", None) in found


def test_without_a_total_row_regulation_gives_the_full_marks() -> None:
    found = claims({"budget_rows": BUDGET, "indicators": SCORED})
    assert ("weights", "100", "10+50+30+10", None) in found
    assert not [claim for claim in found if claim[0] == "scores"]


def test_an_indicator_without_points_makes_the_claim_incomplete() -> None:
    some = [*SCORED[:2], {"name": "丙", "level1": "满意度指标"}]
    found = claims({"budget_rows": BUDGET, "indicators": some, "totals": [{"name": "总分", "weight": 100}]})
    assert [missing for topic, _, _, missing in found if topic == "weights"] == ["1项指标没有填分值"]


def test_points_in_brackets_are_the_level_s_total() -> None:
    some = [indicator("甲", "产出指标（50分）", 30), indicator("乙", "产出指标（50分）", 20)]
    found = claims(
        {"indicators": some, "totals": [{"scope": "产出指标", "name": "产出指标（50分）", "weight": 50}]}
    )
    assert ("weights", "50", "30+20", None) in found


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([("财政拨款", 60), ("其他资金", 40)], [("income", "100", "60+40", None)]),
        ([("财政拨款", 100)], []),
    ],
)
def test_parts_of_the_annual_budget(
    rows: list[tuple[str, int]], expected: list[tuple[str, str, str, str | None]]
) -> None:
    parts = [{"name": name, "annual": amount} for name, amount in rows]
    found = claims({"budget_rows": [{"name": "年度资金总额", "total": "true", "annual": 100}, *parts]})
    assert [claim for claim in found if claim[0] == "income"] == expected


def test_a_total_of_zero_is_another_rule_s_business() -> None:
    parts = [{"name": "财政拨款", "annual": 60}, {"name": "其他资金", "annual": 40}]
    assert claims({"budget_rows": [{"name": "年度资金总额", "total": "true", "annual": 0}, *parts]}) == []


def test_economic_classes_in_prose_meet_the_form_s_expenditure() -> None:
    prose = [
        "一、一般公共预算支出情况",
        "（一）基本支出情况",
        "1.工资福利支出50.00万元，同比增加1.00万元。",
        "2.商品和服务支出40.00万元。",
        "3.对个人和家庭的补助支出8.10万元。",
    ]
    found = claims({"budget_rows": BUDGET, "narrative": {"paragraphs": prose}})
    assert ("economic", "98", "50.00+40.00+8.10", None) in found


def test_a_figure_of_another_scope_makes_no_claim() -> None:
    prose = ["一、基本支出情况", "1.工资福利支出5.00万元。", "2.商品和服务支出4.00万元。"]
    found = claims({"budget_rows": BUDGET, "narrative": {"paragraphs": prose}})
    assert not [claim for claim in found if claim[0] == "economic"]


def test_rows_that_make_up_the_total_are_not_read_as_parts_of_each_other() -> None:
    rows = [
        ("当年财政拨款", "388.90", "3259.93"),
        ("政府性基金", "4352.15", "2514.53"),
        ("财政专户管理资金", "1858.99", "919.95"),
    ]
    parts = [{"name": name, "initial": initial, "annual": annual} for name, initial, annual in rows]
    whole = {"name": "年度资金总额", "total": "true", "initial": "6600.04", "annual": "6694.41"}
    found = claims({"budget_rows": [whole, *parts]})
    assert ("income", "6600.04", "388.90+4352.15+1858.99", None) in found
    assert ("income", "6694.41", "3259.93+2514.53+919.95", None) in found


@pytest.mark.parametrize(
    ("name", "actual", "row", "rates"),
    [
        ("预算执行率", "96.4%", {"annual": 100, "executed": "93.4", "rate": "93.4%"}, ["96.4"]),
        ("预算执行率", "93.4%", {"annual": 100, "executed": "93.4", "rate": "93.4%"}, []),
        ("预算执行率", "93.4%", {"annual": 100, "executed": "93.4"}, ["93.4"]),
        ("预算执行率", "100%", {"annual": 100, "executed": 104, "rate": "104%"}, []),
        ("预算执行率", "96.4%", {"initial": "96.9", "annual": 100, "executed": "93.4", "rate": "93.4%"}, []),
        ("项目完成率", "96.4%", {"annual": 100, "executed": "93.4", "rate": "93.4%"}, []),
    ],
)
def test_the_execution_rate_as_an_indicator(
    name: str, actual: str, row: dict[str, object], rates: list[str]
) -> None:
    model = {
        "kind": "self_evaluation_form",
        "budget_rows": [{"name": "年度资金总额", "total": "true", **row}],
        "indicators": [{**indicator(name, "预算执行率", 20, 18), "target": "100%", "actual": actual}],
    }
    content = json.dumps({"schema": "heyan.report/1", **model}, ensure_ascii=False).encode()
    _, report = understand(Source("m.json", content))
    found = [claim for claim in report.claims if claim.kind == "ratio"]
    assert [told(claim, "result") for claim in found] == rates
    stated = [claim for claim in report.claims if claim.kind == "same" and claim.topic == "execution"]
    assert [told(claim, "second") for claim in stated] == (rates if "rate" in row else [])
