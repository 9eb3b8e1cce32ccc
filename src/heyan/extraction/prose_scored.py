"""Indicators that a sentence states with target, actual and points: …年初目标值10次，实际完成11次，应得5分，实际得5分；"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby

from heyan.extraction import prose_labels, prose_levels
from heyan.extraction.prose_levels import Levels
from heyan.extraction.statements import Amount, Clause, Line
from heyan.model.quantity import Measure, Quantity
from heyan.model.report import Indicator, LevelTotal, Sourced
from heyan.model.span import Span

_SCORED = re.compile(
    r"应得|实得|分值|权重|得分|实际得|自评得|评分|标准分|满分|目标值|指标值|计划值|预期值|完成值"
)
_WEIGHT = re.compile(r"(?:应得分?|分值|权重|满分|标准分值?|基准分|总分值)[为是:]?$")
_SCORE = re.compile(
    r"(?:(?:自评|实际|评价|最终|本项|该项|指标)*(?:得分|得|评分|自评分|实得分?)|实得)[为是:]?$"
)
_TARGET = re.compile(
    r"(?:(?:年初|年度|全年|预期|计划|绩效|设定|当年|本年)*(?:的)?(?:目标值|指标值|计划值|预期值|目标|计划数|任务数?))[为是:]?$"
)
_ACTUAL = re.compile(
    r"(?:(?:本年度?|当年|全年|年度|年末)*(?:实际)?(?:完成值|实现值|完成数|实际值|完成)|实际(?:完成|达到|实现|为|值)?|已完成)[为是:]?$"
)
_RATE = re.compile(r"(?:完成率|执行率|达标率|得分率)[为是:]?$")
_WHOLE = re.compile(
    r"(?:(?:绩效|自评|评价|综合|整体|总体|最终|项目支出|部门)+(?:自评|评价)?(?:总?得分|总分|总评分?|评分|自评分|分数)|^(?:总得分|总分|自评总分|自评得分|综合得分|自评分))[为是:]?$"
)
_FULL = re.compile(r"满分|总分值|分值")
_YEAR = re.compile(r"^\s*(?:(?:19|20|21)\d{2}\s?年度?|其中[：:，,]?|并且?|且|但|共)")
_ITEM = re.compile(r"(?:三级)?指标\s*[\d一二三四五六七八九十]{1,2}$")
_OF_INDICATOR = re.compile(r"目标值|指标值|完成值|应得|权重|分值")
_BARE = re.compile(r"^(?:自评)?(?:得分|总分|评分|自评分)$")
_SENTENCE = 12  # clauses looked back in a sentence
_ENDS = frozenset(";。!?\n")
_JOINTS = " \t　，,、；;。：:"


@dataclass(slots=True)
class _Draft:
    """An indicator being read from consecutive clauses of one line."""

    names: list[tuple[int, int]] = field(default_factory=list)
    start: int = -1
    end: int = -1
    target: Sourced[Measure] | None = None
    actual: Sourced[Measure] | None = None
    bare: Sourced[Measure] | None = None
    weight: Sourced[Quantity] | None = None
    score: Sourced[Quantity] | None = None

    @property
    def stated(self) -> bool:
        return bool(self.weight or self.score or self.target or self.actual)


@dataclass(frozen=True, slots=True)
class Scored:
    """What a line states: indicators and points of levels."""

    indicators: tuple[Indicator, ...]
    totals: tuple[LevelTotal, ...]


def read(line: Line, levels: Levels) -> Scored:
    """The indicators with points (or with both target and actual named as such) and the level totals of a line."""
    if not line.amounts or not _SCORED.search(line.folded):
        return Scored((), ())
    whole = tuple(_whole_totals(line, levels.second or _opening_level(line)))
    if whole:
        return Scored((), whole)
    reader = _Reader(line, levels)
    reader.run()
    return Scored(tuple(reader.indicators), tuple(reader.totals))


def _opening_level(line: Line) -> Sourced[str] | None:
    first = line.clauses[0]
    return prose_levels.opened(line, first.start, first.end)


def _of_indicator(line: Line, amount: Amount, words: str, second: Sourced[str] | None) -> bool:
    """Whether a 自评得分 without a subject of its own belongs to the indicator that its sentence is about."""
    if second is not None and _BARE.match(words.strip(_JOINTS)):
        return True
    sentence = line.clauses[amount.clause].sentence
    index = amount.clause
    while index > 0 and line.clauses[index - 1].sentence == sentence and amount.clause - index < _SENTENCE:
        index -= 1
    return bool(_OF_INDICATOR.search(line.folded, line.clauses[index].start, amount.label_start))


def _whole_totals(line: Line, second: Sourced[str] | None) -> Iterator[LevelTotal]:
    """自评得分为99.7分，其中预算执行19.7分，产出指标40分…"""
    sentence, previous = -1, line.body
    for amount in line.amounts:
        listed = "其中" in line.folded[previous : amount.start]
        previous = amount.end
        if amount.quantity.kind != "point" or amount.quantity.comparator or amount.quantity.upper:
            continue
        if any(mark in amount.tail for mark in ("以上", "以下", "以内", "之间")):
            continue
        words = line.text[amount.label_start : amount.start].rstrip(_JOINTS + "为是")
        if (
            _WHOLE.search(words)
            and "项目" not in words[-14:]
            and not _of_indicator(line, amount, words, second)
        ):
            sentence = amount.sentence
            full = amount.quantity.value == 100 and bool(_FULL.search(words))
            shown = words.strip(_JOINTS)
            begin = line.text.index(shown, amount.label_start)
            name = Sourced(shown, shown, line.span.part(begin, begin + len(shown)))
            points = _points(line, amount)
            yield LevelTotal("", name, weight=points if full else None, score=None if full else points)
        elif amount.sentence == sentence or (amount.sentence == sentence + 1 and listed):
            sentence = amount.sentence
            scope = prose_labels.plain(words)
            level = prose_levels.first_level(re.sub(r"得分?$", "", scope))
            if level is not None:
                start = line.text.index(scope, amount.label_start)
                where = line.span.part(start, start + len(scope))
                yield LevelTotal(level, Sourced(level, scope, where), score=_points(line, amount))


def _points(line: Line, amount: Amount) -> Sourced[Quantity]:
    return Sourced(amount.quantity, line.text[amount.start : amount.end], amount.place)


def _trimmed(line: Line, start: int, end: int) -> Span:
    text = line.text
    while start < end and text[start] in _JOINTS:
        start += 1
    while end > start and text[end - 1] in _JOINTS:
        end -= 1
    return line.span.part(start, end)


class _Reader:
    """Walks the clauses of one line; a draft becomes an indicator when its score or its sentence ends."""

    def __init__(self, line: Line, levels: Levels) -> None:
        self.line, self.levels = line, levels
        self.draft = _Draft()
        self.indicators: list[Indicator] = []
        self.totals: list[LevelTotal] = []

    def run(self) -> None:
        amounts = {index: list(own) for index, own in groupby(self.line.amounts, key=lambda a: a.clause)}
        for index, clause in enumerate(self.line.clauses):
            own = amounts.get(index, [])
            if clause.stop == ":" and _ITEM.match(self.line.folded[clause.start : clause.end].strip()):
                self._flush()
            elif own:
                self._figures(clause, own)
            else:
                self._words(clause)
            if clause.stop in _ENDS and (self.draft.stated or clause.stop != ";"):
                self._flush()
        self._flush()

    def _words(self, clause: Clause) -> None:
        text = self.line.text[clause.start : clause.end]
        if not text.strip():
            return
        level = prose_levels.opened(self.line, clause.start, clause.end)
        if level is not None:
            self._flush()
            self.levels = prose_levels.complete(Levels(self._first_for(level), level))
        elif not self.draft.stated:
            self._name(clause.start, clause.end)

    def _first_for(self, level: Sourced[str]) -> Sourced[str] | None:
        """The first level over a new second one: a heading's, unless it belongs to another family."""
        derived = prose_levels.complete(Levels(None, level)).first
        first = self.levels.first
        return first if first and derived and first.value == derived.value else None

    def _name(self, start: int, end: int) -> None:
        self.draft.names.append((start, end))
        self._cover(start, end)

    def _cover(self, start: int, end: int) -> None:
        self.draft.start = start if self.draft.start < 0 else self.draft.start
        self.draft.end = max(self.draft.end, end)

    def _figures(self, clause: Clause, amounts: list[Amount]) -> None:
        for amount in amounts:
            words = self.line.folded[amount.label_start : amount.start].rstrip()
            points = amount.quantity.kind == "point"
            if points and (_WEIGHT.search(words) or self._bracketed(clause, amount)):
                self._take(clause, amount, words, _WEIGHT, "weight")
            elif points and _SCORE.search(words):
                self._take(clause, amount, words, _SCORE, "score")
            elif points:
                continue
            elif _RATE.search(words) and self.draft.stated:
                self._cover(amount.start, amount.end)
            elif _TARGET.search(words):
                self._take(clause, amount, words, _TARGET, "target")
            elif _ACTUAL.search(words) and (self.draft.target or "完成值" in words or "实际" in words):
                self._take(clause, amount, words, _ACTUAL, "actual")
            elif not self.draft.stated:
                self._name(amount.label_start, amount.start)
                self.draft.bare = self._measure(amount)
                self._cover(amount.start, amount.end)
        if self.draft.score is not None:
            self._flush()

    def _bracketed(self, clause: Clause, amount: Amount) -> bool:
        """（50分） right behind a name."""
        return (
            clause.depth > 0 and clause.start == amount.start and clause.stop == ")" and not self.draft.stated
        )

    def _take(self, clause: Clause, amount: Amount, words: str, pattern: re.Pattern[str], slot: str) -> None:
        found = pattern.search(words)
        prefix_end = amount.label_start + (found.start() if found else len(words))
        prefix = self.line.text[amount.label_start : prefix_end]
        bare = _YEAR.sub("", prefix).strip(_JOINTS)
        draft = self.draft
        repeated = getattr(draft, slot) is not None or (slot == "target" and draft.stated)
        if repeated or (
            bare
            and slot in {"target", "weight"}
            and draft.stated
            and draft.score is None
            and draft.weight is not None
        ):
            self._flush()
            draft = self.draft
        if bare and not draft.stated:
            lead = len(prefix) - len(prefix.lstrip(_JOINTS))
            year = _YEAR.match(prefix)
            self._name(amount.label_start + max(lead, year.end() if year else 0), prefix_end)
        self._cover(clause.start if draft.start < 0 else amount.label_start, amount.end)
        if slot == "weight":
            draft.weight = _points(self.line, amount)
        elif slot == "score":
            draft.score = _points(self.line, amount)
        elif slot == "target":
            draft.target = self._measure(amount)
        else:
            draft.actual = self._measure(amount)

    def _measure(self, amount: Amount) -> Sourced[Measure]:
        raw = self.line.text[amount.start : amount.end]
        return Sourced(Measure(raw, amount.quantity, amount.quantity), raw, amount.place)

    def _flush(self) -> None:
        draft, self.draft = self.draft, _Draft()
        if not (draft.weight or draft.score or (draft.target and draft.actual)) or not draft.names:
            return
        where = _trimmed(self.line, draft.names[0][0], draft.names[-1][1])
        raw = self.line.text[where.start - self.line.span.start : where.end - self.line.span.start]
        name = Sourced(raw, raw, where)
        level = prose_levels.first_level(raw) or prose_levels.second_level(raw)
        if level is not None and draft.target is None and draft.actual is None:
            self.totals.append(LevelTotal(level, name, draft.weight, draft.score))
            return
        if not raw or raw == "指标":
            return
        self.indicators.append(
            Indicator(
                row=_trimmed(self.line, draft.start, draft.end),
                name=name,
                level1=self.levels.first,
                level2=self.levels.second,
                target=draft.target,
                actual=draft.actual or draft.bare,
                weight=draft.weight,
                score=draft.score,
                in_prose=True,
            )
        )
