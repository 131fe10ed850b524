"""Reports on tasks: said by the lead unit or a supporting one, accepted or returned by somebody else.

Only an accepted report moves the task. A report of a start that is accepted when the task has moved on, or fallen
behind, counts as a report of progress. A report on a task that was adjusted meanwhile moves what took its place.
"""

from datetime import date

from taizhang.errors import Words
from taizhang.server.accounts.acting import Act, action
from taizhang.server.documents.models import Document
from taizhang.server.ledger.models import TASK, Task, TaskReport, TaskUnit
from taizhang.server.ledger.tasks.standing import holding, locked, must_be_under_way, must_run, not_there
from taizhang.server.ledger.tasks.stating import WHOLE, accepted_percent, reason_kept
from taizhang.server.lib import clock
from taizhang.server.lib.machines import Machine
from taizhang.server.lib.refusals import Invalid

STEPS = {
    "start": Words("报告启动", "reporting its start"),
    "report": Words("报告进展", "reporting progress"),
    "finish": Words("报告完成", "reporting its end"),
}
LEAD_ENDS = Words("完成情况由牵头单位报告；配合单位请报告进展", "the lead unit reports the end: report progress")
REPORT = Machine(
    Words("任务进展报告", "report on a task"),
    {
        "submitted": Words("待审核", "to be reviewed"),
        "accepted": Words("已审核", "accepted"),
        "returned": Words("已退回", "returned"),
    },
    {("submitted", "accept"): "accepted", ("submitted", "return"): "returned"},
)


@action("task.report")
def report_on(
    act: Act,
    at: Task | TaskUnit,
    /,
    *,
    step: str,
    words: str,
    on: date | None = None,
    percent: int | None = None,
    percent_reason: str = "",
    document_id: int | None = None,
    why: str = "",
) -> TaskReport:
    """Say how a task stands: for the lead unit (the task) or for a supporting one (its row)."""
    task = locked(at.task if isinstance(at, TaskUnit) else at)
    must_run(task, STEPS[step])
    TASK.after(task.state, step, STEPS[step])
    if step == "finish" and isinstance(at, TaskUnit):
        raise Invalid({"step": LEAD_ENDS})
    on = on or clock.today()
    if on > clock.today():
        raise Invalid({"on": Words("进展日期不能晚于今天", "the day lies ahead")})
    if not words.strip():
        raise Invalid({"words": Words("请写明进展情况", "say how it stands")})
    return act.create(
        TaskReport(
            task=task,
            reporter=at.unit,
            step=step,
            words=words.strip(),
            percent=percent,
            percent_reason=reason_kept(at, step, percent, percent_reason.strip(), on),
            document=_document(act, document_id),
            on=on,
            by=act.user.pk if act.user else None,
            at=clock.now(),
        )
    )


@action("task.accept")
def accept_report(act: Act, report: TaskReport, *, expected: int, note: str = "", why: str = "") -> TaskReport:
    """Accept a report: the task takes its step."""
    report = _decide(act, report, "accept", expected, note)
    task = locked(holding(report.task))
    must_be_under_way(task, Words("审核通过", "accepting"))
    step = report.step if TASK.allows(task.state, report.step) else "report"
    act.update(
        task,
        state=TASK.after(task.state, step, STEPS[step]),
        reported_on=max(report.on, task.reported_on or report.on),
        percent=WHOLE if step == "finish" else accepted_percent(task),
        done_on=report.on if step == "finish" else task.done_on,
    )
    return report


@action("task.accept")
def return_report(act: Act, report: TaskReport, *, expected: int, note: str, why: str = "") -> TaskReport:
    """Send a report back, with a note that says what is wanted."""
    if not note.strip():
        raise Invalid({"note": Words("退回须说明原因", "say why it is sent back")})
    return _decide(act, report, "return", expected, note)


def _decide(act: Act, report: TaskReport, step: str, expected: int, note: str) -> TaskReport:
    act.not_by(report.by, report)
    called = Words("审核通过", "accepting") if step == "accept" else Words("退回", "returning")
    return act.update(
        report,
        expected=expected,
        state=REPORT.after(report.state, step, called),
        decided_by=act.user.pk if act.user else None,
        decided_at=clock.now(),
        decision_note=note.strip(),
    )


def _document(act: Act, key: int | None) -> Document | None:
    """The document on which a report rests, if the one who reports may see it."""
    if key is None:
        return None
    document = Document.objects.select_related("unit").filter(pk=key).first()
    if document is None or not act.actor.may("document.read", document.unit):
        raise not_there("document_id", "文档", "document")
    return document
