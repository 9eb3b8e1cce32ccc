"""What an operator does to a paper."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault: what was printed anew, what was left out, which tokens are the faulty ones, and which relations
    no longer hold by the bench's own knowledge (none: nothing in the paper constrains it)."""

    operator: str
    changed: dict[int, str]
    culprits: tuple[int, ...]
    original: str
    faulty: str
    broken: tuple[str, ...] = ()
    dropped: frozenset[int] = field(default_factory=frozenset)

    @property
    def constrained(self) -> bool:
        """Whether the paper contradicts it."""
        return bool(self.broken)
