"""Forms, returns with their cells, exceptions from locks, notices, and imports of workbooks."""

from django.db import models

from taizhang.errors import Words
from taizhang.server.accounts.models import Region, Unit, User
from taizhang.server.ledger.models import Indicator, Observation, Plan
from taizhang.server.lib.fields import Amount
from taizhang.server.lib.machines import Machine
from taizhang.server.lib.rows import Recorded

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


class Form(Recorded):
    """What units report, how often and by when; `unit` is the one that asks.

    `columns` are keys of the measures asked for each row: value, cumulative, growth, cumulative_growth of an
    observation form; so_far, estimate, proposed, reason, basis of the autumn form. `due_days` is how many days after
    the end of the period it is due, `lock_days` how many days after that it locks (None: never by itself).
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
    due_days = models.PositiveSmallIntegerField()
    lock_days = models.PositiveSmallIntegerField(null=True)
    vintage = models.CharField(max_length=12, choices=Observation.Vintage, default=Observation.Vintage.FLASH)
    instructions = models.TextField(blank=True)
    active = models.BooleanField(default=True)

    class Meta:
        ordering = ("id",)
        constraints = (models.UniqueConstraint(fields=["unit", "name"], name="a_form_once"),)

    def __str__(self) -> str:
        return self.name


class FormRow(Recorded):
    """One indicator of a form. `part_of` is the row of which it is a part (其中): parts may not exceed it."""

    form = models.ForeignKey(Form, on_delete=models.PROTECT, related_name="rows")
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="form_rows")
    position = models.PositiveSmallIntegerField()
    part_of = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="parts")
    exhaustive = models.BooleanField(default=False)
    required = models.BooleanField(default=True)

    class Meta:
        ordering = ("form_id", "position")
        constraints = (models.UniqueConstraint(fields=["form", "indicator"], name="an_indicator_a_row"),)

    def __str__(self) -> str:
        return str(self.indicator)


class FormUnit(Recorded):
    """A unit that has to send a form in; `rows` are the positions it is asked for, all where it is empty."""

    form = models.ForeignKey(Form, on_delete=models.PROTECT, related_name="units")
    reporter = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="forms_due")
    rows = models.JSONField(default=list)

    class Meta:
        ordering = ("form_id", "reporter_id")
        constraints = (models.UniqueConstraint(fields=["form", "reporter"], name="a_unit_once_a_form"),)

    def __str__(self) -> str:
        return f"{self.form} · {self.reporter}"


class Return(Recorded):
    """What one unit reports for one period: a shell made by the calendar, then filled.

    The four flags are kept apart: `complete` (nothing required is missing), `approved` (accepted), `locked`, and
    `on_time` (submitted by its due day; None until submitted).
    """

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
    on_time = models.BooleanField(null=True)
    note = models.TextField(blank=True)
    submitted_by = models.BigIntegerField(null=True)
    submitted_at = models.DateTimeField(null=True)
    decided_by = models.BigIntegerField(null=True)
    decided_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("id",)
        constraints = (models.UniqueConstraint(fields=["form", "unit", "period"], name="a_return_once"),)
        indexes = (models.Index(fields=["state", "due_on"]), models.Index(fields=["unit", "due_on"]))

    def __str__(self) -> str:
        return f"{self.unit} {self.form} {self.period}"


class Cell(Recorded):
    """One value of a return: what was typed, what it means, and what was said to it.

    `warnings` is what validation asks about: [{code, zh, en}]; `reason` is the answer. Blank is not zero: a cell
    without value and text is not reported. `confirmed` is the value that a reviewer accepted.
    """

    filed = models.ForeignKey(Return, on_delete=models.PROTECT, related_name="cells")
    row = models.ForeignKey(FormRow, on_delete=models.PROTECT, related_name="cells")
    column = models.CharField(max_length=20)
    value = Amount(null=True)
    text = models.TextField(blank=True)
    places = models.PositiveSmallIntegerField(default=0)
    comment = models.TextField(blank=True)
    reason = models.TextField(blank=True)
    warnings = models.JSONField(default=list)
    attachment = models.CharField(max_length=300, blank=True)
    entered_by = models.BigIntegerField(null=True)
    entered_at = models.DateTimeField()
    origin = models.JSONField(default=dict)

    class Meta:
        ordering = ("id",)
        constraints = (models.UniqueConstraint(fields=["filed", "row", "column"], name="a_cell_once"),)

    def __str__(self) -> str:
        return f"{self.filed} {self.row} {self.column}"

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


class Notice(Recorded):
    """A message to a person in the application, and by e-mail where one is set."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="notices")
    kind = models.CharField(max_length=24)
    words = models.JSONField()
    about = models.JSONField(default=dict)
    made_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    mailed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-id",)

    def __str__(self) -> str:
        return str(self.words.get("zh", ""))


class Import(Recorded):
    """A workbook that was dropped: the file, what each row became, and whether it was undone.

    `state`: previewed, waiting, running, done, failed, undone. `rows` is [{row, sheet, what, why, …}] with what one of
    new, changed, same, refused; `entry_from` and `entry_to` are the entries of the log that it made.
    """

    class State(models.TextChoices):
        """How far an import is."""

        PREVIEWED = "previewed", "已预览"
        WAITING = "waiting", "排队"
        RUNNING = "running", "导入中"
        DONE = "done", "已完成"
        FAILED = "failed", "失败"
        UNDONE = "undone", "已撤销"

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="imports")
    name = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64)
    channel = models.CharField(max_length=12)
    state = models.CharField(max_length=10, choices=State, default=State.PREVIEWED)
    rows = models.JSONField(default=list)
    done_rows = models.PositiveIntegerField(default=0)
    all_rows = models.PositiveIntegerField(default=0)
    trouble = models.TextField(blank=True)
    by = models.BigIntegerField(null=True)
    at = models.DateTimeField()
    undone_by = models.BigIntegerField(null=True)
    undone_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-id",)

    def __str__(self) -> str:
        return self.name
