"""The text of a docx paragraph: what Word shows and prints, in whatever wrappers its runs stand.

Insertions are kept and deletions dropped, as in the document that would be printed with all changes accepted.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from lxml import etree

from heyan.readers.docx_styles import VAL, Styles, W, is_on

_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_O = "{urn:schemas-microsoft-com:office:office}"
_PIC = "{http://schemas.openxmlformats.org/drawingml/2006/picture}"

RUN = W + "r"
CONTENT_CONTROL = W + "sdt"
ALTERNATIVES = _MC + "AlternateContent"
# Wrappers whose children count as if they stood in the wrapper's place, at any level.
TRANSPARENT = frozenset(
    {
        *(
            W + name
            for name in ("ins", "moveTo", "smartTag", "customXml", "hyperlink", "fldSimple", "dir", "bdo")
        ),
        *(W + name for name in ("sdtContent", "ruby", "rubyBase")),
        *(_MC + name for name in ("Choice", "Fallback")),
    }
)
_MATH = frozenset({_M + "oMath", _M + "oMathPara"})
_DRAWINGS = frozenset({W + "drawing", W + "pict", W + "object"})
_NOTES = frozenset({W + "footnoteReference", W + "endnoteReference"})
_LITERALS: Mapping[str, str] = MappingProxyType(
    {
        W + "tab": "\t",
        W + "ptab": "\t",
        W + "br": "\n",
        W + "cr": "\n",
        W + "noBreakHyphen": "-",
    }
)
# Symbol fonts hide ordinary signs at private places; the comparators among them decide indicators.
_SYMBOLS: Mapping[str, Mapping[int, str]] = MappingProxyType(
    {
        "symbol": MappingProxyType(
            {
                0xA3: "≤",
                0xB3: "≥",
                0xB1: "±",
                0xB4: "×",
                0xB8: "÷",
                0xB9: "≠",
                0xBB: "≈",
                0xD7: "·",
                0xB0: "°",
            }
        ),
        "wingdings": MappingProxyType(
            {
                0xFC: "✓",
                0xFB: "✗",
                0xFE: "☑",
                0xFD: "☒",
                0xA8: "☐",
                0x6F: "☐",
                0x6E: "■",
                0x6C: "●",
                0xE0: "→",
            }
        ),
        "wingdings 2": MappingProxyType({0x50: "✓", 0x4F: "✗", 0x52: "☑", 0x54: "☒", 0xA3: "☐"}),
    }
)
_ASCII = range(0x20, 0x7F)
_T = W + "t"
_RUN_PROPERTIES = W + "rPr"
_FIELD_MARK = W + "fldChar"
_FIELD_STEP = W + "fldCharType"
_VANISH = W + "vanish"
_RUN_STYLE = W + "rStyle"


class Runs:
    """Collects the text of one paragraph after another.

    After `text`, `boxes` holds the text boxes anchored in that paragraph (their w:txbxContent). `seen` gathers what was
    met over the whole document and cannot be carried over: "notes", "pictures", "embedded".
    """

    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        self._parts: list[str] = []
        # One entry per open field: True while its instruction lasts, False in its result.
        self._fields: list[bool] = []
        self.boxes: list[etree._Element] = []
        self.seen: set[str] = set()

    def text(self, paragraph: etree._Element) -> str:
        """The text of a w:p: TAB for tabs, newline for breaks; fields by their results."""
        self._parts, self._fields, self.boxes = [], [], []
        self._collect(paragraph)
        return "".join(self._parts).strip("\n")

    def _collect(self, container: etree._Element) -> None:
        for child in container:
            tag = child.tag
            if tag == RUN:
                self._run(child)
            elif tag in TRANSPARENT:
                self._collect(child)
            elif tag == CONTENT_CONTROL:
                content = control_content(child)
                if content is not None:
                    self._collect(content)
            elif tag == ALTERNATIVES:
                chosen = alternative(child)
                if chosen is not None:
                    self._collect(chosen)
            elif tag in _MATH:
                self._parts.extend(text.text or "" for text in child.iter(_M + "t"))

    def _run(self, run: etree._Element) -> None:
        for child in run:
            tag = child.tag
            if tag == _T:
                if child.text and not (self._fields and True in self._fields):
                    self._parts.append(child.text)
            elif tag == _RUN_PROPERTIES:
                if self._is_hidden(child):
                    self._track_fields(run)
                    return
            elif tag in _LITERALS:
                self._parts.append(_LITERALS[tag])
            elif tag == _FIELD_MARK:
                self._field(child.get(_FIELD_STEP))
            else:
                self._rare(child, tag)

    def _rare(self, child: etree._Element, tag: str) -> None:
        if tag in _DRAWINGS:
            self._drawing(child)
        elif tag == ALTERNATIVES:
            chosen = alternative(child)
            if chosen is not None:
                self._run(chosen)
        elif tag == W + "sym":
            self._parts.append(_symbol(child.get(W + "font", ""), child.get(W + "char", "")))
        elif tag == W + "ruby":
            for base in child.iterchildren(W + "rubyBase"):
                self._collect(base)
        elif tag in _NOTES:
            self.seen.add("notes")

    def _is_hidden(self, properties: etree._Element) -> bool:
        hidden = False
        for child in properties:
            if child.tag == _VANISH:
                return is_on(child.get(VAL))
            if child.tag == _RUN_STYLE:
                hidden = self._styles.style(child.get(VAL)).hidden
        return hidden

    def _track_fields(self, run: etree._Element) -> None:
        for child in run.iterchildren(_FIELD_MARK):
            self._field(child.get(_FIELD_STEP))

    def _field(self, step: str | None) -> None:
        if step == "begin":
            self._fields.append(True)
        elif step == "separate" and self._fields:
            self._fields[-1] = False
        elif step == "end" and self._fields:
            self._fields.pop()

    def _drawing(self, element: etree._Element) -> None:
        """Find the outermost text boxes in a drawing; what lies in them is read when they are."""
        for child in element:
            tag = child.tag
            if tag == W + "txbxContent":
                self.boxes.append(child)
            elif tag == ALTERNATIVES:
                chosen = alternative(child)
                if chosen is not None:
                    self._drawing(chosen)
            else:
                if tag == _PIC + "pic" or str(tag).endswith("}imagedata"):
                    self.seen.add("pictures")
                elif tag == _O + "OLEObject":
                    self.seen.add("embedded")
                self._drawing(child)


def alternative(element: etree._Element) -> etree._Element | None:
    """The branch of a mc:AlternateContent to read: its first choice, or else its fallback; never both."""
    choice = element.find(_MC + "Choice")
    return element.find(_MC + "Fallback") if choice is None else choice


def control_content(element: etree._Element) -> etree._Element | None:
    """The content of a w:sdt, emptied where it only shows its prompt (单击此处输入文字): then nothing was entered."""
    content = element.find(W + "sdtContent")
    prompt = element.find(f"{W}sdtPr/{W}showingPlcHdr")
    if content is not None and prompt is not None and is_on(prompt.get(VAL)):
        etree.strip_elements(content, RUN, with_tail=False)
    return content


def _symbol(font: str, char: str) -> str:
    try:
        code = int(char, 16)
    except ValueError:
        return ""
    code = code - 0xF000 if 0xF000 <= code <= 0xF0FF else code
    mapped = _SYMBOLS.get(font.lower())
    if mapped is not None:
        # The Symbol font keeps digits and the plain signs at their ASCII places; the Wingdings do not.
        plain = chr(code) if font.lower() == "symbol" and code in _ASCII and not chr(code).isalpha() else ""
        return mapped.get(code, plain)
    return chr(code) if 0x20 <= code < 0xD800 else ""
