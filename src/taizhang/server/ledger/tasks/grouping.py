"""Tasks in groups: by section of the plan, lead unit, month of the deadline, light, or level of government.

The order is made in the database, so that a page of a list begins behind the last row seen whatever it is grouped by.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date

from django.db.models import Case, DateField, F, IntegerField, Min, Q, QuerySet, TextChoices, Value, When
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce

from taizhang.server.accounts.acting import Actor
from taizhang.server.accounts.models import Region
from taizhang.server.ledger.models import Task
from taizhang.server.ledger.tasks.queries import Wanted, as_listed, counts, tasks_for

NEVER = date.max
LIGHTS = ("red", "amber", "blue", "grey", "green", "")
Key = int | str | None


class By(TextChoices):
    """What a list of tasks is grouped by."""

    SECTION = "section", "章节"
    UNIT = "unit", "牵头单位"
    DEADLINE = "deadline", "完成时限"
    LIGHT = "light", "亮灯"
    LEVEL = "level", "层级"


@dataclass(slots=True)
class Group:
    """A group by its key, with how many tasks of each light are in it on whatever page they stand."""

    key: Key
    name: str
    lights: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True)
class Grouped:
    """One page of a list: its tasks in order, where the next page starts, and all groups by their keys."""

    tasks: list[Task]
    next: int | None
    groups: dict[Key, Group]
    lights: Counter[str]


def grouped(actor: Actor, wanted: Wanted, by: By, *, limit: int, after: int = 0) -> Grouped:
    """A page of the tasks asked for; `lights` counts them as if no light were asked for."""
    found = in_order(actor, wanted, by, after)[: limit + 1]
    tasks = as_listed(list(found[:limit]))
    groups, lights = _counted(actor, wanted, by)
    return Grouped(tasks, tasks[-1].pk if len(found) > limit else None, groups, lights)


def in_order(actor: Actor, wanted: Wanted, by: By, after: int = 0) -> "QuerySet[Task]":
    """The tasks asked for in the order of their groups, those behind the task `after`."""
    place = _place(actor, wanted, by)
    rows = tasks_for(actor, wanted).annotate(place=place).order_by("place", "plan_id", "line")
    everything = tasks_for(actor, Wanted(plan=wanted.plan, version=wanted.version))
    seen = everything.annotate(place=place).filter(pk=after).values_list("place", "plan_id", "line").first()
    if seen is None:
        return rows
    at, plan, line = seen
    return rows.filter(Q(place__gt=at) | Q(place=at, plan_id__gt=plan) | Q(place=at, plan_id=plan, line__gt=line))


def group_of(task: Task, by: By) -> Key:
    """The key of the group in which a task stands."""
    if by == By.UNIT:
        return task.unit_id
    if by == By.DEADLINE:
        return _month(task.deadline)
    key: str = getattr(task, by.value)
    return key


def sections_of(actor: Actor, wanted: Wanted) -> list[str]:
    """The sections of the plans asked for, in the order in which they begin."""
    rows = tasks_for(actor, Wanted(plan=wanted.plan, version=wanted.version, year=wanted.year)).order_by()
    found = rows.values("section").annotate(first=Min("line")).order_by("first")
    return [str(row["section"]) for row in found]


def _place(actor: Actor, wanted: Wanted, by: By) -> Combinable:
    """What the tasks are ordered by before their lines."""
    if by == By.UNIT:
        return F("unit_id")
    if by == By.DEADLINE:
        return Coalesce("deadline", Value(NEVER, output_field=DateField()))
    orders: dict[By, Iterable[str]] = {By.LIGHT: LIGHTS, By.LEVEL: Region.Level.values}
    return _rank(by.value, orders.get(by) or sections_of(actor, wanted))


def _rank(column: str, order: Iterable[str]) -> Combinable:
    cases = [When(**{column: value, "then": Value(at)}) for at, value in enumerate(order)]
    return Case(*cases, default=Value(len(cases)), output_field=IntegerField())


def _counted(actor: Actor, wanted: Wanted, by: By) -> tuple[dict[Key, Group], Counter[str]]:
    groups: dict[Key, Group] = {}
    lights: Counter[str] = Counter()
    for row in counts(actor, replace(wanted, light=None), by.value):
        light, number, key = str(row["light"]), row["number"], row["group"]
        if not isinstance(number, int):
            continue
        lights[light] += number
        if wanted.light is None or wanted.light == light:
            key = _month(key) if isinstance(key, date) or by == By.DEADLINE else key
            group = groups.setdefault(key, Group(key, str(row["name"] or "")))  # type: ignore[arg-type]
            group.lights[light] += number
    return groups, lights


def _month(day: object) -> str:
    return f"{day:%Y-%m}" if isinstance(day, date) else ""
