"""What a document says of itself."""

import re

from taizhang.model import Metadata, Section, View
from taizhang.reading.kinds import kind_of
from taizhang.reading.periods import periods_of

TITLE = re.compile(
    r"^[ 　#*]*((?!现将|受)[^。！？\n]{0,60}(?:政府工作报告|统计公报|发展计划|的报告|进展情况|执行情况|草案）?|决算))", re.M
)


def described(view: View, outline: tuple[Section, ...]) -> Metadata:
    """The metadata of the text, from its head, its tail and its headings."""
    head = view.text[:1500]
    titles = TITLE.search(head)
    title = titles[1] if titles else None
    kind = kind_of(title, head)
    reviewed, planned = periods_of(kind, title or "", head, outline)
    return Metadata(title=title, kind=kind, reviewed_period=reviewed, planned_period=planned)
