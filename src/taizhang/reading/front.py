"""The head of a document: its titles, what kind it is, and the years it speaks of.

The head is read from the document's own lines, not from the view: lines that the view joins or leaves out as
navigation (a title broken in two, a property line, a signature) are what tells here.
"""

import re
from dataclasses import dataclass
from itertools import islice

from taizhang.model import DocumentKind
from taizhang.reading.kinds import kind_of
from taizhang.reading.periods import planned_year, reviewed_year
from taizhang.reading.titles import Titles, titles_of

SALUTATION = re.compile(r"^(?:尊敬的)?(?:各位(?:代表|委员)|同志们|主任、)", re.MULTILINE)
FIRST_CHAPTER = re.compile(r"^[ 　#*]*(?:一、|第一部分|第一章)", re.MULTILINE)
LENGTH = 12_000
ONE_LINE = 400
BEFORE = 1500
AFTER = 400
WIDE = {
    chr(code): chr(code - 0xFEE0) for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))
} | {"\u3000": " ", "\xa0": " ", "\ufeff": "", "﹝": "〔", "﹞": "〕", "\t": " "}
# Each begins with the signs it takes away, what stands before them second, so that it is searched fast.
BLANKS = re.compile(r" (?<=[^\x00-\x7f\n] ) *(?=[^ \n])| (?<=[^ \n] ) *(?=[^\x00-\x7f\n])")
MARGINS = re.compile(r"[ #*>](?:(?<=^.)[ #*>]*|(?<=[ *])(?<![ *].)[ *]*$)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Front:
    """What the head tells: titles, kind, the years reviewed and planned.

    `head` is the head through the salutation or the notice, `under` what of it stands under the titles, `spoken`
    the first words of the body.
    """

    titles: Titles
    kind: DocumentKind
    reviewed: int | None
    planned: int | None
    head: str
    spoken: str
    under: str


def front_of(text: str) -> Front:
    """The front of a document's own text."""
    lines = plain_lines(text[: _end_of_head(text)])
    titles = titles_of(lines)
    salutation = SALUTATION.search(lines, titles.at)
    body = salutation.start() if salutation else titles.at
    kind = kind_of(titles.title or titles.notice, lines[body:])
    head, title = lines[max(body - BEFORE, 0) : body + AFTER], titles.title or ""
    planned = planned_year(kind, title, head)
    reviewed = reviewed_year(kind, title, head)
    under = lines[min(titles.at, body) : body + AFTER]
    return Front(titles, kind, reviewed, planned, head, lines[body : body + AFTER], under)


def _end_of_head(text: str) -> int:
    """Behind the first words under 一、, of the second 一、 where the first stands in a table of contents."""
    first = [match.end() for match in islice(FIRST_CHAPTER.finditer(text, 0, LENGTH), 2)]
    return min(first[-1] + AFTER, LENGTH) if first else LENGTH


def with_newlines(text: str) -> str:
    r"""The text with every line ended by a newline alone: a string that no file was read from may hold others.

    >>> with_newlines("报告\r\n各位代表")
    '报告\n各位代表'
    """
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def plain_lines(text: str) -> str:
    r"""The text line by line in half-width letters and digits, without blanks between Chinese characters.

    >>> plain_lines("  政 府 工 作 报 告\n２０３０年 1 月")
    '政府工作报告\n2030年1月'
    """
    text = with_newlines(text)
    for character, form in WIDE.items():
        if character in text:
            text = text.replace(character, form)
    if "\n" not in text[:ONE_LINE].strip():
        text = re.sub(" +", "\n", text)  # the breaks were lost: what blanks part may have been lines
    return MARGINS.sub("", BLANKS.sub("", text))
