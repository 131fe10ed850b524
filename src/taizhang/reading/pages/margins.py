"""Page furniture: page numbers, and running heads and feet, told by their form and by coming again on other pages."""

import re
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from taizhang.reading.pages.lines import usual_size
from taizhang.reading.pages.page import Box, Page, TextLine

EDGE = 0.17  # of the page's height, at its top and foot, in which furniture stands
ROWS = 3  # lines that are looked at from each edge inwards
LEVEL = 4.0  # points by which the place of a running head may differ
LONGEST = 60
SMALLER = 0.92  # of the text's size, up to which a line at the edge is taken for a running head wherever it stands
SET_APART = 1.1  # sizes by which a larger one stands off the text
AROUND = 2  # pages before and after that are compared: heads of left and right pages differ
DASH = r"[-—–－─―‐_~～·•.一]"  # 一 is how a dash may be recognised
NUMBERED = re.compile(
    rf"{DASH}+(?P<dashed>\d{{1,4}}){DASH}*|{DASH}*(?P<behind>\d{{1,4}}){DASH}+|第(?P<page>\d{{1,4}}|[一二三四五六七八九十百]{{1,5}})页"
    rf"(?:[,，/（(]?共(?:\d{{1,4}}|[一二三四五六七八九十百]{{1,5}})页[)）]?)?|共\d{{1,4}}页[,，]?第\d{{1,4}}页"
    rf"|[Pp](?:age|AGE)\.?(?P<latin>\d{{1,4}})(?:(?:of|/)\d{{1,4}})?|\d{{1,4}}/\d{{1,4}}"
)
BARE = re.compile(r"\d{1,4}|[ivxlcIVXLC]{1,7}|[ⅰ-ⅻⅠ-Ⅻ]")
LABEL = re.compile(r"附?[件表图]|单位|金额|附录|编制|填报|续|[（(]续")
DIGITS = re.compile(r"\d+")
BLANKS = re.compile(r"\s+")


class Edge(NamedTuple):
    """A line near the top or foot of a page, its words without blanks, and how far the next one inwards is."""

    place: int
    text: str
    top: float
    size: float
    gap: float


@dataclass(slots=True)
class Sheet:
    """A page in lines: those outside of tables, the boxes of its tables, the size of its text, and its edges' lines."""

    page: Page
    lines: list[TextLine]
    tables: list[Box]
    size: float
    edges: list[Edge] = field(default_factory=list)


def sheet_of(page: Page, lines: list[TextLine], tables: list[Box]) -> Sheet:
    """The page with the lines that may be furniture."""
    size = usual_size(page.glyphs) if page.glyphs else 12.0
    sheet = Sheet(page, lines, tables, size)
    sheet.edges = [*_edge(sheet, at_top=True), *_edge(sheet, at_top=False)]
    return sheet


def _edge(sheet: Sheet, *, at_top: bool) -> Iterator[Edge]:
    """The lines at one edge of the page, from there inwards, none of which has a table between itself and the edge."""
    height = sheet.page.height
    order = sorted(range(len(sheet.lines)), key=lambda i: sheet.lines[i].box.top, reverse=not at_top)
    for rank, place in enumerate(order[: 2 * ROWS]):
        line = sheet.lines[place]
        box = line.box
        away = (box.top if at_top else height - box.bottom) > EDGE * height
        behind = any((t.top < box.top if at_top else t.bottom > box.bottom) for t in sheet.tables)
        if away or behind:
            return
        inner = [*sheet.tables, *(sheet.lines[other].box for other in order[rank + 1 : rank + 4])]
        gaps = [other.top - box.bottom if at_top else box.top - other.bottom for other in inner]
        text = BLANKS.sub("", line.text)
        if len(text) <= LONGEST:
            yield Edge(
                place, text, box.top, line.size, min((gap for gap in gaps if gap > -line.size / 2), default=height)
            )


def with_furniture(sheets: Iterable[Sheet]) -> Iterator[tuple[Sheet, set[int]]]:
    """Each page with the places of its lines that are furniture; two pages before and after are held to compare."""
    held: deque[Sheet] = deque()
    at = 0
    for sheet in sheets:
        held.append(sheet)
        if len(held) - at > AROUND:
            yield held[at], furniture_of(held, at)
            at += 1
        if at > AROUND:
            held.popleft()
            at -= 1
    while at < len(held):
        yield held[at], furniture_of(held, at)
        at += 1


def furniture_of(sheets: Sequence[Sheet], at: int) -> set[int]:
    """The places of the lines of one page that are furniture, told by the pages around it."""
    sheet = sheets[at]
    others = [other for index, other in enumerate(sheets) if index != at]
    return {edge.place for edge in sheet.edges if _is_number(edge, sheet, others) or _comes_again(edge, sheet, others)}


def _is_number(edge: Edge, sheet: Sheet, others: Sequence[Sheet]) -> bool:
    """Whether the line is a page number: dressed as one, or bare and counted on from page to page."""
    if NUMBERED.fullmatch(edge.text):
        return True
    if not BARE.fullmatch(edge.text):
        return False
    if not edge.text.isdigit():
        return any(BARE.fullmatch(other.text) for sheet_ in others for other in sheet_.edges) or not others
    number = int(edge.text)
    counted = ((o, other.page.number - sheet.page.number) for other in others for o in other.edges)
    if any(o.text.isdigit() and int(o.text) - number == step for o, step in counted):
        return True
    return number == sheet.page.number and edge.top > sheet.page.height / 2


def _comes_again(edge: Edge, sheet: Sheet, others: Sequence[Sheet]) -> bool:
    """Whether the line is a running head or foot: the same words in the same place on a page near by, in no
    larger type, and off the text.

    What labels a table or tells its unit comes again where tables follow each other, and is no furniture.
    """
    if edge.size > 1.1 * sheet.size or LABEL.match(edge.text) or len(edge.text) < 2 or edge.text[-1] in "。；":
        return False
    if edge.size > SMALLER * sheet.size and edge.gap < SET_APART * edge.size:
        return False
    return any(_is_twin(edge, other, near.page.number - sheet.page.number) for near in others for other in near.edges)


def _is_twin(edge: Edge, other: Edge, step: int) -> bool:
    if abs(edge.top - other.top) > LEVEL or abs(edge.size - other.size) > 0.6:
        return False
    if edge.text == other.text:
        return True
    if DIGITS.sub("", edge.text) != DIGITS.sub("", other.text):
        return False
    pairs = zip(DIGITS.findall(edge.text), DIGITS.findall(other.text), strict=True)
    return all(b == a or int(b) - int(a) == step for a, b in pairs)
