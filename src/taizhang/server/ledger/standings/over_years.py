"""The promises of a region over the years: each target with its result and verdict, beside that of the year before."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from typing import Literal

from taizhang.errors import Words
from taizhang.model import Light, Verdict
from taizhang.server.ledger.models import Indicator, Plan, Target
from taizhang.server.ledger.standings.book import Reached
from taizhang.server.ledger.standings.queries import standings, verdicts
from taizhang.server.lib.periods import period_of

Movement = Literal["new", "raised", "lowered", "same", "reworded", "dropped"]
Outcome = Verdict | Literal["running"]
Key = tuple[int, str]


@dataclass(frozen=True, slots=True)
class Promise:
    """What a plan set for its year and what came of it. A year under way has a light and no verdict: `running`."""

    target: Target
    outcome: Outcome
    reached: Reached | None
    role: str | None
    reason: Words
    light: Light | None


@dataclass(frozen=True, slots=True)
class Cell:
    """What the plan of one year says of an indicator: mostly one promise; none where it is not set any more."""

    promises: tuple[Promise, ...]
    movement: Movement | None


@dataclass(frozen=True, slots=True)
class Line:
    """One indicator by one measure over the years."""

    indicator: Indicator
    measure: str
    cells: Mapping[int, Cell] = field(default_factory=dict)

    def has(self, outcome: str) -> bool:
        """Whether some year of it came out so."""
        return any(promise.outcome == outcome for cell in self.cells.values() for promise in cell.promises)

    def moved(self, movement: str) -> bool:
        """Whether the target moved so in some year."""
        return any(cell.movement == movement for cell in self.cells.values())


def over_years(plans: Iterable[Plan], on: date, *, of: Indicator | None = None) -> list[Line]:
    """The lines of the issued plans of one region, of all indicators or one; its queries grow by plan alone."""
    found: dict[Key, dict[int, list[Promise]]] = defaultdict(lambda: defaultdict(list))
    ordered = sorted(plans, key=lambda plan: plan.year)
    for plan in ordered:
        for promise in _promises(plan, on, of):
            target = promise.target
            found[target.indicator_id, target.measure][plan.year].append(promise)
    aimed: dict[int, set[int]] = defaultdict(set)
    for (indicator, _), cells in found.items():
        aimed[indicator] |= cells.keys()
    return [_line(cells, [plan.year for plan in ordered], aimed[key]) for (key, _), cells in found.items()]


def _promises(plan: Plan, on: date, of: Indicator | None) -> Iterable[Promise]:
    if period_of(str(plan.year)).end < on:
        for each in verdicts(plan, on, shares=False, of=of):
            yield Promise(each.target, each.verdict, each.reached, each.role, each.reason, None)
        return
    for one in standings(plan, on, shares=False, of=of):
        yield Promise(one.target, "running", one.reached, one.role, one.method, one.light)


def _line(cells: Mapping[int, Sequence[Promise]], years: Sequence[int], aimed: Collection[int]) -> Line:
    """A line by one measure; `aimed` are the years in which its indicator has a target by any."""
    latest = cells[max(cells)][0].target
    made: dict[int, Cell] = {}
    for before, year in pairwise([0, *years]):
        then, now = cells.get(before, ()), cells.get(year, ())
        moved = movement(then, now) if before else None
        if moved == "new" and before in aimed:
            moved = "reworded"
        if moved == "dropped" and year in aimed:
            moved = None
        if now or moved:
            made[year] = Cell(tuple(now), moved)
    return Line(latest.indicator, latest.measure, made)


def movement(before: Sequence[Promise], now: Sequence[Promise]) -> Movement | None:
    """How the target of a year moved against that of the year before; None where the two do not compare."""
    if not before:
        return "new" if now else None
    if not now:
        return "dropped"
    if len(before) > 1 or len(now) > 1:
        return None
    then, here = before[0].target, now[0].target
    if here.measure == Target.Measure.WORDS:
        return "same" if then.words == here.words else "reworded"
    if then.value is None or here.value is None or then.unit_of_measure != here.unit_of_measure:
        return None
    if then.value == here.value:
        return "same" if (then.comparator, then.value_to) == (here.comparator, here.value_to) else "reworded"
    return "raised" if here.value > then.value else "lowered"
