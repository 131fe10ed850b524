"""Words of headings and opening sentences that tell results from plans (data/headings.tsv)."""

import re
from functools import cache

from taizhang.catalogue.table import read_table


@cache
def heading_cues(use: str) -> tuple[str, ...]:
    """The cues of one use, longest first: actual, target, guiding, shortcoming, closing, named,
    planning, resulting, reporting, parting.

    >>> "执行情况" in heading_cues("actual")
    True
    """
    cues = (row["cue"] for row in read_table("headings.tsv") if row["use"] == use)
    return tuple(sorted(cues, key=len, reverse=True))


@cache
def heading_pattern(use: str) -> re.Pattern[str]:
    """One expression for all cues of a use."""
    return re.compile("|".join(map(re.escape, heading_cues(use))))
