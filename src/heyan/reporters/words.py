"""The interface's own words in Chinese and English. Texts of rules and papers are never translated here."""

from __future__ import annotations

from heyan.reporters.options import Language
from heyan.reporters.wording import Words
from heyan.reporters.words_en import ENGLISH
from heyan.reporters.words_zh import CHINESE

__all__ = ["Words", "words_of"]


def words_of(lang: Language) -> Words:
    """The words of that language."""
    return ENGLISH if lang == "en" else CHINESE
