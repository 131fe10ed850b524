"""Units × indicators in one period, and the ranking of units by one indicator, with what moved since."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from taizhang.errors import Words
from taizhang.server.accounts.models import Unit
from taizhang.server.ledger.models import Indicator
from taizhang.server.ledger.observations.beside import Wanted, wanted
from taizhang.server.ledger.observations.deriving import Cell, Figures, Series
from taizhang.server.ledger.observations.reading import Place, around
from taizhang.server.ledger.observations.series import covers
from taizhang.server.lib.periods import Period, previous_period
from taizhang.server.lib.refusals import TooLarge

MOST_CELLS = 20_000
By = Literal["value", "cumulative", "growth", "cumulative_growth"]


@dataclass(frozen=True, slots=True)
class MatrixCell:
    """What is known of one unit and indicator, with what is wanted of it."""

    unit: int
    indicator: int
    figures: Figures
    targets: list[Wanted]


def matrix(units: Sequence[Unit], indicators: Sequence[Indicator], period: Period) -> list[MatrixCell]:
    """The cells of which anything is known or wanted, in the best edition; in four queries."""
    if len(units) * len(indicators) > MOST_CELLS:
        raise TooLarge(thing=Words("表格的格数", "the number of cells"), limit=MOST_CELLS)
    ids = [unit.pk for unit in units]
    found = around(ids, indicators, period)
    targets = wanted(ids, [indicator.pk for indicator in indicators], [period.year])
    places = ((unit.pk, indicator.pk) for unit in units for indicator in indicators)
    return [
        MatrixCell(
            *place,
            found[place].at(period.code) if place in found else Figures(period.code),
            [target for target in targets.get(place, ()) if covers(target.due, period)],
        )
        for place in places
        if place in found or place in targets
    ]


@dataclass(frozen=True, slots=True)
class Ranked:
    """A unit in the ranking: its place from 1, that in the period before, and by how many places it rose.

    Units that are equal share a place; a unit without a figure has none, and stands last.
    """

    unit: Unit
    figures: Figures
    rank: int | None
    last_rank: int | None
    rose: int | None


def ranking(units: Sequence[Unit], indicator: Indicator, period: Period, by: By) -> list[Ranked]:
    """Units in the order of one measure of an indicator, the best first; in two queries.

    Where less is better the least is first. Where neither way is, the most is.
    """
    found = around([unit.pk for unit in units], [indicator], period, last=True)
    now = _figures(found, units, indicator, period)
    before = _figures(found, units, indicator, previous_period(period))
    less = indicator.better == Indicator.Better.DOWN
    places, earlier = (_places(figures, by, less=less) for figures in (now, before))
    ranked = [_ranked(unit, now[unit.pk], places, earlier) for unit in units]
    return sorted(ranked, key=lambda one: (one.rank is None, one.rank or 0))


def _figures(
    found: dict[Place, Series], units: Iterable[Unit], indicator: Indicator, period: Period
) -> dict[int, Figures]:
    series = {unit.pk: found.get((unit.pk, indicator.pk)) for unit in units}
    return {unit: one.at(period.code) if one else Figures(period.code) for unit, one in series.items()}


def _places(figures: dict[int, Figures], by: By, *, less: bool) -> dict[int, int]:
    """The place of each unit that has a figure; equal figures share one."""
    cells: dict[int, Cell | None] = {unit: getattr(one, by) for unit, one in figures.items()}
    numbers = {unit: cell.number for unit, cell in cells.items() if cell is not None}
    first: dict[Decimal, int] = {}
    for place, number in enumerate(sorted(numbers.values(), reverse=not less), start=1):
        first.setdefault(number, place)
    return {unit: first[number] for unit, number in numbers.items()}


def _ranked(unit: Unit, figures: Figures, places: dict[int, int], earlier: dict[int, int]) -> Ranked:
    place, before = places.get(unit.pk), earlier.get(unit.pk)
    return Ranked(unit, figures, place, before, None if place is None or before is None else before - place)
