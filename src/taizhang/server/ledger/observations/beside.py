"""The target beside an actual: what the plan in force, or an issued breakdown, wants of a unit in a year."""

from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal

from taizhang.server.ledger.models import Share, Target

Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is wanted: of a plan (`share_id` None), or as a share of one that was dealt to the unit."""

    target_id: int
    share_id: int | None
    measure: str
    comparator: str
    value: Decimal | None
    value_to: Decimal | None
    unit_of_measure: str
    words: str
    due: str
    binding: str


def wanted(units: Collection[int], indicators: Collection[int], years: Collection[int]) -> dict[Place, list[Wanted]]:
    """The targets in force of units and indicators in some years, by unit and indicator; in two queries."""
    found: dict[Place, list[Wanted]] = {}
    targets = Target.objects.filter(
        version__state="issued",
        version__plan__unit_id__in=units,
        version__plan__year__in=years,
        indicator_id__in=indicators,
    ).select_related("version__plan")
    for target in targets.order_by("version__plan__year", "line"):
        found.setdefault((target.version.plan.unit_id, target.indicator_id), []).append(_of_target(target))
    shares = Share.objects.filter(
        breakdown__state="issued",
        breakdown__target__version__state="issued",
        breakdown__target__version__plan__year__in=years,
        breakdown__target__indicator_id__in=indicators,
        assignee_id__in=units,
    ).select_related("breakdown__target")
    for share in shares.order_by("id"):
        place = (share.assignee_id, share.breakdown.target.indicator_id)
        found.setdefault(place, []).append(_of_share(share))
    return found


def _of_target(target: Target) -> Wanted:
    return Wanted(
        target.pk,
        None,
        target.measure,
        target.comparator,
        target.value,
        target.value_to,
        target.unit_of_measure,
        target.words,
        target.due,
        target.binding,
    )


def _of_share(share: Share) -> Wanted:
    target = share.breakdown.target
    return Wanted(
        target.pk,
        share.pk,
        target.measure,
        share.comparator,
        share.value,
        None,
        target.unit_of_measure,
        "",
        target.due,
        target.binding,
    )
