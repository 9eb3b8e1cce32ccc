from __future__ import annotations

from pathlib import Path

import pytest

from heyan.cli import run
from heyan.cli.cache import pack_cache


@pytest.fixture(autouse=True)
def _asked_anew() -> None:
    pack_cache.cache_clear()


@pytest.mark.parametrize("word", ["off", "OFF", "0", "", "no"])
def test_the_cache_can_be_switched_off(monkeypatch: pytest.MonkeyPatch, word: str) -> None:
    monkeypatch.setenv("HEYAN_CACHE", word)
    assert pack_cache() is None


def test_the_cache_can_be_moved(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, pack: str, papers: Path
) -> None:
    monkeypatch.setenv("HEYAN_CACHE", str(tmp_path / "mine"))
    assert run(["check", "--pack", pack, "--fail-on", "never", str(papers)]) == 0
    assert [entry.suffix for entry in (tmp_path / "mine").iterdir()] == [".pack"]
    pack_cache.cache_clear()


def test_without_a_word_it_lies_with_the_users_caches(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("HEYAN_CACHE")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    found = pack_cache()
    assert found is not None
    assert found.folder == tmp_path / "heyan"
