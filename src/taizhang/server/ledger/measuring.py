"""In which unit of measure and as what kind of series the ledger keeps an indicator of the catalogue."""

from functools import cache
from importlib.resources import files

from taizhang.catalogue.indicators import Indicator
from taizhang.catalogue.natures import paced_as
from taizhang.catalogue.table import parse_table
from taizhang.catalogue.units import unit_named


@cache
def measures() -> dict[str, str]:
    """The units of measures.tsv, by id or base unit."""
    text = files("taizhang.server.ledger").joinpath("measures.tsv").read_text(encoding="utf-8")
    found: dict[str, str] = {}
    for row in parse_table("measures.tsv", text):
        if unit_named(row["unit"]) is None:
            raise row.wrong(f"unit is {row['unit']!r}, unknown to units.tsv")
        found[row["of"]] = row["unit"]
    return found


def measure_of(indicator: Indicator) -> str:
    """The unit of measure: its own; where it adds up that of one above it or of its base unit; else the base unit.

    >>> from taizhang.catalogue.indicators import indicators_by_id
    >>> [measure_of(indicators_by_id()[code]) for code in ("gdp", "gdp.per_capita", "employment.urban_new")]
    ['亿元', '元', '万人']
    """
    base, above = indicator.units[0], indicator.id
    if not indicator.additive:
        return measures().get(above, base)
    while above:
        if above in measures() and _converts(base, measures()[above]):
            return measures()[above]
        above = above.rpartition(".")[0]
    return measures().get(base, base)


def _converts(base: str, unit: str) -> bool:
    """Whether values in the one unit can be told in the other."""
    ours, theirs = unit_named(base), unit_named(unit)
    return ours is not None and theirs is not None and ours.base_unit == theirs.base_unit


def nature_of(indicator: Indicator) -> str:
    """How values behave in time: as the catalogue says; incomes per head, counted on from January, are flows.

    >>> from taizhang.catalogue.indicators import indicators_by_id
    >>> [nature_of(indicators_by_id()[code]) for code in ("retail_sales", "income.per_capita", "prices.consumer")]
    ['flow', 'flow', 'rate']
    """
    if paced_as(indicator.id, None) == "flow":
        return "flow"
    return "rate" if indicator.nature == "index" else indicator.nature
