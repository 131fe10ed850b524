"""A workbook of thousands of rows on its way out and in: seconds for each step, on a ledger of its own."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import Any

from gauges.figures import Figure

PERIOD = "2025-01"
MOST_SECONDS = 60


@dataclass(frozen=True)
class Size:
    """How many units, and how many rows of two columns each fills in."""

    units: int
    rows: int

    @property
    def all_rows(self) -> int:
        """The rows of all units."""
        return self.units * self.rows


FULL, SHORT = Size(100, 40), Size(4, 5)


def workbook_figures(size: Size) -> list[Figure]:
    """Measure each step. Django knows the folder by now."""
    from ledgering.ground import make_tables, peak_megabytes

    from taizhang.server.jobs.queue import run_waiting_jobs
    from taizhang.server.returns.models import Cell
    from taizhang.server.returns.workbooks import dropping
    from taizhang.server.returns.workbooks.committing import start
    from taizhang.server.returns.workbooks.exporting import form_workbook, unit_workbooks
    from taizhang.server.returns.workbooks.marking import marked_workbook
    from taizhang.server.returns.workbooks.undoing import start_undo

    make_tables()
    planner, form = _made(size)
    if size != FULL:
        dropping.MANY_ROWS = 1  # in the background all the same
    out: list[bytes] = []
    drops: list[Any] = []
    steps: list[tuple[str, Callable[[], object]]] = [
        ("workbook out, a sheet a unit", lambda: out.append(form_workbook(planner, form, PERIOD)[1])),
        ("ZIP out, a workbook a unit", lambda: unit_workbooks(planner, form, PERIOD)),
        ("", lambda: out.append(_filled(out[0], size))),
        ("dropped", lambda: drops.append(dropping.drop_workbook(planner, [out[1]], name="全市.xlsx"))),
        ("previewed by the worker", run_waiting_jobs),
        ("", lambda: start(planner, drops[0])),
        ("put in by the worker", run_waiting_jobs),
        ("", lambda: _must_hold(drops[0], Cell.objects.exclude(value=None).count(), 2 * size.all_rows)),
        ("marked file", lambda: marked_workbook(drops[0])),
        ("", lambda: drops.append(dropping.drop_workbook(planner, [out[1]], name="全市.xlsx"))),
        ("previewed again, all the same", run_waiting_jobs),
        ("", lambda: _must_hold(drops[1], _changes(drops[1]), 0)),
        ("", lambda: start_undo(planner, drops[0])),
        ("undone by the worker", run_waiting_jobs),
        ("", lambda: _must_hold(drops[0], Cell.objects.exclude(value=None).count(), 0)),
    ]
    figures = [figure for name, step in steps if (figure := _measured(name, step)) is not None]
    return [*figures, Figure("peak of memory", peak_megabytes(), unit="MB")]


def _measured(name: str, step: Callable[[], object]) -> Figure | None:
    begun = time.perf_counter()
    step()
    return Figure(name, time.perf_counter() - begun, most=MOST_SECONDS, unit="s") if name else None


def _must_hold(drop: Any, found: int, wanted: int) -> None:
    drop.refresh_from_db()
    if found != wanted:
        raise AssertionError(f"{drop.state}: {found} cells where {wanted} are wanted")


def _changes(drop: Any) -> int:
    counts = drop.parts.values_list("counts", flat=True)
    return sum(each["new"] + each["changed"] + each["refused"] for each in counts)


def _made(size: Size) -> tuple[Any, Any]:
    """A city of so many bureaus, a form of so many rows that all of them fill in, its returns of the period."""
    from django.db import transaction

    from taizhang.server.accounts.acting import SERVER, Actor
    from taizhang.server.accounts.actions import create_person, create_unit, give_grant
    from taizhang.server.accounts.models import Region
    from taizhang.server.ledger.defining import define_indicator
    from taizhang.server.operations.founding import found
    from taizhang.server.returns.forms import RowIn, UnitIn, define_form, schedule_form

    with transaction.atomic():
        city = found(Region(code="990100", name="云澜市", level="prefecture"), "云澜市人民政府", "YL")
    units = [
        create_unit(SERVER, city, code=f"B{n:03d}", name=f"市第{n + 1}局", kind="bureau") for n in range(size.units)
    ]
    rows = [
        define_indicator(
            SERVER, city, code=f"bench.{n}", name=f"第{n + 1}项产值", unit_of_measure="亿元", nature="flow"
        )
        for n in range(size.rows)
    ]
    form = define_form(
        SERVER,
        city,
        name="工业经济月报",
        period_type="month",
        columns=["value", "growth"],
        due_days=10,
        starts_on=date(2025, 1, 1),
        rows=[RowIn(row.pk, n) for n, row in enumerate(rows, 1)],
        units=[UnitIn(unit.pk) for unit in units],
    )
    schedule_form(SERVER, form, year=2025)
    planner = create_person(SERVER, city, username="planner", display_name="计划员")
    give_grant(SERVER, city, user=planner, role="planner")
    return Actor(planner), form


def _filled(content: bytes, size: Size) -> bytes:
    """The workbook as people send it back, every value filled in."""
    from openpyxl import load_workbook

    book = load_workbook(BytesIO(content))
    for number, sheet in enumerate(book.worksheets[: size.units], 1):
        for row in range(5, 5 + size.rows):
            sheet.cell(row, 5).value = number * 100 + row / 8
            sheet.cell(row, 6).value = row / 10
    out = BytesIO()
    book.save(out)
    return out.getvalue()
