"""What rules a clause: its adverbs, its verb and the verb's class, what the verb governs."""

import re
from dataclasses import dataclass
from typing import Literal, cast

from taizhang.catalogue.cues import Verb, qualitative_pattern, state_pattern, states, verbs

Kind = Literal["manner", "policy", "push", "deed", "effect", "continuation", "state", "bare"]

CONTINUATION = re.compile(
    "以及|及其|和|与此同时|其中|增速|增幅|增量|位居|居(?=[全第首前省市])|位列|列(?=[全第首前省市])|排名|排在|名列|较(?=[上去年])|高于|低于|快于|优于|好于|创(?=[历新近])|连续|总投资|总数|总面积|总长|总量|投资额?|分别|占地|占|同比|比上年|年度?计划(?:完成)?投资|面积|使|让"
    "|为[^，]{1,30}(?:提供|创造|奠定|营造|扫清|注入|贡献|打下|筑牢|增添|保驾护航)|从源头|计划(?:完成)?投资|年产|建筑面积|真正|涉及|包括"
)
MANNER_TAIL = re.compile("(?:为(?:抓手|目标|导向|契机|引领|重点|主线|核心|载体|牵引|突破口|统领|基础|依托|中心|主攻方向|支撑|根本|阵地|龙头)"
    "|(?:基础上|前提下|前提|契机|机遇|要求|思路|原则|作用|优势|的同时|上下功夫|首位|关键增量|位置|为重点|理念|主线|方针|导向|引领))$")
ABSTRACT = re.compile(
    "(?:水平|能力|质效|发展|升级|格局|满意度|优势|效应|效益|力度|规模|方式|体系|流程|防线|赛道|供给|支撑|质量|事业|服务|治理|防治|融合"
    "|渠道|范围|业态|场景|根基|动能|管控|主体|生态|结构|布局|转型|保障|监管|合作|管理|联动|力|度|感|化|性|点|改革|措施|环境|市场|链条|招商|保卫战|建设)$"
)
CONCRETE = re.compile("(?:建设|项目|工程|工作|改造|行动|机制|制度|平台|中心|基地|活动|运行|应用|小区|园区|试点|清单|政策|方案|办法)$")
WHEREIN = re.compile("(?:中|上|下|时|后|方面|期间|同时|之际)$")
BARE_AMOUNT = re.compile(
    "(?:力争|争取|确保|预期|同比|比上年|分别|平均|年均|均|实际|总数|达到|达|增长|增加|突破|超过|提高|下降|降低|减少|完成|实现|不低于|高于"
    r"|到|约|近|超|为|占)*\s*\d[\d.,]*(?:[-—~～至]\d[\d.]*)?[^\d，、]{0,5}(?:以上|左右|以内)?(?=$|[，。；,;）)])"
)
NAMED = re.compile("[“《]|等[^，]{2,}|、.*(?:建设|改造|项目|工程)$")


CARRIERS = frozenset(("通过", "利用", "依托", "借助", "以"))


@dataclass(slots=True)
class Action:
    """A clause as an action, all offsets the view's. `fresh` and `carry` tell of its adverbs, `head` follows them."""

    start: int
    head: int
    end: int
    stop: str
    kind: Kind
    fresh: bool
    carry: bool
    verb: tuple[int, int]
    quantified: bool
    abstract: bool
    concrete: bool
    named: bool


AMOUNT = re.compile(
    r"(?<![A-Za-z\d.“+第])\d[\d,.]*(?:[-—~～至到]+\d[\d.]*)?%?"
    r"(?!\d|[年月日号期版级届路G+”]|[万千百亿]*元?级|小时|分钟|周年|个?[小时分秒]|[A-Za-z]|公里[^，]{0,4}圈)"
)


def quantified(text: str, start: int, end: int) -> bool:
    """Whether the clause counts something: a number that is no date, name or rank."""
    return bool(AMOUNT.search(text, start, end))


def action_of(text: str, start: int, end: int, stop: str) -> Action:
    """The action of the clause between two offsets."""
    fresh, carry, at = _adverbs(text, start, end)
    kind, verb = _ruled(text, at, end)
    counted = quantified(text, start, end)
    if CONTINUATION.match(text, start, end) or (counted and BARE_AMOUNT.match(text, start, end)):
        kind = "continuation"
    words = text[at:end]
    return Action(
        *(start, at, end, stop, kind, fresh, carry, verb, counted),
        *(bool(ABSTRACT.search(words)), bool(CONCRETE.search(words)), bool(NAMED.search(words))),
    )


def _ruled(text: str, at: int, end: int) -> tuple[Kind, tuple[int, int]]:
    """What the words from `at` on are, and where their verb stands."""
    kind, stop = _ruling(text, at, end)
    words = text[at:end]
    if kind == "bare":
        state = predicate(text, at, end) or qualitative_pattern().search(text, at, end)
        return ("state", state.span()) if state else ("bare", (at, at))
    if noun_like(text, at, stop) and (state := predicate(text, stop, end)) and not starts_object(state, end):
        return "state", state.span()
    manner: tuple[Kind, tuple[int, int]] = ("manner", (at, stop))
    if text[at] in "以把将在按围突" and MANNER_TAIL.search(words) or (text[at] == "在" and WHEREIN.search(words)):
        return manner
    if kind == "preposition":
        return _inner_verb(text, stop, end) or manner
    if kind == "manner" and text[at:stop] in CARRIERS and not MANNER_TAIL.search(words):
        return _inner_verb(text, stop + 2, end) or manner
    return cast("Kind", kind), (at, stop)


AFTER_STATE = re.compile(r"(?:[约近超至到为了]|(?<=[到达])|\s)*(?:\d[^，]*|[（(][^，]*|第[^，]{1,4})?$")


def predicate(text: str, at: int, end: int) -> re.Match[str] | None:
    """The state of a subject that begins at or before `at`: one that names its object, else the one that closes.

    >>> predicate("滨河路改造项目建成通车", 0, 11).group()
    '建成通车'
    """
    known = states()
    last = None
    for match in state_pattern().finditer(text, at, end):
        word = match["state"]
        if known[word].takes_object and match.end() < end:
            return match
        if (match["degree"] or not (word in verbs() and verbs()[word].noun)) and match.start() > at:
            last = match
    return last if last and AFTER_STATE.match(text, last.end(), end) else None


def starts_object(state: re.Match[str], end: int) -> bool:
    """Whether the state is a deed with its object after it (引进, 签约), so no predicate of a noun ahead of it."""
    return state.end() < end and states()[state["state"]].state_class in ("started", "under_way", "done")


def noun_like(text: str, at: int, stop: int) -> bool:
    """Whether the verb is one word that is as often a noun."""
    verb = verbs().get(text[at:stop])
    return bool(verb and verb.noun)


def _adverbs(text: str, start: int, end: int) -> tuple[bool, bool, int]:
    """Whether an adverb marks a new action, or an effect; and where the verb begins."""
    fresh = carry = False
    at = start
    while at < end - 2:
        word, after = _word(text, at, end)
        if not word or not word.word_class.endswith("adverb") or after >= end - 1:
            break
        fresh |= word.word_class == "fresh_adverb"
        carry |= word.word_class == "carry_adverb"
        at = after + 1 if text[after] == "地" and text[after + 1] not in "下方区质面铁" else after
    return fresh, carry, at


def _ruling(text: str, at: int, end: int) -> tuple[str, int]:
    """Class and end of the verb at an offset, chains such as 加快推进 and 策划实施 as one."""
    verb, stop = _word(text, at, end)
    if not verb or verb.word_class.endswith("adverb") or text[stop : stop + 1] == "的":
        return "bare", at
    cls: str = verb.word_class
    while verb.chains:
        after = stop + 1 if text[stop : stop + 1] in "并和、" and stop + 1 < end else stop
        more, further = _word(text, after, end)
        if not more or more.noun or more.word_class not in STRENGTH[2:]:
            break
        cls = max(cls, more.word_class, key=STRENGTH.index) if cls != "manner" else more.word_class
        verb, stop = more, further
    return cls, stop


STRENGTH = ("manner", "preposition", "effect", "push", "policy", "deed")


def _word(text: str, at: int, end: int) -> tuple[Verb | None, int]:
    """The longest known word at an offset, and its end."""
    known = verbs()
    for size in (6, 5, 4, 3, 2, 1):
        verb = known.get(text[at : at + size])
        if verb and at + size <= end:
            return verb, at + size
    return None, at


INNER = re.compile(
    "实施|开展|建设|新建|建立|推行|实行|设立|打造|推进|推动|纳入|融入|列入|培育|完成|构建|搭建|落实|引进|建成|开通|启动|形成|加强|加大|给予|提供|做好|举办|创建|改造|用于|转化|争取|达到|作为|签订|签约|安排|支持|发放|申报|探索|实现|让|使"
)


def _inner_verb(text: str, at: int, end: int) -> tuple[Kind, tuple[int, int]] | None:
    """The verb after a prepositional phrase: 对重点路段|实施|分流."""
    for match in INNER.finditer(text, at, end):
        verb, stop = _word(text, match.start(), end)
        if verb and (stop < end or text[at - 1] in "将把"):
            return cast("Kind", verb.word_class), (match.start(), stop)
    return None
