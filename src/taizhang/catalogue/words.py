"""Words that steer the reading of numbers, by use (data/words.tsv): verbs, adverbs, relational nouns."""

import re
from functools import cache

from taizhang.catalogue.table import read_table


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
    """The words of the uses as alternatives of an expression, longest first."""
    found = sorted({word for use in uses for word in words(use)}, key=lambda word: (-len(word), word))
    return "|".join(map(re.escape, found))
