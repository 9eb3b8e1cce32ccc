"""The sound relations of the sample papers as claims: which outcome must hold for each, over which numbers.

Every relation of the list is named here by its sample and its place in that sample's list. A relation is
*recognised* when a rule was applied to all of its numbers together, *verified* when that rule passed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType
from typing import Literal

from heyan.model.finding import Outcome
from tests.gold.compare import Relation, Sample

State = Literal["verified", "recognised", "unrecognised", "no rule"]
_NUMBER = re.compile(r"\d+(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class Need:
    """An outcome that the relation needs: one of `codes` passed over numbers among which are all of `values`.

    `times` such outcomes must stand at different places; `lines` limits small numbers, which stand anywhere by
    chance, to operands on exactly these lines.
    """

    codes: str
    values: str
    times: int = 1
    lines: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Expected:
    """What a relation must end as; `reason` tells why nothing of ours recomputes it."""

    about: str
    needs: tuple[Need, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of a relation, and the needs that were not met."""

    relation: Relation
    expected: Expected
    state: State
    unmet: tuple[Need, ...] = ()


@dataclass(frozen=True, slots=True)
class _Used:
    code: str
    status: str
    values: Counter[Decimal]
    lines: frozenset[int]
    places: tuple[int, ...]


def answers(samples: Iterable[Sample], relations: Iterable[Relation]) -> list[Answer]:
    """What became of every relation, in the list's order. Raises KeyError for one that is not named here."""
    used = {sample.seed: [_used(sample, outcome) for outcome in _counting(sample)] for sample in samples}
    places: Counter[str] = Counter()
    found = []
    for relation in relations:
        places[relation.seed] += 1
        expected = EXPECTED[f"{relation.seed}-{places[relation.seed]:02}"]
        found.append(_answer(relation, expected, used[relation.seed]))
    return found


def _counting(sample: Sample) -> Iterable[Outcome]:
    return (outcome for outcome in sample.result.outcomes if outcome.status != "not_applicable")


def _used(sample: Sample, outcome: Outcome) -> _Used:
    document = sample.result.documents[0]
    text, spans = document.text, [span for span in outcome.operands if span.document == document.id]
    numbers = Counter(
        Decimal(number)
        for span in spans
        for number in _NUMBER.findall(document.text_of(span).replace(",", ""))
    )
    lines = frozenset(text.count("\n", 0, span.end) + 1 for span in spans)
    return _Used(outcome.code, outcome.status, numbers, lines, tuple(span.start for span in spans))


def _answer(relation: Relation, expected: Expected, used: list[_Used]) -> Answer:
    if not expected.needs:
        return Answer(relation, expected, "no rule")
    unmet = tuple(need for need in expected.needs if not _met(need, used, passed=True))
    if not unmet:
        return Answer(relation, expected, "verified")
    touched = all(_met(need, used, passed=False) for need in unmet)
    return Answer(relation, expected, "recognised" if touched else "unrecognised", unmet)


def _met(need: Need, used: Iterable[_Used], *, passed: bool) -> bool:
    wanted = Counter(Decimal(number) for number in need.values.split())
    places = {
        one.places
        for one in used
        if one.code in need.codes.split()
        and (one.status == "passed" or not passed)
        and wanted <= one.values
        and (not need.lines or need.lines == one.lines)
    }
    return len(places) >= need.times


def _sum(values: str, codes: str = "A01 A02 A03 A04") -> tuple[Need, ...]:
    return (Need(codes, values),)


def _same(values: str, codes: str, *lines: int, times: int = 1) -> Need:
    return Need(codes, values, times, frozenset(lines))


_TEXT_ONLY = "对照的是文字或编号，文中没有可重算的数"

EXPECTED: Mapping[str, Expected] = MappingProxyType(
    {
        "000-01": Expected("一级分值合计满分", _sum("100 10 15 15 10 10 8 8 8 6 10", "B01")),
        "000-02": Expected("产出分值", _sum("50 15 15 10 10", "B01")),
        "000-03": Expected("效益分值", _sum("30 8 8 8 6", "B01")),
        "000-04": Expected("各项得分合计总分", _sum("90 10 15 12 8 9 8 7 7 5 9", "B02")),
        "000-05": Expected("质量指标按八成给分", _sum("100 80 15 12", "B04")),
        "000-06": Expected("时效指标按八成给分", _sum("100 80 10 8", "B04")),
        "000-07": Expected("生态指标按九成给分后取整", _sum("100 90 8 7", "B04")),
        "000-08": Expected(
            "执行率及其得分",
            (Need("C01", "4118.5 4118.5 100"), Need("B09", "4118.5 4118.5 100 10 10")),
        ),
        "000-09": Expected("收入按来源", _sum("4118.5 4102.5 16", "A02")),
        "000-10": Expected("支出只有基本支出", _sum("4118.5 4118.5", "A03")),
        "000-11": Expected(
            "目标表两种分法各等于总额",
            (Need("A02", "1029.61 1029.61"), Need("A03", "1029.61 1029.61")),
        ),
        "000-12": Expected("目标表总额与自评表年初数", _sum("1029.61 1029.61", "I03")),
        "000-13": Expected(
            "两表同名指标的目标值",
            (
                _same("12 12", "I02", 76, 213),
                _same("100 100", "I02", times=3),
                Need("I02", "1021.96 1021.96"),
                _same("8 8", "I02", 104, 258),
                _same("95 95", "I02", 132, 301),
            ),
        ),
        "000-14": Expected(
            "村居数在两表和正文",
            (_same("12 12", "I02", 76, 213), _same("12 12", "H05", 76, 334, times=2)),
        ),
        "000-15": Expected("内设机构个数与列举", (_same("7", "A11", 317),)),
        "000-16": Expected("减少额与原因里的金额", _sum("50.94 50.94", "I06")),
        "000-17": Expected("没有项目支出", reason="表内空着、正文写“无”，两处都没有印出数字"),
        "001-01": Expected("总分由四部分相加", _sum("99.7 19.7 40 20 20", "B02")),
        "001-02": Expected("执行率", _sum("4212.62 4286.67 98.3", "A06")),
        "001-03": Expected("执行率得分", _sum("98.3 19.7", "A08")),
        "001-04": Expected("收入按来源", _sum("4286.67 3286.6 1000.07", "A02")),
        "001-05": Expected("收支平衡", _sum("4286.67 865.18 4212.62 939.23", "A05")),
        "001-06": Expected("支出按类别", _sum("4212.62 1404.18 2808.44", "A03")),
        "001-07": Expected(
            "预算支出按类别及占比",
            (
                Need("A03", "1333.74 871.44 462.3"),
                Need("A06", "871.44 1333.74 65.3"),
                Need("A06", "462.3 1333.74 34.7"),
            ),
        ),
        "001-08": Expected(
            "工资福利十项",
            _sum("1047.86 571.61 120.39 58.03 23.8 62.38 24.44 36.12 67.36 0.18 83.55", "A01"),
        ),
        "001-09": Expected(
            "商品和服务十八项",
            _sum(
                "270.03 47.6 8.49 1.6 15.4 1.91 0.5 2.52 3.58 0.75 4.89 6.87 5.72 19.95 89.12 17.11 3.05 16.53 24.44",
                "A01",
            ),
        ),
        "001-10": Expected("个人家庭补助两项", _sum("86.29 43.23 43.06", "A01")),
        "001-11": Expected("基本支出三类", _sum("1404.18 1047.86 270.03 86.29", "A04")),
        "001-12": Expected("项目商品服务七项", _sum("149.5 10.53 12.48 3 3.29 84.16 15.02 21.02", "A01")),
        "001-13": Expected("项目补助三项", _sum("623.96 49 570.96 4", "A01")),
        "001-14": Expected("资本性支出三项", _sum("2034.98 2.92 32.06 2000", "A01")),
        "001-15": Expected("项目支出三类", _sum("2808.44 149.5 623.96 2034.98", "A04")),
        "001-16": Expected("产出应得分", _sum("40 4 5 5 5 18 3", "B01")),
        "001-17": Expected("超额完成得满分", (_same("10 11", "G01", 75, times=2),)),
        "001-18": Expected("村数目标与完成", _sum("28 28", "G01")),
        "002-01": Expected("覆盖率达到下限", _sum("95 100", "G01")),
        "002-02": Expected("编制与在职", (Need("A10", "99 46 53"), Need("A10", "84 40 44"))),
        "002-03": Expected("决算支出按类别", _sum("5241.83 1566.89 3674.94", "A03")),
        "002-04": Expected("成本上限合计年初预算", _sum("5381.80 1059 4322.80", "A03")),
        "002-05": Expected(
            "收入与支出在三个阶段各相等",
            (
                Need("I06", "5381.80 5381.80", 2),
                Need("I06", "5574.40 5574.40"),
                Need("I06", "5241.83 5241.83", 2),
            ),
        ),
        "002-06": Expected("三公执行率", _sum("19.75 20 98.75", "A06")),
        "002-07": Expected(
            "数量指标完成",
            (
                Need("G01", "273 273"),
                Need("G01", "1000 1000"),
                _same("3 3", "G01", 55, 85),
                Need("G01", "1816 1816"),
                Need("G01", "27 27"),
                _same("0 0", "G01", 55, 85),
            ),
        ),
        "002-08": Expected("项目支出不超上限", _sum("3674.94 4322.80", "G01")),
        "002-09": Expected("满意度达到下限", _sum("90 95", "G01")),
        "002-10": Expected("招商额与完成率", (_same("1 0 0", "E09", 55, 85, 87),)),
        "002-11": Expected("保障人数两段一致", _sum("1590 1590", "I06")),
        **{
            f"003-{number:02}": Expected("预算数按资金来源", _sum(values, "C09"))
            for number, values in enumerate(
                (
                    "594.00 594.00 0",
                    "10.00 10.00 0",
                    "2.59 2.59 0",
                    "21.15 21.15 0",
                    "45.93 45.93 0",
                    "3.07 3.07 0",
                    "194.50 194.50 0",
                    "310.50 310.50 0",
                    "2.00 2.00 0",
                ),
                start=1,
            )
        },
        "003-10": Expected("九个表的支出计划", (Need("C10", "25 50 75 100", 9),)),
        "003-11": Expected("亩数乘租金乘年数", _sum("1100 1800 3 594.00", "A08")),
        "003-12": Expected("村数三处", (_same("16 16", "I06", 5, 31), _same("16 16", "H05", 5, 395))),
        "003-13": Expected("编号连续", reason=_TEXT_ONLY),
        "003-14": Expected("项目编码", reason=_TEXT_ONLY),
        "003-15": Expected("满意度写成下限", (Need("D02", "95", 8),)),
        "003-16": Expected("项目名与表名", reason=_TEXT_ONLY),
        "003-17": Expected("各表都有的指标", reason=_TEXT_ONLY),
        "004-01": Expected(
            "资金按来源、按用途",
            (Need("A02", "1198.80 1198.80 0 0 0"), Need("A03", "1198.80 1107.80 91")),
        ),
        "004-02": Expected("成本指标与预算数", (_same("1107.80 1107.80", "C08"), _same("91 91", "C08"))),
        "004-03": Expected("村和社区", _sum("19 18 1", "A07")),
        "004-04": Expected("就业人数构成", _sum("340 20 20 300", "A07")),
        "004-05": Expected("每季度一次", (_same("1 4", "A09", 26),)),
        "004-06": Expected("春秋两季", (_same("2", "A09", 29),)),
        "004-07": Expected("每半年一次", (_same("1 2", "A09", 31),)),
        "004-08": Expected("列举的活动", (_same("4", "A11", 27),)),
        "004-09": Expected("会议次数与说明", (_same("1 1", "A09", 25),)),
        "004-10": Expected("每村收入乘村数", _sum("6 18 108", "A08")),
        "004-11": Expected("排查次数与说明", (_same("2 2", "A09", 33),)),
        "004-12": Expected("五大目标与一是至五是", (Need("A11", "", 1, frozenset({10})),)),
        "004-13": Expected("单位名称", reason=_TEXT_ONLY),
        "004-14": Expected("标题年度", reason="只有标题写了年度，没有第二处可对照"),
    }
)
