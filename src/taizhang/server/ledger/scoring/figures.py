"""What the ledger holds of the subjects: accepted figures of units, reported or derived, and yearly ones of firms."""

from collections.abc import Collection, Iterable, Mapping
from datetime import timedelta
from fractions import Fraction
from typing import Protocol

from taizhang.errors import Words
from taizhang.server.ledger.models import FirmFigure, Indicator, Observation
from taizhang.server.ledger.observations.deriving import Kind, Reported, Series
from taizhang.server.ledger.scoring.formula import MissingMeasure
from taizhang.server.ledger.scoring.rules import OfFormula, OfIndicator, OfMeasure, Source
from taizhang.server.lib.periods import Period

YEARS_BACK = timedelta(days=2 * 366)
NO_DATA = Words("无数据", "no data")


class Known(Protocol):
    """What is known of subjects."""

    def value(self, subject: int, source: Source) -> Fraction | Words:
        """The value of a source for a subject, or why there is none."""


class UnitFigures:
    """Figures of units in a period, read in one query."""

    def __init__(self, units: Collection[int], sources: Iterable[Source], period: Period) -> None:
        self.period = period
        self.series = _series(units, indicators_in(sources), period)

    def value(self, subject: int, source: Source) -> Fraction | Words:
        """A figure of an indicator, or a formula over several."""
        if isinstance(source, OfIndicator):
            found = self._figure(subject, source)
            return NO_DATA if found is None else found
        if isinstance(source, OfFormula):
            figures = {name: self._figure(subject, one) for name, one in source.of.items()}
            return solved(source, {name: figure for name, figure in figures.items() if figure is not None})
        return NO_DATA

    def _figure(self, unit: int, one: OfIndicator) -> Fraction | None:
        series = self.series.get((unit, one.indicator))
        cell = getattr(series.at(self.period.code), one.field) if series else None
        return None if cell is None else Fraction(cell.number)


class FirmFigures:
    """Figures of firms in a year, read in one query."""

    def __init__(self, area: str, year: int) -> None:
        self.figures: dict[int, dict[str, Fraction]] = {}
        rows = FirmFigure.objects.filter(firm__unit__path__startswith=area, year=year)
        for firm, measure, value in rows.values_list("firm_id", "measure", "value"):
            self.figures.setdefault(firm, {})[measure] = Fraction(value)

    def value(self, subject: int, source: Source) -> Fraction | Words:
        """A figure of a firm, or a formula over several."""
        figures = self.figures.get(subject, {})
        if isinstance(source, OfFormula):
            return solved(source, figures)
        if isinstance(source, OfMeasure) and source.measure in figures:
            return figures[source.measure]
        return NO_DATA


def solved(source: OfFormula, figures: Mapping[str, Fraction]) -> Fraction | Words:
    """The value of a formula, or what it lacks."""
    try:
        return source.formula.value(figures)
    except MissingMeasure as missing:
        lack = str(missing)
        if lack == "0":
            return Words("除数为零，无法计算", "a divisor is nought")
        return Words(f"缺“{lack}”的数据", f"no data of {lack}")


def indicators_in(sources: Iterable[Source]) -> set[str]:
    """The codes of the indicators that sources name."""
    codes: set[str] = set()
    for source in sources:
        if isinstance(source, OfIndicator):
            codes.add(source.indicator)
        elif isinstance(source, OfFormula):
            codes |= {one.indicator for one in source.of.values()}
    return codes


def _series(units: Collection[int], codes: set[str], period: Period) -> dict[tuple[int, str], Series]:
    """The accepted figures of each unit and indicator over the last years, which is what growth derives from."""
    kinds = {indicator.code: Kind.of(indicator) for indicator in Indicator.objects.filter(code__in=codes)}
    rows = Observation.objects.filter(
        unit__in=units,
        indicator__code__in=codes,
        state=Observation.State.ACCEPTED,
        current=True,
        period_end__range=(period.start - YEARS_BACK, period.end),
    )
    found: dict[tuple[int, str], list[Reported]] = {}
    columns = ("id", "period", "vintage", "value", "cumulative", "growth", "cumulative_growth", "places")
    for unit, code, *reported in rows.values_list("unit_id", "indicator__code", *columns):
        found.setdefault((unit, code), []).append(Reported(*reported))
    return {key: Series(kinds[key[1]], tuple(reported)) for key, reported in found.items()}
