"""What is said of things of the ledger, everywhere the same: what they are called, how their numbers are written."""

from collections.abc import Mapping
from decimal import Decimal

from taizhang.errors import Words
from taizhang.server.ledger.models import Indicator, Observation, Target
from taizhang.server.ledger.plans.measures import written

NATURES: Mapping[str, Words] = {
    Indicator.Nature.FLOW: Words("时期数", "over a period"),
    Indicator.Nature.STOCK: Words("时点数", "at a time"),
    Indicator.Nature.RATE: Words("比率", "rate"),
}
BETTER: Mapping[str, Words] = {
    Indicator.Better.UP: Words("越高越好", "higher is better"),
    Indicator.Better.DOWN: Words("越低越好", "lower is better"),
    Indicator.Better.NONE: Words("无方向", "neither way is better"),
}
VINTAGES: Mapping[str, Words] = {
    Observation.Vintage.ESTIMATE: Words("全年预计", "estimate"),
    Observation.Vintage.FLASH: Words("快报", "flash"),
    Observation.Vintage.PRELIMINARY: Words("初步核算", "preliminary"),
    Observation.Vintage.FINAL: Words("最终核实", "final"),
    Observation.Vintage.CENSUS: Words("普查修订", "census-revised"),
}
BINDING: Mapping[str, Words] = {
    Target.Binding.EXPECTED: Words("预期性", "expected"),
    Target.Binding.BINDING: Words("约束性", "binding"),
}


def name_of(indicator: Indicator) -> Words:
    """What an indicator is called."""
    return Words(indicator.name, indicator.english or indicator.name)


def number(value: Decimal, places: int = 0) -> str:
    """A number with its thousands set off and the places that it was written with.

    >>> number(Decimal("12000.50000000"), 1), number(Decimal("5.00000000"), 1), number(Decimal("-3.000"))
    ('12,000.5', '5.0', '-3')
    """
    return f"{written(value, places):,f}"
