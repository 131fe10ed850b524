"""The making of a plan: its procedure as data of the region, stamped steps, opinions, proposals of the autumn form."""

from django.db import models

from taizhang.errors import Words
from taizhang.server.accounts.models import Region, Unit
from taizhang.server.documents.models import Document
from taizhang.server.ledger.models.indicators import Indicator
from taizhang.server.ledger.models.plans import Plan, PlanVersion
from taizhang.server.lib.fields import Amount
from taizhang.server.lib.machines import Machine
from taizhang.server.lib.rows import Recorded

OPINION = Machine(
    Words("意见", "opinion"),
    {
        "asked": Words("待反馈", "asked"),
        "countersigned": Words("已会签无意见", "countersigned"),
        "given": Words("已提出", "given"),
        "decided": Words("已处理", "decided"),
    },
    {
        ("asked", "countersign"): "countersigned",
        ("asked", "give"): "given",
        ("given", "decide"): "decided",
    },
)


class Procedure(Recorded):
    """Which steps a region takes, in days and with what documents: data of the region.

    `steps` maps each step of the machine PLAN (but going back to the draft) to what ledger/data/procedure.toml
    explains: required, rests_on, opinions, silence_agrees, answer_days, year, before, ahead_of, days_ahead.
    """

    region = models.OneToOneField(Region, on_delete=models.PROTECT, related_name="procedure")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="procedures")
    steps = models.JSONField()

    def __str__(self) -> str:
        return f"{self.region} 编制程序"


class Step(Recorded):
    """A step of the cycle as it was taken: by whom, when, and on what document it rests.

    A step that the procedure of the region does not require may be `skipped`: stamped too, but nothing was done.
    """

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="steps")
    version = models.ForeignKey(PlanVersion, on_delete=models.PROTECT, null=True, related_name="steps")
    step = models.CharField(max_length=24)
    state_before = models.CharField(max_length=20)
    state_after = models.CharField(max_length=20)
    skipped = models.BooleanField(default=False)
    document = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, related_name="+")
    note = models.TextField(blank=True)
    by = models.BigIntegerField(null=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.plan} {self.step}"


class Opinion(Recorded):
    """What a unit or a committee says to a draft or a report, article by article, and what became of it.

    A row is made for each unit asked; `article` and `opinion` are empty where it countersigns without any. `decision`
    stays empty until decided; `decision_reason` says why an opinion was not, or only partly, adopted.
    """

    class Stage(models.TextChoices):
        """At what the opinion was asked."""

        CONSULTATION = "consultation", "征求意见"
        EXAMINATION = "examination", "初步审查"
        HALF_YEAR = "half_year", "审议意见"

    class Decision(models.TextChoices):
        """What became of an opinion."""

        ADOPTED = "adopted", "采纳"
        PARTLY = "partly", "部分采纳"
        NOT_ADOPTED = "not_adopted", "不采纳"

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="opinions")
    stage = models.CharField(max_length=12, choices=Stage)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="opinions")
    body = models.CharField(max_length=80, blank=True)
    state = models.CharField(max_length=14, choices=OPINION.choices(), default="asked")
    article = models.CharField(max_length=120, blank=True)
    opinion = models.TextField(blank=True)
    decision = models.CharField(max_length=12, choices=Decision, blank=True)
    decision_reason = models.TextField(blank=True)
    document = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, related_name="+")
    asked_at = models.DateTimeField()
    due_on = models.DateField(null=True)
    given_by = models.BigIntegerField(null=True)
    given_at = models.DateTimeField(null=True)
    decided_by = models.BigIntegerField(null=True)
    decided_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.unit}{self.article}"


class Proposal(Recorded):
    """What the autumn form of a unit says of an indicator, with the three values of next year kept apart.

    `so_far` is the result of months 1 to `so_far_to`, `estimate` the full-year estimate; `proposed` is the unit's
    value for next year with reason and basis, `balanced` the bureau's, `approved` the one approved. `places` is how
    many digits after the point the last of the three was written with. `proposed_by` typed the unit's part last,
    `also_by` are the others who typed what of it still stands.
    """

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="proposals")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="proposals")
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="proposals")
    measure = models.CharField(max_length=6)
    so_far = Amount(null=True)
    so_far_to = models.CharField(max_length=24, blank=True)
    estimate = Amount(null=True)
    comparator = models.CharField(max_length=5, blank=True)
    proposed = Amount(null=True)
    places = models.PositiveSmallIntegerField(default=0)
    reason = models.TextField(blank=True)
    basis = models.TextField(blank=True)
    proposed_by = models.BigIntegerField(null=True)
    also_by = models.JSONField(default=list)
    balanced = Amount(null=True)
    balanced_reason = models.TextField(blank=True)
    balanced_by = models.BigIntegerField(null=True)
    approved = Amount(null=True)
    approved_reason = models.TextField(blank=True)
    approved_by = models.BigIntegerField(null=True)

    class Meta:
        ordering = ("plan_id", "unit_id", "indicator_id")
        constraints = (models.UniqueConstraint(fields=["plan", "unit", "indicator", "measure"], name="one_proposal"),)

    def __str__(self) -> str:
        return f"{self.unit} {self.indicator}"
