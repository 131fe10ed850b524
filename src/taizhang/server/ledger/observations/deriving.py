"""What the reported figures of one series tell of a period: as reported, else derived from other periods.

Nothing derived is ever stored, so that nothing accepted changes when a neighbour comes or is corrected. Arithmetic is
that of exact decimals. A flow adds up: known stretches of days are steps between their first day and the day after
their last, and any stretch whose two ends are joined by steps is their sum (a step back subtracts). January and
February, published as one, are so a stretch of their own: neither month is told apart. Stocks and rates are never
added; a stock stands at the end of its period, so that March, the first quarter and the last days of March are one.

Figures are derived only from figures of one family of editions: the flash and the preliminary figure are of one
release, final, census-revised and estimated ones are each of their own. Growth is derived from two levels of one
family where the series is one of current prices whose base is not revised.
"""

from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property, lru_cache
from typing import NamedTuple

from taizhang.catalogue.verdicts import is_rebased
from taizhang.server.ledger.models import Indicator
from taizhang.server.lib.periods import period_of, same_last_year

# Editions, the best last, and the family of each.
FAMILIES = {
    "estimate": "estimate",
    "flash": "release",
    "preliminary": "release",
    "final": "final",
    "census": "census",
}
RANK = {vintage: rank for rank, vintage in enumerate(FAMILIES)}
BEST_FIRST = ("census", "final", "release", "estimate")
MEASURES = ("value", "cumulative", "growth", "cumulative_growth")
GROWTH_STEP = Decimal("0.01")


class Stretch(NamedTuple):
    """From which day to before which day, as ordinals; of a stock both are the day after the last."""

    start: int
    end: int


class Reported(NamedTuple):
    """The figures that one row reports."""

    id: int
    period: str
    vintage: str
    value: Decimal | None
    cumulative: Decimal | None
    growth: Decimal | None
    cumulative_growth: Decimal | None
    places: int = 0


class Cell(NamedTuple):
    """A number, whether it was derived, of which edition it is, with how many places it was written, and of which row.

    A derived number is of the least edition it rests on, and of no row.
    """

    number: Decimal
    derived: bool
    vintage: str
    places: int
    id: int | None


@dataclass(frozen=True, slots=True)
class Figures:
    """What is known of one period; what is None is not known, and is not nought."""

    period: str
    value: Cell | None = None
    cumulative: Cell | None = None
    growth: Cell | None = None
    cumulative_growth: Cell | None = None


Number = tuple[Decimal, str, int, int]  # with edition, places and row: most are only passed over, none makes a Cell
Told = dict[str, dict[Stretch, Number]]
Steps = dict[int, dict[int, Cell]]


NOTHING: Mapping[Stretch, Number] = {}


@dataclass(frozen=True, slots=True)
class Kind:
    """How a series behaves: whether it adds up over time, stands at a time, and grows as its levels do."""

    nature: str
    divides: bool

    @classmethod
    def of(cls, indicator: Indicator) -> "Kind":
        """That of an indicator; rates in per cent have no growth, and real or rebased series another than their levels.

        >>> Kind.of(Indicator(code="x", name="小微企业贷款", unit_of_measure="亿元", nature="stock")).divides
        True
        >>> Kind.of(Indicator(code="retail_sales", name="", unit_of_measure="亿元", nature="flow")).divides
        False
        """
        known = indicator.code if indicator.region_id is None else None
        in_per_cent = indicator.unit_of_measure in {"%", "‰"}
        apart = indicator.real_growth or is_rebased(known, indicator.name)
        return cls(indicator.nature, not (apart or in_per_cent))


@dataclass(frozen=True)
class Series:
    """The reported figures of one indicator of one unit."""

    kind: Kind
    rows: tuple[Reported, ...]

    def at(self, code: str) -> Figures:
        """What is known of a period."""
        stock = self.kind.nature == "stock"
        value, cumulative = stretches(code, stock)
        value_before, cumulative_before = stretches(same_last_year(period_of(code)).code, stock)
        return Figures(
            code,
            self.level(value),
            self.level(cumulative),
            self.growth(value, value_before),
            self.growth(cumulative, cumulative_before),
        )

    def level(self, stretch: Stretch) -> Cell | None:
        """The level of a stretch of time, from the best family of editions that tells it."""
        for family in self._families:
            found = self._level(family, stretch)
            if found is not None:
                return found
        return None

    def growth(self, stretch: Stretch, before: Stretch) -> Cell | None:
        """The growth of a stretch over that of the year before."""
        for family in self._families:
            found = self._growth(family, stretch, before)
            if found is not None:
                return found
        return None

    def latest(self) -> tuple[str, ...]:
        """The periods of the rows, the latest first; of those that end together the longest first."""

        def ends(code: str) -> tuple[int, int]:
            period = period_of(code)
            return period.end.toordinal(), -period.start.toordinal()

        return tuple(sorted({row.period for row in self.rows}, key=ends, reverse=True))

    @cached_property
    def _families(self) -> tuple[str, ...]:
        """Those of the rows, the best first."""
        return tuple(family for family in BEST_FIRST if family in self._told[0])

    @cached_property
    def _told(self) -> tuple[Told, Told]:
        """The levels and the growths by family and stretch; later editions and later rows win."""
        levels: Told = {}
        growths: Told = {}
        stock = self.kind.nature == "stock"
        for row in sorted(self.rows, key=lambda row: (RANK[row.vintage], row.id)) if len(self.rows) > 1 else self.rows:
            key, code, vintage, value, cumulative, growth, cumulative_growth, places = row
            whole, so_far = stretches(code, stock)
            family = FAMILIES[vintage]
            known, grown = levels.setdefault(family, {}), growths.setdefault(family, {})
            if value is not None:
                known[whole] = (value, vintage, places, key)
            if cumulative is not None:
                known[so_far] = (cumulative, vintage, places, key)
            if growth is not None:
                grown[whole] = (growth, vintage, 1, key)
            if cumulative_growth is not None:
                grown[so_far] = (cumulative_growth, vintage, 1, key)
        return levels, growths

    def _level(self, family: str, stretch: Stretch) -> Cell | None:
        told = self._told[0].get(family, NOTHING).get(stretch)
        if told is not None:
            return _reported(told)
        return summed(self._steps(family), stretch) if self.kind.nature == "flow" else None

    def _growth(self, family: str, stretch: Stretch, before: Stretch) -> Cell | None:
        told = self._told[1].get(family, NOTHING).get(stretch)
        if told is not None or not self.kind.divides:
            return None if told is None else _reported(told)
        now, then = self._level(family, stretch), self._level(family, before)
        if now is None or then is None or then.number <= 0:
            return None
        grown = ((now.number / then.number - 1) * 100).quantize(GROWTH_STEP, ROUND_HALF_UP)
        return Cell(grown, True, min(now.vintage, then.vintage, key=RANK.__getitem__), 1, None)

    def _steps(self, family: str) -> Steps:
        if family not in self._known_steps:
            self._known_steps[family] = steps_of(self._told[0].get(family, NOTHING))
        return self._known_steps[family]

    @cached_property
    def _known_steps(self) -> dict[str, Steps]:
        return {}


@lru_cache(maxsize=8192)
def stretches(code: str, stock: bool) -> tuple[Stretch, Stretch]:
    """The stretches of the value and of the cumulative of a period."""
    period = period_of(code)
    end = period.end.toordinal() + 1
    if stock:
        return Stretch(end, end), Stretch(end, end)
    whole = Stretch(period.start.toordinal(), end)
    if period.type in {"year", "five_years"}:
        return whole, whole
    return whole, Stretch(date(period.year, 1, 1).toordinal(), end)


def _reported(told: Number) -> Cell:
    """A number as it was reported."""
    number, vintage, places, row = told
    return Cell(number, False, vintage, places, row)


def steps_of(levels: Mapping[Stretch, Number]) -> Steps:
    """From each day the days that a known stretch leads to, forth and back."""
    steps: Steps = {}
    for (start, end), (number, vintage, places, row) in levels.items():
        steps.setdefault(start, {})[end] = Cell(number, False, vintage, places, row)
        steps.setdefault(end, {})[start] = Cell(-number, False, vintage, places, row)
    return steps


def summed(steps: Steps, stretch: Stretch) -> Cell | None:
    """The sum of the fewest known stretches that lead from the first day to the last; None where none do."""
    start, end = stretch
    if start not in steps or end not in steps:
        return None
    near = next((day for day in steps[start] if end in steps[day]), None)
    if near is not None:  # as a rule two are enough: one cumulative less another
        return _total([steps[start][near], steps[near][end]])
    return _far(steps, stretch)


def _far(steps: Steps, stretch: Stretch) -> Cell | None:
    """The same over any number of stretches."""
    came: dict[int, tuple[int, Cell]] = {}
    ahead = deque([stretch.start])
    while ahead and stretch.end not in came:
        day = ahead.popleft()
        for to, cell in steps[day].items():
            if to not in came and to != stretch.start:
                came[to] = (day, cell)
                ahead.append(to)
    return _total(list(_way(came, stretch))) if stretch.end in came else None


def _way(came: dict[int, tuple[int, Cell]], stretch: Stretch) -> Iterator[Cell]:
    day = stretch.end
    while day != stretch.start:
        day, cell = came[day]
        yield cell


def _total(cells: list[Cell]) -> Cell:
    vintage = min((cell.vintage for cell in cells), key=RANK.__getitem__)
    number = sum((cell.number for cell in cells), Decimal(0))
    return Cell(number, True, vintage, max(cell.places for cell in cells), None)


def best(rows: Iterable[Reported]) -> Reported | None:
    """Of rows of one period that of the best edition; of one edition the latest."""
    return max(rows, key=lambda row: (RANK[row.vintage], row.id), default=None)
