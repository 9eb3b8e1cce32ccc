"""Bytes to text, whatever encoding they are in and whatever they claim."""

from __future__ import annotations

import codecs

_MARKS = (
    # UTF-32's little-endian mark begins with UTF-16's, so it is tried first.
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

_ASCII = bytes(range(0x80))


def decode(content: bytes) -> str:
    """The text of `content`, without byte order mark and with every line end as "\\n".

    A byte order mark decides; else UTF-8, UTF-16 by its pattern of NUL bytes, and GB18030, in this order. Bytes
    that fit no reading become U+FFFD; nothing is raised.
    """
    text = _characters(content).removeprefix("\ufeff")
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def _characters(content: bytes) -> str:
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return content[len(mark) :].decode(encoding, "replace")
    if b"\0" in content and (encoding_guess := _sixteen_bit(content)):
        return content.decode(encoding_guess, "replace")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        pass
    # A paper in UTF-8 with a few broken bytes (cut off, or pasted together) is not to become mojibake as a whole;
    # in GB18030 text nearly every character is an error to UTF-8.
    lenient = content.decode("utf-8", "replace")
    broken = lenient.count("\ufffd")
    whole = len(lenient) - broken - (len(content) - len(content.translate(None, _ASCII)))
    if broken * 10 < whole:
        return lenient
    return content.decode("gb18030", "replace")


def _sixteen_bit(content: bytes) -> str | None:
    """UTF-16's byte order where NULs stand on one side only (ASCII digits and line ends), else None."""
    low, high = content[0::2].count(0), content[1::2].count(0)
    if high > 8 * low:
        return "utf-16-le"
    if low > 8 * high:
        return "utf-16-be"
    return None
