"""By what the shares of a target that is no sum are weighed: the sizes of the units in the year before."""

from collections.abc import Iterable
from decimal import Decimal

from taizhang.server.accounts.acting import Actor
from taizhang.server.ledger.breakdown.adding import method_for
from taizhang.server.ledger.models import Observation, Target

VINTAGES = list(Observation.Vintage.values)


def is_weighed(target: Target) -> bool:
    """Whether the shares of a target are weighed instead of added."""
    return method_for(target.measure, adds_up=target.indicator.adds_up) == "mean"


def weights_known(actor: Actor, target: Target, units: Iterable[int]) -> dict[int, Decimal]:
    """The accepted figure of each unit for the whole year before, of what its share is weighed by.

    A growth is weighed by the level of the same indicator, a rate by the indicator that is named for that.
    """
    by = target.indicator_id if target.measure == Target.Measure.GROWTH else target.indicator.weight_id
    if by is None or not is_weighed(target):
        return {}
    year = target.version.plan.year - 1
    rows = Observation.objects.filter(
        actor.within("observation.read"),
        unit__in=list(units),
        indicator=by,
        period__in=(f"{year}", f"{year}-12"),
        current=True,
        state="accepted",
    )
    ranked = sorted(rows, key=lambda row: (VINTAGES.index(row.vintage), row.period == f"{year}"))
    found = ((row.unit_id, row.value if row.period == f"{year}" else row.cumulative) for row in ranked)
    return {unit: value for unit, value in found if value is not None}
