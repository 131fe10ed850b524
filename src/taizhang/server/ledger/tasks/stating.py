"""How far a lead unit says its task is, in per cent (自报进度): what it states itself, never evidence of anything.

A percent gives no light and meets no target. One that is less than what was said before wants a reason.
"""

from datetime import date

from django.db.models import QuerySet

from taizhang.errors import Words
from taizhang.server.ledger.models import Task, TaskReport, TaskUnit
from taizhang.server.lib.refusals import Invalid

WHOLE = 100
NO_PERCENT = Words("自报进度应为 0 到 100 的整数", "the percent is a whole number from 0 to 100")
NOT_DONE = Words("报告完成的，自报进度应为 100 或不填", "a report of the end says 100 or leaves it blank")
LEAD_ALONE = Words("自报进度由牵头单位填写", "the lead unit alone says how far the task is")


def said_before(task: Task, on: date | None = None) -> int | None:
    """What was said last of the line of a task up to a day; what was sent back does not count."""
    rows = _stated(task).exclude(state=TaskReport.State.RETURNED)
    return _last(rows if on is None else rows.filter(on__lte=on))


def accepted_percent(task: Task) -> int | None:
    """What was said last of the line of a task and accepted."""
    return _last(_stated(task).filter(state=TaskReport.State.ACCEPTED))


def reason_kept(at: Task | TaskUnit, step: str, percent: int | None, reason: str, on: date) -> str:
    """Why a percent goes backwards, "" where it does not; Invalid unless the unit may say so and says why."""
    if percent is None:
        return ""
    if isinstance(at, TaskUnit):
        raise Invalid({"percent": LEAD_ALONE})
    if not 0 <= percent <= WHOLE:
        raise Invalid({"percent": NO_PERCENT})
    if step == "finish" and percent != WHOLE:
        raise Invalid({"percent": NOT_DONE})
    before = said_before(at, on)
    if before is None or percent >= before:
        return ""
    if not reason:
        zh = f"上次自报 {before}%，这次 {percent}%，请说明回退的原因"
        raise Invalid({"percent_reason": Words(zh, f"it was {before}% before and is {percent}% now: say why")})
    return reason


def _stated(task: Task) -> "QuerySet[TaskReport]":
    rows = TaskReport.objects.filter(task__plan=task.plan_id, task__line=task.line, percent__isnull=False)
    return rows.order_by("-on", "-pk")


def _last(rows: "QuerySet[TaskReport]") -> int | None:
    return rows.values_list("percent", flat=True).first()
