"""How a mutant ended."""

from __future__ import annotations

from typing import Literal

from heyan.engine.pack import CompiledPack
from heyan.errors import UnreadableInput
from heyan.model.dataclass import dataclass
from heyan.packtools.examples import PreparedExample

End = Literal["noticed", "survived", "invalid"]


@dataclass(frozen=True, slots=True)
class MutantResult:
    """How one mutant ended; `invalid` ones do not load. `rule` is None for a mutant of a word list; `example` is the
    rule's example that noticed it."""

    rule: str | None
    id: str
    told: str
    end: End
    example: int | None = None


def notices(example: PreparedExample, pack: CompiledPack) -> bool:
    """Whether the example does not hold with `pack`."""
    try:
        return example.mismatch(pack) is not None
    except UnreadableInput:
        return True
    except Exception:  # a mutated rule may trip where no rule that loads does; its author would see that too
        return True
