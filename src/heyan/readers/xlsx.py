"""Excel workbooks (.xlsx, .xlsm, and whatever is one by content): what the visible sheets show.

Read from the package's own XML, not through a workbook library: openpyxl expands every hyperlink and merged range cell
by cell (a 5 KB file with one hyperlink over A1:XFD300 took 37 s and 2 GB), and does not tell a formula without a
stored value from an empty cell.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from heyan.model.document import Document, Source, Table
from heyan.readers.layout import Composer, Grid, GridCell, check_extent
from heyan.readers.package import Package
from heyan.readers.xlsx_book import Book, Sheet
from heyan.readers.xlsx_sheet import Area, column_name, read_areas

# Blank positions become cells only in tables of a size that people fill in.
_FILL_LIMIT = 200_000
_SPLITTING_GAP = 3  # two empty rows between two used ones


def read(source: Source, document_id: str) -> Document:
    """The Document of a workbook: sheet by sheet its titles as paragraphs and its form as a table.

    Rows and columns without any text are left out of a table's grid; `Cell.address` keeps the true place (F7) and
    `Table.name` the sheet. Hidden sheets, charts and drawings are not read but remarked, as are formulas without a
    stored value. Raises UnreadableInput for what is no workbook, is damaged, or goes beyond the limits.
    """
    package = Package(source.content)
    book = Book(package)
    composer = Composer(document_id)
    for sheet in book.sheets:
        if sheet.hidden:
            composer.remark(composer.here(), f"隐藏的工作表“{sheet.name}”没有读入")
        elif sheet.kind != "worksheet":
            composer.remark(composer.here(), f"工作表“{sheet.name}”不是表格，没有读入")
        else:
            _add_sheet(composer, package, book, sheet)
    return composer.finish(source, "xlsx")


def _add_sheet(composer: Composer, package: Package, book: Book, sheet: Sheet) -> None:
    for part in _parts(read_areas(package.xml(sheet.part), book)):
        if isinstance(part, Area):
            composer.paragraph(part.text)
            continue
        table = composer.table(_grid(part, sheet.name))
        if table is not None:
            _remark_missing(composer, part, table)
    drawings = [rel.target for rel in package.relations(sheet.part).values() if rel.kind == "drawing"]
    if any(b"<a:t>" in package.part(drawing) for drawing in drawings):
        composer.remark(composer.here(), f"工作表“{sheet.name}”的图形里的文字没有读入")


def _remark_missing(composer: Composer, areas: Sequence[Area], table: Table) -> None:
    missing = {f"{column_name(area.left)}{area.top}" for area in areas if area.missing}
    for cell in table.cells if missing else ():
        if cell.address in missing:
            composer.remark(cell.span, "公式没有缓存值")


def _parts(areas: Sequence[Area]) -> Iterator[Area | list[Area]]:
    """Lone cells above and below a form, one by one, and the form between them.

    A sheet holds a second form where two or more empty rows are followed by a lone cell (its title).
    """
    bands = _bands(areas)
    start = 0
    for index in range(1, len(bands) + 1):
        if index < len(bands):
            gap = bands[index][0].top - max(area.bottom for area in bands[index - 1])
            if gap < _SPLITTING_GAP or not _is_lone(bands[index]):
                continue
        first, last = start, index
        while first < last and _is_lone(bands[first]):
            yield bands[first][0]
            first += 1
        end = last
        edge = min((area.left for band in bands[first:last] for area in band if area.filled), default=0)
        while last > first and _is_lone(bands[last - 1]) and bands[last - 1][0].left <= edge:
            last -= 1
        if first < last:
            yield [area for band in bands[first:last] for area in band]
        for band in bands[last:end]:
            yield band[0]
        start = index


def _bands(areas: Sequence[Area]) -> list[list[Area]]:
    """Areas in bands of rows that no area crosses; a band without anything filled is left out."""
    bands: list[list[Area]] = []
    bottom = 0
    for area in areas:
        if area.top > bottom:
            bands.append([])
        bands[-1].append(area)
        bottom = max(bottom, area.bottom)
    return [band for band in bands if any(area.filled for area in band)]


def _is_lone(band: Sequence[Area]) -> bool:
    return len(band) == 1 and bool(band[0].text)


def _grid(areas: Sequence[Area], name: str) -> Grid:
    """The table of `areas` on a grid of only those rows and columns in which something filled begins."""
    rows = sorted({area.top for area in areas if area.filled})
    columns = sorted({area.left for area in areas if area.filled})
    check_extent(len(rows), len(columns))
    fill = len(rows) * len(columns) <= _FILL_LIMIT
    taken = bytearray(len(rows) * len(columns) if fill else 0)
    cells: list[GridCell] = []
    letters = {column: column_name(column) for column in {area.left for area in areas}}
    for area in areas:
        row, row_end = bisect_left(rows, area.top), bisect_right(rows, area.bottom)
        column, column_end = bisect_left(columns, area.left), bisect_right(columns, area.right)
        if row == row_end or column == column_end:
            continue
        address = f"{letters[area.left]}{area.top}"
        pieces = (area.text,) if area.text else ()
        cells.append(GridCell(row, column, row_end - row, column_end - column, pieces, address))
        for line in range(row, row_end) if fill else ():
            start = line * len(columns)
            taken[start + column : start + column_end] = b"\1" * (column_end - column)
    for position, is_taken in enumerate(taken):
        if not is_taken:
            row, column = divmod(position, len(columns))
            cells.append(GridCell(row, column, address=f"{letters[columns[column]]}{rows[row]}"))
    return Grid(tuple(cells), len(rows), len(columns), name=name)
