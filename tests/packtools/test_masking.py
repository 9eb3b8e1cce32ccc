"""Names go, consistently; figures and common words stay."""

from __future__ import annotations

from heyan.model.document import Source
from heyan.packtools.masking import Mask, mask_of
from heyan.pipeline import understand

PAPER = """青圃县云岭镇人民政府2022年度部门整体支出绩效自评报告
云岭镇地处青圃县南部，下辖柳湾村、沙埂村、石门村等12个村。全镇加强农村建设，在柳湾村建成渠道3公里。
填报人：陆文涛　联系电话：13912345678　身份证号：320106199003071234
全年支出620.45万元，云岭镇人民政府执行率98.3%。
"""


def _mask(text: str = PAPER, *, thorough: bool = True) -> Mask:
    return mask_of([understand(Source("p.txt", text.encode()))[1]], thorough=thorough)


def test_names_of_all_kinds_go_and_figures_stay() -> None:
    masked = _mask().text(PAPER)
    for name in ("青圃", "云岭", "柳湾", "沙埂", "石门", "陆文涛", "13912345678", "320106199003071234"):
        assert name not in masked
    for kept in (
        "2022年度部门整体支出绩效自评报告",
        "12个村",
        "3公里",
        "620.45万元",
        "98.3%",
        "全镇加强农村建设",
    ):
        assert kept in masked


def test_one_name_has_one_stand_in() -> None:
    mask = _mask()
    first, second = mask.text("柳湾村与沙埂村"), mask.text("柳湾村")
    assert first.startswith(second)
    assert mask.text("沙埂村") != second


def test_what_a_paper_states_as_its_names_goes_even_where_caution_is_asked_for() -> None:
    masked = _mask(thorough=False).text(PAPER)
    assert "青圃" not in masked
    assert "云岭" not in masked
    assert "柳湾村" in masked


def test_years_in_the_names_of_projects_stay() -> None:
    paper = '{"schema": "heyan.report/1", "forms": [{"kind": "project_goal_form", "project": {"name": "2020年乡级道路养护经费"}}]}'
    assert _mask(paper).text("2020年乡级道路养护经费") == "2020年甲项目"
