"""Make a ledger of its own with a return of 2,400 cells, by the actions of the server. A process by itself:

    python -m facing.making FOLDER [SHORT]    run in bench/; prints what was made, as JSON

No form has forty columns, but the issue speaks of 60 × 40: the page of a return of 60 × 4 cells is written out once
more with each of its columns ten times, by the views and templates of the server.
"""

import json
import sys
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from unittest import mock

from ledgering.ground import make_tables, stand_in
from ledgering.scale import SHORT

WIDE = "wide.html"


@dataclass(frozen=True)
class Size:
    """Rows of the long return, which has five columns; rows of the wide one, which has four, and how often each."""

    long: int
    wide: int
    times: int


FULL_SIZE, SHORT_SIZE = Size(480, 60, 10), Size(40, 20, 2)


def main(home: Path, size: Size) -> None:
    """Make all of it in a folder, and print where it is."""
    stand_in(home, None)
    from ledgering.cast import BESIDE, make_cast

    from facing.signing import session_of

    make_tables()
    cast = make_cast(replace(SHORT, city_bureaus=1, districts=1, towns=1, indicators=size.long - BESIDE))
    known = [*cast.indicators, *cast.of_forms]
    long, wide = make_long(cast, known), make_wide(cast, [row for row in known if row.adds_up][: size.wide])
    session = session_of(cast.people["planner"].user)
    (home / WIDE).write_text(page_of(wide, session, size.times), encoding="utf-8")
    print(json.dumps({"session": session, "long": long, "wide": wide}))


def make_long(cast: Any, indicators: list[Any]) -> int:
    """The return of a form of the autumn: what was done, what is expected, what is proposed, and words on it."""
    from taizhang.server.ledger.plans.actions import open_plan

    plan = open_plan(cast.people["planner"], cast.city, year=date.today().year + 1)  # noqa: DTZ011 - any year will do
    columns = ["so_far", "estimate", "proposed", "reason", "basis"]
    return made(cast, indicators, "计划编制征集表", columns, "cumulative", kind="autumn", plan_id=plan.pk)


def make_wide(cast: Any, indicators: list[Any]) -> int:
    """The return of a monthly form with all the columns that there are."""
    columns = ["value", "cumulative", "growth", "cumulative_growth"]
    return made(cast, indicators, "主要指标月报", columns, "month")


def made(cast: Any, indicators: list[Any], name: str, columns: list[str], period: Any, **more: Any) -> int:
    """A form that one unit fills in, and the id of its return that is open."""
    from taizhang.server.lib import clock
    from taizhang.server.returns.forms.defining import define_form
    from taizhang.server.returns.forms.given import RowIn, UnitIn
    from taizhang.server.returns.forms.schedule import schedule_form
    from taizhang.server.returns.models import Return

    planner, month_ago = cast.people["planner"], clock.today() - timedelta(days=31)
    form = define_form(
        planner,
        cast.city,
        name=name,
        period_type=period,
        columns=columns,
        due_days=300,
        rows=[RowIn(indicator.pk, position) for position, indicator in enumerate(indicators, start=1)],
        units=[UnitIn(cast.units[1].pk)],
        starts_on=month_ago.replace(day=1),
        **more,
    )
    schedule_form(planner, form, year=month_ago.year)
    return int(Return.objects.filter(form=form).order_by("period")[0].pk)


def page_of(key: int, session: str, times: int) -> str:
    """The page of a return with each of its columns many times."""
    from django.test import Client

    from taizhang.server.pages.entry import filling

    usual, client = filling.grid, Client(SERVER_NAME="localhost")
    client.cookies["sessionid"] = session
    with mock.patch.object(filling, "grid", lambda *asked: widened(usual(*asked), times)):
        answer = client.get(f"/returns/{key}")
    if answer.status_code != 200:
        raise RuntimeError(f"the page of a return answered {answer.status_code}")
    return str(answer.content.decode())


def widened(grid: Any, times: int) -> Any:
    """A grid with each column so many times, under keys of their own."""
    columns = [replace(column, key=f"{column.key}.{n}") for n in range(times) for column in grid.columns]
    rows = [
        replace(row, cells=[replace(cell, column=f"{cell.column}.{n}") for n in range(times) for cell in row.cells])
        for row in grid.rows
    ]
    return replace(grid, columns=columns, rows=rows)


if __name__ == "__main__":
    main(Path(sys.argv[1]), SHORT_SIZE if "SHORT" in sys.argv[2:] else FULL_SIZE)
