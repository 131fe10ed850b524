"""Cue words of actions and states: what a clause promises or reports is told by the word that rules it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal, cast, get_args

from taizhang.catalogue.table import read_table
from taizhang.catalogue.trie import trie_pattern

VerbClass = Literal[
    "manner", "preposition", "policy", "push", "deed", "effect", "noun", "fresh_adverb", "carry_adverb", "plain_adverb"
]
StateClass = Literal["done", "granted", "started", "under_way", "on_pace", "behind", "level", "change", "degree"]
# 开工率, 增长点: the word is part of a noun.
NO_STATE_BEFORE = "(?![率额量点极的型式性者区级期值费员器品])"


@dataclass(frozen=True, slots=True)
class Verb:
    """A word that may open a clause, with its length.

    word_class  manner        how the next action is done (依托, 围绕, 发挥): belongs to what follows
                preposition   opens a phrase ahead of the verb (在, 对, 与)
                policy        general action (加强, 完善): often names the field of the more definite action after it
                push          action or effect, as its object tells (推动, 促进, 打造)
                deed          definite action (实施, 新建, 出台)
                effect        what the action before it brings about (提升, 确保, 满足)
                fresh_adverb  marks a new action (着力, 扎实)
                carry_adverb  marks the effect of the action before it (不断, 进一步)
                noun          no verb, though it begins like one (经济, 发展水平)
                plain_adverb  tells neither (持续, 全面)
    noun        whether it is as often a noun (发展水平)
    chains      whether another verb may follow and belong to it (加快推进)
    inner       whether it is looked for after a phrase with a preposition (在城南新建…)
    """

    word: str
    size: int
    word_class: VerbClass
    noun: bool
    chains: bool
    inner: bool


@cache
def verbs() -> Mapping[str, Verb]:
    """Every word that may open a clause (data/verbs.tsv).

    >>> verbs()["围绕"].word_class, verbs()["新建"].word_class
    ('manner', 'deed')
    """
    return {
        row["word"]: Verb(
            row["word"],
            len(row["word"]),
            cast("VerbClass", row.one_of("class", get_args(VerbClass))),
            noun=row.flag("noun"),
            chains=row.flag("chains"),
            inner=row.flag("inner"),
        )
        for row in read_table("verbs.tsv")
    }


@cache
def qualitative_pattern() -> re.Pattern[str]:
    """One expression for the targets that are set in words (data/qualitative.tsv).

    >>> bool(qualitative_pattern().search("实际使用外资量稳质升"))
    True
    """
    return re.compile("|".join(row["pattern"] for row in read_table("qualitative.tsv")))


@cache
def verb_openings() -> Mapping[str, tuple[Verb, ...]]:
    """By two characters, or one, the known words that may stand where a text begins so, longest first.

    >>> [verb.word for verb in verb_openings()["以便"]], [verb.word for verb in verb_openings()["以"]]
    (['以便', '以'], ['以'])
    """
    known = verbs()
    openings: dict[str, list[Verb]] = {}
    for verb in sorted(known.values(), key=lambda verb: -verb.size):
        openings.setdefault(verb.word[:2], []).append(verb)
    for opening, found in openings.items():
        if len(opening) > 1 and opening[0] in known:
            found.append(known[opening[0]])
    return {opening: tuple(found) for opening, found in openings.items()}


@cache
def inner_verb_pattern() -> re.Pattern[str]:
    """One expression for the verbs that may stand after a phrase with a preposition."""
    return re.compile(trie_pattern(word for word, verb in verbs().items() if verb.inner))


@dataclass(frozen=True, slots=True)
class State:
    """What a word says of a thing.

    state_class   done, granted (by others), started, under_way, on_pace, behind, level (a height reached), change;
                  degree words stand ahead of a state and belong to it
    takes_object  whether it names what was reached after it (获评, 达到)
    ahead         what must follow it, as an expression; empty for anything
    """

    state_class: StateClass
    takes_object: bool
    ahead: str


@cache
def states() -> Mapping[str, State]:
    """Every word of state of a progress report (data/states.tsv).

    >>> states()["竣工"].state_class, states()["按序时推进"].state_class
    ('done', 'on_pace')
    """
    return {
        row["word"]: State(
            cast("StateClass", row.one_of("class", get_args(StateClass))), row.flag("object"), row["ahead"]
        )
        for row in read_table("states.tsv")
    }


@cache
def degree_endings() -> Mapping[str, tuple[str, ...]]:
    """By their last character, the words that stand ahead of a state and belong to it, longest first.

    >>> "扎实" in degree_endings()["实"]
    True
    """
    endings: dict[str, list[str]] = {}
    for word in sorted((word for word, state in states().items() if state.state_class == "degree"), key=len):
        endings.setdefault(word[-1], []).insert(0, word)
    return {last: tuple(words) for last, words in endings.items()}


@cache
def state_pattern() -> re.Pattern[str]:
    """One expression for a state, without the words of degree ahead of it.

    >>> state_pattern().search("滨河路改造扎实推进").group()
    '扎实推进'
    """
    free: dict[str, list[str]] = {}
    for word, state in states().items():
        if state.state_class != "degree" and not state.ahead:
            free.setdefault(word[0], []).append(word)
    bound = [f"{word}(?={state.ahead})" for word, state in states().items() if state.ahead]
    # Each branch begins with a plain character: the search then skips all others at the speed of a scan.
    branches = [trie_pattern(words) + NO_STATE_BEFORE for words in free.values()]
    return re.compile("|".join(branches + bound))


@cache
def tails(tail_class: str) -> tuple[str, ...]:
    """The words at the end of a clause that tell what kind it is (data/tails.tsv), for `str.endswith`.

    >>> "提升治理能力".endswith(tails("abstract"))
    True
    """
    return tuple(row["word"] for row in read_table("tails.tsv") if row["class"] == tail_class)
