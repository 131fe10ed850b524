"""A mention in its sentence, as a person is shown it: the words before, the mention, the words after."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate
from typing import NamedTuple

from taizhang.linking import sentence_of
from taizhang.model import Cell, Claim, Commitment, Fact, Said, Span
from taizhang.model.rows import digits
from taizhang.writing.figures import Figure
from taizhang.writing.onepage import on_one_line

RULES = re.compile(r"\s*[|\t]+[\s|:—-]*")
EDGES = " \u3000*#>-|"
CELLS = " │ "
IN_SHORT = 28  # characters of a statement in words, where figures stand beside it
SHORT = 60  # characters of a sentence that is quoted whole
CLAUSE = re.compile("[，；。、,;：:]")


class Quote(NamedTuple):
    """A quotation in three pieces; of a statement in words the middle is all of it."""

    before: str
    words: str
    after: str

    def __str__(self) -> str:
        """The whole on one line."""
        return self.before + self.words + self.after


def cited(said: Said) -> Span:
    """The stretch of the text that a mention leads to: the sentence of a number, all of a promise or a claim."""
    return said.span if isinstance(said.record, Commitment | Claim) else sentence_of(said)


def once_each(mentions: Iterable[Said], around: int) -> list[Said]:
    """Of mentions that are quoted alike, or stand in one short sentence or row, only the first: it shows the others."""
    seen: set[tuple[str, Span, str]] = set()
    kept: list[Said] = []
    for said in mentions:
        span = cited(said)
        short = span.end - span.start <= SHORT
        key = (said.doc, span, "" if short else str(quote(said, around)))
        if key not in seen:
            seen.add(key)
            kept.append(said)
    return kept


def quote(said: Said, around: int = 48) -> Quote:
    """The sentence of a mention, cut to about `around` characters on either side of it, at a clause where it can be.

    >>> from taizhang.extracting import read_text
    >>> reading = read_text("全年地区生产总值完成524亿元，同比增长5.5%。")
    >>> quote(Said(reading.document, reading.facts[1]))
    Quote(before='全年地区生产总值完成524亿元，同比增长', words='5.5%', after='')
    """
    if cells := row_of(said):
        return row_quote(said, cells, around)
    text, (start, end) = said.document.text, cited(said)
    at, to = said.span
    words = tidy(text[at:to])
    most = 2 * around + 12
    words = words if len(words) <= most else words[: most - 1] + "…"
    before, after = tidy(text[start:at]).lstrip(EDGES), tidy(text[to:end]).rstrip(EDGES)
    return Quote(cut_before(before, around), words, cut_after(after, around))


def row_of(said: Said) -> tuple[Cell, ...]:
    """The cells of the row of a number that stands in a table."""
    place = said.record.place if isinstance(said.record, Fact) else None
    if place is None:
        return ()
    table = next((table for table in said.document.tables if table.number == place.table), None)
    cells = table.cells if table else ()
    first, last = (find(cells, place.row, key=lambda cell: cell.row) for find in (bisect_left, bisect_right))
    row = cells[first:last]
    return row if any(cell.span.start <= said.span.start < cell.span.end for cell in row) else ()


def row_quote(said: Said, cells: tuple[Cell, ...], around: int) -> Quote:
    """A number in its row, the cells parted; of a long row the first cell, which names it, and those near by."""
    text, (at, to) = said.document.text, said.span
    own = next(cell.span for cell in cells if cell.span.start <= at < cell.span.end)
    before = filled(cell for cell in cells if cell.span.start < own.start)
    after = filled(cell for cell in cells if cell.span.start > own.start)
    near = fitting(before[:0:-1], around)[::-1]
    left_out = ["…"] * (len(near) < len(before) - 1)
    rest = fitting(after, around)
    head = CELLS.join([*before[:1], *left_out, *near, tidy(text[own.start : at])])
    tail = CELLS.join([tidy(text[to : own.end]), *rest, *["…"] * (len(rest) < len(after))])
    return Quote(head, tidy(text[at:to]), tail)


def filled(cells: Iterable[Cell]) -> list[str]:
    """The words of the cells that hold any."""
    return list(filter(None, (tidy(cell.text).strip() for cell in cells)))


def fitting(cells: Sequence[str], around: int) -> list[str]:
    """The first cells, as many as stand within `around` characters.

    >>> fitting(["亿元", "1572.4", "5.8"], 10)
    ['亿元', '1572.4']
    """
    lengths = accumulate(len(cell) for cell in cells)
    return [cell for cell, length in zip(cells, lengths, strict=True) if length <= around]


def tidy(words: str) -> str:
    r"""Words on one line, without the rules between the cells of a table.

    >>> tidy("生产总值 | 亿元 |\n| 524"), tidy("增长\n5%")
    ('生产总值 亿元 524', '增长 5%')
    """
    return RULES.sub(" ", on_one_line(words))


def cut_before(words: str, around: int) -> str:
    """The end of some words, from a clause on where one begins near by."""
    if len(words) <= around:
        return words
    kept = words[-around:]
    clause = CLAUSE.search(kept, 0, around // 2)
    return "…" + kept[clause.end() if clause else 0 :]


def cut_after(words: str, around: int) -> str:
    """The beginning of some words, up to the end of a clause where one ends near by."""
    if len(words) <= around:
        return words
    ends = [match.start() for match in CLAUSE.finditer(words, around // 2, around)]
    return words[: ends[-1] if ends else around] + "…"


def gist(said: Said) -> str:
    """What a mention says, in short: subject and figure, what is promised, what is claimed.

    >>> from taizhang.extracting import read_text
    >>> reading = read_text("全年地区生产总值完成524亿元，同比增长5.5%以上。")
    >>> [gist(Said(reading.document, fact)) for fact in reading.facts]
    ['地区生产总值 524亿元', '地区生产总值 ≥ 5.5%']
    """
    return " ".join(filter(None, (named(said), answer(said))))


def named(said: Said) -> str:
    """What a mention speaks of: its subject, or the object of what is promised or claimed."""
    match said.record:
        case Fact() as fact:
            return on_one_line(fact.subject or "")
        case Commitment() as promised:
            return on_one_line(promised.object or "")
        case Claim() as claimed:
            return on_one_line(claimed.object or "")


def answer(said: Said) -> str:
    r"""What a mention says of it: its figure, or in words what is promised or claimed, without repeating its name.

    >>> from taizhang.extracting import read_text
    >>> reading = read_text("二、主要目标\n进出口总额保稳提质。")
    >>> [(named(said), answer(said)) for said in (Said(reading.document, each) for each in reading.commitments)]
    [('进出口总额', '保稳提质')]
    """
    if isinstance(said.record, Fact):
        return figure(said.record)
    name, words = named(said), tidy(said.record.text).rstrip(EDGES + "。；，")
    rest = words.removeprefix(name).lstrip("，、：: ")
    words = rest if len(rest) > 1 else words
    return words if len(words) <= IN_SHORT else words[: IN_SHORT - 1] + "…"


def figure(fact: Fact) -> str:
    """The number of a fact with its sign, as a person reads it; of a number that is no measure its words."""
    if fact.value is None:
        return fact.text
    signed = fact.role in ("growth", "change") and fact.value > 0 and fact.comparator in (None, "=")
    plus = "+" if signed else ""
    return str(Figure(fact.comparator, plus + (digits(fact.value) or ""), fact.unit))
