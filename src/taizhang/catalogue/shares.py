"""Which share divides which part by which whole, where its name does not say so (data/shares.tsv)."""

from functools import cache

from taizhang.catalogue.indicators import indicators_by_id
from taizhang.catalogue.table import read_table


@cache
def quotients() -> dict[str, tuple[str, str]]:
    """The indicators of part and whole of a share, by its own.

    >>> quotients()["urbanisation_rate"]
    ('population.urban', 'population.permanent')
    """
    found: dict[str, tuple[str, str]] = {}
    for row in read_table("shares.tsv"):
        for name in (row["share"], row["part"], row["whole"]):
            if name not in indicators_by_id():
                raise row.wrong(f"{name} is no indicator of indicators.tsv")
        found[row["share"]] = (row["part"], row["whole"])
    return found
