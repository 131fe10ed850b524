"""Words that steer the reading of numbers, by use (data/words.tsv): verbs, adverbs, relational nouns."""

from functools import cache

from taizhang.catalogue.table import read_table
from taizhang.catalogue.trie import trie_pattern


@cache
def words(use: str) -> tuple[str, ...]:
    """The words of one use, longest first.

    >>> "新增" in words("kind"), "完成" in words("light")
    (True, True)
    """
    found = {word for row in read_table("words.tsv") if row["use"] == use for word in row.words("words")}
    return tuple(sorted(found, key=lambda word: (-len(word), word)))


@cache
def alternatives(*uses: str) -> str:
    """An expression for the words of the uses, the longest tried first, that reads each character once."""
    return trie_pattern(word for use in uses for word in words(use))
