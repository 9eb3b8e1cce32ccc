"""Packs by path, by name among the shipped ones, and from installed distributions."""

from __future__ import annotations

from pathlib import Path

import pytest

from heyan import pipeline
from heyan.engine.pack_sources import InstalledPack, find_pack, installed
from heyan.errors import PackError

RULES = """\
pack: {name}
version: 0.2.0
family: scores
rules:
  - code: Z01
    name: indicator-unnamed
    title: 指标应有名称
    severity: warning
    confidence: review
    basis: [财预〔2020〕10号]
    each: indicators
    check: {{kind: required, fields: [name]}}
    message: 指标没有名称
    fix: 补上名称。
"""


def distribution(site: Path, name: str, pack: str, module: str = "", *, init: str = "") -> None:
    """Lay out an installed distribution that offers `pack` from the package `module`, as pip leaves it."""
    module = module or name.replace("-", "_")
    folder = site.joinpath(*module.split("."))
    folder.mkdir(parents=True)
    (site / module.split(".")[0] / "__init__.py").write_text(init, encoding="utf-8")
    (folder / "scores.yaml").write_text(RULES.format(name=pack), encoding="utf-8")
    info = site / f"{name.replace('-', '_')}-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n", encoding="utf-8")
    (info / "entry_points.txt").write_text(f"[heyan.packs]\n{pack} = {module}\n", encoding="utf-8")


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder on sys.path, with an empty working folder beside it."""
    folder, here = tmp_path / "site", tmp_path / "here"
    folder.mkdir()
    here.mkdir()
    monkeypatch.syspath_prepend(str(folder))
    monkeypatch.chdir(here)
    return folder


def test_a_shipped_pack_is_found_by_name(site: Path) -> None:
    assert find_pack("core").name == "core"
    assert (find_pack("core") / "scores.yaml").is_file()


def test_a_path_stays_a_path(tmp_path: Path) -> None:
    assert find_pack(str(tmp_path)) == tmp_path
    assert find_pack("./core") == Path("core")
    assert find_pack("scores.yaml") == Path("scores.yaml")


def test_profiles_are_no_pack(site: Path) -> None:
    with pytest.raises(PackError, match="没有这个规则包"):
        find_pack("profiles")


def test_an_installed_pack_is_found_by_its_entry_point_and_loads(site: Path) -> None:
    distribution(site, "county-rules", "county", "county_rules.rules")
    assert InstalledPack("county", "county-rules", "county_rules.rules") in installed()
    (loaded,) = pipeline.load_packs(["county"])
    assert (loaded.name, loaded.version) == ("county", "0.2.0")
    assert [rule.code for rule in loaded.rules] == ["Z01"]


def test_the_code_of_an_installed_pack_is_never_run(site: Path) -> None:
    distribution(site, "county-rules", "county", init="raise SystemExit('run')\n")
    assert find_pack("county") == site / "county_rules"


def test_a_name_that_two_distributions_offer_is_refused(site: Path) -> None:
    distribution(site, "county-rules", "county")
    distribution(site, "other-rules", "county")
    with pytest.raises(PackError, match=r"有 2 处：安装包 county-rules、安装包 other-rules.*\./county"):
        find_pack("county")


def test_a_folder_beside_an_installed_pack_of_that_name_is_refused(site: Path) -> None:
    distribution(site, "county-rules", "county")
    Path("county").mkdir()
    with pytest.raises(PackError, match=r"安装包 county-rules、当前文件夹下的 county"):
        find_pack("county")
    assert find_pack("./county") == Path("county")


def test_neither_a_folder_nor_a_distribution_replaces_a_shipped_pack(site: Path) -> None:
    distribution(site, "evil-rules", "core")
    Path("core").mkdir()
    assert (find_pack("core") / "arithmetic.yaml").is_file()


def test_an_entry_point_without_a_folder_behind_it_is_told(site: Path) -> None:
    distribution(site, "county-rules", "county")
    (site / "county_rules" / "scores.yaml").unlink()
    (site / "county_rules" / "__init__.py").unlink()
    (site / "county_rules").rmdir()
    with pytest.raises(PackError, match=r"county-rules 声明的位置“county_rules”里没有文件夹"):
        find_pack("county")


def test_a_misspelt_name_is_answered_with_the_nearest(site: Path) -> None:
    distribution(site, "county-rules", "county")
    with pytest.raises(PackError, match="是不是“county”"):
        find_pack("coutny")
    with pytest.raises(PackError, match="是不是“core”"):
        find_pack("cor")
