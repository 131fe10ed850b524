"""What rules a clause: its adverbs, its verb and the verb's class, what the verb governs."""

import re
from dataclasses import dataclass
from typing import Literal, cast

from taizhang.catalogue.cues import (
    Verb,
    inner_verb_pattern,
    qualitative_pattern,
    tails,
    verb_sizes,
    verbs,
)
from taizhang.extracting.amounts import is_bare_amount, quantified
from taizhang.extracting.predicates import as_noun, predicate, subject_state

Kind = Literal["manner", "policy", "push", "deed", "effect", "continuation", "funding", "state", "bare"]

# What goes on with the subject of the clause before: an attribute, a comparison, a share, an explanation.
CONTINUATION = re.compile(
    "以及|及其|和|与此同时|其中|增速|增幅|增量|居(?=[全第首前省市])|位居|位列|列(?=[全第首前省市])|排名|排在|名列"
    "|较(?=[上去年前])|高于|低于|快于|优于|好于|创(?=历史|新高|近)|连续|总数|总面积|总长|总量|分别|占地|占|同比|比上年|面积|使|让"
    "|为[^，]{1,30}(?:提供|创造|奠定|营造|扫清|注入|贡献|打下|筑牢|增添|保驾护航)|从源头|年产|建筑面积|真正|涉及|包括"
    "|[也就将更]?是(?!否)|即|(?:完成|为|占)(?:年初|年度|调整)?预算的"
)
FUNDING = re.compile(
    "(?:年度)?(?:计划|预计)?(?:完成)?(?:总?投资额?|投入资金|安排资金|争取资金)(?!者|额度|环境|结构|项目|促进|服务)"
)
# Ranked: a chain of verbs is as definite as its most definite one.
STRENGTH = ("manner", "preposition", "effect", "push", "policy", "deed")
IN_TAILS = tails("manner") + tails("wherein")
MAKING = re.compile("[让使]")
NOUN_ENDS = ("情况", "率", "度", "额", "量", "的")  # 完成情况, 投入额: no verb
THINGS = ("建设", "改造", "项目", "工程")
CARRIERS = frozenset(("通过", "利用", "依托", "借助", "以"))
TIME = re.compile(
    r"(?:到|在|于|从|自)?(?:20\d\d年|[今明当全本]年|(?=[上下]半年|年[底末内]|第?[一二三四]季度|\d{1,2}月))"
    r"(?:年?[底末内]|[上下]半年|第?[一二三四]季度|\d{1,2}月(?:份|\d{1,2}日|[上中下]旬)?)?[底末初]?(?:之?前|以前|起|内)?"
)


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
    word: str
    quantified: bool
    abstract: bool
    concrete: bool
    named: bool
    listed: bool


def action_of(text: str, start: int, end: int, stop: str) -> Action:
    """The action of the clause between two offsets."""
    fresh, carry, at = _adverbs(text, start, end)
    kind, verb = _ruled(text, at, end, adverbial=at > start)
    counted = quantified(text, start, end) or (kind == "push" and bool(qualitative_pattern().search(text, at, end)))
    if kind == "bare" and counted:
        kind, verb = _counting_verb(text, at, end) or (kind, verb)
    if counted and FUNDING.match(text, start, end):
        kind = "funding"
    elif CONTINUATION.match(text, start, end) or (counted and is_bare_amount(text, start, end)):
        kind = "continuation"
    words = text[at:end]
    abstract, concrete = words.endswith(tails("abstract")), words.endswith(tails("concrete"))
    named = "“" in words or "《" in words
    return Action(
        start,
        at,
        end,
        stop,
        kind,
        fresh,
        carry,
        verb,
        text[slice(*verb)],
        counted,
        abstract,
        concrete,
        named,
        _is_list(words),
    )


def _ruled(text: str, at: int, end: int, adverbial: bool) -> tuple[Kind, tuple[int, int]]:
    """What the words from `at` on are, and where their verb stands."""
    kind, stop = _ruling(text, at, end)
    if kind == "bare":
        if state := predicate(text, at, end):
            return "state", state[:2]
        aim = qualitative_pattern().search(text, at, end)
        return ("state", aim.span()) if aim else ("bare", (at, at))
    if not adverbial and as_noun(text[at:stop]) and (state := subject_state(text, stop, end)):
        return "state", state[:2]
    manner: tuple[Kind, tuple[int, int]] = ("manner", (at, stop))
    if _is_setting(text[at:end]) or TIME.fullmatch(text, stop, end):
        return manner
    if kind == "preposition":
        return _inner_verb(text, stop, end) or (manner if text[at] in "以把将从按用" else ("bare", (at, at)))
    if kind == "manner" and text[at:stop] in CARRIERS and not text[at:end].endswith(tails("manner")):
        return _inner_verb(text, stop + 2, end) or manner
    return cast("Kind", kind), (at, stop)


def _is_setting(words: str) -> bool:
    """Whether the words only set the frame of an action: 以…为抓手, 在…基础上, 在…中."""
    return words[0] in "以把将在按围突" and words.endswith(tails("manner") if words[0] != "在" else IN_TAILS)


def _is_list(words: str) -> bool:
    """Whether the words count off things: A、B等项目, A、B建设."""
    return "等" in words[:-2] or ("、" in words and words.endswith(THINGS))


def _adverbs(text: str, start: int, end: int) -> tuple[bool, bool, int]:
    """Whether an adverb marks a new action, or an effect; and where the verb begins."""
    fresh = carry = False
    at = time.end() if (time := TIME.match(text, start, end)) else start
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
    if not verb or verb.word_class not in STRENGTH or text[stop : stop + 1] == "的":
        return "bare", at
    ruling: str = verb.word_class
    while verb.chains:
        after = stop + 1 if text[stop : stop + 1] in "并和、" and stop + 1 < end else stop
        more, further = _word(text, after, end)
        if not more or more.noun or further - after < 2 or more.word_class not in STRENGTH[2:]:
            break
        ruling = more.word_class if ruling == "manner" else max(ruling, more.word_class, key=STRENGTH.index)
        verb, stop = more, further
    return ruling, stop


def _word(text: str, at: int, end: int) -> tuple[Verb | None, int]:
    """The longest known word at an offset, and its end."""
    known = verbs()
    for size in verb_sizes().get(text[at : at + 1], ()):
        verb = known.get(text[at : at + size])
        if verb and at + size <= end:
            return verb, at + size
    return None, at


def _inner_verb(text: str, at: int, end: int) -> tuple[Kind, tuple[int, int]] | None:
    """The verb after a prepositional phrase: 对重点路段|实施|分流."""
    if made := MAKING.search(text, at, end):
        return "effect", made.span()
    for match in inner_verb_pattern().finditer(text, at, end):
        verb, stop = _word(text, match.start(), end)
        if verb and (stop < end or text[at - 1] in "将把") and not text.startswith(NOUN_ENDS, stop):
            return cast("Kind", verb.word_class), (match.start(), stop)
    return None


def _counting_verb(text: str, at: int, end: int) -> tuple[Kind, tuple[int, int]] | None:
    """The verb between a subject and what is counted: 每个社区|新建|食堂1处. A noun (重点建设项目) is none."""
    found = _inner_verb(text, at, end)
    if found and as_noun(text[slice(*found[1])]) and not text[found[1][1]].isdigit():
        return None
    return found
