"""The words that make up the name of a place and lead to it, as expressions (data/places.tsv, data/zones.tsv)."""

import re
from functools import cache
from typing import Literal

from taizhang.catalogue.cues import verbs
from taizhang.catalogue.table import read_table
from taizhang.catalogue.trie import trie_pattern

Kind = Literal["zone", "urban", "level", "company", "institution", "water", "township", "region", "quoted"]
Force = Literal["subject", "none", "object", "within", "title", "whole", "stop"]

TIME = (
    r"[\s\x00、，（(]+|(?:到|至|截至|截止)?[0-9]{2,4}年(?:底|末|初|度)?|[0-9]{1,2}(?:[—－-][0-9]{1,2})?月(?:份|底|末)?"
    "|[①-⑳]"
)
NAME = r"[\u4e00-\u9fffA-Za-z·“”-]"
WHOLE = re.compile("[全各]")
LONGEST_WORD = 8


@cache
def place_words(use: str) -> frozenset[str]:
    """The words of one use (data/places.tsv).

    >>> "中心城区" in place_words("urban")
    True
    """
    return frozenset(word for row in read_table("places.tsv") if row["use"] == use for word in row.words("words"))


@cache
def leading() -> re.Pattern[str]:
    """Times, adverbs and light verbs before a place."""
    return re.compile(f"(?:{TIME}|{trie_pattern(place_words('lead'))})+")


@cache
def forces() -> dict[str, Force]:
    """What a verb or adverb makes of the place after it: nothing, its object, where it is done, a title, no place."""
    forces: dict[str, Force] = {}
    for word, known in verbs().items():
        adverb = known.word_class in ("plain_adverb", "fresh_adverb", "carry_adverb")
        forces[word] = "stop" if known.word_class == "noun" else "none" if adverb else "object"
        if WHOLE.match(word) or word in place_words("beside"):
            forces[word] = "whole"
        elif word in place_words("title"):
            forces[word] = "title"
    return forces | {"在": "within", "于": "within"}


@cache
def verb() -> re.Pattern[str]:
    """Every word of `forces`."""
    return re.compile(trie_pattern(word for word in forces() if len(word) <= LONGEST_WORD))


@cache
def kinds() -> dict[str, Kind]:
    """The kind of place that each suffix tells."""
    kinds: dict[str, Kind] = {}
    for row in read_table("zones.tsv"):
        if row["kind"] not in ("group", "village", "urban", "farm"):
            kinds[row["word"]] = "township" if row["kind"] == "township" else "zone"
    for kind in ("level", "urban", "institution", "company", "water"):
        kinds |= dict.fromkeys(place_words(kind), kind)
    return kinds


@cache
def alone() -> re.Pattern[str]:
    """A place that needs no name before it, with the level that may own it."""
    words = {row["word"] for row in read_table("zones.tsv") if row.flag("alone") and row["kind"] != "urban"}
    owned = place_words("owned")
    named = trie_pattern(words | place_words("level") | place_words("urban"))
    return re.compile(f"[省市县区州]?(?P<kind>{named})|[省市县区州](?P<owned>{trie_pattern(owned)})")


@cache
def kind_at() -> re.Pattern[str]:
    """Every kind of place."""
    return re.compile(trie_pattern(kinds()))


@cache
def suffixed() -> re.Pattern[str]:
    """A name with the kind that ends it."""
    return re.compile(f"(?P<name>{NAME}{{1,14}}?)(?P<kind>{trie_pattern(kinds())})")


@cache
def common() -> re.Pattern[str]:
    """Words before a kind that name no one of it."""
    return re.compile(trie_pattern(place_words("common")))


@cache
def never() -> re.Pattern[str]:
    """Words that no name holds."""
    return re.compile(trie_pattern(place_words("never")))
