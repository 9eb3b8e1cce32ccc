from __future__ import annotations

import time
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from heyan.extraction.lexer import lex
from heyan.extraction.normal import fold
from heyan.extraction.quantities import measure, money, point, share
from heyan.extraction.units import UNITS, find_unit
from heyan.model.quantity import Unit
from tests.extraction.told import of_date, of_quantity, told

WAN = UNITS["万元"]
SEEDS = Path(__file__).parents[3] / "shared" / "seeds"
SPACE, BREAK, LETTER = "数字中间有空格", "数字中间有换行", "数字中混有字母"
POINTS, SEPARATOR, STOP = "小数点多于一个", "小数点或千分位分隔符位置不对", "小数点写成了句号"

COMPARATORS = [
    ("≥95%", [">=95%"]),
    ("≧95%", [">=95%"]),
    ("⩾95%", [">=95%"]),
    (">=95%", [">=95%"]),
    ("＞＝９５％", [">=95%"]),
    ("> =95%", [">=95%"]),
    ("≥ 95 %", [">=95%"]),
    ("不低于95%", [">=95%"]),
    ("不少于5件", [">=5件"]),
    ("不小于3", [">=3"]),
    ("大于等于90%", [">=90%"]),
    ("大于或等于90%", [">=90%"]),
    ("至少 3 次", [">=3次"]),
    ("不得少于2人", [">=2人"]),
    ("90%以上", [">=90%"]),
    ("90%及以上", [">=90%"]),
    ("≥95%以上", [">=95%"]),
    ("≤10%", ["<=10%"]),
    ("≦10%", ["<=10%"]),
    ("<=10%", ["<=10%"]),
    ("不超过10%", ["<=10%"]),
    ("不高于10%", ["<=10%"]),
    ("不大于10", ["<=10"]),
    ("小于等于5", ["<=5"]),
    ("至多3次", ["<=3次"]),
    ("未超过10%", ["<=10%"]),
    ("控制在10%以内", ["<=10%"]),
    ("50人以下", ["<=50人"]),
    ("3个工作日内", ["<=3个工作日"]),
    ("5天之内", ["<=5天"]),
    ("＞5%", [">5%"]),
    ("大于95%", [">95%"]),
    ("超过100人", [">100人"]),
    ("超1000人", [">1000人"]),
    ("高于8%", [">8%"]),
    ("多于3个", [">3个"]),
    ("<95百分比", ["<95百分比"]),
    ("＜5%", ["<5%"]),
    ("低于5%", ["<5%"]),
    ("不足50%", ["<50%"]),
    ("=100%", ["=100%"]),
    ("＝100％", ["=100%"]),
    ("﹦100%", ["=100%"]),
    ("等于12", ["=12"]),
    ("≡95%", ["invalid95%"]),
    ("≌5%", ["invalid5%"]),
    ("≠5%", ["invalid5%"]),
    ("><5%", ["invalid5%"]),
    ("≤95%以上", ["invalid95%"]),
    ("≈5", ["5~"]),
    ("超过年初预算", []),
]
FIGURES = [
    ("12", ["12"]),
    ("30.00", ["30.00"]),
    ("1,404.18万元", ["1404.18万元"]),
    ("1，404.18万元", ["1404.18万元"]),
    ("共12，345元", ["12345元"]),
    ("100,000", ["100000"]),
    ("１０２９．６１万元", ["1029.61万元"]),
    ("得10，100%完成", ["10", "100%"]),
    ("共10，20人参加", ["10", "20人"]),
    ("1,2,3项", ["1", "2", "3项"]),
    ("2019,2020元", ["2019", "2020元"]),
    ("¥1,029.61", ["1029.61元"]),
    ("￥1万", ["1万元"]),
    ("0.00%", ["0.00%"]),
    ("120000余元", ["120000~元"]),
    ("13800138000元", ["13800138000元"]),
    ("20211231元", ["20211231元"]),
    ("65.90763868719141", ["65.90763868719141"]),
    ("123456789012.34元", ["123456789012.34元"]),
    ("-3.06", ["-3.06"]),
    ("增长-3.06%", ["-3.06%"]),
    ("−5%", ["-5%"]),
    ("附件-1", ["1"]),
    ("3万", ["3万"]),
    ("1.5亿", ["1.5亿"]),
    ("3万5千元", ["3.5万元"]),
    ("1亿2000万元", ["1.2000亿元"]),
    ("120余万元", ["120~万元"]),
    ("12万余元", ["12~万元"]),
    ("3000余亩", ["3000~亩"]),
    ("100多人次", ["100~人次"]),
    ("2万余人", ["2~万人"]),
    ("近3年", ["3~年"]),
    ("约30万元", ["30~万元"]),
    ("100左右", ["100~"]),
    ("约100元左右", ["100~元"]),
    ("节约30万元", ["30万元"]),
    ("附近3个村", ["3个"]),
    ("3-5年", ["3..5年"]),
    ("3至5天", ["3..5天"]),
    ("80%-90%", ["80..90%"]),
    ("80~100", ["80..100"]),
    ("10—20人", ["10..20人"]),
    ("-5%-10%", ["-5..10%"]),
    ("由20%到30%", ["20%", "30%"]),
    ("5-3", ["5", "3"]),
    ("≥80%，≤90%", [">=80%", "<=90%"]),
    ("18+1=19个", ["18", "1", "=19个"]),
    ("1100亩×1800元/亩×3年=594.00万元", ["1100亩", "1800元/亩", "3年", "=594.00万元"]),
]
SLIPS = [
    ("1.021.96万元", [f"1021.96万元!{POINTS}"]),
    ("1.021.96", [f"1021.96!{POINTS}"]),
    ("99.99.9", [f"99.999!{POINTS}"]),
    ("99.99.9%", [f"99.999%!{POINTS}"]),
    ("1..5", [f"1.5!{POINTS}"]),
    ("1,23,4.5", [f"1234.5!{SEPARATOR}"]),
    ("1000,000元", [f"1000000元!{SEPARATOR}"]),
    ("10,2345元", [f"102345元!{SEPARATOR}"]),
    ("95%%", ["95%!百分号重复"]),
    ("..5", ["5!小数点重复"]),
    (".5", ["5!小数点前缺数字"]),
    ("12.", ["12!小数点后缺数字"]),
    ("12.万元", ["12万元!小数点后缺数字"]),
    ("9 5%", [f"95%!{SPACE}"]),
    ("15 8 7%", ["15", "8", "7%"]),
    ("1404. 18万元", [f"1404.18万元!{SPACE}"]),
    ("共1404.\n18万元", [f"1404.18万元!{BREAK}"]),
    ("1O0%", [f"100%!{LETTER}"]),
    ("1l0.5万元", [f"110.5万元!{LETTER}"]),
    ("98。5%", [f"98.5%!{STOP}"]),
    ("完成率100%。5个村", ["100%", "5个"]),
    ("其它收入1000.07万元.", ["1000.07万元"]),
    ("实际完成12.", ["12"]),
    ("详见3.1.2", ["other_number:3.1.2"]),
    ("1\t2.\t办公费", ["1", "list_number:2."]),
]
UNIT_PHRASES = [
    ("28个村", ["28个"]),
    ("28 个村", ["28个"]),
    ("15 项目支出", ["15"]),
    ("50 户", ["50户"]),
    ("1590人次", ["1590人次"]),
    ("500人/次", ["500人/次"]),
    ("3万人次", ["3万人次"]),
    ("2.3个百分点", ["2.3个百分点"]),
    ("95百分比", ["95百分比"]),
    ("5‰", ["5‰"]),
    ("5分钟", ["5分钟"]),
    ("10分", ["10分"]),
    ("10分值", ["10"]),
    ("24小时", ["24小时"]),
    ("100人民币", ["100人民币"]),
    ("300m2", ["300m2"]),
    ("100km", ["100km"]),
    ("42.53亩", ["42.53亩"]),
    ("3.2公里", ["3.2公里"]),
    ("1000千瓦时", ["1000千瓦时"]),
    ("5千克", ["5千克"]),
    ("30元/人·天", ["30元/人·天"]),
    ("1800元/亩", ["1800元/亩"]),
    ("60岁以上老人120人", [">=60岁", "120人"]),
    ("15件实事", ["15件"]),
    ("165口井", ["165口"]),
]
CHINESE = [
    ("三百二十人", ["320人"]),
    ("百分之九十五", ["95%"]),
    ("百分之九十五点五以上", [">=95.5%"]),
    ("百分之95", ["95%"]),
    ("九成以上", [">=9成"]),
    ("九成立", ["name:九"]),
    ("十二个村", ["12个"]),
    ("五个村", ["5个"]),
    ("五个方面", ["name:五"]),
    ("二十余万元", ["20~万元"]),
    ("三至五天", ["3..5天"]),
    ("每年两次", ["2次"]),
    ("召开一次会议", ["1次"]),
    ("一次性支付", []),
    ("几十人", ["name:几十"]),
    ("两三个村", ["name:两三"]),
    ("十一期间", ["name:十一"]),
    ("三年行动计划", ["name:三"]),
    ("三分之二", ["0.6667~分之"]),
    ("一批项目", []),
    ("一定程度", []),
    ("千方百计", []),
    ("万众一心", []),
    ("三公经费", ["name:三"]),
    ("两不愁三保障", ["name:三"]),
    ("十四五规划", ["name:十四五"]),
    ("一二三产业融合", ["name:一二三"]),
    ("第七次人口普查", ["ordinal:第七次"]),
    ("二级指标", ["ordinal:二级"]),
    ("一是加强领导，二是落实责任", ["list_number:一", "list_number:二"]),
]
DESIGNATIONS = [
    ("1. 加强管理", ["list_number:1."]),
    ("1、加强管理", ["list_number:1、"]),
    ("（1）加强管理", ["list_number:（1）"]),
    ("①商品和服务支出3万元", ["list_number:①", "3万元"]),
    ("（一）基本情况", ["list_number:（一）"]),
    ("一、基本情况", ["list_number:一、"]),
    ("1.2021年预算收入", ["list_number:1.", "2021-?-?"]),
    ("1. 18个村", ["list_number:1.", "18个"]),
    ("一是甲；2、乙", ["list_number:一", "list_number:2、"]),
    ("[bookmark: _GoBack]1. 充分", ["list_number:1."]),
    ("3.1.2 概述", ["heading:3.1.2"]),
    ("1.1工资福利支出10万元", ["heading:1.1", "10万元"]),
    ("1.5万元", ["1.5万元"]),
    ("1.5", ["1.5"]),
    ("（50分）", ["50分"]),
    ("产出指标（50）", ["50"]),
    ("产出指标\n(50)", ["50"]),
    ("财绩【2022】36号", ["document_number:【2022】36号"]),
    ("财预〔2020〕10号", ["document_number:〔2020〕10号"]),
    ("财办[2022] 7 号", ["document_number:[2022] 7 号"]),
    ("（2021）第12号", ["document_number:（2021）第12号"]),
    ("第12批", ["ordinal:第12批"]),
    ("第1-3名", ["ordinal:第1-3名"]),
    ("13800138000", ["phone:13800138000"]),
    ("电话：0733-27668888", ["phone:0733-27668888"]),
    ("联系电话：27668888", ["phone:27668888"]),
    ("11010119900307123X", ["code:11010119900307123X"]),
    ("110101199003071233", ["code:110101199003071233"]),
    ("990417214WRZKMEQTYBUC", ["code:990417214WRZKMEQTYBUC"]),
    ("705003某某乡人民政府", ["code:705003"]),
    ("[bookmark: _Toc83904512]一、目标", ["code:_Toc83904512", "list_number:一、"]),
    ("http://www.example.cn/2021/12/t2021_1.html", ["code:http://www.example.cn/2021/12/t2021_1.html"]),
    ("192.168.1.1", ["other_number:192.168.1.1"]),
    ("“1+3”体系", ["other_number:1+3"]),
    ("1:3", ["other_number:1:3"]),
    ("比例为1：3", ["other_number:1：3"]),
    ("目标1：10个", ["other_number:1", "10个"]),
    ("8:00-17:30", ["other_number:8:00", "other_number:17:30"]),
    ("9时30分", ["other_number:9时30分"]),
    ("2/3", ["other_number:2/3"]),
    ("4/5G基站", ["other_number:4/5G"]),
    ("5G网络", ["other_number:5G"]),
    ("PM2.5达标", ["other_number:PM2.5"]),
    ("101号楼", ["other_number:101号"]),
    ("3分之2", ["0.6667~分之"]),
]


@pytest.mark.parametrize(("text", "expected"), COMPARATORS)
def test_comparators_in_every_spelling(text: str, expected: list[str]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(("text", "expected"), FIGURES)
def test_figures(text: str, expected: list[str]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(("text", "expected"), SLIPS)
def test_slips_of_the_pen_are_kept_with_their_reason(text: str, expected: list[str]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(("text", "expected"), UNIT_PHRASES)
def test_units(text: str, expected: list[str]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(("text", "expected"), CHINESE)
def test_chinese_numerals_count_only_where_they_surely_do(text: str, expected: list[str]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(("text", "expected"), DESIGNATIONS)
def test_numbers_that_name_or_order(text: str, expected: list[str]) -> None:
    assert told(text) == expected


def test_a_quantity_knows_its_precision_and_its_span() -> None:
    text = "全年支出≤１，０２１．９６万元以内。"
    (lexeme,) = lex(text)
    assert text[lexeme.start : lexeme.end] == "≤１，０２１．９６万元以内"
    assert lexeme.quantity is not None
    assert (lexeme.quantity.ulp, lexeme.quantity.amount) == (Decimal("0.01"), Decimal("10219600"))
    assert lexeme.quantity.comparator_text == "≤"


@pytest.mark.parametrize(
    ("alias", "kind", "factor"),
    [
        ("万元", "money", "10000"),
        ("亿", "number", "100000000"),
        ("%", "percent", "1"),
        ("百分点", "percentage_point", "1"),
        ("万人次", "person_time", "10000"),
        ("公顷", "area", "15"),
        ("季度", "months", "3"),
        ("小时", "duration", "3600"),
        ("吨", "weight", "1000"),
    ],
)
def test_units_convert_within_their_kind(alias: str, kind: str, factor: str) -> None:
    unit = UNITS[alias]
    assert (unit.name, unit.kind, unit.factor) == (alias, kind, Decimal(factor))


def test_every_alias_is_found_as_a_whole() -> None:
    for alias, unit in UNITS.items():
        assert find_unit(alias, 0) == (unit, len(alias))


def test_rates_keep_both_units() -> None:
    assert find_unit("元/亩·年", 0) == (Unit("元/亩·年", "money/area/months", Decimal(1) / 12), 5)


MEASURES = [
    ("12", None, None, "12"),
    ("100", "≥", "%", ">=100%"),
    ("100%", None, "%", "100%"),
    ("100", "大于等于", "％", ">=100%"),
    ("<95", "≥", "百分比", "<95百分比"),
    ("12", "≡", "月", "invalid12月"),
    ("12月", "=", "月", "=12月"),
    ("3万", "≥", "人次", ">=3万人次"),
    ("3万", None, "元", "3万元"),
    ("1059万", "≤", None, "<=1059万"),
    ("1800", None, "元/亩", "1800元/亩"),
    ("1300", "≥", "元/人.月", ">=1300元/人·月"),
    ("1.5", None, "金额", "1.5万元"),
    ("10", None, "无", "10"),
    ("10", "定性", "/", "10"),
    ("28个村（社区）", None, None, "28个"),
    ("完成征地3000亩", None, None, "3000亩"),
    ("控制在1021.96万元以内", None, None, "<=1021.96万元"),
    ("2021年完成100%", None, None, "100%"),
    ("①100%", None, None, "100%"),
    ("1.021.96", None, None, f"1021.96!{POINTS}"),
    ("每季度1次", None, None, "1次/季度"),
    ("每年不少于2次", None, None, ">=2次"),
    ("每亩1800元", None, None, "1800元/亩"),
    ("30", "=", "张牌", "=30张牌"),
]


@pytest.mark.parametrize(("text", "nature", "unit", "expected"), MEASURES)
def test_a_value_cell_is_completed_by_its_columns(
    text: str, nature: str | None, unit: str | None, expected: str
) -> None:
    found = measure(text, nature=nature, unit=unit, default_money=WAN)
    assert found.quantity is not None
    assert of_quantity(found.quantity) == expected
    assert (found.text, found.date, found.qualitative) == (text, None, False)


def test_the_printed_quantity_is_the_cell_alone() -> None:
    found = measure(" 100 ", nature="≥", unit="%")
    assert found.printed is not None
    assert of_quantity(found.printed) == "100"


@pytest.mark.parametrize(
    ("text", "unit", "expected"),
    [
        ("2021年12月31日前完成", None, "2021-12-31<"),
        ("2121年底完成", None, "2121-12-?<"),
        ("年底完成", None, "?-12-?<"),
        ("12月", None, "?-12-?"),
        ("2021", "年", "2021-?-?"),
    ],
)
def test_a_value_cell_may_hold_a_date(text: str, unit: str | None, expected: str) -> None:
    found = measure(text, unit=unit)
    assert found.date is not None
    assert of_date(found.date) == expected
    assert found.quantity is None


@pytest.mark.parametrize(
    "text",
    [
        "保持",
        "良好",
        "按月足额发放",
        "1次会议，2次活动",
        "1+3",
        "第1名",
        "≥100%；≤5%",
        "全面完成各项工作任务，覆盖28个行政村并达到良好效果",
    ],
)
def test_words_and_several_numbers_are_qualitative(text: str) -> None:
    assert measure(text, nature="定性").qualitative


def test_an_empty_cell_measures_nothing() -> None:
    assert not measure("  ").qualitative


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("10", "10分"),
        ("10分", "10分"),
        ("　15", "15分"),
        ("（50分）", "50分"),
        ("9.5 分", "9.5分"),
        ("-2", "-2分"),
        ("10%", "10%"),
        ("10分(略)", "10分!不是单纯的分数"),
        ("8-10", "8..10分!不是单纯的分数"),
        ("9.", "9分!小数点后缺数字"),
    ],
)
def test_points(text: str, expected: str) -> None:
    found = point(text)
    assert found is not None
    assert of_quantity(found) == expected


@pytest.mark.parametrize(
    "text", ["", "/", "-", "——", "无", "十分满意", "各村进一步落实整改2项任务，提高满意度"]
)
def test_what_states_no_points_has_none(text: str) -> None:
    assert point(text) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1029.61", "1029.61万元"),
        ("1,029.61万元", "1029.61万元"),
        ("1，029", "1029万元"),
        ("1029.61万", "1029.61万元"),
        ("1.2亿", "1.2亿元"),
        ("0", "0万元"),
        ("500元", "500元"),
        ("其中：基本支出：4118.5万元", "4118.5万元"),
        ("资金总额：1029.61", "1029.61万元"),
        ("16（万元）", "16万元"),
        ("-5.2", "-5.2万元"),
        ("1 029.61", f"1029.61万元!{SPACE}"),
        ("1029. 61", f"1029.61万元!{SPACE}"),
        ("1021.96.5", f"1021.965万元!{POINTS}"),
    ],
)
def test_money(text: str, expected: str) -> None:
    found = money(text, WAN)
    assert found is not None
    assert of_quantity(found) == expected


@pytest.mark.parametrize("text", ["", "/", "—", "无", "100%", "12人", "财政拨款100万元，其他20万元"])
def test_what_states_no_amount_has_none(text: str) -> None:
    assert money(text, WAN) is None


MIXTURE = st.lists(
    st.one_of(
        st.sampled_from(
            [
                *"0123456789.,，。%≥≤>=≡约近余多年月日底前内至-~（）〔〕[]第号分元万亿百十一二两零个人次：/+ \n\t"
            ]
        ),
        st.sampled_from(
            ["百分之", "万元", "2021年", "以上", "不低于", "人次", "1,404.18", "20211231", "O", "http://"]
        ),
        st.characters(),
    ),
    max_size=24,
).map("".join)


@settings(max_examples=300, deadline=None)
@given(MIXTURE)
def test_lexemes_are_ordered_apart_and_hold_every_digit(text: str) -> None:
    position = 0
    covered: set[int] = set()
    for lexeme in lex(text):
        assert position <= lexeme.start < lexeme.end <= len(text)
        assert (lexeme.kind == "quantity") == (lexeme.quantity is not None)
        assert (lexeme.kind == "date") == (lexeme.date is not None)
        position = lexeme.end
        covered.update(range(lexeme.start, lexeme.end))
    assert {index for index, char in enumerate(fold(text)) if char in "0123456789"} <= covered


@settings(max_examples=150, deadline=None)
@given(MIXTURE, st.sampled_from([None, "≥", "定性"]), st.sampled_from([None, "%", "无", "金额"]))
def test_no_cell_fails(text: str, nature: str | None, unit: str | None) -> None:
    measure(text, nature=nature, unit=unit, default_money=WAN)
    point(text)
    money(text, WAN)


@given(st.decimals(0, 10**9, places=2), st.sampled_from(["万元", "亿元", "元", "%", "亩", "人次", "个"]))
def test_a_printed_figure_is_read_back(value: Decimal, unit: str) -> None:
    for printed in (f"{value}{unit}", f"{value:,}{unit}", f"共{value}{unit}。"):
        (lexeme,) = lex(printed)
        assert lexeme.quantity is not None
        assert (lexeme.quantity.value, lexeme.quantity.malformed) == (value, None)
        assert lexeme.quantity.unit == UNITS[unit]


@pytest.mark.parametrize(
    "piece", ["1", "1,", "1.1.", "1+", "1-", "1 ", "一二三", "元/", "1元/元", "a1", "≥", "1%%", "(1)"]
)
def test_time_grows_linearly(piece: str) -> None:
    """A quadratic lexer would take minutes here."""
    text = piece * (200_000 // len(piece))
    began = time.process_time()
    lex("1元" + text)
    assert time.process_time() - began < 6


def _seeds() -> list[Path]:
    return sorted(SEEDS.glob("*.txt")) if SEEDS.is_dir() else []


shared = pytest.mark.skipif(not _seeds(), reason="the sample papers are not beside the checkout")


def _sample(number: str) -> str:
    return next(path for path in _seeds() if path.name.startswith(number)).read_text(encoding="utf-8")


@shared
@pytest.mark.shared
@pytest.mark.parametrize(
    ("number", "quantities", "dates"),
    [("000", 72, 7), ("001", 108, 22), ("002", 118, 17), ("003", 129, 48), ("004", 55, 1)],
)
def test_samples_come_out_whole(number: str, quantities: int, dates: int) -> None:
    lexemes = lex(_sample(number))
    kinds = Counter(lexeme.kind for lexeme in lexemes)
    assert (kinds["quantity"], kinds["date"]) == (quantities, dates)
    assert not [lexeme for lexeme in lexemes if lexeme.quantity and lexeme.quantity.malformed]


@shared
@pytest.mark.shared
def test_sample_figures_are_read_as_printed() -> None:
    assert "2121-12-?<" in told(_sample("003"))
    assert "<95百分比" in told(_sample("003"))
    assert told(_sample("000")).count("<=1021.96万元") == 2
    assert "120~万元" in told(_sample("002"))
    assert "document_number:【2022】7号" in told(_sample("001"))


@pytest.mark.parametrize(
    ("text", "value", "kind"),
    [("96", "96", "percent"), ("96.5%", "96.5", "percent"), ("0.96", "0.96", "number"), ("1", "1", "number")],
)
def test_a_share_is_a_percentage_unless_it_is_one_at_most(text: str, value: str, kind: str) -> None:
    found = share(text)
    assert found is not None
    assert (str(found.value), found.kind) == (value, kind)
