"""Tasks in groups: by section of the plan, lead unit, month of the deadline, light, level of government, or in none."""

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import date

from django.db.models import Min, QuerySet

from taizhang.server.accounts.acting import Actor
from taizhang.server.ledger.models import Task
from taizhang.server.ledger.tasks.ordering import By, Column, Order, columns_of, place_of, put_in_order
from taizhang.server.ledger.tasks.queries import Wanted, as_listed, counts, tasks_for

Key = int | str | None


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
    next: str
    groups: dict[Key, Group]
    lights: Counter[str]


def grouped(actor: Actor, wanted: Wanted, order: Order, *, limit: int, after: str = "") -> Grouped:
    """A page of the tasks asked for; `lights` counts them as if no light were asked for."""
    columns = _columns(actor, wanted, order)
    found = list(put_in_order(tasks_for(actor, wanted), columns, after)[: limit + 1])
    tasks = as_listed(found[:limit])
    groups, lights = _counted(actor, wanted, order.by)
    return Grouped(tasks, place_of(tasks[-1], columns) if len(found) > limit else "", groups, lights)


def in_order(actor: Actor, wanted: Wanted, order: Order) -> "QuerySet[Task]":
    """All the tasks asked for, in the order of a list."""
    return put_in_order(tasks_for(actor, wanted), _columns(actor, wanted, order))


def _columns(actor: Actor, wanted: Wanted, order: Order) -> list[Column]:
    by_section = "SECTION" in {order.by.name, order.sort.name}
    return columns_of(order, sections_of(actor, wanted) if by_section else [])


def group_of(task: Task, by: By) -> Key:
    """The key of the group in which a task stands."""
    if by == By.NONE:
        return None
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


def _counted(actor: Actor, wanted: Wanted, by: By) -> tuple[dict[Key, Group], Counter[str]]:
    groups: dict[Key, Group] = {}
    lights: Counter[str] = Counter()
    for row in counts(actor, replace(wanted, light=None), by.value if by != By.NONE else "plan"):
        light, number, key = str(row["light"]), row["number"], row["group"] if by != By.NONE else None
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
