"""Auditing many files: in this process, or spread over several; the same result either way."""

from __future__ import annotations

import io
import pickle
import sys
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Future, ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from heyan import pipeline
from heyan.cli.files import STDIN
from heyan.cli.selection import narrowed
from heyan.engine.pack import CompiledPack
from heyan.model.document import Source
from heyan.model.result import AuditResult, InputFailure
from heyan.readers import MAX_BYTES

# How many files a worker may be ahead of; bounds the memory that waiting sources take.
_QUEUE_PER_WORKER = 4


@dataclass(frozen=True, slots=True)
class Plan:
    """What to audit by. `packs` are names or paths; `select` and `ignore` words that choose rules."""

    packs: tuple[str, ...]
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    profile: str | None = None


@cache
def packs_of(plan: Plan) -> tuple[CompiledPack, ...]:
    """The plan's packs; loaded once a process. Raises PackError, or UsageError for an unknown rule."""
    return narrowed(pipeline.load_packs(plan.packs), plan.select, plan.ignore)


def audit_files(
    paths: Sequence[str], plan: Plan, *, jobs: int, progress: Callable[[str], None]
) -> AuditResult:
    """Audit the files; `progress` is told each path as it is taken up. What cannot be opened becomes a failure."""
    packs = packs_of(plan)
    failures: list[InputFailure] = []
    sources = _sources(paths, failures, progress)
    if jobs > 1 and len(paths) > 1:
        result = _spread(sources, plan, min(jobs, len(paths)))
    else:
        result = pipeline.audit(sources, packs, profile=plan.profile)
    order = {path: index for index, path in enumerate(paths)}
    every = sorted((*result.failures, *failures), key=lambda failure: order.get(failure.path, len(order)))
    return replace(result, failures=tuple(every))


def open_source(path: str) -> Source | InputFailure:
    """The file's bytes (standard input for "-"), or why there are none."""
    try:
        if path == STDIN:
            return Source(path, sys.stdin.buffer.read(MAX_BYTES + 1))
        with Path(path).open("rb") as file:
            # One byte more than any reader accepts tells it that the file is too large.
            return Source(path, file.read(MAX_BYTES + 1))
    except FileNotFoundError:
        return InputFailure(path, "missing", "文件不存在；请检查路径和文件名")
    except (OSError, ValueError) as error:
        told = getattr(error, "strerror", None) or "路径无效"
        return InputFailure(path, "invalid", f"打不开文件（{told}）；请检查权限")


def _sources(
    paths: Sequence[str], failures: list[InputFailure], progress: Callable[[str], None]
) -> Iterator[Source]:
    for path in paths:
        progress(path)
        opened = open_source(path)
        if isinstance(opened, InputFailure):
            failures.append(opened)
        else:
            yield opened


def _spread(sources: Iterator[Source], plan: Plan, jobs: int) -> AuditResult:
    """Read and understand in `jobs` processes, judge here: rules may compare papers of one unit and year."""
    with ProcessPoolExecutor(jobs) as pool:
        return pipeline.judge(_understood(sources, pool, jobs), packs_of(plan), profile=plan.profile)


def _understood(
    sources: Iterator[Source], pool: ProcessPoolExecutor, jobs: int
) -> Iterator[pipeline.Understood]:
    """What the workers make of the sources, in the order of the input."""
    waiting: deque[tuple[str, Future[bytes]]] = deque()
    number = 1
    for source in sources:
        waiting.append((source.path, pool.submit(_understand, source)))
        if len(waiting) >= jobs * _QUEUE_PER_WORKER:
            result = _result(*waiting.popleft(), f"d{number}")
            number += not isinstance(result, InputFailure)
            yield result
    while waiting:
        result = _result(*waiting.popleft(), f"d{number}")
        number += not isinstance(result, InputFailure)
        yield result


def _result(path: str, future: Future[bytes], id_: str) -> pipeline.Understood:
    try:
        return _unpacked(future.result(), id_)
    except BrokenExecutor:
        return InputFailure(path, "internal", "处理进程意外终止，该文件未审核；请用 --jobs 1 重试")


def _understand(source: Source) -> bytes:
    return _packed(pipeline.attempt(source, "d1"))


class _Pickler(pickle.Pickler):
    """Leaves the document's id open, so that the receiver can number documents in the order of the input."""

    def __init__(self, file: io.BytesIO, id_: str | None) -> None:
        super().__init__(file, pickle.HIGHEST_PROTOCOL)
        self._id = id_

    def persistent_id(self, obj: object) -> str | None:
        # By identity: a cell that happens to hold the same letters is another string.
        return "id" if obj is self._id and obj is not None else None


class _Unpickler(pickle.Unpickler):
    def __init__(self, file: io.BytesIO, id_: str) -> None:
        super().__init__(file)
        self._id = id_

    def persistent_load(self, _pid: str) -> str:
        return self._id


def _packed(result: pipeline.Understood) -> bytes:
    file = io.BytesIO()
    _Pickler(file, None if isinstance(result, InputFailure) else result[0].id).dump(result)
    return file.getvalue()


def _unpacked(content: bytes, id_: str) -> pipeline.Understood:
    result: pipeline.Understood = _Unpickler(io.BytesIO(content), id_).load()
    return result
