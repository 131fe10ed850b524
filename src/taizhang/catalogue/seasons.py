"""Which share of a year its first half makes, where that is known (data/seasons.tsv)."""

from fractions import Fraction
from functools import cache, lru_cache

from taizhang.catalogue.table import read_table

Shares = tuple[Fraction, Fraction]


@cache
def half_year_shares() -> dict[str, Shares]:
    """The least and the greatest share, by indicator."""
    return {row["indicator"]: (Fraction(row["low"]), Fraction(row["high"])) for row in read_table("seasons.tsv")}


@lru_cache(maxsize=1024)
def half_year_share(indicator: str | None) -> Shares | None:
    """The plausible share of the first half: of the indicator, or of the nearest above it.

    >>> half_year_share("income.rural_per_capita") == half_year_share("income"), half_year_share("air.pm25")
    (True, None)
    """
    while indicator:
        if indicator in half_year_shares():
            return half_year_shares()[indicator]
        indicator = indicator.rpartition(".")[0]
    return None
