"""The words before a number that make it a change: 比上年增加, 同比下降, 增加到, 与上年相比，减少."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from heyan.extraction.pattern import pattern
from heyan.extraction.statements import Amount, Line
from heyan.model.dataclass import dataclass

Sort = Literal["difference", "growth", "to", "multiple", "parallel"]

_UP = "增加|增长|新增|净增|上升|提高|提升|上涨|追加|调增|扩大|超支|超出|增|升|多|高|超"
_DOWN = "减少|下降|降低|回落|压减|压缩|缩减|节约|节省|下滑|调减|核减|减|降|少|低"
# 比例, 比重 and 较好 compare nothing.
_THAN = r"(?:比(?![例重率价选赛较])|较(?![好为大高强快]))"
_WITH = r"(?:与|和|同(?!比))"
_NAMED = "[^,;:。()比较]"
_ADVERB = r"(?:净|共|累计|实际|总共|均|则|也|又|有所|相应|大幅|略有?|小幅|同比|环比|相比|年均|本年|今年|合计|再|仍|，|,|\s)*"
_MOVE = pattern(
    rf"(?:(?P<rel>同比|环比)|{_THAN}(?P<than>{_NAMED}{{1,16}}?)(?:相比)?|{_WITH}(?P<with>{_NAMED}{{1,16}}?)(?:相比|比较|比))?"
    rf"{_ADVERB}(?P<parallel>分别(?:{_THAN}{_NAMED}{{1,10}}?)?{_ADVERB})?"
    rf"(?P<verb>{_UP}|{_DOWN})(?P<noun>(?:额|幅度?|率|数|金额|比例|速度|比率)*)了?(?P<to>到|至|为|成|达到?|是)?$"
)
_WHOLE_CLAUSE = pattern(
    rf"{_WITH}(?P<with>[^,;:。()比较]{{1,16}}?)(?:相比|比较|比)|{_THAN}(?P<than>[^,;:。()0-9比较]{{1,12}}?)(?:相比)?"
)
_BASE_BEFORE = pattern(rf"(?:{_THAN}|{_WITH}|由|从)(?P<ref>[^,;:。()]{{0,16}}?)(?:的|为|是)?\(?$")
_COMPARED = pattern(r"\)|(?:相比|比较|对比),")
_DOWN_WORD = pattern(rf"{_DOWN}")
_PRIOR = pattern(r"上一?年|去年|前一年|同期|上年")
_YEAR = pattern(r"(20\d\d|19\d\d)年")
_BARE_COMPARISON = frozenset({"多", "高", "少", "低", "超"})
_LONGEST = 40


@dataclass(frozen=True, slots=True)
class Move:
    """A number that says how much something changed, or (sort `to`) what it became.

    `sign` is -1 for a fall. `ref` is what it is compared with (上年, 年初预算; 同比 and 环比 as such; "" where
    unsaid), `subject` the thing named in the same clause ("" where the sentence named it before).
    """

    amount: Amount
    index: int
    sort: Sort
    sign: Decimal
    verb: str
    cue: str
    ref: str
    subject: str


def is_prior(text: str) -> bool:
    """Whether the words mean the year before (上年, 去年同期, 同比)."""
    return text == "同比" or bool(_PRIOR.search(text))


def year_of(label: str) -> int | None:
    """The year that a label names."""
    found = _YEAR.search(label)
    return int(found[1]) if found else None


def move_of(line: Line, index: int) -> Move | None:
    """The change that the amount of that index states; None where its words state none."""
    amount = line.amounts[index]
    begin = max(amount.label_start, amount.start - _LONGEST)
    words = line.folded[begin : amount.start].strip()
    if (
        not words
        or words[-1] not in "加长增升高提涨支出超多减少降低落缩约省滑大额幅度率数例速比了到至为成达是"
    ):
        return None
    found = _MOVE.search(words)
    if found is None:
        return None
    verb, noun, to = found["verb"], found["noun"], found["to"] or ""
    ref = found["rel"] or found["than"] or found["with"] or ""
    subject = words[: found.start()].strip(" ,、")
    if not ref:
        ref = _reference_before(line, amount)
    if verb in _BARE_COMPARISON and not ref:
        return None
    if subject and not ref:
        return None
    kind = amount.quantity.kind
    sort: Sort = "growth" if kind == "percent" else "difference"
    if found["parallel"]:
        sort = "parallel"
    elif kind == "multiple":
        sort = "multiple"
    elif to in ("到", "至", "成") or (to == "为" and not noun):
        sort = "to"
    sign = Decimal(-1) if _DOWN_WORD.fullmatch(verb) else Decimal(1)
    return Move(amount, index, sort, sign, verb, f"{ref}{verb}", ref, subject)


def _reference_before(line: Line, amount: Amount) -> str:
    """与上年相比, before the comma."""
    if amount.clause == 0 or amount.label_start != line.clauses[amount.clause].start:
        return ""
    before = line.clauses[amount.clause - 1]
    if before.stop != ",":
        return ""
    found = _WHOLE_CLAUSE.fullmatch(line.folded[before.start : before.end].strip())
    return (found["with"] or found["than"]) if found else ""


def inline_base(line: Line, index: int) -> Amount | None:
    """The figure inside the comparison: 比上年1350万元增加…, 由上年的1350万元增加到…, 比上年（1350万元）增加…"""
    if index == 0:
        return None
    base, amount = line.amounts[index - 1], line.amounts[index]
    if base.sentence != amount.sentence or amount.start - base.end > _LONGEST // 2:
        return None
    if base.clause != amount.clause and not _COMPARED.match(line.folded, base.end):
        return None
    return base if names_base(line, base) else None


def names_base(line: Line, base: Amount) -> bool:
    """Whether the words right before the figure compare something with it (比上年, 由)."""
    start = base.label_start
    if line.folded[start - 1 : start] == "(":
        start = max(0, start - _LONGEST // 2)
    return bool(_BASE_BEFORE.search(line.folded[start : base.start].strip()))
