"""The kind `foreign_trade`: a passage about performance that speaks of a trade the unit has nothing to do with."""

from __future__ import annotations

import re
from typing import ClassVar, Literal

from heyan.engine.binding import bind
from heyan.engine.checks.options import CheckOptions
from heyan.engine.lexicon import Lexicons, of_pack
from heyan.engine.places import text_on
from heyan.engine.submission import Target
from heyan.engine.verdict import Observation, Verdict, failed, not_applicable, not_evaluated, passed
from heyan.engine.wordlist import words_of
from heyan.model.report import Report

_CLAUSE = re.compile(r"[^，。；;,\n\t]+")


class ForeignTradeCheck(CheckOptions):
    """No clause about budgets or performance (it holds a word of `topics`) names a trade of `trades` with a word of
    `fields` behind it (林业发展), where the paper speaks of that trade nowhere else.

    The rule's `when` says for which units the trades are foreign.
    """

    kind: Literal["foreign_trade"] = "foreign_trade"
    look: str
    trades: str
    fields: str
    topics: str

    slots: ClassVar[frozenset[str]] = frozenset({"found", "trade"})
    figures: ClassVar[frozenset[str]] = frozenset({"reported", "formula"})
    targets: ClassVar[frozenset[str]] = frozenset({"report"})
    paths: ClassVar[frozenset[str]] = frozenset({"look"})
    lexicons: ClassVar[frozenset[str]] = frozenset({"trades", "fields", "topics"})


def check_foreign_trade(options: ForeignTradeCheck, target: Target, lexicons: Lexicons) -> Verdict:
    """Fails at each such passage; not applicable where the unit is not known."""
    report = target.item
    if not isinstance(report, Report):
        return not_applicable()
    found = text_on(bind(options.look, type(report)), target)
    if found is None:
        return not_evaluated("没有可查的文字")
    text, span = found
    fields = of_pack(lexicons, options.fields).words
    topics = words_of(of_pack(lexicons, options.topics).words)
    exact = len(text) == len(span)
    seen = []
    for trade in of_pack(lexicons, options.trades).words:
        mentions = text.count(trade)
        if not mentions:
            continue
        places = list(words_of(tuple(trade + word for word in fields)).found_in(text))
        if len(places) != mentions:
            continue  # the paper tells of this trade elsewhere: it is part of its work
        for start, end in places:
            clause = next((c[0] for c in _CLAUSE.finditer(text, max(0, start - 80)) if c.end() >= end), "")
            if next(topics.found_in(clause), None) is not None:
                seen.append(
                    Observation(
                        span.part(start, end) if exact else span,
                        slots={"found": text[start:end], "trade": trade},
                        reported=text[start:end],
                        evidence=(f"全文只有这里提到“{trade}”：“{clause.strip()}”",),
                        identity=(clause.strip(),),
                    )
                )
    return failed(tuple(seen)) if seen else passed()
