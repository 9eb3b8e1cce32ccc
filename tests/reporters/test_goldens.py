"""Every reporter against its golden files; `make goldens` rewrites them."""

from __future__ import annotations

import pytest

from tests.golden.rewrite import FOLDER, goldens


@pytest.mark.parametrize("name", sorted(goldens()))
def test_a_reporter_prints_its_golden_file(name: str) -> None:
    assert goldens()[name] == (FOLDER / name).read_bytes()


def test_no_golden_file_is_left_over() -> None:
    kept = {path.relative_to(FOLDER).as_posix() for path in FOLDER.glob("*/*.*") if path.suffix != ".pyc"}
    assert kept == set(goldens())
