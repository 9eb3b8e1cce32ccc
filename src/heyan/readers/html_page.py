"""Telling the paper from the page around it: what to leave out, and which tables only lay the page out.

Pages of government sites put navigation, side bars and footers around a paper, older ones in tables within tables.
All decisions are taken once, from counts that are gathered bottom-up over the tree in linear time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from lxml import etree

from heyan.model.dataclass import dataclass
from heyan.readers.layout import Grid

_DROPPED_NAMES = (
    "script style head noscript template iframe frame object embed applet svg math canvas audio video map select "
    "option datalist button title meta link"
)
_BLOCK_NAMES = (
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure "
    "footer form h1 h2 h3 h4 h5 h6 header hr html legend li main menu nav ol p pre search section summary table tbody "
    "td tfoot th thead tr ul"
)
DROPPED = frozenset(_DROPPED_NAMES.split())
BLOCKS = frozenset(_BLOCK_NAMES.split())
_FARMS = BLOCKS - frozenset({"html", "body", "tbody", "caption"})
_HEADINGS = frozenset({"h1", "h2", "h3", "h4"})
_FRAME_TAGS = frozenset({"nav", "aside", "header", "footer"})
_FRAME_ROLES = frozenset(
    {"navigation", "banner", "contentinfo", "search", "complementary", "menu", "menubar"}
)
_HIDDEN = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all)", re.IGNORECASE)
# Names that sites give to the frame around their articles; a long part or one with a table is never dropped by name.
_FRAME_NAMES = re.compile(
    r"(?:^|[\s_-])(?:nav|navbar|navigation|menu|breadcrumbs?|crumbs?|footer|foot|copyright|share|sidebar|toolbar|pager"
    r"|pagination|searchbox|search|login|topbar|qrcode|friendlinks?|links)(?:$|[\s_-])",
    re.IGNORECASE,
)

_IMPRINT = re.compile(
    r"(?:^|[\s|｜\[【（(])(?:发布日期|发布时间|发文日期|更新时间|时间|日期|来源|信息来源|文章来源|作者|责任编辑|编辑|字号|字体|字体大小|浏览次数|浏览量|浏览"
    r"|点击数|点击率|点击|访问量|阅读|阅读次数|打印|分享)\s*[:：]"
)
_OWN_TITLE = re.compile(
    r"\s*(?![一二三四五六七八九十0-9]{1,3}[、.．]|[（(])(?=.*(?:绩效|预算|决算|支出|自评|评价))[^。；，：:]{4,50}"
)
_CONTAINERS = frozenset(
    [
        "body",
        "div",
        "section",
        "main",
        "article",
        "form",
        "center",
        "ul",
        "ol",
        "dl",
        "table",
        "tbody",
        "tr",
        "td",
    ]
)
# Words and figures that a paper's title or a caption would have; a side bar's columns have none of them.
_PAPER = re.compile(r"[0-9。；]|表|报告|绩效|附件|单位")


@dataclass(slots=True)
class _Counts:
    """What an element holds, in visible characters and pieces; `cells` and `filled` are its own table's."""

    text: int = 0
    links: int = 0
    linked: int = 0
    blocks: int = 0
    headings: int = 0
    tables: int = 0
    tabled: int = 0
    cells: int = 0
    filled: int = 0
    largest: int = 0
    largest_blocks: int = 0
    largest_tables: int = 0
    largest_alone: bool = False

    def add(self, other: _Counts) -> None:
        self.text += other.text
        self.links += other.links
        self.linked += other.linked
        self.blocks += other.blocks
        self.headings += other.headings
        self.tables += other.tables
        self.tabled += other.tabled
        self.cells += other.cells
        self.filled += other.filled
        if other.largest > self.largest:
            self.largest = other.largest
            self.largest_blocks = other.largest_blocks
            self.largest_tables = other.largest_tables
            self.largest_alone = other.largest_alone


@dataclass(frozen=True, slots=True)
class Page:
    """Decisions on a page's elements.

    `hidden` elements are never shown; `frame` elements stand around the paper and do not count outside data tables;
    `layout` tables are no data tables. `elements` keeps the tree's objects alive, so that membership holds.
    """

    elements: Sequence[etree._Element]
    hidden: frozenset[etree._Element]
    frame: frozenset[etree._Element]
    layout: frozenset[etree._Element]


def study(root: etree._Element) -> Page:
    """Decide on all elements of the page."""
    elements = list(root.iter())
    hidden = frozenset(element for element in elements if _is_hidden(element))
    counts = {element: _Counts() for element in elements}
    layout: set[etree._Element] = set()
    for element in reversed(elements):
        own = counts[element]
        parent = element.getparent()
        outer = counts[parent] if parent is not None else _Counts()
        outer.text += _weight(element.tail)
        if element in hidden:
            continue
        own.text += _weight(element.text)
        _count_itself(element, own)
        if element.tag == "table":
            if _lays_out(element, own):
                layout.add(element)
            else:
                own.tables, own.tabled = 1, own.text
            own.cells = own.filled = own.largest = 0
        outer.add(own)
    total = counts[root].text
    frame = {
        element
        for element in elements
        if element not in hidden and _is_frame(element, counts[element], total, element in layout)
    }
    if frame:
        # A page with navigation is a site's: look at what else stands around the paper.
        frame |= {
            element for element in _outskirts(root, counts, layout) if _is_furniture(element, counts[element])
        }
    return Page(elements, hidden, frozenset(frame), frozenset(layout))


def is_imprint(text: str) -> bool:
    """Whether a paragraph is what a site says of its article (发布日期, 来源, 字号) rather than a part of the paper."""
    return len(text) <= 120 and len(_IMPRINT.findall(text)) >= 2


def without_site_title(blocks: Sequence[tuple[str, int] | Grid]) -> Sequence[tuple[str, int] | Grid]:
    """`blocks` (paragraphs as text and level) without the site's h1 over the article, where the paper has its own.

    Often the site's title is the only one; then it stays.
    """
    for index, block in enumerate(blocks):
        if isinstance(block, tuple) and block[1] == 1:
            following = blocks[index + 1 : index + 4]
            if any(isinstance(later, tuple) and _OWN_TITLE.fullmatch(later[0]) for later in following):
                return [*blocks[:index], *blocks[index + 1 :]]
            return blocks
    return blocks


def _weight(text: str | None) -> int:
    return sum(map(len, text.split())) if text else 0


def _is_hidden(element: etree._Element) -> bool:
    if element.tag in DROPPED or not isinstance(element.tag, str) or element.get("hidden") is not None:
        return True
    style = element.get("style")
    return style is not None and _HIDDEN.search(style) is not None


def _count_itself(element: etree._Element, own: _Counts) -> None:
    tag = element.tag
    if tag == "a":
        target = (element.get("href") or "").strip()
        # A link into the page itself is the paper's own table of contents or a footnote.
        if target and (not target.startswith("#") or target == "#"):
            own.links += 1
            own.linked = own.text
    elif tag in _HEADINGS:
        own.headings += 1
    elif tag in ("td", "th"):
        own.cells, own.filled = 1, int(own.text > 0)
        own.largest, own.largest_blocks, own.largest_tables = own.text, own.blocks, own.tables
    elif tag == "tr":
        own.largest_alone = own.filled == 1
    elif tag == "br":
        own.blocks += 1
    if tag in BLOCKS:
        own.blocks += 1


def _lays_out(table: etree._Element, own: _Counts) -> bool:
    """Whether a table places parts of a page rather than figures of a form."""
    if own.cells <= 1 or (table.get("role") or "").lower() in ("presentation", "none"):
        return True
    if own.tables and own.tabled >= 0.5 * own.text:
        return True
    if own.headings and own.filled <= 8:
        return True
    # A long cell beside a short one is a label and its text; alone in its row, or amid links, it is an article.
    if own.largest_blocks < 5 or not (own.largest_alone or own.links >= 2):
        return False
    if own.largest >= 500 and own.filled <= 6:
        return True
    return own.largest >= 0.6 * own.text and (
        own.largest_tables > 0 or (own.largest >= 1000 and own.links >= 3)
    )


def _is_frame(element: etree._Element, own: _Counts, total: int, is_layout: bool) -> bool:
    """Whether an element belongs to the page around the paper."""
    if not own.links and not element.attrib and element.tag not in _FRAME_TAGS:
        return False
    tag = element.tag
    holds_table = own.tables > (1 if tag == "table" and not is_layout else 0)
    if tag not in _FARMS or holds_table or own.text > 0.6 * total:
        return False
    if tag in ("nav", "aside") or (element.get("role") or "").lower() in _FRAME_ROLES:
        return True
    if tag in ("header", "footer"):
        return not own.headings and next(element.iterancestors("article", "main"), None) is None
    if own.links >= 2 and own.linked >= 0.5 * own.text:
        return True
    if tag == "table" or own.headings or own.text > 0.3 * total:
        return False
    return any(_FRAME_NAMES.search(element.get(name) or "") for name in ("class", "id"))


def _outskirts(
    root: etree._Element, counts: dict[etree._Element, _Counts], layout: set[etree._Element]
) -> Iterator[etree._Element]:
    """The containers outside the innermost one that holds all data tables and most of the text."""
    total = counts[root]
    around = root
    while True:
        inside = next(
            (
                child
                for child in around
                if (child.tag in _CONTAINERS and (child.tag != "table" or child in layout))
                and counts[child].text >= 0.6 * total.text
                and counts[child].tables == total.tables
            ),
            None,
        )
        if inside is None:
            return
        for child in around:
            if child is not inside:
                yield from (element for element in child.iter(*_CONTAINERS) if element in counts)
        around = inside


def _is_furniture(element: etree._Element, own: _Counts) -> bool:
    """Whether a small part of a site's page has nothing that a paper would have."""
    if own.text > 300 or own.tables:
        return False
    return not _PAPER.search("".join(map(str, element.itertext())))
