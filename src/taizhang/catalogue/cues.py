"""Cue words of actions and states: what a clause promises or reports is told by the word that rules it."""

from collections.abc import Mapping
from functools import cache
from typing import Literal, cast, get_args

from taizhang.catalogue.table import read_table

VerbClass = Literal[
    "manner", "preposition", "policy", "push", "deed", "effect", "fresh_adverb", "carry_adverb", "plain_adverb"
]


@cache
def verb_classes() -> Mapping[str, VerbClass]:
    """The class of every word that may open a clause (data/verbs.tsv).

    manner        how the next action is done (依托, 围绕, 发挥): belongs to what follows
    preposition   opens a phrase ahead of the verb (在, 对, 与)
    policy        general action (加强, 完善): often names the field of the more definite action after it
    push          action or effect, as its object tells (推动, 促进, 打造)
    deed          definite action (实施, 新建, 出台)
    effect        what the action before it brings about (提升, 确保, 满足)
    fresh_adverb  marks a new action (着力, 扎实)
    carry_adverb  marks the effect of the action before it (不断, 进一步)
    plain_adverb  tells neither (持续, 全面)

    >>> verb_classes()["围绕"], verb_classes()["新建"]
    ('manner', 'deed')
    """
    return {row["word"]: cast("VerbClass", row.one_of("class", get_args(VerbClass))) for row in read_table("verbs.tsv")}
