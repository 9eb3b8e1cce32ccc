"""What `heyan pack new` writes passes the gate as it stands, for every check kind."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from heyan import cli
from heyan.engine.pack import load
from heyan.errors import UsageError
from heyan.packtools.examples import run_examples
from heyan.packtools.scaffold import NewPack, pack_files
from heyan.packtools.scaffold.rule import kinds, offered
from heyan.pipeline import load_packs


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    assert cli.run(["pack", "new", str(tmp_path / "county"), "--name", "county-rules"]) == 0
    return tmp_path / "county"


def test_the_new_pack_loads_and_its_examples_hold(folder: Path) -> None:
    pack = load(folder)
    assert (pack.name, [rule.code for rule in pack.rules]) == ("county-rules", ["X01"])
    assert {example.expected for example in run_examples(pack)} == {"failed", "passed", "not_applicable"}
    assert all(example.fault is None for example in run_examples(pack))


def test_every_file_for_machines_is_whole(folder: Path) -> None:
    for path in (".pre-commit-config.yaml", ".github/workflows/heyan.yml", ".gitlab-ci.yml"):
        assert isinstance(yaml.safe_load((folder / path).read_text("utf-8")), dict)
    assert not [
        path
        for path in folder.rglob("*")
        if path.is_file() and "@" in path.read_text("utf-8").replace("actions/", "").replace("@v", "")
    ]


@pytest.mark.parametrize("kind", kinds())
def test_a_stub_of_each_kind_is_a_rule_that_bites(folder: Path, kind: str) -> None:
    if kind not in offered(load_packs(["core"])[0]):
        pytest.skip("no shipped rule uses this kind")
    assert cli.run(["pack", "new", str(folder), "--rule", "X02", "--check", kind]) == 0
    pack = load(folder)
    added = pack.rules[-1]
    assert added.code == "X02"
    assert (
        (added.assertion is not None)
        if kind == "assert"
        else (added.check is not None and added.check.kind == kind)
    )
    results = [result for result in run_examples(pack) if result.code == "X02"]
    assert all(result.fault is None for result in results)
    expected = {result.expected for result in results}
    assert {"failed", "passed"} < expected


def test_names_of_stubs_do_not_collide(folder: Path) -> None:
    for number in range(2, 5):
        assert cli.run(["pack", "new", str(folder), "--rule", f"X{number:02}", "--check", "assert"]) == 0
    names = [rule.name for rule in load(folder).rules]
    assert names[1:] == ["score-exceeds-weight", "score-exceeds-weight-2", "score-exceeds-weight-3"]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--rule", "X01"], "已用于"),
        (["--rule", "X1"], "写法不对"),
        (["--rule", "Y01"], None),
        (["--rule", "Y01", "--family", "none"], "没有"),
        (["--name", "county"], "已经有了"),
        ([], "写一个"),
    ],
)
def test_wrong_wishes_are_refused(
    folder: Path, arguments: list[str], told: str | None, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    capfdbinary.readouterr()
    assert cli.run(["pack", "new", str(folder), *arguments]) == (0 if told is None else 2)
    if told is not None:
        assert told in capfdbinary.readouterr().err.decode()
        assert before == {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize(
    "new", [NewPack("County", "local", "X"), NewPack("a", "b c", "X"), NewPack("a", "b", "xx")]
)
def test_names_that_no_pack_can_have_are_refused(new: NewPack) -> None:
    with pytest.raises(UsageError, match="不能是"):
        pack_files(new)
