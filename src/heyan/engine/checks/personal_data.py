"""The kind `personal_data`: identity numbers, bank cards and mobile phones in a paper that is made public."""

from __future__ import annotations

import re
from collections.abc import Iterator
from types import MappingProxyType
from typing import ClassVar, Literal

from heyan.engine.binding import bind
from heyan.engine.checks.options import CheckOptions, Variants
from heyan.engine.lexicon import Lexicons
from heyan.engine.places import text_on
from heyan.engine.submission import Target
from heyan.engine.verdict import Observation, Verdict, failed, not_evaluated, passed

_MOST = 100
# How far before a number its label may begin.
_LABEL = 24
_DIGITS = re.compile(r"(?<![\dA-Za-z.])(?:\d[ -]?){10,18}[\dXx](?![\dA-Za-z]|\.\d|\s*[元万亿])")
# A birth date of somebody alive and of age: project codes of as many digits begin with a region and this year.
_BORN = re.compile(r"\d{6}(?:19[2-9]\d|200\d)(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx]")
_MOBILE = re.compile(r"1[3-9]\d{9}")
# GB 11643-1999: weights and check characters of citizen identity numbers.
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK = "10X98765432"
# Issuers' first digits in China: UnionPay 62, Visa 4, Mastercard 51-55.
_CARD = re.compile(r"62\d{14,17}|4\d{15}|5[1-5]\d{14}")
_CONTACT = re.compile(r"(?:电话|手机|联系方式|电\s*话)[^\d。；\n]{0,12}\Z")
_NAMES = MappingProxyType(
    {"identity": "身份证号", "card": "银行卡号", "phone": "手机号", "contact": "手机号"}
)


class PersonalDataCheck(CheckOptions):
    """No identity number (by its check digit), bank card (by Luhn's) or mobile phone in the text of the field `look`.

    Findings mask the number; the variant tells which it is: `contact` is a phone behind the label of a contact field.
    """

    kind: Literal["personal_data"] = "personal_data"
    look: str

    slots: ClassVar[frozenset[str]] = frozenset({"what", "masked"})
    figures: ClassVar[frozenset[str]] = frozenset({"reported"})
    variants: ClassVar[Variants] = MappingProxyType({"": ("identity", "card", "phone", "contact")})
    paths: ClassVar[frozenset[str]] = frozenset({"look"})


def check_personal_data(options: PersonalDataCheck, target: Target, _lexicons: Lexicons) -> Verdict:
    """Fails at each such number."""
    found = text_on(bind(options.look, type(target.item)), target)
    if found is None:
        return not_evaluated("没有可查的文字")
    text, span = found
    exact = len(text) == len(span)
    seen = [
        Observation(
            span.part(start, end) if exact else span,
            slots={"what": _NAMES[variant], "masked": masked},
            reported=masked,
            identity=(variant, masked),
            variant=variant,
        )
        for start, end, variant, masked in _numbers(text)
    ]
    return failed(tuple(seen[:_MOST])) if seen else passed()


def _numbers(text: str) -> Iterator[tuple[int, int, str, str]]:
    for found in _DIGITS.finditer(text):
        digits = re.sub(r"[ -]", "", found[0])
        variant = _variant(digits)
        if variant == "phone" and _CONTACT.search(text, max(0, found.start() - _LABEL), found.start()):
            variant = "contact"
        if variant is not None:
            masked = f"{digits[:3]}{'*' * (len(digits) - 7)}{digits[-4:]}"
            yield found.start(), found.end(), variant, masked


def _variant(digits: str) -> str | None:
    if _BORN.fullmatch(digits) and _identity(digits):
        return "identity"
    if _MOBILE.fullmatch(digits):
        return "phone"
    return "card" if _CARD.fullmatch(digits) and _luhn(digits) else None


def _identity(digits: str) -> bool:
    total = sum(int(digit) * weight for digit, weight in zip(digits[:17], _WEIGHTS, strict=True))
    return _CHECK[total % 11] == digits[17].upper()


def _luhn(digits: str) -> bool:
    """ISO/IEC 7812-1, annex B."""
    doubled = [int(digit) * (2 if index % 2 else 1) for index, digit in enumerate(reversed(digits))]
    return sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0
