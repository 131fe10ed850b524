"""The head of a document: its titles, what kind it is, and the year it was delivered."""

import re
from dataclasses import dataclass

from taizhang.model import DocumentKind
from taizhang.reading.kinds import kind_of
from taizhang.reading.periods import planned_year, reviewed_year

HEAD = 1500
TITLE = re.compile(
    r"^[ 　#*]*((?!现将|受)[^。！？\n]{0,60}(?:政府工作报告|统计公报|发展计划|的报告|进展情况|执行情况|草案）?|决算))", re.M
)


@dataclass(frozen=True, slots=True)
class Front:
    """What the head tells: title as printed (one line, no blanks), kind, and the years reviewed and planned."""

    title: str | None
    kind: DocumentKind
    reviewed: int | None
    planned: int | None


def front_of(source: str) -> Front:
    """The front of a text."""
    head = source[:HEAD]
    match = TITLE.search(head)
    title = match[1] if match else None
    kind = kind_of(title, head)
    return Front(title, kind, reviewed_year(kind, title or "", head), planned_year(kind, title or "", head))
