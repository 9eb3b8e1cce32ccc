"""Totals of tables that are no forms."""

from __future__ import annotations

import pytest

from heyan.model.document import Source
from heyan.pipeline import understand


def sums(text: str) -> list[tuple[str, str, str]]:
    _, report = understand(Source("t.md", text.encode()))
    return [
        (
            claim.subject,
            format(claim.of("total")[0].quantity.value, "f"),
            "+".join(format(part.quantity.value, "f") for part in claim.of("part")),
        )
        for claim in report.claims
    ]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (["甲村 | 3 | 10.5", "乙村 | 4 | 20.0", "合计 | 7 | 30.5"], [("户数合计", "7", "3+4"), ("金额（万元）合计", "30.5", "10.5+20.0")]),
        (["合计 | 7 | 30.5", "甲村 | 3 | 10.5", "乙村 | 4 | 20.0"], [("户数合计", "7", "3+4"), ("金额（万元）合计", "30.5", "10.5+20.0")]),
        (["甲村 | 3 | 1", "乙村 | 4 | 2", "东片小计 | 7 | 3", "丙村 | 5 | 4", "丁村 | 6 | 5", "西片小计 | 11 | 9", "合计 | 18 | 12"],
         [("户数东片小计", "7", "3+4"), ("户数西片小计", "11", "5+6"), ("户数合计", "18", "7+11"),
          ("金额（万元）东片小计", "3", "1+2"), ("金额（万元）西片小计", "9", "4+5"), ("金额（万元）合计", "12", "3+9")]),
        (["甲村 | 3 | 1", "乙村 | 4 | 2"], []),
    ],
)  # fmt: skip
def test_a_total_row_takes_the_rows_of_its_column(
    rows: list[str], expected: list[tuple[str, str, str]]
) -> None:
    table = "\n".join(f"| {row} |" for row in ["村名 | 户数 | 金额（万元）", "--- | --- | ---", *rows])
    found = sums(f"受益情况如下：\n\n{table}\n")
    assert sorted((subject.replace("（万元）", ""), *rest) for subject, *rest in found) == sorted(
        (subject.replace("（万元）", ""), *rest) for subject, *rest in expected
    )


def test_rates_and_serial_numbers_are_not_summed() -> None:
    table = "| 序号 | 村名 | 完成率 |\n| --- | --- | --- |\n| 1 | 甲村 | 90 |\n| 2 | 乙村 | 95 |\n| 3 | 合计 | 92 |\n"
    assert sums(table) == []


def _flattened(rows: list[str]) -> str:
    """One cell a line behind a tab, a blank line between rows."""
    return "支出情况如下：\n" + "\n\n".join(
        "\n".join(f"\t{cell.strip()}" for cell in row.split("|")) for row in rows
    )


def test_a_flattened_table_is_read_where_its_rows_have_all_their_cells() -> None:
    rows = ["序号|内容|金额（万元）|备注", "1|除草|10.5|", "2|管护|20.0|含劳务", "|合计|30.5|"]
    assert [claim[1:] for claim in sums(_flattened(rows))] == [("30.5", "10.5+20.0")]


def test_a_flattened_table_that_lost_merges_is_not_read_by_columns() -> None:
    rows = ["序号|内容|预算（万元）|支出（万元）", "1|除草|12|10.5", "2|管护|25|20.0", "合计|37|30.5"]
    assert sums(_flattened(rows)) == []
