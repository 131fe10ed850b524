"""What is asked of programmes: lists, the tree, and a summary of the tasks and indicators of one and all below it."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.db.models import QuerySet

from taizhang.server.accounts.acting import Actor
from taizhang.server.accounts.models import Unit
from taizhang.server.accounts.permissions import ancestors
from taizhang.server.ledger.models import Indicator, Observation, Programme, ProgrammeIndicator, Target
from taizhang.server.ledger.programmes.actions import below
from taizhang.server.ledger.tasks.queries import Wanted, counts


@dataclass(slots=True)
class Branch:
    """A programme with those below it."""

    programme: Programme
    children: list["Branch"] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Followed:
    """An indicator of a programme with its latest accepted figure and the target that was issued last."""

    indicator: Indicator
    latest: Observation | None
    target: Target | None


@dataclass(frozen=True, slots=True)
class Summary:
    """How a programme and all below it stand."""

    programme: Programme
    programmes: int
    tasks: int
    states: Mapping[str, int]
    lights: Mapping[str, int]
    indicators: list[Followed]


def programmes_for(actor: Actor, *, unit: int | None = None, parent: int | None = None) -> "QuerySet[Programme]":
    """The programmes that the actor may see."""
    rows = Programme.objects.select_related("unit")
    rows = rows.filter(actor.within("plan.read"))
    wanted = {"unit_id": unit, "parent_id": parent}
    return rows.filter(**{name: value for name, value in wanted.items() if value is not None})


def tree(rows: Iterable[Programme]) -> list[Branch]:
    """Programmes as trees; one whose parent is not among them stands as a root."""
    branches = {row.pk: Branch(row) for row in rows}
    roots: list[Branch] = []
    for branch in branches.values():
        above = branches.get(branch.programme.parent_id or 0)
        (above.children if above else roots).append(branch)
    return roots


def followed(programmes: Iterable[int]) -> dict[int, set[int]]:
    """The indicators by which each of some programmes is followed."""
    found: dict[int, set[int]] = {}
    rows = ProgrammeIndicator.objects.filter(programme__in=list(programmes)).order_by()
    for programme, indicator in rows.values_list("programme_id", "indicator_id"):
        found.setdefault(programme, set()).add(indicator)
    return found


def summary(actor: Actor, programme: Programme) -> Summary:
    """The tasks by state and light, and the indicators with figure and target, in a fixed number of queries."""
    keys = below(programme.pk, dict(programmes_for(actor).values_list("pk", "parent_id")))
    states: Counter[str] = Counter()
    lights: Counter[str] = Counter()
    for row in counts(actor, Wanted(programmes=tuple(keys)), "kind"):
        number = row["number"]
        states[str(row["state"])] += number if isinstance(number, int) else 0
        lights[str(row["light"]) or "none"] += number if isinstance(number, int) else 0
    followed = followed_by(programme.unit, keys)
    return Summary(programme, len(keys), states.total(), dict(states), dict(lights), followed)


def followed_by(unit: Unit, programmes: Iterable[int]) -> list[Followed]:
    """The indicators of programmes, each with the figure of the unit itself or of the nearest one above it."""
    rows = ProgrammeIndicator.objects.filter(programme__in=programmes).select_related("indicator")
    indicators = {row.indicator_id: row.indicator for row in rows.order_by("indicator__code")}
    figures, targets = _figures(unit, indicators), _targets(unit, indicators)
    return [Followed(row, figures.get(key), targets.get(key)) for key, row in indicators.items()]


def _figures(unit: Unit, indicators: Iterable[int]) -> dict[int, Observation]:
    rows = Observation.objects.filter(
        unit__path__in=[*ancestors(unit.path), unit.path],
        indicator__in=list(indicators),
        state=Observation.State.ACCEPTED,
        current=True,
    ).select_related("unit")
    order = list(Observation.Vintage.values)
    ranked = sorted(rows, key=lambda row: (len(row.unit.path), row.period_end, order.index(row.vintage)))
    return {row.indicator_id: row for row in ranked}


def _targets(unit: Unit, indicators: Iterable[int]) -> dict[int, Target]:
    rows = Target.objects.filter(
        version__state="issued", version__plan__region=unit.region_id, indicator__in=list(indicators)
    )
    return {row.indicator_id: row for row in rows.order_by("version__plan__year", "-line")}
