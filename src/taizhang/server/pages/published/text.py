"""The text of a published document as paragraphs, in which sentences that hold promises are marked and led to."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from taizhang.server.ledger.publishing.quoted import Quoted


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a paragraph: `at` where something may lead to its beginning, `quoted` what stands in it."""

    text: str
    at: int | None = None
    quoted: Sequence[Quoted] = field(default_factory=tuple)
    marked: bool = False


def set_out(text: str, quoted: Sequence[Quoted], starts: Collection[int]) -> list[list[Piece]]:
    """The paragraphs, one for each line that is not blank."""
    marks = _marks(quoted)
    cuts = sorted({*starts, *(end for mark in marks for end in mark)})
    found, begin = [], 0
    for line in text.split("\n"):
        end = begin + len(line)
        if line.strip():
            found.append(list(_pieces(text, begin, end, cuts, set(starts), marks)))
        begin = end + 1
    return found


def _marks(quoted: Sequence[Quoted]) -> dict[tuple[int, int], list[Quoted]]:
    """The sentences that hold promises; of those that overlap the first."""
    marks: dict[tuple[int, int], list[Quoted]] = {}
    last = -1
    for each in sorted(quoted, key=lambda one: (one.start, -one.end)):
        span = (each.start, each.end)
        if span in marks:
            marks[span].append(each)
        elif each.start >= last:
            marks[span], last = [each], each.end
    return marks


def _pieces(  # noqa: PLR0917 - a line, and all that cuts it
    text: str,
    begin: int,
    end: int,
    cuts: Sequence[int],
    starts: Collection[int],
    marks: dict[tuple[int, int], list[Quoted]],
) -> Iterator[Piece]:
    """The pieces of one line; what is quoted is told behind the last piece of its sentence."""
    inner = [cut for cut in cuts if begin < cut < end]
    places = [begin, *inner, end]
    for first, last in pairwise(places):
        span = next((mark for mark in marks if mark[0] <= first and last <= mark[1]), None)
        over = span is not None and (last == span[1] or (last == end and not text[last : span[1]].strip()))
        yield Piece(
            text[first:last],
            first if first in starts else None,
            marks[span] if span is not None and over else (),
            span is not None,
        )
