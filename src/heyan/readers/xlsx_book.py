"""The parts of a workbook that its sheets share: sheet list, shared strings, number formats."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from lxml import etree

from heyan.errors import UnreadableInput
from heyan.model.dataclass import dataclass
from heyan.readers.number_format import BUILT_IN, show_number, show_text
from heyan.readers.number_sections import NumberFormat, parse
from heyan.readers.package import RELATIONSHIP_ID, Package

S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f]")
_GENERAL = parse("General")
_LONGEST_NAME = 31
_TRUE = frozenset({"1", "true", "on"})


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of the workbook. `kind` is the last word of its relationship, such as worksheet or chartsheet."""

    name: str
    part: str
    kind: str
    hidden: bool


class Book:
    """What the cells of a workbook need to be shown. Raises UnreadableInput as `Package.xml` does."""

    def __init__(self, package: Package) -> None:
        root = package.main_root()
        if root.tag != S + "workbook":
            raise UnreadableInput(
                "corrupt", "文件里没有 Excel 工作簿；请用 Excel 或 WPS 打开后另存为 xlsx 再送审。"
            )
        relations = package.relations(package.main_part or "")
        parts = {relation.kind: relation.target for relation in relations.values()}
        properties = root.find(S + "workbookPr")
        self._since_1904 = properties is not None and properties.get("date1904") in _TRUE
        self._strings = (
            _shared_strings(package.xml(parts["sharedStrings"])) if "sharedStrings" in parts else []
        )
        self._codes = _format_codes(package.xml(parts["styles"])) if "styles" in parts else []
        self._formats: dict[str, NumberFormat] = {}
        # Points and scores repeat all over a form.
        self._numbers: dict[tuple[str, str | None], str] = {}
        sheets: list[Sheet] = []
        for element in root.iterfind(f"{S}sheets/{S}sheet"):
            relation = relations.get(element.get(RELATIONSHIP_ID, ""))
            name = element.get("name", "")[:_LONGEST_NAME]
            if relation is None:
                raise UnreadableInput(
                    "corrupt", f"工作表“{name}”的内容缺失；请用 Excel 或 WPS 打开后另存一份再送审。"
                )
            hidden = element.get("state") in ("hidden", "veryHidden")
            sheets.append(Sheet(name, relation.target, relation.kind, hidden))
        self.sheets = tuple(sheets)

    def show(self, kind: str, stored: str, style: str | None) -> str:
        """The text shown for a `stored` value of cell type `kind` (t) under the cell style at index `style` (s)."""
        if kind == "s":
            return show_text(self._string(_index(stored)), self._format(style))
        if kind in ("str", "inlineStr"):
            return show_text(clean(stored), self._format(style))
        if kind == "b":
            return "TRUE" if stored in _TRUE else "FALSE"
        if kind == "e":
            return clean(stored)
        if kind == "d":
            return show_number(_serial(stored), self._format(style))
        shown = self._numbers.get((stored, style))
        if shown is None:
            shown = show_number(stored, self._format(style), since_1904=self._since_1904)
            self._numbers[stored, style] = shown
        return shown

    def _string(self, index: int) -> str:
        return self._strings[index] if 0 <= index < len(self._strings) else ""

    def _format(self, style: str | None) -> NumberFormat:
        index = _index(style or "0")
        code = self._codes[index] if 0 <= index < len(self._codes) else ""
        if not code:
            return _GENERAL
        if code not in self._formats:
            self._formats[code] = parse(code)
        return self._formats[code]


def plain_text(element: etree._Element) -> str:
    """The text of a rich or plain string element (si, is): its runs joined, phonetic hints left out."""
    pieces: list[str] = []
    for child in element:
        if child.tag == S + "t":
            pieces.append(child.text or "")
        elif child.tag == S + "r":
            pieces.extend(text.text or "" for text in child.iterchildren(S + "t"))
    return clean("".join(pieces))


def clean(text: str) -> str:
    """`text` with _x000A_ escapes resolved, line ends as newlines, TABs as blanks; control characters left out."""
    if "_x" in text:
        text = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    return _CONTROL.sub("", text).strip("\n")


def _index(written: str) -> int:
    """A place in a list, -1 where `written` is none."""
    return int(written) if written.isdecimal() and len(written) < 10 else -1


def _shared_strings(root: etree._Element) -> list[str]:
    return [plain_text(element) for element in root.iterchildren(S + "si")]


def _format_codes(root: etree._Element) -> list[str]:
    """The number format's code by cell style; "" for General."""
    own = {
        element.get("numFmtId", ""): clean(element.get("formatCode", ""))
        for element in root.iterfind(f"{S}numFmts/{S}numFmt")
    }
    built_in = {str(identifier): code for identifier, code in BUILT_IN.items()}
    styles = root.iterfind(f"{S}cellXfs/{S}xf")
    identifiers = [style.get("numFmtId", "0") for style in styles]
    return [own.get(identifier) or built_in.get(identifier, "") for identifier in identifiers]


def _serial(stored: str) -> str:
    """An ISO 8601 moment as a serial number of the 1900 system; unchanged where it is none."""
    try:
        moment = datetime.fromisoformat(stored.removesuffix("Z"))
    except ValueError:
        return stored
    return repr((moment.replace(tzinfo=None) - datetime(1899, 12, 30)) / timedelta(days=1))
