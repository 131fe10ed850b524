"""What is asked of tasks: lists with light and latest report, counts, what waits for a decision."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, CharField, Count, Exists, F, OuterRef, Q, QuerySet, Value, When

from taizhang.errors import Words
from taizhang.server.accounts.acting import Actor
from taizhang.server.accounts.models import Region, Unit
from taizhang.server.ledger.models import Extension, Supporter, Task, TaskReport, TaskUnit
from taizhang.server.ledger.narrowing import narrowed
from taizhang.server.ledger.tasks.lights import lit
from taizhang.server.ledger.tasks.standing import in_force
from taizhang.server.lib import clock
from taizhang.server.lib.refusals import NotThere

CALLED = Words("任务", "task")


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which tasks are asked for; what is None, False or empty asks for nothing. Without a version those that hold.

    Of several sections (units, programmes, kinds, states) a task has any; of those that `excluding` names it has none.
    """

    plan: int | None = None
    version: int | None = None
    year: int | None = None
    section: tuple[str, ...] = ()
    unit: tuple[int, ...] = ()
    below: bool = False
    supporting: bool = False
    parent: int | None = None
    programme: tuple[int, ...] = ()
    programmes: tuple[int, ...] | None = None
    kind: tuple[str, ...] = ()
    level: str | None = None
    state: tuple[str, ...] = ()
    light: str | None = None
    excluding: frozenset[str] = frozenset()
    due_from: date | None = None
    due_to: date | None = None
    words: str | None = None


EVERY = Wanted()
FIELDS: Mapping[str, str] = {
    "plan": "plan_id",
    "version": "version_id",
    "year": "plan__year",
    "parent": "parent_id",
    "programmes": "programme_id__in",
    "level": "level",
    "light": "light",
    "due_from": "deadline__gte",
    "due_to": "deadline__lte",
    "words": "title__contains",
}


ANY_OF: Mapping[str, str] = {
    "section": "section__in",
    "programme": "programme_id__in",
    "kind": "kind__in",
    "state": "state__in",
}


def tasks_for(actor: Actor, wanted: Wanted = EVERY) -> "QuerySet[Task]":
    """The tasks that the actor may see, with `light` and `level`; `as_listed` brings what else a list shows of them."""
    return _found(actor, wanted).select_related("unit", "programme")


def task_for(actor: Actor, key: int) -> Task:
    """One task, of whatever version, as it is shown; NotThere where none may be seen."""
    rows = lit(_levelled(Task.objects.filter(_readable(actor), pk=key)), clock.today())
    task = rows.select_related("unit", "programme", "plan", "version").first()
    if task is None or (actor.scopes is not None and "read" not in actor.scopes):
        raise NotThere(thing=CALLED)
    return task


def counts(actor: Actor, wanted: Wanted, by: str) -> list[dict[str, object]]:
    """How many tasks stand in each state with each light, by a field: section, unit, programme, kind or level."""
    named = {"unit": ("unit_id", "unit__name"), "programme": ("programme_id", "programme__name")}
    keys = named.get(by, (by, by))
    found: Any = _found(actor, wanted).order_by()
    rows = found.values("state", "light", group=F(keys[0]), name=F(keys[1]))
    return list(rows.annotate(number=Count("pk")).order_by("group", "state", "light"))


def named(actor: Actor, wanted: Wanted, by: str) -> list[tuple[int, str]]:
    """The units or programmes of the tasks asked for, by id and name; units in the order of the office."""
    order = "unit__order" if by == "unit" else f"{by}_id"
    rows = _found(actor, wanted).exclude(**{by: None}).order_by(order).values_list(f"{by}_id", f"{by}__name")
    return list(rows.distinct())


def reports_for(actor: Actor, *, state: str | None = None, task: int | None = None) -> "QuerySet[TaskReport]":
    """Reports on the tasks that the actor may see; of a task those on what it was before adjustments too."""
    rows = TaskReport.objects.filter(_readable(actor, "task__"), _of_line(task))
    return narrowed(rows.select_related("task__unit", "reporter"), {"state": state})


def extensions_for(actor: Actor, *, state: str | None = None, task: int | None = None) -> "QuerySet[Extension]":
    """Requests for a later deadline of the tasks that the actor may see; of a task before adjustments too."""
    rows = Extension.objects.filter(_readable(actor, "task__"), _of_line(task))
    return narrowed(rows.select_related("task__unit"), {"state": state})


def line_for(actor: Actor, task: Task) -> "QuerySet[Task]":
    """The rows of the line of a task over all versions, the first first; parts and what was adjusted since too."""
    rows = lit(_levelled(Task.objects.filter(_readable(actor), plan=task.plan_id, line=task.line)), clock.today())
    return rows.select_related("unit", "version").order_by("version__number", "pk")


def as_listed(tasks: list[Task]) -> list[Task]:
    """The tasks as a list shows them: each with its `latest` accepted report and its `supporters`, for all at once."""
    latest, supporters = _latest(tasks), _supporters(tasks)
    for task in tasks:
        task.latest = latest.get((task.plan_id, task.line))
        task.supporters = supporters.get(task.pk, [])
    return tasks


def _latest(tasks: list[Task]) -> dict[tuple[int, int], TaskReport]:
    """The latest accepted report on each line of a plan.

    None accepted is of a later day, or of the same and entered later. What was reported before an adjustment counts.
    """
    line = {"task__plan": OuterRef("task__plan"), "task__line": OuterRef("task__line")}
    accepted = TaskReport.objects.filter(state=TaskReport.State.ACCEPTED)
    later = accepted.filter(Q(on__gt=OuterRef("on")) | Q(on=OuterRef("on"), pk__gt=OuterRef("pk")), **line)
    rows = accepted.filter(
        ~Exists(later), task__plan__in={t.plan_id for t in tasks}, task__line__in={t.line for t in tasks}
    ).select_related("reporter")
    return {(row.plan, row.line): row for row in rows.annotate(plan=F("task__plan"), line=F("task__line"))}


def _supporters(tasks: list[Task]) -> dict[int, list[Supporter]]:
    """The units that support each task, in the order in which they were named."""
    rows = TaskUnit.objects.filter(task__in=[task.pk for task in tasks]).order_by("pk")
    found: dict[int, list[Supporter]] = {}
    for task, unit, name in rows.values_list("task", "supporter", "supporter__name"):
        found.setdefault(task, []).append(Supporter(unit, name))
    return found


def _of_line(task: int | None) -> Q:
    """What hangs on a task or on any row of its line."""
    if task is None:
        return Q()
    plan, line = Task.objects.filter(pk=task).values_list("plan", "line").first() or (0, 0)
    return Q(task__plan=plan, task__line=line)


def _found(actor: Actor, wanted: Wanted) -> "QuerySet[Task]":
    rows = lit(_levelled(Task.objects.filter(_readable(actor))), clock.today())
    if wanted.version is None:
        rows = rows.filter(in_force())
    rows = narrowed(rows, {column: getattr(wanted, name) for name, column in FIELDS.items()})
    asked = {name: Q(**{column: values}) for name, column in ANY_OF.items() if (values := getattr(wanted, name))}
    if wanted.unit:
        asked["unit"] = _at(wanted)
    for name, condition in asked.items():
        rows = rows.exclude(condition) if name in wanted.excluding else rows.filter(condition)
    return rows


def _at(wanted: Wanted) -> Q:
    """Tasks of units, or of them and all below; with those that they support, where they are asked for."""
    column = "path__startswith" if wanted.below else "path"
    led, supported = Q(pk__in=[]), Q(pk__in=[])
    for path in Unit.objects.filter(pk__in=wanted.unit).values_list("path", flat=True):
        led |= Q(**{f"unit__{column}": path})
        supported |= Q(**{f"supporter__{column}": path})
    return led | Q(pk__in=TaskUnit.objects.filter(supported).values("task")) if wanted.supporting else led


def _readable(actor: Actor, task: str = "") -> Q:
    """Tasks led or supported by units where the actor may see them."""
    led = actor.within("task.read", f"{task}unit__path")
    if not led:
        return led
    supported = TaskUnit.objects.filter(actor.within("task.read", "supporter__path")).values("task")
    return led | Q(**{f"{task}pk__in": supported})


def _levelled(tasks: "QuerySet[Task]") -> "QuerySet[Task]":
    """The tasks, each with the level of government at which its lead unit stands."""
    kinds = {Unit.Kind.TOWN: Region.Level.TOWN, Unit.Kind.DISTRICT: Region.Level.COUNTY}
    level = Case(
        When(unit__region__level=Region.Level.VILLAGE, then=Value(Region.Level.VILLAGE)),
        *(When(unit__kind=kind, then=Value(level)) for kind, level in kinds.items()),
        default=F("unit__region__level"),
        output_field=CharField(),
    )
    return tasks.annotate(level=level)
