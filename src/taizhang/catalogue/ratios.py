"""What one indicator comes to per unit of another (data/ratios.tsv)."""

from dataclasses import dataclass
from fractions import Fraction
from functools import cache

from taizhang.catalogue.indicators import indicators_by_id
from taizhang.catalogue.table import Row, read_table
from taizhang.errors import Words


@dataclass(frozen=True, slots=True)
class Ratio:
    """A quotient of two indicators in their base units, and the bounds that it keeps in any place and year.

    shown  `%`, or the unit of the quotient
    """

    name: Words
    of: str
    per: str
    low: Fraction
    high: Fraction
    shown: str


@cache
def ratios() -> tuple[Ratio, ...]:
    """All quotients, in the order of the file.

    >>> next(ratio.high for ratio in ratios() if ratio.per == "tourism.visitors")
    Fraction(3000, 1)
    """
    return tuple(map(_ratio, read_table("ratios.tsv")))


def _ratio(row: Row) -> Ratio:
    for name in (row["of"], row["per"]):
        if name not in indicators_by_id():
            raise row.wrong(f"{name} is no indicator of indicators.tsv")
    low, high = Fraction(row["low"]), Fraction(row["high"])
    if not low < high:
        raise row.wrong(f"low is {row['low']}, not below high, {row['high']}")
    return Ratio(Words(row["name"], row["en"]), row["of"], row["per"], low, high, row["shown"])
