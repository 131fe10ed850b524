"""What the titles of each kind of document say (data/kinds.tsv)."""

import re
from functools import cache

from taizhang.catalogue.table import read_table


@cache
def kind_patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Kind and expression, the first that is found in a title decides.

    >>> kind_patterns()[0][0]
    'communique'
    """
    return tuple((row["kind"], re.compile(row["pattern"])) for row in read_table("kinds.tsv"))
