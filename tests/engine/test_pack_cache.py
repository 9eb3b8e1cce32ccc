from __future__ import annotations

import os
import pickle
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from heyan.engine import pack
from heyan.engine.evaluation import evaluate
from heyan.engine.pack_cache import PackCache, private_cache
from heyan.model.document import Document, Source
from heyan.model.report import Report
from heyan.pipeline import load_packs, understand

ROOT = Path(__file__).parents[2]
TINY = Path(__file__).parent / "packs" / "tiny"
PAPERS = ("01-*.docx", "03-*.docx", "06-*.docx")


@pytest.fixture
def cache(tmp_path: Path) -> PackCache:
    found = private_cache(tmp_path / "cache")
    assert found is not None
    return found


def entries(cache: PackCache) -> list[Path]:
    return sorted(cache.folder.iterdir())


def test_a_pack_out_of_the_cache_judges_as_the_one_out_of_its_files(cache: PackCache) -> None:
    fresh = load_packs(["core"])
    assert load_packs(["core"], cache)[0].sha256 == fresh[0].sha256
    cached = load_packs(["core"], cache)
    assert cached[0].rules[0] is not fresh[0].rules[0]
    papers: list[tuple[Document, Report]] = []
    for number, pattern in enumerate(PAPERS):
        (path,) = (ROOT / "fixtures").glob(pattern)
        papers.append(understand(Source(path.name, path.read_bytes()), f"d{number}"))
    documents, reports = [document for document, _ in papers], [report for _, report in papers]
    outcomes = evaluate(cached, documents, reports)
    assert outcomes == evaluate(fresh, documents, reports)
    assert any(outcome.findings for outcome in outcomes)
    for one, other in zip(cached[0].rules, fresh[0].rules, strict=True):
        assert (tuple(one.examples), one.check, one.message, one.grades) == (
            tuple(other.examples),
            other.check,
            other.message,
            other.grades,
        )


def test_a_changed_file_is_loaded_anew(cache: PackCache, tmp_path: Path) -> None:
    folder = shutil.copytree(TINY, tmp_path / "tiny")
    first = pack.load(folder, cache)
    family = next(folder.glob("*.yaml"))
    family.write_text(family.read_text(encoding="utf-8") + "\n# 改动\n", encoding="utf-8")
    second = pack.load(folder, cache)
    assert first.sha256 != second.sha256
    assert len(entries(cache)) == 2


def test_the_same_files_elsewhere_name_their_own_place(cache: PackCache, tmp_path: Path) -> None:
    folder = shutil.copytree(TINY, tmp_path / "elsewhere")
    pack.load(TINY, cache)
    assert pack.load(folder, cache).rules[0].path.startswith(str(folder))


@pytest.mark.parametrize(
    "damage",
    [
        lambda content: b"",
        lambda content: content[:5],
        lambda content: content[:-1],
        lambda content: content[: len(content) // 2],
        lambda content: content[:-100] + bytes(100),
        lambda content: b"x" + content[1:],
        lambda content: content.replace(b"heyan-pack\n", b"heyan-pack\r"),
    ],
)
def test_a_damaged_entry_is_a_miss_and_is_written_anew(cache: PackCache, damage: object) -> None:
    pack.load(TINY, cache)
    (entry,) = entries(cache)
    whole = entry.read_bytes()
    assert callable(damage)
    entry.write_bytes(damage(whole))
    assert cache.read(entry.stem) is None
    assert pack.load(TINY, cache).rules
    assert entry.read_bytes() == whole
    assert isinstance(cache.read(entry.stem), pack.CompiledPack)


class _Hostile:
    def __reduce__(self) -> tuple[object, tuple[str]]:
        return os.system, ("exit 3",)


@pytest.mark.parametrize("value", [_Hostile(), Path("/"), [1, _Hostile()], os.system])
def test_an_entry_that_names_anything_but_our_values_is_a_miss(cache: PackCache, value: object) -> None:
    """Even with the right digest: what an entry may name is a closed list."""
    import hashlib

    payload = pickle.dumps(value)
    (cache.folder / "k.pack").write_bytes(b"heyan-pack\n" + hashlib.sha256(payload).digest() + payload)
    assert cache.read("k") is None


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="access rights of POSIX")
@pytest.mark.parametrize("mode", [0o770, 0o702, 0o777, 0o722])
def test_a_folder_that_others_may_write_to_is_refused(tmp_path: Path, mode: int) -> None:
    folder = tmp_path / "open"
    folder.mkdir()
    folder.chmod(mode)
    assert private_cache(folder) is None


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="access rights of POSIX")
def test_a_folder_or_entry_of_somebody_else_is_refused(
    cache: PackCache, monkeypatch: pytest.MonkeyPatch
) -> None:
    pack.load(TINY, cache)
    (entry,) = entries(cache)
    monkeypatch.setattr(os, "geteuid", lambda: 4_711_000)
    assert private_cache(cache.folder) is None
    assert cache.read(entry.stem) is None


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="access rights of POSIX")
def test_links_and_entries_open_to_others_are_refused(cache: PackCache, tmp_path: Path) -> None:
    pack.load(TINY, cache)
    (entry,) = entries(cache)
    link = tmp_path / "link"
    link.symlink_to(cache.folder)
    assert private_cache(link) is None
    entry.chmod(0o666)
    assert cache.read(entry.stem) is None
    entry.chmod(0o600)
    moved = entry.rename(tmp_path / "moved")
    entry.symlink_to(moved)
    assert cache.read(entry.stem) is None


def test_folder_and_entries_are_private(cache: PackCache) -> None:
    pack.load(TINY, cache)
    if hasattr(os, "geteuid"):
        assert cache.folder.stat().st_mode & 0o777 == 0o700
        assert [entry.stat().st_mode & 0o777 for entry in entries(cache)] == [0o600]


def test_no_cache_where_no_folder_can_be(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("")
    assert private_cache(file) is None
    assert private_cache(file / "below") is None
    assert private_cache(Path("a\0b")) is None


def test_writers_side_by_side_leave_one_whole_entry(cache: PackCache) -> None:
    loaded = pack.load(TINY)
    key = cache.key("one")
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _: cache.write(key, loaded), range(64)))
    assert [entry.name for entry in entries(cache)] == [f"{key}.pack"]
    assert isinstance(cache.read(key), pack.CompiledPack)


def test_the_folder_does_not_grow_for_ever(cache: PackCache) -> None:
    for number in range(50):
        cache.write(cache.key(str(number)), ("entry", number))
    assert len(entries(cache)) == 32
    assert cache.read(cache.key("49")) == ("entry", 49)


def test_a_folder_that_vanished_changes_nothing(cache: PackCache) -> None:
    cache.folder.rmdir()
    assert pack.load(TINY, cache).rules


def test_a_check_with_a_cached_pack_imports_neither_pydantic_nor_yaml(tmp_path: Path) -> None:
    """They are a third of a cold start."""
    (paper,) = (ROOT / "fixtures").glob("06-*.docx")
    code = (
        "import sys\nfrom heyan.cli import run\n"
        f"run(['check', '--fail-on', 'never', {str(paper)!r}])\n"
        "print(sorted(name for name in ('pydantic', 'yaml', 'jinja2', 'annotated_types') if name in sys.modules), file=sys.stderr)"
    )
    environment = {**os.environ, "HEYAN_CACHE": str(tmp_path / "cache"), "PYTHONPATH": str(ROOT / "src")}
    runs = [
        subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, check=True)
        for _ in range(2)
    ]
    assert b"pydantic" in runs[0].stderr
    assert runs[1].stderr.strip() == b"[]"
    assert runs[0].stdout == runs[1].stdout
