"""The words by which names of quantities are compared when facts are linked. The table is data/naming.tsv."""

import re
from functools import cache

from taizhang.catalogue.table import read_table
from taizhang.catalogue.trie import trie_pattern


@cache
def naming(use: str) -> dict[str, str]:
    """Word → what it is read as, of one use.

    >>> naming("action")["新增"], naming("scale")["省级以上"]
    ('added', '34')
    """
    return {word: row["read"] for row in read_table("naming.tsv") if row["use"] == use for word in row.words("written")}


@cache
def naming_pattern(use: str) -> re.Pattern[str]:
    """Every word of one use, the longest first."""
    return re.compile(trie_pattern(naming(use)))
