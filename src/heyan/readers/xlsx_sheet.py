"""The cells of one worksheet as they are shown, merged ranges applied."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from lxml import etree

from heyan.errors import UnreadableInput
from heyan.model.dataclass import dataclass
from heyan.readers.layout import check_extent
from heyan.readers.xlsx_book import Book, S, plain_text

# A form merges some thousands of cells; A1:XFD1048576 is an attack on whoever lays it out.
MERGED_LIMIT = 1_000_000
TEXT_LIMIT = 5_000_000
MAX_ROW, MAX_COLUMN = 1_048_576, 16_384

_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?([1-9]\d{0,6})")


@dataclass(frozen=True, slots=True)
class Area:
    """A cell or merged range: 1-based first and last row and column, and the text that it shows.

    `missing` says that a formula stands there whose value is not stored.
    """

    top: int
    left: int
    bottom: int
    right: int
    text: str = ""
    missing: bool = False

    @property
    def filled(self) -> bool:
        """Whether there is anything to see or to complain about."""
        return bool(self.text) or self.missing


def read_areas(root: etree._Element, book: Book) -> list[Area]:
    """The filled cells of a worksheet and its merged ranges among them, none overlapping.

    What stands under a merged range beside its first cell is not shown by Excel and left out. Raises UnreadableInput:
    "hostile" for merged ranges beyond MERGED_LIMIT cells, "too_large" beyond TEXT_LIMIT characters, "corrupt" for a
    place outside any sheet.
    """
    cells = _read_cells(root, book)
    merged = _read_merged(root)
    rows = sorted({row for row, _ in cells})
    columns = sorted({column for _, column in cells})
    check_extent(len(rows), len(columns))
    width = len(columns)
    taken = bytearray(len(rows) * width)
    areas: list[Area] = []
    for top, left, bottom, right in merged:
        lines = range(bisect_left(rows, top), bisect_right(rows, bottom))
        first, last = bisect_left(columns, left), bisect_right(columns, right)
        if not lines or first == last or any(any(taken[r * width + first : r * width + last]) for r in lines):
            continue
        for line in lines:
            taken[line * width + first : line * width + last] = b"\1" * (last - first)
        origin = cells.get((top, left))
        text, missing = ("", False) if origin is None else (origin.text, origin.missing)
        areas.append(Area(top, left, bottom, right, text, missing))
    row_at = {row: index for index, row in enumerate(rows)}
    column_at = {column: index for index, column in enumerate(columns)}
    areas.extend(
        cell for (row, column), cell in cells.items() if not taken[row_at[row] * width + column_at[column]]
    )
    return sorted(areas, key=lambda area: (area.top, area.left))


def column_name(column: int) -> str:
    """The letters of a 1-based column: 1 is A, 27 is AA."""
    name = ""
    while column:
        column, letter = divmod(column - 1, 26)
        name = chr(ord("A") + letter) + name
    return name


def _read_cells(root: etree._Element, book: Book) -> dict[tuple[int, int], Area]:
    cells: dict[tuple[int, int], Area] = {}
    length = 0
    for row, column, element in _positions(root):
        text, missing = _shown(element, book)
        if not text and not missing:
            continue
        length += len(text)
        if length > TEXT_LIMIT:
            raise UnreadableInput(
                "too_large", f"工作表里的文字多于 {TEXT_LIMIT} 个；请删去与本表无关的内容后再送审。"
            )
        cells[row, column] = Area(row, column, row, column, text, missing)
    return cells


def _positions(root: etree._Element) -> Iterator[tuple[int, int, etree._Element]]:
    """The cell elements with their places; one without a reference follows the one before it."""
    row = 0
    for row_element in root.iterfind(f"{S}sheetData/{S}row"):
        stated = row_element.get("r", "")
        row = int(stated) if stated.isdecimal() and len(stated) < 8 else row + 1
        column = 0
        for element in row_element.iterchildren(S + "c"):
            reference = element.get("r")
            if reference is None:
                column += 1
                place = (row, column)
            else:
                place = _place(reference)
                column = place[1]
            if not (1 <= place[0] <= MAX_ROW and place[1] <= MAX_COLUMN):
                raise _misplaced(reference or f"第 {row} 行")
            yield *place, element


def _shown(element: etree._Element, book: Book) -> tuple[str, bool]:
    """The text that a cell shows, and whether it lacks the stored value of its formula."""
    kind = element.get("t", "n")
    stored: str | None = None
    formula = False
    for child in element:
        if child.tag == S + "v":
            stored = child.text
        elif child.tag == S + "is":
            return book.show("inlineStr", plain_text(child), element.get("s")), False
        elif child.tag == S + "f":
            formula = True
    if stored is None:
        # A formula that gives an empty text stores just that.
        return "", formula and kind != "str"
    return book.show(kind, stored, element.get("s")), False


def _read_merged(root: etree._Element) -> Sequence[tuple[int, int, int, int]]:
    merged: list[tuple[int, int, int, int]] = []
    area = 0
    for element in root.iterfind(f"{S}mergeCells/{S}mergeCell"):
        first, _, last = element.get("ref", "").partition(":")
        top, left = _place(first)
        bottom, right = _place(last or first)
        top, bottom, left, right = min(top, bottom), max(top, bottom), min(left, right), max(left, right)
        area += (bottom - top + 1) * (right - left + 1)
        if area > MERGED_LIMIT:
            raise UnreadableInput(
                "hostile", f"工作表合并的单元格多于 {MERGED_LIMIT} 个；请取消多余的合并单元格后再送审。"
            )
        merged.append((top, left, bottom, right))
    return merged


def _place(reference: str) -> tuple[int, int]:
    match = _REFERENCE.fullmatch(reference)
    if match is None:
        raise _misplaced(reference)
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(match[2]), column


def _misplaced(reference: str) -> UnreadableInput:
    return UnreadableInput(
        "corrupt", f"工作表里有不存在的位置“{reference[:20]}”；请用 Excel 或 WPS 打开后另存一份再送审。"
    )
