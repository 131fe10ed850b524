"""The head of a document: its titles, what kind it is, and the years it speaks of."""

import re
from dataclasses import dataclass

from taizhang.model import DocumentKind
from taizhang.reading.kinds import kind_of
from taizhang.reading.periods import planned_year, reviewed_year
from taizhang.reading.titles import Titles, titles_of

SALUTATION = re.compile("各位(?:代表|委员)|同志们|主任、")
HEAD = 1500


@dataclass(frozen=True, slots=True)
class Front:
    """What the head tells: titles, kind, the years reviewed and planned, and where the body begins in the view."""

    titles: Titles
    kind: DocumentKind
    reviewed: int | None
    planned: int | None
    body: int


def front_of(source: str) -> Front:
    """The front of a text."""
    titles = titles_of(source)
    salutation = SALUTATION.search(source, titles.at, titles.at + HEAD)
    body = salutation.start() if salutation else titles.at
    kind = kind_of(titles.title or titles.notice, source[body : body + 6000])
    head = source[max(body - HEAD, 0) : body + HEAD]
    title = titles.title or ""
    return Front(titles, kind, reviewed_year(kind, title, head), planned_year(kind, title, head), body)
