"""What the ledger holds beside each cell: the figure of the last period, and that of the same period last year."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from taizhang.server.ledger.models import Indicator
from taizhang.server.ledger.observations.deriving import Series
from taizhang.server.ledger.observations.queries import usable
from taizhang.server.ledger.observations.reading import series_of
from taizhang.server.lib.periods import Period, period_at, previous_period, same_last_year
from taizhang.server.returns.columns import COLUMNS, Column, is_growth
from taizhang.server.returns.models import Cell, FormRow
from taizhang.server.returns.sheet import Sheet
from taizhang.server.returns.typed import Figure

Place = tuple[str, int, str]


@dataclass(frozen=True, slots=True)
class Known:
    """A figure of another period. `expected` is what it lets expect here: of months 1 to N-1 as much more as N are."""

    figure: Figure
    period: Period
    expected: Decimal

    @property
    def value(self) -> Decimal:
        """The number."""
        return self.figure.value


@dataclass(frozen=True, slots=True)
class Neighbours:
    """What stands beside a cell, each where it is known."""

    last: Known | None = None
    last_year: Known | None = None

    def all(self) -> list[Known]:
        """Those that are known."""
        return [known for known in (self.last, self.last_year) if known is not None]


@dataclass(frozen=True)
class Beside:
    """The accepted figures of the ledger around a sheet, and, where there are none yet, those of earlier returns."""

    sheet: Sheet
    series: dict[int, Series]
    reported: dict[Place, Figure]

    def at(self, row: FormRow, column: Column) -> Neighbours:
        """What stands beside one cell."""
        if column.kind == "text":
            return Neighbours()
        if column.key in {Cell.Column.SO_FAR, Cell.Column.ESTIMATE, Cell.Column.PROPOSED}:
            return self._of_autumn(row, column)
        period = self.sheet.period
        last = previous_period(period)
        known = self._known(row, column.key, last, _share(last, period) if column.sums_months else None)
        if column.sums_months and last.year != period.year:
            known = None
        return Neighbours(known, self._known(row, column.key, same_last_year(period)))

    def _of_autumn(self, row: FormRow, column: Column) -> Neighbours:
        """Of months 1 to N those of last year; of the year the year before; of the proposal the estimate as well."""
        growth, period = is_growth(row, column), self.sheet.period
        if column.key == Cell.Column.SO_FAR:
            measure = "cumulative_growth" if growth else "cumulative"
            return Neighbours(None, self._known(row, measure, same_last_year(period)))
        year = period_at("year", date(period.year - 1, 12, 31))
        last = self._known(row, "growth" if growth else "value", year)
        estimate = self.sheet.figures.get((row.pk, Cell.Column.ESTIMATE))
        if column.key == Cell.Column.ESTIMATE or estimate is None:
            return Neighbours(None, last)
        return Neighbours(Known(estimate, period_at("year", period.end), estimate.value), last)

    def _known(self, row: FormRow, measure: str, period: Period, share: Decimal | None = None) -> Known | None:
        figure = self._figure(row, measure, period)
        if figure is None:
            return None
        flow = row.indicator.nature == Indicator.Nature.FLOW and COLUMNS[measure].kind == "level"
        return Known(figure, period, figure.value / share if share and flow else figure.value)

    def _figure(self, row: FormRow, measure: str, period: Period) -> Figure | None:
        series = self.series.get(row.indicator_id)
        cell = getattr(series.at(period.code), measure) if series else None
        if cell is not None:
            return Figure(cell.number, cell.places)
        return self.reported.get((period.code, row.indicator_id, measure))


def _share(part: Period, whole: Period) -> Decimal:
    """Which share of the days from the first of January on had gone by at the end of the last period."""
    days = [(each.end - date(each.year, 1, 1)).days + 1 for each in (part, whole)]
    return Decimal(days[0]) / Decimal(days[1])


def beside(sheet: Sheet) -> Beside:
    """What stands beside the cells of a sheet, read in two queries."""
    return Beside(sheet, _series(sheet), _reported(sheet))


def _series(sheet: Sheet) -> dict[int, Series]:
    """The usable figures of the unit from the year before on, by indicator."""
    indicators = {line.row.indicator_id: line.row.indicator for line in sheet.lines}
    first = min(previous_period(sheet.period).year, same_last_year(sheet.period).year)
    rows = usable().filter(
        unit_id=sheet.filed.unit_id,
        indicator_id__in=indicators,
        period_end__gte=date(first, 1, 1),
        period_end__lte=sheet.period.end,
    )
    return {place[1]: series for place, series in series_of(rows, indicators.values()).items()}


def _reported(sheet: Sheet) -> dict[Place, Figure]:
    """What the unit put into the same form for the last period and the same one last year, accepted or not."""
    periods = [previous_period(sheet.period).code, same_last_year(sheet.period).code]
    cells = Cell.objects.filter(
        filed__form=sheet.form, filed__unit=sheet.filed.unit_id, filed__period__in=periods
    ).values_list("filed__period", "row__indicator_id", "column", "value", "places")
    return {
        (period, indicator, column): Figure(value, places)
        for period, indicator, column, value, places in cells
        if value is not None
    }
