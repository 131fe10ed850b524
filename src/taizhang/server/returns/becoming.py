"""What an accepted return becomes: observations, or the proposals of the autumn form."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.utils import timezone

from taizhang.errors import Words
from taizhang.server.accounts.acting import Act
from taizhang.server.ledger.cycle.proposing import put_proposal
from taizhang.server.ledger.observations import recording
from taizhang.server.ledger.observations.figures import Figure as Entered
from taizhang.server.lib.authorship import apart
from taizhang.server.lib.periods import period_at
from taizhang.server.lib.refusals import Invalid, Refused
from taizhang.server.returns.models import Cell, Form, FormRow
from taizhang.server.returns.sheet import Line, Sheet

THE_SERVER = 0


@dataclass(frozen=True, slots=True)
class Became:
    """What a row became: new, changed or same, and why it waits to be accepted where its authority must release it."""

    row: FormRow
    result: str
    why: Words | None = None


def become(act: Act, sheet: Sheet, why: str) -> list[Became]:
    """Write what a return says into the ledger; `why` is the reason of what corrects a value accepted before."""
    lines = [line for line in sheet.lines if any((line.row.pk, column.key) in sheet.figures for column in line.columns)]
    if sheet.form.kind == Form.Kind.AUTUMN:
        return [_propose(act, sheet, line) for line in lines]
    return _observe(act, sheet, lines, why)


def _observe(act: Act, sheet: Sheet, lines: list[Line], why: str) -> list[Became]:
    """Enter and accept in one step; what is refused of one row refuses the whole, named by the row."""
    outcomes = recording.record(act, [_figure(sheet, line, why) for line in lines], accepted=True)
    wrong: dict[str, Words] = {}
    for line, outcome in zip(lines, outcomes, strict=True):
        if outcome.error is not None:
            wrong[line.row.indicator.name] = _told(outcome.error)
    if wrong:
        raise Invalid(wrong)
    return [Became(line.row, one.result, one.why) for line, one in zip(lines, outcomes, strict=True)]


def _told(error: Refused) -> Words:
    return Words(error.message("zh"), error.message("en"))


def _figure(sheet: Sheet, line: Line, why: str) -> Entered:
    """A row as a figure of the ledger. What the owner of an indicator reports itself it releases by reporting it."""
    filed, indicator = sheet.filed, line.row.indicator
    cells = _cells(sheet, line)
    owns = indicator.authority_id == filed.unit_id
    last, also = apart(authors(cells) or [filed.submitted_by or THE_SERVER])
    return Entered(
        unit=filed.unit,
        indicator=indicator,
        period=filed.period,
        vintage=filed.vintage,
        places=max((cell.places for cell in cells if "growth" not in cell.column), default=0),
        authority=filed.unit if owns else None,
        released_on=_day(filed.submitted_at) if owns else None,
        reason=_joined([*(cell.reason for cell in cells), why]),
        comment=_joined([cell.comment for cell in cells]),
        origin={"return": filed.pk, "row": line.row.pk},
        entered_by=last,
        also_by=tuple(also),
        value=_number(sheet, line, Cell.Column.VALUE),
        cumulative=_number(sheet, line, Cell.Column.CUMULATIVE),
        growth=_number(sheet, line, Cell.Column.GROWTH),
        cumulative_growth=_number(sheet, line, Cell.Column.CUMULATIVE_GROWTH),
    )


def _cells(sheet: Sheet, line: Line) -> list[Cell]:
    return [cell for column in line.columns if (cell := sheet.cells.get((line.row.pk, column.key))) is not None]


def _number(sheet: Sheet, line: Line, column: str) -> Decimal | None:
    figure = sheet.figures.get((line.row.pk, column))
    return figure.value if figure else None


def authors(cells: Iterable[Cell]) -> list[int]:
    """Who typed what stands in cells, the last first."""
    latest = sorted(cells, key=lambda cell: cell.entered_at, reverse=True)
    everybody = [cell.entered_by for cell in latest] + [each for cell in latest for each in cell.also_by]
    return list(dict.fromkeys(each for each in everybody if each is not None))


def _joined(words: list[str]) -> str:
    return "；".join(dict.fromkeys(word for word in words if word))


def _day(at: datetime | None) -> date | None:
    return timezone.localtime(at).date() if at else None


def _propose(act: Act, sheet: Sheet, line: Line) -> Became:
    """Put a row of the autumn form beside the plan, as the unit's own value."""
    plan, filed = sheet.form.plan, sheet.filed
    if plan is None:
        raise Invalid({"plan": Words("本表没有指明计划", "this form names no plan")})
    said = {column.key: _said(sheet, line.row, column.key) for column in line.columns}
    so_far_to = period_at("cumulative", sheet.period.end).code
    by = [filed.submitted_by, *authors(_cells(sheet, line))]
    indicator, measure = line.row.indicator, line.row.measure
    proposal = put_proposal(act, plan, filed.unit, indicator, measure=measure, by=by, so_far_to=so_far_to, **said)
    return Became(line.row, "new" if proposal.revision == 1 else "changed")


def _said(sheet: Sheet, row: FormRow, column: str) -> Decimal | str | None:
    """What a cell says, with the digits as typed; words that are not given are empty."""
    figure = sheet.figures.get((row.pk, column))
    if figure is not None:
        return figure.shown
    cell = sheet.cells.get((row.pk, column))
    return (cell.text if cell else "") if column in {Cell.Column.REASON, Cell.Column.BASIS} else None
