"""The ends of links in one text as marks: numbers, and statements that may stand around them."""

from bisect import bisect_right
from collections.abc import Iterable

from taizhang.model import Span
from taizhang.server.pages.documents.text import Mark, apart

LONGEST_NUMBER = 16  # what is longer is a statement, which may go over several cells and hold numbers


class Ends:
    """The marks of one side, each end once; an end that could not be set leads to the mark in which it begins."""

    def __init__(self, spans: Iterable[tuple[int, int]], side: str) -> None:
        once = {start: Span(start, end) for start, end in sorted(spans)}
        marks = [Mark(*span, f"{side}{span.start}", "end") for span in once.values()]
        starts = list(once)
        long = [mark for mark in marks if mark.end - mark.start > LONGEST_NUMBER or _holds_another(mark, starts)]
        self.around = list(apart(long))
        self.numbers = list(apart(mark for mark in marks if mark not in long))
        self.starts = starts

    def name(self, start: int) -> str:
        """The name of the mark at which a link ends that ends there."""
        for marks in (self.numbers, self.around):
            place = bisect_right([mark.start for mark in marks], start) - 1
            if place >= 0 and start < marks[place].end:
                return marks[place].name
        return ""


def _holds_another(mark: Mark, starts: list[int]) -> bool:
    place = bisect_right(starts, mark.start)
    return place < len(starts) and starts[place] < mark.end
