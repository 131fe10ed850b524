"""Filling in a return: many cells in one action, all of them or none."""

from collections.abc import Sequence
from dataclasses import dataclass

from taizhang.errors import Words
from taizhang.server.accounts.acting import Act, action, changed_meanwhile
from taizhang.server.lib import clock
from taizhang.server.lib.authorship import others
from taizhang.server.lib.refusals import Invalid, TooLarge
from taizhang.server.lib.rows import Json
from taizhang.server.returns.ageing import fresh
from taizhang.server.returns.asking import Ask, asks_of
from taizhang.server.returns.beside import beside
from taizhang.server.returns.cell_input import CellIn, Fit, Unfit, What, weigh
from taizhang.server.returns.completing import is_complete
from taizhang.server.returns.models import Cell, Return
from taizhang.server.returns.sheet import Sheet, sheet_of
from taizhang.server.returns.standing import must_be_open, must_have_begun

MOST_CELLS = 5000
MOST_TOLD = 20  # in one sentence; the fields name all


@dataclass(frozen=True, slots=True)
class Written:
    """A cell that was filled in: what happened to it, and the cell; None where it is blank and always was."""

    given: CellIn
    what: What
    cell: Cell | None


@dataclass(frozen=True, slots=True)
class Filled:
    """A return after cells were filled in, and each of these in the order given."""

    filed: Return
    cells: list[Written]


@dataclass(frozen=True, slots=True)
class Trial:
    """What filling in a cell would do: what happens to it and what is asked about it, or why it is refused."""

    given: CellIn
    what: What | None
    asks: list[Ask]
    refused: Words | None = None


@action("return.fill")
def fill_cells(act: Act, filed: Return, *, cells: Sequence[CellIn], why: str = "") -> Filled:
    """Fill in cells: what is no number, row or column, or was saved by another meanwhile, refuses them all."""
    return fill(act, filed, cells)


def fill(act: Act, filed: Return, cells: Sequence[CellIn]) -> Filled:
    """The core of filling in."""
    filed = fresh(act, filed)
    must_be_open(filed, clock.today())
    must_have_begun(filed, clock.today())
    sheet = sheet_of(filed)
    fits = _all_fit(weigh(sheet, cells))
    for fit in fits:
        _must_be_seen(fit)
    put_in(sheet, fits)
    asked = asks_of(sheet, beside(sheet))
    written = [Written(fit.given, fit.what, _put(act, sheet, fit, asked.get(fit.key, []))) for fit in fits]
    act.create_many([sheet.cells[fit.key] for fit in fits if fit.what == "new"])
    if all(each.what == "same" for each in written):
        return Filled(filed, written)
    return Filled(act.update(filed, complete=is_complete(sheet), filled_at=clock.now()), written)


def try_cells(filed: Return, cells: Sequence[CellIn]) -> list[Trial]:
    """What `fill_cells` would do with each cell, in the order given; nothing is written. Locks are not looked at."""
    sheet = sheet_of(filed)
    weighed = weigh(sheet, cells)
    put_in(sheet, [one for one in weighed if isinstance(one, Fit)])
    asked = asks_of(sheet, beside(sheet))
    return [
        Trial(one.given, one.what, asked.get(one.key, []))
        if isinstance(one, Fit)
        else Trial(one.given, None, [], one.why)
        for one in weighed
    ]


def put_in(sheet: Sheet, fits: Sequence[Fit]) -> None:
    """Let the figures of a sheet be what they would become."""
    for fit in fits:
        if fit.figure is None:
            sheet.figures.pop(fit.key, None)
        else:
            sheet.figures[fit.key] = fit.figure


def _all_fit(weighed: Sequence[Fit | Unfit]) -> list[Fit]:
    """All cells, where none is refused; otherwise Invalid names each that is, with what is wrong with it."""
    if len(weighed) > MOST_CELLS:
        raise TooLarge(thing=Words("一次填报的单元格数", "the number of cells filled in at once"), limit=MOST_CELLS)
    wrong = [one for one in weighed if isinstance(one, Unfit)]
    if wrong:
        zh = "；".join(f"{one.called.zh}：{one.why.zh}" for one in wrong[:MOST_TOLD])
        en = "; ".join(f"{one.called.en}: {one.why.en}" for one in wrong[:MOST_TOLD])
        raise Invalid({one.spot: one.why for one in wrong}, detail=Words(zh, en))
    return [one for one in weighed if isinstance(one, Fit)]


def _must_be_seen(fit: Fit) -> None:
    """Raise ChangedMeanwhile where somebody saved the cell after it was seen, and something else would be saved."""
    seen, cell = fit.given.seen, fit.cell
    if cell is not None and seen is not None and seen != cell.revision and fit.what != "same":
        raise changed_meanwhile(cell)


def _put(act: Act, sheet: Sheet, fit: Fit, asks: Sequence[Ask]) -> Cell | None:
    """Save a cell that stands there already, or put a new one into the sheet, to be made; what stays is not written."""
    if fit.what == "same":
        return fit.cell
    by = act.user.pk if act.user else None
    values: Json = {
        "value": fit.value,
        "text": fit.text,
        "places": fit.figure.places if fit.figure else 0,
        "comment": fit.comment,
        "reason": fit.reason,
        "warnings": [ask.json() for ask in asks],
        "origin": fit.given.origin,
        "entered_by": by,
        "also_by": others(fit.cell.entered_by, fit.cell.also_by, by) if fit.cell and fit.parts_stay else [],
        "entered_at": clock.now(),
    }
    if fit.cell is not None:
        return act.update(fit.cell, **values)
    sheet.cells[fit.key] = Cell(filed=sheet.filed, row=fit.row, column=fit.column.key, **values)
    return sheet.cells[fit.key]
