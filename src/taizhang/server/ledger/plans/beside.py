"""The targets of a version with last year's target and result of the same indicator beside each."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from taizhang.server.accounts.acting import Actor
from taizhang.server.ledger.models import Observation, PlanVersion, Target
from taizhang.server.ledger.plans.queries import holding_targets, targets_for

VINTAGES = list(Observation.Vintage.values)
Key = tuple[int, str]


@dataclass(frozen=True, slots=True)
class Result:
    """What was reached in a period, as the latest vintage that was accepted says."""

    observation_id: int
    period: str
    vintage: str
    value: Decimal


@dataclass(frozen=True, slots=True)
class Beside:
    """A target with what was wanted and reached the year before."""

    target: Target
    last_target: Target | None
    last_result: Result | None


def targets_beside(actor: Actor, version: PlanVersion) -> list[Beside]:
    """The targets of a version that the actor may see, in their order, with last year's beside; four queries in all."""
    targets = list(targets_for(actor, version=holding_targets(version).pk))
    wanted, reached = _last_targets(version), _last_results(actor, version, {t.indicator_id for t in targets})
    return [
        Beside(
            target,
            wanted.get((target.indicator_id, target.measure)),
            _result(reached.get(target.indicator_id), target.measure),
        )
        for target in targets
    ]


def _last_targets(version: PlanVersion) -> dict[Key, Target]:
    """Last year's targets by indicator and measure; of several periods the latest counts."""
    plan = version.plan
    rows = Target.objects.filter(
        version__plan__region_id=plan.region_id, version__plan__year=plan.year - 1, version__state="issued"
    ).select_related("indicator")
    return {(row.indicator_id, row.measure): row for row in sorted(rows, key=lambda row: row.due)}


def _last_results(actor: Actor, version: PlanVersion, indicators: Iterable[int]) -> dict[int, Observation]:
    """The accepted figure of each indicator for the whole year before: a later vintage before an earlier one."""
    plan, year = version.plan, version.plan.year - 1
    rows = Observation.objects.filter(
        unit_id=plan.unit_id,
        indicator__in=indicators,
        period__in=(f"{year}", f"{year}-12"),
        current=True,
        state="accepted",
    )
    rows = rows.filter(actor.within("observation.read"))
    ranked = sorted(rows, key=lambda row: (VINTAGES.index(row.vintage), row.period == f"{year}"))
    return {row.indicator_id: row for row in ranked}


def _result(row: Observation | None, measure: str) -> Result | None:
    """What of an observation answers a target of this measure; a change and words have no figure of their own."""
    if row is None:
        return None
    whole_year = row.period_type == Observation.PeriodType.YEAR
    level = row.value if whole_year or row.cumulative is None else row.cumulative
    growth = row.growth if whole_year or row.cumulative_growth is None else row.cumulative_growth
    value = {"level": level, "growth": growth}.get(measure)
    return None if value is None else Result(row.pk, row.period, row.vintage, value)
