"""What a pack means to cover: `gate/catalogue.yaml` beside its rules, for those who keep a list of codes."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from heyan.engine.pack import CompiledPack
from heyan.engine.pack_errors import translated
from heyan.engine.yaml_strict import Marked, load_yaml
from heyan.model.dataclass import dataclass
from heyan.packtools.accepted import gate_folder

Code = Annotated[str, StringConstraints(pattern=r"^[A-Z]\d\d$")]
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


class CatalogueFile(BaseModel):
    """The file as written; all of it optional."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    codes: Annotated[dict[Code, Text], Field(description="规则代码 → 查什么")] = Field(default_factory=dict)
    left_out: Annotated[dict[Code, Text], Field(description="不写规则的代码 → 理由")] = Field(
        default_factory=dict
    )
    retired: Annotated[dict[Code, Text], Field(description="停用的代码 → 原来查什么；永不再用")] = Field(
        default_factory=dict
    )
    tags: Annotated[tuple[Text, ...], Field(description="可用的标签；不写就不查")] = ()


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The file's content with its places."""

    content: CatalogueFile
    marked: Marked
    path: Path

    def line(self, *keys: str) -> int:
        """The line of an entry."""
        return self.marked.line(keys)


def catalogue_of(pack: CompiledPack) -> Catalogue | None:
    """The pack's catalogue; None where it keeps none. Raises PackError."""
    path = gate_folder(pack) / "catalogue.yaml"
    if not path.is_file():
        return None
    marked = load_yaml(path.read_bytes(), str(path))
    try:
        return Catalogue(CatalogueFile.model_validate(marked.value or {}), marked, path)
    except ValidationError as error:
        raise translated(error, marked, CatalogueFile) from None


def json_schema() -> dict[str, object]:
    """The JSON Schema of the file, for editors."""
    schema: dict[str, object] = CatalogueFile.model_json_schema()
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "Heyan catalogue", **schema}
