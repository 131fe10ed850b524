"""What the tests of returns share: indicators, a monthly form of the city, its shells, and short ways to fill them."""

from decimal import Decimal

from server.cast import made
from taizhang.server.accounts.acting import SERVER, Act, log
from taizhang.server.ledger.models import Indicator, Observation
from taizhang.server.lib import clock
from taizhang.server.lib.periods import period_of
from taizhang.server.returns.forms import RowIn, UnitIn, define_form, schedule_form
from taizhang.server.returns.models import Return


def indicator(code="test.output", name="规上工业总产值", nature="flow", unit="亿元", **values):
    """An indicator of the ledger."""
    return made(Indicator(code=code, name=name, nature=nature, unit_of_measure=unit, **values))


def form_of(unit, indicators, reporters, **values):
    """A monthly form that asks `reporters` for values, due ten days after the month, locked twenty days later."""
    given = {
        "name": "工业经济月报",
        "period_type": "month",
        "columns": ["value"],
        "due_days": 10,
        "lock_days": 20,
        "starts_on": clock.today(),
        "rows": [RowIn(each.pk, position) for position, each in enumerate(indicators, 1)],
        "units": [UnitIn(each.pk) for each in reporters],
    }
    return define_form(SERVER, unit, **(given | values))


def shell_of(form, unit, period):
    """The return of a unit for a period, whose shell the calendar makes."""
    schedule_form(SERVER, form, year=period_of(period).year)
    return Return.objects.select_related("form", "unit").get(form=form, unit=unit, period=period)


def observed(unit, which, period, **values):
    """An accepted observation, as the server itself brings it."""
    of = period_of(period)
    act = Act(SERVER, "observation.enter")
    row = act.create(
        Observation(
            region=unit.region,
            unit=unit,
            indicator=which,
            period=period,
            period_type=of.type,
            period_end=of.end,
            state="accepted",
            entered_at=clock.now(),
            accepted_at=clock.now(),
            **{
                name: Decimal(value) if isinstance(value, str) and name != "vintage" else value
                for name, value in values.items()
            },
        )
    )
    log(act, None)
    return row


def cell(position, value, column="value", revision=0, **more):
    """A cell of a request."""
    return {"position": position, "column": column, "value": value, "revision": revision, **more}


def codes(answer, index=0):
    """The codes of what was asked about a cell."""
    return {each["code"] for each in answer["cells"][index]["warnings"]}
