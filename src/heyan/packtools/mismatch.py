"""What an example says against what came of it, in words that need no knowledge of the engine."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from heyan.engine.schema import ExampleEvidence
from heyan.model.dataclass import dataclass
from heyan.model.finding import Finding, Outcome, Status
from heyan.reporters.words import words_of

STATUS_WORDS: Mapping[str, str] = words_of("zh").status
_SEVERITY_WORDS: Mapping[str, str] = MappingProxyType(
    {str(severity): word for severity, word in words_of("zh").severity.items()}
)
_BAND_WORDS: Mapping[str, str] = MappingProxyType(
    {str(band): word for band, word in words_of("zh").band.items()}
)
_LABELS: Mapping[str, str] = MappingProxyType(
    {
        "message": "消息",
        "fix": "改法",
        "reported": "所填的数",
        "expected": "应为的数",
        "difference": "差额",
        "tolerance": "容许的差",
        "band": "相合的程度",
        "severity": "级别",
        "address": "位置",
        "excerpt": "摘录",
        "marked": "标出的文字",
        "related": "相关位置",
        "formula": "核算过程",
        "hypotheses": "可能的原因",
        "findings": "问题个数",
        "reason": "原因",
    }
)
_EXACT = ("reported", "expected", "difference", "tolerance", "band", "severity", "marked")
_PART = ("message", "fix", "address", "excerpt")
_LINES = ("related", "formula", "hypotheses")
_MOST_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Mismatch:
    """`message` says what did not hold, `details` what was expected and what came, `hint` what to do."""

    message: str
    details: tuple[str, ...] = ()
    hint: str = ""


def status_mismatch(expect: Status, ended: Status, outcomes: Sequence[Outcome]) -> Mismatch | None:
    """The end that the example names against the one that came."""
    if ended == expect:
        return None
    details = [f"应为：{STATUS_WORDS[expect]}", f"实为：{STATUS_WORDS[ended]}"]
    findings = [finding for outcome in outcomes for finding in outcome.findings]
    details += [f"规则报了：{finding.message}" for finding in findings[:_MOST_SHOWN]]
    reasons = dict.fromkeys(o.reason for o in outcomes if o.reason and o.status == ended)
    if ended in ("not_evaluated", "not_applicable"):
        details += [f"原因：{reason}" for reason in list(reasons)[:_MOST_SHOWN]]
        if not outcomes:
            details.append("原因：例子里没有这条规则要看的内容（each 没有取到东西）")
    return Mismatch(
        f"示例写明应为“{STATUS_WORDS[expect]}”，规则实际判为“{STATUS_WORDS[ended]}”",
        tuple(details),
        _HINTS[expect],
    )


_HINTS: Mapping[Status, str] = MappingProxyType(
    {
        "failed": "例子里要有一处毛病让规则报出来；例子没错，就是规则漏了：看 when、assert 或 check 是否写对",
        "passed": "例子应当没有毛病；例子没错，就是规则误报：看 assert 或 check 是否过严",
        "not_applicable": "例子应当不归这条规则管：看 each、when、forms 是否取得太宽",
        "not_evaluated": "例子里应当缺一个要用的数：看缺的数是否真的空着",
    }
)


def evidence_mismatch(
    expect: Status, evidence: ExampleEvidence, outcomes: Sequence[Outcome]
) -> Mismatch | None:
    """What the example asserts against what the findings (or the outcomes) hold."""
    findings = [finding for outcome in outcomes for finding in outcome.findings]
    faults = [*_counted(evidence, findings), *_reasoned(evidence, outcomes)]
    if expect == "failed":
        faults += _of_findings(evidence, findings)
    else:
        faults += _of_outcomes(expect, evidence, outcomes)
    if not faults:
        return None
    return Mismatch(
        f"证据与所写的不同：{faults[0][0]}",
        tuple(line for _, wanted, given in faults for line in (f"应为：{wanted}", f"实为：{given}")),
        "核对例子里的数；数没错，就看规则的写法，或把 evidence 改成规则算出的数",
    )


# A label, what was wanted, what was given.
_Fault = tuple[str, str, str]


def _counted(evidence: ExampleEvidence, findings: Sequence[Finding]) -> Iterator[_Fault]:
    if evidence.findings is not None and evidence.findings != len(findings):
        told = "；".join(finding.message for finding in findings[:_MOST_SHOWN])
        yield (
            _LABELS["findings"],
            f"{evidence.findings} 个问题",
            f"{len(findings)} 个问题{'：' if told else ''}{told}",
        )


def _reasoned(evidence: ExampleEvidence, outcomes: Sequence[Outcome]) -> Iterator[_Fault]:
    reasons = [outcome.reason for outcome in outcomes if outcome.reason]
    if evidence.reason is not None and not any(evidence.reason in reason for reason in reasons):
        yield _LABELS["reason"], f"含“{evidence.reason}”", "；".join(dict.fromkeys(reasons)) or "没有原因"


def _of_outcomes(expect: Status, evidence: ExampleEvidence, outcomes: Sequence[Outcome]) -> Iterator[_Fault]:
    """A rule that passes has no finding; only how well the numbers agreed can be told of it."""
    bands = {outcome.band for outcome in outcomes if outcome.status == expect}
    if evidence.band is not None and evidence.band not in bands:
        given = "、".join(sorted(_BAND_WORDS[band] for band in bands if band is not None))
        yield _LABELS["band"], _BAND_WORDS[evidence.band], given or "没有比较"
    asserted = [name for name in (*_EXACT, *_PART, *_LINES) if name != "band" and getattr(evidence, name)]
    if asserted:
        told = "、".join(_LABELS[name] for name in asserted)
        yield (
            told,
            f"写了{told}",
            f"“{STATUS_WORDS[expect]}”的示例没有问题可比，只能写 band、reason、findings",
        )


def _of_findings(evidence: ExampleEvidence, findings: Sequence[Finding]) -> list[_Fault]:
    """The faults of the finding that comes nearest; none where one finding has all that is asserted."""
    each = [list(_of_finding(evidence, finding)) for finding in findings]
    return min(each, key=len, default=[])


def _of_finding(evidence: ExampleEvidence, finding: Finding) -> Iterator[_Fault]:
    given = _given(finding)
    for name in _EXACT:
        wanted = getattr(evidence, name)
        if wanted is not None and wanted != given[name]:
            yield _LABELS[name], _shown(name, wanted), _shown(name, given[name])
    for name in _PART:
        wanted = getattr(evidence, name)
        if wanted is not None and wanted not in (given[name] or ""):
            yield _LABELS[name], f"含“{wanted}”", given[name] or "没有"
    lines = {
        "related": tuple(place.excerpt for place in finding.related),
        "formula": finding.evidence,
        "hypotheses": finding.hypotheses,
    }
    for name in _LINES:
        for wanted in getattr(evidence, name):
            if not any(wanted in line for line in lines[name]):
                yield _LABELS[name], f"含“{wanted}”", "；".join(lines[name]) or "没有"


def _given(finding: Finding) -> Mapping[str, str | None]:
    place = finding.location
    return {
        "message": finding.message,
        "fix": finding.fix,
        "reported": finding.reported,
        "expected": finding.expected,
        "difference": finding.difference,
        "tolerance": finding.tolerance.value if finding.tolerance else None,
        "band": finding.band,
        "severity": finding.severity,
        "address": place.address,
        "excerpt": place.excerpt,
        "marked": place.excerpt[place.mark[0] : place.mark[1]],
    }


def _shown(name: str, value: str | None) -> str:
    if value is None:
        return "没有"
    words = {"severity": _SEVERITY_WORDS, "band": _BAND_WORDS}.get(name)
    return words[value] if words else value
