"""What kind of document a text is."""

import re
from typing import cast

from taizhang.catalogue.kinds import kind_patterns
from taizhang.model import DocumentKind

SPEECH = re.compile(
    "代表[^，。：:]{0,20}(?:政府|行署|国务院).{0,30}(?:报告|工作)|向大会.{0,6}(?:报告|作).{0,6}工作|政府工作报告|年工作的?(?:简要)?回顾"
)
OPENING = 600
ENOUGH_SENTENCES = 3


def kind_of(title: str | None, body: str) -> DocumentKind:
    """The kind, by the title where it tells, else by the opening words of the body.

    >>> kind_of("甲市2030年国民经济和社会发展统计公报", "")
    'communique'
    >>> kind_of(None, "现在，我代表市人民政府，向大会报告工作，请予审议，并审查计划草案、预算草案。一年来，成绩很好。")
    'work_report'
    """
    found = _first(title or "")
    if found:
        return found
    opening = body[:OPENING].replace("\n", "")
    if SPEECH.search(opening):
        return "work_report"
    found = _first(opening)
    if found:
        return found
    return (
        "table"
        if body.count("。", 0, 5000) < ENOUGH_SENTENCES and sum(map(str.isdigit, body[:5000])) > 100
        else "other"
    )


def _first(text: str) -> DocumentKind | None:
    return next((cast(DocumentKind, kind) for kind, pattern in kind_patterns() if pattern.search(text)), None)
