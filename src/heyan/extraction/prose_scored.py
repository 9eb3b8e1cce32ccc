"""Indicators that a sentence states with target, actual and points: …年初目标值10次，实际完成11次，应得5分，实际得5分；"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import field, replace
from itertools import groupby

from heyan.extraction import prose_labels, prose_levels
from heyan.extraction.pattern import pattern as later
from heyan.extraction.prose_levels import Levels
from heyan.extraction.statements import Amount, Clause, Line
from heyan.model.dataclass import dataclass
from heyan.model.quantity import Measure, Quantity
from heyan.model.report import Indicator, LevelTotal, Sourced
from heyan.model.span import Span

_SCORED = later(
    r"应得|实得|分值|权重|得分|实际得|自评得|评分|标准分|满分|目标值|指标值|计划值|预期值|完成值"
    r"|目标(?:数|任务)?[为是:]?\s?(?:[≥≤><=]|不低于|不少于|不超过)?\s?\d|得\s?\d+(?:\.\d+)?\s?分"
)
_WEIGHT = later(r"(?:应得分?|分值|权重|满分|标准分值?|基准分|总分值)[为是:]?$")
_SCORE = later(r"(?:(?:自评|实际|评价|最终|本项|该项|指标)*(?:得分|得|评分|自评分|实得分?)|实得)[为是:]?$")
_TARGET = later(
    r"(?:(?:年初|年度|全年|预期|计划|绩效|设定|当年|本年)*(?:的)?(?:目标值|指标值|计划值|预期值|目标|计划数|任务数?))[为是:]?$"
)
_ACTUAL = later(
    r"(?:(?:本年度?|当年|全年|年度|年末)*(?:实际)?(?:完成值|实现值|完成数|实际值|完成)|实际(?:完成|达到|实现|为|值)?|已完成)[为是:]?$"
)
# 得满分10分 gives both: the weight is the score.
_FULL_SCORE = later(r"得满分[为是:]?$")
_ONLY_SCORE = later(r"(?:实际|自评)?(?:得分?|实得分?)[为是:]?")
_END = later(r"$")
# A field that goes on with the indicator of the sentence before: 目标值：…；完成值：…；分值：…
_GOES_ON = later(
    r"\s*(?:该(?:项|指标)*|本项|(?:三级)?指标|年初|年度|全年|本年|设定|预期|实际|自评)*"
    r"(?:(?:目标|计划|预期|完成|实际|实现)值?|指标值|实际完成(?!率)|分值|权重|标准分|满分|应?得分?|实得)[为是:\s]*(?:[≥≤><=]\s?)?(?:\d|:|不)"
)
_RATE = later(r"(?:完成率|执行率|达标率|得分率)[为是:]?$")
_WHOLE = later(
    r"(?:(?:绩效|自评|评价|综合|整体|总体|最终|项目支出|部门)+(?:自评|评价)?(?:总?得分|总分|总评分?|评分|自评分|分数)|^(?:总得分|总分|自评总分|自评得分|综合得分|自评分))[为是:]?$"
)
_FULL = later(r"满分|总分值|分值")
_YEAR = later(r"^\s*(?:(?:19|20|21)\d{2}\s?年度?|其中[：:，,]?|并且?|且|但|共)")
_ITEM = later(r"(?:三级)?指标\s*[\d一二三四五六七八九十]{1,2}$")
_OF_INDICATOR = later(r"目标值|指标值|完成值|应得|权重|分值")
_BARE = later(r"^(?:自评)?(?:得分|总分|评分|自评分)$")
_PER = later(r"/\d+[万千百]?")
_NUMBER = later(r"[\s,;:。]*(?:\(?\d{1,2}[).、]|[①-⑳])\s*(?=\D)")
_GAP = 4  # white space before a sentence's first word
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
    """自评得分为95分，其中产出指标48分，预算执行10分…"""
    sentence, previous = -1, line.body
    weight: LevelTotal | None = None
    for index, amount in enumerate(line.amounts):
        listed = "其中" in line.folded[previous : amount.start]
        previous = amount.end
        if amount.quantity.kind != "point" or amount.quantity.comparator or amount.quantity.upper:
            continue
        if any(mark in amount.tail for mark in ("以上", "以下", "以内", "之间")):
            continue
        words = line.text[amount.label_start : amount.start].rstrip(_JOINTS + "为是")
        if weight is not None and _ONLY_SCORE.fullmatch(words.strip(_JOINTS)):
            yield replace(weight, score=_points(line, amount))
            weight = None
            continue
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
                name, points = Sourced(level, scope, where), _points(line, amount)
                if _answered(line, index):
                    weight = LevelTotal(level, name, weight=points)
                else:
                    yield LevelTotal(level, name, score=points)


def _answered(line: Line, index: int) -> bool:
    """Whether the points at `index` are answered by a score right behind: 产出指标40分，得38分."""
    after = line.amounts[index + 1 : index + 2]
    if not after or after[0].quantity.kind != "point" or after[0].sentence != line.amounts[index].sentence:
        return False
    words = line.folded[after[0].label_start : after[0].start].strip(_JOINTS)
    return bool(words) and bool(_ONLY_SCORE.fullmatch(words))


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
        self.amounts = {index: list(own) for index, own in groupby(line.amounts, key=lambda a: a.clause)}
        self.indicators: list[Indicator] = []
        self.totals: list[LevelTotal] = []

    def run(self) -> None:
        for index, clause in enumerate(self.line.clauses):
            own = self.amounts.get(index, [])
            if clause.stop == ":" and _ITEM.match(self.line.folded[clause.start : clause.end].strip()):
                self._flush()
            elif own:
                self._figures(clause, own)
            else:
                self._words(clause)
            ends = clause.stop in _ENDS and (self.draft.stated or clause.stop != ";")
            ends = ends or (clause.stop == ":" and self._headed(clause))
            if ends and not (self._open() and self._goes_on(clause.end + 1)):
                self._flush()
        self._flush()

    def _headed(self, clause: Clause) -> bool:
        """Whether a colon ends a heading with points, 项目立项（6分）：, rather than a field's name."""
        draft = self.draft
        empty = not self.line.text[clause.start : clause.end].strip()
        return empty and draft.weight is not None and draft.target is None and draft.score is None

    def _open(self) -> bool:
        """Whether the draft has a name and still lacks what a next sentence may give."""
        return bool(self.draft.names) and self.draft.score is None and self.draft.bare is None

    def _goes_on(self, position: int) -> bool:
        """Whether the text there speaks of the draft: by a field without a name, or by its name and a formula."""
        if _GOES_ON.match(self.line.folded, position):
            return True
        start, end = self.draft.names[0]
        name = self.line.folded[start:end].strip(_JOINTS)
        next_words = self.line.folded[position : position + len(name) + _GAP].lstrip()
        return bool(name) and next_words.startswith(f"{name}=")

    def _words(self, clause: Clause) -> None:
        text = self.line.text[clause.start : clause.end]
        if not text.strip() or (clause.stop == ":" and _GOES_ON.match(f"{text.strip()}:")):
            return
        level = prose_levels.opened(self.line, clause.start, clause.end)
        if level is not None:
            self._flush()
            first = self._first_for(level)
            if clause.stop == "(":  # 群众满意度（9分）。目标值90%… is an indicator by the name of its level
                self._name(clause.start, clause.end)
            if clause.stop != "(" or first is not None or self.levels.first is None:
                self.levels = prose_levels.complete(Levels(first, level))
        elif not self.draft.stated:
            self._name(clause.start, clause.end)

    def _first_for(self, level: Sourced[str]) -> Sourced[str] | None:
        """The first level over a new second one: a heading's, unless it belongs to another family."""
        derived = prose_levels.complete(Levels(None, level)).first
        first = self.levels.first
        if first and first.value == "成本指标" and "成本" in level.value:
            return first
        return first if first and derived and first.value == derived.value else None

    def _name(self, start: int, end: int) -> None:
        self.draft.names.append((start, end))
        self._cover(start, end)

    def _cover(self, start: int, end: int) -> None:
        self.draft.start = start if self.draft.start < 0 else self.draft.start
        self.draft.end = max(self.draft.end, end)

    def _figures(self, clause: Clause, amounts: list[Amount]) -> None:
        for amount in amounts:
            words = self._field(clause, amount)
            points = amount.quantity.kind == "point"
            if points and _FULL_SCORE.search(words):
                self.draft.weight = self.draft.weight or _points(self.line, amount)
                self._take(clause, amount, words, _FULL_SCORE, "score")
            elif points and (_WEIGHT.search(words) or self._bracketed(clause, amount)):
                self._take(clause, amount, words, _WEIGHT, "weight")
            elif points and self._scored_next(amount):
                self._take(clause, amount, words, _END, "weight")
            elif points and _SCORE.search(words):
                self._take(clause, amount, words, _SCORE, "score")
            elif points:
                continue
            elif _RATE.search(words) and self.draft.stated:
                self._cover(amount.start, amount.end)
            elif _TARGET.search(words):
                self._take(clause, amount, words, _TARGET, "target")
            elif "超额" not in words and (
                _ACTUAL.search(words) and (self.draft.target or "完成值" in words or "实际" in words)
            ):
                self._take(clause, amount, words, _ACTUAL, "actual")
            elif not self.draft.stated:
                formula = words.find("=")
                self._name(amount.label_start, amount.start if formula < 0 else amount.label_start + formula)
                self.draft.bare = self._measure(amount)
                self._cover(amount.start, amount.end)
        if self.draft.score is not None:
            self._flush()

    def _scored_next(self, amount: Amount) -> bool:
        """预算执行25分，得23分: points that the next clause answers with a score and nothing else."""
        words = self.line.folded[amount.label_start : amount.start]
        if _SCORE.search(words.rstrip()) or not words.strip(_JOINTS) or self.draft.stated:
            return False
        after = self.amounts.get(amount.clause + 1, [])
        if self.amounts[amount.clause][-1] is not amount or not after or after[0].quantity.kind != "point":
            return False
        return bool(_ONLY_SCORE.fullmatch(self.line.folded[after[0].label_start : after[0].start].strip()))

    def _field(self, clause: Clause, amount: Amount) -> str:
        """The words before the amount; of 目标值：3000亩 those before the colon."""
        words = self.line.folded[amount.label_start : amount.start].rstrip()
        if (
            words.strip()
            or amount.label_start != clause.start
            or not self.line.folded[: clause.start].endswith(":")
        ):
            return words
        before = self.line.clauses[amount.clause - 1]
        return self.line.folded[before.start : before.end].strip()

    def _bracketed(self, clause: Clause, amount: Amount) -> bool:
        """（50分） right behind a name."""
        return (
            clause.depth > 0 and clause.start == amount.start and clause.stop == ")" and not self.draft.stated
        )

    def _take(self, clause: Clause, amount: Amount, words: str, pattern: re.Pattern[str], slot: str) -> None:
        found = pattern.search(words)
        inside = self.line.folded.startswith(words, amount.label_start)
        prefix_end = amount.label_start + ((found.start() if found else len(words)) if inside else 0)
        prefix = self.line.text[amount.label_start : prefix_end]
        bare = _YEAR.sub("", prefix).strip(_JOINTS)
        draft = self.draft
        repeated = getattr(draft, slot) is not None or (
            slot == "target" and (draft.actual is not None or draft.score is not None)
        )
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
        quantity = amount.quantity
        per = _PER.match(self.line.folded, amount.end)
        if per is not None:  # 18/10万: a ratio that no unit covers is words to us
            raw = self.line.text[amount.start : per.end()]
            place = Span(amount.place.document, amount.place.start, amount.place.end + len(per[0]))
            return Sourced(Measure(raw), raw, place)
        if quantity.comparator == "=":  # a sentence writes it for 是: 完成率=98%
            shown = raw.lstrip("=＝ ")
            quantity = replace(quantity, comparator=None, comparator_text="")
            place = Span(amount.place.document, amount.place.end - len(shown), amount.place.end)
            return Sourced(Measure(shown, quantity, quantity), shown, place)
        return Sourced(Measure(raw, quantity, quantity), raw, amount.place)

    def _named(self, draft: _Draft) -> tuple[int, int]:
        """Where the draft's name stands; of a formula (控制率=甲/乙) what it is for."""
        start, end = draft.names[0][0], draft.names[-1][1]
        number = _NUMBER.match(self.line.folded, start, end)
        start = number.end() if number else start
        equals = self.line.folded.find("=", start + 1, end)
        return start, end if equals < 0 else equals

    def _flush(self) -> None:
        draft, self.draft = self.draft, _Draft()
        if not (draft.weight or draft.score or (draft.target and draft.actual)) or not draft.names:
            return
        where = _trimmed(self.line, *self._named(draft))
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
