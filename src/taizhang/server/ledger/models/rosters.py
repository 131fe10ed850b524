"""Rosters that firms climb and leave (梯度培育库), firms and their figures, and evaluation by scorecards."""

from django.db import models

from taizhang.server.accounts.models import Region, Unit
from taizhang.server.ledger.models.indicators import Indicator
from taizhang.server.lib.fields import Amount
from taizhang.server.lib.rows import Recorded


class Firm(Recorded):
    """A firm. `code` is its unified social credit code; `unit` the district or town in whose area it is counted."""

    code = models.CharField(max_length=18, unique=True)
    name = models.CharField(max_length=120)
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="firms")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="firms")
    industry = models.CharField(max_length=60, blank=True)

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return self.name


class FirmFigure(Recorded):
    """A figure of a firm in a year: output, tax, land and what else an evaluation weighs."""

    firm = models.ForeignKey(Firm, on_delete=models.PROTECT, related_name="figures")
    year = models.PositiveSmallIntegerField()
    measure = models.CharField(max_length=40)
    value = Amount()
    unit_of_measure = models.CharField(max_length=24)

    class Meta:
        ordering = ("firm_id", "year", "measure")
        constraints = (models.UniqueConstraint(fields=["firm", "year", "measure"], name="a_figure_once"),)

    def __str__(self) -> str:
        return f"{self.firm} {self.year} {self.measure}"

    @property
    def unit(self) -> Unit:
        """The node at which its firm is counted."""
        return self.firm.unit


class Roster(Recorded):
    """A list on which firms stand: high-tech firms, 专精特新, listed firms. `rank` orders the rungs of one ladder.

    `valid_years` is after how many years a firm is examined again, or leaves. `stock` is the indicator that counts who
    stands on it at the end of a period, `added` the one that counts who came in the period; both feed by themselves.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="rosters")
    name = models.CharField(max_length=80)
    ladder = models.CharField(max_length=80, blank=True)
    rank = models.PositiveSmallIntegerField(default=0)
    level = models.CharField(max_length=12, choices=Region.Level, blank=True)
    valid_years = models.PositiveSmallIntegerField(null=True)
    stock = models.ForeignKey(Indicator, on_delete=models.PROTECT, null=True, related_name="+")
    added = models.ForeignKey(Indicator, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ("ladder", "rank", "id")
        constraints = (models.UniqueConstraint(fields=["unit", "name"], name="a_roster_once"),)

    def __str__(self) -> str:
        return self.name


class Standing(Recorded):
    """A firm's stay on a roster: from when, until when, on what document, and why it left.

    On `left_on` it stands there no more. `examined_on` is when it was last examined again and stayed.
    """

    roster = models.ForeignKey(Roster, on_delete=models.PROTECT, related_name="standings")
    firm = models.ForeignKey(Firm, on_delete=models.PROTECT, related_name="standings")
    entered_on = models.DateField()
    examined_on = models.DateField(null=True)
    left_on = models.DateField(null=True)
    left_because = models.CharField(max_length=120, blank=True)
    basis = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(
                fields=["roster", "firm"], condition=models.Q(left_on=None), name="on_a_roster_once"
            ),
        )
        indexes = (models.Index(fields=["roster", "entered_on"]),)

    def __str__(self) -> str:
        return f"{self.firm} · {self.roster}"

    @property
    def unit(self) -> Unit:
        """The node that keeps the roster."""
        return self.roster.unit


class Scorecard(Recorded):
    """Rules of a weighted evaluation, as data. `subjects`: units or firms. Rules change by a new number.

    `rules` is {items: [{indicator or measure, weight, method, …}], grades: […], adjustments: […]}; the methods and
    their formulas stand in ledger/scoring.py and docs/reference/scorecards.md.
    """

    class Subjects(models.TextChoices):
        """What is ranked."""

        UNITS = "units", "单位或区县"
        FIRMS = "firms", "企业"

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="scorecards")
    name = models.CharField(max_length=120)
    number = models.PositiveSmallIntegerField(default=1)
    subjects = models.CharField(max_length=5, choices=Subjects)
    rules = models.JSONField()
    source = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ("id",)
        constraints = (models.UniqueConstraint(fields=["unit", "name", "number"], name="a_scorecard_once"),)

    def __str__(self) -> str:
        return self.name


class ScorecardRun(Recorded):
    """A scorecard computed for a period: each subject's items, points, total, rank and movement, as it was then."""

    scorecard = models.ForeignKey(Scorecard, on_delete=models.PROTECT, related_name="runs")
    period = models.CharField(max_length=24)
    at = models.DateTimeField()
    by = models.BigIntegerField(null=True)
    results = models.JSONField()

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.scorecard} {self.period}"

    @property
    def unit(self) -> Unit:
        """The node that keeps the scorecard."""
        return self.scorecard.unit
