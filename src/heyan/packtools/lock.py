"""A pack's lock file: what exactly was released, and whether what lies here is still that."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from heyan.engine.pack import CompiledPack
from heyan.engine.yaml_strict import load_yaml
from heyan.errors import PackError
from heyan.model.dataclass import dataclass
from heyan.packtools.report import GateCase, GateReport, pack_ref

SCHEMA: Literal["heyan.lock/1"] = "heyan.lock/1"
NAME = "pack.lock"
ANY_ENGINE = "*"
_HINT = "内容确实要改的，改版本号后重新运行 heyan pack lock"
Digest = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class Upon(BaseModel):
    """A pack, profile or errata that a pack is used with: its exact release."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    version: str
    sha256: Digest


class Lock(BaseModel):
    """What `pack.lock` says. `files` are SHA-256 by path inside the pack; `engine` is * where the pack names none.

    `upon` are other packs, `layers` the profiles and errata, that it is used with.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    lock: Literal["heyan.lock/1"]
    pack: str
    version: str
    engine: str
    files: dict[str, Digest]
    upon: dict[str, Upon] = {}
    layers: dict[str, Upon] = {}


@dataclass(frozen=True, slots=True)
class Drift:
    """One difference between a lock and what lies here; `file` is the path inside the pack, None for its head."""

    file: str | None
    message: str


def lock_file(pack: Path) -> Path:
    """Where the lock of the pack at that path lies: in its folder, or beside a single file."""
    return pack.with_suffix(".lock") if pack.is_file() else pack / NAME


def lock_of(pack: CompiledPack, upon: Sequence[CompiledPack] = ()) -> Lock:
    """The lock of the pack as it lies here, with the layers over it, used with the packs `upon`."""
    folder = Path(pack.path)
    return Lock(
        lock=SCHEMA,
        pack=pack.name,
        version=pack.version,
        engine=_engine(folder),
        files=dict(_digests(folder)),
        upon={one.name: Upon(version=one.version, sha256=one.sha256) for one in upon},
        layers={one.name: Upon(version=one.version, sha256=one.sha256) for one in pack.layers},
    )


def written(lock: Lock) -> str:
    """The lock as the text of its file."""
    lines = [
        "# heyan pack lock 写的，不要手改；heyan check --locked 按它核对",
        f"lock: {lock.lock}",
        f"pack: {lock.pack}",
        f"version: {lock.version}",
        f'engine: "{lock.engine}"',
        "files:",
        *(f'  {json.dumps(file, ensure_ascii=False)}: "{digest}"' for file, digest in lock.files.items()),
    ]
    for key, others in (("upon", lock.upon), ("layers", lock.layers)):
        lines += [f"{key}:"] if others else []
        for name, one in others.items():
            lines += [f"  {name}:", f"    version: {one.version}", f'    sha256: "{one.sha256}"']
    return "\n".join(lines) + "\n"


def read_lock(path: Path) -> Lock:
    """The lock in that file. Raises PackError where there is none or it is not one."""
    try:
        content = path.read_bytes()
    except OSError as error:
        missing = (
            "没有锁文件" if isinstance(error, FileNotFoundError) else f"读不了锁文件（{error.strerror}）"
        )
        raise PackError(missing, path=str(path), hint="先运行 heyan pack lock") from None
    marked = load_yaml(content, str(path))
    try:
        return Lock.model_validate(marked.value)
    except ValidationError as error:
        line = marked.line(error.errors()[0]["loc"])
        raise PackError("锁文件写坏了", path=str(path), line=line, hint="重新运行 heyan pack lock") from None


def drift(lock: Lock, pack: CompiledPack, others: Sequence[CompiledPack] = ()) -> tuple[Drift, ...]:
    """Every difference between the lock and the pack as it lies here; `others` are the packs used with it."""
    return tuple(_drift(lock, lock_of(pack), {one.name: one for one in others}))


def _drift(lock: Lock, now: Lock, others: Mapping[str, CompiledPack]) -> Iterator[Drift]:
    for file in sorted(lock.files.keys() | now.files.keys()):
        if file not in now.files:
            yield Drift(file, "锁定的文件不见了")
        elif file not in lock.files:
            yield Drift(file, "锁定之后新增的文件")
        elif lock.files[file] != now.files[file]:
            yield Drift(file, "锁定之后改过")
    for word, locked, found in (
        ("名字", lock.pack, now.pack),
        ("版本", lock.version, now.version),
        ("引擎范围", lock.engine, now.engine),
    ):
        if locked != found:
            yield Drift(None, f"{word}锁定为 {locked}，现在是 {found}")
    for name, one in lock.upon.items():
        other = others.get(name)
        if other is not None and other.sha256 != one.sha256:
            yield Drift(
                None, f"同用的规则包 {name} 锁定为 {one.version} 的内容，现在的 {other.version} 与之不同"
            )
    for name, layer in now.layers.items():
        held = lock.layers.get(name)
        if held is not None and held.sha256 != layer.sha256:
            yield Drift(None, f"口径或勘误 {name} 锁定之后改过")


def require_locked(packs: Sequence[CompiledPack]) -> None:
    """Raises PackError, naming the file, unless every pack is as its own lock or another pack's lock has it."""
    locks = {pack.name: read_lock(lock_file(Path(pack.path))) for pack in packs if _has_lock(pack)}
    pinned = {name for lock in locks.values() for name in lock.upon}
    for pack in packs:
        lock = locks.get(pack.name)
        if lock is None and pack.name not in pinned:
            raise PackError(
                "没有锁定",
                path=pack.path,
                hint=f"运行 heyan pack lock，或在别的包的锁里写上 --upon {pack.name}",
            )
        _require_layers(pack, locks.values())
        for one in drift(lock, pack, packs) if lock else ():
            place = str(Path(pack.path) / one.file) if one.file else str(lock_file(Path(pack.path)))
            raise PackError(f"与锁文件不符：{one.message}", path=place, hint=_HINT)


def _require_layers(pack: CompiledPack, locks: Iterable[Lock]) -> None:
    held = {name: one for lock in locks for name, one in lock.layers.items()}
    for layer in pack.layers:
        one = held.get(layer.name)
        if one is None:
            told = "没有锁定的口径" if layer.kind == "profile" else "没有锁定的勘误"
            raise PackError(told, path=layer.path, hint="运行 heyan pack lock 时一并写上 --profile、--errata")
        if one.sha256 != layer.sha256:
            raise PackError(f"与锁文件不符：锁定的是 {one.version} 的内容", path=layer.path, hint=_HINT)


def lock_report(lock: Lock, pack: CompiledPack, others: Sequence[CompiledPack] = ()) -> GateReport:
    """The lock against the pack, a case a file and one for the rest."""
    found = drift(lock, pack, others)
    by_file: dict[str | None, list[str]] = {file: [] for file in (*lock.files, None)}
    for one in found:
        by_file.setdefault(one.file, []).append(one.message)
    cases = tuple(
        GateCase(
            check="lock",
            name=file or "名字、版本和同用的包",
            status="failed" if messages else "passed",
            message="；".join(messages),
            hint=_HINT if messages else "",
            file=str(Path(pack.path) / file) if file else str(lock_file(Path(pack.path))),
        )
        for file, messages in by_file.items()
    )
    return GateReport("lock", (pack_ref(pack),), cases)


def _has_lock(pack: CompiledPack) -> bool:
    return lock_file(Path(pack.path)).is_file()


def _digests(folder: Path) -> Mapping[str, str]:
    return MappingProxyType(
        {name: hashlib.sha256(file.read_bytes()).hexdigest() for name, file in _files(folder)}
    )


def _files(folder: Path) -> list[tuple[str, Path]]:
    """Every YAML file of the pack by its path inside it; hidden ones belong to the repository, not to the pack."""
    if folder.is_file():
        return [(folder.name, folder)]
    inside = ((file.relative_to(folder), file) for file in folder.rglob("*.yaml") if file.is_file())
    return sorted(
        (name.as_posix(), file) for name, file in inside if not any(p.startswith(".") for p in name.parts)
    )


def _engine(folder: Path) -> str:
    """The engine range that the family files name; * where none does."""
    for _, file in _files(folder):
        value = load_yaml(file.read_bytes(), str(file)).value
        if isinstance(value, dict) and "rules" in value and isinstance(value.get("engine"), str):
            return str(value["engine"])
    return ANY_ENGINE
