"""Footnotes of a page: a mark that leads to a place further down, and the paragraph that begins there."""

import re
from dataclasses import dataclass, field

from taizhang.reading.html.paragraphs import Piece
from taizhang.reading.layout import Passage

MARK = re.compile(r"\s*[\[（(〔【]?\s*(?:注\s*)?(?:\d{1,3}|[①-⑳❶-❿➀-➉]|[*※†‡]{1,3}|[ivx]{1,5})\s*[\]）)〕】]?\s*")


@dataclass(slots=True)
class Anchors:
    """Where the places that links lead to stand: the index of the piece, and whether they begin it."""

    places: dict[str, tuple[int, bool]] = field(default_factory=dict)

    def put(self, names: tuple[str, ...], index: int, *, begins: bool) -> None:
        """Remember the places of these names, the first of each."""
        for name in names:
            if name:
                self.places.setdefault(name, (index, begins))


def is_mark(text: str) -> bool:
    """Whether the words of a link are the mark of a note.

    >>> is_mark("[1]"), is_mark("①"), is_mark("第一章"), is_mark("2030")
    (True, True, False, False)
    """
    return MARK.fullmatch(text) is not None


def tie(pieces: list[Piece], anchors: Anchors) -> None:
    """Make notes of the passages that a mark further up leads to; a mark that leads to none is plain words."""
    for index, piece in enumerate(pieces):
        for runs in _runs(piece):
            for at, run in enumerate(runs):
                if run.note is not None:
                    runs[at] = run if _is_note(pieces, anchors, run.note, index) else run._replace(note=None)


def _runs(piece: Piece) -> list[list]:  # type: ignore[type-arg]
    part = piece.part
    return [part.runs] if isinstance(part, Passage) else [cell.runs for cell in part.cells]


def _is_note(pieces: list[Piece], anchors: Anchors, key: str, called: int) -> bool:
    index, begins = anchors.places.get(key, (-1, False))
    if not begins or not called < index < len(pieces):
        return False
    target = pieces[index].part
    if not isinstance(target, Passage) or (target.note is not None and target.note != key):
        return False
    target.kind, target.note = "note", key
    return True
