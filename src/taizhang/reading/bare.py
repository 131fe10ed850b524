"""Headings that carry no mark: a line of its own such as 2023年工作回顾 or 今后五年奋斗目标."""

import re

from taizhang.catalogue.headings import heading_pattern
from taizhang.reading.marks import AT_LINE, Kind, Mark

LINE = re.compile(r"^[ 　#*]*([^\n。！？；，：;:!?（()）|\t]{4,40}?|[^\n。！？；：;:!?（()）|\t]{8,40}?)[ 　*]*$", re.M)
PERIOD = re.compile(
    "(?:19|20)\\d\\d ?年|[一二][〇○零一二三四五六七八九]{3}年|过去|今年|去年|明年|今后|未来|下[一半]|下步|“?十[一二三四五]五|"
    "[本上新一]+届政府|五年|以来|新的?一年"
)
NO_HEADING = re.compile("我们|我省|我市|我区|我县|年，|大会|会议|各位|代表团|来源|编辑|打印|市长|省长|县长|区长|州长|主席|报告$|公报$|日期|发布|统计局|目录|(?<!\\d)\\d{3,}(?![\\d年])|[!-/;-~]{4,}")
NOTES = re.compile(".{0,14}(?:名词|术语|注释|注解|词语).{0,4}|附注")
OWN_CUES = ("actual", "target")
CHAPTER = re.compile(r"^[ 　#*]*[一二三四五六七八九十]{1,3}(?:、|[ 　]+\S{2})", re.M)
SHORTEST = 6


def bare_headings(text: str, titles: str = "") -> list[Mark]:
    """The headings of the top level that stand on a line of their own and name what a period's part holds.

    A line that belongs to the document's `titles` heads no part of it.

    >>> [text[m.start : m.start + 8] for text in ["说明\\n2023年工作回顾\\n一年来，成绩很好。"] for m in bare_headings(text)]
    ['2023年工作回']
    """
    lines = [match for match in LINE.finditer(text) if _may_head(match[1]) and match[1] not in titles]
    told = [match for match in lines if _tells_period(match[1]) and _heads_a_paragraph(text, match.end())]
    if not CHAPTER.search(text):
        told = [match for match in lines if match in told or _stands_between_paragraphs(text, match)]
    return [Mark(Kind.PART, 0, "", match.start(1), match.start(1), True) for match in told]


def _may_head(line: str) -> bool:
    return not NO_HEADING.search(line) and not AT_LINE.match(line)


def _tells_period(line: str) -> bool:
    if NOTES.fullmatch(line):
        return True
    return PERIOD.search(line) is not None and any(heading_pattern(use).search(line) for use in OWN_CUES)


def _stands_between_paragraphs(text: str, match: re.Match[str]) -> bool:
    """Whether whole paragraphs stand above and below the line: where no 一、 marks the parts, it heads one."""
    above = text[max(match.start() - 60, 0) : match.start()].rstrip("\n ")
    below = text[match.end() : match.end() + 80].lstrip("\n ")
    return above.endswith(("。", "！", "：")) and "\n" not in below[:40] and len(match[1]) >= SHORTEST


def _heads_a_paragraph(text: str, end: int) -> bool:
    """Whether a sentence follows before long, as it does not after a menu entry or a cell."""
    following = text[end : end + 200].lstrip()
    return "。" in following or "，" in following.partition("\n")[0]
