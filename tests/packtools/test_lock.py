"""A lock says what was released; what differs is refused, with the file named."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from heyan.engine.pack import CompiledPack, load
from heyan.errors import PackError
from heyan.packtools.lock import (
    drift,
    lock_file,
    lock_of,
    lock_report,
    read_lock,
    require_locked,
    written,
)
from heyan.pipeline import load_packs

TINY = Path(__file__).parents[1] / "engine" / "packs" / "tiny"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(TINY, tmp_path / "tiny"))


def _locked(folder: Path, *upon: CompiledPack) -> CompiledPack:
    pack = load(folder)
    lock_file(folder).write_text(written(lock_of(pack, upon)), encoding="utf-8")
    return pack


def test_a_lock_reads_as_it_was_written(folder: Path) -> None:
    pack = _locked(folder, *load_packs(["core"]))
    lock = read_lock(lock_file(folder))
    assert lock == lock_of(pack, load_packs(["core"]))
    assert (lock.pack, lock.version, lock.engine) == ("tiny", "0.1.0", ">=0.1,<1")
    assert set(lock.files) == {"en.yaml", "lexicons/words.yaml", "rows.yaml", "sums.yaml"}
    assert not drift(lock, pack, load_packs(["core"]))
    require_locked([pack, *load_packs(["core"])])


@pytest.mark.parametrize(
    ("file", "change", "told"),
    [
        ("lexicons/words.yaml", lambda path: path.write_text(path.read_text("utf-8") + "\nmore: [甲]\n", "utf-8"), "改过"),
        ("rows.yaml", lambda path: path.write_text(path.read_text("utf-8") + "# x\n", "utf-8"), "改过"),
        ("en.yaml", lambda path: path.unlink(), "不见了"),
        ("lexicons/new.yaml", lambda path: path.write_text("new: [甲]\n", "utf-8"), "新增"),
    ],
)  # fmt: skip
def test_drift_names_the_file(folder: Path, file: str, change: object, told: str) -> None:
    _locked(folder)
    assert callable(change)
    change(folder / file)
    with pytest.raises(PackError) as caught:
        require_locked([load(folder)])
    assert told in caught.value.message
    assert caught.value.path == str(folder / file)
    report = lock_report(read_lock(lock_file(folder)), load(folder))
    assert [case.name for case in report.cases if case.status == "failed"] == [file]


def test_another_version_or_engine_is_drift(folder: Path) -> None:
    _locked(folder)
    for name in ("rows.yaml", "sums.yaml"):
        file = folder / name
        file.write_text(
            file.read_text("utf-8").replace("0.1.0", "0.2.0").replace(">=0.1,<1", ">=0.1,<2"), "utf-8"
        )
    told = [one.message for one in drift(read_lock(lock_file(folder)), load(folder)) if one.file is None]
    assert told == ["版本锁定为 0.1.0，现在是 0.2.0", "引擎范围锁定为 >=0.1,<1，现在是 >=0.1,<2"]


def test_a_pack_used_with_it_is_pinned_to_its_content(folder: Path, tmp_path: Path) -> None:
    other = Path(shutil.copytree(TINY, tmp_path / "other"))
    for name in ("rows.yaml", "sums.yaml"):
        file = other / name
        file.write_text(file.read_text("utf-8").replace("pack: tiny", "pack: other"), "utf-8")
    pack = _locked(folder, load(other))
    require_locked([pack, load(other)])
    (other / "lexicons" / "more.yaml").write_text("more: [甲]\n", "utf-8")
    with pytest.raises(PackError, match="同用的规则包 other"):
        require_locked([pack, load(other)])


def test_what_no_lock_names_is_refused(folder: Path) -> None:
    with pytest.raises(PackError, match="没有锁定"):
        require_locked([load(folder)])
    with pytest.raises(PackError, match="没有锁文件"):
        read_lock(lock_file(folder))
    lock_file(folder).write_text("lock: heyan.lock/1\npack: 3\n", "utf-8")
    with pytest.raises(PackError, match="写坏了"):
        read_lock(lock_file(folder))
