"""When a number holds, and whether it is result, estimate or target: from clause, sentence, paragraph, section."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from taizhang.catalogue.basis import basis_in
from taizhang.extracting.clauses import Clause
from taizhang.extracting.context import Around, Contexts
from taizhang.extracting.items import Item
from taizhang.extracting.links import PER_CENT
from taizhang.extracting.subjects import kind_of
from taizhang.extracting.tense import PAST, PLANNED, aimed, executed
from taizhang.grammar.periods import Period
from taizhang.model import Status

# 预期目标是：… sets targets; 低于预期目标0.7个百分点, 完成预期目标 only speak of them.
TARGETED = re.compile(
    r"(?:预期性?|主要|发展|工作|奋斗|年度|总体)目标(?:任务)?(?:初步|建议|安排|设定|拟定|确定|定){0,2}[\s\x00*”]{0,4}[是为：:]"
    r"|目标任务是"
)
COMPARED = re.compile(r"(?:比|较|与|同|和|跟|相比|超过|高于|低于|是|为)$")
OPENING = re.compile(
    r"^[\s\x00]*(?:其中|同时|此外|力争|预计|特别是|尤其是|刚刚过去的|过去的|回顾|截至|截止|到|至|全年|争取|确保|目标|计划|在|从|自|经|建议|今后|未来|[，：、“（—－\-*])*$"
)
SPAN = re.compile("[0-9]{4}-[0-9]{4}")
# The part of a year that bulletins sum up from its beginning on: 1—7月, 上半年, 前三季度.
SO_FAR = re.compile("[0-9]{4}(?:-01/[0-9]{4}-[0-9]{2}|H1|Q1)")
ALL_YEAR = re.compile(r"[\s\x00]*(?:预计|初步核算|据?初步预计|，)*全年(?!龄)")
# What is told of all of a year or of its end; 完成全年任务的60% is told of the months.
YEAR_WHOLE = re.compile(r"全年(?!龄|[^，；。]{0,6}(?:任务|目标|计划|预算|进度|时序))|年(?:末|底|终)")
ITEM = re.compile("[一二三四五六七八九十]+是.*$")
# How far back a paragraph may begin, and how much of what no clause holds is looked at for a year.
PARAGRAPH, UNSAID = 3000, 600
SINGLE = re.compile("[0-9]{4}")
TURN = re.compile(
    r"(?:^|[\n。])[^\S\n]*[—（(一二三四五六七八九十）)、]*(?:回顾)?(?:刚刚过去的|过去的|过去|这)?(?:(?P<year>20[0-9]{2})年|一年)(?:是|，|的|工作|来)"
)
THIS_YEAR = re.compile(
    r"(?:^|[\n。！])[^\S\n]*(?:今年(?:是|以来|前?\d{0,2}个?月)|(?:刚刚过去的|过去的)?近?[一二三四五六七八九十]个(?:多)?月)"
)
# The same for a span of years, in a section that speaks of both.
SPAN_TURN = re.compile(
    r"(?:^|[\n。])[^\S\n]*[—（(一二三四五六七八九十）)、]*(?:回顾)?(?:五年来|(?:过去|这|近)的?五年|[“\"]?十[一二三四]?五[”\"]?(?:时期|期间|以来))"
)
# What makes a year no period of the statement: 上年结转 is money of this year; 2019年的1.3倍, 在2019年基础上 compare.
BROUGHT = re.compile(
    "[年度末底终]*(?:滚存|累计)?(?:结转|结余|转入|净结余)|[年度末底]*的?(?:[0-9.]+倍|(?:水平|基数)?的?基础上|相比)"
)
FROM, TOWARDS = re.compile("[由从自]$"), re.compile("[^，；]{0,30}[到至为]")  # 由2019年的5亿元增加到8亿元
SINCE = re.compile(r"(?:由|从|自)((?:19|20)[0-9]{2})年[^，。；]{0,4}$")
LAST_YEAR = re.compile(r"比上年|较上年|比去年|同比")
ACCRUED = re.compile("五年|年均|年来|累计")
SINCE_THEN = re.compile(r"[比较][0-9]{4}年")
# What a number of a span of years stands for at its end: levels reached, stocks, and flows that are told by the year.
REACHED = re.compile(
    r"(?:达到?|突破|超过|增至|增加到|提高到|提升到|提升至|提高至|升至|上升到|扩大到|保持|稳定在|拥有|共有|现有|余额|总数|总量)[^，；]{0,14}$"
    r"|[到至在达于超]$"
)
RATE = re.compile(r"(?:率|倍差|比|比重|占比|比例|指数|系数|强度|密度|浓度|深度|水平|寿命|年限)$")
DEED = re.compile(
    r"(?<!高)新[增建改认登设开培引招创获入投注签评选上购植]|净增|增加|建成|完成|实施|培育|引进|引育|招引|改造|改建|扩建|建设|打造|创建|转移|培训|发放|投入|投资|推进|治理|修复|整治"
    r"|争取|筹集|开工|竣工|投产|解决|安置|减免|减少|化解|淘汰|关停|压减|选派|举办|开展|认定|评选|布局|开通|修建|升级|利用|引入|吸引"
)
POSITIONS = frozenset({"位", "名"})
YEARLY = re.compile(r"(?:收入|总值|增加值|总额|产值|利润|税收|余额|常住人口|户籍人口|总人口|面积|里程)$")
AVERAGED = re.compile(r"年均|每年|逐年|五年|累计|年来|以来|期间|平均")


class Told(NamedTuple):
    """What a clause tells of all its numbers, with what its sentence and paragraph told before it."""

    clause: Clause
    around: Around
    period: Period | None
    estimated: bool
    targeted: bool
    basis: str | None
    done: bool = False
    """Whether it tells what was carried out, inside a section of plans."""
    aimed: bool = False
    """Whether it tells what is meant to be, where no section says so."""


def told(clauses: list[Clause], contexts: Contexts, text: str) -> Iterator[Told]:
    """For each clause with measures, what it tells. `text` is the view's."""
    timeline = Timeline(contexts, text)
    period: Period | None = None
    estimated = targeted = done = meant = False
    for clause in clauses:
        around = contexts.at(clause.start)
        if clause.opens:
            period, estimated, targeted, done, meant = timeline.carried(clause, around), False, False, False, False
        named = _named(clause, contexts, around) or _whole_year(clause, contexts, around, period)
        period = named or period
        timeline.turn(clause, named, around)
        estimated = estimated or "预计" in clause.text or "预估" in clause.text
        targeted = targeted or ("目标" in clause.text and bool(TARGETED.search(clause.text)))
        if around.status == "target":
            done = _carried_out(clause.text, period, contexts, done)
            estimated = estimated or (done and "预计执行数" in clause.text)
        elif contexts.open(around):
            meant = aimed(clause.text) or (meant and not PAST.search(clause.text))
        if clause.items:
            year = period or _unnamed(contexts, done, meant)
            yield Told(clause, around, year, estimated, targeted, basis_in(clause.text), done, meant)


def _whole_year(clause: Clause, contexts: Contexts, around: Around, carried: Period | None) -> Period | None:
    """全年 and 年末 are of the whole year of the months told before; in a section of several years, unless one of them
    goes on, 全年 is the whole of the last.
    """
    if carried is not None and SO_FAR.fullmatch(carried.value):
        return Period(0, 0, carried.value[:4]) if YEAR_WHOLE.search(clause.text) else None
    if carried is not None and not _is_span(carried.value):
        return None
    if not (_is_span(around.period) and around.status == "actual" and ALL_YEAR.match(clause.text)):
        return None
    return Period(0, 0, (contexts.reviewed or "")[-4:]) if contexts.reviewed else None


def _unnamed(contexts: Contexts, done: bool, meant: bool) -> Period | None:
    """The year of what was carried out or is meant to be, where no words name it."""
    year = contexts.reviewed if done else contexts.planned if meant else None
    return Period(0, 0, year) if year else None


def _carried_out(text: str, period: Period | None, contexts: Contexts, before: bool) -> bool:
    """Whether a clause in a section of plans tells a result.

    It does where it, or the clause before, names the year reviewed or has the words of a budget's execution.
    """
    reviewed = contexts.reviewed
    if not reviewed or len(reviewed) > 4 or reviewed == contexts.planned or PLANNED.search(text):
        return False
    if period and period.value[:4] >= reviewed:
        return period.value[:4] == reviewed and not _is_span(period.value)
    return before or (contexts.budget and executed(text))


@dataclass(slots=True)
class Timeline:
    """The period that goes on from sentence to sentence: a paragraph's span of years (五年来，…), or the one year that
    a section of several years has turned to (2012年，…).

    `read` is the end of the last clause, `begun` the start of its paragraph, `last` what surrounded its beginning.
    """

    contexts: Contexts
    text: str
    paragraph: Period | None = None
    year: Period | None = None
    last: Around | None = None
    read: int = 0
    begun: int = -1
    begins: bool = False

    def carried(self, clause: Clause, around: Around) -> Period | None:
        """The period that a sentence takes over, given its first clause."""
        low = max(self.read - 1, clause.start - PARAGRAPH, 0)
        start = self.text.rfind("\n", low, clause.start) + 1 or self.begun
        self.begins = start != self.begun
        if self.begins:
            self.paragraph = _opening(self.text[start : start + 24], self.contexts, around)
            self.year = self.year if self.last and _goes_on(self.last, around) else None
            self.begun, self.last = start, around
        if self.paragraph:
            self.year = self.paragraph if around.mixed else None
        elif _is_span(around.period) or around.mixed:
            gap = self.text[max(self.read, clause.start - UNSAID) : clause.start]
            self.year = _turned(gap, self.contexts, around) or self.year
        return self.paragraph or self.year

    def turn(self, clause: Clause, named: Period | None, around: Around) -> None:
        """Note the clause's own period: a paragraph that opens with one year turns the section to it; one that opens
        with a part of a year has that no more once it speaks of the whole.
        """
        self.read = clause.end
        if self.paragraph and SO_FAR.fullmatch(self.paragraph.value) and YEAR_WHOLE.search(clause.text):
            self.paragraph = None
        if clause.opens and self.begins and named and _one_year(named.value, around):
            self.year = named


def _goes_on(last: Around, around: Around) -> bool:
    """Whether the year that a section of several years turned to still holds.

    It holds for the rest of a plan, but only to the end of the numbered section in a review.
    """
    if last.period != around.period:
        return False
    if around.mixed:
        return last.mixed
    return around.status == "target" or ITEM.sub("", last.path or "") == ITEM.sub("", around.path or "")


def _opening(text: str, contexts: Contexts, around: Around) -> Period | None:
    """The span of years, or the part of a year gone, that a paragraph opens with and speaks of: 五年来，…… 1—7月，……"""
    for period in contexts.periods_in(text, around):
        spoken_of = SPAN.fullmatch(period.value) or (around.status == "actual" and SO_FAR.fullmatch(period.value))
        if spoken_of and OPENING.match(text[: period.start]):
            return period
    return None


def _one_year(value: str, around: Around) -> bool:
    """Whether a paragraph that opens with this year turns a section of several years to one of them."""
    return (_is_span(around.period) or around.mixed) and bool(SINGLE.fullmatch(value))


def _turned(gap: str, contexts: Contexts, around: Around) -> Period | None:
    """The year, the span or the months gone that sentences without numbers have turned to."""
    if not around.mixed:
        return _year_between(gap, contexts)
    turns = [(match.start(), _span_told(match[0], contexts, around)) for match in SPAN_TURN.finditer(gap)]
    turns += [
        (match.start(), _year_between(gap[match.start() : match.end()], contexts)) for match in TURN.finditer(gap)
    ]
    if contexts.so_far:
        turns += [(match.start(), Period(0, 0, contexts.so_far)) for match in THIS_YEAR.finditer(gap)]
    return max(turns, default=(0, None), key=lambda turn: turn[0])[1]


def _span_told(words: str, contexts: Contexts, around: Around) -> Period | None:
    return next((one for one in contexts.periods_in(words, around) if SPAN.fullmatch(one.value)), None)


def _year_between(gap: str, contexts: Contexts) -> Period | None:
    """The year that sentences without numbers, since the last clause, have turned to: 2017年，是开局之年。"""
    turns = [match["year"] or (contexts.reviewed or "")[-4:] for match in TURN.finditer(gap)]
    return Period(0, 0, turns[-1]) if turns and turns[-1] else None


def _named(clause: Clause, contexts: Contexts, around: Around) -> Period | None:
    """The period that a clause sets for what follows: at its head, or a date by which."""
    found = None
    for period in contexts.periods_in(clause.text, around):
        lead = clause.text[: period.start][-20:]
        if (COMPARED.search(lead) and not period.until) or _is_reported(period, clause.text, contexts.reviewed or ""):
            continue
        if BROUGHT.match(clause.text, period.end) or (
            SINGLE.fullmatch(period.value) and FROM.search(lead) and TOWARDS.match(clause.text, period.end)
        ):
            continue
        if period.until or (period.start <= len(lead) and OPENING.match(lead)):
            found = period
    return found


def _is_reported(period: Period, text: str, reviewed: str) -> bool:
    """今年以来 in a half-year report means the half-year."""
    return len(reviewed) > 4 and period.value == reviewed[:4] and text[period.start] in "今本年"


def period_of(item: Item, said: Told) -> str | None:
    """The period of one number: that of its clause, or of the year from which a base is told."""
    text = said.clause.text
    if item.role == "base" and (since := SINCE.search(text[: item.head - said.clause.start][-30:])):
        return since[1]
    value = said.period.value if said.period else said.around.period
    if _is_span(said.around.period) and "年均" in text:
        value = said.around.period
    if not value or not _is_span(value) or _spans(item, said):
        return value
    return str(int(value[:4]) - 1) if item.role == "base" else value[5:]


def _is_span(period: str | None) -> bool:
    """Whether a period is a span of years: 2021-2025."""
    return period is not None and len(period) == len("2021-2025") and bool(SPAN.fullmatch(period))


def _spans(item: Item, said: Told) -> bool:
    """Whether a number of a span of years is a flow or an average over it, rather than a level at its end."""
    text, before = said.clause.text, item.head - said.clause.start
    if item.role in ("rank", "base") or LAST_YEAR.search(text):
        return False
    if item.role == "times" or (item.unit in PER_CENT and item.role == "level"):
        return bool(ACCRUED.search(text))
    if AVERAGED.search(text):
        return True
    if item.role != "level":
        return item.unit not in POSITIONS and not SINCE_THEN.search(text)
    if REACHED.search(text[max(0, before - 24) : before]) or RATE.search(item.subject):
        return False
    if said.around.status == "target":
        return bool(DEED.search(text)) and not YEARLY.search(item.subject)
    return bool(kind_of(item.subject)) or not YEARLY.search(item.subject)


def status_of(said: Told, period: str | None, reviewed: str | None) -> Status:
    """Result, estimate or target: by the section, unless the period lies on the other side of what is reviewed."""
    if not said.done and period and reviewed and period[:4].isdigit():
        last = int(period[-4:]) if _is_span(period) else int(period[:4])
        if said.around.status == "target" and last < int(reviewed[:4]):
            return "actual"
        if said.around.status != "target" and last > int(reviewed[-4:] if reviewed[-4:].isdigit() else reviewed[:4]):
            return "target"
    if said.targeted or said.aimed or (said.around.status == "target" and not said.done):
        return "target"
    return "estimate" if said.estimated else "actual"
