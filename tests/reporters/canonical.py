"""One AuditResult with something of everything that a reporter must show; the papers and places are invented."""

from __future__ import annotations

from collections.abc import Sequence

from heyan.model.document import Block, Cell, Document, Paragraph, Table
from heyan.model.finding import Cause, Finding, Location, Outcome, Suppression, Tolerance
from heyan.model.place import Gazetteer
from heyan.model.report import Form, Report, Sourced
from heyan.model.result import AuditResult, Figure, FigureState, InputFailure, PackInfo, RuleInfo
from heyan.model.span import Span

REPORT_LINES = (
    (1, "2021年度云岭镇人民政府部门整体支出绩效自评报告"),
    (2, "一、部门基本情况"),
    (0, "云岭镇人民政府内设机构6个，年末在职46人，退休53人，合计99人。"),
    (2, "二、预算执行情况"),
    (
        0,
        "全年支出812.40万元，其中：工资福利支出401.25万元，商品和服务支出388.15万元，对个人和家庭的补助32.00万元。",
    ),
    (0, "工资福利支出占全年支出的49.39%，2020年实际完成道路养护11次。"),
    (2, "三、绩效目标完成情况"),
    (0, "各项绩效目标全部完成，资金按时拨付。"),
    (0, "附件链接：<script>alert('核验')</script> <a href=\"javascript:alert(1)\">查看</a>\u202e表附\u202c"),
)
# One row a tuple; None is covered by the merged cell to the left or above.
FORM_ROWS: tuple[tuple[str | None, ...], ...] = (
    ("云岭镇部门整体支出绩效自评表", None, None, None, None, None, None),
    ("一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分"),
    ("产出指标（50分）", "数量指标", "道路养护里程", "≥12公里", "12公里", "15", "15"),
    (None, None, "培训人次", "300人次", "286人", "10", "12"),
    (None, "质量指标", "工程验收合格率", "100%%", "100%%", "15", "15"),
    (None, "时效指标", "资金拨付及时率", "95%%", "95%%", "5", "5"),
    (None, "成本指标", "运转成本", "≤240.00万元", "812.40万元", "5", "4"),
    ("效益指标（30分）", "社会效益", "信访办结率", "98%%", "98%%", "15", "15"),
    (None, "生态效益", "垃圾清运率", "90%%", "", "15", "15"),
    ("总分", None, None, None, None, "80", "81"),
)
RULES = (
    ("A04", "economic-parts-differ", "arithmetic", "经济分类之和与支出不符", "error"),
    ("A06", "share-differs", "arithmetic", "占比与复算不符", "warning"),
    ("B02", "level-score-differs", "scores", "得分合计与明细不符", "error"),
    ("B03", "score-exceeds-weight", "scores", "得分不得超过分值", "error"),
    ("B07", "cost-score-unsupported", "scores", "反向指标的得分没有算式支持", "error"),
    ("D02", "actual-missing", "targets", "实际完成值未填", "error"),
    ("E02", "units-of-other-kinds", "units", "目标与完成值单位不同类", "warning"),
    ("F02", "wrong-year", "dates", "正文出现非本年度的执行年份", "warning"),
    ("H02", "goals-met-contradicted", "consistency", "“全部完成”与表内完成值矛盾", "warning"),
    ("J01", "markup-left", "format", "残留网页代码", "warning"),
    ("J04", "percent-doubled", "units", "百分号重复", "warning"),
    ("L01", "signature-missing", "format", "签字栏未填", "info"),
)


def result() -> AuditResult:
    """The canonical result; built anew at each call, always equal."""
    paper, form = report_document(), form_document()
    in_paper, in_form = _Finder(paper), _Finder(form)
    findings = (*_paper_findings(in_paper), *_form_findings(in_form))
    outcomes = tuple(
        Outcome(f.code, f.location.document, "failed", None, (f.location.span,), f.band, (f,))
        for f in findings
    )
    return AuditResult(
        documents=(paper, form),
        reports=(_paper_report(paper, in_paper), _form_report(form, in_form)),
        outcomes=(*outcomes, *_quiet_outcomes()),
        figures=(_figures(in_paper, PAPER_FIGURES), _figures(in_form, FORM_FIGURES)),
        packs=(PackInfo("core", "0.1.0", "5f" * 32, tuple(_rules())),),
        failures=(
            InputFailure(
                "送审件/扫描件.docx", "unsupported", "内容是 JPEG 图片，不是文档；请另存为 .docx 后再送审"
            ),
        ),
        profile="hunan",
    )


def report_document() -> Document:
    """A text paper of headings and paragraphs."""
    text, blocks = "", list[Block]()
    for level, line in REPORT_LINES:
        blocks.append(Paragraph(Span("d1", len(text), len(text) + len(line)), level))
        text += f"{line}\n"
    return Document("d1", "送审件/云岭镇自评报告.txt", "text", "a1" * 32, text, tuple(blocks))


def form_document() -> Document:
    """A paper of one heading, one table with merged cells, and one signature line, as from a word processor."""
    text = "附件2"
    blocks: list[Block] = [Paragraph(Span("d2", 0, len(text)))]
    text += "\n"
    start, cells = len(text), list[Cell]()
    for row, values in enumerate(FORM_ROWS):
        for column, value in enumerate(values):
            if value is None:
                continue
            span = Span("d2", len(text), len(text) + len(value))
            cells.append(Cell(row, column, _rows(row, column), _columns(values, column), span))
            text += f"{value}\t"
        text = text[:-1] + "\n"
    table = Table(Span("d2", start, len(text) - 1), tuple(cells), len(FORM_ROWS), len(FORM_ROWS[1]))
    signature = "填报人：        联系电话：0000-000000"
    blocks += [table, Paragraph(Span("d2", len(text), len(text) + len(signature)))]
    return Document(
        "d2", "送审件/云岭镇绩效自评表.docx", "docx", "b2" * 32, f"{text}{signature}\n", tuple(blocks)
    )


def _columns(values: Sequence[str | None], column: int) -> int:
    width = 1
    while values[0] in ("云岭镇部门整体支出绩效自评表", "总分") and column + width < len(values):
        if values[column + width] is not None:
            break
        width += 1
    return width


def _rows(row: int, column: int) -> int:
    height = 1
    while row + height < len(FORM_ROWS) - 1 and column < 2 and FORM_ROWS[row + height][column] is None:
        height += 1
    return height


class _Finder:
    """Finds pieces of a document's text and makes locations of them."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self._places = Gazetteer(document)

    def span(self, text: str, nth: int = 1) -> Span:
        start = -1
        for _ in range(nth):
            start = self.document.text.index(text, start + 1)
        return Span(self.document.id, start, start + len(text))

    def cell(self, row: int, column: int) -> Span:
        table = next(self.document.tables())
        return next(cell.span for cell in table.cells if (cell.row, cell.column) == (row, column))

    def row(self, row: int) -> Span:
        spans = [cell.span for cell in next(self.document.tables()).cells if cell.row == row]
        return Span(self.document.id, spans[0].start, spans[-1].end)

    def at(self, span: Span, label: str = "") -> Location:
        text = self.document.text
        start = text.rfind("\n", 0, span.start) + 1
        end = text.find("\n", span.end)
        mark = (span.start - start, span.end - start)
        return Location(
            span.document,
            self._places.address(span),
            self._places.line(span),
            text[start:end],
            span,
            mark,
            label,
        )


def _finding(code: str, location: Location, message: str, fix: str, **more: object) -> Finding:
    rule = next(rule for rule in _rules() if rule.code == code)
    values: dict[str, object] = {
        "severity": rule.severity,
        "confidence": "certain",
        "basis": rule.basis,
        "related": (),
        "reported": None,
        "expected": None,
        "difference": None,
        "tolerance": None,
        "band": None,
        "evidence": (),
        "hypotheses": (),
        "fingerprint": f"{code.lower()}-{location.document}-{location.span.start:04d}",
        **more,
    }
    return Finding(
        code=code,
        name=rule.name,
        family=rule.family,
        title=rule.title,
        message=message,
        fix=fix,
        location=location,
        **values,  # type: ignore[arg-type]
    )


def _paper_findings(paper: _Finder) -> tuple[Finding, ...]:
    parts = ("401.25", "388.15", "32.00")
    labels = ("工资福利支出", "商品和服务支出", "对个人和家庭的补助")
    return (
        _finding(
            "A04",
            paper.at(paper.span("812.40万元")),
            "全年支出 812.40 万元，三类之和为 821.40 万元",
            "核对三类支出与全年支出；两处必有一处写错。",
            related=tuple(
                paper.at(paper.span(part), label) for part, label in zip(parts, labels, strict=True)
            ),
            reported="812.40",
            expected="821.40",
            difference="-9.00",
            tolerance=Tolerance("0.02", "四个数各保留两位小数，末位之半相加"),
            band="contradicted",
            evidence=("401.25 + 388.15 + 32.00 = 821.40", "|821.40 − 812.40| = 9.00 > 0.02"),
            hypotheses=("“812.40”疑为“821.40”之误：相邻两个数字颠倒",),
        ),
        _finding(
            "A06",
            paper.at(paper.span("49.39%")),
            "占比 49.39%，复算为 49.3907%",
            "无需修改；差额来自四舍五入。",
            severity="info",
            confidence="review",
            related=(paper.at(paper.span("401.25"), "分子"), paper.at(paper.span("812.40"), "分母")),
            reported="49.39%",
            expected="49.3907%",
            difference="-0.0007",
            tolerance=Tolerance("0.005", "占比保留两位小数"),
            band="rounded",
            evidence=("401.25 ÷ 812.40 = 0.493907",),
        ),
        _finding(
            "F02",
            paper.at(paper.span("2020年实际完成")),
            "报告年度是 2021 年，这里写的是 2020 年的完成情况",
            "改为 2021 年，或说明为何引用上年数据。",
            confidence="likely",
        ),
        _finding(
            "H02",
            paper.at(paper.span("各项绩效目标全部完成")),
            "正文称全部完成，但自评表有 2 项指标未达标",
            "如实写明未完成的指标和原因。",
            confidence="review",
        ),
        _finding(
            "J01",
            paper.at(paper.span("<script>alert('核验')</script>")),
            "正文残留网页代码 <script>",
            "删除代码，只留文字。",
        ),
    )


def _form_findings(form: _Finder) -> tuple[Finding, ...]:
    doubled = (
        (4, 3, "工程验收合格率"),
        (4, 4, "工程验收合格率"),
        (5, 3, "资金拨付及时率"),
        (7, 3, "信访办结率"),
    )
    return (
        _finding(
            "B03",
            form.at(form.cell(3, 6)),
            "培训人次：得分 12 超出分值 10",
            "核对该项得分；最高只能等于分值。",
            reported="12",
            expected="0 至 10",
            evidence=("0 ≤ 12 ≤ 10 不成立",),
            related=(form.at(form.cell(3, 5), "分值"),),
        ),
        _finding(
            "E02",
            form.at(form.row(3)),
            "培训人次：目标以“人次”计，完成值以“人”计，不能比较",
            "统一为同一单位后重填完成值。",
            related=(form.at(form.cell(3, 3), "指标值"), form.at(form.cell(3, 4), "完成值")),
        ),
        _finding(
            "B07",
            form.at(form.cell(6, 6)),
            "运转成本：目标 ≤240.00 万元，实际 812.40 万元，得 4 分没有算式支持",
            "按当地计分办法重算，或在备注中说明。",
            confidence="likely",
            related=(form.at(form.cell(6, 3), "指标值"), form.at(form.cell(6, 4), "完成值")),
            reported="4",
            expected="0 或 1.48",
            difference="2.52",
            evidence=("线性式：812.40 ≥ 2 × 240.00，得 0 分", "比值式：5 × 240.00 ÷ 812.40 = 1.48"),
        ),
        *(
            _finding(
                "J04",
                form.at(
                    form.cell(row, column).part(-2 + len(form.cell(row, column)), len(form.cell(row, column)))
                ),
                f"{name}：“{form.document.text_of(form.cell(row, column))}”的百分号写了两次",
                "只保留一个百分号。",
                reported=form.document.text_of(form.cell(row, column)),
            )
            for row, column, name in doubled
        ),
        _finding(
            "D02",
            form.at(form.cell(8, 4)),
            "垃圾清运率：有得分 15，但实际完成值为空",
            "补填实际完成值；确无数据的不应得分。",
        ),
        _finding(
            "B02",
            form.at(form.cell(9, 6)),
            "总分 81，各项得分之和为 81；但分值合计只有 80",
            "改正培训人次的得分后重算总分。",
            severity="warning",
            band="truncated",
            reported="81",
            expected="79",
            difference="2",
            tolerance=Tolerance("0", "分数按整数精确比较"),
            evidence=("15 + 12 + 15 + 5 + 4 + 15 + 15 = 81",),
            cause=Cause(f"b03-d2-{form.cell(3, 6).start:04d}", "“12”改为“10”，此处也相符"),
        ),
        _finding(
            "L01",
            form.at(form.span("填报人：")),
            "“填报人”一栏没有签名",
            "打印后由填报人签名。",
            confidence="review",
            suppressed=Suppression("waiver", "电子版不要求签名，纸质件已核", "王科长", "2026-12-31"),
        ),
    )


def _quiet_outcomes() -> tuple[Outcome, ...]:
    return (
        Outcome("A04", "d2", "not_applicable"),
        Outcome("A06", "d1", "passed", band="exact"),
        *(Outcome("B03", "d2", "passed") for _ in range(6)),
        Outcome("B07", "d2", "not_evaluated", "指标缺少实际完成值"),
        *(Outcome("E02", "d2", "not_evaluated", "目标没有计量单位") for _ in range(2)),
        Outcome("E02", "d2", "not_evaluated", "完成值没有计量单位"),
        Outcome("F02", "d2", "not_evaluated", "表内未写年度"),
    )


def _rules() -> list[RuleInfo]:
    basis = ("财预〔2020〕10号",)
    return [
        RuleInfo(code, name, family, title, severity, "", basis)  # type: ignore[arg-type]
        for code, name, family, title, severity in RULES
    ]


PAPER_FIGURES: tuple[tuple[str, str | None, FigureState, tuple[str, ...]], ...] = (
    ("6个", "个", "unchecked", ()),
    ("46人", "人", "verified", ("A10",)),
    ("53人", "人", "verified", ("A10",)),
    ("99人", "人", "verified", ("A10",)),
    ("812.40万元", "万元", "contradicted", ("A04", "A06")),
    ("401.25万元", "万元", "verified", ("A06",)),
    ("388.15万元", "万元", "contradicted", ("A04",)),
    ("32.00万元", "万元", "contradicted", ("A04",)),
    ("49.39%", "%", "rounded", ("A06",)),
    ("11次", "次", "unchecked", ()),
)
FORM_FIGURES: tuple[tuple[str, str | None, FigureState, tuple[str, ...]], ...] = (
    ("≥12公里", "公里", "verified", ("B05",)),
    ("300人次", "人次", "constrained", ("E02",)),
    ("100%%", "%", "malformed", ("J04",)),
    ("95%%", "%", "malformed", ("J04",)),
    ("≤240.00万元", "万元", "contradicted", ("B07",)),
    ("98%%", "%", "malformed", ("J04",)),
    ("90%%", "%", "unchecked", ()),
)


def _figures(
    finder: _Finder, entries: Sequence[tuple[str, str | None, FigureState, tuple[str, ...]]]
) -> tuple[Figure, ...]:
    def value(text: str) -> str:
        return "".join(char for char in text if char.isdigit() or char == ".")

    return tuple(
        Figure(finder.span(text), text, value(text), unit, state, codes)
        for text, unit, state, codes in entries
    )


def _paper_report(document: Document, paper: _Finder) -> Report:
    return Report(
        document.id,
        Sourced(document.text, document.text, document.span),
        "narrative",
        unit=Sourced("云岭镇人民政府", "云岭镇人民政府", paper.span("云岭镇人民政府")),
        year=Sourced(2021, "2021", paper.span("2021")),
    )


def _form_report(document: Document, form: _Finder) -> Report:
    title = FORM_ROWS[0][0] or ""
    return Report(
        document.id,
        Sourced(document.text, document.text, document.span),
        "self_evaluation_form",
        forms=(
            Form(
                "self_evaluation_form", next(document.tables()).span, Sourced(title, title, form.cell(0, 0))
            ),
        ),
    )
