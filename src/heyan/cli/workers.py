"""Reading and understanding in several processes; judging stays in one, for rules may compare papers of one unit."""

from __future__ import annotations

import io
import os
import pickle
import signal
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import BrokenExecutor, Future, ProcessPoolExecutor
from contextvars import ContextVar
from multiprocessing import active_children, parent_process

from heyan import pipeline
from heyan.model.document import Source
from heyan.model.result import InputFailure
from heyan.model.units import Units

# How many files a worker may be ahead of; bounds the memory that waiting sources take.
_QUEUE_PER_WORKER = 4
# Set once in each worker: sending them with every file would cost more than reading it.
_UNITS: ContextVar[Units] = ContextVar("units of the packs")


def understood(sources: Iterable[Source], jobs: int, units: Units) -> Iterator[pipeline.Understood]:
    """What `jobs` worker processes make of the sources by `units`, in the order of the input."""
    with ProcessPoolExecutor(jobs, initializer=_prepare_worker, initargs=(units,)) as pool:
        try:
            yield from _numbered(sources, pool, jobs)
        except BaseException:  # an interrupted run does not wait for the papers in hand
            for worker in active_children():
                worker.terminate()
            raise


def _prepare_worker(units: Units) -> None:
    """Leave Ctrl-C to the main process, and end with it even where it is killed: else a worker waits for ever."""
    _UNITS.set(units)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _numbered(
    sources: Iterable[Source], pool: ProcessPoolExecutor, jobs: int
) -> Iterator[pipeline.Understood]:
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
    return _packed(pipeline.attempt(source, "d1", _UNITS.get()))


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
