"""Headings that carry no mark: a line of its own such as 2023年工作回顾 or 今后五年奋斗目标."""

import re

from taizhang.catalogue.fronts import front_pattern
from taizhang.catalogue.headings import heading_pattern
from taizhang.reading.marks import AT_LINE, Kind, Mark

LINE = re.compile(
    r"^[ 　#*]*+([^\n。！？；，：;:!?（()）|\t]{4,40}?|[^\n。！？；：;:!?（()）|\t]{8,40}?)[ 　*]*$", re.MULTILINE
)
NOTES = re.compile(".{0,14}(?:名词|术语|注释|注解|词语).{0,4}|附注")
UNDER_PART = re.compile(r"第[一二三四五六七八九十]+(?:部分|章|篇|编)\s*$")
BROKEN = re.compile(r"[^\n。！？；：]{20,}\n$")  # a line of running text that a hard wrap broke off
OWN_CUES = ("actual", "target")
CHAPTER = re.compile(r"^[ 　#*]*[一二三四五六七八九十]{1,3}(?:、|[ 　]+\S{2})", re.MULTILINE)
SHORTEST = 6


def bare_headings(text: str, titles: str = "") -> list[Mark]:
    r"""The headings of the top level that stand on a line of their own and name what a period's part holds.

    A line that belongs to the document's `titles` heads no part of it.

    >>> [mark.start for mark in bare_headings("说明\n2023年工作回顾\n一年来，成绩很好。")]
    [3]
    """
    lines = [match for match in LINE.finditer(text) if _may_head(match[1]) and match[1] not in titles]
    lines = [match for match in lines if not BROKEN.search(text, max(match.start() - 24, 0), match.start())]
    lines = [match for match in lines if not UNDER_PART.search(text, max(match.start() - 12, 0), match.start())]
    told = [match for match in lines if _tells_period(match[1]) and _heads_a_paragraph(text, match.end())]
    if not CHAPTER.search(text):
        told = [match for match in lines if match in told or _stands_between_paragraphs(text, match)]
    if len(told) == 1 and _stands_over_all(text, told[0]):
        told = []
    return [Mark(Kind.PART, 0, "", match.start(1), match.start(1), True) for match in told]


def _stands_over_all(text: str, match: re.Match[str]) -> bool:
    """Whether no sentence stands above the line and 一、 below it: a title, not a part."""
    return "。" not in text[: match.start()] and CHAPTER.search(text, match.end()) is not None


def _may_head(line: str) -> bool:
    return not front_pattern("no_heading").search(line) and not AT_LINE.match(line)


def _tells_period(line: str) -> bool:
    if NOTES.fullmatch(line):
        return True
    return front_pattern("period").search(line) is not None and any(
        heading_pattern(use).search(line) for use in OWN_CUES
    )


def _stands_between_paragraphs(text: str, match: re.Match[str]) -> bool:
    """Whether whole paragraphs stand above and below the line: where no 一、 marks the parts, it heads one."""
    above = text[max(match.start() - 60, 0) : match.start()].rstrip("\n ")
    below = text[match.end() : match.end() + 80].lstrip("\n ")
    return above.endswith(("。", "！", "：")) and "\n" not in below[:40] and len(match[1]) >= SHORTEST


def _heads_a_paragraph(text: str, end: int) -> bool:
    """Whether a sentence follows before long, as it does not after a menu entry or a cell."""
    following = text[end : end + 200].lstrip()
    return "。" in following or "，" in following.partition("\n")[0]
