"""Many tasks of a draft given to a lead unit at once."""

from django.http import HttpRequest

from taizhang.errors import Words
from taizhang.server.accounts.acting import Actor, get_for
from taizhang.server.ledger.models import Task
from taizhang.server.ledger.plans.queries import versions_for
from taizhang.server.ledger.tasks.assigning import assign_tasks
from taizhang.server.ledger.tasks.queries import Wanted, tasks_for
from taizhang.server.lib.refusals import Invalid, NotThere
from taizhang.server.pages.answers import act
from taizhang.server.pages.forms.typed import Typed
from taizhang.server.pages.tasks.asked import seen_rows
from taizhang.server.pages.tasks.words import VERSION

NONE_CHOSEN = Words("请先勾选任务", "choose tasks first")
NO_LEAD = Words("请选择牵头单位", "choose the unit that is to lead")
SOME = Words("部分任务", "task among them")


@act
def assign(request: HttpRequest, actor: Actor, version: int) -> Words:
    """Give the tasks chosen to one unit."""
    row = get_for(actor, "plan.read", versions_for(actor), version, VERSION)
    typed, chosen = Typed(request.POST), seen_rows(request.POST.getlist("task"))
    lead, deadline = typed.key("lead"), typed.day("deadline")
    typed.checked()
    if not chosen or lead is None:
        raise Invalid({"task": NONE_CHOSEN} if not chosen else {"lead": NO_LEAD})
    found: dict[int, Task] = tasks_for(actor, Wanted(version=row.pk)).select_related("plan").in_bulk(list(chosen))
    if len(found) < len(chosen):
        raise NotThere(thing=SOME)
    seen = [(found[pk], revision) for pk, revision in chosen.items()]
    assign_tasks(actor, row, tasks=seen, unit_id=lead, deadline=deadline)
    return Words(f"已为 {len(seen)} 项任务指定牵头单位", f"{len(seen)} tasks were assigned")
