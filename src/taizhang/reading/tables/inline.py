"""Tables run together in a line: all line ends were lost, so title, headings and rows follow one another like prose.

What shows them is what prose never has: numbers that only blanks part, in runs of one length, each after a short name.
"""

import re
from collections import Counter
from collections.abc import Iterator

from taizhang.model import ColumnRole
from taizhang.reading.tables.draft import Draft, Row
from taizhang.reading.tables.heads import Headings, two_levels
from taizhang.reading.tables.pieces import Piece, kind_of, squeezed

_BLANK = "[ \u00a0\u3000]"
_NUMBER = r"[-+−]?[0-9][0-9,]*+(?:\.[0-9]++)?%?"
# What may follow the first number of a run: numbers, but not the year of a date, and what stands for one.
_FURTHER = (
    rf"[-+−]?[0-9][0-9,]*+(?:\.[0-9]++%?|%|(?![0-9.]|{_BLANK}?[年月日]))|与上年持平|持平|[-—–]{{1,2}}(?={_BLANK})"
)
_RUN = re.compile(rf"(?<![0-9.,]){_NUMBER}(?:{_BLANK}++(?:{_FURTHER}))+")
_CELL = re.compile("[^ \u00a0\u3000\\n]+")
# A name between two runs: no sentence, and no number of its own between blanks.
_NAME = re.compile(rf"(?:其中[:：])?(?!.*(?:^|{_BLANK}){_NUMBER}(?:{_BLANK}|$))[^，。；：！？!?;:\n]{{1,40}}")
_PAGE = re.compile("[0-9]{1,3}")
_HEAD_END = re.compile(r"[）)%％](?=.)|[数额量率值](?=..)|(?:增长|增速|比重)(?=..)")
_BRACKETED = re.compile(r"[^（()）]*[（(][^（()）]*[)）]")
_ABOVE = re.compile(
    r"(?P<title>[^。]*?(?:(?<![代发])表(?![示明现])|增长速度|情况(?![表及])|构成))?\s*"
    r"(?:[（(]?(?:计量)?单位[:：]\s*(?P<unit>[^（()）\s]{1,10})[)）]?)?\s*"
    rf"(?P<stub>(?:指{_BLANK}?标|项{_BLANK}?目|(?:产品)?名{_BLANK}?称|地{_BLANK}?区|类{_BLANK}?别|行{_BLANK}?业)(?:名称)?)?\s*"
    rf"(?P<units>单{_BLANK}?位)?\s*(?P<heads>.*)",
    re.DOTALL,
)
_SENTENCE_END = re.compile(r"[。；！？\n]")
MOST_ABOVE = 300
LEAST_ROWS = 3


def inline_drafts(text: str, taken: list[tuple[int, int]]) -> Iterator[Draft]:
    """The tables run together in lines of `text`, outside the spans already `taken`."""
    for chain in _chains(text):
        start, end = chain[0].start(), chain[-1].end()
        if any(a < end and start < b for a, b in taken):
            continue
        if (draft := _draft(text, chain)) is not None:
            yield draft


def _chains(text: str) -> Iterator[list[re.Match[str]]]:
    """Runs of numbers with nothing but a name between each and the next."""
    chain: list[re.Match[str]] = []
    for run in _RUN.finditer(text):
        if chain and not _follows(text, chain[-1], run):
            if len(chain) > 1:
                yield chain
            chain = []
        chain.append(run)
    if len(chain) > 1:
        yield chain


def _follows(text: str, last: re.Match[str], run: re.Match[str]) -> bool:
    between = text[last.end() : run.start()] if run.start() - last.end() <= 60 else ""
    return bool(between.strip()) and _NAME.fullmatch(between.strip()) is not None


def _draft(text: str, chain: list[re.Match[str]]) -> Draft | None:
    """The table of a chain of runs of one length, its headings from what stands before the first."""
    runs = [_cells(run) for run in chain]
    width = Counter(len(cells) for cells in runs).most_common(1)[0][0]
    runs = [_without_page(cells, width) for cells in runs]
    if sum(len(cells) == width for cells in runs) * 4 < len(runs) * 3:
        return None
    first = runs[0][0].start
    head = max((match.end() for match in _SENTENCE_END.finditer(text, max(0, first - MOST_ABOVE), first)), default=-1)
    head = head if head >= 0 else max(0, first - MOST_ABOVE)
    name = _first_name(text, head, first)
    above = _ABOVE.fullmatch(text, head, name)
    columns, pieces = _columns(text, above, width) if above else ([()] * width, [])
    titled = above is not None and above["title"] is not None
    headed = any(columns) or titled or (above is not None and above["stub"] is not None)
    if len(runs) < LEAST_ROWS and not headed:
        return None
    starts = [name, *(cells[-1].end for cells in runs[:-1])]
    rows = [_row(text, start, cells) for start, cells in zip(starts, runs, strict=True)]
    stubs: list[ColumnRole] = ["name", "unit"] if any(row.unit for row in rows) else ["name"]
    title = _spanned(text, *above.span("title")) if above and titled else None
    return Draft(title, above["unit"] if above else None, pieces, stubs, columns, rows)


def _cells(run: re.Match[str]) -> list[Piece]:
    text = run.string
    return [_spanned(text, *cell.span()) for cell in _CELL.finditer(text, *run.span())]


def _without_page(cells: list[Piece], width: int) -> list[Piece]:
    """The cells of a row without the page number that was printed after it."""
    return cells[:-1] if len(cells) == width + 1 and _PAGE.fullmatch(cells[-1].text) else cells


def _first_name(text: str, head: int, end: int) -> int:
    """Where the name of the first row begins, which stands glued to the last heading."""
    words = [match.span() for match in _CELL.finditer(text, head, end)]
    if len(words) > 1 and kind_of(text[slice(*words[-1])]) == "unit":
        words.pop()
    size, at = 0, end
    while words and size <= 1:
        a, b = words.pop()
        cut = max((match.end() for match in _HEAD_END.finditer(text[a:b])), default=0)
        at, size = a + cut, size + b - a - cut
        if cut:
            break
    return at


def _columns(text: str, above: re.Match[str], width: int) -> tuple[list[Headings], list[Piece]]:
    """The headings of the data columns, as far as they can be told, and their pieces."""
    start, end = above.span("heads")
    words = [_spanned(text, *match.span()) for match in _CELL.finditer(text, start, end)]
    if len(words) == width:
        return [(word.text,) for word in words], words
    whole = [_spanned(text, *match.span()) for match in _BRACKETED.finditer(text, start, end)]
    if len(whole) != width or whole[-1].end < len(text[start:end].rstrip()) + start:
        return [()] * width, []
    lower = [piece.text for piece in whole]
    upper = _upper(text, whole[0], lower)
    if upper:
        lower[0] = next(word for word in lower[1:] if lower[0].endswith(word))
        dealt = two_levels([piece.text for piece in upper], lower)
        return (dealt, [*upper, *whole[1:]]) if dealt else ([()] * width, [])
    return [(word,) for word in lower], whole


def _upper(text: str, first: Piece, lower: list[str]) -> list[Piece]:
    """The words of an upper row of headings, which stand glued before the first heading of the lower row."""
    again = next((word for word in lower[1:] if lower[0].endswith(word) and word != lower[0]), None)
    if again is None:
        return []
    kept = len(lower[0]) - len(again)
    end = first.start
    while kept:
        kept -= not text[end].isspace()
        end += 1
    return [_spanned(text, *match.span()) for match in _CELL.finditer(text, first.start, end)]


def _row(text: str, start: int, cells: list[Piece]) -> Row:
    words = [match.span() for match in _CELL.finditer(text, start, cells[0].start)]
    unit = None
    if len(words) > 1 and kind_of(text[slice(*words[-1])]) == "unit":
        unit = _spanned(text, *words.pop())
    if words and _PAGE.fullmatch(text[slice(*words[0])]) and len(words) > 1:
        words.pop(0)
    name = _spanned(text, words[0][0], words[-1][1]) if words else None
    return Row(name=name, unit=unit, data=list(cells))


def _spanned(text: str, start: int, end: int) -> Piece:
    while start < end and text[start].isspace():
        start += 1
    words = squeezed(text[start:end])
    return Piece(start, end, words, kind_of(words), 0)
