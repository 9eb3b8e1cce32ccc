"""Packs that loaded before, in a private folder: an entry is data (no code), and anything odd about it is a miss."""

from __future__ import annotations

import hashlib
import io
import os
import pickle
import stat
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import fields, is_dataclass, replace
from decimal import Decimal
from importlib import import_module
from pathlib import Path
from types import MappingProxyType
from typing import overload

from heyan import __version__
from heyan.engine.expression import Expression
from heyan.engine.rule import CompiledRule
from heyan.engine.targets import COLLECTIONS, Collection
from heyan.model.dataclass import dataclass

# Raised whenever an entry's form changes in a way that neither the version nor the source files tell.
SCHEMA = 1
_MAGIC = b"heyan-pack\n"
_DIGEST = 32
_LARGEST = 64 << 20
# Old entries are never asked for again; the newest ones cover the packs that somebody works with.
_KEPT = 32
_OURS = ("heyan.engine.", "heyan.model.")
_OTHERS: Mapping[tuple[str, str], object] = MappingProxyType(
    {("decimal", "Decimal"): Decimal, ("builtins", "frozenset"): frozenset, ("builtins", "set"): set}
)
# What reading an entry of another build of Heyan, or a damaged one, may raise.
_UNREADABLE = (
    pickle.UnpicklingError,
    AttributeError,
    EOFError,
    ImportError,
    LookupError,
    TypeError,
    ValueError,
    OverflowError,
    MemoryError,
)


@dataclass(frozen=True, slots=True)
class PackCache:
    """Entries in `folder`, which nobody else can write to; see `private_cache`."""

    folder: Path

    def key(self, *parts: str) -> str:
        """The name of the entry for what `parts` say, as this build of Heyan on this Python makes it."""
        told = (str(SCHEMA), __version__, _build(), sys.implementation.cache_tag or "", sys.version, *parts)
        return hashlib.sha256("\0".join(told).encode("utf-8", "surrogatepass")).hexdigest()

    def read(self, key: str) -> object | None:
        """The entry; None where there is none, where it is damaged, or where somebody else could have written it."""
        content = _own_bytes(self.folder / f"{key}.pack")
        head = len(_MAGIC) + _DIGEST
        if content is None or not content.startswith(_MAGIC):
            return None
        payload = memoryview(content)[head:]
        if hashlib.sha256(payload).digest() != content[len(_MAGIC) : head]:
            return None
        try:
            value: object = _Unpickler(io.BytesIO(payload)).load()
        except _UNREADABLE:
            return None
        return value

    def write(self, key: str, value: object) -> None:
        """Store the entry whole or not at all; several writers do no harm. A folder that is full changes nothing."""
        payload = _packed(value)
        # Exclusive and with a name of its own, so that no two writers share it.
        part = self.folder / f"{key}.{os.getpid()}.{os.urandom(4).hex()}.part"
        try:
            with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as target:
                target.write(_MAGIC + hashlib.sha256(payload).digest() + payload)
            part.replace(self.folder / f"{key}.pack")
            self._prune()
        except OSError:
            with suppress(OSError):
                part.unlink()

    def _prune(self) -> None:
        entries = [entry for entry in os.scandir(self.folder) if entry.name.endswith((".pack", ".part"))]
        entries.sort(key=lambda entry: entry.stat(follow_symlinks=False).st_mtime_ns)
        for entry in entries[:-_KEPT]:
            Path(entry.path).unlink(missing_ok=True)


def private_cache(folder: Path) -> PackCache | None:
    """The cache in `folder`, made for its owner alone where it is missing; None where it cannot be trusted or made.

    An entry decides what the audit finds, so a folder (or link) that others own or may write to is refused.
    """
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        status = folder.lstat()
    except (OSError, ValueError):
        return None
    return PackCache(folder) if stat.S_ISDIR(status.st_mode) and _private(status) else None


def _private(status: os.stat_result) -> bool:
    if not hasattr(os, "geteuid"):  # Windows: a user's own folder is guarded by its access list
        return True
    return status.st_uid == os.geteuid() and not status.st_mode & (stat.S_IWGRP | stat.S_IWOTH)


def _own_bytes(file: Path) -> bytes | None:
    try:
        handle = os.open(file, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0))
    except OSError:
        return None
    with os.fdopen(handle, "rb") as opened:
        status = os.fstat(handle)
        if not stat.S_ISREG(status.st_mode) or not _private(status) or status.st_size > _LARGEST:
            return None
        try:
            return opened.read()
        except OSError:
            return None


def _build() -> str:
    """Tells builds of one version apart: sizes and times of the files that give entries their form."""
    here = Path(__file__).parent
    told = []
    try:
        for folder in (here, here / "checks", here.parent / "model"):
            for entry in os.scandir(folder):
                if entry.name.endswith(".py"):
                    status = entry.stat()
                    told.append(f"{entry.name} {status.st_size} {status.st_mtime_ns}")
    except OSError:  # not on a file system of its own: the version has to do
        return ""
    return "\n".join(sorted(told))


def _packed(value: object) -> bytes:
    file = io.BytesIO()
    _Pickler(file, pickle.HIGHEST_PROTOCOL).dump(value)
    return file.getvalue()


def _frozen(values: dict[object, object]) -> Mapping[object, object]:
    return MappingProxyType(values)


class Kept(Sequence[Mapping[str, object]]):
    """The examples of a rule out of the cache, half of all that a pack holds: read when somebody asks for them."""

    __slots__ = ("_content", "_opened")

    def __init__(self, content: bytes) -> None:
        self._content = content
        self._opened: tuple[Mapping[str, object], ...] | None = None

    def __reduce__(self) -> tuple[type[Kept], tuple[bytes]]:
        return Kept, (self._content,)

    @overload
    def __getitem__(self, index: int) -> Mapping[str, object]: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Mapping[str, object]]: ...
    def __getitem__(self, index: int | slice) -> Mapping[str, object] | Sequence[Mapping[str, object]]:
        if self._opened is None:
            self._opened = tuple(_Unpickler(io.BytesIO(self._content)).load())
        return self._opened[index]

    def __len__(self) -> int:
        return len(self[:])


class _Pickler(pickle.Pickler):
    """Writes values by their fields, and a collection by its name."""

    def persistent_id(self, obj: object) -> str | None:
        if isinstance(obj, Collection):
            return next(name for name, collection in COLLECTIONS.items() if collection is obj)
        return None

    def reducer_override(self, obj: object) -> tuple[Callable[..., object], tuple[object, ...]]:
        if isinstance(obj, MappingProxyType):
            return _frozen, (dict(obj),)
        if is_dataclass(obj) and not isinstance(obj, type):
            listed = fields(obj)
            if isinstance(obj, CompiledRule) and not isinstance(obj.examples, Kept):
                obj = replace(obj, examples=Kept(_packed(obj.examples)))
            if all(field.init and not field.kw_only for field in listed):
                return type(obj), tuple(getattr(obj, field.name) for field in listed)
        # Meaning: as pickle would.
        left: tuple[Callable[..., object], tuple[object, ...]] = NotImplemented
        return left


class _Unpickler(pickle.Unpickler):
    """Makes values of our own dataclasses only: no name in an entry leads to code that does anything."""

    def persistent_load(self, pid: str) -> Collection:
        return COLLECTIONS[pid]

    def find_class(self, module: str, name: str) -> object:
        if (module, name) in _OTHERS:
            return _OTHERS[module, name]
        if module.startswith(_OURS):
            found: object = getattr(import_module(module), name)
            if found in (Expression, Kept, _frozen) or (isinstance(found, type) and is_dataclass(found)):
                return found
        raise pickle.UnpicklingError(f"{module}.{name}")
