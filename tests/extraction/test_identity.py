"""The unit and the year of a form, wherever it states them."""

from __future__ import annotations

import pytest

from heyan.model.document import Source
from heyan.pipeline import understand

TABLE = """一级指标\t二级指标\t三级指标\t指标值\t分值\t得分
产出指标\t数量指标\t修路里程\t3公里\t50\t50
效益指标\t社会效益\t受益人数\t30人\t50\t50
"""


@pytest.mark.parametrize(
    ("head", "unit", "year"),
    [
        ("项目支出绩效自评表\n(2023年度)\n填报单位：石溪镇中心卫生院\n\n", "石溪镇中心卫生院", 2023),
        ("2023年度石溪镇人民政府部门整体支出绩效自评表\n\n", "石溪镇人民政府", 2023),
        ("石溪县残疾人联合会2022年度部门整体支出绩效自评表\n\n", "石溪县残疾人联合会", 2022),
        ("二〇二二年度部门整体支出绩效自评表\n部门：石溪县妇女联合会\n\n", "石溪县妇女联合会", 2022),
        ("绩效自评表\n编报单位：石溪县气象局（本级）\n所属年度：2022\n\n", "石溪县气象局（本级）", 2022),
        ("绩效自评表\n单位编码：118001  单位名称：石溪县第一中学\n\n", "石溪县第一中学", None),
        ("绩效自评表\n\n部门(单位)名称\t石溪县文化馆\t年度\t2022\n", "石溪县文化馆", 2022),
        ("绩效自评表\n\n单位名称\t石溪旗巴音苏木人民政府\n评价年度\t2021年\n", "石溪旗巴音苏木人民政府", 2021),
        ("绩效自评表\n\n主管部门及代码\t[118]石溪县交通运输局\t实施单位\t石溪县公路养护有限公司\n", "石溪县公路养护有限公司", None),
        ("绩效自评表\n\n项目主管部门\t石溪县民政局\n资金使用单位\t石溪县社会福利中心\n", "石溪县社会福利中心", None),
        ("绩效自评表\n\n主管部门\t石溪县民政局\n", "石溪县民政局", None),
        ("部门整体支出绩效目标表（2024—2026年）\n单位名称：石溪县水利局\n\n", "石溪县水利局", None),
    ],
)  # fmt: skip
def test_unit_and_year(head: str, unit: str, year: int | None) -> None:
    _, found = understand(Source("p.txt", (head + TABLE).encode()))
    assert (found.unit.value if found.unit else None) == unit
    assert (found.year.value if found.year else None) == year


def test_the_day_of_filing_is_not_the_year_of_the_paper() -> None:
    head = "项目支出绩效自评表\n填报单位：石溪镇人民政府\n填报日期：2024年3月5日\n\n"
    _, found = understand(Source("p.txt", (head + TABLE).encode()))
    assert found.year is None
