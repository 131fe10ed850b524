"""Lines of a text as candidates for table cells: what each piece between blanks, tabs and bars looks like."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Literal, NamedTuple

from taizhang.catalogue.units import unit_named
from taizhang.grammar.tokens import DIGIT
from taizhang.reading.tables.words import is_heading, stub_role

Kind = Literal["text", "unit", "value", "aim", "year", "dash", "ordinal", "empty"]
LineKind = Literal["blank", "prose", "cell", "row", "furniture"]

_NUMBER = rf"[+\-−–－±]?{DIGIT}[0-9０-９,，]*(?:[.．]{DIGIT}+)?[%％‰]?"
_VALUE = re.compile(
    rf"(?:[约近超≥≤＞＜><±]|不[低少]于|不[高超][于过]|[高低]于)?[(（\[［〔]?{_NUMBER}(?:[-—~～－–至]{{1,2}}{_NUMBER})?"
    r"(?P<unit>[^\d()（）\[\]，。；]{0,8}?)[)）\]］〕]?(?:左右|上下|以上|以下|以内|及以上|及以下)?"
)
# A result or target in words: 持平, 量稳质升, 完成上级下达任务, 不低于全省平均水平, 与经济增长同步.
_AIM = re.compile(
    r"(?:基本|与上年)?持平|正增长|(?:稳中|量稳|保稳|稳步|保持|平稳|稳定|持续|逐步|总体)[有质提增]?[升质进增长稳定提改善优下降减少高]{1,4}|"
    r"完成.{0,10}(?:任务|目标)|与.{2,12}同步|不?[低高]于.{2,12}(?:水平|平均|增速|增长|目标)|"
    r"达到.{0,10}(?:要求|目标|标准)|控制在.{0,10}(?:目标|范围|指标|任务|以)内|.{0,6}下达.{0,4}(?:任务|指标|目标)数?"
)
_DATE = re.compile(
    r"(?:0[1-9]|1[0-2])-(?:[0-2][0-9]|3[01])|[0-9]{1,4}[年月日号时分]|[0-9][-—~～0-9]{0,6}周?岁.{0,12}|[-~～][0-9]{4}|0[0-9]+(?:[-:：/.]?[0-9]+)*|(?:19|20)[0-9]{2}[-/][0-9]{1,2}(?:[-/][0-9]{1,2})?|(?:19|20)[0-9]{2}[.][0-9]{1,2}[.][0-9]{1,2}|[0-9]{1,2}[:：][0-9]{2}"
)
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_DASH = re.compile(r"[-—–─－/／…*＊×✕╳]{1,6}|[.．]{2,6}")
_FURNITURE = re.compile(r"[—─\-－–·•]+\s*[0-9０-９]{1,4}\s*[—─\-－–·•]+|第\s*[0-9]{1,4}\s*页.{0,12}")
_SENTENCE = re.compile(r"[。；！？!?;]|[，,](?![0-9])")
_BRACKETS = re.compile(r"[（(][^（()）]{0,40}[)）]")
# The rest of a decimal that a line end broke in a sentence (.5 亿元、…), and a line of a table of contents.
_NO_CELL = re.compile(r"[.．][0-9]+[%％]?\s*[^\s0-9%％]")
_CONTENTS = re.compile(r"[.·…‥．]{3,}\s*[（(]?[0-9]{1,4}[)）]?$")
_LEADING = "、，,。；;：:）)”」"
_GAP = re.compile(r"[ \u00a0]{2,}|[\u3000\t]+|[ \u00a0]+(?=[-+−]?[0-9])(?<=[0-9%％][ \u00a0])")
_YEARED = re.compile(r"(?:19|20)[0-9]{2}年[^0-9]{2,10}")
_BULLET = re.compile(r"(?:\*\*)?[-*] ")
_LONG_AMOUNT = re.compile("[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{5,}")
_PURE = re.compile(rf"[+\-−–]?{DIGIT}[0-9０-９,，]*(?:[.．]{DIGIT}+)?")
_WORD = re.compile(r"[^ \u00a0]+")
_PARTED = re.compile(r"\t|  |\u3000")
WIDEST = 60
WIDEST_ROW = 1000
LEAST_COMMAS = 2
# What shows that commas part no cells: a sentence, or a line that begins with the thousands of a number.
_SENTENCE_MARK = re.compile(r"[，。；！？!?;]|, |^\s*[-+−]?[0-9]{1,3},[0-9]{3}(?![0-9])")
_BARE = re.compile(r"\s*[-+−]?[0-9]+(?:\.[0-9]+)?%?\s*")
LONGEST_NAME = 30


class Piece(NamedTuple):
    """One candidate for a cell: its span in the document, its words without blanks, its kind and where it stands.

    `column` counts the cells of a line parted by bars or tabs; in other lines it is how far right the piece is shown.
    """

    start: int
    end: int
    text: str
    kind: Kind
    line: int
    column: int = 0


class Line(NamedTuple):
    """A line of the text. `ruled` lines are parted by bars; a `cell` line holds one piece, a `row` line several."""

    kind: LineKind
    pieces: tuple[Piece, ...] = ()
    ruled: bool = False


BLANK, PROSE, FURNITURE = Line("blank"), Line("prose"), Line("furniture")


@lru_cache(maxsize=8192)
def kind_of(words: str) -> Kind:
    """What a cell with these words (blanks dropped) looks like.

    >>> [kind_of(w) for w in ("804.1", "6左右", "10以上", "-6.5", "≥5%", "[25]", "1,204亿元", "5%-6%")]
    ['value', 'value', 'value', 'value', 'value', 'value', 'value', 'value']
    >>> [kind_of(w) for w in ("万吨", "——", "2023", "量稳质升", "2024年", "04-02", "%", "")]
    ['unit', 'dash', 'year', 'aim', 'text', 'text', 'unit', 'empty']
    """
    if not words:
        return "empty"
    if len(words) > WIDEST:
        return "text"
    if _YEAR.fullmatch(words):
        return "year"
    if _DASH.fullmatch(words):
        return "dash"
    match = _VALUE.fullmatch(words)
    if match and _DATE.fullmatch(words):
        return "text"
    if match and (not match["unit"] or unit_named(match["unit"])):
        return "value"
    if _AIM.fullmatch(words):
        return "aim"
    if len(words) <= 12 and not words[-1].isdigit() and unit_named(words.strip("（）()")):
        return "unit"
    return "text"


def squeezed(text: str) -> str:
    """The words of a cell without blanks and Markdown marks."""
    return "".join((text.replace("*", "") if text.count("*") > 1 else text).split())


def lines_of(text: str) -> Iterator[Line]:
    """Each line of the text with its pieces, in order."""
    start = 0
    for number, line in enumerate(text.split("\n")):
        yield _line(line, start, number)
        start += len(line) + 1


def _line(line: str, start: int, number: int) -> Line:
    bars = line.count("|") if "|" in line else 0
    length = len(line)
    if bars < 2 and length > WIDEST and (length > WIDEST_ROW or not _PARTED.search(line)):
        return PROSE
    stripped = line.strip()
    if not stripped:
        # A line of tabs is an empty cell; a line without anything parts rows.
        return Line("cell", (Piece(start + length, start + length, "", "empty", number),)) if "\t" in line else BLANK
    if bars >= 2:
        return _ruled(line, start, number)
    return _plain(line, stripped, start, number)


def _ruled(line: str, start: int, number: int) -> Line:
    if "--" in line and not line.strip("|:-—* \t"):
        return FURNITURE
    cells, at = [], 0
    for column, part in enumerate(line.strip("*").strip().split("|")):
        at = line.index(part, at)
        cells.append(_piece(part, start + at, number, column))
        at += len(part)
    inner = cells[1:-1] if not cells[0].text and not cells[-1].text else cells
    return Line("row", tuple(inner), ruled=True)


def _plain(line: str, stripped: str, start: int, number: int) -> Line:
    if stripped.count(",") >= LEAST_COMMAS and (row := _commas(line, start, number)):
        return row
    if _is_prose(stripped):
        return PROSE
    if _FURNITURE.fullmatch(stripped):
        return FURNITURE
    if "\t" in stripped:
        return Line("row", tuple(_tabbed(line, start, number)), ruled=True)
    lead = len(line) - len(line.lstrip())
    parts = (_spaced(stripped) or list(_parts(stripped))) if len(stripped) > 3 else [(0, len(stripped))]
    if len(parts) > 1:
        pieces = tuple(_placed(stripped, parts, start + lead, number, lead))
        if _is_row(pieces):
            return Line("row", pieces)
    if len(stripped) > WIDEST:
        return PROSE
    return Line("cell", (_piece(stripped, start + lead, number, lead),))


def _placed(stripped: str, parts: list[tuple[int, int]], start: int, number: int, lead: int) -> Iterator[Piece]:
    """The pieces of a line with blanks between them, each with how far right it is shown."""
    column, last = lead, 0
    for a, b in parts:
        column += shown(stripped[last:a])
        yield _piece(stripped[a:b], start + a, number, column)
        column, last = column + shown(stripped[a:b]), b


def _tabbed(line: str, start: int, number: int) -> Iterator[Piece]:
    at = 0
    for column, part in enumerate(line.split("\t")):
        yield _piece(part, start + at, number, column)
        at += len(part) + 1


def _commas(line: str, start: int, number: int) -> Line | None:
    """A row of cells parted by commas: it holds a bare number, or begins with the heading of the names."""
    if _SENTENCE_MARK.search(line):
        return None
    parts = line.split(",")
    if not any(map(_BARE.fullmatch, parts)) and stub_role(parts[0].strip()) == "data":
        return None
    cells, at = [], 0
    for column, part in enumerate(parts):
        cells.append(_piece(part, start + at, number, column))
        at += len(part) + 1
    return Line("row", tuple(cells), ruled=True)


def shown(words: str) -> int:
    """How wide words stand in print, a Chinese character two, any other one.

    >>> shown("  GDP（亿元）")
    13
    """
    return len(words) + sum(character > "\u2e7f" for character in words)


def _is_prose(stripped: str) -> bool:
    if stripped[0] in _LEADING and stripped not in ("）", ")"):
        return True
    return bool(_NO_CELL.match(stripped) or _CONTENTS.search(stripped[-24:])) or _is_sentence(stripped)


def _is_sentence(words: str) -> bool:
    if not _SENTENCE.search(words):
        return False
    return bool(_SENTENCE.search(_BRACKETS.sub("", words))) or words.count("（") != words.count("）")


def _parts(stripped: str) -> Iterator[tuple[int, int]]:
    at = 0
    for gap in _GAP.finditer(stripped):
        if gap.start() > at:
            yield at, gap.start()
        at = gap.end()
    yield at, len(stripped)


def _spaced(stripped: str) -> list[tuple[int, int]] | None:
    """The cells of a line that single blanks part: a name, a unit perhaps, and values; or the headings over them.

    >>> [("- 纱 万吨 2393.5 12.7"[a:b]) for a, b in _spaced("- 纱 万吨 2393.5 12.7")]
    ['纱', '万吨', '2393.5', '12.7']
    >>> [("稻 谷 1，520．5 万吨 -4．4"[a:b]) for a, b in _spaced("稻 谷 1，520．5 万吨 -4．4")]
    ['稻 谷', '1，520．5 万吨', '-4．4']
    >>> _spaced("第二产业 5.5 亿元") is None
    True
    """
    if " " not in stripped or "  " in stripped or "\t" in stripped or "\u3000" in stripped:
        return None
    bullet = _BULLET.match(stripped)
    words = [match.span() for match in _WORD.finditer(stripped, bullet.end() if bullet else 0)]
    words = _with_units(stripped, words)
    if len(words) < 2:
        return None
    kinds = [kind_of(squeezed(stripped[a:b])) for a, b in words]
    first = len(kinds)
    while first and kinds[first - 1] in ("value", "dash", "aim"):
        first -= 1
    values = len(kinds) - first
    if not values:
        return _number_first(stripped, words) or _spaced_heads(stripped, words)
    if not first:
        # A second measure of the row above (布 by length, then by area) is known by the unit within.
        return words if len(words) > 1 and any(" " in stripped[a:b] for a, b in words) else None
    if "value" in kinds[:first] or kinds[first:] == ["dash"]:
        return None
    united = any(" " in stripped[a:b] for a, b in words[first:])
    names = first - 1 if first > 1 and kinds[first - 1] == "unit" and not united else first
    if words[names - 1][1] - words[0][0] > LONGEST_NAME:
        return None
    return [(words[0][0], words[names - 1][1]), *words[names:]]


def _number_first(stripped: str, words: list[tuple[int, int]]) -> list[tuple[int, int]] | None:
    """An amount and the name printed after it, which belongs to the next amount: 2,420,000 一般公共预算支出."""
    (_, end), (start, stop) = words[0], words[-1]
    if len(words) != 2 or not _LONG_AMOUNT.fullmatch(stripped, 0, end) or kind_of(stripped[start:stop]) != "text":
        return None
    return words if stop - start > 2 else None


def _with_units(stripped: str, words: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The words with a unit between two numbers made one with the number before it, and 2023 with 年执行数 after it."""
    whole: list[tuple[int, int]] = []
    for i, (a, b) in enumerate(words):
        if whole and stripped[a] == "年" and _YEAR.fullmatch(stripped, *words[i - 1]):
            whole[-1] = (whole[-1][0], b)
            continue
        inside = whole and i + 1 < len(words) and _PURE.fullmatch(stripped, *words[i - 1])
        if inside and kind_of(stripped[a:b]) == "unit" and kind_of(stripped[slice(*words[i + 1])]) in ("value", "dash"):
            whole[-1] = (whole[-1][0], b)
        else:
            whole.append((a, b))
    return whole


def _spaced_heads(stripped: str, words: list[tuple[int, int]]) -> list[tuple[int, int]] | None:
    """Headings parted by single blanks, where the first is that of the names (指标, spread as 指 标 too)."""
    whole: list[tuple[int, int]] = []
    for a, b in words:
        if whole and b - a == 1 and whole[-1][1] - whole[-1][0] == 1:
            whole[-1] = (whole[-1][0], b)
        else:
            whole.append((a, b))
    if all(_YEARED.match(stripped, *word) or is_heading(stripped[slice(*word)]) for word in words):
        return words
    head = squeezed(stripped[slice(*whole[0])])
    return whole if len(whole) > 1 and stub_role(head) in ("name", "ordinal") else None


def _is_row(pieces: tuple[Piece, ...]) -> bool:
    """Whether the gaps part cells: a heading spread over its line (指　标, 综　合) is one cell."""
    return any(len(piece.text) > 1 or piece.kind != "text" for piece in pieces)


def _piece(part: str, start: int, number: int, column: int) -> Piece:
    stripped = part.strip(" \t\u3000\u00a0*")
    lead = part.find(stripped) if stripped else 0
    words = squeezed(stripped)
    return Piece(start + lead, start + lead + len(stripped), words, kind_of(words), number, column)


def joined(pieces: list[Piece], kind: Kind | None = None) -> Piece:
    """Several pieces as one, its span from the first to the last."""
    words = "".join(piece.text for piece in pieces)
    first, last = pieces[0], pieces[-1]
    return Piece(first.start, last.end, words, kind or kind_of(words), first.line, first.column)
