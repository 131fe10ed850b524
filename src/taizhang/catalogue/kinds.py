"""What the titles of each kind of document say (data/kinds.tsv)."""

import re
from functools import cache

from taizhang.catalogue.table import read_table


@cache
def kind_patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Kind and expression, the first that is found in a title decides.

    >>> next(kind for kind, pattern in kind_patterns() if pattern.search("某市2030年财政决算报告"))
    'final_account'
    """
    return tuple((row["kind"], re.compile(row["pattern"])) for row in read_table("kinds.tsv"))
