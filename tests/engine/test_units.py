"""Units from a pack: `lexicons/units.yaml` is checked to the last alias, and papers are read by it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from heyan import pipeline
from heyan.engine import pack
from heyan.engine.pack_cache import private_cache
from heyan.engine.units import known_units
from heyan.errors import PackError
from heyan.model.document import Source
from heyan.model.units import shipped_units

TINY = Path(__file__).parent / "packs" / "tiny"
GOOD = """units:
  - {kind: piece, factor: 1, aliases: [挂]}
  - {kind: cable_core, factor: 1, aliases: [芯]}
  - {kind: cable_core, factor: 0.5, aliases: [半芯]}
guards: {挂: 牌号}
"""

Load = Callable[[str], pack.CompiledPack]


@pytest.fixture
def load(tmp_path: Path) -> Load:
    def with_units(text: str) -> pack.CompiledPack:
        folder = tmp_path / f"tiny{len(list(tmp_path.iterdir()))}"
        shutil.copytree(TINY, folder)
        (folder / "lexicons" / "units.yaml").write_text(text, encoding="utf-8")
        return pack.load(folder)

    return with_units


def test_a_pack_adds_units(load: Load) -> None:
    loaded = load(GOOD)
    assert [unit.entry.aliases for unit in loaded.units] == [("挂",), ("芯",), ("半芯",)]
    assert (loaded.units[2].entry.factor, loaded.units[2].line) == (Decimal("0.5"), 4)
    assert set(loaded.lexicons) == set(pack.load(TINY).lexicons)
    units = known_units([loaded.units])
    assert (units["万挂"].kind, units["半芯"].kind) == ("piece", "cable_core")
    assert units["万芯"].factor == 10000
    assert "挂" not in shipped_units()


def test_a_pack_without_units_leaves_the_registry_as_it_is() -> None:
    assert pack.load(TINY).units == ()
    assert known_units([()]) is shipped_units()


def test_a_paper_is_read_by_the_units_of_its_packs(load: Load) -> None:
    source = Source("p.txt", "全年配发缆车12挂，光缆144芯，挂牌3挂牌。".encode())
    plain = pipeline.audit([source], [pack.load(TINY)])
    told = pipeline.audit([source], [load(GOOD)])
    assert [figure.unit for figure in plain.figures[0]] == [None, None, None]
    assert [figure.unit for figure in told.figures[0]] == ["挂", "芯", None]
    assert pipeline.audit([source], [pack.load(TINY)]).figures == plain.figures


def test_the_report_and_its_indicators_have_the_added_units(load: Load) -> None:
    text = "# 项目支出绩效自评表\n\n|一级指标|二级指标|三级指标|年度指标值|实际完成值|分值|得分|\n|-|-|-|-|-|-|-|\n|产出指标|数量指标|缆车|≥12挂|12挂|50|50|\n"
    source = Source("t.md", text.encode())
    _, report = pipeline.understand(source, units=pipeline.units_of([load(GOOD)]))
    target = report.forms[0].indicators[0].target
    assert target is not None
    assert target.value.quantity is not None
    assert target.value.quantity.kind == "piece"


def test_an_alias_may_be_said_again(load: Load) -> None:
    assert load("units:\n  - {kind: area, factor: 15, aliases: [公顷]}\n").units


BAD = {
    "units:\n  - {kind: piece, factor: 1, aliases: [挂]}\n  - {kind: case, factor: 1, aliases: [人次]}\n": (
        3,
        "“人次”已经是 person_time、factor 1（核验自带），不能再当 case、factor 1",
        "换一个写法",
    ),
    "units:\n  - {kind: area, factor: 10, aliases: [公顷]}\n": (
        2,
        "“公顷”已经是 area、factor 15",
        "换一个写法",
    ),
    "units:\n  - {kind: case, factor: 1, aliases: [美元]}\n": (
        2,
        "“美元”已经是 dollar、factor 1",
        "换一个写法",
    ),
    "units:\n  - {kind: piece, factor: 1, aliases: [挂]}\n  - {kind: plant, factor: 1, aliases: [挂]}\n": (
        3,
        "“挂”已经是 piece、factor 1（units.yaml 第 2 行）",
        "换一个写法",
    ),
    "units:\n  - {kind: piece, factor: 0, aliases: [挂]}\n": (2, "factor 不能是 0", "大于 0"),
    "units:\n  - {kind: piece, factor: -1, aliases: [挂]}\n": (2, "factor 不能是 -1", "大于 0"),
    "units:\n  - {kind: piece, factor: 99999999999999999, aliases: [挂]}\n": (2, "factor 不能是", "不超过"),
    "units:\n  - {kind: piece, factor: 一, aliases: [挂]}\n": (2, "factor 要写成数", "0.0015"),
    "units:\n  - {kind: piece, factor: true, aliases: [挂]}\n": (2, "factor 要写成数", "0.0015"),
    "units:\n  - {kind: piece, aliases: [挂]}\n": (2, "没有写“factor”", "aliases: [挂]"),
    "units:\n  - kind: piece\n    factor: 1\n    aliasses: [挂]\n": (
        4,
        "没有“aliasses”这个键",
        "是不是“aliases”？",
    ),
    "units:\n  - {kind: peice, factor: 1, aliases: [挂]}\n": (2, "没有“peice”这个类别", "是不是“piece”？"),
    "units:\n  - {kind: cable_core, factor: 12, aliases: [芯]}\n": (
        2,
        "没有“cable_core”这个类别",
        "factor: 1",
    ),
    "units:\n  - {kind: 件, factor: 1, aliases: [挂]}\n": (2, "kind 写法不对", "小写英文"),
    "units:\n  - {kind: piece, factor: 1, aliases: []}\n": (2, "aliases 要写成列表", "如"),
    "units:\n  - {kind: piece, factor: 1, aliases: 挂}\n": (2, "aliases 要写成列表", "如"),
    "units:\n  - kind: piece\n    factor: 1\n    aliases:\n      - 挂\n      - 5\n": (
        6,
        "只能是文字",
        "加引号",
    ),
    'units:\n  - {kind: piece, factor: 1, aliases: ["挂 件"]}\n': (2, "有空白或过长", "不含空格"),
    "units:\n  - {kind: piece, factor: 1, aliases: [挂（件）]}\n": (2, "全角符号", "半角"),
    "units:\n  - {kind: piece, factor: 1, aliases: [十挂]}\n": (2, "不能以“十”开头", "一部分"),
    "units: []\n": (1, "units 要写成列表", "每行写"),
    "unit:\n  - {kind: piece, factor: 1, aliases: [挂]}\n": (1, "没有“unit”这个键", "是不是“units”？"),
    "- 挂\n": (1, "要写成 键: 值", "units"),
    GOOD + "more: 1\n": (6, "没有“more”这个键", "可用的有：units、guards"),
    GOOD.replace("挂: 牌号", "台: 账"): (5, "“台”不是这个文件加的单位", "删去"),
    GOOD.replace("挂: 牌号", "挂: 5"): (5, "guards 要写成", "如"),
}


@pytest.mark.parametrize("text", BAD)
def test_a_wrong_unit_is_told_with_its_line_and_what_to_write(text: str, load: Load) -> None:
    line, message, hint = BAD[text]
    with pytest.raises(PackError) as caught:
        load(text)
    fault = caught.value
    assert (fault.line, Path(fault.path).name) == (line, "units.yaml")
    assert message in fault.message
    assert fault.hint is not None
    assert hint in fault.hint


def test_two_packs_that_disagree_are_an_error_that_names_both(load: Load) -> None:
    first = load("units:\n  - {kind: piece, factor: 1, aliases: [挂]}\n")
    other = load("units:\n  - {kind: time_count, factor: 1, aliases: [挂]}\n")
    with pytest.raises(PackError, match=r"units\.yaml:2.*已经是 piece、factor 1（units\.yaml 第 2 行）"):
        pipeline.units_of([first, other])


def test_units_come_back_out_of_the_cache(load: Load, tmp_path: Path) -> None:
    folder = Path(load(GOOD).path)
    cache = private_cache(tmp_path / "cache")
    assert cache is not None
    first, again = pack.load(folder, cache), pack.load(folder, cache)
    assert first is not again
    assert again.units == first.units
    assert again.units
