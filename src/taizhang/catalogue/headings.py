"""Words of headings and opening sentences that tell results from plans (data/headings.tsv)."""

import csv
import re
from functools import cache
from importlib.resources import files


@cache
def heading_cues(use: str) -> tuple[str, ...]:
    """The cues of one use, longest first: actual, target, guiding, shortcoming, closing, expected.

    >>> "执行情况" in heading_cues("actual")
    True
    """
    source = files("taizhang.catalogue").joinpath("data/headings.tsv")
    with source.open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        return tuple(sorted((row["cue"] for row in rows if row["use"] == use), key=len, reverse=True))


@cache
def heading_pattern(use: str) -> re.Pattern[str]:
    """One expression for all cues of a use."""
    return re.compile("|".join(map(re.escape, heading_cues(use))))
