"""Imports of workbooks: the file, what each row became, and whether it was undone."""

from django.db import models

from taizhang.server.accounts.models import Unit
from taizhang.server.lib.rows import Recorded


class Import(Recorded):
    """A workbook that was dropped: the file, what each row became, and whether it was undone.

    `state`: previewed, waiting, running, done, failed, undone. `rows` is [{row, sheet, what, why, …}] with what one of
    new, changed, same, refused; `entry_from` and `entry_to` are the entries of the log that it made.
    """

    class State(models.TextChoices):
        """How far an import is."""

        PREVIEWED = "previewed", "已预览"
        WAITING = "waiting", "排队"
        RUNNING = "running", "导入中"
        DONE = "done", "已完成"
        FAILED = "failed", "失败"
        UNDONE = "undone", "已撤销"

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="imports")
    name = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64)
    channel = models.CharField(max_length=12)
    state = models.CharField(max_length=10, choices=State, default=State.PREVIEWED)
    rows = models.JSONField(default=list)
    done_rows = models.PositiveIntegerField(default=0)
    all_rows = models.PositiveIntegerField(default=0)
    trouble = models.TextField(blank=True)
    by = models.BigIntegerField(null=True)
    at = models.DateTimeField()
    undone_by = models.BigIntegerField(null=True)
    undone_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-id",)

    def __str__(self) -> str:
        return self.name
