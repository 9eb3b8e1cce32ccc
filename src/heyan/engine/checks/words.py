"""The kind `words`: what a text says in words of a lexicon that it should not use."""

from __future__ import annotations

import re
from typing import ClassVar, Literal

from heyan.engine.binding import BindingError
from heyan.engine.checks.options import CheckOptions
from heyan.engine.lexicon import Lexicon, Lexicons, of_pack
from heyan.engine.places import texts_on
from heyan.engine.submission import Target
from heyan.engine.verdict import Observation, Verdict, failed, not_applicable, not_evaluated, passed
from heyan.engine.wordlist import free_places
from heyan.model.report import Report
from heyan.model.span import Span

Paths = str | tuple[str, ...]
_MOST = 200  # observations, and related places of each
_OFFICE = re.compile(r"(?:[（(].*[）)]|本级|机关|人民政府|政府|办事处|党委)+$")
_PERIOD = re.compile(r"(\d{4})?-(\d{4})?")


class WordsCheck(CheckOptions):
    """No word of the `lexicon` may stand in the text of the field or fields `look`, save inside a word of `unless`.

    What the lexicon's group names mean is told by `groups`: nothing (`free`); what to write instead
    (`replacement`); the years in which its words hold, such as 2016-2020 or -2020 (`period`: a fault in
    papers of other years); the preferred one of several forms that a paper must not mix (`choice`: a
    fault where both the group's name and one of its words occur); what kind of unit must not use its words
    (`unit`: the end of the unit's name, 人民政府 and the like left out).
    """

    kind: Literal["words"] = "words"
    look: Paths
    lexicon: str
    groups: Literal["free", "replacement", "period", "choice", "unit"] = "free"
    unless: str | None = None

    slots: ClassVar[frozenset[str]] = frozenset({"found", "count", "group"})
    figures: ClassVar[frozenset[str]] = frozenset({"reported", "expected"})
    paths: ClassVar[frozenset[str]] = frozenset({"look"})
    lexicons: ClassVar[frozenset[str]] = frozenset({"lexicon", "unless"})

    def verify(self, item: type, lexicons: Lexicons) -> None:
        """Also refuses a list without groups where groups are asked for, and groups that are no periods."""
        super().verify(item, lexicons)
        if self.groups != "free" and "" in lexicons[self.lexicon].groups:
            raise BindingError(f"词表“{self.lexicon}”没有分组", "写成 组名: [词, …]")
        if self.groups == "period":
            for group in lexicons[self.lexicon].groups:
                if group == "-" or not _PERIOD.fullmatch(group):
                    raise BindingError(
                        f"词表“{self.lexicon}”的组名“{group}”不是年份区间", "写成 2016-2020、-2020 或 2021-"
                    )


def check_words(options: WordsCheck, target: Target, lexicons: Lexicons) -> Verdict:
    """Fails once for each word, at its first place; the others are related to it."""
    texts = list(texts_on(options.look, target))
    if not texts:
        return not_evaluated("没有可查的文字")
    lexicon = of_pack(lexicons, options.lexicon)
    excused = of_pack(lexicons, options.unless).words if options.unless else ()
    groups = dict(lexicon.groups)
    if options.groups == "period":
        year = _year(target)
        if year is None:
            return not_evaluated("不知道报告年度")
        groups = {group: words for group, words in groups.items() if not _holds(group, year)}
    if options.groups == "unit":
        unit = _unit(target)
        if unit is None:
            return not_evaluated("不知道是哪个单位")
        groups = {group: words for group, words in groups.items() if unit.endswith(group)}
        if not groups:
            return not_applicable("不是这类单位")
    wanted = {word: group for group, words in groups.items() for word in words}
    found: dict[str, list[tuple[str, Span]]] = {}
    for text, span in texts:
        for start, end in free_places(text, tuple(wanted), excused):
            exact = len(text) == len(span)
            place = span.part(start, end) if exact else span
            found.setdefault(text[start:end], []).append((text[start:end], place))
    if options.groups == "choice":
        found = {w: places for w, places in found.items() if _mixed(wanted[w], texts, lexicon, excused)}
    if options.groups == "unit" and found:  # one slip of the writer, whatever its words
        merged = sorted((place for places in found.values() for place in places), key=lambda place: place[1])
        return failed((_seen("、".join(found), wanted[next(iter(found))], merged, options),))
    seen = [_seen(word, wanted[word], places, options) for word, places in list(found.items())[:_MOST]]
    return failed(tuple(seen)) if seen else passed()


def _mixed(preferred: str, texts: list[tuple[str, Span]], lexicon: Lexicon, excused: tuple[str, ...]) -> bool:
    """Whether the paper uses the preferred form, too."""
    longer = tuple(word for word in lexicon.words if preferred in word)
    return any(free_places(text, (preferred,), (*longer, *excused)) for text, _ in texts)


def _seen(word: str, group: str, places: list[tuple[str, Span]], options: WordsCheck) -> Observation:
    replaced = options.groups in ("replacement", "choice")
    return Observation(
        places[0][1],
        related=tuple(("同样的写法", place) for _, place in places[1:_MOST]),
        slots={"found": word, "count": str(len(places)), "group": group},
        reported=word,
        expected=group if replaced else None,
        identity=(word,),
    )


def _year(target: Target) -> int | None:
    report = target.item if isinstance(target.item, Report) else target.report
    return report.year.value if report.year else None


def _unit(target: Target) -> str | None:
    report = target.item if isinstance(target.item, Report) else target.report
    return _OFFICE.sub("", "".join(report.unit.value.split())) if report.unit else None


def _holds(group: str, year: int) -> bool:
    found = _PERIOD.fullmatch(group)
    first, last = found.groups() if found else (None, None)
    return (not first or year >= int(first)) and (not last or year <= int(last))
