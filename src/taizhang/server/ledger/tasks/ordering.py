"""The order of a list of tasks: by their group, within it by a column, either way; what is blank stands last.

A page begins behind a place: the values by which the last row of the page before was ordered. They stand in the
address (`after`), so that the next page is right even where that row has changed since or left the list.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, DateField, F, IntegerField, Q, QuerySet, TextChoices, Value, When
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce, TruncMonth

from taizhang.errors import Words
from taizhang.server.accounts.models import Region
from taizhang.server.ledger.models import Task
from taizhang.server.lib.refusals import Invalid

LIGHTS = ("red", "amber", "blue", "grey", "green", "")
BETWEEN = "~"
MOST = 2**31 - 1
BEYOND = 101  # more than any percent
NO_PLACE = Words("没有这一页", "there is no such page")
Place = tuple[Any, ...]


class By(TextChoices):
    """What a list of tasks is grouped by."""

    SECTION = "section", "章节"
    UNIT = "unit", "牵头单位"
    DEADLINE = "deadline", "完成时限"
    LIGHT = "light", "亮灯"
    LEVEL = "level", "层级"
    NONE = "none", "不分组"


class Sort(TextChoices):
    """The column by which a list is sorted; LINE is the order of the plan."""

    LINE = "line", "序号"
    SECTION = "section", "章节"
    UNIT = "lead", "牵头单位"
    DEADLINE = "deadline", "完成时限"
    LIGHT = "light", "亮灯"
    PERCENT = "percent", "自报进度"
    REPORTED = "reported", "最近进展"


@dataclass(frozen=True, slots=True)
class Order:
    """How a list is grouped and sorted; where both are by the same, the groups stand in that order."""

    by: By = By.SECTION
    sort: Sort = Sort.LINE
    down: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """What rows are ordered by: a value, the way it runs, and how it is read from an address."""

    name: str
    value: Combinable
    down: bool
    read: Callable[[str], Any]


def columns_of(order: Order, sections: Sequence[str]) -> list[Column]:
    """The columns of an order, the one that weighs most first; `sections` in the order in which they begin."""
    same = order.by.name == order.sort.name
    found = []
    if order.by == By.DEADLINE and not same:
        found.append(_month())
    elif order.by != By.NONE:
        found.append(_column("by_group", order.by.name, sections, down=order.down and same))
    if order.sort != Sort.LINE and not same:
        found.append(_column("by_column", order.sort.name, sections, down=order.down))
    back = order.down and order.sort == Sort.LINE
    return [*found, Column("plan_id", F("plan_id"), down=False, read=_number), Column("line", F("line"), back, _number)]


def put_in_order(rows: "QuerySet[Task]", columns: Sequence[Column], after: str = "") -> "QuerySet[Task]":
    """The rows in an order, those behind a place; Invalid where there is no such place."""
    made = {column.name: column.value for column in columns if column.name.startswith("by_")}
    rows = rows.annotate(**made).order_by(*(f"-{each.name}" if each.down else each.name for each in columns))
    return rows.filter(_behind(columns, _read(columns, after))) if after else rows


def place_of(task: Task, columns: Sequence[Column]) -> str:
    """The place of a row that was put in order, as an address holds it."""
    return BETWEEN.join(str(getattr(task, column.name)) for column in columns)


def _read(columns: Sequence[Column], after: str) -> Place:
    parts = after.split(BETWEEN)
    try:
        return tuple(column.read(part) for column, part in zip(columns, parts, strict=True))
    except ValueError:
        raise Invalid({"after": NO_PLACE}) from None


def _behind(columns: Sequence[Column], place: Place) -> Q:
    found = Q()
    for column, value in reversed(list(zip(columns, place, strict=True))):
        beyond = Q(**{f"{column.name}__{'lt' if column.down else 'gt'}": value})
        found = beyond | Q(**{column.name: value}) & found if found else beyond
    return found


def _column(name: str, what: str, sections: Sequence[str], *, down: bool) -> Column:
    """A column of a kind: ranks run up whichever way is asked for, since their order is made here."""
    match what:
        case "UNIT":
            return Column(name, F("unit__order"), down, _order)
        case "DEADLINE" | "REPORTED":
            field = "deadline" if what == "DEADLINE" else "reported_on"
            return Column(name, _day(field, date.min if down else date.max), down, date.fromisoformat)
        case "PERCENT":
            blank = Value(-1 if down else BEYOND)
            return Column(name, Coalesce("percent", blank, output_field=IntegerField()), down, _number)
        case "LIGHT":
            return Column(name, _rank("light", [*_turned(LIGHTS[:-1], down=down), ""]), down=False, read=_number)
        case "LEVEL":
            return Column(name, _rank("level", _turned(Region.Level.values, down=down)), down=False, read=_number)
        case _:
            named = [section for section in sections if section]
            return Column(name, _rank("section", [*_turned(named, down=down), ""]), down=False, read=_number)


def _month() -> Column:
    """The month of the deadline, as which it is a group, where the tasks within it are sorted by something else."""
    return Column("by_group", TruncMonth(_day("deadline", date.max)), down=False, read=date.fromisoformat)


def _day(field: str, blank: date) -> Combinable:
    return Coalesce(field, Value(blank, output_field=DateField()))


def _turned(order: Sequence[str], *, down: bool) -> Sequence[str]:
    return order[::-1] if down else order


def _rank(field: str, order: Iterable[str]) -> Combinable:
    cases = [When(**{field: value, "then": Value(at)}) for at, value in enumerate(order)]
    return Case(*cases, default=Value(len(cases)), output_field=IntegerField())


def _number(text: str) -> int:
    found = int(text) if text.removeprefix("-").isdecimal() and text.isascii() and len(text) < 12 else MOST + 1
    if abs(found) > MOST:
        raise ValueError(text)
    return found


def _order(text: str) -> str:
    if len(text) > 200 or "\0" in text:
        raise ValueError(text)
    return text
