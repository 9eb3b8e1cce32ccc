"""Where the time of a run goes: by stage and document, by rule. Never part of a result: the same input gives the same bytes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import field
from typing import Literal

from heyan.model.dataclass import dataclass

Stage = Literal["read", "extract", "evaluate", "render"]
STAGES: tuple[Stage, ...] = ("read", "extract", "evaluate", "render")


@dataclass(frozen=True, slots=True)
class Timings:
    """Times added up by `clock` (nanoseconds from any start), which the caller hands in.

    `stages` are keyed by stage and what it worked on (a document's path; for render a format), `rules` by code.
    """

    clock: Callable[[], int]
    stages: dict[tuple[Stage, str], int] = field(default_factory=dict)
    rules: dict[str, int] = field(default_factory=dict)

    def add(self, stage: Stage, what: str, taken: int, rule: str | None = None) -> None:
        """Add a time to a stage, and to the rule that took it."""
        self.stages[stage, what] = self.stages.get((stage, what), 0) + taken
        if rule is not None:
            self.rules[rule] = self.rules.get(rule, 0) + taken


@contextmanager
def timed(timings: Timings | None, stage: Stage, what: str) -> Iterator[None]:
    """Add the time of the block; without timings nothing is measured."""
    if timings is None:
        yield
        return
    started = timings.clock()
    try:
        yield
    finally:
        timings.add(stage, what, timings.clock() - started)
