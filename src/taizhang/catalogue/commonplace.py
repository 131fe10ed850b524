"""Words that many statements share and that do not tell which thing is meant (data/commonplace.tsv)."""

import re
from functools import cache

from taizhang.catalogue.cues import states, verbs
from taizhang.catalogue.table import read_table
from taizhang.catalogue.trie import trie_pattern


@cache
def commonplace_words() -> frozenset[str]:
    """The words of the file, the verbs that open a clause and the words of state."""
    plain = {word for row in read_table("commonplace.tsv") for word in row.words("words")}
    ruling = {word for word, verb in verbs().items() if verb.size > 1 and verb.word_class != "noun"}
    return frozenset(plain | ruling | {word for word in states() if len(word) > 1})


@cache
def commonplace_pattern() -> re.Pattern[str]:
    """One expression for the words.

    >>> commonplace_pattern().findall("加快推进滨河湿地公园建设")
    ['加快推进', '建设']
    """
    return re.compile(trie_pattern(commonplace_words()))


@cache
def commonplace_openings() -> dict[str, tuple[str, ...]]:
    """The words by their first two characters, the longest first: phrases are too short for an expression to pay.

    >>> commonplace_openings()["加快"][-1], "滨河" in commonplace_openings()
    ('加快', False)
    """
    found: dict[str, list[str]] = {}
    for word in sorted(commonplace_words(), key=len, reverse=True):
        found.setdefault(word[:2], []).append(word)
    return {opening: tuple(words) for opening, words in found.items()}
