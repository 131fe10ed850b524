"""The target beside a row: the unit's share of one that was issued, or the target of its own region's plan."""

from dataclasses import dataclass
from decimal import Decimal

from taizhang.server.ledger.models import Share, Target
from taizhang.server.returns.sheet import Sheet


@dataclass(frozen=True, slots=True)
class Aim:
    """What is aimed at for an indicator in the year of a return."""

    measure: str
    comparator: str
    value: Decimal | None
    value_to: Decimal | None
    places: int
    unit_of_measure: str
    words: str
    shared: bool


def aims_of(sheet: Sheet) -> dict[int, Aim]:
    """The aims of the rows of a sheet by the id of the row, in two queries. A share goes before a target."""
    indicators = {line.row.indicator_id for line in sheet.lines}
    plans = {"version__state": "issued", "version__plan__year": sheet.period.year}
    targets = Target.objects.filter(indicator__in=indicators, version__plan__region=sheet.filed.unit.region_id, **plans)
    aims = {target.indicator_id: _of_target(target) for target in targets.order_by("-line")}
    shares = Share.objects.filter(
        assignee=sheet.filed.unit_id,
        breakdown__state="issued",
        breakdown__target__indicator__in=indicators,
        **{f"breakdown__target__{name}": value for name, value in plans.items()},
    ).select_related("breakdown__target")
    aims |= {share.breakdown.target.indicator_id: _of_share(share) for share in shares}
    found = ((line.row.pk, aims.get(line.row.indicator_id)) for line in sheet.lines)
    return {row: aim for row, aim in found if aim is not None}


def _of_target(target: Target) -> Aim:
    return Aim(
        target.measure,
        target.comparator,
        target.value,
        target.value_to,
        target.places,
        target.unit_of_measure,
        target.words,
        shared=False,
    )


def _of_share(share: Share) -> Aim:
    target = share.breakdown.target
    return Aim(
        target.measure, share.comparator, share.value, None, share.places, target.unit_of_measure, "", shared=True
    )
