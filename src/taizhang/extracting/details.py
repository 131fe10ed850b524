"""What a promise says besides its action: how firm it is, by when, under which programme, who answers for it."""

import re
from bisect import bisect_left
from typing import NamedTuple

from taizhang.extracting.amounts import DIGIT
from taizhang.model import Firmness

# The strongest first. Each expression begins its words with plain characters, so that it is searched fast.
FIRMNESS_WORDS: tuple[tuple[re.Pattern[str], Firmness], ...] = (
    (re.compile("确保|必须|务必|不低于|不少于|不高于|不超过|控制在|以内|约束性|坚决完成|全面完成"), "must"),
    (re.compile("力争|争取(?!$|[，。力工等])|努力|奋力|力求|争创|冲刺"), "strive"),
)
FIRMNESS_NUMBERS: tuple[tuple[re.Pattern[str], Firmness], ...] = (
    (re.compile(r"\d[^\d，、]{0,5}以上(?=$|[，、；。（])|(?:超过?|突破|大于|至少)\s*\d|\d[万亿]?[余多]"), "at_least"),
    (re.compile(r"\d[^\d，、]{0,5}(?:左右|上下)|[约近]\d"), "about"),
)
EXPECTED = re.compile("预期|预计|计划|安排")


def firmness_of(words: str) -> Firmness | None:
    """How firmly it is promised: the strongest cue wins.

    >>> firmness_of("力争新增企业20家以上"), firmness_of("新建公园3处")
    ('strive', None)
    """
    for cue, firmness in FIRMNESS_WORDS + FIRMNESS_NUMBERS if DIGIT.search(words) else FIRMNESS_WORDS:
        if cue.search(words):
            return firmness
    return "expected" if EXPECTED.search(words) else None


MONTHS = r"(?P<month>1[0-2]|0?[1-9])月(?:\d{1,2}日|份|底|末|[上中下]旬)?(?:之?前|以前|底)"
DEADLINE = re.compile(
    rf"(?:(?P<year>20\d\d)年)?(?:{MONTHS}|(?P<which>[上下])半年(?:之?前|内)?"
    r"|第?(?P<number>[一二三四1-4])季度(?:末|底|内)?(?:之?前)?)"
    r"|(?:到|于|在)?(?P<by>20\d\d)年(?:年?[底末])?(?:之?前|底)|到(?P<until>20\d\d)年"
    r"|今年年?[内底]|年[内底末](?:之?前)?"
    r"|(?P<words>(?:春节|五一|国庆节?|汛期|供暖季|采暖季|开学|入冬|“[^”]{2,4}”)(?:来临)?(?:之?前|以前))"
)
DATED = re.compile("前|底|内|末|到20|半年|季度")
QUARTERS = {digit: str(i) for i, pair in enumerate(("一1", "二2", "三3", "四4"), 1) for digit in pair}


def deadline_of(words: str, year: str) -> str | None:
    """By when: a period where it is a date in the year planned for, else the words.

    >>> deadline_of("6月底前完成主体施工", "2024"), deadline_of("年内建成", "2024"), deadline_of("国庆节前开放", "2024")
    ('2024-06', '2024', '国庆节前')
    """
    match = DEADLINE.search(words) if DATED.search(words) else None
    if not match:
        return None
    if match["until"] or match["by"]:
        return match["until"] or match["by"]
    own_year = match["year"] or year
    return own_year + _part_of_year(match) if own_year and not match["words"] else match.group()


def _part_of_year(match: re.Match[str]) -> str:
    if match["month"]:
        return f"-{int(match['month']):02d}"
    if match["which"]:
        return "H1" if match["which"] == "上" else "H2"
    return "Q" + QUARTERS[match["number"]] if match["number"] else ""


SUFFIX = "(?:(?:专项|攻坚|提升|三年|五年)?(?:工程|行动|计划|攻坚战|战略)|专项|赋能行动|行动方案|行动计划)"
SUFFIXED = re.compile("工程|行动|计划|攻坚战|战略|专项")
PROGRAMME = re.compile(
    rf"“[^”\n]{{2,24}}”(?:[^，、。的和“”]{{0,8}}?{SUFFIX})?"
    rf"|(?<=实施|开展|推进|推动|深化|启动|打好|落实)[^，、。的和“”《》（）]{{2,16}}?{SUFFIX}(?![建项])"
)


def programme_of(words: str) -> str | None:
    """The named programme that the action belongs to.

    >>> programme_of("深入实施人才“归雁”工程"), programme_of("实施技改提升行动"), programme_of("新建公园3处")
    ('“归雁”工程', '技改提升行动', None)
    """
    if not SUFFIXED.search(words):
        return None
    match = PROGRAMME.search(words)
    return match.group() if match and re.search(SUFFIX + "$", match.group()) else None


ANSWERS = re.compile(
    r"[（(【\[]?(?:(?:牵头|责任|主办|主责|实施|落实)(?:单位|部门)(?:和(?:责任|配合)(?:单位|部门))?|牵头)[：:]\s*(?P<units>[^。；;\n）)】\]]{2,160})[^\n）)】\]。]{0,200}[）)】\]]?"
    r"|[（(](?P<leads>[^（）()。\n]{2,120}?)(?:牵头(?:负责)?|(?:分别|按职责分?工?)?负责)[^（）()。\n]{0,60}[）)]"
    r"|由(?P<by>[^，。；（）()\n]{2,30}?)(?:牵头|负责)"
)
TOLD = re.compile("单位|部门|牵头|负责")  # one of them stands in each such note


class Note(NamedTuple):
    """A note of who answers for what stands before it: 责任单位：市城管局."""

    start: int
    end: int
    units: str


REACH = 3000  # a note answers for what stands at most so many characters before it


def answering(text: str, start: int, end: int) -> list[Note]:
    """The notes of who answers between two offsets.

    >>> text = "新建泊位500个（责任单位：市城管局、市住建局）。"
    >>> answering(text, 0, len(text))
    [Note(start=8, end=24, units='市城管局、市住建局')]
    """
    if not TOLD.search(text, start, end):
        return []
    return [
        Note(match.start(), match.end(), (match["units"] or match["leads"] or match["by"]).strip(" 　，、"))
        for match in ANSWERS.finditer(text, start, end)
    ]


def note_after(text: str, notes: list[Note], end: int) -> str | None:
    """The units that answer for what ends at an offset: those of the next note in its paragraph or the line below."""
    i = bisect_left(notes, (end - 1,))
    if i == len(notes) or notes[i].start - end > REACH or text.count("\n", end, notes[i].start) > 1:
        return None
    return notes[i].units
