"""Days and times of a workbook: serial numbers shown as dates."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal

_WEEKDAYS = "一二三四五六日"
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_LAST_SERIAL = 2_958_465  # 9999-12-31
_SECONDS = 86_400


def to_datetime(serial: Decimal, since_1904: bool) -> datetime | None:
    """The moment of a serial number, to the second; None outside 1900 to 9999."""
    if not 0 <= serial < _LAST_SERIAL + 1:
        return None
    if since_1904:
        epoch = datetime(1904, 1, 1)
    else:
        # Excel believes in a 29 February 1900 (serial 60), so that its epoch shifts there.
        epoch = datetime(1899, 12, 31) if serial < 60 else datetime(1899, 12, 30)
    seconds = int((serial * _SECONDS).quantize(Decimal(1), ROUND_HALF_UP))
    try:
        return epoch + timedelta(seconds=seconds)
    except OverflowError:
        return None


def show_date(serial: Decimal, tokens: Sequence[tuple[str, str]], since_1904: bool) -> str | None:
    """`serial` under the (kind, text) tokens of a date format; None where it is no date."""
    moment = to_datetime(serial, since_1904)
    if moment is None:
        return None
    total_seconds = int((serial * _SECONDS).quantize(Decimal(1), ROUND_HALF_UP))
    twelve_hours = any(kind == "meridiem" for kind, _ in tokens)
    written: list[str] = []
    for index, (kind, text) in enumerate(tokens):
        if kind == "date":
            written.append(_show_part(text, moment, twelve_hours, _is_minute(tokens, index)))
        elif kind == "elapsed":
            divisor = {"h": 3600, "m": 60, "s": 1}[text[0].lower()]
            written.append(f"{total_seconds // divisor:0{len(text)}d}")
        elif kind == "meridiem":
            early, _, late = text.partition("/")
            written.append(early if moment.hour < 12 else late)
        elif kind in ("literal", "point", "comma"):
            written.append(text)
    # Tenths of seconds (mmss.0) are not kept.
    return "".join(written).removesuffix(".")


def _is_minute(tokens: Sequence[tuple[str, str]], index: int) -> bool:
    """Whether the m at `index` means minutes: it follows hours or comes before seconds."""
    kinds = ("date", "elapsed")
    before = next((text for kind, text in reversed(tokens[:index]) if kind in kinds), "")
    after = next((text for kind, text in tokens[index + 1 :] if kind in kinds), "")
    return before[:1].lower() == "h" or after[:1].lower() == "s"


def _show_part(text: str, moment: datetime, twelve_hours: bool, minute: bool) -> str:
    letter, width = text[0].lower(), len(text)
    if letter in ("y", "e"):
        return f"{moment.year % 100:02d}" if letter == "y" and width <= 2 else str(moment.year)
    if letter == "m" and not minute:
        return _numbered(moment.month, width, _MONTHS)
    if letter == "m":
        return f"{moment.minute:0{min(width, 2)}d}"
    if letter == "d":
        return _numbered(moment.day, width, _DAYS, moment.weekday())
    if letter == "a":
        return ("星期" if width == 4 else "") + _WEEKDAYS[moment.weekday()]
    if letter == "h":
        hour = (moment.hour % 12 or 12) if twelve_hours else moment.hour
        return f"{hour:0{min(width, 2)}d}"
    return f"{moment.second:0{min(width, 2)}d}"


def _numbered(number: int, width: int, names: Sequence[str], index: int | None = None) -> str:
    if width <= 2:
        return f"{number:0{width}d}"
    return names[number - 1 if index is None else index]
