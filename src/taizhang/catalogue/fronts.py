"""Words of the head of a document: titles, organs, posts, property names (data/fronts.tsv, expressions)."""

import re
from functools import cache

from taizhang.catalogue.table import read_table

PROPERTIES = ("index_number", "document_number", "issued", "published", "issuer", "openness")


@cache
def front_words(use: str) -> str:
    """The alternatives of one use as part of an expression, in the order of the file.

    >>> "统计局" in front_words("organ").split("|")
    True
    """
    return "|".join(row["pattern"] for row in read_table("fronts.tsv") if row["use"] == use)


@cache
def front_pattern(use: str) -> re.Pattern[str]:
    """One expression for all words of a use."""
    return re.compile(front_words(use))


@cache
def property_names() -> dict[str, str]:
    """The names of property lines (索引号, 发文日期) and what each gives, longest name first."""
    rows = [row for row in read_table("fronts.tsv") if row["use"] in PROPERTIES]
    return {row["pattern"]: row["use"] for row in sorted(rows, key=lambda row: -len(row["pattern"]))}
