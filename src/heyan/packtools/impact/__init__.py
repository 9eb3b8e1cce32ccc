"""What another version of a pack changes on a corpus: findings that appear, vanish or change, by rule."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Literal

from heyan.engine.pack import CompiledPack
from heyan.engine.rule import CompiledRule
from heyan.model.dataclass import dataclass
from heyan.model.finding import Finding, Severity
from heyan.model.result import AuditResult
from heyan.packtools.masking import Mask
from heyan.packtools.report import PackRef, pack_ref
from heyan.reporters.tallies import RuleTally, rule_tallies

Kind = Literal["appeared", "vanished", "changed"]
KINDS: tuple[Kind, ...] = ("appeared", "vanished", "changed")
# What of a finding a reviewer would notice.
_TELLING = ("severity", "confidence", "message", "reported", "expected", "difference")


@dataclass(frozen=True, slots=True)
class Difference:
    """One finding that differs: where, how grave and what it says, before and after (None where there is none)."""

    kind: Kind
    document: str
    address: str
    before: str | None
    after: str | None
    severity_before: Severity | None
    severity_after: Severity | None


@dataclass(frozen=True, slots=True)
class RuleImpact:
    """One rule: whether it is new or gone, how often it ended how, and what differs. `samples` are some of those."""

    code: str
    title: str
    state: Literal["new", "gone", "kept"]
    before: RuleTally | None
    after: RuleTally | None
    counts: Mapping[Kind, int]
    samples: tuple[Difference, ...]

    @property
    def different(self) -> bool:
        """Whether anything of the rule differs on the corpus, or the rule is new or gone."""
        return self.state != "kept" or any(self.counts.values()) or self.before != self.after


@dataclass(frozen=True, slots=True)
class Impact:
    """The whole comparison; `rules` are all of both packs, by code."""

    old: PackRef
    new: PackRef
    papers: int
    unread: int
    rules: tuple[RuleImpact, ...]

    @property
    def different(self) -> tuple[RuleImpact, ...]:
        """The rules with a difference."""
        return tuple(rule for rule in self.rules if rule.different)

    def count(self, kind: Kind) -> int:
        """How many findings differ in that way."""
        return sum(rule.counts[kind] for rule in self.rules)


@dataclass(frozen=True, slots=True)
class Side:
    """One pack and what it makes of the corpus."""

    pack: CompiledPack
    result: AuditResult


def impact(old: Side, new: Side, *, samples: int, mask: Mask | None = None) -> Impact:
    """Compares what two packs say of the same papers; up to `samples` differences a rule and kind are shown, with the
    names that `mask` hides (then papers are numbered, since their files are named after units)."""
    differences: dict[str, list[Difference]] = {}
    for code, difference in _differences(old.result, new.result, mask):
        differences.setdefault(code, []).append(difference)
    before, after = (_rules(side.pack) for side in (old, new))
    tallies = [{tally.code: tally for tally in rule_tallies(side.result)} for side in (old, new)]
    rules = []
    for code in sorted(before.keys() | after.keys()):
        found = differences.get(code, [])
        rules.append(
            RuleImpact(
                code=code,
                title=(after.get(code) or before[code]).title,
                state="kept" if code in before and code in after else "new" if code in after else "gone",
                before=tallies[0].get(code) if code in before else None,
                after=tallies[1].get(code) if code in after else None,
                counts={kind: sum(one.kind == kind for one in found) for kind in KINDS},
                samples=tuple(
                    one for kind in KINDS for one in [d for d in found if d.kind == kind][:samples]
                ),
            )
        )
    return Impact(
        pack_ref(old.pack),
        pack_ref(new.pack),
        len(new.result.documents),
        len(new.result.failures),
        tuple(rules),
    )


def _rules(pack: CompiledPack) -> dict[str, CompiledRule]:
    return {rule.code: rule for rule in pack.rules}


def _differences(old: AuditResult, new: AuditResult, mask: Mask | None) -> Iterator[tuple[str, Difference]]:
    names = _names(new if new.documents else old, mask)
    before, after = _by_place(old), _by_place(new)
    for document, was, now in _pairs(before, after):
        finding = now or was
        if finding is None or (
            was and now and all(getattr(was, key) == getattr(now, key) for key in _TELLING)
        ):
            continue
        kind: Kind = "changed" if was and now else "appeared" if now else "vanished"
        yield (
            finding.code,
            Difference(
                kind,
                names.get(document, document),
                finding.location.address,
                _told(was, mask),
                _told(now, mask),
                was.severity if was else None,
                now.severity if now else None,
            ),
        )


# A finding with the path of its paper.
Placed = tuple[str, Finding]


def _pairs(
    before: Sequence[Placed], after: Sequence[Placed]
) -> Iterator[tuple[str, Finding | None, Finding | None]]:
    """Findings of before and after that are the same one: by fingerprint, else by rule and place where that is plain."""
    rest_before, rest_after = list(before), list(after)
    for key in (_by_fingerprint, _by_rule_and_place):
        was, now = _unique(rest_before, key), _unique(rest_after, key)
        for shared in [one for one in was if one in now]:
            path, finding = was[shared]
            yield path, finding, now[shared][1]
        rest_before = [one for one in rest_before if key(one) not in was or key(one) not in now]
        rest_after = [one for one in rest_after if key(one) not in was or key(one) not in now]
    for path, finding in rest_after:
        yield path, None, finding
    for path, finding in rest_before:
        yield path, finding, None


def _by_fingerprint(placed: Placed) -> object:
    return placed[0], placed[1].fingerprint


def _by_rule_and_place(placed: Placed) -> object:
    return placed[0], placed[1].code, placed[1].location.span.start, placed[1].location.span.end


def _unique(placed: Sequence[Placed], key: Callable[[Placed], object]) -> dict[object, Placed]:
    counted = Counter(key(one) for one in placed)
    return {key(one): one for one in placed if counted[key(one)] == 1}


def _by_place(result: AuditResult) -> list[Placed]:
    paths = {document.id: document.path for document in result.documents}
    return [(paths[finding.location.document], finding) for finding in result.findings()]


def _names(result: AuditResult, mask: Mask | None) -> dict[str, str]:
    if mask is None:
        return {}
    return {document.path: f"文书{number}" for number, document in enumerate(result.documents, start=1)}


def _told(finding: Finding | None, mask: Mask | None) -> str | None:
    if finding is None:
        return None
    return mask.text(finding.message) if mask else finding.message
