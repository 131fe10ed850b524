"""Tasks of a plan and livelihood commitments: who answers for them, by when, and how far they are."""

from collections.abc import Sequence
from typing import NamedTuple

from django.db import models

from taizhang.errors import Words
from taizhang.server.accounts.models import Unit
from taizhang.server.documents.models import Document, Statement
from taizhang.server.ledger.models.indicators import Programme
from taizhang.server.ledger.models.plans import Plan, PlanVersion
from taizhang.server.lib.machines import Machine
from taizhang.server.lib.rows import Recorded

TASK = Machine(
    Words("任务", "task"),
    {
        "not_started": Words("未启动", "not started"),
        "under_way": Words("推进中", "under way"),
        "late": Words("滞后", "late"),
        "done": Words("已完成", "done"),
        "adjusted": Words("已调整", "adjusted"),
        "ended": Words("已终止", "ended"),
    },
    {
        ("not_started", "start"): "under_way",
        ("not_started", "finish"): "done",
        ("not_started", "fall_behind"): "late",
        ("under_way", "report"): "under_way",
        ("under_way", "finish"): "done",
        ("under_way", "fall_behind"): "late",
        ("late", "report"): "late",
        ("late", "finish"): "done",
        ("late", "catch_up"): "under_way",
        ("not_started", "adjust"): "adjusted",
        ("under_way", "adjust"): "adjusted",
        ("late", "adjust"): "adjusted",
        ("not_started", "end"): "ended",
        ("under_way", "end"): "ended",
        ("late", "end"): "ended",
    },
)


class Supporter(NamedTuple):
    """A unit that supports a task, by its id and name."""

    id: int
    name: str


class Task(Recorded):
    """What a plan says will be done. `unit` is the lead unit; supporting ones are rows of TaskUnit.

    `line` is the same over all versions. `sentence` is what the plan says, `statement` where it was read. A livelihood
    commitment (民生实事) is a task of that kind, at district, town or village level by its unit. A part into which a
    lead unit breaks a task that was issued stands in no version. `reported_on` is the day of the latest report that
    was accepted, `percent` how far the lead unit says it is, as was accepted last; the report itself is `latest`, the
    units that support are `supporters`, in lists that ask for them.
    """

    class Kind(models.TextChoices):
        """What sort of promise it is."""

        TASK = "task", "任务"
        LIVELIHOOD = "livelihood", "民生实事"

    version = models.ForeignKey(PlanVersion, on_delete=models.PROTECT, null=True, related_name="tasks")
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="tasks")
    line = models.PositiveIntegerField()
    kind = models.CharField(max_length=12, choices=Kind, default=Kind.TASK)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="parts")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="tasks")
    title = models.CharField(max_length=300)
    section = models.CharField(max_length=80, blank=True)
    deliverable = models.CharField(max_length=300, blank=True)
    deadline = models.DateField(null=True)
    sentence = models.TextField(blank=True)
    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, null=True, related_name="tasks")
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, null=True, related_name="tasks")
    state = models.CharField(max_length=12, choices=TASK.choices(), default="not_started")
    reported_on = models.DateField(null=True)
    percent = models.PositiveSmallIntegerField(null=True)
    done_on = models.DateField(null=True)
    entered_by = models.BigIntegerField(null=True)
    latest: "TaskReport | None" = None
    supporters: Sequence[Supporter] = ()

    class Meta:
        ordering = ("plan_id", "line")
        constraints = (models.UniqueConstraint(fields=["version", "line"], name="a_task_a_line"),)
        indexes = (
            models.Index(fields=["plan", "state"]),
            models.Index(fields=["plan", "line"]),
            models.Index(fields=["unit", "deadline"]),
        )

    def __str__(self) -> str:
        return self.title


class TaskUnit(Recorded):
    """A unit that supports the lead unit of a task."""

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="supporting")
    supporter = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="supported_tasks")

    class Meta:
        ordering = ("id",)
        constraints = (models.UniqueConstraint(fields=["task", "supporter"], name="a_supporter_once"),)

    def __str__(self) -> str:
        return f"{self.task} · {self.supporter}"

    @property
    def unit(self) -> Unit:
        """The unit that supports."""
        return self.supporter


class TaskReport(Recorded):
    """What a unit says of its task, and whether a reviewer accepted it. Only an accepted report moves the task.

    `reporter` is the unit that says it, the lead unit or a supporting one; `on` is the day of which it tells. `percent`
    is how far the lead unit says the task is (自报进度), `percent_reason` why it says less than before.
    """

    class State(models.TextChoices):
        """How far a report is."""

        SUBMITTED = "submitted", "待审核"
        ACCEPTED = "accepted", "已审核"
        RETURNED = "returned", "退回"

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="reports")
    reporter = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="task_reports")
    step = models.CharField(max_length=12)
    words = models.TextField()
    percent = models.PositiveSmallIntegerField(null=True)
    percent_reason = models.CharField(max_length=300, blank=True)
    document = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, related_name="+")
    on = models.DateField()
    state = models.CharField(max_length=10, choices=State, default=State.SUBMITTED)
    by = models.BigIntegerField(null=True)
    at = models.DateTimeField()
    decided_by = models.BigIntegerField(null=True)
    decided_at = models.DateTimeField(null=True)
    decision_note = models.TextField(blank=True)

    class Meta:
        ordering = ("id",)
        indexes = (models.Index(fields=["task", "state", "on"]),)

    def __str__(self) -> str:
        return f"{self.task} {self.on}"

    @property
    def unit(self) -> Unit:
        """The lead unit of the task."""
        return self.task.unit


class Extension(Recorded):
    """A unit's request for a later deadline, with its reason, and the decision on it."""

    class State(models.TextChoices):
        """How far a request is."""

        ASKED = "asked", "待批"
        GRANTED = "granted", "同意"
        REFUSED = "refused", "不同意"

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="extensions")
    from_day = models.DateField(null=True)
    to_day = models.DateField()
    reason = models.TextField()
    state = models.CharField(max_length=8, choices=State, default=State.ASKED)
    by = models.BigIntegerField(null=True)
    at = models.DateTimeField()
    decided_by = models.BigIntegerField(null=True)
    decided_at = models.DateTimeField(null=True)
    decision_note = models.TextField(blank=True)

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(fields=["task"], condition=models.Q(state="asked"), name="one_extension_asked"),
        )

    def __str__(self) -> str:
        return f"{self.task} → {self.to_day}"

    @property
    def unit(self) -> Unit:
        """The lead unit of the task."""
        return self.task.unit
