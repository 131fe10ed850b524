"""The lines of a text: where they stand, how wide they are, what they begin and end with."""

import re
from typing import NamedTuple

# a line ends at what any program prints as one: newline, form feed, the separators of Unicode
LINE = re.compile("[^\\s\u200b\ufeff\xad][^\n\f\v\x85\u2028\u2029]*")
BREAK = re.compile("\f")
SPARE = re.compile("\\s+|[\u200b\ufeff\xad]+")
NARROW = re.compile("[!-~]")
TRAILING = " \t\r\u3000\xa0\u200b\ufeff\xad"


class Line(NamedTuple):
    """A line that is no blank: its span without the blanks around it, its words, and the page it stands on from 0."""

    start: int
    end: int
    text: str
    page: int = 0


def lines_of(text: str) -> list[Line]:
    r"""The lines of `text` that hold more than blanks.

    >>> [(line.start, line.text) for line in lines_of("  一、回顾 \n\n全年完成")]
    [(2, '一、回顾'), (9, '全年完成')]
    """
    lines = []
    breaks = [match.start() for match in BREAK.finditer(text)]
    page, pages = 0, len(breaks)
    for match in LINE.finditer(text):
        start = match.start()
        while page < pages and breaks[page] < start:
            page += 1
        words = match.group().rstrip().rstrip(TRAILING)
        lines.append(Line(start, start + len(words), words, page))
    return lines


def width(line: str) -> float:
    """How wide a line prints, in Chinese characters; blanks do not count, since justified lines are full of them.

    >>> width("完成 524 亿元")
    5.5
    """
    if " " in line or "\u3000" in line:
        line = SPARE.sub("", line)
    return len(line) if line.isalpha() else len(line) - 0.5 * len(NARROW.findall(line))
