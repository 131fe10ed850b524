"""Forms, shells, returns: filled, submitted, accepted, sent back, locked, exempted."""

from datetime import date, timedelta
from decimal import Decimal

from server.sequences.stage import likely, seen
from server.sequences.steps.registry import step
from taizhang.server.accounts.models import Unit
from taizhang.server.lib import clock
from taizhang.server.returns import deciding, filling, locks, submitting
from taizhang.server.returns.cell_input import CellIn
from taizhang.server.returns.forms import RowIn, UnitIn, change_form, define_form, schedule_form
from taizhang.server.returns.models import Cell, Form, Return
from taizhang.server.returns.notices.reminding import remind
from taizhang.server.returns.standing import TO_FILL

RETURNS = Return.objects.select_related("form", "unit")
FORMS = Form.objects.select_related("unit", "region")
VALUES = (Decimal(40), "41.5", "４０", "39万元", "", "很多", Decimal(900), -5)


def open_now():
    """What may be filled in by its days, as a condition."""
    today = clock.today()
    return {"state__in": TO_FILL, "lock": "", "locks_on__gte": today, "opens_on__lte": today}


@step(weight=8)
def fill(stage, dice):
    """Fill in the whole return, or one cell of it."""
    filed = likely(dice, RETURNS, **open_now()) if dice.below(4) else likely(dice, RETURNS, form__kind="autumn")
    by = stage.by(dice, "return.fill", filed.unit)
    there = {(cell.row.position, cell.column): cell.revision for cell in Cell.objects.filter(filed=filed)}
    wanted = [(row, column) for row in (1, 2) for column in filed.form.columns]
    wanted = wanted[: len(filed.form.columns)] if dice.below(4) else [dice.pick(wanted)]
    return filling.fill_cells(by, filed, cells=[cell(dice, row, column, there) for row, column in wanted])


def cell(dice, row, column, there):
    """What goes into a cell: mostly a plain value with a reason."""
    value = dice.pick(VALUES) if dice.wild(8) else Decimal(40 + dice.below(3))
    value = "按三年增速" if column in {"reason", "basis"} else value
    revision = None if dice.wild(8) else there.get((row, column), 0)
    reason = None if dice.wild() else "经核实"
    return CellIn(column, position=row, value=value, reason=reason, comment=dice.pick((None, "见附件")), seen=revision)


@step(weight=2)
def remark(stage, dice):
    """Somebody else says something to a value that stands."""
    row = dice.pick(Cell.objects.select_related("filed__unit", "filed__form", "row").order_by("pk"))
    by = stage.by(dice, "return.fill", row.filed.unit, row.entered_by)
    value = row.text or row.value
    given = CellIn(row.column, position=row.row.position, value=value, comment="已核对", seen=row.revision)
    return filling.fill_cells(by, RETURNS.get(pk=row.filed_id), cells=[given])


@step(weight=8)
def submit(stage, dice):
    filed = likely(dice, RETURNS, complete=True, **open_now())
    by = stage.by(dice, "return.submit", filed.unit)
    return submitting.submit(by, filed, expected=seen(dice, filed))


@step(weight=8)
def accept_return(stage, dice):
    filed = likely(dice, RETURNS, state="submitted")
    typed = [who for cell in filed.cells.all() for who in (cell.entered_by, *cell.also_by)]
    by = stage.by(dice, "return.accept", filed.unit, dice.pick([filed.submitted_by, *typed]))
    return deciding.accept_return(by, filed, expected=seen(dice, filed), why=dice.pick(("复核无误", "")))


@step(weight=3)
def send_back(stage, dice):
    filed = likely(dice, RETURNS, state__in=("submitted", "accepted"))
    by = stage.by(dice, "return.send_back", filed.unit)
    return deciding.send_back(by, filed, expected=seen(dice, filed), note="" if dice.wild() else "请核对")


@step(weight=3)
def exempt(stage, dice):
    filed = likely(dice, RETURNS, state__in=TO_FILL, locks_on__lt=clock.today())
    by = stage.by(dice, "return.exempt", filed.unit)
    until = clock.today() + timedelta(days=dice.below(30) - 1)
    return locks.exempt(by, filed, reason="系统故障", until=until)


@step(weight=1)
def end_exemption(stage, dice):
    filed = likely(dice, RETURNS, open_until__isnull=False)
    return locks.end_exemption(stage.by(dice, "return.exempt", filed.unit), filed)


@step(weight=1)
def lock_period(stage, dice):
    form = dice.pick(FORMS.order_by("pk"))
    by = stage.by(dice, "return.lock", form.unit)
    return locks.lock_period(by, form, period=period_of(form, dice), why="数据封存")


@step(weight=1)
def unlock_period(stage, dice):
    form = dice.pick(FORMS.order_by("pk"))
    by = stage.by(dice, "return.lock", form.unit)
    return locks.unlock_period(by, form, period=period_of(form, dice))


def period_of(form, dice):
    """A period of a form, or one that it does not have."""
    return "2020-01" if dice.wild() else dice.pick(Return.objects.filter(form=form).order_by("pk")).period


@step(weight=1)
def remind_of(stage, dice):
    filed = likely(dice, RETURNS, state__in=TO_FILL)
    return remind(stage.by(dice, "return.remind", filed.unit), filed, note="请尽快")


@step(weight=1)
def schedule(stage, dice):
    form = likely(dice, FORMS, active=True)
    by = stage.by(dice, "form.schedule", form.unit)
    return schedule_form(by, form, until=clock.today() + timedelta(days=31 * dice.below(9)))


@step(weight=1)
def define(stage, dice):
    unit = dice.pick(Unit.objects.order_by("pk"))
    by = stage.by(dice, "form.define", unit)
    asked = [UnitIn(each.pk) for each in Unit.objects.filter(path__startswith=unit.path).order_by("pk")[:2]]
    row = RowIn(stage.things.indicators.workers.pk, 1)
    given = {"name": dice.pick(("劳动力月报", "工业月报")), "columns": ["value"], "due_days": 9, "lock_days": 30}
    kind = dice.pick(("month", "quarter"))
    return define_form(by, unit, period_type=kind, rows=[row], units=asked, starts_on=date(2025, 5, 1), **given)


@step(weight=1)
def redefine(stage, dice):
    form = dice.pick(FORMS.order_by("pk"))
    by = stage.by(dice, "form.define", form.unit)
    asked = [UnitIn(each.pk) for each in Unit.objects.order_by("pk")[: 1 + dice.below(4)]]
    said = dice.pick(({"due_days": 15}, {"active": False}, {"active": True}, {"units": asked}, {"vintage": "final"}))
    return change_form(by, form, expected=seen(dice, form), **said)
