"""The marks that number a document's headings and items: 第一部分, 一、, （一）, 一是, 1., （1）, ①.

Finding marks and deciding which of them open a section are two acts; this module does both for the numbered ones.
A mark at the head of a line is taken at its word unless it numbers the rows of a table or the lines of a table of
contents; a mark inside a paragraph counts only if it goes on from its predecessor or its successor goes on from it.
"""

import re
import sys
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

DIGITS = "零一二三四五六七八九"
CHINESE = {
    ("" if tens == 0 else "十" if tens == 1 else DIGITS[tens] + "十") + (DIGITS[ones] if ones else ""): tens * 10 + ones
    for tens in range(10)
    for ones in range(10)
    if tens or ones
}
CIRCLED = {chr(0x2460 + i): i + 1 for i in range(20)}


class Kind(IntEnum):
    """The kinds of mark, outermost first. A PART may also be a heading without a mark (2023年工作回顾)."""

    PART = 0
    COMMA = 1
    BRACKET = 2
    ARABIC = 3
    ITEM = 4
    ARABIC_BRACKET = 5
    CIRCLE = 6


ONE = "[一二三四五六七八九十]"
NUMERAL = f"{ONE}{{1,3}}"
SHAPES = rf"""(?:
    (?P<PART>第(?:{NUMERAL})(?:部分|章|篇|编)[、：:]?)
  | (?P<COMMA>(?:{NUMERAL})(?:、(?![一二三四五六七八九十]+[产年次是、])|[.．](?![.．…])))
  | (?P<BRACKET>[（(](?:{NUMERAL})[）)][、.．]?|第(?:{NUMERAL})节)
  | (?P<ITEM>(?:十?[一二三四五六七八九]|十)[是要](?!否)|第[一二三四五六七八九十](?=[，,]))
  | (?P<ARABIC>\d{{1,2}}(?:[、．]|\.(?![\d%])))
  | (?P<ARABIC_BRACKET>[（(]\d{{1,2}}[）)][、.．]?)
  | (?P<CIRCLE>[①-⑳])
)"""
BLANK_MARK = rf"(?P<BLANK>(?:{NUMERAL})[ 　]+(?=[^\n。，；]{{4,30}}$))"
AT_LINE = re.compile(rf"^[ 　#*>]*(?:{SHAPES}|{BLANK_MARK})", re.MULTILINE | re.VERBOSE)
# What stands before the mark comes first: the search then skips all else at the speed of a scan.
INLINE = re.compile(rf"[。！？；：;:!?”）)】，,\ 　](?={SHAPES})", re.VERBOSE)
# A line so long may have lost its breaks: a chapter may begin behind any word (…的报告一、2030年工作回顾).
RUN_TOGETHER = re.compile("^[^\\n]{200,}$", re.MULTILINE)
BEHIND_WORD = {
    # the numeral's first character comes first, so that the search skips to it; 统一、 and 三十一、 are no chapters
    Kind.COMMA: re.compile(
        rf"{ONE}(?<=[一-鿿\d%）”　].)(?<![第一二三四五六七八九十百统唯单之].)(?:{ONE}{{1,2}})?、(?!{ONE})"
    ),
    Kind.BRACKET: re.compile(rf"（(?<=[一-鿿\d%”　].){NUMERAL}）"),
}
NUMBER = re.compile(rf"{NUMERAL}|\d+|[①-⑳]")
SENTENCE_END = re.compile("[。！；;]")
OFTEN = 3
MISSED = 2  # a heading may be lost or run into the paragraph before it
FAR = 200
COUNTED_ON = (Kind.PART, Kind.COMMA, Kind.BRACKET)


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark in the view: where it stands, what it counts, and where its title begins."""

    kind: Kind
    number: int
    text: str
    start: int
    title: int
    at_line: bool


def numeral(text: str) -> int:
    """The number that a mark counts.

    >>> [numeral(text) for text in ("第十二章", "（7）", "③")]
    [12, 7, 3]
    """
    match = NUMBER.search(text)
    found = match.group() if match else ""
    return CHINESE.get(found) or CIRCLED.get(found) or (int(found) if found.isdecimal() else 0)


def candidates(text: str) -> list[Mark]:
    """Everything in the text that looks like a mark, in order."""
    heads = [_mark(match, True) for match in AT_LINE.finditer(text)]
    taken = {mark.start for mark in heads}
    inner = [_mark(match, False) for match in INLINE.finditer(text) if match.end() not in taken]
    inner += _behind_words(text, heads)
    return sorted(heads + [mark for mark in inner if _may_stand_inside(mark, text)], key=lambda mark: mark.start)


def _behind_words(text: str, heads: list[Mark]) -> list[Mark]:
    """The marks behind a word in lines that have lost their breaks: none of a kind that stands at heads of lines."""
    at_lines = Counter(mark.kind for mark in heads)
    lost = [kind for kind in BEHIND_WORD if at_lines[kind] < OFTEN]
    lines = [match.span() for match in RUN_TOGETHER.finditer(text)] if lost else []
    found = ((kind, match) for kind in lost for line in lines for match in BEHIND_WORD[kind].finditer(text, *line))
    return [Mark(kind, numeral(match[0]), match[0], match.start(), match.end(), False) for kind, match in found]


def _mark(match: re.Match[str], at_line: bool) -> Mark:
    name = match.lastgroup or "COMMA"
    kind = Kind.COMMA if name == "BLANK" else Kind[name]
    found = match[name]
    return Mark(kind, numeral(found), found.rstrip(), match.start(name), match.end(name), at_line)


def _may_stand_inside(mark: Mark, text: str) -> bool:
    """Whether the mark may open a section inside a paragraph: all but items want the end of a sentence before them."""
    if mark.kind is Kind.PART or mark.text.endswith("节"):
        return False
    return mark.kind is Kind.ITEM or text[max(mark.start - 8, 0) : mark.start].rstrip(" 　")[-1:] not in ("，", ",", "")


def numbered(text: str, parts: Sequence[Mark] = (), tables: Sequence[tuple[int, int]] = ()) -> list[Mark]:
    r"""The marks of `text` that open a section, in order, with headings without a mark (`parts`) among them.

    What stands in one of the `tables` (start and end, in order) numbers its rows.

    >>> [mark.text for mark in numbered("一、工作回顾。一是稳增长。二是促改革。第一产业增长。")]
    ['一、', '一是', '二是']
    >>> numbered("一、税收收入 12\n二、非税收入 7")
    []
    """
    found = sorted([*candidates(text), *parts], key=lambda mark: mark.start)
    found = _without_captions([mark for mark in found if not _stands_in(mark.start, tables)])
    marks = _not_forestalled(_with_sentences(found, text))
    chosen: list[Mark] = []
    last: dict[Kind, int] = {}
    for i, mark in enumerate(marks):
        if _opens(mark, last, marks, i):
            chosen.append(mark)
            last = {kind: number for kind, number in last.items() if kind < mark.kind}
            last[mark.kind] = mark.number
    return chosen


def _without_captions(marks: list[Mark]) -> list[Mark]:
    """The marks without lines that stand in the middle of a list of 一、: the caption of a table, no part."""
    kept, following = [], 1
    for mark in reversed(marks):
        if mark.kind is Kind.COMMA and mark.at_line:
            following = mark.number
        if mark.text or following == 1:
            kept.append(mark)
    return kept[::-1]


def _stands_in(offset: int, stretches: Sequence[tuple[int, int]]) -> bool:
    at = bisect_right(stretches, (offset, sys.maxsize)) - 1
    return at >= 0 and offset < stretches[at][1]


def _with_sentences(marks: list[Mark], text: str) -> list[Mark]:
    """The marks without rows of tables and of contents: those with no sentence before the next of their rank."""
    kept, following = [], [len(text)] * len(Kind)
    for mark in reversed(marks):
        end = min(following[: mark.kind + 1])
        inside = not mark.at_line and mark.kind is not Kind.COMMA
        if inside or SENTENCE_END.search(text, mark.title, end):
            kept.append(mark)
        following[mark.kind] = mark.start
    return kept[::-1]


def _not_forestalled(marks: list[Mark]) -> list[Mark]:
    """The marks without those inside a paragraph whose number stands at the head of a line further on (二、三环路)."""
    kept: list[Mark] = []
    ahead: dict[Kind, set[int]] = {kind: set() for kind in COUNTED_ON}
    for mark in reversed(marks):
        if mark.kind in COUNTED_ON:
            if not mark.at_line and mark.number in ahead[mark.kind]:
                continue
            if mark.at_line:
                ahead[mark.kind] = {mark.number} if mark.number == 1 else ahead[mark.kind] | {mark.number}
            for inner in COUNTED_ON[COUNTED_ON.index(mark.kind) + 1 :]:
                ahead[inner] = set()
        kept.append(mark)
    return kept[::-1]


def _opens(mark: Mark, last: dict[Kind, int], marks: list[Mark], i: int) -> bool:
    """Whether the mark counts on, begins a list that goes on, or stands at the head of a line about where it should."""
    before = last.get(mark.kind, 0)
    if mark.kind is Kind.PART or (before and mark.number == before + 1):
        return True
    if mark.at_line and mark.kind in COUNTED_ON:
        near = before <= mark.number <= before + MISSED
        return mark.number == 1 or near or _continued(mark, marks, i)
    return mark.number == 1 and _continued(mark, marks, i)


def _continued(mark: Mark, marks: list[Mark], i: int) -> bool:
    """Whether the next number of the same kind follows before any outer mark at the head of a line."""
    for other in marks[i + 1 : i + FAR]:
        if other.kind is mark.kind:
            return other.number == mark.number + 1
        if other.kind < mark.kind and other.at_line:
            return False
    return False
