"""A task that was issued, broken into parts for units by the unit that leads it. The task itself stays as issued."""

from collections.abc import Sequence
from dataclasses import replace

from taizhang.errors import Words
from taizhang.server.accounts.acting import Act, action
from taizhang.server.ledger.models import Task
from taizhang.server.ledger.plans.frozen import locked as locked_plan
from taizhang.server.ledger.tasks.drafting import TaskDraft, place_tasks
from taizhang.server.ledger.tasks.standing import locked, must_run
from taizhang.server.lib.refusals import Invalid, NotThere

BREAK = Words("分解", "breaking it into parts")


@action("plan.draft")
def break_task(act: Act, task: Task, *, drafts: Sequence[TaskDraft], why: str = "") -> list[Task]:
    """Add parts to a task that was issued; none may be due after the task."""
    plan = locked_plan(task.plan)  # before the task, as all do who hold both
    task = locked(task)
    must_run(task, BREAK)
    for draft in drafts:
        if task.deadline and draft.deadline and draft.deadline > task.deadline:
            late = Words(f"分项时限晚于任务时限 {task.deadline}", f"later than that of the task, {task.deadline}")
            raise Invalid({"deadline": late})
    return place_tasks(act, plan, None, [_below(task, draft) for draft in drafts])


@action("plan.draft")
def remove_part(act: Act, task: Task, *, part: Task, expected: int, why: str = "") -> None:
    """Remove a part of a task of which nothing was reported."""
    if part.parent_id != task.pk or part.version_id is not None:
        raise NotThere(thing=Words("分项", "part"))
    if part.reports.exists() or part.extensions.exists() or part.parts.exists():
        raise Invalid(
            {"part": Words("分项已有进展、延期申请或下级分项，不能删除", "it has reports, requests or parts")}
        )
    act.update(part, expected=expected)
    for row in part.supporting.all():
        act.delete(row)
    act.delete(part)


def _below(task: Task, draft: TaskDraft) -> TaskDraft:
    """A part takes from its task what it does not say itself."""
    return replace(
        draft,
        parent_id=task.pk,
        kind=task.kind,
        section=draft.section or task.section,
        deadline=draft.deadline or task.deadline,
        programme_id=draft.programme_id or task.programme_id,
    )
