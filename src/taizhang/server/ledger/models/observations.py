"""What was reached: values of indicators in periods, with vintage, authority, where each came from, who approved it."""

from django.db import models

from taizhang.server.accounts.models import Region, Unit
from taizhang.server.documents.models import Fact
from taizhang.server.ledger.models.indicators import Indicator
from taizhang.server.lib.fields import Amount
from taizhang.server.lib.rows import Recorded


class Observation(Recorded):
    """The value of an indicator for a unit (a region's government, a district, a bureau) in a period.

    `period` is a code as in Fact.period of the smallest period reported: 2025-05 for a month, 2025-05b for a ten-day
    span, 2025W07, 2025Q1, 2025H1, 2025, 2021-2025. A figure for 1–N months (2025-01/2025-05) is the `cumulative` of
    month N: value and cumulative of a period are kept apart, `derived` names those of `value`, `cumulative` that were
    computed from other months and not reported. `growth` and `cumulative_growth` are year on year, in per cent.
    `vintage` tells which edition of the figure it is; a later edition or a correction is a new row, the old one loses
    `current`. `origin` says where the value came from: {fact}, {return, row}, {import, row}, {roster}, or {} typed.
    """

    class Vintage(models.TextChoices):
        """Editions of one figure, in the order in which they appear."""

        ESTIMATE = "estimate", "全年预计"
        FLASH = "flash", "快报"
        PRELIMINARY = "preliminary", "初步核算"
        FINAL = "final", "最终核实"
        CENSUS = "census", "普查修订"

    class PeriodType(models.TextChoices):
        """Kinds of periods."""

        TEN_DAY = "ten_day", "旬"
        WEEK = "week", "周"
        MONTH = "month", "月"
        QUARTER = "quarter", "季度"
        HALF_YEAR = "half_year", "半年"
        YEAR = "year", "年"
        FIVE_YEARS = "five_years", "五年"

    class State(models.TextChoices):
        """Whether a value may be used."""

        ENTERED = "entered", "待审定"
        ACCEPTED = "accepted", "已审定"
        REJECTED = "rejected", "未采用"

    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="observations")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="observations")
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="observations")
    period = models.CharField(max_length=24)
    period_type = models.CharField(max_length=10, choices=PeriodType)
    period_end = models.DateField()
    vintage = models.CharField(max_length=12, choices=Vintage, default=Vintage.FLASH)
    value = Amount(null=True)
    cumulative = Amount(null=True)
    growth = Amount(null=True)
    cumulative_growth = Amount(null=True)
    derived = models.JSONField(default=list)
    places = models.PositiveSmallIntegerField(default=0)
    authority = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")
    released_on = models.DateField(null=True)
    state = models.CharField(max_length=8, choices=State, default=State.ENTERED)
    current = models.BooleanField(default=True)
    replaces = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="replaced_by")
    reason = models.TextField(blank=True)
    comment = models.TextField(blank=True)
    fact = models.ForeignKey(Fact, on_delete=models.PROTECT, null=True, related_name="observations")
    origin = models.JSONField(default=dict)
    entered_by = models.BigIntegerField(null=True)
    entered_at = models.DateTimeField()
    accepted_by = models.BigIntegerField(null=True)
    accepted_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(
                fields=["region", "unit", "indicator", "period", "vintage"],
                condition=models.Q(current=True),
                name="one_current_observation",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="accepted") | models.Q(accepted_at__isnull=False),
                name="accepted_by_someone",
            ),
        )
        indexes = (
            models.Index(fields=["region", "indicator", "period_end"]),
            models.Index(fields=["unit", "period_end"]),
        )

    def __str__(self) -> str:
        return f"{self.unit} {self.indicator} {self.period}"
