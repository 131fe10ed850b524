"""The sheets of many returns of one form and period, with what stands beside their cells, in few queries for all."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from taizhang.server.ledger.observations.queries import usable
from taizhang.server.ledger.observations.reading import series_of
from taizhang.server.lib.periods import period_of, previous_period, same_last_year
from taizhang.server.returns.beside import Beside, Place
from taizhang.server.returns.columns import columns_of
from taizhang.server.returns.models import Cell, Form, FormRow, FormUnit, Return
from taizhang.server.returns.sheet import Key, Line, Sheet
from taizhang.server.returns.typed import Figure


@dataclass(frozen=True, slots=True)
class Loaded:
    """A sheet and what stands beside its cells."""

    sheet: Sheet
    beside: Beside


def loaded(returns: Sequence[Return]) -> list[Loaded]:
    """The sheets of returns of one form and period, in their order; five queries."""
    if not returns:
        return []
    form, lines = returns[0].form, _lines(returns)
    cells = _cells(returns)
    sheets = [_sheet(filed, lines[filed.pk], cells.get(filed.pk, [])) for filed in returns]
    indicators = {line.row.indicator_id: line.row.indicator for each in lines.values() for line in each}
    period = period_of(returns[0].period)
    first = min(previous_period(period).year, same_last_year(period).year)
    units = [filed.unit_id for filed in returns]
    rows = usable().filter(
        unit_id__in=units,
        indicator_id__in=indicators,
        period_end__gte=date(first, 1, 1),
        period_end__lte=period.end,
    )
    series = series_of(rows, indicators.values())
    reported = _reported(form, units, [previous_period(period).code, same_last_year(period).code])
    return [
        Loaded(
            sheet,
            Beside(
                sheet,
                {place[1]: found for place, found in series.items() if place[0] == sheet.filed.unit_id},
                reported.get(sheet.filed.unit_id, {}),
            ),
        )
        for sheet in sheets
    ]


def _lines(returns: Sequence[Return]) -> dict[int, list[Line]]:
    """The rows that each is asked for."""
    form, day = returns[0].form, returns[0].period_end
    rows = [row for row in form.rows.select_related("indicator") if row.holds(day)]
    asked: dict[int, set[int]] = {}
    for each in FormUnit.objects.filter(form=form, reporter__in=[filed.unit_id for filed in returns]):
        if each.holds(day):
            asked.setdefault(each.reporter_id, set()).update(each.rows)
    return {filed.pk: list(_of(form, rows, asked.get(filed.unit_id, set()))) for filed in returns}


def _of(form: Form, rows: Iterable[FormRow], positions: set[int]) -> Iterable[Line]:
    return (Line(row, columns_of(row, form)) for row in rows if not positions or row.position in positions)


def _cells(returns: Sequence[Return]) -> dict[int, list[Cell]]:
    found: dict[int, list[Cell]] = {}
    for cell in Cell.objects.filter(filed__in=returns).select_related("row__indicator"):
        found.setdefault(cell.filed_id, []).append(cell)
    return found


def _sheet(filed: Return, lines: list[Line], cells: list[Cell]) -> Sheet:
    by_key: dict[Key, Cell] = {(cell.row_id, cell.column): cell for cell in cells}
    for cell in cells:
        cell.filed = filed
    sheet = Sheet(filed, period_of(filed.period), lines, by_key)
    sheet.figures = {
        key: Figure(cell.value, cell.places, cell.text) for key, cell in by_key.items() if cell.value is not None
    }
    return sheet


def _reported(form: Form, units: Sequence[int], periods: Sequence[str]) -> dict[int, dict[Place, Figure]]:
    """What the units put into the form for other periods, accepted or not."""
    rows = Cell.objects.filter(filed__form=form, filed__unit__in=units, filed__period__in=periods)
    found: dict[int, dict[Place, Figure]] = {}
    for unit, period, indicator, column, value, places in rows.values_list(
        "filed__unit", "filed__period", "row__indicator_id", "column", "value", "places"
    ):
        if value is not None:
            found.setdefault(unit, {})[period, indicator, column] = Figure(value, places)
    return found
