"""A later deadline: asked by the lead unit with its reason, decided by somebody else. The earlier day stays kept."""

from datetime import date

from taizhang.errors import Words
from taizhang.server.accounts.acting import Act, action
from taizhang.server.ledger.models import TASK, Extension, Task
from taizhang.server.ledger.tasks.standing import holding, locked, must_run
from taizhang.server.lib import clock
from taizhang.server.lib.machines import Machine
from taizhang.server.lib.refusals import Invalid, WrongState

EXTENSION = Machine(
    Words("延期申请", "request for a later deadline"),
    {
        "asked": Words("待批", "to be decided"),
        "granted": Words("同意", "granted"),
        "refused": Words("不同意", "refused"),
    },
    {("asked", "grant"): "granted", ("asked", "refuse"): "refused"},
)
ASK = Words("申请延期", "asking for a later deadline")
DECIDE = Words("批准延期", "deciding on it")


@action("task.extend")
def ask_extension(act: Act, task: Task, /, *, to_day: date, reason: str, why: str = "") -> Extension:
    """Ask for a later deadline; one request at a time."""
    task = locked(task)
    must_run(task, ASK)
    if task.deadline is None:
        raise Invalid({"to_day": Words("任务没有办结时限，无须延期", "the task has no deadline")})
    if to_day <= max(task.deadline, clock.today()):
        raise Invalid({"to_day": Words("新时限须晚于原时限和今天", "it must be after the deadline and after today")})
    if not reason.strip():
        raise Invalid({"reason": Words("请写明延期理由", "give the reason")})
    if task.extensions.filter(state=Extension.State.ASKED).exists():
        raise WrongState(thing=EXTENSION.name, state=EXTENSION.states["asked"], step=ASK)
    return act.create(
        Extension(
            task=task,
            from_day=task.deadline,
            to_day=to_day,
            reason=reason.strip(),
            by=act.user.pk if act.user else None,
            at=clock.now(),
        )
    )


@action("task.decide")
def decide_extension(
    act: Act, extension: Extension, /, *, granted: bool, expected: int, note: str = "", why: str = ""
) -> Extension:
    """Grant a later deadline, whereby a late task catches up, or refuse it with a note."""
    act.not_by(extension.by, extension)
    if not granted and not note.strip():
        raise Invalid({"note": Words("不同意须说明理由", "say why it is refused")})
    state = EXTENSION.after(extension.state, "grant" if granted else "refuse", DECIDE)
    act.update(
        extension,
        expected=expected,
        state=state,
        decided_by=act.user.pk if act.user else None,
        decided_at=clock.now(),
        decision_note=note.strip(),
    )
    if granted:
        _extend(act, locked(holding(extension.task)), extension.to_day)
    return extension


def _extend(act: Act, task: Task, to_day: date) -> Task:
    must_run(task, DECIDE)
    if task.deadline is not None and to_day <= task.deadline:
        later = Words(f"任务时限现为 {task.deadline}，已不早于所申请的", f"the deadline is {task.deadline} by now")
        raise Invalid({"to_day": later})
    ahead = to_day >= clock.today()
    state = TASK.after(task.state, "catch_up", DECIDE) if task.state == "late" and ahead else task.state
    return act.update(task, deadline=to_day, state=state)
