"""Sums of money that tables keep without a label: found where lines agree, never among numbers that only look alike."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from heyan.model.claim import Claim
from heyan.model.document import Source
from heyan.pipeline import audit, load_packs, understand

_CENT = Decimal("0.01")


def table(head: Sequence[str], rows: Sequence[Sequence[object]], unit: str = "单位：万元") -> str:
    """A pipe table of money under that unit."""
    lines = [head, ["---"] * len(head), *rows]
    return f"{unit}\n\n" + "\n".join("| " + " | ".join(map(str, line)) + " |" for line in lines) + "\n"


def unlabelled(text: str) -> list[Claim]:
    _, report = understand(Source("t.md", text.encode()))
    return [claim for claim in report.claims if claim.topic == "unlabelled"]


def findings(text: str) -> list[tuple[str, str, str | None]]:
    result = audit([Source("t.md", text.encode())], load_packs(["core"]))
    return [(one.code, one.severity, one.reported) for one in result.findings()]


HEAD = ("村名", "上级补助", "县级配套", "群众自筹", "投入")
ROWS = (
    ("东岭村", "40.50", "12.30", "3.20", "56.00"),
    ("石桥村", "31.20", "8.45", "2.75", "42.40"),
    ("柳坪村", "28.00", "9.10", "4.05", "41.15"),
    ("青山村", "52.75", "15.00", "6.30", "74.05"),
)


def test_a_column_that_every_line_adds_up_to_is_a_sum() -> None:
    found = unlabelled(table(HEAD, ROWS))
    assert [claim.subject for claim in found] == ["东岭村投入", "石桥村投入", "柳坪村投入", "青山村投入"]
    assert all([part.label for part in claim.of("part")] == list(HEAD[1:4]) for claim in found)


def test_one_broken_line_beside_three_that_hold_is_a_warning() -> None:
    broken = [*ROWS[:2], ("柳坪村", "28.00", "9.10", "4.05", "41.51"), ROWS[3]]
    assert findings(table(HEAD, ROWS)) == []
    assert findings(table(HEAD, broken)) == [("A01", "warning", "41.51")]


def test_two_broken_lines_are_no_pattern_to_hold_anyone_to() -> None:
    broken = [
        ROWS[0],
        ROWS[1],
        ("柳坪村", "28.00", "9.10", "4.05", "41.51"),
        ("青山村", "52.75", "15.00", "6.30", "77.05"),
    ]
    assert findings(table(HEAD, broken)) == []


def test_a_fault_that_the_label_shows_is_told_once() -> None:
    total = ("合计", "152.45", "44.85", "16.30", "213.60")
    broken = [*ROWS[:2], ("柳坪村", "28.00", "9.10", "4.05", "41.51"), ROWS[3], total]
    assert [code for code, severity, _ in findings(table(HEAD, broken)) if severity != "info"] == ["A01"]


@pytest.mark.parametrize(
    ("head", "unit"),
    [
        (("村名", "党建得分", "环境得分", "平安得分", "考核得分"), "单位：分"),
        (("村名", "一组户数", "二组户数", "三组户数", "受益户数"), "单位：户"),
    ],
)
def test_scores_and_counts_are_left_alone(head: Sequence[str], unit: str) -> None:
    rows = [("甲村", 3, 4, 5, 12), ("乙村", 2, 6, 7, 15), ("丙村", 5, 5, 8, 18), ("丁村", 1, 9, 9, 19)]
    assert unlabelled(table(head, rows, unit)) == []


def test_numbers_by_chance_make_no_sums() -> None:
    """Random tables of money, some of two lines where the test of chance alone decides."""
    rng = Random(20)
    found = 0
    for _ in range(150):
        rows = rng.choice((2, 3, 6, 12))
        columns = rng.randint(3, 6)
        body = [
            (f"第{number}村", *(Decimal(rng.randrange(100, 100_000)) * _CENT for _ in range(columns)))
            for number in range(rows)
        ]
        found += bool(unlabelled(table(["村名", *(f"资金{n}" for n in range(columns))], body)))
    assert found <= 1


exact = st.decimals(min_value=1, max_value=900, places=5)


@settings(deadline=None, max_examples=40)
@given(
    rows=st.lists(st.tuples(exact, exact, exact), min_size=4, max_size=8),
    mode=st.sampled_from((ROUND_HALF_UP, ROUND_HALF_EVEN)),
)
def test_rounding_is_never_a_broken_line(rows: list[tuple[Decimal, ...]], mode: str) -> None:
    body = [
        (
            f"第{number}村",
            *(part.quantize(_CENT, mode) for part in parts),
            sum(parts, Decimal(0)).quantize(_CENT, mode),
        )
        for number, parts in enumerate(rows)
    ]
    assert findings(table(HEAD, body)) == []


def test_the_last_digit_cut_off_never_makes_an_error() -> None:
    rng = Random(4)
    body = []
    for number in range(8):
        parts = [Decimal(rng.randrange(10_000, 9_000_000)) / 10_000 for _ in range(3)]
        cut = [part.quantize(_CENT, ROUND_DOWN) for part in parts]
        body.append((f"第{number}村", *cut, sum(parts, Decimal(0)).quantize(_CENT, ROUND_DOWN)))
    assert all(severity != "error" for _, severity, _ in findings(table(HEAD, body)))
