"""`heyan pack lint`: a sound pack passes; each way to break one is told, at its line, with what to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from heyan.errors import PackError
from heyan.packtools.lint import CHECKS, lint_report
from heyan.packtools.report import GateCase
from tests.packtools.packs import HEAD, RULE, faults, line_of, written

SECOND = (
    RULE.replace("B03", "B04")
    .replace("score-exceeds-weight", "weight-missing-beside-score")
    .replace("得分不得超过分值", "有得分的应有分值")
    .replace("超出分值", "没有分值，应补")
    .replace("when: has(weight)", "when: has(score)")
    .replace("assert: score <= weight", "assert: has(weight)")
    .replace(
        "expect: failed, indicators: [{name: 培训人次, weight: 10, score: 11}]",
        "expect: failed, indicators: [{name: 培训人次, score: 11}]",
    )
    .replace(
        "expect: not_evaluated, indicators: [{name: 培训人次, weight: 10}]",
        "expect: not_applicable, indicators: [{name: 培训人次, weight: 10}]",
    )
    .replace(" {{ weight }}", "")
    .replace("      - {expect: not_applicable, indicators: [{name: 培训人次, score: 10}]}\n", "")
)
OPPOSITE = (
    RULE.replace("B03", "B05")
    .replace("score-exceeds-weight", "score-below-weight")
    .replace("得分不得超过分值", "得分不得低于分值")
    .replace("超出分值", "低于分值")
    .replace("score <= weight", "score > weight")
    .replace(
        "expect: passed, indicators: [{name: 培训人次, weight: 10, score: 10}]",
        "expect: failed, indicators: [{name: 培训人次, weight: 10, score: 10}]",
    )
    .replace(
        "expect: failed, indicators: [{name: 培训人次, weight: 10, score: 11}]",
        "expect: passed, indicators: [{name: 培训人次, weight: 10, score: 11}]",
    )
)
CATALOGUE = """\
codes: {B03: 得分超过分值, B07: 反向指标超出上限}
retired: {B04: 旧的分值检查}
tags: [得分]
"""


def found(folder: Path, rules: str = RULE, files: dict[str, str] | None = None) -> list[GateCase]:
    return faults(lint_report(written(folder, files, rules)))


@pytest.mark.parametrize("rules", [RULE, RULE + SECOND])
def test_a_sound_pack_has_no_fault_and_every_check_is_listed(tmp_path: Path, rules: str) -> None:
    report = lint_report(written(tmp_path, rules=rules))
    assert not faults(report)
    assert [case.check for case in report.cases] == list(CHECKS)


@pytest.mark.parametrize(
    ("check", "old", "new", "told", "line"),
    [
        ("name", "score-exceeds-weight", "check-score", "不是毛病", "name: check-score"),
        ("name", "score-exceeds-weight", "score-is-valid", "对的情形", "name: score-is-valid"),
        ("missing-text", "    why: 得分最高为该项分值。\n", "", "没有写 why", "- code: B03"),
        ("missing-text", "fix: 核对该项得分。", "fix: 待补", "占位", "fix: 待补"),
        ("missing-text", "[财预〔2020〕10号]", "[TODO]", "占位", "basis: [TODO]"),
        (
            "long-text",
            "title: 得分不得超过分值",
            "title: " + "长" * 31,
            "31 字，超过 30 字",
            "title: " + "长" * 31,
        ),
        ("template", "核对该项得分。", '"{% if score == %}改{% endif %}"', "消息写法有误", None),
        ("empty-slot", "超出分值 {{ weight }}", "超出 {{ note }}", "都是空的", None),
        ("confidence", "confidence: certain", "confidence: review", "需复核", "confidence: review"),
        ("years", "    each:", "    since: 2024\n    until: 2021\n    each:", "晚于", "since: 2024"),
        ("precedence", "    each:", "    yields_to: [B03]\n    each:", "让位给自己", "yields_to: [B03]"),
        (
            "precedence",
            "    each:",
            "    yields_to: [B30]\n    each:",
            "不在这个规则包里",
            "yields_to: [B30]",
        ),
        ("years", "    each:", "    since: 20210\n    each:", "不像是报告年度", "since: 20210"),
        (
            "repeated-example",
            "      - {expect: not_applicable",
            "      - {expect: passed, note: 又一个, indicators: [{name: 培训人次, weight: 10, score: 10}]}\n      - {expect: not_applicable",
            "内容相同",
            "- {expect: passed, note: 又一个, indicators: [{name: 培训人次, weight: 10, score: 10}]}",
        ),
    ],
)
def test_a_fault_in_one_rule(
    tmp_path: Path, check: str, old: str, new: str, told: str, line: str | None
) -> None:
    assert old in RULE
    cases = [case for case in found(tmp_path, RULE.replace(old, new)) if case.check == check]
    assert len(cases) == 1
    (case,) = cases
    assert case.rule == "B03"
    assert told in case.message
    assert case.hint
    if line is not None:
        assert line_of(case) == line


@pytest.mark.parametrize(
    ("check", "rules", "told"),
    [
        ("same-rule", RULE + RULE.replace("B03", "B06").replace("score-exc", "points-exc"), "查的完全一样"),
        (
            "same-rule",
            RULE
            + RULE.replace("B03", "B06")
            .replace("score-exc", "points-exc")
            .replace("    when: has(weight)\n", ""),
            "B06 没有 when",
        ),
        (
            "repeated-text",
            RULE + SECOND.replace("有得分的应有分值", "得分不得超过分值"),
            "标题与 B03 一模一样",
        ),
        (
            "repeated-text",
            RULE + OPPOSITE.replace("低于分值 {{", "超出分值 {{"),
            "消息与 B03 一模一样",
        ),
        ("contradiction", RULE + OPPOSITE, "没有文书能同时符合|相反"),
        (
            "always-together",
            RULE
            + SECOND.replace("assert: has(weight)", "assert: score < 11")
            .replace(
                "expect: failed, indicators: [{name: 培训人次, score: 11}]",
                "expect: failed, indicators: [{name: 培训人次, weight: 10, score: 11}]",
            )
            .replace(
                "      - {expect: not_app",
                "      - {expect: failed, indicators: [{name: 培训人次, weight: 10, score: 12}]}\n      - {expect: not_app",
                1,
            ),
            "也在同一处报了",
        ),
    ],
)
def test_rules_that_say_the_same_or_the_opposite(tmp_path: Path, check: str, rules: str, told: str) -> None:
    messages = [case.message for case in found(tmp_path, rules) if case.check == check]
    assert messages
    assert any(part in messages[0] for part in told.split("|"))


def test_one_letter_belongs_to_one_family(tmp_path: Path) -> None:
    (case,) = found(tmp_path, files={"z.yaml": HEAD.format(family="totals") + SECOND})
    assert case.check == "letter"
    assert "“scores”" in case.message


def test_the_catalogue_knows_gaps_retired_codes_and_tags(tmp_path: Path) -> None:
    rules = RULE.replace("    each:", "    tags: [得份]\n    each:") + SECOND
    cases = found(tmp_path, rules, {"gate/catalogue.yaml": CATALOGUE})
    assert {(case.check, case.rule) for case in cases} == {
        ("tag", "B03"),
        ("catalogue", "B04"),
        ("catalogue", None),
    }
    by_rule = {case.rule: case for case in cases}
    assert "是不是“得分”" in by_rule["B03"].hint
    assert "已停用" in by_rule["B04"].message
    assert "B07“反向指标超出上限”还没有规则" in by_rule[None].message


def test_a_tag_that_looks_like_a_slip_is_told_without_a_catalogue(tmp_path: Path) -> None:
    tagged = [
        text.replace("    each:", f"    tags: [{tag}]\n    each:")
        for text, tag in ((RULE, "满意度得分"), (SECOND, "满意度得分"), (OPPOSITE, "满意度得份"))
    ]
    cases = [case for case in found(tmp_path, "".join(tagged)) if case.check == "tag"]
    assert [(case.rule, case.status) for case in cases] == [("B05", "warning")]


WORDS = """\
events: [培训, 会议, 会议]
unread: [甲]
kinds: {up: [满意, 满意度], down: [投诉, 满意]}
"""


def test_word_lists(tmp_path: Path) -> None:
    rules = RULE.replace("has(weight)", 'contains(name, lexicon("events"))')
    rules = rules.replace("培训人次, score", "护林, score").replace(
        "{name: 培训人次, weight: 10}", "{name: 会议培训, weight: 10}"
    )
    cases = found(tmp_path, rules, {"lexicons/words.yaml": WORDS})
    assert {case.name for case in cases} == {
        "unused-lexicon unread",
        "unused-lexicon kinds",
        "repeated-word events",
        "repeated-word kinds.up down",
        "contained-word kinds.up",
    }
    assert next(case for case in cases if case.name == "unused-lexicon unread").line == 2
    unread = found(
        tmp_path, rules.replace("会议培训", "培训"), {"lexicons/words.yaml": "events: [培训, 会议]\n"}
    )
    assert [case.name for case in unread] == ["unexercised-word events"]
    block = found(tmp_path, rules, {"lexicons/words.yaml": "events: [培训, 会议, 甲乙 丙丁 戊己]\n"})
    assert not block


def test_a_word_list_that_is_named_but_never_looked_into(tmp_path: Path) -> None:
    rules = RULE.replace("assert: score <= weight", "check: {kind: unit, case: percent_word}")
    (told,) = [
        case.message
        for case in found(tmp_path, rules, {"lexicons/words.yaml": "units_of_things: {person: [人数]}\n"})
        if case.check == "unused-lexicon"
    ]
    assert told == "B03 引用了词表“units_of_things”，却没有示例用到它"


@pytest.mark.parametrize(
    ("texts", "told"),
    [
        ("{}", "没有这条规则"),
        ("B03: {title: Score, message: 'Score {{ scores }}', fix: Mend}", "没有“scores”"),
        (
            "B03: {title: Score, message: 'Score {{ score }}', fix: Mend}\nB99: {title: A, message: B, fix: C}",
            "B99 不是规则",
        ),
    ],
)
def test_english_texts_are_complete_where_there_are_any(tmp_path: Path, texts: str, told: str) -> None:
    full = "B04: {title: Weight, message: 'No weight', fix: Add}\n"
    cases = found(tmp_path, RULE + SECOND, {"en.yaml": full + ("" if texts == "{}" else texts) + "\n"})
    assert [case.check for case in cases] == ["translation"]
    assert told in cases[0].message


def test_english_texts_that_do_not_load_fail_the_gate(tmp_path: Path) -> None:
    texts = "B03: {title: Score, and weight, message: 'Score {{ score }}', fix: Mend}\n"
    (case,) = found(tmp_path, RULE, {"en.yaml": texts})
    assert (case.check, case.status, case.line) == ("translation", "failed", 1)
    assert "and weight" in case.message


def test_a_message_with_a_profile_value_is_linted_under_the_profile_of_its_example(tmp_path: Path) -> None:
    values = "pack: small\nversion: 0.1.0\nvalues:\n  floor: {label: 最低, kind: number, unit: 分, source: 表, grade: E, value: 8}\n"
    county = "profile: county\nversion: 0.1.0\ntitle: 县\nextends: small\nvalues:\n  floor: {source: 表, grade: E, value: 9}\n"
    (tmp_path / "county.yaml").write_text(county, encoding="utf-8")
    rules = RULE.replace("超出分值 {{ weight }}", "超出分值 {{ weight }}，最低 {{ profile.floor }}").replace(
        "{expect: failed, ", f"{{expect: failed, profile: {tmp_path / 'county.yaml'}, "
    )
    assert not found(tmp_path / "small", rules, {"values.yaml": values})
    (case,) = found(tmp_path / "small", rules.replace("{{ name }}", "{{ note }}"), {"values.yaml": values})
    assert (case.check, case.name) == ("empty-slot", "empty-slot message note")


def test_strict_makes_warnings_fail_and_a_reason_lets_them_stand(tmp_path: Path) -> None:
    rules = RULE.replace("score-exceeds-weight", "score-is-valid")
    assert not lint_report(written(tmp_path, rules=rules)).failed
    assert lint_report(written(tmp_path, rules=rules), strict=True).failed
    accepted = {"gate/accepted.yaml": "lint: {B03: {name: 旧名字已公布，不能再改}}\n"}
    assert not lint_report(written(tmp_path, accepted, rules), strict=True).failed
    (case,) = faults(lint_report(written(tmp_path, accepted)))
    assert case.check == "unused-reason"


def test_a_catalogue_that_is_wrong_stops_the_gate(tmp_path: Path) -> None:
    pack = written(tmp_path, {"gate/catalogue.yaml": "code: {B03: 甲}\n"})
    with pytest.raises(PackError, match="是不是“codes”"):
        lint_report(pack)
