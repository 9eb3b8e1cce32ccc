"""A rule on one target with how it ended, for what looks at several of them together."""

from __future__ import annotations

from collections.abc import Callable

from heyan.engine.lexicon import Lexicons
from heyan.engine.rule import CompiledRule
from heyan.engine.submission import Target
from heyan.engine.verdict import Verdict
from heyan.model.dataclass import dataclass
from heyan.model.finding import Outcome


@dataclass(frozen=True, slots=True)
class Judged:
    """The outcome's findings run parallel to the verdict's observations, or are none."""

    rule: CompiledRule
    lexicons: Lexicons
    target: Target
    verdict: Verdict
    outcome: Outcome

    @property
    def relates(self) -> bool:
        """Whether it held numbers against others of the paper."""
        return self.rule.check is None or self.rule.check.relates


# How the rule of a Judged ends on another target.
Again = Callable[[Judged, Target], Verdict]
