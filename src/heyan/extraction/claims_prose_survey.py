"""Satisfaction as a survey counts it: 收回有效问卷300份，满意285份，满意度95%."""

from __future__ import annotations

import re
from collections.abc import Sequence

from heyan.extraction.operands import around
from heyan.extraction.pattern import pattern
from heyan.extraction.statements import Amount, Line
from heyan.model.claim import Claim, Operand

_RESULT = pattern(r"(?:^|[,;:(])(?:满意[度率]|占比?|比例)(?:为|达到?|是|:)*$")
_SATISFIED = pattern(r"(?:^|选择|表示|评价|其中|结果)“?(?:满意|认可)”?(?:的|评价)*(?:有|为|共)*$")
_SURVEY = pattern(r"问卷|调查|受访|访谈|测评|样本")
_RETURNED = pattern(r"收回|回收|有效")
# A rate over several answers (基本满意 among them) is not that of the one count before it.
_OTHER_ANSWERS = pattern(r"满意(?!度|率)")


def survey_share(line: Line, before: Sequence[Amount], result: Amount) -> Claim | None:
    """The claim that `result` is the share of the satisfied among those asked; None where the text asserts none.

    Only one answer may be counted, right before the percentage, and the questionnaires before that answer.
    """
    words = line.folded[result.label_start - 1 if result.label_start else 0 : result.start].rstrip()
    stated = [a for a in before if a.nature == "plain" and a.sentence == result.sentence]
    if len(stated) < 2 or not _RESULT.search(words):
        return None
    part = stated[-1]
    asked = [a for a in stated[:-1] if a.quantity.unit == part.quantity.unit and a.quantity.value]
    sentence = line.folded[asked[0].label_start if asked else part.label_start : part.start]
    if not asked or not _SATISFIED.search(part.label) or not _SURVEY.search(sentence):
        return None
    start, end = line.clauses[result.clause].end, len(line.folded)
    rest = re.split("[。\n]", line.folded[start:end], maxsplit=1)[0]
    if asked[-1] is not stated[-2] or _OTHER_ANSWERS.search(rest):
        return None
    if any(a.quantity.comparator or a.quantity.approximate for a in (part, asked[-1])):
        return None
    if len(asked) > 1 and not _RETURNED.search(asked[-1].label):
        return None
    operands = (
        Operand("numerator", part.label, part.quantity, part.place),
        Operand("denominator", asked[-1].label, asked[-1].quantity, asked[-1].place),
        Operand("result", result.label, result.quantity, result.place),
    )
    return Claim("ratio", "share", "满意度", operands, around(operands), "占")
