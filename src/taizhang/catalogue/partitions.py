"""Parts that make up a whole and leave nothing over (data/partitions.tsv)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from taizhang.catalogue.indicators import indicators_by_id
from taizhang.catalogue.table import Row, read_table


@dataclass(frozen=True, slots=True)
class Partition:
    """A division of a whole.

    parts    an expression for the name of each part; none where only indicators are known
    others   words that say that the division is another; None where there are none
    whole    the indicator of the whole, or None
    of       the indicators of the parts
    rate     whether the shares of the parts are printed too and make 100
    often    whether a list of the parts may leave something over after all
    """

    parts: tuple[re.Pattern[str], ...]
    others: re.Pattern[str] | None
    whole: str | None
    of: tuple[str, ...]
    rate: bool
    often: bool

    def covers(self, names: Sequence[str]) -> bool:
        """Whether the names are those of the parts, one each, in any order.

        >>> tax = next(each for each in partitions() if each.whole == "budget_revenue.general_public")
        >>> tax.covers(["税收收入", "非税收入"]), tax.covers(["税收收入", "专项收入"])
        (True, False)
        """
        if not self.parts or len(names) != len(self.parts):
            return False
        found = [[i for i, part in enumerate(self.parts) if part.search(name)] for name in names]
        return all(len(each) == 1 for each in found) and len({each[0] for each in found}) == len(names)


@cache
def partitions() -> tuple[Partition, ...]:
    """All divisions, in the order of the file."""
    return tuple(map(_partition, read_table("partitions.tsv")))


def _partition(row: Row) -> Partition:
    named = (row["whole"], *row.words("of")) if row["whole"] else ()
    if unknown := [name for name in named if name not in indicators_by_id()]:
        raise row.wrong(f"{', '.join(unknown)} is no indicator of indicators.tsv")
    parts = tuple(re.compile(part.replace("/", "|")) for part in row.words("parts"))
    if parts and named and len(parts) != len(named) - 1:
        raise row.wrong("parts and of are of another length")
    others = re.compile(row["not"]) if row["not"] else None
    return Partition(parts, others, row["whole"] or None, row.words("of"), row.flag("rate"), row.flag("often"))
