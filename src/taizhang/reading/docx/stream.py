"""The body of a Word file piece by piece: each paragraph and each row of a table whole, then freed.

A budget of a thousand pages is a hundred megabytes of XML, and ten times that as a tree; no more of it is ever held
than one paragraph or row.
"""

from collections.abc import Iterator
from typing import Literal, NamedTuple

from taizhang.reading.docx.markup import Node, events, name_of

WHOLE = ("w:p", "w:tr", "w:sectPr", "w:altChunk", "mc:AlternateContent")
TABLE = "w:tbl"


class Piece(NamedTuple):
    """A paragraph, section or choice with what is in it; or that a table begins, a row of it, or that it ends.

    `numbers` are those of the paragraphs in it, counted from 0 through all `w:p` of the part.
    """

    kind: Literal["block", "begin", "row", "end"]
    node: Node
    numbers: dict[Node, int]


def pieces(xml: bytes, path: str, part: str) -> Iterator[Piece]:
    """The pieces of the body in order; a piece is cleared once the next is asked for. Raises as `events` does."""
    depth, count = 0, 0
    numbers: dict[Node, int] = {}
    for event, node in events(xml, path, part, (*WHOLE, TABLE)):
        name = name_of(node)
        if name == "w:p" and event == "start":
            numbers[node] = count
            count += 1
        if name == TABLE:
            if depth == 0:
                yield Piece("begin" if event == "start" else "end", node, numbers)
            continue
        depth += 1 if event == "start" else -1
        if depth == 0:
            yield Piece("row" if name == "w:tr" else "block", node, numbers)
            numbers = {}
            _free(node)


def _free(node: Node) -> None:
    """Let go of an element that is done with, and of what stands in front of it."""
    node.clear()
    parent = node.getparent()
    while parent is not None and (before := node.getprevious()) is not None:
        parent.remove(before)
