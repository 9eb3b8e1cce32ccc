"""Profiles and errata over packs: three levels deep, merged by option, refused with file and line."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from heyan import pipeline
from heyan.engine.adaptation import adapt
from heyan.engine.checks.budget import BudgetChangeCheck
from heyan.engine.checks.scaled_score import ScaledScoreCheck
from heyan.engine.layer import Layer, read_errata
from heyan.engine.pack import CompiledPack
from heyan.engine.profiles import profile_chain
from heyan.engine.rule import CompiledRule
from heyan.errors import PackError

RULES = """\
pack: small
version: 0.1.0
family: scores
rules:
  - code: C03
    name: large-adjustment
    title: 预算调整较大的应说明原因
    severity: warning
    confidence: review
    basis: [财预〔2013〕53号]
    each: budget_rows
    when: total
    check: {kind: budget_change, threshold: profile.adjustment}
    grades: {mentioned: info}
    message: "调整 {{ change }}，超过 {{ profile.adjustment }}"
    fix: 写明原因。
  - code: B05
    name: met-target-loses-points
    title: 完成指标值的应得满分
    severity: warning
    confidence: likely
    basis: [财预〔2020〕10号]
    each: indicators
    check: {kind: scaled_score, case: met_deducted, tolerance: 0.5, overfulfilled: 1.2}
    message: "{{ name }}：已经达标，却只得 {{ score }}"
    fix: 记满分。
  - code: C06
    name: low-execution
    title: 执行率低的应说明原因
    severity: error
    confidence: likely
    basis: [财预〔2020〕10号]
    each: budget_rows
    when: total and rate < profile.execution_floor / 100
    assert: has(reason)
    message: "执行率 {{ rate }} 低于 {{ profile.execution_floor }}"
    fix: 写明原因。
"""
VALUES = """\
pack: small
version: 0.1.0
values:
  adjustment:
    {label: 预算调整起报线, kind: number, unit: "%", source: 系统校验, grade: P, unchosen: error, value: 30}
  execution_floor:
    {label: 执行率起报线, kind: number, unit: "%", source: 自评表说明, grade: E, value: 90}
"""

Write = Callable[[str, str], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes a file and returns its path."""

    def written(name: str, text: str) -> Path:
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    return written


@pytest.fixture
def packs(write: Write) -> tuple[CompiledPack, ...]:
    (write("small/scores.yaml", RULES).parent / "lexicons").mkdir()
    write("small/lexicons/words.yaml", "polarity: {lower: [成本]}\n")
    return pipeline.load_packs([str(write("small/values.yaml", VALUES).parent)])


def profile(name: str, body: str, extends: str = "small") -> str:
    return f"profile: {name}\nversion: 1.0.0\ntitle: {name}\nextends: {extends}\n{body}"


def laid(packs: tuple[CompiledPack, ...], *paths: Path) -> CompiledPack:
    """The pack under the profile in the first file and the errata in the others."""
    chain = profile_chain(str(paths[0]), [pack.name for pack in packs])
    return adapt(packs, (*chain, *map(read_errata, paths[1:])))[0]


def rule(pack: CompiledPack, code: str) -> CompiledRule:
    return next(rule for rule in pack.rules if rule.code == code)


def threshold(pack: CompiledPack) -> Decimal:
    check = rule(pack, "C03").check
    assert isinstance(check, BudgetChangeCheck)
    return check.threshold


def test_three_levels_merge_by_option_and_the_highest_wins(
    packs: tuple[CompiledPack, ...], write: Write
) -> None:
    write(
        "province.yaml",
        profile("province", "rules:\n  B05: {options: {overfulfilled: 1.3}, severity: info}\n"),
    )
    write(
        "city.yaml",
        profile("city", "rules:\n  B05: {options: {tolerance: 0.2}, fix: 市里的办法。}\n", "./province.yaml"),
    )
    county = write(
        "county.yaml",
        profile("county", "rules:\n  B05: {options: {tolerance: 0.1}, severity: error}\n", "./city.yaml"),
    )
    found = rule(laid(packs, county), "B05")
    assert isinstance(found.check, ScaledScoreCheck)
    assert (found.check.overfulfilled, found.check.tolerance) == (Decimal("1.3"), Decimal("0.1"))
    assert found.check.case == "met_deducted"
    assert (found.severity, found.fix.text, found.confidence) == ("error", "市里的办法。", "likely")
    own = rule(packs[0], "B05").check
    assert isinstance(own, ScaledScoreCheck)
    assert own.overfulfilled == Decimal("1.2")


def test_changes_are_kept_with_file_line_before_and_after(
    packs: tuple[CompiledPack, ...], write: Write
) -> None:
    write(
        "city.yaml", profile("city", "rules:\n  C03:\n    options: {threshold: 25}\n    reason: 市里从严\n")
    )
    county = write(
        "county.yaml", profile("county", "rules:\n  C03: {options: {threshold: 20}}\n", "./city.yaml")
    )
    city, upper = laid(packs, county).layers
    (first,), (second,) = city.changes, upper.changes
    assert (first.what, first.before, first.after, first.reason, first.line) == (
        "options.threshold",
        "30（profile.adjustment）",
        "25",
        "市里从严",
        7,
    )
    assert (second.before, second.after, second.line) == ("25", "20", 6)


def test_a_value_reaches_options_expressions_and_messages(
    packs: tuple[CompiledPack, ...], write: Write
) -> None:
    path = write(
        "county.yaml",
        profile(
            "county",
            "values:\n  adjustment: {value: 20, source: 县办法, grade: V}\n  execution_floor: {value: 80, source: 县办法, grade: V}\n",
        ),
    )
    pack = laid(packs, path)
    assert threshold(pack) == 20
    assert "20%" in rule(pack, "C03").message.text
    when = rule(pack, "C06").when
    assert when is not None
    assert "80 / 100" in when.text
    value = pack.values["adjustment"]
    assert (value.layer, value.line, value.source, value.grade) == ("county", 6, "县办法", "V")


def test_a_rule_is_held_back_until_a_profile_answers_for_its_value(
    packs: tuple[CompiledPack, ...], write: Write
) -> None:
    own = rule(packs[0], "C06")
    assert (own.severity, own.stated.severity) == ("warning", "error")
    assert own.caution == "（未选口径：执行率起报线按缺省值核对）"
    assert rule(packs[0], "C03").caution == ""
    silent = laid(
        packs, write("a.yaml", profile("a", "values: {adjustment: {value: 20, source: 县, grade: V}}\n"))
    )
    assert rule(silent, "C06").severity == "warning"
    stated = laid(
        packs, write("b.yaml", profile("b", "values: {execution_floor: {value: 90, source: 县, grade: V}}\n"))
    )
    assert (rule(stated, "C06").severity, rule(stated, "C06").caution) == ("error", "")
    adopted = laid(packs, write("c.yaml", profile("c", "adopts: all\n")))
    assert rule(adopted, "C06").severity == "error"


def test_an_option_set_outright_no_longer_reads_the_value(
    packs: tuple[CompiledPack, ...], write: Write
) -> None:
    write("city.yaml", profile("city", "rules: {C03: {options: {threshold: 25}}}\n"))
    upper = profile("county", "values: {adjustment: {value: 15, source: 县, grade: V}}\n", "./city.yaml")
    assert threshold(laid(packs, write("county.yaml", upper))) == 25
    back = profile("back", "rules: {C03: {options: {threshold: profile.adjustment}}}\n", "./county.yaml")
    assert threshold(laid(packs, write("back.yaml", back))) == 15


def test_a_rule_goes_off_with_its_reason_and_on_again_above(
    packs: tuple[CompiledPack, ...], write: Write
) -> None:
    city = write("city.yaml", profile("city", "off: {B05: 市里另有办法}\n"))
    off = laid(packs, city)
    assert [found.code for found in off.rules] == ["C03", "C06"]
    (change,) = off.layers[0].changes
    assert (change.code, change.what, change.reason) == ("B05", "off", "市里另有办法")
    county = write("county.yaml", profile("county", "on: {B05: 县里照常核}\n", "./city.yaml"))
    assert [found.code for found in laid(packs, county).rules] == ["C03", "B05", "C06"]


@pytest.mark.parametrize(
    ("body", "told", "line"),
    [
        ("rules: {C30: {severity: info}}\n", "没有规则“C30”（C 类有：C03、C06）", 5),
        ("rules: {c03: {severity: info}}\n", "是不是“C03”？", 5),
        ("rules: {large-adjustment: {severity: info}}\n", "写代码“C03”", 5),
        (
            "rules:\n  C03:\n    options:\n      treshold: 20\n",
            "没有选项“treshold”（是不是“threshold”？）",
            8,
        ),
        ("rules:\n  C03:\n    options:\n      threshold: -3\n", "threshold", 8),
        ("rules:\n  C03:\n    options:\n      threshold: profile.adjust\n", "是不是“adjustment”？", 7),
        ("rules: {C03: {options: {kind: sum}}}\n", "不能换检查类型", 5),
        ("rules: {C06: {options: {threshold: 20}}}\n", "用 assert，没有选项", 5),
        ("rules: {C03: {grades: {mentiond: error}}}\n", "是不是“mentioned”？", 5),
        ("rules: {C03: {message: '{{ changed }}'}}\n", "没有“changed”可填", 5),
        ("rules: {C03: {severty: info}}\n", "没有“severty”这个键（是不是“severity”？）", 5),
        ("rules: {C03: {reason: 无}}\n", "没有写要改什么", 5),
        ("off: [C03]\n", "键: 值", 5),
        ("off: {C03: ''}\n", "不能是空的", 5),
        ("on: {C03: 照常}\n", "没有被停用，不用恢复", 5),
        ("off: {C03: 甲}\non: {C03: 乙}\n", "C03 既停用又恢复", 1),
        ("off: {C03: 甲}\nrules: {C03: {severity: info}}\n", "已停用，不能再改", 1),
        (
            "values: {adjust: {value: 20, source: 县, grade: V}}\n",
            "没有口径“adjust”（是不是“adjustment”？）",
            5,
        ),
        ("values: {adjustment: {value: 二十, source: 县, grade: V}}\n", "要写成数", 5),
        ("values: {adjustment: {value: 20, grade: V}}\n", "没有写“source”", 5),
        ("values: {adjustment: {value: 20, source: 县, grade: A}}\n", "“grade”不能是“A”", 5),
        ("values: {adjustment: {value: 0, source: 县, grade: V}}\n", "不能用作选项 threshold", 5),
    ],
)
def test_what_does_not_fit_is_refused_at_its_line(
    packs: tuple[CompiledPack, ...], write: Write, body: str, told: str, line: int
) -> None:
    path = write("county.yaml", profile("county", body))
    with pytest.raises(PackError) as caught:
        laid(packs, path)
    assert told in str(caught.value)
    assert (caught.value.path, caught.value.line) == (str(path), line)


def test_circles_missing_files_and_wrong_packs_are_refused(
    packs: tuple[CompiledPack, ...], write: Write
) -> None:
    write("a.yaml", profile("a", "", "./b.yaml"))
    write("b.yaml", profile("b", "", "./c.yaml"))
    circle = write("c.yaml", profile("c", "", "./a.yaml"))
    with pytest.raises(PackError, match="绕成了圈：c → a → b → c"):
        laid(packs, circle)
    with pytest.raises(PackError, match=r"找不到口径文件 \./none\.yaml"):
        laid(packs, write("d.yaml", profile("d", "", "./none.yaml")))
    with pytest.raises(PackError, match="没有规则包或口径“smal”（在用的规则包：small）（是不是“small”？）"):
        laid(packs, write("e.yaml", profile("e", "", "smal")))
    with pytest.raises(PackError, match="没有规则包或口径“core”"):
        laid(packs, write("f.yaml", profile("f", "", "core")))
    with pytest.raises(PackError, match="是不是“hubei”"):
        profile_chain("hubie", ["core"])
    with pytest.raises(PackError, match="不是口径文件"):
        laid(packs, write("g.yaml", "errata: g\n"))


ERRATA = 'errata: county\noff:\n  - {code: B05, date: "2026-11-20", approver: 预算股, reason: 误报}\n'


def test_an_errata_switches_off_and_regrades_over_the_profile(
    packs: tuple[CompiledPack, ...], write: Write
) -> None:
    path = write("county.yaml", profile("county", "rules: {C03: {severity: error}}\noff: {C06: 县里不核}\n"))
    errata = write(
        "errata.yaml",
        ERRATA
        + 'on:\n  - {code: C06, date: "2026-11-21", approver: 预算股, reason: 恢复}\n'
        + 'regrade:\n  - {code: C03, severity: info, date: "2026-11-22", approver: 预算股, reason: 先提示}\n',
    )
    pack = laid(packs, path, errata)
    assert {found.code: found.severity for found in pack.rules} == {"C03": "info", "C06": "warning"}
    changes = {change.code: change for change in pack.layers[-1].changes}
    assert (changes["B05"].date, changes["B05"].approver, changes["B05"].line) == ("2026-11-20", "预算股", 3)
    assert (changes["C03"].before, changes["C03"].after) == ("error", "info")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("errata: a\nrules: {C03: {options: {threshold: 1}}}\n", "勘误不能写“rules”：勘误只能停用"),
        ("errata: a\nvalues: {}\n", "勘误不能写“values”"),
        ("errata: a\nof: []\n", "没有“of”这个键（是不是“off”？）"),
        ('errata: a\noff:\n  - {code: C03, date: "2026-11-20", reason: 无}\n', "没有写“approver”"),
        ("errata: a\noff:\n  - {code: C03, approver: 甲, reason: 无}\n", "没有写“date”"),
        ('errata: a\noff:\n  - {code: C03, date: "2026-11-20", approver: 甲}\n', "没有写“reason”"),
        (
            'errata: a\noff:\n  - {code: C03, date: "2026-02-30", approver: 甲, reason: 无}\n',
            "日期“2026-02-30”不对",
        ),
        ('errata: a\noff:\n  - {code: C03, date: "26-2-3", approver: 甲, reason: 无}\n', "日期“26-2-3”不对"),
        (
            'errata: a\nregrade:\n  - {code: C03, message: 改, date: "2026-11-20", approver: 甲, reason: 无}\n',
            "没有“message”这个键",
        ),
        (
            'errata: a\nregrade:\n  - {code: C03, date: "2026-11-20", approver: 甲, reason: 无}\n',
            "没有写 severity",
        ),
        (ERRATA + 'on:\n  - {code: B05, date: "2026-11-20", approver: 甲, reason: 无}\n', "B05 写了 2 条"),
        (ERRATA.replace("B05", "B50"), "没有规则“B50”"),
        ("profile: a\n", "不是勘误文件"),
    ],
)
def test_an_errata_that_says_more_or_less_is_refused(
    packs: tuple[CompiledPack, ...], write: Write, text: str, told: str
) -> None:
    path = write("errata.yaml", text)
    with pytest.raises(PackError) as caught:
        adapt(packs, [read_errata(path)])
    assert told in str(caught.value)
    assert caught.value.path == str(path)
    assert caught.value.line


def test_without_layers_the_packs_are_the_same_objects(packs: tuple[CompiledPack, ...]) -> None:
    layers: list[Layer] = []
    assert adapt(packs, layers)[0] is packs[0]


def test_layers_lie_over_a_pack_out_of_the_cache(
    packs: tuple[CompiledPack, ...], write: Write, tmp_path: Path
) -> None:
    from heyan.engine.pack_cache import private_cache

    cache = private_cache(tmp_path / "cache")
    pipeline.load_packs([packs[0].path], cache)
    cached = pipeline.load_packs([packs[0].path], cache)
    path = write(
        "county.yaml", profile("county", "values: {execution_floor: {value: 80, source: 县, grade: V}}\n")
    )
    assert cached[0].values == packs[0].values
    found = rule(laid(cached, path), "C06")
    assert (found.severity, found.when and "80 / 100" in found.when.text) == ("error", True)
