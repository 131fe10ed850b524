"""What happened to a task: its reports and the requests for a later deadline, each with what was decided on it."""

from collections.abc import Iterable
from dataclasses import dataclass

from taizhang.errors import Words
from taizhang.server.accounts.acting import Actor
from taizhang.server.documents.models import Document
from taizhang.server.ledger.models import Extension, Task, TaskReport
from taizhang.server.ledger.tasks.extending import EXTENSION
from taizhang.server.ledger.tasks.queries import extensions_for, reports_for
from taizhang.server.ledger.tasks.reporting import REPORT
from taizhang.server.pages.entry.finding import named

STEPS = {"start": Words("启动", "start"), "report": Words("进展", "progress"), "finish": Words("完成", "end")}
TAGS = {
    "submitted": "tag-warn",
    "accepted": "tag-good",
    "returned": "tag-bad",
    "asked": "tag-warn",
    "granted": "tag-good",
    "refused": "tag-bad",
}


@dataclass(frozen=True, slots=True)
class Told:
    """A report, with the names of who wrote and who decided, and whether the person may decide on it."""

    report: TaskReport
    step: Words
    state: Words
    tag: str
    by: str
    decided_by: str
    document: Document | None
    may_decide: bool


@dataclass(frozen=True, slots=True)
class Request:
    """A request for a later deadline, in the same manner."""

    extension: Extension
    state: Words
    tag: str
    by: str
    decided_by: str
    may_decide: bool


def reports_of(actor: Actor, task: Task) -> list[Told]:
    """The reports on a task, the latest first."""
    rows = list(reports_for(actor, task=task.pk).select_related("document__unit", "task__plan").order_by("-on", "-pk"))
    people = named(_people(rows))
    return [_told(actor, row, people) for row in rows]


def extensions_of(actor: Actor, task: Task) -> list[Request]:
    """The requests for a later deadline, the latest first."""
    rows = list(extensions_for(actor, task=task.pk).select_related("task__plan").order_by("-pk"))
    people = named(_people(rows))
    return [
        Request(
            row,
            EXTENSION.states[row.state],
            TAGS[row.state],
            people.get(row.by or 0, ""),
            people.get(row.decided_by or 0, ""),
            row.state == Extension.State.ASKED and may_decide(actor, "task.decide", row),
        )
        for row in rows
    ]


def may_decide(actor: Actor, action: str, row: TaskReport | Extension) -> bool:
    """Whether a person may decide on a report or a request: not on their own."""
    own = actor.user is not None and row.by == actor.user.pk
    return not own and row.task.plan.state != "closed" and actor.may(action, row.unit)


def _told(actor: Actor, row: TaskReport, people: dict[int, str]) -> Told:
    seen = row.document is not None and actor.may("document.read", row.document.unit)
    return Told(
        row,
        STEPS[row.step],
        REPORT.states[row.state],
        TAGS[row.state],
        people.get(row.by or 0, ""),
        people.get(row.decided_by or 0, ""),
        row.document if seen else None,
        row.state == TaskReport.State.SUBMITTED and may_decide(actor, "task.accept", row),
    )


def _people(rows: Iterable[TaskReport] | Iterable[Extension]) -> list[int | None]:
    return [key for row in rows for key in (row.by, row.decided_by)]
