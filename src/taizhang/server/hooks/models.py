"""Who is told of what, and each time it was."""

from typing import ClassVar

from django.db import models

from taizhang.server.accounts.models import Unit
from taizhang.server.lib.rows import Recorded
from taizhang.server.log.models import Entry


class Hook(Recorded):
    """An address that is told of what happens at a unit and below it.

    `actions` are names of actions or patterns of them (return.*). `secret` signs what is sent; it stands in no log.
    Entries of the log up to `since` are not told.
    """

    unrecorded: ClassVar[frozenset[str]] = frozenset({"secret"})

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="hooks")
    name = models.CharField(max_length=80)
    url = models.CharField(max_length=500)
    secret = models.CharField(max_length=80)
    actions = models.JSONField()
    active = models.BooleanField(default=True)
    since = models.BigIntegerField(default=0)

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return self.name


class Delivery(models.Model):
    """One entry of the log to be told to one hook: whether it was, how often it was tried, what was answered last.

    This is no part of the ledger: it tells of the network, and is written by the job that sends.
    """

    class State(models.TextChoices):
        """How far it is."""

        WAITING = "waiting", "待送"
        SENT = "sent", "已送达"
        FAILED = "failed", "已放弃"

    hook = models.ForeignKey(Hook, on_delete=models.CASCADE, related_name="deliveries")
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    tries = models.PositiveSmallIntegerField(default=0)
    status = models.PositiveSmallIntegerField(null=True)
    answer = models.CharField(max_length=200, blank=True)
    tried_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("id",)
        constraints = (models.UniqueConstraint(fields=["hook", "entry"], name="an_entry_once_a_hook"),)
        indexes = (models.Index(fields=["hook", "state"]),)

    def __str__(self) -> str:
        return f"{self.hook} {self.entry_id}"


class Line(models.Model):
    """How well the address of a hook answers: failures in a row, and until when it is left alone."""

    hook = models.OneToOneField(Hook, on_delete=models.CASCADE, primary_key=True, related_name="line")
    failures = models.PositiveSmallIntegerField(default=0)
    rests_until = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.hook} {self.failures}"


class Heard(models.Model):
    """The one row that tells up to which entry of the log the hooks were told."""

    entry = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return str(self.entry)
