"""Verdicts of people on what was read, never changed, never removed: the last one on a thing holds."""

from django.db import models

from taizhang.server.accounts.models import Unit
from taizhang.server.documents.models import Fact, Statement
from taizhang.server.lib.rows import Recorded


class Verdict(Recorded):
    """One judgement: accept, correct or reject. `original` is the row as read, `reviewed` the reviewer's version.

    A document that is read anew keeps the verdicts on what was read the same: each is repeated on the new row, with
    `carried_from` the verdict that it repeats, in whose name and of whose time it stands.
    """

    class Kind(models.TextChoices):
        """What was judged."""

        ACCEPT = "accept", "认可"
        CORRECT = "correct", "更正"
        REJECT = "reject", "否定"

    fact = models.ForeignKey(Fact, on_delete=models.PROTECT, null=True, related_name="verdicts")
    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, null=True, related_name="verdicts")
    kind = models.CharField(max_length=8, choices=Kind)
    original = models.JSONField()
    reviewed = models.JSONField(null=True)
    reader = models.CharField(max_length=40)
    note = models.TextField(blank=True)
    in_bulk = models.BooleanField(default=False)
    by = models.BigIntegerField(null=True)
    at = models.DateTimeField()
    current = models.BooleanField(default=True)
    carried_from = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="carried_to")

    class Meta:
        ordering = ("id",)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(fact=None) ^ models.Q(statement=None), name="a_verdict_on_one_thing"
            ),
            models.UniqueConstraint(
                fields=["fact"], condition=models.Q(current=True, fact__isnull=False), name="one_verdict_holds_fact"
            ),
            models.UniqueConstraint(
                fields=["statement"],
                condition=models.Q(current=True, statement__isnull=False),
                name="one_verdict_holds_statement",
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.fact or self.statement}"

    @property
    def unit(self) -> Unit:
        """The node at which the document stands."""
        thing = self.fact or self.statement
        assert thing is not None  # noqa: S101 - the database holds it
        return thing.unit
