"""The state that a clause says its subject is in: 滨河路改造｜扎实推进."""

import re
from typing import NamedTuple

from taizhang.catalogue.cues import State, degree_endings, state_pattern, states, verbs

AFTER_STATE = re.compile(r"(?:[约近超至到为了]|\s)*(?:\d[^，]*|[（(][^，]*|第[^，]{1,4})?$")


PER_HEAD = ("人均", "户均", "亩均", "地均", "日均", "月均", "村均")  # a measure of the subject, no degree of its state


class Predicate(NamedTuple):
    """Where a state stands, words of degree included, and what it is."""

    start: int
    end: int
    state: State


def predicate(text: str, at: int, end: int) -> Predicate | None:
    """The state of a subject that begins at or before `at`: one that names its object, else the one that closes.

    >>> words = "滨河路改造项目建成通车"
    >>> found = predicate(words, 0, len(words))
    >>> words[found.start :], found.state.state_class
    ('建成通车', 'done')
    >>> words = "白石镇入选特色小镇名单"
    >>> found = predicate(words, 0, len(words))
    >>> words[found.start : found.end]
    '入选'
    """
    known = states()
    last = None
    for match in state_pattern().finditer(text, at, end):
        start, stop = match.span()
        if start > at and text[start - 1] in "是的":  # 是实现…的关键, …的增长: no state of the subject
            continue
        word = match.group()
        if stop < end and known[word].takes_object:
            return Predicate(_degree(text, at, start), stop, known[word])
        if start > at and (not as_noun(word) or _degree(text, at, start) < start):
            last = start, stop, known[word]
    if last is None or not AFTER_STATE.match(text, last[1], end):
        return None
    start, stop, state = last
    return Predicate(_degree(text, at, start), stop, state)


def _degree(text: str, at: int, start: int) -> int:
    """Where the words of degree ahead of a state begin: at most three of them."""
    endings = degree_endings()
    for _ in range(3):
        words = endings.get(text[start - 1], ()) if start > at and not text.endswith(PER_HEAD, at, start) else ()
        size = next((len(word) for word in words if text.endswith(word, at, start)), 0)
        if not size:
            break
        start -= size
    return start


def subject_state(text: str, at: int, end: int) -> Predicate | None:
    """The state of a subject that looks like a verb (发展动能加速释放); None where the verb does rule (建设…)."""
    found = predicate(text, at, end)
    return None if found and found.end < end and found.state.state_class in ("started", "under_way", "done") else found


def as_noun(word: str) -> bool:
    """Whether the word is a verb that is as often a noun.

    >>> as_noun("发展"), as_noun("新建")
    (True, False)
    """
    verb = verbs().get(word)
    return bool(verb and verb.noun)


COMPARING = (
    *(
        "比上年",
        "比上年末",
        "比去年",
        "同比",
        "较上年",
        "分别",
        "均",
        "年均",
        "平均",
        "累计",
        "总体",
        "再",
        "又",
        "连续",
        "首次",
    ),
    *("年", "次", "届", "和", "及", "、"),
)
# 连续3年 tells how often; what only links to the state is no part of its subject.
COMPARISON = re.compile(
    r"(?:比上年末?|比去年|同比|较上年|分别|年均|平均|(?<![人户亩地日月村])均|累计|总体|[再又、]|首次|以及|(?<![普惠涉顾波遍推触提力])及|(?<![碳中总饱温共缓祥谦平柔])和"
    r"|连续(?:[\d一二三四五六七八九十两]{1,2}个?[年次届])?)+$"
)


def subject_of(words: str) -> str:
    """The subject without what only compares or deals out; nothing where that is all there is.

    >>> subject_of("规上工业增加值比上年"), subject_of("存款、贷款余额分别")
    ('规上工业增加值', '存款、贷款余额')
    """
    return COMPARISON.sub("", words) if words.endswith(COMPARING) else words
