"""A paragraph cut into sentences and clauses, brackets set apart, with the numbers that stand in each."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from taizhang.extracting.items import Item

BRACKETED = re.compile(r"[（(](?![市区县旗改扩迁续新、]{1,6}[）)])[^（()）\n]{0,120}[）)]")
SENTENCE, CLAUSE = (
    2000,
    600,
)  # characters: what has no end within so many is no sentence, and is cut so that time grows evenly


@dataclass(slots=True)
class Clause:
    """The words from `start` to `end` of the view, brackets masked in `text`, and the measures in it by offset.

    `opens` is true for the first clause of a sentence, which holds the sentence before it in the paragraph as
    `earlier`; `aside` is true for the words inside brackets.
    """

    start: int
    end: int
    text: str
    items: list[Item]
    opens: bool
    parts: bool
    aside: bool = False
    earlier: str = ""


def clauses(text: str, items: list[Item]) -> Iterator[Clause]:
    """The clauses of `text` that hold items or stand in a sentence that does, in order, each with its items."""
    queue = list(items)
    queue.reverse()
    position = 0
    ends = [match.start() for match in SENTENCE_END.finditer(text)]
    while queue:
        low, high = _sentence(ends, queue[-1].token.start, position, len(text))
        inside: list[Item] = []
        while queue and queue[-1].token.start < high:
            inside.append(queue.pop())
        high = max(high, inside[-1].token.end)
        yield from _of_sentence(text, low, high, inside)
        position = high


def _sentence(ends: list[int], at: int, floor: int, length: int) -> tuple[int, int]:
    """The sentence around `at`, not before `floor`, given where sentences of the text end."""
    i = bisect_left(ends, at)
    low = max(floor, at - SENTENCE, ends[i - 1] + 1 if i else 0)
    end = ends[i] if i < len(ends) else length
    return low, end if end < low + SENTENCE else min(max(low + SENTENCE, at + 1), length)


SENTENCE_END = re.compile(r"[。！？!?\n]")


def _of_sentence(text: str, low: int, high: int, items: list[Item]) -> Iterator[Clause]:
    raw = text[low:high]
    asides = [(m.start() + low, m.end() + low) for m in BRACKETED.finditer(raw)] if "（" in raw or "(" in raw else []
    masked = raw
    for start, end in asides:
        masked = masked[: start - low] + "\x00" * (end - start) + masked[end - low :]
    cuts = [(m.start() + low, m[0]) for m in CUT.finditer(masked)]
    start, opens, parts = low, True, True
    ahead = items[::-1]
    for cut, mark in _bounded([*cuts, (high, "。")], low, items):
        inner = []
        while ahead and ahead[-1].token.start < cut:
            inner.append(ahead.pop())
        outer = [item for item in inner if not _within(item, asides)] if asides else inner
        earlier = _sentence_before(text, low) if opens else ""
        yield Clause(start, cut, masked[start - low : cut - low], outer, opens, parts, earlier=earlier)
        for a, b in asides if inner else ():
            if start <= a < cut and (bracketed := [item for item in inner if a <= item.token.start < b]):
                yield from _aside(text, a + 1, b - 1, bracketed)
        opens, parts = False, mark in CLOSING
        start = cut + len(mark)


def _bounded(cuts: list[tuple[int, str]], start: int, items: list[Item]) -> Iterator[tuple[int, str]]:
    """The cuts, and between two of them that stand too far apart more of their own, none of them inside a number."""
    for cut, mark in cuts:
        while cut - start > CLAUSE:
            start += CLAUSE
            start = next((item.token.end for item in items if item.token.start < start < item.token.end), start)
            if start < cut:
                yield start, ""
        yield cut, mark
        start = cut + 1


def _sentence_before(text: str, low: int, reach: int = 80) -> str:
    """The end of the sentence before the one at `low`, within its paragraph."""
    before = text[max(0, low - reach) : low]
    before = before[before.rfind("\n") + 1 :].rstrip("。！？")
    return before[max(before.rfind("。"), before.rfind("！"), before.rfind("？")) + 1 :]


CLOSING = ("；", ";")
# A comma or colon between digits cuts nothing: 1,000 and 10:15.
CUT = re.compile(r"[，；;,:：](?:(?<=[，；;])|(?![0-9])|(?<![0-9].))")


def _aside(text: str, low: int, high: int, items: list[Item]) -> Iterator[Clause]:
    start = low
    for cut in [*(m.start() + low for m in CUT.finditer(text[low:high])), high]:
        inner = [item for item in items if start <= item.token.start < cut]
        if inner:
            yield Clause(start, cut, text[start:cut], inner, False, False, aside=True)
        start = cut + 1


def _within(item: Item, spans: list[tuple[int, int]]) -> bool:
    return any(start <= item.token.start < end for start, end in spans)
