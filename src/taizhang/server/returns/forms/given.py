"""The rows and units that a form is given, and what may be wrong with them."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from taizhang.errors import Words
from taizhang.server.accounts.acting import Act
from taizhang.server.accounts.models import Unit
from taizhang.server.ledger.models import Indicator, Target
from taizhang.server.lib import clock
from taizhang.server.returns.columns import OF_KIND

MOST_ROWS = 500
MOST_DAYS = 366
Wrong = Iterator[tuple[str, Words]]


@dataclass(frozen=True, slots=True)
class RowIn:
    """A row: an indicator at a position. `part_of` is the position of the row of which it is a part (其中)."""

    indicator: int
    position: int
    part_of: int | None = None
    exhaustive: bool = False
    required: bool = True
    columns: Sequence[str] = field(default=())
    measure: str = Target.Measure.LEVEL


@dataclass(frozen=True, slots=True)
class UnitIn:
    """A unit that reports, and the positions that it is asked for; all where there are none."""

    unit: int
    rows: Sequence[int] = field(default=())


def wrong_columns(kind: str, columns: Sequence[str]) -> Wrong:
    """What is wrong with the columns of a form."""
    known = OF_KIND[kind]
    strange = [column for column in columns if column not in known]
    if not columns or strange or len(set(columns)) != len(columns):
        yield "columns", Words(f"列应从 {'、'.join(known)} 中选，不重复", f"choose among {', '.join(known)}, each once")


def wrong_rows(columns: Sequence[str], rows: Sequence[RowIn]) -> Wrong:
    """What is wrong with the rows of a form."""
    if not 1 <= len(rows) <= MOST_ROWS:
        yield "rows", Words(f"行数应为 1 至 {MOST_ROWS}", f"1 to {MOST_ROWS} rows are wanted")
    yield from _twice("行的序号", "position", (row.position for row in rows))
    yield from _twice("指标", "indicator", ((row.indicator, row.measure) for row in rows))
    known = set(Indicator.objects.filter(pk__in={row.indicator for row in rows}).values_list("pk", flat=True))
    for number, row in enumerate(rows):
        if row.indicator not in known:
            yield f"rows.{number}", Words("没有这个指标", "there is no such indicator")
        if not set(row.columns) <= set(columns):
            yield f"rows.{number}", Words("列不在本表之内", "a column that the form does not have")
    yield from _wrong_parts(rows)


def _twice(zh: str, en: str, values: Iterable[object]) -> Wrong:
    if any(count > 1 for count in Counter(values).values()):
        yield "rows", Words(f"{zh}重复", f"the same {en} twice")


def _wrong_parts(rows: Sequence[RowIn]) -> Wrong:
    """Parts of no row, or of each other."""
    at = {row.position: row for row in rows}
    for number, row in enumerate(rows):
        seen, whole = {row.position}, row.part_of
        while whole is not None and whole in at and whole not in seen:
            seen.add(whole)
            whole = at[whole].part_of
        if whole is not None:
            wrong = Words("“其中”项所属的行不存在，或互为所属", "part of a row that is not there, or of itself")
            yield f"rows.{number}", wrong


def wrong_units(act: Act, rows: Sequence[RowIn], units: Sequence[UnitIn]) -> Wrong:
    """What is wrong with the units that are to report: unknown, closed, twice, out of reach, or asked for no row."""
    if len({each.unit for each in units}) != len(units):
        yield "units", Words("单位重复", "the same unit twice")
    known = {unit.pk: unit for unit in Unit.objects.filter(pk__in=[each.unit for each in units])}
    positions = {row.position for row in rows}
    for number, each in enumerate(units):
        unit = known.get(each.unit)
        if unit is None or not act.actor.may("form.define", unit):
            yield (
                f"units.{number}",
                Words("没有这个单位，或不在您的权限范围内", "no such unit, or out of your reach"),
            )
        elif unit.closed_on is not None and unit.closed_on <= clock.today():
            yield f"units.{number}", Words(f"{unit}已撤销", f"{unit} is closed")
        if not set(each.rows) <= positions:
            yield f"units.{number}", Words("所报的行不在本表之内", "asked for a row that the form does not have")


def wrong_days(**days: int | None) -> Wrong:
    """Days that are out of any reason."""
    for name, count in days.items():
        if count is not None and not 0 <= count <= MOST_DAYS:
            yield name, Words(f"天数应为 0 至 {MOST_DAYS}", f"0 to {MOST_DAYS} days are wanted")


def wrong_reminders(remind_days: Sequence[int]) -> Wrong:
    """Days of reminding out of any reason."""
    if any(abs(day) > MOST_DAYS for day in remind_days):
        yield "remind_days", Words(f"天数应在 ±{MOST_DAYS} 之内", f"days within ±{MOST_DAYS} are wanted")
