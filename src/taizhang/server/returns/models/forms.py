"""What units report: forms, their rows, and the units that are asked."""

from datetime import date

from django.db import models

from taizhang.server.accounts.models import Region, Unit
from taizhang.server.ledger.models import Indicator, Observation, Plan, Target
from taizhang.server.lib.rows import Recorded


def usual_reminders() -> list[int]:
    """Days from the due day on which a unit is reminded unless the form says otherwise: before it, on it, after it."""
    return [-3, 0, 1, 7]


class Form(Recorded):
    """What units report, how often and by when; `unit` is the one that asks.

    `columns` are keys of the measures asked for each row: value, cumulative, growth, cumulative_growth of an
    observation form; so_far, estimate, proposed, reason, basis of the autumn form. A period opens `open_days` before
    it is over (0: the day after), is due `due_days` after its end, and locks `lock_days` after that (None: never by
    itself). `remind_days` are days from the due day on which who has not reported is reminded. `starts_on` and
    `ends_on` are the first and last day that the calendar asks for.
    """

    class Kind(models.TextChoices):
        """What a return becomes once it is accepted."""

        OBSERVATIONS = "observations", "数据填报"
        AUTUMN = "autumn", "计划编制征集"

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="forms")
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="forms")
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=12, choices=Kind, default=Kind.OBSERVATIONS)
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, null=True, related_name="forms")
    period_type = models.CharField(max_length=10, choices=Observation.PeriodType)
    columns = models.JSONField()
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)
    open_days = models.PositiveSmallIntegerField(default=0)
    due_days = models.PositiveSmallIntegerField()
    lock_days = models.PositiveSmallIntegerField(null=True)
    remind_days = models.JSONField(default=usual_reminders)
    vintage = models.CharField(max_length=12, choices=Observation.Vintage, default=Observation.Vintage.FLASH)
    instructions = models.TextField(blank=True)
    active = models.BooleanField(default=True)

    class Meta:
        ordering = ("id",)
        constraints = (models.UniqueConstraint(fields=["unit", "name"], name="a_form_once"),)

    def __str__(self) -> str:
        return self.name


class Spell(Recorded):
    """What holds for the periods that end from `since` to `until`; None is without end on that side."""

    since = models.DateField(null=True)
    until = models.DateField(null=True)

    class Meta:
        abstract = True

    def holds(self, day: date) -> bool:
        """Whether it holds for a period that ends on a day."""
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


class FormRow(Spell):
    """One indicator of a form. `part_of` is the row of which it is a part (其中): parts may not exceed it.

    `exhaustive` says of a whole that its parts make it up. `columns` narrows those of the form, where it is not empty.
    `measure` tells what an autumn form asks of the indicator: its level or its growth.
    """

    form = models.ForeignKey(Form, on_delete=models.PROTECT, related_name="rows")
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="form_rows")
    position = models.PositiveSmallIntegerField()
    part_of = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="parts")
    exhaustive = models.BooleanField(default=False)
    required = models.BooleanField(default=True)
    columns = models.JSONField(default=list)
    measure = models.CharField(max_length=6, choices=Target.Measure, default=Target.Measure.LEVEL)

    class Meta:
        ordering = ("form_id", "position", "id")
        constraints = (
            models.UniqueConstraint(
                fields=["form", "indicator", "measure"],
                condition=models.Q(until=None),
                name="an_indicator_a_row",
            ),
        )

    def __str__(self) -> str:
        return str(self.indicator)


class FormUnit(Spell):
    """A unit that has to send a form in; `rows` are the positions it is asked for, all where it is empty."""

    form = models.ForeignKey(Form, on_delete=models.PROTECT, related_name="units")
    reporter = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="forms_due")
    rows = models.JSONField(default=list)

    class Meta:
        ordering = ("form_id", "reporter_id", "id")
        constraints = (
            models.UniqueConstraint(
                fields=["form", "reporter"], condition=models.Q(until=None), name="a_unit_once_a_form"
            ),
        )

    def __str__(self) -> str:
        return f"{self.form} · {self.reporter}"
