"""Claims that nobody can verify as they stand (data/unverifiable.tsv)."""

import re
from dataclasses import dataclass
from functools import cache

from taizhang.catalogue.table import read_table


@dataclass(frozen=True, slots=True)
class Unverifiable:
    """A kind of claim, how it is found, and what in its sentence would make it one that can be verified."""

    kind: str
    pattern: re.Pattern[str]
    wants: re.Pattern[str]


@cache
def unverifiable() -> tuple[Unverifiable, ...]:
    """All kinds, the gravest first."""
    rows = read_table("unverifiable.tsv")
    return tuple(Unverifiable(row["class"], re.compile(row["pattern"]), re.compile(row["wants"])) for row in rows)


def kind_of(claim: str, sentence: str) -> str | None:
    """The kind of the first such claim in the words of a claim that the sentence does not make good.

    >>> kind_of("超额完成年度任务", "招商引资超额完成年度任务"), kind_of("居全省前列", "增速居全省前列、第3位")
    ('task_done', None)
    """
    found = (one for one in unverifiable() if one.pattern.search(claim) and not one.wants.search(sentence))
    return next((one.kind for one in found), None)
