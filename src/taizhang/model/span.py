"""A stretch of a document's text."""

from typing import NamedTuple


class Span(NamedTuple):
    """Offsets in `Document.text`, in characters, end exclusive."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The words that the span covers.

        >>> Span(0, 2).of("全年完成")
        '全年'
        """
        return text[self.start : self.end]
