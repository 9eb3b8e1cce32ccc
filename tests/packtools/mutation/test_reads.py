"""What a rule reads when its examples run: options that none of them reaches are no mutants of the rule."""

from __future__ import annotations

from pathlib import Path

from heyan.packtools.examples import prepared
from heyan.packtools.mutation.options import option_variants
from heyan.packtools.mutation.reads import Reads, reads_of
from heyan.packtools.mutation.report import mutation_report
from heyan.packtools.source import PackSource
from tests.packtools.packs import RULE, written

DATES = """\
  - code: F01
    name: implausible-year
    title: 年份应在报告年度附近
    why: 离报告年度太远的年份多半是录入错误。
    severity: error
    confidence: certain
    basis: [财预〔2015〕88号]
    each: dates
    check: {kind: date, case: CASE}
    message: “{{ found }}”不合常理
    fix: 核对年份。
    examples:
      - {expect: passed, year: 2021, dates: [{text: 2021年, role: ROLE}]}
"""


def reads(folder: Path, rules: str, code: str) -> Reads:
    pack = written(folder, {"lexicons/words.yaml": "polarity: {higher: [满意度], lower: [投诉]}\n"}, rules)
    rule = next(rule for rule in pack.rules if rule.code == code)
    return reads_of(pack, PackSource(pack).rules[code], prepared(pack, rule))


def test_an_option_of_another_case_is_not_read(tmp_path: Path) -> None:
    execution = DATES.replace("CASE", "execution_year").replace("ROLE", "execution")
    assert reads(tmp_path / "other", execution, "F01").options == {"case"}


def test_an_option_that_the_examples_reach_is_read(tmp_path: Path) -> None:
    strict = (
        DATES.replace("CASE", "implausible")
        .replace("ROLE", "deadline")
        .replace(
            "dates: [{text: 2021年, role: deadline}]", "indicators: [{name: 完成时限, target: 2021年12月底}]"
        )
    )
    assert reads(tmp_path, strict, "F01").options >= {"case", "window"}


def test_a_word_list_counts_when_its_words_are_looked_at(tmp_path: Path) -> None:
    assert reads(tmp_path / "none", RULE, "B03").lexicons == frozenset()
    named = RULE.replace("has(weight)", 'has(weight) and not contains(name, lexicon("polarity"))')
    assert reads(tmp_path / "named", named, "B03").lexicons == {"polarity"}


def test_watching_leaves_the_rule_as_it_is(tmp_path: Path) -> None:
    pack = written(tmp_path, rules=DATES.replace("CASE", "execution_year").replace("ROLE", "execution"))
    kind = type(pack.rules[0].check)
    mutation_report(pack)
    assert type(pack.rules[0].check) is kind


def test_every_change_of_an_option_is_valid_and_a_change(tmp_path: Path) -> None:
    pack = written(tmp_path, rules=DATES.replace("CASE", "implausible").replace("ROLE", "deadline"))
    check = pack.rules[0].check
    assert check is not None
    variants = list(option_variants(check))
    assert {(variant.part, variant.change) for variant in variants} == {
        ("case", "execution_year"),
        ("case", "vague_deadline"),
        ("case", "project_year"),
        ("case", "late_deadline"),
        ("case", "filled_early"),
        ("case", "whole_period"),
        ("window", "+1"),
        ("window", "-1"),
    }
    assert all(type(variant.options) is type(check) and variant.options != check for variant in variants)
