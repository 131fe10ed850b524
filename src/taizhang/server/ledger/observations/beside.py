"""The target beside an actual: what the plan in force, or an issued breakdown, wants of a unit in a year."""

from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal

from taizhang.server.ledger.breakdown.standing import holds
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


OF_TARGET = (
    "id",
    "measure",
    "comparator",
    "value",
    "value_to",
    "unit_of_measure",
    "words",
    "due",
    "binding",
)
OF_SHARE = (
    "breakdown__target_id",
    "id",
    "breakdown__target__measure",
    "comparator",
    "value",
    "breakdown__target__unit_of_measure",
    "breakdown__target__due",
    "breakdown__target__binding",
)


def wanted(units: Collection[int], indicators: Collection[int], years: Collection[int]) -> dict[Place, list[Wanted]]:
    """The targets in force of units and indicators in some years, by unit and indicator; in two queries."""
    found: dict[Place, list[Wanted]] = {}
    targets = Target.objects.filter(
        version__state="issued",
        version__plan__unit_id__in=units,
        version__plan__year__in=years,
        indicator_id__in=indicators,
    ).order_by("version__plan__year", "line")
    for unit, indicator, *fields in targets.values_list("version__plan__unit_id", "indicator_id", *OF_TARGET):
        found.setdefault((unit, indicator), []).append(Wanted(fields[0], None, *fields[1:]))
    shares = Share.objects.filter(
        holds("breakdown__target"),
        breakdown__state="issued",
        breakdown__target__version__plan__year__in=years,
        breakdown__target__indicator_id__in=indicators,
        assignee_id__in=units,
    ).order_by("id")
    for unit, indicator, *fields in shares.values_list("assignee_id", "breakdown__target__indicator_id", *OF_SHARE):
        found.setdefault((unit, indicator), []).append(_of_share(*fields))
    return found


def _of_share(target: int, share: int, measure: str, comparator: str, value: Decimal, *of_target: str) -> Wanted:
    unit_of_measure, due, binding = of_target
    return Wanted(target, share, measure, comparator, value, None, unit_of_measure, "", due, binding)
