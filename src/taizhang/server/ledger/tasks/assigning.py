"""Many tasks of a draft given to the unit that is to lead them: what a plan is read from names none for most."""

from collections.abc import Sequence
from datetime import date

from taizhang.server.accounts.acting import Act, action
from taizhang.server.ledger.models import PlanVersion, Task
from taizhang.server.ledger.tasks.drafting import alter_task

Seen = tuple[Task, int]


@action("plan.draft")
def assign_tasks(
    act: Act, version: PlanVersion, *, tasks: Sequence[Seen], unit_id: int, deadline: date | None = None, why: str = ""
) -> list[Task]:
    """Give tasks of a draft, each with the revision that was seen, to one lead unit, all or none; with a deadline too,
    where one is named.
    """
    values: dict[str, object] = {"unit_id": unit_id} | ({"deadline": deadline} if deadline else {})
    return [
        alter_task(act, version, task=task, expected=seen, supporting=None, values=dict(values)) for task, seen in tasks
    ]
