"""Which tasks hold: those of what was issued, as it was last issued; and what is in the way of a step."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from taizhang.errors import Words
from taizhang.server.accounts.acting import Act
from taizhang.server.ledger.models import PLAN, TASK, VERSION, Plan, PlanVersion, Task
from taizhang.server.ledger.plans.frozen import draft_with_tasks, tasks_may_change
from taizhang.server.ledger.plans.frozen import locked as locked_plan
from taizhang.server.lib.refusals import Invalid, WrongState

OPEN = ("not_started", "under_way", "late")
WAS_ISSUED = ("issued", "superseded")


def in_force() -> Q:
    """The condition for tasks that hold: no later version that was issued has the same line anew."""
    newer = Task.objects.filter(
        plan=OuterRef("plan"),
        line=OuterRef("line"),
        version__number__gt=OuterRef("version__number"),
        version__state__in=WAS_ISSUED,
    )
    return Q(version=None) | Q(version__state__in=WAS_ISSUED) & ~Q(Exists(newer))


def locked(task: Task) -> Task:
    """The task as it stands, kept from others until the action ends."""
    return Task.objects.select_for_update(of=("self",)).select_related("unit", "plan", "version").get(pk=task.pk)


def holding(task: Task) -> Task:
    """The task as it holds: the row of its line that the last adjustment put in its place, or itself."""
    return Task.objects.filter(in_force(), plan=task.plan_id, line=task.line).first() or task


def must_run(task: Task, step: Words) -> None:
    """Refuse `step` where the task does not hold, is over, or its plan is closed."""
    if not Task.objects.filter(in_force(), pk=task.pk).exists():
        state = VERSION.states[task.version.state] if task.version else TASK.states[task.state]
        detail = Words("；请在现行版本的同一任务上办理", "; use the same line in the version that holds")
        raise WrongState(thing=VERSION.name, state=state, step=step, detail=detail)
    must_be_under_way(task, step)
    if task.state not in OPEN:
        raise WrongState(thing=TASK.name, state=TASK.states[task.state], step=step)


def must_be_under_way(task: Task, step: Words) -> None:
    """Refuse `step` where the plan of the task is closed: nothing in it moves any more."""
    if task.plan.state == "closed":
        raise WrongState(thing=PLAN.name, state=PLAN.states["closed"], step=step)


def must_be_draft(version: PlanVersion) -> Plan:
    """The plan, kept from others until the action ends; WrongState unless tasks of the version may change."""
    return locked_plan(tasks_may_change(version).plan)


def plan_of_draft(act: Act, version: PlanVersion) -> Plan:
    """The plan as above, with the one who acts among those who draft an adjustment."""
    return locked_plan(draft_with_tasks(act, version).plan)


def not_there(field: str, zh: str, en: str) -> Invalid:
    """The refusal of an id that is not there."""
    return Invalid({field: Words(f"没有这个{zh}", f"there is no such {en}")})


def next_line(plan: Plan) -> int:
    """The line of a task that is added to a plan."""
    last: QuerySet[Task] = Task.objects.filter(plan=plan).order_by("-line")
    return (last.values_list("line", flat=True).first() or 0) + 1
