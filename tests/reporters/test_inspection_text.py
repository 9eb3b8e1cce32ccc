"""What `heyan inspect` shows on the console."""

from __future__ import annotations

from decimal import Decimal

from rich.cells import cell_len

from heyan.model.document import Document, Paragraph
from heyan.model.quantity import Quantity
from heyan.model.report import BudgetRow, Form, Gap, Indicator, Report, Sourced
from heyan.model.span import Span
from heyan.reporters.inspection import render_inspection
from heyan.reporters.options import Options

TEXT = "维护道路交通秩序与村庄公共环境长效管护覆盖到位的村民小组数量[bold]"
SPAN = Span("d1", 0, len(TEXT))
DOCUMENT = Document("d1", "a.txt", "text", "0" * 64, TEXT, (Paragraph(SPAN),), ((SPAN, "图片没有带入"),))


def text(raw: str) -> Sourced[str]:
    return Sourced(raw, raw, SPAN)


def number(raw: str) -> Sourced[Quantity]:
    return Sourced(Quantity(Decimal(raw), Decimal(1)), raw, SPAN)


def shown(width: int = 80) -> str:
    indicator = Indicator(
        SPAN, name=text(TEXT), level1=text("产出指标"), weight=number("10"), score=number("9")
    )
    row = BudgetRow(SPAN, text("年度资金总额"), total=True, annual=number("500"))
    form = Form("self_evaluation_form", SPAN, indicators=(indicator,), budget_rows=(row,))
    report = Report("d1", text(TEXT), "self_evaluation_form", forms=(form,), gaps=(Gap(SPAN, "表头不认识"),))
    return render_inspection(DOCUMENT, report, Options(width=width)).decode()


def test_long_cells_fold_and_are_never_cut() -> None:
    narrow = shown(60)
    assert max(map(cell_len, narrow.splitlines())) <= 60
    table = narrow.split("得分")[1].split("━━━")[0]
    letters = "".join(char for char in table if char in TEXT)
    assert letters.count("覆盖") + letters.count("盖到") >= 1
    assert "…" not in table


def test_only_columns_that_say_something_are_shown() -> None:
    assert "全年预算" in shown()
    assert "执行率" not in shown()


def test_gaps_and_what_the_reader_left_out_are_told() -> None:
    assert "表头不认识" in shown()
    assert "图片没有带入" in shown()
    assert "未识别" in shown()
