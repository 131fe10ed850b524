"""Tasks fall behind by themselves, once their deadline has passed: looked for again and again, set by the server."""

from django.db.models import QuerySet

from taizhang.errors import Words
from taizhang.server.accounts.acting import SERVER, Act, Actor, action
from taizhang.server.ledger.models import TASK, Plan, Task
from taizhang.server.ledger.plans.frozen import locked
from taizhang.server.ledger.tasks.standing import in_force
from taizhang.server.lib import clock

FALL_BEHIND = Words("记为滞后", "falling behind")
BEFORE_LATE = ("not_started", "under_way")


def age_tasks(actor: Actor = SERVER) -> int:
    """Set all tasks late whose deadline has passed, plan by plan; how many."""
    plans = Plan.objects.filter(pk__in=_overdue().exclude(plan__state="closed").values("plan"))
    return sum(age_plan(actor, plan) for plan in plans.select_related("unit"))


@action("task.age")
def age_plan(act: Act, plan: Plan) -> int:
    """Set the tasks of a plan late whose deadline has passed."""
    locked(plan)  # so that no adjustment puts other tasks in their place meanwhile
    found = list(_overdue().select_for_update(of=("self",)).filter(plan=plan).order_by("pk"))
    for task in found:
        act.update(task, state=TASK.after(task.state, "fall_behind", FALL_BEHIND))
    return len(found)


def _overdue() -> "QuerySet[Task]":
    return Task.objects.filter(in_force(), deadline__lt=clock.today(), state__in=BEFORE_LATE)
