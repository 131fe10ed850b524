"""What was reached: values of indicators in periods, with vintage, authority, where each came from, who approved it."""

from django.db import models

from taizhang.errors import Words
from taizhang.server.accounts.models import Region, Unit
from taizhang.server.documents.models import Fact
from taizhang.server.ledger.models.indicators import Indicator
from taizhang.server.lib.fields import Amount
from taizhang.server.lib.machines import Machine
from taizhang.server.lib.rows import Recorded

OBSERVATION = Machine(
    Words("数据", "observation"),
    {
        "entered": Words("待审定", "entered"),
        "accepted": Words("已审定", "accepted"),
        "rejected": Words("未采用", "rejected"),
    },
    {
        ("entered", "enter"): "entered",
        ("entered", "accept"): "accepted",
        ("entered", "reject"): "rejected",
        ("accepted", "correct"): "accepted",
    },
)


class Observation(Recorded):
    """The value of an indicator for a unit (a region's government, a district, a bureau) in a period.

    `period` is a code as in Fact.period of the smallest period reported: 2025-05 for a month, 2025-05b for a ten-day
    span, 2025W07, 2025Q1, 2025H1, 2025, 2021-2025. A figure for 1–N months (2025-01/2025-05) is the `cumulative` of
    month N: value and cumulative of a period are kept apart, each only as it was reported; what can be derived from
    other periods is derived when it is asked for (observations/deriving.py). `growth` and `cumulative_growth` are year
    on year, in per cent. `places` is how many digits after the point the value was written with.

    `vintage` tells which edition of the figure it is; a later edition is a row of its own beside the earlier. A
    correction is a new row that `replaces` the accepted one: it waits without being `current`, and once accepted is
    `current` instead of the old one, which stays. A rejected row is not current. `origin` says where the value came
    from: {fact}, {return, row}, {import, row}, {roster}, or {} typed. `entered_by` typed last, `also_by` are the others
    who typed a part of what stands: none of them may accept it.
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

    region = models.ForeignKey(Region, on_delete=models.PROTECT, db_index=False, related_name="observations")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, db_index=False, related_name="observations")
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, db_index=False, related_name="observations")
    period = models.CharField(max_length=24)
    period_type = models.CharField(max_length=10, choices=PeriodType)
    period_end = models.DateField()
    vintage = models.CharField(max_length=12, choices=Vintage, default=Vintage.FLASH)
    value = Amount(null=True)
    cumulative = Amount(null=True)
    growth = Amount(null=True)
    cumulative_growth = Amount(null=True)
    places = models.PositiveSmallIntegerField(default=0)
    authority = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, db_index=False, related_name="+")
    released_on = models.DateField(null=True)
    state = models.CharField(max_length=8, choices=State, default=State.ENTERED)
    current = models.BooleanField(default=True)
    replaces = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, db_index=False, related_name="replaced_by"
    )
    reason = models.TextField(blank=True)
    comment = models.TextField(blank=True)
    fact = models.ForeignKey(Fact, on_delete=models.PROTECT, null=True, db_index=False, related_name="observations")
    origin = models.JSONField(default=dict)
    entered_by = models.BigIntegerField(null=True)
    also_by = models.JSONField(default=list)
    entered_at = models.DateTimeField()
    accepted_by = models.BigIntegerField(null=True)
    accepted_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("id",)
        constraints = (
            # Also the index of a series: the periods of a unit's indicator.
            models.UniqueConstraint(
                fields=["unit", "indicator", "period", "vintage", "region"],
                condition=models.Q(current=True),
                name="one_current_observation",
            ),
            models.UniqueConstraint(
                fields=["replaces"], condition=models.Q(state="entered"), name="one_correction_at_a_time"
            ),
            models.CheckConstraint(
                condition=~models.Q(state="accepted") | models.Q(accepted_at__isnull=False),
                name="accepted_by_someone",
            ),
        )
        indexes = (
            models.Index(fields=["indicator", "period", "unit"], name="observation_of_indicator"),
            models.Index(fields=["unit", "period_end"], name="observation_of_unit"),
            models.Index(fields=["period", "id"], name="observation_of_period"),
            models.Index(fields=["id"], condition=models.Q(accepted_at__isnull=True), name="observation_to_accept"),
            # What is rare is found by an index of its own, not by going through all that is usual.
            models.Index(fields=["id"], condition=models.Q(state="rejected"), name="observation_rejected"),
            models.Index(fields=["id"], condition=models.Q(current=False), name="observation_past"),
            models.Index(fields=["vintage", "id"], condition=~models.Q(vintage="flash"), name="observation_of_edition"),
            models.Index(fields=["replaces"], condition=models.Q(replaces__isnull=False), name="observation_replacing"),
            models.Index(fields=["fact"], condition=models.Q(fact__isnull=False), name="observation_from_fact"),
        )

    def __str__(self) -> str:
        return f"{self.unit} {self.indicator} {self.period}"
