"""The state that a clause says its subject is in: 滨河路改造｜扎实推进."""

import re

from taizhang.catalogue.cues import state_pattern, states, verbs

AFTER_STATE = re.compile(r"(?:[约近超至到为了]|\s)*(?:\d[^，]*|[（(][^，]*|第[^，]{1,4})?$")


def predicate(text: str, at: int, end: int) -> re.Match[str] | None:
    """The state of a subject that begins at or before `at`: one that names its object, else the one that closes.

    >>> predicate("滨河路改造项目建成通车", 0, 11).group()
    '建成通车'
    >>> predicate("白石镇入选特色小镇名单", 0, 11).group()
    '入选'
    """
    known = states()
    last = None
    for match in state_pattern().finditer(text, at, end):
        word = match["state"]
        if known[word].takes_object and match.end() < end:
            return match
        if match.start() > at and (match["degree"] or not as_noun(word)):
            last = match
    return last if last and AFTER_STATE.match(text, last.end(), end) else None


def subject_state(text: str, at: int, end: int) -> re.Match[str] | None:
    """The state of a subject that looks like a verb (发展动能加速释放); None where the verb does rule (建设…)."""
    match = predicate(text, at, end)
    if match and match.end() < end and states()[match["state"]].state_class in ("started", "under_way", "done"):
        return None
    return match


def as_noun(word: str) -> bool:
    """Whether the word is a verb that is as often a noun.

    >>> as_noun("发展"), as_noun("新建")
    (True, False)
    """
    verb = verbs().get(word)
    return bool(verb and verb.noun)
