"""What units reported: returns, their cells, and exemptions from locks."""

from django.db import models

from taizhang.errors import Words
from taizhang.server.accounts.models import Unit
from taizhang.server.ledger.models import Observation
from taizhang.server.lib.fields import Amount
from taizhang.server.lib.machines import Machine
from taizhang.server.lib.periods import period_of
from taizhang.server.lib.rows import Recorded
from taizhang.server.returns.models.forms import Form, FormRow

RETURN = Machine(
    Words("填报", "return"),
    {
        "not_due": Words("未到期", "not due"),
        "due": Words("待报", "due"),
        "overdue": Words("逾期", "overdue"),
        "submitted": Words("已报", "submitted"),
        "returned": Words("退回", "returned"),
        "accepted": Words("已审", "accepted"),
    },
    {
        ("not_due", "fall_due"): "due",
        ("not_due", "submit"): "submitted",
        ("due", "fall_overdue"): "overdue",
        ("due", "submit"): "submitted",
        ("overdue", "submit"): "submitted",
        ("submitted", "accept"): "accepted",
        ("submitted", "send_back"): "returned",
        ("returned", "submit"): "submitted",
        ("accepted", "send_back"): "returned",
    },
)


class Return(Recorded):
    """What one unit reports for one period: a shell made by the calendar, then filled.

    The four flags are kept apart: `complete` (no required value is missing, explained or not), `approved` (accepted),
    `locked`, and `on_time` (first submitted by its due day; None until then). `lock` says what locked it, since when,
    by whom and why; `open_until` is the day until which it may be filled all the same. What time alone changes is told
    by `standing.py` from the days, so that it holds even before the row is aged. `filled_at` is when a cell was saved
    last: by it the revision tells who submits that somebody filled in more since they looked. `vintage` is the edition
    of the figures that it becomes, as the form had it when the period opened.
    """

    class Lock(models.TextChoices):
        """What locked a return."""

        NONE = "", "未锁定"
        DEADLINE = "deadline", "超过截止期"
        APPROVAL = "approval", "已审核"
        HAND = "hand", "手动锁定"

    form = models.ForeignKey(Form, on_delete=models.PROTECT, related_name="returns")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="returns")
    period = models.CharField(max_length=24)
    period_end = models.DateField()
    opens_on = models.DateField()
    due_on = models.DateField()
    locks_on = models.DateField(null=True)
    state = models.CharField(max_length=10, choices=RETURN.choices(), default="not_due")
    complete = models.BooleanField(default=False)
    approved = models.BooleanField(default=False)
    locked = models.BooleanField(default=False)
    lock = models.CharField(max_length=8, choices=Lock, default=Lock.NONE, blank=True)
    lock_note = models.TextField(blank=True)
    locked_by = models.BigIntegerField(null=True)
    locked_at = models.DateTimeField(null=True)
    open_until = models.DateField(null=True)
    on_time = models.BooleanField(null=True)
    vintage = models.CharField(max_length=12, choices=Observation.Vintage, default=Observation.Vintage.FLASH)
    note = models.TextField(blank=True)
    filled_at = models.DateTimeField(null=True)
    submitted_by = models.BigIntegerField(null=True)
    submitted_at = models.DateTimeField(null=True)
    decided_by = models.BigIntegerField(null=True)
    decided_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("id",)
        constraints = (models.UniqueConstraint(fields=["form", "unit", "period"], name="a_return_once"),)
        indexes = (
            models.Index(fields=["state", "due_on"]),
            models.Index(fields=["unit", "due_on"]),
            models.Index(fields=["form", "period_end"]),
            models.Index(fields=["period"]),
        )

    def __str__(self) -> str:
        return f"{self.unit}《{self.form}》{self.period_words.zh}"

    @property
    def period_words(self) -> Words:
        """What its period is called."""
        return period_of(self.period).words


class Cell(Recorded):
    """One value of a return: what was typed, what it means, and what was said to it.

    `warnings` is what validation asked about when it was last saved: [{code, zh, en}]; `reason` is the answer. Blank is
    not zero: a cell without value and text is not reported, and its reason says why. `text` is the words of a column
    of words, or what was typed where a number came in another unit and was converted. `places` is how many digits
    after the point were typed. `attachment` is the hash of a file and its name, parted by a stroke. `origin` is
    {import, row} of a workbook, or {} typed. `entered_by` wrote last, `also_by` are the others who wrote what of it
    still stands.
    """

    class Column(models.TextChoices):
        """What is asked for in a column."""

        VALUE = "value", "本期值"
        CUMULATIVE = "cumulative", "累计值"
        GROWTH = "growth", "同比增速"
        CUMULATIVE_GROWTH = "cumulative_growth", "累计同比增速"
        SO_FAR = "so_far", "1—N月完成"
        ESTIMATE = "estimate", "全年预计"
        PROPOSED = "proposed", "下年建议目标"
        REASON = "reason", "理由"
        BASIS = "basis", "测算依据"

    filed = models.ForeignKey(Return, on_delete=models.PROTECT, related_name="cells")
    row = models.ForeignKey(FormRow, on_delete=models.PROTECT, related_name="cells")
    column = models.CharField(max_length=20, choices=Column)
    value = Amount(null=True)
    text = models.TextField(blank=True)
    places = models.PositiveSmallIntegerField(default=0)
    comment = models.TextField(blank=True)
    reason = models.TextField(blank=True)
    warnings = models.JSONField(default=list)
    attachment = models.CharField(max_length=330, blank=True)
    entered_by = models.BigIntegerField(null=True)
    also_by = models.JSONField(default=list)
    entered_at = models.DateTimeField()
    origin = models.JSONField(default=dict)

    class Meta:
        ordering = ("id",)
        constraints = (models.UniqueConstraint(fields=["filed", "row", "column"], name="a_cell_once"),)

    def __str__(self) -> str:
        return f"{self.filed} {self.row}·{Cell.Column(self.column).label}"

    @property
    def unit(self) -> Unit:
        """The unit that reports."""
        return self.filed.unit


class Exemption(Recorded):
    """A return opened again after its lock, for a reason and until a day; it expires by itself."""

    filed = models.ForeignKey(Return, on_delete=models.PROTECT, related_name="exemptions")
    reason = models.TextField()
    until = models.DateField()
    by = models.BigIntegerField(null=True)
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.filed} → {self.until}"

    @property
    def unit(self) -> Unit:
        """The unit that reports."""
        return self.filed.unit
