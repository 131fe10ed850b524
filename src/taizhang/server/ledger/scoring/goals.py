"""The targets of units: what was dealt out to each, and else what its own plan says."""

from collections.abc import Collection, Mapping
from datetime import timedelta
from fractions import Fraction

from taizhang.server.ledger.models import Share, Target
from taizhang.server.ledger.plans.measures import in_unit
from taizhang.server.ledger.plans.wanted import usual_unit
from taizhang.server.ledger.scoring.rules import Goal, Item, OfIndicator
from taizhang.server.lib.periods import Period

MEASURES = {"value": "level", "cumulative": "level", "growth": "growth", "cumulative_growth": "growth"}
Key = tuple[int, str, str]


def goals_of(units: Collection[int], codes: Collection[str], year: int) -> dict[Key, Goal]:
    """The targets of units for a year, by unit, indicator and measure; a share of a breakdown before a plan's own."""
    wanted = {"indicator__code__in": codes, "version__plan__year": year, "measure__in": set(MEASURES.values())}
    own = Target.objects.filter(version__state="issued", version__plan__unit__in=units, **wanted)
    found = {
        (row.version.plan.unit_id, row.indicator.code, row.measure): _goal(row, row)
        for row in own.select_related("indicator", "version__plan")
    }
    shares = Share.objects.filter(
        assignee__in=units,
        breakdown__state="issued",
        breakdown__target__in=Target.objects.filter(**wanted),
    ).select_related("breakdown__target__indicator")
    for share in shares.order_by("breakdown__target__version__number", "pk"):
        target = share.breakdown.target
        found[share.assignee_id, target.indicator.code, target.measure] = _goal(target, share)
    return {key: goal for key, goal in found.items() if goal is not None}


def goal_for(item: Item, unit: int, goals: Mapping[Key, Goal], period: Period) -> Goal | None:
    """The target of an item for a unit: a fixed one, or that of the plan, of which `by_time` takes the part gone."""
    if item.aim.of == "value":
        return item.aim.goal
    if item.aim.of != "plan" or not isinstance(item.source, OfIndicator):
        return None
    measure = MEASURES[item.source.field]
    goal = goals.get((unit, item.source.indicator, measure))
    if goal is None or not item.aim.by_time or measure != "level":
        return goal
    gone = share_of_year(period)
    return Goal(goal.comparator, goal.value * gone, None if goal.upper is None else goal.upper * gone)


def share_of_year(period: Period) -> Fraction:
    """What the time up to the end of a period makes of its year: months where it ends with one, else days.

    >>> from taizhang.server.lib.periods import period_of
    >>> [share_of_year(period_of(code)) for code in ("2025-05", "2025H1", "2025", "2025-01a")]
    [Fraction(5, 12), Fraction(1, 2), Fraction(1, 1), Fraction(2, 73)]
    """
    end = period.end
    if (end + timedelta(days=1)).day == 1:
        return Fraction(end.month, 12)
    january = end.replace(month=1, day=1)
    return Fraction((end - january).days + 1, (january.replace(year=end.year + 1) - january).days)


def _goal(target: Target, said: Target | Share) -> Goal | None:
    """A target or a share as it is held against: in the unit of measure of its indicator."""
    if said.value is None or not said.comparator:
        return None
    usual = usual_unit(target.indicator, target.measure)
    unit = target.unit_of_measure or usual
    upper = None if said.value_to is None else in_unit(said.value_to, unit, usual)
    return Goal(said.comparator, in_unit(said.value, unit, usual), upper)
