"""The rules that each submission is judged by: the same packs for all, or each by the profile of its region."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from heyan.engine import evaluation
from heyan.engine.pack import CompiledPack, pack_info
from heyan.engine.targets import submissions
from heyan.model.document import Document
from heyan.model.finding import Outcome
from heyan.model.report import Report
from heyan.model.result import Adaptation, PackInfo, ProfileChoice, RuleInfo
from heyan.model.timing import Timings

if TYPE_CHECKING:
    from heyan.engine.automatic import Automatic

AUTO = "auto"


@dataclass
class Rulebook:
    """`packs` hold where no `automatic` chooses by submission; it remembers which packs were used for what."""

    packs: Sequence[CompiledPack]
    automatic: Automatic | None = None
    _chosen: dict[str, ProfileChoice] = field(default_factory=dict)

    @property
    def profile(self) -> str | None:
        """The name of the profile that holds for all, or auto."""
        if self.automatic is not None:
            return AUTO
        names = [layer.name for pack in self.packs for layer in pack.layers if layer.kind == "profile"]
        return names[-1] if names else None

    def evaluate(
        self, documents: Sequence[Document], reports: Sequence[Report], timings: Timings | None = None
    ) -> tuple[Outcome, ...]:
        """The outcomes of all rules on all papers, by rule and then in reading order."""
        if self.automatic is None:
            return evaluation.evaluate(self.packs, documents, reports, timings=timings)
        groups: dict[str | None, tuple[list[Document], list[Report]]] = {}
        for submission in submissions(documents, reports):
            choice = self.automatic.choice(submission)
            self._chosen.update((document.id, choice) for document in submission.documents)
            group = groups.setdefault(choice.profile, ([], []))
            group[0].extend(submission.documents)
            group[1].extend(submission.reports)
        outcomes = [
            outcome
            for profile, group in groups.items()
            for outcome in evaluation.evaluate(self.automatic.packs(profile), *group, timings=timings)
        ]
        return _in_order(outcomes, [code for pack in self._all() for code in _codes(pack)], documents)

    def choices(self, papers: Iterable[tuple[Document, Report]]) -> tuple[ProfileChoice, ...]:
        """What was picked for each paper; empty where nothing was to pick."""
        return tuple(self._chosen[document.id] for document, _ in papers if self.automatic is not None)

    def used(self) -> tuple[PackInfo, ...]:
        """The packs for reporters; under several profiles each rule as the first that has it."""
        found: dict[str, PackInfo] = {}
        for pack in self._all():
            info = pack_info(pack)
            held = found.setdefault(pack.path, info)
            found[pack.path] = replace(held, rules=_united(held.rules, info.rules))
        return tuple(found.values())

    def adaptations(self) -> tuple[Adaptation, ...]:
        """The layers that were used, lowest first, each once, with what it changed in all packs."""
        found: dict[str, Adaptation] = {}
        for pack in self._all():
            for layer in pack.layers:
                held = found.setdefault(layer.path, layer)
                more = tuple(change for change in layer.changes if change not in held.changes)
                found[layer.path] = replace(held, changes=(*held.changes, *more))
        return tuple(found.values())

    def _all(self) -> list[CompiledPack]:
        if self.automatic is None:
            return list(self.packs)
        profiles = dict.fromkeys(choice.profile for choice in self._chosen.values())
        return [pack for profile in profiles or (None,) for pack in self.automatic.packs(profile)]


def _codes(pack: CompiledPack) -> list[str]:
    return [rule.code for rule in pack.rules]


def _united(held: tuple[RuleInfo, ...], more: tuple[RuleInfo, ...]) -> tuple[RuleInfo, ...]:
    codes = {rule.code for rule in held}
    return (*held, *(rule for rule in more if rule.code not in codes))


def _in_order(
    outcomes: list[Outcome], codes: list[str], documents: Sequence[Document]
) -> tuple[Outcome, ...]:
    """As if all had been judged together: by rule, then by document."""
    rule = {code: index for index, code in reversed(list(enumerate(codes)))}
    paper = {document.id: index for index, document in enumerate(documents)}
    return tuple(sorted(outcomes, key=lambda outcome: (rule[outcome.code], paper[outcome.document])))
