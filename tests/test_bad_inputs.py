"""Bad inputs through the command line: one clear line each, exit 3, little time and memory, the rest audited."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests import zoo

ROOT = Path(__file__).parent.parent
GOOD = ROOT / "fixtures" / "06-clean-project-self-evaluation.txt"
DOCX = ROOT / "fixtures" / "06-clean-project-self-evaluation.docx"
SECONDS = 2.0
MEGABYTES = 500
SECRET = "户口本放在第三个抽屉"

# name of the file, what makes its bytes, the kinds of error that would be right
REFUSED: tuple[tuple[str, Callable[[], bytes], frozenset[str]], ...] = (
    ("empty.docx", zoo.empty, frozenset({"empty"})),
    ("empty.txt", zoo.empty, frozenset({"empty"})),
    ("blank.txt", zoo.blank, frozenset({"empty"})),
    ("photo.docx", zoo.jpeg, frozenset({"unsupported"})),
    ("photo.txt", zoo.jpeg, frozenset({"unsupported"})),
    ("truncated.docx", lambda: zoo.truncated(DOCX.read_bytes()), frozenset({"corrupt"})),
    ("flipped.docx", lambda: zoo.flipped(DOCX.read_bytes()), frozenset({"corrupt"})),
    ("encrypted.docx", zoo.encrypted_docx, frozenset({"encrypted"})),
    ("bomb.docx", zoo.bomb_docx, frozenset({"too_large", "hostile"})),
    ("lying-bomb.docx", zoo.lying_bomb_docx, frozenset({"too_large", "hostile", "corrupt"})),
    ("crowded.docx", zoo.crowded_docx, frozenset({"too_large", "hostile"})),
    ("laughs.docx", zoo.laughing_docx, frozenset({"hostile", "corrupt"})),
    ("no-document.docx", zoo.docx_without_document, frozenset({"corrupt", "unsupported"})),
    ("archive.docx", zoo.plain_zip, frozenset({"corrupt", "unsupported"})),
    ("merged.xlsx", zoo.vast_merge_xlsx, frozenset({"too_large", "hostile"})),
    ("nested.html", zoo.nested_html, frozenset({"too_large", "hostile", "corrupt"})),
    ("endless.txt", zoo.endless_line, frozenset({"too_large"})),
)


@dataclass(frozen=True, slots=True)
class Run:
    """What a run of the command line left behind; `seconds` is its processor time, `megabytes` its peak."""

    exit: int
    stdout: bytes
    stderr: str
    seconds: float
    megabytes: float


def check(*paths: Path) -> Run:
    """`heyan check PATHS --format json` in a process of its own that may not take more than 1.5 GB."""
    command = [sys.executable, "-m", "heyan", "check", *map(str, paths), "--format", "json"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "PYTHONUTF8": "1"}

    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    with subprocess.Popen(
        [sys.executable, "-c", _WRAPPER, *command],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment,
    ) as process:
        stdout, stderr = process.communicate(timeout=60)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    told, _, peak = stderr.decode("utf-8", "replace").rpartition("\npeak ")
    seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Run(process.returncode, stdout, told, seconds, int(peak or 0) / 1024)


# Limits for the child; and its peak, which RUSAGE_CHILDREN of the test run cannot tell: it keeps the largest of all.
_WRAPPER = """
import resource, subprocess, sys
resource.setrlimit(resource.RLIMIT_AS, (1536 << 20, 1536 << 20))
resource.setrlimit(resource.RLIMIT_CPU, (20, 20))
code = subprocess.run(sys.argv[1:]).returncode
print("\\npeak", resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss, file=sys.stderr)
sys.exit(code)
"""


@pytest.mark.parametrize(("name", "make", "kinds"), REFUSED, ids=[name for name, _, _ in REFUSED])
def test_a_bad_file_is_refused_in_one_line_and_the_good_one_is_audited(
    tmp_path: Path, name: str, make: Callable[[], bytes], kinds: frozenset[str]
) -> None:
    bad = tmp_path / name
    bad.write_bytes(make())
    run = check(bad, GOOD)
    assert run.exit == 3, run.stderr
    result = json.loads(run.stdout)
    assert [Path(document["path"]).name for document in result["documents"]] == [GOOD.name]
    assert [Path(error["path"]).name for error in result["errors"]] == [name]
    (error,) = result["errors"]
    assert error["kind"] in kinds, error
    assert "\n" not in error["message"]
    assert 8 <= len(error["message"]) <= 200
    assert "Traceback" not in run.stderr
    assert run.seconds < SECONDS
    assert run.megabytes < MEGABYTES


def test_no_external_entity_is_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text(SECRET, "utf-8")
    bad = tmp_path / "prying.docx"
    bad.write_bytes(zoo.prying_docx(str(secret)))
    run = check(bad, GOOD)
    assert run.exit == 3
    assert [error["kind"] for error in json.loads(run.stdout)["errors"]] == ["hostile"]
    assert SECRET not in run.stdout.decode() + run.stderr


def test_a_cell_at_the_end_of_the_grid_costs_nothing(tmp_path: Path) -> None:
    path = tmp_path / "far-cell.xlsx"
    path.write_bytes(zoo.far_cell_xlsx())
    run = check(path, GOOD)
    assert run.exit in (0, 1, 3), run.stderr
    assert "Traceback" not in run.stderr
    assert run.seconds < SECONDS
    assert run.megabytes < MEGABYTES


@pytest.mark.parametrize("encode", [zoo.utf16, zoo.gb18030], ids=["utf-16", "gb18030"])
def test_an_unusual_encoding_is_no_obstacle(tmp_path: Path, encode: Callable[[str], bytes]) -> None:
    path = tmp_path / "paper.txt"
    path.write_bytes(encode(GOOD.read_text("utf-8")))
    odd, plain = json.loads(check(path).stdout), json.loads(check(GOOD).stdout)
    assert odd["errors"] == []
    assert odd["documents"][0]["figures"] == plain["documents"][0]["figures"]


def test_a_folder_named_like_a_document_is_walked_as_a_folder(tmp_path: Path) -> None:
    (tmp_path / "x.docx").mkdir()
    (tmp_path / "good.txt").write_bytes(GOOD.read_bytes())
    run = check(tmp_path)
    result = json.loads(run.stdout)
    assert run.exit in (0, 1), run.stderr
    assert [Path(document["path"]).name for document in result["documents"]] == ["good.txt"]
    assert result["errors"] == []


def test_a_folder_named_like_a_document_with_nothing_in_it_is_no_input(tmp_path: Path) -> None:
    (tmp_path / "x.docx").mkdir()
    run = check(tmp_path / "x.docx")
    assert run.exit == 4
    assert "Traceback" not in run.stderr


def test_a_missing_file_is_named_and_the_good_one_is_audited(tmp_path: Path) -> None:
    run = check(tmp_path / "missing.docx", GOOD)
    assert run.exit == 3, run.stderr
    result = json.loads(run.stdout)
    assert [error["kind"] for error in result["errors"]] == ["missing"]
    assert len(result["documents"]) == 1


def test_all_bad_files_at_once_leave_one_line_each(tmp_path: Path) -> None:
    for name, make, _ in REFUSED:
        if name not in ("bomb.docx", "lying-bomb.docx", "endless.txt"):  # large to make; shown above
            (tmp_path / name).write_bytes(make())
    run = check(tmp_path, GOOD)
    result = json.loads(run.stdout)
    assert run.exit == 3
    assert len(result["errors"]) == len(list(tmp_path.iterdir()))
    assert len(result["documents"]) == 1
    assert run.megabytes < MEGABYTES
