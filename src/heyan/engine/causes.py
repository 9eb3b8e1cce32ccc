"""Which findings are consequences of another: what mends the one, mends the other too (docs/decisions/0013).

Nothing here goes by codes. The number that a check would put in place of a printed one is put there, and the other rules
that read that place are asked again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field, replace

from heyan.engine.judged import Again, Judged
from heyan.engine.limits import TRIALS, TRIALS_PER_FINDING
from heyan.engine.notation import figure, places, shown, written
from heyan.engine.repair import corrected
from heyan.engine.substitution import number_at, with_number
from heyan.engine.verdict import Observation, Verdict
from heyan.model.claim import Assertion
from heyan.model.dataclass import dataclass
from heyan.model.finding import CONFIDENCES, SEVERITIES, Cause, Finding, Outcome
from heyan.model.quantity import Quantity
from heyan.model.report import Indicator
from heyan.model.span import Span


def linked(judged: Sequence[Judged], again: Again) -> tuple[Outcome, ...]:
    """The outcomes in the order given, where findings that another one explains name it as their cause."""
    groups: dict[int, list[Judged]] = {}
    for one in judged:
        groups.setdefault(id(one.target.submission), []).append(one)
    causes: dict[int, Cause] = {}
    for group in groups.values():
        causes |= _causes(group, again)
    return tuple(_marked(one.outcome, causes) for one in judged)


def _marked(outcome: Outcome, causes: Mapping[int, Cause]) -> Outcome:
    if not causes or not any(id(finding) in causes for finding in outcome.findings):
        return outcome
    findings = tuple(replace(finding, cause=causes.get(id(finding))) for finding in outcome.findings)
    return replace(outcome, findings=findings)


@dataclass(frozen=True, slots=True, eq=False)
class _Entry:
    """A finding with what it was made of; compared by identity."""

    judged: Judged
    seen: Observation
    finding: Finding

    @property
    def rank(self) -> tuple[int, int, str, int]:
        """The smaller, the sooner a reviewer should read it."""
        one = self.finding
        place = one.location.span
        return SEVERITIES.index(one.severity), CONFIDENCES.index(one.confidence), place.document, place.start

    def places(self) -> Iterator[Span]:
        """Where it stands and what it rests on."""
        yield self.seen.place
        yield from (span for _, span in self.seen.related)
        yield from self.judged.verdict.operands


@dataclass(frozen=True, slots=True)
class _Explanation:
    """Findings that one change ends all together; the first of `entries` is the cause of the others."""

    entries: tuple[_Entry, ...]
    why: str


def _causes(judged: Sequence[Judged], again: Again) -> dict[int, Cause]:
    """The cause of each finding that has one, by the finding's identity; a cause has none itself."""
    entries = [
        _Entry(one, seen, finding)
        for one in judged
        if one.outcome.findings
        for seen, finding in zip(one.verdict.observations, one.outcome.findings, strict=False)
    ]
    if len(entries) < 2:
        return {}
    desk = _Desk(judged, entries, again)
    links = _Links()
    explanations = [*desk.by_number(), *desk.by_fact()]
    # What explains most explains best; sorting is stable, so likelier repairs stay before others.
    for explanation in sorted(explanations, key=lambda one: -len(one.entries)):
        links.add(explanation)
    for explanation in desk.by_shadow():
        links.add(explanation)
    return links.causes


@dataclass()
class _Links:
    """Who is whose consequence; roots stay roots."""

    causes: dict[int, Cause] = field(default_factory=dict)
    _roots: set[int] = field(default_factory=set)

    def add(self, explanation: _Explanation) -> None:
        """Take over what the explanation says of findings that nothing explains yet."""
        free = [entry for entry in explanation.entries if id(entry.finding) not in self.causes]
        roots = [entry for entry in free if id(entry.finding) in self._roots]
        if len(free) < 2 or len(roots) > 1:
            return
        root = (roots or free)[0]
        self._roots.add(id(root.finding))
        cause = Cause(root.finding.fingerprint, explanation.why)
        self.causes.update((id(entry.finding), cause) for entry in free if entry is not root)


class _Desk:
    """Tries what the findings of one submission have in common; each trial is one rule on one target."""

    def __init__(self, judged: Sequence[Judged], entries: Sequence[_Entry], again: Again) -> None:
        self._entries, self._again = entries, again
        self._left = TRIALS + TRIALS_PER_FINDING * len(entries)
        self._at: dict[Span, list[_Entry]] = {}
        for entry in entries:
            for place in dict.fromkeys(entry.places()):
                self._at.setdefault(place, []).append(entry)
        self._holding: dict[Span, list[Judged]] = {}
        for one in judged:
            if one.verdict.status == "passed" and one.relates:
                for place in one.verdict.operands:
                    if place in self._at:
                        self._holding.setdefault(place, []).append(one)

    def by_number(self) -> Iterator[_Explanation]:
        """Findings that one other number in one place ends, while all that held goes on to hold."""
        proposed: dict[tuple[Span, Quantity], list[_Entry]] = {}
        for entry in self._entries:
            for repair in entry.seen.repairs:
                if len(self._at.get(repair.place, ())) > 1:
                    # 4.2 and 4.20 are one proposal.
                    quantity = corrected(repair.quantity, repair.quantity.value.normalize())
                    proposed.setdefault((repair.place, quantity), []).append(entry)
        for (place, quantity), proposers in proposed.items():
            explanation = self._ended(place, quantity, proposers)
            if explanation is not None:
                yield explanation

    def by_fact(self) -> Iterator[_Explanation]:
        """Statements that one unmet target contradicts, where a finding speaks of that target already."""
        for entry in self._entries:
            if not isinstance(entry.judged.target.item, Assertion):
                continue
            for _, place in entry.seen.related:
                root = self._unmet(place, entry)
                if root is not None:
                    yield _Explanation((root, entry), _FACT)
                    break

    def by_shadow(self) -> Iterator[_Explanation]:
        """Findings that hold a row's cells against each other, where another finding says that they stand in wrong columns."""
        for root in self._entries:
            if not root.seen.shadows:
                continue
            under = [
                entry
                for entry in self._entries
                if entry is not root
                and (entry.judged.relates or _nameless(entry.judged.target.item))
                and any(row.covers(entry.seen.place) for row in root.seen.shadows)
            ]
            if under:
                yield _Explanation((root, *under), _SHADOW)

    def _ended(self, place: Span, quantity: Quantity, proposers: Sequence[_Entry]) -> _Explanation | None:
        ended = [
            entry
            for entry in self._at[place]
            if entry in proposers or self._ends(entry, place, quantity, "passed")
        ]
        if len({id(entry.judged) for entry in ended}) < 2:
            return None
        if any(not self._holds(one, place, quantity) for one in self._holding.get(place, ())):
            return None
        standing = [entry for entry in ended if entry.seen.place == place]
        root = min(standing or ended, key=lambda entry: entry.rank)
        rest = sorted((entry for entry in ended if entry is not root), key=lambda entry: entry.rank)
        printed = number_at(proposers[0].judged.target.item, place)
        said = f"“{figure(printed)}”" if printed else "该数"
        return _Explanation((root, *rest), f"{said}改为“{_told(quantity, printed)}”，此处也相符")

    def _unmet(self, place: Span, entry: _Entry) -> _Entry | None:
        """The gravest finding on the row of that 完成值, if with its 指标值 met neither it nor `entry` would stand."""
        for other in sorted(self._at[place], key=lambda one: one.rank):
            row = other.judged.target.item
            graver = SEVERITIES.index(other.finding.severity) <= SEVERITIES.index(entry.finding.severity)
            if not isinstance(row, Indicator) or not graver or not other.judged.relates:
                continue
            if row.target is None or row.actual is None or row.actual.span != place:
                continue
            wanted = row.target.value.quantity
            if wanted is None:
                continue
            met = replace(wanted, comparator=None, comparator_text="")
            if self._ends(other, place, met, "") and self._ends(entry, place, met, ""):
                return other
        return None

    def _ends(self, entry: _Entry, place: Span, quantity: Quantity, status: str) -> bool:
        """Whether the finding would be gone with that number, its rule ending so (any other end will do for "")."""
        verdict = self._tried(entry.judged, place, quantity)
        if verdict is None:
            return False
        if verdict.status == "failed":
            return all(seen.place != entry.seen.place for seen in verdict.observations)
        return verdict.status == status if status else True

    def _holds(self, one: Judged, place: Span, quantity: Quantity) -> bool:
        verdict = self._tried(one, place, quantity)
        return verdict is not None and verdict.status != "failed"

    def _tried(self, one: Judged, place: Span, quantity: Quantity) -> Verdict | None:
        """How the rule ends with that number; None once no trial is left."""
        if self._left <= 0:
            return None
        self._left -= 1
        target = one.target
        item = with_number(target.item, place, quantity)
        form = with_number(target.form, place, quantity) if target.form else None
        # Statements are held against the whole paper; all else reads its own item and form.
        report = target.report
        if isinstance(item, Assertion):
            report = with_number(report, place, quantity)
        return self._again(one, replace(target, item=item, form=form, report=report))


_FACT = "说的是同一项没有完成"
_SHADOW = "该行单元格错位，归位后再核对"


def _nameless(item: object) -> bool:
    """Whether it is an indicator that was found without its name."""
    return isinstance(item, Indicator) and item.name is None


def _told(quantity: Quantity, printed: Quantity | None) -> str:
    """The new figure as finely written as the printed one, with its unit where that is what changes."""
    if printed is None or printed.unit != quantity.unit:
        return written(quantity)
    return shown(quantity.value, max(places(quantity.value), places(printed.ulp)))
