"""How exact a number is: 以上, 不低于, 左右, 以内 and their like.

Each comparator is one of `= >= <= ~`; it bounds the amount as printed. Whoever adds a sign turns it round:
压减50%以上 is -50 with <=.
"""

import re
from typing import NamedTuple

from taizhang.model import Comparator

PRE = re.compile(
    r"(?:(?P<le>(?:不得|未|不)(?:超过|高于|大于|多于|突破|超)|控制[在到](?:了)?(?:全[省市国县区])?|[低小少]于|不足|不到|≤|[＜<]|[至最]多(?:为)?)"
    r"|(?P<ge>不(?:得)?(?:低|少|小|下)于|不下|[至最]少(?:达到|达|为|新增|引进|培育|建成|建设|创建|完成|有|新培育|新引进|选派|打造)?|超(?:过|出|越)?了?|突破了?|[大高多]于|逾|≥|[＞>]|跨[越过]了?|迈[过上]了?|站[上稳]了?|跃[上过]了?|冲刺|越过)"
    r"|(?P<first>前)|(?P<about>(?:大约|(?<![签节预履集合条制邀公违契缔大])约)(?:为|占|合|达)?|大概|将近|接近|(?<![附靠临邻最新远亲])近|≈))\s*$"
)
POST = re.compile(
    r"\s*(?:(?P<ge>(?:（含）|\(含\))?(?:及|或)?以上|(?:及|或)以上|余(?![额热粮款缺量下年留震杭姚])|多(?![种样元维极功方个层年媒晶式渠云边点数党]))|(?P<le>(?:及|或)?以下|以内|之内|内(?=[，。；、）)]|$))|(?P<about>左右|上下|(?:的)?水平左右))"
)
# A comparator ahead ends in one of these, which is looked at first.
LAST = frozenset("过超破于逾约近概出越了在到足≤＜<≥＞>多为达少占合区县市省国前跨迈上稳刺下≈接 ")
# A comparator behind begins with one of these.
FIRST = frozenset("以及或余多内之左上下的水（(")
WORD: dict[str, Comparator] = {"ge": ">=", "le": "<=", "first": "<=", "about": "~"}
TURNED: dict[Comparator, Comparator] = {">=": "<=", "<=": ">=", "=": "=", "~": "~"}


class Bound(NamedTuple):
    """A comparator and the offset where its words begin (before a number) or end (after one)."""

    comparator: Comparator
    offset: int


def before(text: str, start: int, reach: int = 10) -> Bound | None:
    """The comparator in the words that end at `start`.

    >>> before("不少于45亿元", 3), before("完成45亿元", 2)
    (Bound(comparator='>=', offset=0), None)
    """
    if text[start - 1 : start] not in LAST:
        return None
    low = max(0, start - reach)
    match = PRE.search(text[low:start])
    if not match or not match.lastgroup:
        return None
    return Bound(WORD[match.lastgroup], low + match.start())


def after(text: str, end: int) -> Bound | None:
    """The comparator in the words that begin at `end`.

    >>> after("5.5%以上", 4), after("5%左右，", 2), after("40家", 3)
    (Bound(comparator='>=', offset=6), Bound(comparator='~', offset=4), None)
    """
    first = text[end : end + 1]
    if first not in FIRST and not first.isspace():
        return None
    match = POST.match(text, end)
    if not match or not match.lastgroup:
        return None
    return Bound(WORD[match.lastgroup], match.end())
