"""The repository's words are its own: no text of it repeats a long run of a sample paper, whatever the figures."""

from __future__ import annotations

import html
import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SEEDS = ROOT.parent / "shared" / "seeds"
FOLDERS = ("src", "rules", "tests", "fixtures", "docs", "benchmarks")
# The .docx and .xlsx of a fixture say what its .txt says; tests/test_fixtures.py sees to that.
SUFFIXES = frozenset({".py", ".yaml", ".md", ".txt", ".html", ".json", ".ansi", ".toml"})
LONG = 24  # Chinese characters in a row; names of forms, columns and accounts alone stay below

# What the official forms print in every paper. A run ends there: a form's headings are nobody's prose.
# Longer names stand before the names they begin with.
PRINTED = re.compile(
    r"纳入专户管理的非税收入拨款|社会公众及服务对象满意度|偏差原因分析及改进措施|服务对象满意度指标|"
    r"预算规模及资金用途|财政专户管理资金|服务对象满意度|指标值确定依据|可持续影响指标|绩效指标描述|"
    r"实际完成情况|年度资金总额|一般公共预算|按收入性质分|按支出性质分|年度总体目标|年度绩效指标|"
    r"经济效益指标|社会效益指标|生态效益指标|资金支出计划|满意度指标|指标值类型|指标值说明|"
    r"年度指标值|实际完成值|年初预算数|全年预算数|全年执行数|政府性基金|指标解释|度量单位|一级指标|"
    r"二级指标|三级指标|资金总额|其他资金|基本支出|项目支出|预期目标|绩效目标|产出指标|效益指标|"
    r"数量指标|质量指标|时效指标|成本指标|财政资金|人民政府|指标值|执行率|百分比|备注|分值|得分|"
    r"月底"
)
_JOINED = re.compile(r"[\"']\s*\n\s*f?[\"']")  # one string on two lines of source
_ELSE = re.compile(r"[^\u3400-\u9fff/]+")

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not SEEDS.is_dir(), reason="the sample papers are not beside this checkout"),
]


def _text(path: Path) -> str:
    content = path.read_bytes()
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        text = content.decode("gb18030")
    if path.suffix == ".html":
        text = html.unescape(re.sub(r"<[^>]*>", "", text))
    return _JOINED.sub("", text) if path.suffix == ".py" else text


def _words(text: str) -> str:
    """The Chinese characters alone, with a / where a form's own words stand."""
    spoken = _ELSE.sub("", text.replace("/", ""))
    return PRINTED.sub("/", spoken)


def _runs(text: str) -> set[str]:
    words = _words(text)
    windows = (words[start : start + LONG] for start in range(len(words) - LONG + 1))
    return {window for window in windows if "/" not in window}


@cache
def _of_the_samples() -> frozenset[str]:
    return frozenset(run for path in SEEDS.glob("*.txt") for run in _runs(path.read_text("utf-8")))


def _files() -> list[Path]:
    nested = (path for folder in FOLDERS for path in (ROOT / folder).rglob("*"))
    return [path for path in (*nested, *ROOT.glob("*.md")) if path.suffix in SUFFIXES and path.is_file()]


def test_no_text_repeats_a_sample() -> None:
    shared = {str(path.relative_to(ROOT)): _runs(_text(path)) & _of_the_samples() for path in _files()}
    assert {name: sorted(runs) for name, runs in shared.items() if runs} == {}


def test_a_sentence_with_other_figures_is_recognised() -> None:
    lines = (line for path in SEEDS.glob("*.txt") for line in path.read_text("utf-8").splitlines())
    sentence = next(line for line in lines if len(_words(line)) > 2 * LONG and re.search(r"\d", line))
    assert _runs(re.sub(r"\d", "3", sentence).replace("，", " ， ")) & _of_the_samples()
