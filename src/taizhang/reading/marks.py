"""The marks that number a document's headings and items: 第一部分, 一、, （一）, 一是, 1., （1）, ①.

Finding marks and deciding which of them open a section are two acts; this module does both for the numbered ones.
A mark at the head of a line is taken at its word; a mark inside a paragraph only if it counts on from its
predecessor or is counted on by its successor.
"""

import re
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
NUMERAL = "[一二三四五六七八九十]{1,3}"


class Kind(IntEnum):
    """The kinds of mark, outermost first."""

    PART = 0
    COMMA = 1
    BRACKET = 2
    ARABIC = 3
    ITEM = 4
    ARABIC_BRACKET = 5
    CIRCLE = 6


MARK = re.compile(
    rf"(?P<line>^[\s　#*>]*)?"
    rf"(?:(?P<PART>第(?P<n0>{NUMERAL})(?:部分|章|篇|编)[ 　:：、]?)"
    rf"|(?P<COMMA>(?P<n1>{NUMERAL})[、，.．](?![一二三四五六七八九十]+[产年次是、]))"
    rf"|(?P<BRACKET>[（(〔](?P<n2>{NUMERAL})[）)〕][、.．]?)"
    rf"|(?P<ITEM>(?:(?P<n4>[一二三四五六七八九]|十[一二三四五]?)(?:是|要)|第(?P<n4b>[一二三四五六七八九十])[，,、]))"
    rf"|(?P<ARABIC_BRACKET>[（(](?P<n5>\d{{1,2}})[）)][、.．]?)"
    rf"|(?P<ARABIC>(?P<n3>\d{{1,2}})(?:[、.．](?![\d%])))"
    rf"|(?P<CIRCLE>(?P<n6>[①-⑳])))",
    re.M,
)
AFTER = frozenset("。！？；：;:!?”）)】\n ，,")


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

    >>> [numeral(text) for text in ("十二", "7", "③")]
    [12, 7, 3]
    """
    return CHINESE.get(text) or CIRCLED.get(text) or (int(text) if text.isdigit() else 0)


def candidates(text: str) -> list[Mark]:
    """Everything in the text that looks like a mark."""
    found = []
    for match in MARK.finditer(text):
        kind = Kind[match.lastgroup] if match.lastgroup in Kind.__members__ else _kind(match)
        start = match.start(kind.name)
        at_line = start == 0 or match["line"] is not None and (match.start() == 0 or text[match.start() - 1] == "\n")
        if not at_line and (kind is Kind.PART or text[start - 1] not in AFTER):
            continue
        number = numeral(next(match[n] for n in ("n0", "n1", "n2", "n3", "n4", "n4b", "n5", "n6") if match[n]))
        found.append(Mark(kind, number, match[kind.name].strip(), start, match.end(), at_line))
    return found


def _kind(match: re.Match[str]) -> Kind:
    return next(kind for kind in Kind if match[kind.name] is not None)


def numbered(text: str) -> list[Mark]:
    """The marks of `text` that open a section, in order.

    >>> [mark.text for mark in numbered("一、工作回顾。一是稳增长。二是促改革。第一产业增长。")]
    ['一、', '一是', '二是']
    """
    marks = candidates(text)
    chosen: list[Mark] = []
    last: dict[Kind, int] = {}
    for i, mark in enumerate(marks):
        if not _opens(mark, last, marks, i):
            continue
        chosen.append(mark)
        last = {kind: n for kind, n in last.items() if kind < mark.kind}
        last[mark.kind] = mark.number
    return chosen


def _opens(mark: Mark, last: dict[Kind, int], marks: list[Mark], i: int) -> bool:
    """Whether the mark counts on, begins a list that goes on, or stands at the head of a line."""
    if mark.number == last.get(mark.kind, -1) + 1:
        return True
    if mark.at_line and mark.kind in (Kind.PART, Kind.COMMA, Kind.BRACKET):
        return True
    return mark.number == 1 and _continued(mark, marks, i)


def _continued(mark: Mark, marks: list[Mark], i: int) -> bool:
    """Whether a second of the same kind follows before any outer mark at the head of a line."""
    for other in marks[i + 1 : i + 200]:
        if other.kind is mark.kind:
            return other.number == 2
        if other.kind < mark.kind and other.at_line:
            return False
    return False
