"""Rules that check nothing on a corpus, or nearly everything: how each ends, and what is odd about it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import field

from heyan.engine.pack import CompiledPack
from heyan.engine.rule import CompiledRule
from heyan.model.dataclass import dataclass
from heyan.model.finding import Outcome
from heyan.model.result import AuditResult
from heyan.packtools.report import CaseStatus, Figure, GateCase, GateReport, pack_ref

# Of fewer papers nobody can say that a rule fires on most.
FEWEST = 5
_REASONS_SHOWN = 5


@dataclass(slots=True)
class _Count:
    """How one rule ended over a corpus, by targets and by papers."""

    ends: Counter[str] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)
    papers: set[str] = field(default_factory=set)
    fired: set[str] = field(default_factory=set)

    def add(self, outcome: Outcome) -> None:
        self.ends[outcome.status] += 1
        if outcome.status == "not_evaluated":
            self.reasons[outcome.reason or "没有写明"] += 1
        if outcome.status != "not_applicable":
            self.papers.add(outcome.document)
        if outcome.status == "failed":
            self.fired.add(outcome.document)


def vacuity_report(pack: CompiledPack, result: AuditResult, *, most: int, strict: bool = False) -> GateReport:
    """A case a rule. Odd is one that never applies, is never evaluated, never passes, or fires on `most` percent of the
    papers that it applies to and more; `strict` makes that a failure."""
    counts = _counts(pack, result.outcomes)
    cases = tuple(_case(rule, counts[rule.code], most, strict=strict) for rule in pack.rules)
    told = Counter(case.check for case in cases)
    figures = (
        Figure("papers", len(result.documents)),
        Figure("unread", len(result.failures)),
        Figure("rules", len(pack.rules)),
        *(Figure(name, told[name]) for name in _CHECKS),
    )
    return GateReport("vacuity", (pack_ref(pack),), cases, figures)


_CHECKS = ("never-applies", "never-evaluated", "never-passes", "fires-on-most", "never-fires")


def _counts(pack: CompiledPack, outcomes: Iterable[Outcome]) -> dict[str, _Count]:
    counts = {rule.code: _Count() for rule in pack.rules}
    for outcome in outcomes:
        if outcome.code in counts:
            counts[outcome.code].add(outcome)
    return counts


def _case(rule: CompiledRule, count: _Count, most: int, *, strict: bool) -> GateCase:
    odd = next(_odd(count, most), None)
    check, message, hint = odd or ("decides", "", "")
    # To find nothing is what a rule should do on good papers.
    harmless = odd is None or check == "never-fires"
    status: CaseStatus = "passed" if harmless else "failed" if strict else "warning"
    return GateCase(
        check=check,
        rule=rule.code,
        name=rule.title,
        status=status,
        message=message,
        hint=hint,
        details=tuple(_figures(count)),
        file=rule.path,
        line=rule.line,
    )


def _odd(count: _Count, most: int) -> Iterator[tuple[str, str, str]]:
    ends = count.ends
    decided = ends["passed"] + ends["failed"]
    if not ends:
        yield "never-applies", "没有一份文书里有它要查的东西", "看 each 是否写对，或文书里是否真的没有"
    elif not decided and not ends["not_evaluated"]:
        yield "never-applies", "在每一处都不适用", "看 when、forms、since、until 是否把所有情形都排除了"
    elif not decided:
        yield "never-evaluated", "该查的地方都未能判定", "看缺的数是文书没有，还是规则取错了字段"
    share = 100 * len(count.fired) / len(count.papers) if count.papers else 0
    if len(count.papers) >= FEWEST and share >= most:
        told = f"在它适用的 {len(count.papers)} 份文书里，{len(count.fired)} 份都报出（{share:.0f}%）"
        yield "fires-on-most", told, "多半是规则过严，或把通行的写法当作毛病；降低级别或收窄"
    if decided and not ends["passed"] and ends["failed"] >= FEWEST:
        yield "never-passes", f"判定了 {ends['failed']} 处，没有一处通过", "看规则的条件是否写反"
    if decided and not ends["failed"]:
        yield "never-fires", "没有报出过问题", ""


def _figures(count: _Count) -> Iterator[str]:
    ends = count.ends
    yield (
        f"通过 {ends['passed']} · 不通过 {ends['failed']} · 不适用 {ends['not_applicable']} · 未能判定 {ends['not_evaluated']}；"
        f"适用 {len(count.papers)} 份文书，报出 {len(count.fired)} 份"
    )
    for reason, number in sorted(count.reasons.items(), key=lambda item: (-item[1], item[0]))[
        :_REASONS_SHOWN
    ]:
        yield f"未能判定 {number} 处：{reason}"
