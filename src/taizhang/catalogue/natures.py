"""How the pace of a target is judged where its number alone does not tell. The file is data/natures.tsv."""

from functools import cache, lru_cache
from typing import Literal, cast, get_args

from taizhang.catalogue.table import read_table

Paced = Literal["flow", "stock", "rate"]


@cache
def _natures(form: str) -> dict[str, Paced]:
    """The entries of one form, the longest first."""
    rows = [row for row in read_table("natures.tsv") if row.one_of("form", ("indicator", "ending")) == form]
    rows.sort(key=lambda row: -len(row["value"]))
    return {row["value"]: cast("Paced", row.one_of("nature", get_args(Paced))) for row in rows}


@lru_cache(maxsize=4096)
def paced_as(indicator: str | None, subject: str | None) -> Paced | None:
    """How the pace of a level is judged, by its indicator or those above it, else by how its subject ends.

    >>> paced_as("income.urban_per_capita", None), paced_as(None, "智慧社区覆盖率"), paced_as(None, "优良率")
    ('flow', 'stock', None)
    """
    while indicator:
        if indicator in _natures("indicator"):
            return _natures("indicator")[indicator]
        indicator = indicator.rpartition(".")[0]
    endings = _natures("ending").items()
    return next((nature for ending, nature in endings if subject and subject.endswith(ending)), None)
