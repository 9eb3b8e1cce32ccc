"""Rule packs: folders of YAML, one family a file, loaded from source or, unchanged, out of the cache."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import field
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from heyan.engine.lexicon import Lexicons
from heyan.engine.limits import MAX_BYTES, MAX_FILES
from heyan.engine.pack_cache import PackCache
from heyan.engine.rule import CompiledRule
from heyan.engine.units import PackUnit
from heyan.engine.values import NO_VALUES, Values
from heyan.errors import PackError
from heyan.model.dataclass import dataclass
from heyan.model.result import Adaptation, PackInfo, RuleInfo

if TYPE_CHECKING:
    from heyan.engine.schema import RuleTexts

PROFILES = "profiles"


@dataclass(frozen=True, slots=True)
class CompiledPack:
    """A pack that loaded without a fault; `sha256` is over its files' names and bytes.

    `values` are the profile values that its rules read, in force; `layers` the profiles and errata that were laid over
    it, lowest first, with all that they changed. A rule that they switched off is not among `rules`.
    """

    name: str
    version: str
    sha256: str
    rules: tuple[CompiledRule, ...]
    lexicons: Lexicons
    path: str
    units: tuple[PackUnit, ...] = ()
    values: Values = field(default_factory=lambda: NO_VALUES)
    layers: tuple[Adaptation, ...] = ()


def load(path: Path, cache: PackCache | None = None) -> CompiledPack:
    """Load a pack: a folder of family files (with `lexicons/` in it) or a single family file. Raises PackError.

    With a `cache`, a pack whose files are as they were when it last loaded comes out of it, and any other goes in.
    """
    files = _files(path)
    contents = _contents(path, files)
    digest = hashlib.sha256()
    for file in files:
        name = file.relative_to(path).as_posix() if file != path else file.name
        digest.update(name.encode() + b"\0" + contents[file] + b"\0")
    if cache is None:
        return _compiled(path, contents, digest.hexdigest())
    key = cache.key(str(path), digest.hexdigest())
    found = cache.read(key)
    if isinstance(found, CompiledPack):
        return found
    pack = _compiled(path, contents, digest.hexdigest())
    cache.write(key, pack)
    return pack


def _compiled(path: Path, contents: Mapping[Path, bytes], sha256: str) -> CompiledPack:
    # YAML, pydantic and the schema are half of a cold start; a pack out of the cache needs none of them.
    from heyan.engine.pack_compile import compile_pack

    return compile_pack(path, contents, sha256)


def pack_info(pack: CompiledPack) -> PackInfo:
    """What reporters need to know of a pack."""
    rules = tuple(
        RuleInfo(
            rule.code,
            rule.name,
            rule.family,
            rule.title,
            rule.severity,
            rule.fix.text,
            rule.basis,
            rule.why,
            rule.confidence,
        )
        for rule in pack.rules
    )
    return PackInfo(pack.name, pack.version, pack.sha256, rules)


def load_texts(path: Path, language: str) -> Mapping[str, RuleTexts]:
    """The pack's texts in another language by code; empty where the folder has none. Raises PackError."""
    from heyan.engine.pack_compile import compile_texts

    file = path / f"{language}.yaml"
    return compile_texts(_bytes(file), file) if file.is_file() else MappingProxyType({})


def shipped(name: str) -> Path:
    """The folder of a pack that comes with Heyan. Raises PackError when there is none of that name."""
    folder = rules_folder() / name
    if name in shipped_names():
        return folder
    raise PackError("没有这个规则包", path=name, hint="写规则包的文件夹，或用自带的 core")


def shipped_names() -> tuple[str, ...]:
    """The names of the packs that come with Heyan."""
    folders = (entry for entry in rules_folder().iterdir() if entry.is_dir() and entry.name != PROFILES)
    return tuple(sorted(entry.name for entry in folders))


def rules_folder() -> Path:
    """Where the shipped packs and profiles lie. Raises PackError where an installation lost them."""
    here = Path(__file__).resolve()
    # Inside a wheel the packs lie in the package; an editable install uses the repository's folder.
    for folder in (here.parents[1] / "rules", here.parents[3] / "rules"):
        if folder.is_dir():
            return folder
    raise PackError("找不到自带的规则", path=str(here.parents[1] / "rules"), hint="重新安装核验")


def _files(path: Path) -> list[Path]:
    if path.is_file():
        return [path]
    if not path.is_dir():
        raise PackError("规则包不存在", path=str(path), hint="检查路径")
    # Hidden files (.pre-commit-config.yaml) belong to the repository around the pack.
    found = (file for pattern in ("*.yaml", "lexicons/*.yaml") for file in path.glob(pattern))
    files = sorted(
        (file for file in found if not file.name.startswith(".")), key=lambda file: file.as_posix()
    )
    if len(files) > MAX_FILES:
        raise PackError("规则包文件过多", path=str(path), hint=f"不超过 {MAX_FILES} 个 yaml 文件")
    return files


def _contents(path: Path, files: list[Path]) -> dict[Path, bytes]:
    contents: dict[Path, bytes] = {}
    left = MAX_BYTES
    for file in files:
        contents[file] = _bytes(file)
        left -= len(contents[file])
        if left < 0:
            raise PackError(
                "规则包过大", path=str(path), hint=f"所有 yaml 文件加起来不超过 {MAX_BYTES >> 20} MB"
            )
    return contents


def _bytes(file: Path) -> bytes:
    """The file's bytes, one more at most than a pack may have; raises PackError, for pipes and devices too."""
    try:
        if not file.is_file():
            raise PackError("不是文件", path=str(file), hint="移走或改名")
        with file.open("rb") as opened:
            return opened.read(MAX_BYTES + 1)
    except OSError as error:
        raise PackError(f"读不了文件（{error.strerror or '未知原因'}）", path=str(file)) from None
