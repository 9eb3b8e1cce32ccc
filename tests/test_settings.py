"""heyan.toml: what it may say, and what a slip in it is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from heyan.errors import SettingsError
from heyan.settings import Settings, load_settings


def settings(text: str, path: str = "heyan.toml") -> Settings:
    return load_settings(text.encode(), Path(path))


def test_an_empty_file_leaves_every_default() -> None:
    assert settings("") == Settings()


def test_a_single_text_stands_for_a_list_of_one() -> None:
    read = settings('packs = "core"\nignore = ["D04", "J13"]\nformats = ["console"]\nfail_on = "never"')
    assert read.packs == ("core",)
    assert read.ignore == ("D04", "J13")
    assert [(output.format, output.output) for output in read.formats] == [("console", None)]
    assert read.fail_on == "never"


def test_paths_are_relative_to_the_file_and_names_stay_names() -> None:
    read = settings(
        'packs = ["core", "packs/own"]\nprofile = "county.yaml"\nerrata = "errata.yaml"\nwaivers = "w.yaml"\n'
        'baseline = "b.json"\nformats = [{format = "html", output = "out/a.html"}, {format = "json", output = "-"}]',
        "work/heyan.toml",
    )
    assert read.packs == ("core", str(Path("work/packs/own")))
    assert read.profile == str(Path("work/county.yaml"))
    assert read.errata == (str(Path("work/errata.yaml")),)
    assert (read.waivers, read.baseline) == (str(Path("work/w.yaml")), str(Path("work/b.json")))
    assert [output.output for output in read.formats] == [str(Path("work/out/a.html")), "-"]
    assert settings('profile = "hubei"', "work/heyan.toml").profile == "hubei"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('fail-on = "error"', "heyan.toml:1：没有“fail-on”这个设置（是不是“fail_on”？）"),
        ('packs = ["core"]\n\nprofiel = "hubei"', "heyan.toml:3：没有“profiel”这个设置（是不是“profile”？）"),
        ('fail_on = "severe"', "heyan.toml:1：“fail_on”只能是 error、warning、info 或 never"),
        ("packs = 3", "“packs”要写成列表"),
        ('packs = [""]', "“packs”不能是空的"),
        ('formats = [{format = "html", file = "a.html"}]', "没有“file”这个设置"),
        ('formats = [{output = "a.html"}]', "没有写“format”"),
        ("packs = [", "TOML 写法有误"),
    ],
)
def test_a_slip_is_an_error_with_file_line_and_the_right_name(text: str, told: str) -> None:
    with pytest.raises(SettingsError) as caught:
        settings(text)
    assert told in str(caught.value)


def test_other_encodings_are_told() -> None:
    with pytest.raises(SettingsError, match="UTF-8"):
        load_settings("# 设置".encode("gbk"), Path("heyan.toml"))
