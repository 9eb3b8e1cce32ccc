"""Which province a paper is from: by its unit, its titles, its text; ambiguous names stay unpicked."""

from __future__ import annotations

import pytest

from heyan import pipeline
from heyan.engine.profiles import profiles_folder, shipped_profiles
from heyan.engine.regions import Places, read_places
from heyan.engine.submission import Submission
from heyan.engine.yaml_strict import load_yaml
from heyan.model.document import Source

TABLE = "| 三级指标 | 年度指标值 | 分值 |\n|---|---|---|\n| 道路养护里程 | 12公里 | 10 |\n"


@pytest.fixture(scope="module")
def places() -> Places:
    return read_places(profiles_folder() / "places.yaml")


def region(places: Places, title: str, body: str = "") -> str | None:
    text = f"{title}\n\n{body}\n\n{TABLE}"
    document, report = pipeline.understand(Source("a.txt", text.encode()))
    return places.origin(Submission((document,), (report,))).region


@pytest.mark.parametrize(
    ("title", "wanted"),
    [
        ("2023年度浏阳市某某镇人民政府整体支出绩效自评表", "湖南省"),
        ("2023年度恩施土家族苗族自治州某某局整体支出绩效自评表", "湖北省"),
        ("大邑县某某镇人民政府2022年部门整体绩效自评报告", "四川省"),
        ("云阳县某某镇2023年项目支出绩效自评表", "重庆市"),
        ("灵山县某某镇2023年项目支出绩效自评表", "广西壮族自治区"),
        ("青阳县某某镇2023年项目支出绩效自评表", "安徽省"),
        ("河北某某大学2023年部门整体绩效自评表", "河北省"),
        ("广东省某某市2023年绩效自评表", "广东省"),
        ("和县某某镇2023年整体支出绩效自评表", "安徽省"),
        ("长春市朝阳区某某街道2023年绩效自评表", "吉林省"),
        # 朝阳区 is in Beijing and in Changchun, 湖南镇 is a town.
        ("朝阳区某某街道2023年绩效自评表", None),
        ("湖南镇人民政府2023年绩效自评表", None),
        ("青石镇人民政府2023年绩效自评表", None),
    ],
)
def test_the_unit_or_title_tells_the_province(places: Places, title: str, wanted: str | None) -> None:
    assert region(places, title) == wanted


def test_the_text_tells_it_where_one_province_prevails(places: Places) -> None:
    title = "青石镇人民政府2023年绩效自评报告"
    assert region(places, title, "结合大邑县规划开展工作。按照大邑县财政局通知自评。") == "四川省"
    assert region(places, title, "结合大邑县规划开展工作。") is None
    assert region(places, title, "到大邑县、大邑县学习，与浏阳市、浏阳市结对。") is None
    assert region(places, title, "依据川财绩〔2022〕10号、川财预〔2022〕3号文件自评。") == "四川省"


def test_the_text_decides_between_the_provinces_that_an_ambiguous_unit_leaves(places: Places) -> None:
    title = "朝阳区某某街道2023年绩效自评表"
    assert region(places, title, "按照长春市的要求，与浏阳市、浏阳市、浏阳市结对。") == "吉林省"


@pytest.mark.parametrize(
    "text",
    [
        "县委和县政府高度重视，行政和县域经济协调发展。",
        "推进乡村振兴区域协调发展，改造老城区和新城区。",
        "融入沿海城市群和新兴城市带，建设生态宜居宜城市容。",
        "发展农贸市场，居民和县直单位参与。",
        "党政和县直部门共同推进平安区创建，整治城关区域。",
    ],
)
def test_ordinary_words_are_no_places(places: Places, text: str) -> None:
    assert list(places.mentions(text)) == []


def test_every_profile_is_for_provinces_that_there_are(places: Places) -> None:
    known = set().union(*places.regions.values())
    for name in shipped_profiles():
        file = profiles_folder() / f"{name}.yaml"
        value = load_yaml(file.read_bytes(), str(file)).value
        assert isinstance(value, dict)
        listed = value.get("regions") or []
        assert isinstance(listed, list)
        assert set(map(str, listed)) <= known
