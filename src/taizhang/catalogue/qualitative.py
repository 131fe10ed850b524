"""How a target in words is to be read: holds, rises, at_least, in_step, as_set, … The file is data/qualitative.tsv."""

import re
from functools import cache

from taizhang.catalogue.table import read_table


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(row["pattern"]), row["reading"]) for row in read_table("qualitative.tsv"))


def reading_in(text: str) -> str | None:
    """The reading of the first pattern that a text holds, or None.

    >>> reading_in("外贸进出口保持稳定增长"), reading_in("增速不低于全省平均水平"), reading_in("建成滨河路")
    ('holds', 'at_least', None)
    """
    return next((reading for pattern, reading in _patterns() if pattern.search(text)), None)
