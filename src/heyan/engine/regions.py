"""Which province a submission comes from, by the names of places in it: in whose name it speaks, and what it cites."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from heyan.engine.pack_errors import translated
from heyan.engine.submission import Submission
from heyan.engine.yaml_strict import load_yaml
from heyan.errors import PackError
from heyan.model.report import Report

_ENDS = frozenset("省市区县旗盟州")
_LONGEST = 15
# 区域 and 市场 are no districts and cities, whatever stands before them.
_NO_PLACE = frozenset({"区域", "区间", "区位", "区划", "区块", "区分", "市场", "市值", "市价"})
# 湖南镇 is a town of Zhejiang: a province's short name stands before anything but these.
_LOWER = frozenset("镇乡村街路区县州市社屯庄营桥")
# A body that speaks of one province this many times as often as of any other is of that province.
_DOMINANT = 3
_LEAST = 2
# A title is a line or two, short and without the signs of a sentence; a year may stand before the unit in it.
_HEAD, _TITLE, _TITLE_LINES = 2_000, 40, 2
_SENTENCE = re.compile("[。；，|]")
_YEAR = re.compile(r"^(19|20)\d\d年?度?")


class _Place(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    short: Annotated[str, Field(min_length=2)]
    sign: str = ""
    names: str


class _PlacesFile(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    places: dict[str, _Place]
    words: str


@dataclass(frozen=True, slots=True)
class Origin:
    """The province that a submission comes from (None: not told), and what tells it, in Chinese."""

    region: str | None
    why: str


@dataclass(frozen=True)
class Places:
    """The provinces, and which of them have a place of each name. `words` are names that are ordinary words too."""

    regions: Mapping[str, frozenset[str]]
    short: Mapping[str, str]
    signs: Mapping[str, str]
    words: frozenset[str]

    def origin(self, submission: Submission) -> Origin:
        """Where the submission comes from: by its units, else by its titles, else by what its text speaks of most."""
        candidates: frozenset[str] = frozenset()
        for what, texts in (("单位名称", _units(submission)), ("标题", _titles(submission))):
            named = [found for text in texts for found in self.mentions(text, lead=True)]
            common = _common(regions for _, regions in named)
            if len(common) == 1:
                region = next(iter(common))
                told = next(name for name, regions in named if region in regions)
                return Origin(region, f"{what}里的“{told}”")
            candidates = candidates or common
        return self._by_text(submission, candidates)

    def mentions(self, text: str, *, lead: bool = False) -> Iterator[tuple[str, frozenset[str]]]:
        """The places that a text names, in order, each with the provinces that have one of that name.

        With `lead` the text speaks in the name of what stands first in it, so that a short name there counts.
        """
        end = -1
        short = next((name for name in self.short if text.startswith(name)), "") if lead else ""
        if short and text[len(short) : len(short) + 1] not in _LOWER:
            yield short, frozenset({self.short[short]})
            end = len(short)
        for index, char in enumerate(text):
            if char not in _ENDS or text[index : index + 2] in _NO_PLACE:
                continue
            for start in range(max(0, end, index - _LONGEST), index):
                name = text[start : index + 1]
                regions = self.regions.get(name)
                if regions is None:
                    continue
                follows = start == end or (lead and start == 0)
                if follows or (len(name) > 2 and name not in self.words):
                    yield name, regions
                    end = index + 1
                break

    @cached_property
    def _sign(self) -> re.Pattern[str]:
        return re.compile(
            rf"(?:(?<![\u4e00-\u9fff])|(?<=[据照按和与及]))([{''.join(self.signs)}])[\u4e00-\u9fff]{{1,8}}[〔\[（(【]\s*20\d\d"
        )

    def _by_text(self, submission: Submission, candidates: frozenset[str]) -> Origin:
        votes: Counter[str] = Counter()
        names: dict[str, str] = {}
        for report in submission.reports:
            for name, regions in self.mentions(report.text.value):
                if len(regions) == 1:
                    votes.update(regions)
                    names.setdefault(next(iter(regions)), name)
            for found in self._sign.finditer(report.text.value):
                region = self.signs[found[1]]
                votes[region] += 1
                names.setdefault(region, f"{found[1]}字文号")
        if candidates:
            votes = Counter({region: count for region, count in votes.items() if region in candidates})
        ranked = votes.most_common(2)
        if not ranked:
            told = "、".join(sorted(candidates))
            return Origin(None, f"地名在几个省都有（{told}）" if candidates else "没有认出地名")
        (region, count), second = ranked[0], ranked[1][1] if len(ranked) > 1 else 0
        if count < (1 if candidates else _LEAST) or count < _DOMINANT * second:
            return Origin(None, "文中的地名不足以认定省份")
        return Origin(region, f"正文里的“{names[region]}”等 {count} 处")


def read_places(path: Path) -> Places:
    """The places of the file. Raises PackError."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise PackError(f"读不了文件（{error.strerror or '未知原因'}）", path=str(path)) from None
    marked = load_yaml(content, str(path))
    try:
        file = _PlacesFile.model_validate(marked.value)
    except ValidationError as error:
        raise translated(error, marked, _PlacesFile) from None
    regions: dict[str, set[str]] = {}
    for region, place in file.places.items():
        for name in (region, *place.names.split()):
            regions.setdefault(name, set()).add(region)
    return Places(
        MappingProxyType({name: frozenset(found) for name, found in regions.items()}),
        MappingProxyType({place.short: region for region, place in file.places.items()}),
        MappingProxyType({place.sign: region for region, place in file.places.items() if place.sign}),
        frozenset(file.words.split()),
    )


def _common(named: Iterable[frozenset[str]]) -> frozenset[str]:
    """The provinces that all the names have; empty where there are no names, or names of several provinces."""
    sets = list(named)
    return frozenset.intersection(*sets) if sets else frozenset()


def _units(submission: Submission) -> list[str]:
    units = [
        unit for report in submission.reports for unit in (report.unit, *(form.unit for form in report.forms))
    ]
    return list(dict.fromkeys(_tight(unit.value) for unit in units if unit))


def _titles(submission: Submission) -> list[str]:
    """The titles of forms, and what stands first in each paper, as far as it is no sentence."""
    titles = [form.title.value for report in submission.reports for form in report.forms if form.title]
    heads = [line for report in submission.reports for line in _head(report)]
    return list(dict.fromkeys(_YEAR.sub("", _tight(text)) for text in (*titles, *heads)))


def _head(report: Report) -> list[str]:
    lines = report.text.value[:_HEAD].split("\n")
    short = [line for line in lines if 0 < len(line.strip()) <= _TITLE and not _SENTENCE.search(line)]
    return short[:_TITLE_LINES]


def _tight(text: str) -> str:
    return "".join(text.split())
