"""What a pack's keepers have looked at and let stand, with the reason: `gate/accepted.yaml` beside the rules.

The file is no part of the pack that runs: it says nothing to an audit and is not in the pack's hash.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from heyan.engine.pack import CompiledPack
from heyan.engine.pack_errors import translated
from heyan.engine.yaml_strict import Marked, load_yaml
from heyan.model.dataclass import dataclass

Reason = Annotated[str, StringConstraints(strip_whitespace=True, min_length=6)]
ByRule = dict[str, dict[str, Reason]]


class AcceptedFile(BaseModel):
    """The file as written."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    mutants: Annotated[ByRule, Field(description="规则代码 → 变异编号 → 理由")] = Field(default_factory=dict)
    lexicons: Annotated[dict[str, Reason], Field(description="词表的变异编号 → 理由")] = Field(
        default_factory=dict
    )
    lint: Annotated[ByRule, Field(description="规则代码或 pack → 检查项 → 理由")] = Field(
        default_factory=dict
    )


@dataclass(frozen=True, slots=True)
class Accepted:
    """The file's content; `marked` is None where the pack has none."""

    content: AcceptedFile
    marked: Marked | None
    path: Path

    def line(self, *keys: str) -> int | None:
        """The line of an entry; None without a file."""
        return None if self.marked is None else self.marked.line(keys)


def accepted_of(pack: CompiledPack) -> Accepted:
    """The pack's file; an empty one where it has none. Raises PackError."""
    path = gate_folder(pack) / "accepted.yaml"
    if not path.is_file():
        return Accepted(AcceptedFile(), None, path)
    marked = load_yaml(path.read_bytes(), str(path))
    try:
        return Accepted(AcceptedFile.model_validate(marked.value or {}), marked, path)
    except ValidationError as error:
        raise translated(error, marked, AcceptedFile) from None


def gate_folder(pack: CompiledPack) -> Path:
    """Where a pack keeps what only its gate reads."""
    path = Path(pack.path)
    return (path.parent if path.is_file() else path) / "gate"


def json_schema() -> dict[str, object]:
    """The JSON Schema of the file, for editors."""
    schema: dict[str, object] = AcceptedFile.model_json_schema()
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Heyan gate, accepted",
        **schema,
    }
