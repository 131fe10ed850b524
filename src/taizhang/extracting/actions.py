"""What rules a clause: its adverbs, its verb and the verb's class, what the verb governs."""

import re
from dataclasses import dataclass
from typing import Literal, cast

from taizhang.catalogue.cues import (
    Verb,
    inner_verb_pattern,
    qualitative_pattern,
    tails,
    verb_openings,
)
from taizhang.extracting.amounts import is_bare_amount, quantified
from taizhang.extracting.predicates import as_noun, predicate, subject_state

Kind = Literal["manner", "policy", "push", "deed", "effect", "continuation", "funding", "state", "bare"]
Ruling = Literal["manner", "policy", "push", "deed", "effect", "preposition"]

# What goes on with the subject of the clause before: an attribute, a comparison, a share, an explanation.
CONTINUATION = re.compile(
    "以及|及其|和|与此同时|其中|增速|增幅|增量|居(?=[全第首前省市])|位居|位列|列(?=[全第首前省市])|排名|排在|名列"
    "|较(?=[上去年前])|高于|低于|快于|优于|好于|创(?=历史|新高|近)|连续|总数|总面积|总长|总量|分别|占地|占|同比|比上年|面积|使(?![用命节者])|让"
    "|为[^，]{1,30}(?:提供|创造|奠定|营造|扫清|注入|贡献|打下|筑牢|增添|保驾护航)|从源头|年产|建筑面积|真正|涉及|包括"
    "|[也就将更]?是(?!否)|即|(?:完成|为|占)(?:年初|年度|调整)?预算的"
)
FUNDING = re.compile(
    "(?:年度)?(?:计划|预计)?(?:完成)?(?:总?投资额?|投入资金|安排资金|争取资金)(?!者|额度|环境|结构|项目|促进|服务)"
)
# Ranked: a chain of verbs is as definite as its most definite one.
STRENGTH = ("manner", "preposition", "effect", "push", "policy", "deed")
RULING = frozenset(("policy", "push", "deed", "effect"))
TELLING = RULING | {"state"}
ASIDE = frozenset(("manner", "continuation", "funding"))
ADVERBS = frozenset(("fresh_adverb", "carry_adverb", "plain_adverb"))
IN_TAILS = tails("manner") + tails("wherein")
MAKING = re.compile("[让使](?<![行大天特公即假役]使)(?![用命节者馆])得?")
NOUN_ENDS = (
    "情况",
    "率",
    "度",
    "额",
    "量",
    "的",
    "者",
    "上取得",
    "上有",
    "上实现",
    "方面",
)  # 完成情况, 投入额: no verb
# 开通率达95%, 培训费: the noun that a verb becomes part of.
NOUN_TAIL = re.compile(r"[率额费数量度者](?=[达超为占约同比较增突提\d（(，,、\s]|不[低少超]|$)")
THINGS = ("建设", "改造", "项目", "工程")
CARRIERS = frozenset(("通过", "利用", "依托", "借助", "以"))
TIME = re.compile(
    r"(?:到|在|于|从|自)?(?:20\d\d年|[今明当全本]年|(?=[上下]半年|年[底末内]|第?[一二三四]季度|\d{1,2}月))"
    r"(?:年?[底末内]|[上下]半年|第?[一二三四]季度|\d{1,2}月(?:份|\d{1,2}日|[上中下]旬)?)?[底末初]?(?:之?前|以前|起|内)?"
)
TIME_BEGINS = frozenset("到在于从自今明当全本上下年第一二三四0123456789")


@dataclass(slots=True)
class Action:
    """A clause of `text` as an action, all offsets the view's.

    `fresh` and `carry` tell of its adverbs, `head` follows them. What is seldom asked is looked up when asked.
    """

    text: str
    start: int
    head: int
    end: int
    stop: str
    kind: Kind
    fresh: bool
    carry: bool
    verb: tuple[int, int]
    quantified: bool

    @property
    def word(self) -> str:
        """The verb, empty where there is none."""
        return self.text[self.verb[0] : self.verb[1]]

    @property
    def abstract(self) -> bool:
        """Whether it ends in a quality or a field: 水平, 体系."""
        return self.text.endswith(tails("abstract"), self.head, self.end)

    @property
    def concrete(self) -> bool:
        """Whether it ends in a thing that can be counted off."""
        return self.text.endswith(tails("concrete"), self.head, self.end)

    @property
    def named(self) -> bool:
        """Whether it names something in quotation marks."""
        return self._holds("“") or self._holds("《")

    @property
    def listed(self) -> bool:
        """Whether it counts off things: A、B等项目, A、B建设."""
        etc = self.text.find("等", self.head, self.end - 2) >= 0
        return etc or (self._holds("、") and self.text.endswith(THINGS, self.head, self.end))

    def _holds(self, sign: str) -> bool:
        return self.text.find(sign, self.head, self.end) >= 0

    @property
    def telling(self) -> bool:
        """Whether it says anything: a figure, a state or a deed."""
        return self.quantified or self.kind in TELLING


def main_clauses(group: list[Action]) -> list[Action]:
    """The clauses that say what is done, those that only say how or out of what funds left out unless all do."""
    return [clause for clause in group if clause.kind not in ASIDE] or group


def action_of(text: str, start: int, end: int, stop: str) -> Action:
    """The action of the clause between two offsets."""
    fresh, carry, at, opening = _opening(text, start, end)
    kind, verb = _ruled(text, at, end, opening, at > start)
    counted = quantified(text, start, end) or (kind == "push" and bool(qualitative_pattern().search(text, at, end)))
    if kind == "bare" and counted:
        kind, verb = _counting_verb(text, at, end) or (kind, verb)
    if counted and FUNDING.match(text, start, end):
        kind = "funding"
    elif CONTINUATION.match(text, start, end) or (counted and is_bare_amount(text, start, end)):
        kind = "continuation"
    return Action(text, start, at, end, stop, kind, fresh, carry, verb, counted)


def _opening(text: str, start: int, end: int) -> tuple[bool, bool, int, Verb | None]:
    """Whether an adverb marks a new action, or an effect; where the adverbs end, and the known word there."""
    fresh = carry = False
    at = start
    if text[at] in TIME_BEGINS and (time := TIME.match(text, start, end)):
        at = time.end()
    word = _word(text, at, end)
    while word and word.word_class in ADVERBS and (after := at + word.size) < end - 1:
        fresh |= word.word_class == "fresh_adverb"
        carry |= word.word_class == "carry_adverb"
        at = after + 1 if text[after] == "地" and text[after + 1] not in "下方区质面铁" else after
        word = _word(text, at, end)
    return fresh, carry, at, word


def _ruled(text: str, at: int, end: int, opening: Verb | None, adverbial: bool) -> tuple[Kind, tuple[int, int]]:
    """What the words from `at` on are, and where their verb stands. `opening` is the known word at `at`."""
    if not opening or opening.word_class not in STRENGTH or _in_noun(text, at + opening.size, end):
        return _unruled(text, at, end)
    kind, stop = _chained(text, at, end, opening)
    if opening.noun and not adverbial and stop == at + opening.size and (state := subject_state(text, stop, end)):
        return "state", state[:2]
    manner: tuple[Kind, tuple[int, int]] = ("manner", (at, stop))
    if _is_setting(text, at, end) or _is_time(text, stop, end):
        return manner
    if kind == "preposition":
        return _inner_verb(text, stop, end) or (manner if text[at] in "以把将从按用" else _unruled(text, at, end))
    if kind == "manner" and text[at:stop] in CARRIERS and not text[at:end].endswith(tails("manner")):
        return _inner_verb(text, stop + 2, end) or manner
    return kind, (at, stop)


def _in_noun(text: str, at: int, end: int) -> bool:
    """Whether the verb that ends at an offset is part of a noun: 建设的, 开通率."""
    return text.startswith("的", at) or NOUN_TAIL.match(text, at, end) is not None


def _unruled(text: str, at: int, end: int) -> tuple[Kind, tuple[int, int]]:
    """What words are that no verb opens: the state of a subject, a target in words, or nothing known."""
    if state := predicate(text, at, end):
        return "state", state[:2]
    aim = qualitative_pattern().search(text, at, end)
    return ("state", aim.span()) if aim else ("bare", (at, at))


def _is_setting(text: str, at: int, end: int) -> bool:
    """Whether the words only set the frame of an action: 以…为抓手, 在…基础上, 在…中."""
    if text[at] not in "以把将在按围突":
        return False
    return text[at:end].endswith(tails("manner") if text[at] != "在" else IN_TAILS)


def _is_time(text: str, start: int, end: int) -> bool:
    return start < end and text[start] in TIME_BEGINS and TIME.fullmatch(text, start, end) is not None


def _chained(text: str, at: int, end: int, verb: Verb) -> tuple[Ruling, int]:
    """Class and end of the verb at `at`, chains such as 加快推进 and 策划实施 as one."""
    ruling, stop = verb.word_class, at + verb.size
    while verb.chains:
        after = stop + 1 if stop + 1 < end and text[stop] in "并和、" else stop
        more = _word(text, after, end)
        if not more or more.noun or more.size < 2 or more.word_class not in STRENGTH[2:]:
            break
        ruling = more.word_class if ruling == "manner" else max(ruling, more.word_class, key=STRENGTH.index)
        verb, stop = more, after + more.size
    return cast("Ruling", ruling), stop


def _word(text: str, at: int, end: int) -> Verb | None:
    """The longest known word at an offset."""
    openings = verb_openings()
    for verb in openings.get(text[at : at + 2]) or openings.get(text[at : at + 1], ()):
        if text.startswith(verb.word, at, end):
            return verb
    return None


def _inner_verb(text: str, at: int, end: int) -> tuple[Kind, tuple[int, int]] | None:
    """The verb after a prepositional phrase: 对重点路段|实施|分流."""
    if made := MAKING.search(text, at, end):
        return "effect", made.span()
    for match in inner_verb_pattern().finditer(text, at, end):
        verb = _word(text, match.start(), end)
        stop = match.start() + verb.size if verb else end
        if text.endswith("城镇", at, match.start()) and text.startswith("新增", match.start()):
            continue  # 城镇新增就业: the name of an indicator
        if (
            verb
            and verb.word_class in STRENGTH
            and (stop < end or text[at - 1] in "将把")
            and not text.startswith(NOUN_ENDS, stop)
        ):
            return cast("Kind", verb.word_class), (match.start(), stop)
    return None


def _counting_verb(text: str, at: int, end: int) -> tuple[Kind, tuple[int, int]] | None:
    """The verb between a subject and what is counted: 每个社区|新建|食堂1处. A noun (重点建设项目) is none."""
    found = _inner_verb(text, at, end)
    if found and as_noun(text[slice(*found[1])]) and not text[found[1][1]].isdigit():
        return None
    return found
