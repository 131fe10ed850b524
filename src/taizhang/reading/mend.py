"""The mended view of a text: wraps joined, blanks and remains left out, digits and punctuation in one form."""

import re
from collections.abc import Iterable, Iterator
from operator import itemgetter

from taizhang.model import Block, Span, View
from taizhang.reading.lines import Line, lines_of
from taizhang.reading.remains import Edit, edits_in, opening_of
from taizhang.reading.wraps import Joint, joints

DIGITS_AND_LETTERS = (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))
FORMS = {chr(code): chr(code - 0xFEE0) for code in DIGITS_AND_LETTERS}
FORMS |= dict(zip("％．－＋／＝＜＞﹪﹔＂〝〞∶", '%.-+/=<>%；"“”：', strict=True))
FORMS |= dict(zip("();!?", "（）；！？", strict=True))
TIME_COLON = re.compile(r"：(?<=\d：)(?=\d)")
COLON = re.compile(":")
COMMA = re.compile(",")
GROUP, GROUP_END = re.compile(r"\d，\d\d\d"), re.compile(r"，\d\d\d")
OFTEN = 3
THOUSANDS = re.compile(r"(?<![\d.，第])\d{1,3}(?:，\d{3})+(?![\d，])")
CELL = re.compile(r"[ \u3000\t][-+－]?\d[\d.,，．]*[%％]?(?=[ \u3000\t]+[^年月日]|$)")
SENTENCE = re.compile("[。；、：]|[，,](?!\\d)")
LONGEST_ROW, ROW_ENDS = 120, frozenset("0123456789０１２３４５６７８９%％|")
QUOTES = re.compile('"([^"\n]{1,200})"')


def mended(
    text: str,
    blocks: tuple[Block, ...],
    tables: tuple[Span, ...] = (),
    *,
    wrapped: bool = True,
    left_out: tuple[Span, ...] = (),
) -> View:
    """The view of `text`: wraps joined and marks read, furniture left out, the lines of `tables` as they stand.

    Where paragraphs are known to be whole (`wrapped` false) no lines are joined; `left_out` are marks of notes.
    """
    away = {block.span.start for block in blocks if block.kind == "furniture"}
    lines = [line for line in lines_of(text) if line.start not in away]
    kept = tuple(sorted((*tables, *(Span(line.start, line.end) for line in lines if _is_row(line.text)))))
    ends: list[Joint] = joints(lines, tables) if wrapped else ["\n"] * max(len(lines) - 1, 0)
    gaps = _gaps(text, lines, ends)
    inside = _outside(edits_in(text), text, kept)
    marks = (Edit(*span) for span in left_out)
    return _view(uniform(text), sorted([*gaps, *inside, *marks], key=itemgetter(0)))


def uniform(text: str) -> str:
    """`text` with digits, letters and punctuation in one form, character by character.

    >>> uniform("增长８．５％,其中:工业6,175亿元(快报)")
    '增长8.5%，其中：工业6,175亿元（快报）'
    """
    for character, form in FORMS.items():
        if character in text:
            text = text.replace(character, form)
    text = TIME_COLON.sub(":", text)
    if ":" in text:
        text = COLON.sub(_colon, text)
    if "," in text:
        text = COMMA.sub(_comma, text)
    if '"' in text:
        text = QUOTES.sub(r"“\1”", text)
    # one such comma may part two numbers; a text full of them writes its thousands so
    if len(GROUP_END.findall(text)) >= OFTEN and len(GROUP.findall(text)) >= OFTEN:
        text = THOUSANDS.sub(lambda match: match.group().replace("，", ","), text)
    return text


def _colon(match: re.Match[str]) -> str:
    """Half-width in 10:15, 1:2.5 and addresses, else full-width."""
    text, start = match.string, match.start()
    left, right = text[start - 1 : start], text[start + 1 : start + 2]
    if left.isdigit() and right.isdigit():
        return ":"
    return match.group() if right == "/" or (left.isascii() and right.isascii() and right.isalpha()) else "："


def _comma(match: re.Match[str]) -> str:
    """Half-width in 1,234 and between Latin words, else full-width."""
    text, start = match.string, match.start()
    left, right = text[start - 1 : start], text[start + 1 : start + 5]
    if left.isdigit() and right[:1].isdigit():
        return "," if right[:3].isdigit() and len(right[:3]) == 3 and not right[3:].isdigit() else "，"
    return "," if left.isalpha() and left.isascii() and right[:1].isascii() else "，"


def _is_row(line: str) -> bool:
    """Whether a line has the look of a table's row: two numbers in columns, and no comma.

    >>> [_is_row(line) for line in ("原煤 6.35 亿吨 2.8", "全年 2 次，共 3 天", "2024 年 3 月")]
    [True, False, False]
    """
    if len(line) > LONGEST_ROW or line[-1] not in ROW_ENDS or SENTENCE.search(line):
        return False
    return len(CELL.findall(line)) >= 2


def _gaps(text: str, lines: list[Line], ends: list[Joint]) -> Iterator[Edit]:
    """What becomes of the stretches between the lines: nothing, a blank, or the end of a paragraph."""
    if not lines:
        yield Edit(0, len(text))
        return
    yield Edit(0, lines[0].start + opening_of(lines[0].text))
    for line, following, joint in zip(lines, lines[1:], ends, strict=False):
        end = following.start + opening_of(following.text)
        if line.end + 1 < end or joint != "\n":
            yield Edit(line.end, end, joint)
    if lines[-1].end < len(text):
        yield Edit(lines[-1].end, len(text))


def _outside(edits: Iterator[Edit], text: str, tables: tuple[Span, ...]) -> Iterator[Edit]:
    """The edits without those that would close up the columns of a table."""
    k = 0
    for edit in edits:
        while k < len(tables) and tables[k].end <= edit.start:
            k += 1
        if k == len(tables) or edit.start < tables[k].start or not text[edit.start].isspace():
            yield edit


def _view(shown: str, edits: Iterable[Edit]) -> View:
    """The view whose kept characters are those of `shown`; where edits overlap the first has its way."""
    parts: list[str] = []
    starts: list[int] = []
    origins: list[int] = []
    at = size = 0
    for edit in edits:
        start = max(edit.start, at)
        if edit.end <= start:
            continue
        for piece, origin in ((shown[at:start], at), (edit.shown, start)):
            if piece:
                parts.append(piece)
                starts.append(size)
                origins.append(origin)
                size += len(piece)
        at = edit.end
    if at < len(shown) or not starts:
        parts.append(shown[at:])
        starts.append(size)
        origins.append(at)
    return View("".join(parts), tuple(starts), tuple(origins))
