"""Words that many statements share and that do not tell which thing is meant (data/commonplace.tsv)."""

import re
from functools import cache

from taizhang.catalogue.cues import states, verbs
from taizhang.catalogue.table import read_table
from taizhang.catalogue.trie import trie_pattern


@cache
def commonplace_pattern() -> re.Pattern[str]:
    """One expression for the words of the file, the verbs that open a clause and the words of state.

    >>> commonplace_pattern().findall("加快推进滨河湿地公园建设")
    ['加快推进', '建设']
    """
    plain = {word for row in read_table("commonplace.tsv") for word in row.words("words")}
    ruling = {word for word, verb in verbs().items() if verb.size > 1 and verb.word_class != "noun"}
    return re.compile(trie_pattern(plain | ruling | {word for word in states() if len(word) > 1}))
