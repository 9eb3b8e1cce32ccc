"""Rules that say the same, or the opposite: told by how they are written, and by how they end on all examples."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations, permutations

from heyan.engine.rule import CompiledRule
from heyan.model.finding import Outcome, Status
from heyan.model.span import Span
from heyan.packtools.examples import overall
from heyan.packtools.lint.subject import Fault, Subject


def same_rules(subject: Subject) -> Iterator[Fault]:
    """Two rules that look at the same and demand the same."""
    for first, second in combinations(subject.rules, 2):
        if _demand(first) != _demand(second):
            continue
        if _scope(first) == _scope(second):
            told, hint = f"与 {first.code}“{first.title}”查的完全一样", "并成一条"
        elif first.when is None or second.when is None:
            wide = first if first.when is None else second
            told = f"与 {first.code}“{first.title}”查的一样，{wide.code} 没有 when，另一条的对象它都查"
            hint = f"给 {wide.code} 写上 when，或并成一条"
        else:
            continue
        yield subject.fault(second, ("check" if second.check else "assert",), told, hint, about=first.code)


def _demand(rule: CompiledRule) -> tuple[object, ...]:
    stated = "".join(rule.assertion.text.split()) if rule.assertion else rule.check
    return rule.each, repr(stated), rule.forms, rule.since, rule.until


def _scope(rule: CompiledRule) -> str:
    return "".join(rule.when.text.split()) if rule.when else ""


def always_together(subject: Subject) -> Iterator[Fault]:
    """A rule that reports every fault that another one reports, at the same place."""
    places = _places(subject)
    for one, other in permutations(subject.rules, 2):
        own = [found for found in places[one.code] if found[one.code]]
        if len(own) < 2 or one.each != other.each:
            continue
        if all(found[one.code] <= found.get(other.code, frozenset()) for found in own):
            yield subject.fault(
                one,
                ("code",),
                f"它的示例里每个问题，{other.code}“{other.title}”也在同一处报了",
                f"一处毛病报一次：用 when 把两条分开；各有用处的，补一个只有 {one.code} 报的示例",
                about=other.code,
                grave=False,
            )


def _places(subject: Subject) -> Mapping[str, list[Mapping[str, frozenset[Span]]]]:
    """For each rule's failing examples: where every rule reports something."""
    found: dict[str, list[Mapping[str, frozenset[Span]]]] = {rule.code: [] for rule in subject.rules}
    for tried in subject.tried:
        if tried.example.expect == "failed":
            spots: dict[str, set[Span]] = {tried.example.code: set()}
            for outcome in tried.outcomes:
                for finding in outcome.findings:
                    spots.setdefault(outcome.code, set()).add(finding.location.span)
            found[tried.example.code].append({code: frozenset(spans) for code, spans in spots.items()})
    return found


def contradictions(subject: Subject) -> Iterator[Fault]:
    """Two rules of which one always fails where the other passes: no paper can satisfy both."""
    ends = [_ends(tried.outcomes) for tried in subject.tried]
    for one, other in combinations(subject.rules, 2):
        if one.each != other.each:
            continue
        pairs = Counter(
            (end[one.code], end[other.code]) for end in ends if one.code in end and other.code in end
        )
        decided = {pair: number for pair, number in pairs.items() if set(pair) <= {"passed", "failed"}}
        # Each rule's own examples give a pair of each kind; one example alone may end so by chance.
        if decided.keys() == {("passed", "failed"), ("failed", "passed")} and min(decided.values()) > 1:
            yield subject.fault(
                other,
                ("check" if other.check else "assert",),
                f"与 {one.code}“{one.title}”相反：在所有示例上，一条通过时另一条就不通过",
                "没有文书能同时符合两条：改正写反的一条，或用 when 把对象分开",
                about=one.code,
            )


def _ends(outcomes: Sequence[Outcome]) -> Mapping[str, Status]:
    grouped: dict[str, list[Outcome]] = {}
    for outcome in outcomes:
        grouped.setdefault(outcome.code, []).append(outcome)
    return {code: overall(tuple(listed)) for code, listed in grouped.items()}
