"""Whatever the text, the reader keeps its contract and its time grows with the length only."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from heyan.model.document import Source
from heyan.readers.decode import decode
from heyan.readers.text import read
from tests.readers.contract import assert_contract, uncovered

TABLE_LIKE = st.text(alphabet="\t\t\t\n\n\n 甲1.|-一、。#表\u3000\\", max_size=200)


@given(TABLE_LIKE | st.text(max_size=200))
@settings(max_examples=300, deadline=None)
def test_any_text_keeps_the_contract(text: str) -> None:
    document = read(Source("a.txt", text.encode("utf-8", "replace")), "d1")
    assert_contract(document)
    # Outside blocks stand only delimiters: white space, heading marks, a pipe table's rules and bookmarks.
    assert not re.sub(r"[\s#|:-]|\[bookmark: [^\[\]\n]*\]", "", uncovered(document))


@given(st.binary(max_size=300))
@settings(max_examples=200, deadline=None)
def test_any_bytes_decode(content: bytes) -> None:
    assert "\r" not in decode(content)


MEGABYTE = 1 << 20

LARGE = {
    "prose": "本单位二〇二二年度资金执行率为98%，各项任务按期完成。\n" * 60_000,
    "one line": "甲" * 5 * MEGABYTE,
    "a line of TABs": "\t" * 5 * MEGABYTE,
    "long lines with TABs": ("甲\t" * (MEGABYTE // 2) + "\n") * 4,
    "a line of pipes": "|" * MEGABYTE + "\n" + "|" * MEGABYTE + "\n" + "-|" * MEGABYTE,
    "cells per line": ("\t产出\n\t数量\n\t12\n\n" * 30_000),
    "a cell without end": "\t甲\n\t乙\n\n\t丙\n" + "丁\n" * 400_000,
    "indented prose": "\t本单位各项工作均按年初计划完成。\n\n" * 100_000,
    "cells and gaps": "\t甲\n\n\n\n\n" * 40_000,
    "cells and titles": "\t甲\n\n一、乙\n\n" * 40_000,
    "grid": "甲\t1\t2\t3\n" * 60_000,
    "grid of loose lines": "甲\t1\t2\t3\n乙\n" * 60_000,
    "loose lines": "甲\t1\t2\t3\n" + "乙\n" * 400_000,
    "bookmarks": "[bookmark: " * 300_000,
    "numbers": "\t1.\n\n2.\n\n3.\n\n" * 30_000,
    "heading marks": "#" * MEGABYTE + " " * MEGABYTE,
    "bare pipes": "a|b\n\n" * 200_000,
}


@pytest.mark.parametrize("name", LARGE)
def test_large_texts_take_linear_time(name: str) -> None:
    content = LARGE[name].encode()
    started = time.process_time()
    document = read(Source("a.txt", content), "d1")
    # Five megabytes take about a second; anything quadratic would take minutes.
    assert time.process_time() - started < 15
    assert document.blocks or not document.text.strip()
