"""What is measured: indicators of the catalogue and those that a region adds, and programmes that group things."""

from django.db import models

from taizhang.server.accounts.models import Region, Unit
from taizhang.server.lib.fields import Amount
from taizhang.server.lib.rows import Recorded


class Indicator(Recorded):
    """What is measured. `code` is the id of the catalogue, or one given by the region that added it.

    `unit_of_measure` is the one in which the ledger keeps its values (亿元). `nature`: flow adds up over a year, stock
    stands at a time, rate neither adds up nor is summed over districts. `better`: up, down or none. `authority` is the
    unit that owns the figure: only what it released may be quoted. `weight` is the indicator by which a rate is weighed
    over districts. `within` is the indicator of which this is a part (其中).
    """

    class Nature(models.TextChoices):
        """How values of it behave in time."""

        FLOW = "flow", "时期数"
        STOCK = "stock", "时点数"
        RATE = "rate", "比率"

    class Better(models.TextChoices):
        """Which way is better."""

        UP = "up", "越高越好"
        DOWN = "down", "越低越好"
        NONE = "none", "无方向"

    code = models.CharField(max_length=80, unique=True)
    region = models.ForeignKey(Region, on_delete=models.PROTECT, null=True, related_name="own_indicators")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="own_indicators")
    name = models.CharField(max_length=120)
    english = models.CharField(max_length=160, blank=True)
    aliases = models.JSONField(default=list)
    unit_of_measure = models.CharField(max_length=24)
    nature = models.CharField(max_length=5, choices=Nature)
    real_growth = models.BooleanField(default=False)
    better = models.CharField(max_length=4, choices=Better, default=Better.UP)
    adds_up = models.BooleanField(default=False)
    authority = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="owned_indicators")
    weight = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")
    within = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="parts")
    definition = models.TextField(blank=True)
    source = models.CharField(max_length=200, blank=True)
    lowest = Amount(null=True)
    highest = Amount(null=True)
    jump = models.DecimalField(null=True, max_digits=8, decimal_places=2)

    class Meta:
        ordering = ("code",)

    def __str__(self) -> str:
        return self.name


class Programme(Recorded):
    """A programme or campaign that groups tasks, projects and indicators (千项技改, 产业链, 三大战役)."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="programmes")
    name = models.CharField(max_length=120)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="children")
    about = models.TextField(blank=True)
    year_from = models.PositiveSmallIntegerField(null=True)
    year_to = models.PositiveSmallIntegerField(null=True)

    class Meta:
        ordering = ("id",)
        constraints = (models.UniqueConstraint(fields=["unit", "name"], name="a_programme_once"),)

    def __str__(self) -> str:
        return self.name


class ProgrammeIndicator(Recorded):
    """An indicator by which a programme is followed."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="indicators")
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="programmes")

    class Meta:
        ordering = ("id",)
        constraints = (models.UniqueConstraint(fields=["programme", "indicator"], name="an_indicator_once"),)

    def __str__(self) -> str:
        return f"{self.programme} · {self.indicator}"
