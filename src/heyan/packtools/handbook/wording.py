"""Expressions of rules in words that a clerk reads: 填了(得分) 且 得分 ≤ 分值."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from heyan.engine.labels import LABELS

_PIECE = re.compile(r"""r?"[^"]*"|r?'[^']*'|not in(?= )|[a-z_][a-z_0-9]*|[<>=!]=|[^"'a-z_<>=!]+|.""")
_SIGNS: Mapping[str, str] = MappingProxyType({">=": "≥", "<=": "≤", "==": "＝", "!=": "≠"})
_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "and": "且",
        "or": "或",
        "not": "非",
        "in": "在",
        "not in": "不在",
        "for": "，逐个看",
        "if": "，只看",
        "True": "是",
        "False": "否",
        "has": "填了",
        "matches": "写法符合",
        "lexicon": "词表",
        "met": "完成指标值",
        "attainment": "完成比例",
        "polarity": "名称的方向",
        "contains": "含有",
        "startswith": "开头是",
        "endswith": "结尾是",
        "any": "有一个",
        "all": "个个",
        "count": "个数",
        "sum": "合计",
        "min": "最小",
        "max": "最大",
        "abs": "绝对值",
        "length": "字数",
        "text": "文字",
    }
)


def in_words(expression: str) -> str:
    """The expression with words for its signs, functions and fields; quoted texts stay."""
    flat = " ".join(expression.split())
    return "".join(_word(match[0], flat[match.end() :].startswith("(")) for match in _PIECE.finditer(flat))


def _word(piece: str, called: bool) -> str:
    if piece in _SIGNS:
        return _SIGNS[piece]
    keyword = piece in ("and", "or", "not", "in", "not in", "for", "if")
    if piece in _WORDS and (called or keyword):
        return _WORDS[piece]
    return LABELS.get(piece, piece)
