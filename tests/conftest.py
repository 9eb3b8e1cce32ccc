"""What all tests share."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest


@pytest.fixture(scope="session", autouse=True)
def _no_cache_of_the_user() -> Iterator[None]:
    """Commands that tests run keep their hands off the user's own cache folder."""
    before = os.environ.get("HEYAN_CACHE")
    os.environ["HEYAN_CACHE"] = "off"
    yield
    if before is None:
        del os.environ["HEYAN_CACHE"]
    else:
        os.environ["HEYAN_CACHE"] = before
