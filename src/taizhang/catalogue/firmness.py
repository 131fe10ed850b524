"""How firmly words bind: of modal words, and of verbs by how far a thing will be when they are kept."""

import re
from functools import cache
from typing import Literal, NamedTuple

from taizhang.catalogue.table import read_table


class Binding(NamedTuple):
    """The words found, and their rank (data/firmness.tsv)."""

    rank: int
    words: str


@cache
def _patterns(binding_class: str) -> tuple[tuple[int, re.Pattern[str]], ...]:
    """The expression for each rank, the highest first; within one the longest words first."""
    rows = [row for row in read_table("firmness.tsv") if row["class"] == binding_class]
    ranked = sorted(rows, key=lambda row: -int(row["rank"]))
    return tuple(
        (int(row["rank"]), re.compile("|".join(sorted(row.words("words"), key=len, reverse=True)))) for row in ranked
    )


def binding_of(words: str, binding_class: Literal["modal", "deed"]) -> Binding | None:
    """The words that bind most, or None.

    >>> binding_of("确保青汀大桥建成通车", "deed"), binding_of("加快推进青汀大桥建设", "modal")
    (Binding(rank=6, words='建成通车'), None)
    """
    for rank, pattern in _patterns(binding_class):
        if found := pattern.search(words):
            return Binding(rank, found.group())
    return None
