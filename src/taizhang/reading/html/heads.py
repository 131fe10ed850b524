"""The head of a page: what it calls itself, and the property lines that labels and values were parted in."""

import re

from taizhang.model import Source
from taizhang.reading.furniture import SPACED
from taizhang.reading.html.article import SENTENCE, bare_words
from taizhang.reading.html.paragraphs import Piece, printed
from taizhang.reading.html.tree import Element, walked
from taizhang.reading.layout import Passage, Run

NAMES = frozenset(("articletitle", "og:title", "title", "dc.title", "twitter:title"))
SEPARATOR = re.compile(r"\s*[_|｜—–]+\s*|\s+-\s+|\s*--+\s*|-(?=[^-]{2,20}$)|\s*[>»]\s*")
LABEL = re.compile(rf"\s*(?:{SPACED})\s*[：:]?\s*")
SHORTEST, LONGEST = 6, 120
VALUE = 60  # characters that the value of a property may have


def titles_of(root: Element) -> list[str]:
    """What the page calls itself, the surest first: the title of the article, then that of the window."""
    told: list[str] = []
    window: list[str] = []
    for event, node in walked(root):
        if event != "open" or not isinstance(node, Element):
            continue
        if node.tag == "meta" and node.attributes.get("content", "").strip():
            name = (node.attributes.get("name") or node.attributes.get("property", "")).lower()
            if name in NAMES:
                told.append(printed(node.attributes.get("content", "")).strip())
        elif node.tag == "title" and not window:
            window.append(printed(node.words()).strip())
        elif node.block and told and node.depth > 3:
            break
    return list(dict.fromkeys(title for title in told or window if title))


def compared(titles: list[str]) -> list[str]:
    """The titles as they are compared with words of the page, without the name of the site.

    >>> compared(["某某市2030年计划_某某市人民政府"])
    ['某某市2030年计划']
    """
    forms = [bare_words(_without_site(title)) for title in titles]
    return list(dict.fromkeys(form for form in forms if len(form) >= SHORTEST))


def _without_site(title: str) -> str:
    """The longest of the parts that a window's title is put together from; the first of them where equal."""
    return max(SEPARATOR.split(title), key=len).strip()


def shown_title(titles: list[str]) -> str | None:
    """The title to put above a page that prints none.

    >>> shown_title(["某某市2030年计划_某某市人民政府"])
    '某某市2030年计划'
    """
    for title in titles:
        short = _without_site(title)
        if SHORTEST <= len(short) <= LONGEST:
            return short
    return titles[0][:LONGEST] if titles else None


def joined_properties(pieces: list[Piece]) -> list[Piece]:
    """The pieces, those of a label (发文机关：) and of the value behind it joined to one line."""
    labels = {index for index, piece in enumerate(pieces) if _is_label(piece)}
    kept: list[Piece] = []
    at = 0
    while at < len(pieces):
        piece = pieces[at]
        # labels without colons are told by their number: a word alone may stand anywhere
        listed = any(index in labels for index in (at - 2, at - 1, at + 1, at + 2))
        if at in labels and at + 1 < len(pieces) and _is_value(piece, pieces[at + 1], listed=listed):
            kept.append(_joined(piece, pieces[at + 1]))
            at += 2
            continue
        kept.append(piece)
        at += 1
    return kept


def _is_label(piece: Piece) -> bool:
    return (
        isinstance(piece.part, Passage)
        and piece.holder.tag != "table"
        and not piece.hidden
        and LABEL.fullmatch(piece.text) is not None
    )


def _is_value(label: Piece, piece: Piece, *, listed: bool) -> bool:
    """Whether a piece is the value of the label before it: short, and close to it in the page."""
    if not isinstance(piece.part, Passage) or piece.hidden or piece.part.kind != "paragraph":
        return False
    if (
        len(piece.text) > VALUE
        or SENTENCE.search(piece.text)
        or LABEL.match(piece.text)
        or piece.linked * 2 > len(piece.text)
    ):
        return False
    near = set(list(label.holder.ancestors())[:4])
    told = listed or label.text.rstrip().endswith(("：", ":")) or label.holder.tag in ("dt", "th", "td", "label")
    return told and any(each in near for each in list(piece.holder.ancestors())[:4])


def _joined(label: Piece, value: Piece) -> Piece:
    runs = list(label.part.runs) if isinstance(label.part, Passage) else []
    if not label.text.rstrip().endswith(("：", ":")):
        runs.append(Run("：", runs[-1].source if runs else Source()))
    more = value.part.runs if isinstance(value.part, Passage) else []
    return Piece(Passage(runs + more), value.holder, label.linked + value.linked)
