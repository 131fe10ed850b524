"""Plans and their versions, targets, the breakdown of a target, and changes of what was issued."""

from django.db import models

from taizhang.errors import Words
from taizhang.server.accounts.models import Region, Unit
from taizhang.server.documents.models import Document, Fact, Statement
from taizhang.server.ledger.models.indicators import Indicator
from taizhang.server.lib.fields import Amount
from taizhang.server.lib.machines import Machine
from taizhang.server.lib.rows import Recorded

PLAN = Machine(
    Words("计划", "plan"),
    {
        "collecting": Words("征集", "collecting"),
        "drafting": Words("起草", "drafting"),
        "consultation": Words("征求意见与会签", "consultation"),
        "meetings": Words("会议审议", "meetings"),
        "first_examination": Words("初步审查", "first examination"),
        "approved": Words("人大批准", "approved by congress"),
        "issued": Words("印发执行", "issued"),
        "half_year": Words("半年评估", "half-year reported"),
        "closed": Words("办结", "closed"),
    },
    {
        ("collecting", "draft"): "drafting",
        ("drafting", "consult"): "consultation",
        ("consultation", "redraft"): "drafting",
        ("consultation", "meet"): "meetings",
        ("meetings", "redraft"): "drafting",
        ("meetings", "examine"): "first_examination",
        ("first_examination", "redraft"): "drafting",
        ("first_examination", "approve"): "approved",
        ("approved", "issue"): "issued",
        ("issued", "report_half_year"): "half_year",
        ("half_year", "close"): "closed",
    },
)
VERSION = Machine(
    Words("计划版本", "version of the plan"),
    {
        "draft": Words("草案", "draft"),
        "proposed": Words("待决定", "proposed"),
        "issued": Words("已印发", "issued"),
        "superseded": Words("已被取代", "superseded"),
        "rejected": Words("未获同意", "rejected"),
    },
    {
        ("draft", "issue"): "issued",
        ("draft", "propose"): "proposed",
        ("proposed", "agree"): "issued",
        ("proposed", "reject"): "rejected",
        ("issued", "supersede"): "superseded",
    },
)
BREAKDOWN = Machine(
    Words("目标分解", "breakdown"),
    {
        "draft": Words("草稿", "draft"),
        "issued": Words("已下达", "issued"),
        "superseded": Words("已被取代", "superseded"),
    },
    {("draft", "issue"): "issued", ("issued", "supersede"): "superseded"},
)


class Plan(Recorded):
    """The plan of a region for a year. `unit` is the government whose plan it is; `state` the step of the cycle."""

    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="plans")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="plans")
    year = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    state = models.CharField(max_length=20, choices=PLAN.choices(), default="collecting")

    class Meta:
        ordering = ("region_id", "-year")
        constraints = (models.UniqueConstraint(fields=["region", "year"], name="one_plan_a_year"),)

    def __str__(self) -> str:
        return self.title


class PlanPublication(Recorded):
    """A recorded decision by which a plan was opened to the public: its issued versions, and what came of them."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="publications")
    note = models.TextField()
    by = models.BigIntegerField(null=True)
    at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(
                fields=["plan"], condition=models.Q(withdrawn_at=None), name="public_by_one_decision"
            ),
        )

    def __str__(self) -> str:
        return str(self.plan)

    @property
    def unit(self) -> Unit:
        """The node at which its plan stands."""
        return self.plan.unit


class PlanVersion(Recorded):
    """One version of a plan: the first that congress approves, then one for each adjustment.

    `kind` says what is adjusted, which tells who decides: a change of the plan (the standing committee of the
    congress), of the list of projects (the government), of a task (the bureau). Nothing in an issued version changes.
    `base` is the version that it follows: the one issued when it was opened, and in the end the one that it
    superseded. `difference` is the list of what it changes against that, made when it is proposed. `also_by` are those
    who opened an adjustment or changed its rows: neither they nor who proposed it decide on it.
    """

    class Kind(models.TextChoices):
        """What a version is."""

        ORIGINAL = "original", "原计划"
        PLAN = "plan", "计划调整"
        PROJECTS = "projects", "项目清单调整"
        TASK = "task", "任务调整"

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    base = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="followed_by")
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.ORIGINAL)
    state = models.CharField(max_length=12, choices=VERSION.choices(), default="draft")
    reason = models.TextField(blank=True)
    decider = models.CharField(max_length=80, blank=True)
    document = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, related_name="+")
    document_number = models.CharField(max_length=60, blank=True)
    proposed_by = models.BigIntegerField(null=True)
    also_by = models.JSONField(default=list)
    decided_by = models.BigIntegerField(null=True)
    decided_at = models.DateTimeField(null=True)
    decision_reason = models.TextField(blank=True)
    difference = models.JSONField(null=True)

    class Meta:
        ordering = ("plan_id", "number")
        constraints = (
            models.UniqueConstraint(fields=["plan", "number"], name="a_version_once"),
            models.UniqueConstraint(fields=["plan"], condition=models.Q(state="issued"), name="one_issued_version"),
        )

    def __str__(self) -> str:
        return f"{self.plan} 第 {self.number} 版"

    @property
    def unit(self) -> Unit:
        """The node at which its plan stands."""
        return self.plan.unit


class Target(Recorded):
    """What a version of a plan wants of an indicator, as a value, a growth, a range or words.

    `measure`: level (value), growth (per cent), change (points or amount), words. `comparator` is that of the value
    or growth; `range` goes from `value` to `value_to`. `places` is how many digits after the point were written.
    `due` is the period by which, the year of the plan unless said otherwise. `line` is the same over all versions;
    `same_as` is the target of an earlier version that says the same, so that what was broken down need not be again.
    """

    class Measure(models.TextChoices):
        """What the number of a target is."""

        LEVEL = "level", "绝对值"
        GROWTH = "growth", "增速"
        CHANGE = "change", "增减量"
        WORDS = "words", "定性"

    class Comparator(models.TextChoices):
        """How the result is held against it."""

        EQUAL = "=", "等于"
        AT_LEAST = ">=", "不低于"
        AT_MOST = "<=", "不超过"
        ABOUT = "~", "左右"
        RANGE = "range", "区间"

    class Binding(models.TextChoices):
        """Whether it guides or must be met."""

        EXPECTED = "expected", "预期性"
        BINDING = "binding", "约束性"

    version = models.ForeignKey(PlanVersion, on_delete=models.PROTECT, related_name="targets")
    line = models.PositiveIntegerField()
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="targets")
    measure = models.CharField(max_length=6, choices=Measure)
    comparator = models.CharField(max_length=5, choices=Comparator, blank=True)
    value = Amount(null=True)
    value_to = Amount(null=True)
    places = models.PositiveSmallIntegerField(default=0)
    unit_of_measure = models.CharField(max_length=24, blank=True)
    words = models.CharField(max_length=200, blank=True)
    binding = models.CharField(max_length=8, choices=Binding, default=Binding.EXPECTED)
    firmness = models.CharField(max_length=10, blank=True)
    due = models.CharField(max_length=24)
    same_as = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="kept_in")
    fact = models.ForeignKey(Fact, on_delete=models.PROTECT, null=True, related_name="targets")
    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, null=True, related_name="targets")
    programme = models.ForeignKey("ledger.Programme", on_delete=models.PROTECT, null=True, related_name="targets")
    entered_by = models.BigIntegerField(null=True)

    class Meta:
        ordering = ("version_id", "line")
        constraints = (models.UniqueConstraint(fields=["version", "line"], name="a_target_a_line"),)

    def __str__(self) -> str:
        return str(self.indicator)

    @property
    def unit(self) -> Unit:
        """The node at which its plan stands."""
        return self.version.plan.unit


class Breakdown(Recorded):
    """A target dealt out to units or districts. `residue_reason` says why the shares may differ from the target."""

    target = models.ForeignKey(Target, on_delete=models.PROTECT, related_name="breakdowns")
    number = models.PositiveSmallIntegerField(default=1)
    state = models.CharField(max_length=12, choices=BREAKDOWN.choices(), default="draft")
    residue_reason = models.TextField(blank=True)
    check_result = models.JSONField(null=True)
    issued_by = models.BigIntegerField(null=True)
    issued_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(fields=["target", "number"], name="a_breakdown_once"),
            models.UniqueConstraint(fields=["target"], condition=models.Q(state="issued"), name="one_issued_breakdown"),
        )

    def __str__(self) -> str:
        return f"{self.target} 分解"

    @property
    def unit(self) -> Unit:
        """The node at which its plan stands."""
        return self.target.unit


class Share(Recorded):
    """What one unit takes of a target. `weight` is the size by which its rate counts in the whole.

    A functional zone that is counted inside a district is shown but not `counted` again; `note` says where it is.
    """

    breakdown = models.ForeignKey(Breakdown, on_delete=models.PROTECT, related_name="shares")
    assignee = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="shares")
    comparator = models.CharField(max_length=5, choices=Target.Comparator)
    value = Amount()
    value_to = Amount(null=True)
    places = models.PositiveSmallIntegerField(default=0)
    weight = Amount(null=True)
    counted = models.BooleanField(default=True)
    note = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ("breakdown_id", "id")
        constraints = (models.UniqueConstraint(fields=["breakdown", "assignee"], name="one_share_a_unit"),)

    def __str__(self) -> str:
        return f"{self.breakdown} · {self.assignee}"

    @property
    def unit(self) -> Unit:
        """The unit that answers for it."""
        return self.assignee
