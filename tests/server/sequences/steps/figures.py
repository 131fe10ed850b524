"""Figures entered, accepted, rejected, corrected; indicators changed."""

from datetime import timedelta
from decimal import Decimal

from server.sequences.stage import likely, seen
from server.sequences.steps.registry import step
from taizhang.server.accounts.models import Unit
from taizhang.server.ledger import defining
from taizhang.server.ledger.models import Indicator, Observation
from taizhang.server.ledger.observations import actions
from taizhang.server.ledger.observations.figures import Figure
from taizhang.server.lib import clock

ROWS = Observation.objects.select_related("unit", "indicator", "indicator__authority", "replaces")
PERIODS = ("2025-01", "2025-02", "2025-01/2025-02", "2025-03", "2025Q1", "2025", "1899")
COLUMNS = ("value", "cumulative", "growth", "cumulative_growth")


def number(dice):
    """A value of an ordinary size, now and then far off."""
    return dice.pick((Decimal(40), Decimal("41.5"), Decimal(39), Decimal(-3), Decimal(5000)))


@step(weight=4)
def enter(stage, dice):
    unit = dice.pick(Unit.objects.filter(pk__in=(stage.city.east.pk, stage.city.west.pk, stage.city.root.pk)))
    by = stage.by(dice, "observation.enter", unit)
    of = {"unit": unit, "indicator": indicator(stage, dice), "period": dice.pick(PERIODS)}
    said = {dice.pick(COLUMNS): number(dice), "reason": dice.pick(("", "口径调整"))}
    vintage = dice.pick(("flash", "flash", "flash", "estimate", "preliminary"))
    return actions.enter_one(by, unit, figure=Figure(**of, **said, vintage=vintage))


@step(weight=3)
def enter_many(stage, dice):
    units = Unit.objects.filter(pk__in=(stage.city.east.pk, stage.city.west.pk)).order_by("pk")
    by = stage.by(dice, "observation.enter", stage.city.root)
    period = dice.pick(PERIODS)
    figures = [Figure(unit, indicator(stage, dice), period, value=number(dice)) for unit in units]
    return actions.enter(by, stage.city.root, figures=figures)


@step(weight=4)
def add_to_a_figure(stage, dice):
    """Somebody else tells more of what waits, or tells it anew."""
    row = likely(dice, ROWS, state="entered", current=True)
    by = stage.by(dice, "observation.enter", row.unit, row.entered_by)
    of = {"unit": row.unit, "indicator": row.indicator, "period": row.period, "vintage": row.vintage}
    return actions.enter_one(by, row.unit, figure=Figure(**of, **{dice.pick(COLUMNS): number(dice)}, comment="补充"))


@step(weight=6)
def accept(stage, dice):
    row = likely(dice, ROWS, state="entered", indicator__authority=None)
    by = stage.by(dice, "observation.accept", row.unit, dice.pick([row.entered_by, *row.also_by]))
    day = dice.pick((None, clock.today(), clock.today() - timedelta(days=3)))
    return actions.accept(by, row, expected=seen(dice, row), released_on=day)


@step()
def accept_many(stage, dice):
    by = stage.by(dice, "observation.accept", stage.city.root)
    rows = list(ROWS.filter(state="entered").order_by("pk")[: 1 + dice.below(5)]) or [dice.pick(ROWS)]
    return actions.accept_many(by, stage.city.root, rows=[(row, seen(dice, row)) for row in rows])


@step()
def reject(stage, dice):
    row = likely(dice, ROWS, state="entered")
    by = stage.by(dice, "observation.accept", row.unit)
    return actions.reject(by, row, expected=seen(dice, row), why="口径有误")


@step(weight=4)
def correct(stage, dice):
    row = likely(dice, ROWS, state="accepted", current=True)
    by = stage.by(dice, "observation.correct", row.unit)
    of = {"unit": row.unit, "indicator": row.indicator, "period": row.period, "vintage": row.vintage}
    figure = Figure(**of, **{dice.pick(COLUMNS): number(dice)}, reason="年度核实")
    return actions.correct(by, row, expected=seen(dice, row), figure=figure, why="年度核实")


@step(weight=1)
def define_indicator(stage, dice):
    unit = dice.pick(Unit.objects.all())
    code, by = dice.pick(("own.a", "own.b", "X")), stage.by(dice, "indicator.define", unit)
    return defining.define_indicator(by, unit, code=code, name="特色产值", unit_of_measure="亿元", nature="flow")


@step(weight=1)
def change_indicator(stage, dice):
    row = indicator(stage, dice)
    by = stage.by(dice, "indicator.change", stage.city.root)
    said = dice.pick(({"highest": Decimal(2000)}, {"unit_of_measure": "万元"}, {"definition": "按月统计"}))
    return defining.change_indicator(by, row, expected=seen(dice, row), **said)


def indicator(stage, dice):
    """Mostly the one of which the sequence tells most."""
    rows = Indicator.objects.select_related("authority", "unit")
    return rows.get(pk=stage.things.indicators.output.pk) if dice.below(3) else dice.pick(rows.order_by("pk"))
