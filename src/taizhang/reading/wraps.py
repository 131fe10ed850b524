"""Which line ends are ends of paragraphs, and which only ends of a printed line.

Three kinds of text come in: one paragraph a line, where hardly a line end is a wrap; printed pages, where lines are
filled up to one width and broken there, in the middle of words and numbers; and web pages taken apart, where each
run of one font, often a lone number, stands on a line of its own.
"""

import re
from itertools import groupby
from typing import Literal

from taizhang.model import Span
from taizhang.reading.lines import Line, width

Joint = Literal["\n", "", " "]

STOPS, CLOSERS, UNDER_TITLE = frozenset("。！？!?；;…"), "”’」』）)】》]", "会议上"
PAUSES = frozenset("，,、（(“《〈【〔[—和与及暨-~～至")
CONTINUING = re.compile(r"[，、。；：！？）”》】〕’,;%％‰℃)]|:(?!/)|\.\d|．")
STRONG = re.compile(
    r"[（(][一二三四五六七八九十]{1,3}[）)]|[一二三四五六七八九十]{1,3}、|第[一二三四五六七八九十]{1,3}[章节编部]|附件|附表|附[：:]|"
    r"各位代表|(?:金额|计量)?单位\s*[：:]|表\s*\d+\s|——|[●■◆▪□★※▲►➢]|#{1,6}\s|\*\*|\|"
)
WEAK = re.compile(
    r"\d{1,2}[.．、](?!\d)|[（(]\d{1,2}[）)]|[①-⑳❶-❿➀-➉]|[一二三四五六七八九十]是|[一二三四五六七八九十]要|"
    r"第[一二三四五六七八九十]，|\[\d{1,3}\]|〔\d{1,3}〕|注[：:释]|备注|[-*+•·] "
)
LINKED = re.compile("[与及暨的]|和(?![平谐睦县田顺硕静龙布])")  # hardly a paragraph begins so
SUBTITLE = re.compile("—.*在.*(?:届|大会|委员会|代表|次|县|市|省|区)$")
UNIT = re.compile(
    "[亿万千百元个家户人次件项名位所座处台套辆吨亩公平立米克升里度条篇年月日号倍成类种批岁届场只头株]|[kKMG]?[WwmgLlt]"
)
LEAD = re.compile(r"[\dA-Za-z.,]+[%％‰]?[，。、；：）”]*")
CIRCLED = re.compile("[①-⑳❶-❿➀-➉]")  # a footnote, or an item inside a sentence
NUMBERED = re.compile(r"\d{1,2}[.．、](?:(?!\d)|(?=(?:19|20)\d\d年))|[（(]\d{1,2}[）)]")
LABEL = re.compile(r"各位代表|(?:金额|计量)?单位\s*[：:]")
NOTE = re.compile(r"[①-⑳❶-❿➀-➉]|[\[〔]\d{1,3}[\]〕]|注[：:]")
HEADS = re.compile("(?:情况|草案|安排|任务|措施|目标|要求|成效|回顾)$")  # how headings end
OPENS = re.compile("(?:19|20)[0-9]{2}年|全[市省区县州国]|[今去]年|[一五]年来")  # how the paragraphs under them begin
LONGEST_HEAD = 25
PROSE = re.compile("[，。；！？]|、(?!$)")
PUNCTUATED = re.compile("[，。；、！？：（）“”%‰]")
HAN = re.compile("[\u4e00-\u9fff]")
LATIN = re.compile("[A-Za-z]")
NARROWEST, LONG = 12.0, 20.0  # in Chinese characters: what may be words rather than a cell, with a comma or without
LEAST, WIDEST = 18.0, 64.0  # the widths that a filled line may have
SLACK = 3.5  # characters that a filled line may fall short: no line begins with a comma, no number is parted
ALONE = 6  # so many lines on end without a comma are cells, not a sentence taken apart


def joints(lines: list[Line], tables: tuple[Span, ...] = ()) -> list[Joint]:
    """What stands between each line and the next: the end of a paragraph, nothing, or a blank between words."""
    widths = [width(line.text) for line in lines]
    kept = _in_tables(lines, tables)
    filled = _measures(lines, widths, kept)
    cells = _apart(lines, kept) if not any(filled) else None
    indented = _indents(lines)
    noted = {line.page for line in lines if NOTE.match(line.text)}
    found: list[Joint] = []
    paragraph = ""
    for i in range(len(lines) - 1):
        a, b = lines[i].text, lines[i + 1].text
        paragraph = (paragraph + a)[:60] if found and found[-1] != "\n" else a[:60]
        if kept[i] or kept[i + 1]:
            joined = False
        elif (full := filled[i]) is not None:
            near = _around(lines, widths, i, full) if lines[i].page in noted else full
            joined = _filled(a, b, widths[i], near)
            if _closed(a):
                if indented:
                    joined = _gap(lines, i) <= 2 and widths[i] >= near - SLACK and not STRONG.match(b)
                joined = joined and not CIRCLED.match(paragraph)
        elif cells is not None:
            following = lines[i + 2].text if i + 2 < len(lines) else ""
            joined = not (cells[i] or cells[i + 1]) and _severed(paragraph, a, b, following)
        else:
            joined = _broken(a, b, widths[i])
        found.append(_glue(a, b) if joined else "\n")
    return found


def _closed(line: str) -> bool:
    """Whether a sentence ends with the line, or the line is the one under a title.

    >>> _closed("成绩很好。 ”）"), _closed("第三次会议上"), _closed("成绩（很好。）的")
    (True, True, False)
    """
    return line.rstrip(CLOSERS).rstrip()[-1:] in STOPS or line.endswith(UNDER_TITLE)


def _paused(line: str) -> bool:
    """Whether the line ends with what a sentence goes on after for sure."""
    return line[-1:] in PAUSES


def _goes_on(a: str, b: str) -> bool:
    """Whether a line begins with what none begins with: a comma, a closing bracket, a number's per cent sign."""
    return CONTINUING.match(b) is not None and (b[0] not in "%％‰℃" or a[-1].isdigit())


def _gap(lines: list[Line], i: int) -> int:
    """How many characters stand between a line's words and the next line's: more than one if that is indented."""
    return lines[i + 1].start - lines[i].end


def _indents(lines: list[Line]) -> bool:
    """Whether the first lines of paragraphs are indented: some lines are, most are not."""
    gaps = sum(1 for i in range(len(lines) - 1) if _gap(lines, i) > 2)
    return 0 < gaps * 2 <= len(lines)


def _filled(a: str, b: str, wide: float, full: float) -> bool:
    """Whether a line of a printed page goes on in the next."""
    if STRONG.match(b) or (CIRCLED.match(b) and a[-1] not in "：；，、:;,。"):
        return False
    if _goes_on(a, b) or _paused(a) or _is_linked(a, b) or (a[-1].isdigit() and UNIT.match(b) and HAN.search(a)):
        return True
    if wide + _lead(b) < full - SLACK:
        return False
    if _closed(a):
        # a sentence that ends at the very edge is followed by its own paragraph more often than not
        return WEAK.match(b) is None and (wide >= full - 0.5 or a[-1] in "；;") and not a.endswith("会议上")
    return not (a[-1] in "：:" and WEAK.match(b))


def _lead(b: str) -> float:
    """How much of a line could not be parted from its first character: a number with its per cent sign and comma."""
    match = LEAD.match(b)
    return width(match.group()) - 1 if match else 0.0


def _broken(a: str, b: str, wide: float) -> bool:
    """Whether a line of a text that has one paragraph a line was broken by accident."""
    if STRONG.match(b) or _closed(a) or not HAN.search(a):
        return False
    if _goes_on(a, b) or (wide < WIDEST and _is_linked(a, b)):
        return True
    if WEAK.match(b):
        return False
    return wide >= NARROWEST and (a[-1] in "，、（“《" or (a[-1].isdigit() and _is_piece(a, b)))


def _is_linked(a: str, b: str) -> bool:
    """Whether the parts of a centred title are linked by their words."""
    return not _closed(a) and ((len(b) > 4 and LINKED.match(b) is not None) or SUBTITLE.match(a) is not None)


def _severed(paragraph: str, a: str, b: str, following: str) -> bool:
    """Whether a piece of a web page taken apart goes on in the next; `paragraph` is what was joined up to it."""
    if _goes_on(a, b) or (a[-1].isdigit() and b.isdigit() and following[:1] == "年"):
        return True
    if _closed(a) or STRONG.match(b) or LABEL.match(a) or (NUMBERED.match(b) and not _paused(a)):
        return False
    if HEADS.search(paragraph) and len(paragraph) <= LONGEST_HEAD and OPENS.match(b) and not PROSE.search(paragraph):
        return False
    heading = STRONG.match(paragraph) or NUMBERED.match(paragraph)
    if heading:
        title = paragraph[heading.end() :].strip()
        if 2 <= len(title) <= 25 and not PROSE.search(title) and not _paused(a):
            return False
    return bool(
        PROSE.search(paragraph) or PROSE.search(b + following) or a[-1].isdigit() or b[0].isdigit() or _paused(a)
    )


def _glue(a: str, b: str) -> Joint:
    return " " if LATIN.match(a[-1]) and LATIN.match(b) else ""


def _in_tables(lines: list[Line], tables: tuple[Span, ...]) -> list[bool]:
    """For each line whether it stands in one of the tables, which are in order."""
    inside, k = [], 0
    for line in lines:
        while k < len(tables) and tables[k].end <= line.start:
            k += 1
        inside.append(k < len(tables) and tables[k].start <= line.start)
    return inside


def _measures(lines: list[Line], widths: list[float], kept: list[bool]) -> list[float | None]:
    """For each line the width of a filled line on its page; None where the page is not broken into such."""
    prose = [
        i
        for i, wide in enumerate(widths)
        if wide >= NARROWEST and not kept[i] and (wide > LONG or PUNCTUATED.search(lines[i].text))
    ]
    found: dict[int, float | None] = {}
    last = None
    for page, indices in groupby(prose, key=lambda i: lines[i].page):
        own = list(indices)
        last = found[page] = _measure([widths[i] for i in own if not _closed(lines[i].text)], own, widths) or last
    return [found.get(line.page) for line in lines]


def _measure(open_: list[float], prose: list[int], widths: list[float]) -> float | None:
    """The width of a filled line, from those of the lines that end in the middle of a sentence.

    Most of the words of a printed page stand in such lines, all about as wide; of a text with one paragraph a line
    hardly any do.
    """
    if len(open_) < 2 or sum(open_) * 10 < sum(widths[i] for i in prose) * 4:
        return None
    full = sorted(open_)[int(len(open_) * 0.9)]
    near = sum(1 for wide in open_ if full - SLACK <= wide <= full + SLACK)
    return full if LEAST <= full <= WIDEST and near * 2 >= len(open_) else None


def _around(lines: list[Line], widths: list[float], i: int, full: float) -> float:
    """The width of a filled line at a place: footnotes are set smaller, so that more goes on their lines."""
    if widths[i] >= full - SLACK or widths[i] < 0.6 * full:
        return full
    page = lines[i].page
    beside = [j for j in (i - 1, i + 1) if 0 <= j < len(lines) and lines[j].page == page]
    return max(widths[i], *(widths[j] for j in beside), 0)


def _apart(lines: list[Line], kept: list[bool]) -> list[bool] | None:
    """For a web page taken apart, which lines are cells or headings, not pieces of sentences; else None."""
    pairs = zip(lines, lines[1:], kept, strict=False)
    pieces = sum(1 for line, following, inside in pairs if not inside and _is_piece(line.text, following.text))
    if pieces < 5 or pieces * 40 < len(lines):
        return None
    cells = [False] * len(lines)
    first = 0
    for i in range(len(lines) + 1):
        if i < len(lines) and not PUNCTUATED.search(lines[i].text):
            continue
        if i - first >= ALONE:
            cells[first:i] = [True] * (i - first)
        first = i + 1
    return cells


def _is_piece(a: str, b: str) -> bool:
    """Whether a line cannot but go on in the next."""
    return _goes_on(a, b) or (a[-1].isdigit() and UNIT.match(b) is not None and PROSE.search(b) is not None)
