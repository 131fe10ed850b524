"""What the ledger knows of a background job: who asked for it and where, who works at it, how far it is."""

from django.db import models
from django_tasks_db.models import DBTaskResult

from taizhang.server.accounts.models import Unit


class Job(models.Model):
    """A job beside the row that django-tasks keeps of it (`task`: state, arguments, times, trouble).

    `by` and `unit` say who asked for it and at which node. `worker` works at it and was last heard of at `beat_at`:
    a job of a worker that fell silent is put back. `done` of `whole` tells how far it is.
    """

    name = models.CharField(max_length=64)
    task: "models.OneToOneField[DBTaskResult[..., object], DBTaskResult[..., object]]" = models.OneToOneField(
        DBTaskResult, on_delete=models.CASCADE, related_name="job"
    )
    by = models.BigIntegerField(null=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")
    worker = models.CharField(max_length=80, blank=True)
    beat_at = models.DateTimeField(null=True)
    done = models.PositiveIntegerField(default=0)
    whole = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.name} {self.pk}"


class Tick(models.Model):
    """When a periodic function is due next, and what went wrong the last time (empty: nothing)."""

    name = models.CharField(primary_key=True, max_length=64)
    due_at = models.DateTimeField()
    ran_at = models.DateTimeField(null=True)
    trouble = models.TextField(blank=True)

    def __str__(self) -> str:
        return self.name
