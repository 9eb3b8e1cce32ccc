"""How long a pack of 300 rules takes to load: the core pack's own rules, over and over under invented codes."""

from __future__ import annotations

import re
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import count
from pathlib import Path

from heyan.engine.pack import CompiledPack, load, shipped
from heyan.engine.pack_cache import private_cache

RULES = 300
_CODE = re.compile(r"^(\s*-?\s*code: )[A-Z]\d\d$", re.MULTILINE)
_NAME = re.compile(r"^(\s*-?\s*name: )([a-z0-9-]+)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Loading:
    """Processor ms: out of the files, out of the cache, and what all expressions of a cached pack cost at first use."""

    rules: int
    kilobytes: int
    cold: float
    cached: float
    expressions: float


def loading(rounds: int) -> Loading:
    """The least of some rounds each."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        size = write_pack(root / "pack", RULES)
        cache = private_cache(root / "cache")
        if cache is None:
            raise SystemExit(f"no cache in {root}")
        cold = min(_taken(lambda: load(root / "pack"))[0] for _ in range(rounds))
        load(root / "pack", cache)
        cached = [_taken(lambda: load(root / "pack", cache)) for _ in range(rounds)]
        expressions = min(_taken(partial(_compile, pack))[0] for _, pack in cached)
        rules = len(cached[0][1].rules)
    return Loading(rules, size // 1000, cold, min(taken for taken, _ in cached), expressions)


def write_pack(folder: Path, rules: int) -> int:
    """Write a pack of at least so many rules; the size of its family files in bytes."""
    core = shipped("core")
    shutil.copytree(core / "lexicons", folder / "lexicons")
    for file in core.glob("*.yaml"):
        if not _CODE.search(
            file.read_text(encoding="utf-8")
        ):  # the values of profiles, texts of another language
            shutil.copy(file, folder)
    codes = (f"{chr(65 + number // 100)}{number % 100:02}" for number in count())
    size = written = 0
    for copy in count():
        for file in sorted(core.glob("*.yaml")):
            text = file.read_text(encoding="utf-8")
            found = len(_CODE.findall(text))
            if not found or written >= rules:
                continue
            text = _renamed(text, codes, copy)
            (folder / f"{file.stem}-{copy}.yaml").write_text(text, encoding="utf-8")
            written += found
            size += len(text.encode())
        if written >= rules:
            return size
    raise AssertionError("count() has no end")


def _renamed(text: str, codes: Iterator[str], copy: int) -> str:
    text = _CODE.sub(lambda line: line[1] + next(codes), text)
    return _NAME.sub(lambda line: f"{line[1]}{line[2]}-{copy}", text)


def _compile(pack: CompiledPack) -> CompiledPack:
    for rule in pack.rules:
        for expression in (rule.when, rule.assertion):
            if expression is not None:
                expression.paths  # noqa: B018  # compiles at first use
    return pack


def _taken(job: Callable[[], CompiledPack]) -> tuple[float, CompiledPack]:
    started = time.process_time()
    made = job()
    return (time.process_time() - started) * 1000, made
