"""Paragraphs without a heading that are neither result nor task: shortcomings, overall requirement, closing."""

import re
from dataclasses import dataclass

from taizhang.catalogue.headings import heading_pattern
from taizhang.model import SectionStatus

PARAGRAPH = re.compile(r"^[ 　*#]*(?=[^\s])([^\n]{12,})$", re.MULTILINE)
MARKED = re.compile(
    r"[一二三四五六七八九十]+[、是]|[（(][一二三四五六七八九十\d]+[）)]|\d+[.、．]|第.部分|——|[①-⑳]|[〔\[【]\d+"
)
YEAR_OPENING = re.compile(
    r"(?:各位代表[！，：])?(?:(?:20\d\d|二[〇○零][〇○零一二三四五六七八九]{2})年|今年|新的一年|“十[一二三四五六七八]?五”时期|"
    r"[今未][后来]五年)，?是[^。\n]{0,80}(?:年|周年|时期)[，。、；]"
)
EXPECTED = re.compile(
    r"(?<=[。；！])(?=[^。；！\n]{0,40}(?:预期目标|主要目标|奋斗目标|发展目标)[^。；！\n]{0,12}[是为：:])"
)
OUTLOOK = re.compile("(?:下一步|下一阶段|下阶段|下步)(?:，|工作|我)|下半年，")
LACKING = re.compile(
    "(?:同时|但|也|仍|还|依然|工作中|发展中)[^。；\n]{0,30}(?:存在|面临|面对|还有)[^。；，\n]{0,24}"
    "(?:困难|问题|不足|差距|短板|挑战|矛盾|弱项)"
)
SPEECH = ("各位代表", "同志们", "各位委员")
NEAR = 160


@dataclass(frozen=True, slots=True)
class Aside:
    """A paragraph, or the sentences of one from the cue on: offsets in the view.

    `ahead` tells that it opens the part about what is to come (overall requirement, 今年是…的一年). `status` is other,
    of an outlook (下一步，…) target. What only mentions problems is not `sure`: in a plan they are to be solved.
    `lacks` tells that it owns to shortcomings, as a review does at its end.
    """

    start: int
    end: int
    ahead: bool = False
    status: SectionStatus = "other"
    sure: bool = True
    lacks: bool = False


def asides(text: str) -> list[Aside]:
    """The asides of the text in order.

    >>> text = "今年是起步之年。总体要求是：稳中求进。主要预期目标是：增长六个点。"
    >>> [text[a.start : a.end] for a in asides(text)]
    ['今年是起步之年。总体要求是：稳中求进。']
    """
    found = (_aside(text, match.start(1), match.end(1)) for match in PARAGRAPH.finditer(text))
    return [aside for aside in found if aside is not None]


def _aside(text: str, start: int, end: int) -> Aside | None:
    if MARKED.match(text, start):
        return None
    if OUTLOOK.match(text, start):
        return Aside(start, end, status="target")
    if YEAR_OPENING.match(text, start):
        return _until_targets(text, start, end)
    guiding = heading_pattern("guiding").search(text, start, min(end, start + NEAR))
    if guiding:
        return _until_targets(text, start, end)
    shortcoming = heading_pattern("shortcoming").search(text, start, end)
    lacking = LACKING.search(text, start, shortcoming.start() if shortcoming else end) or shortcoming
    if lacking:
        sure = shortcoming is not None
        return Aside(_sentence(text, start, lacking.start()), end, sure=sure, lacks=sure)
    addressed = text.startswith(SPEECH, start) and heading_pattern("closing").search(text, start, end)
    if addressed or heading_pattern("parting").search(text, start, end):
        return Aside(start, end)
    return None


def _sentence(text: str, start: int, at: int) -> int:
    """Where the aside starts: with its paragraph if the cue stands near its head, else with the cue's sentence."""
    if at - start <= NEAR:
        return start
    return max(text.rfind("。", start, at) + 1, start)


def _until_targets(text: str, start: int, end: int) -> Aside:
    """An overall requirement ends where the expected targets begin."""
    targets = EXPECTED.search(text, start, end)
    return Aside(start, targets.start() if targets else end, True)
