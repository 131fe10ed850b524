"""Imports of workbooks: the file, what each row of it became, and whether it was undone."""

from django.db import models

from taizhang.errors import Words
from taizhang.server.accounts.models import Unit
from taizhang.server.ledger.models import Plan
from taizhang.server.lib.machines import Machine
from taizhang.server.lib.rows import Recorded
from taizhang.server.returns.models.filed import Return

IMPORT = Machine(
    Words("导入", "import"),
    {
        "reading": Words("读取中", "being read"),
        "previewed": Words("已预览", "previewed"),
        "running": Words("导入中", "running"),
        "done": Words("已完成", "done"),
        "failed": Words("失败", "failed"),
        "undoing": Words("撤销中", "being undone"),
        "undone": Words("已撤销", "undone"),
    },
    {
        ("reading", "preview"): "previewed",
        ("reading", "fail"): "failed",
        ("previewed", "commit"): "running",
        ("running", "commit"): "running",  # asked for again where its job was given up
        ("running", "finish"): "done",
        ("done", "undo"): "undoing",
        ("undoing", "undo"): "undoing",
        ("undoing", "finish"): "undone",
        ("undoing", "leave"): "done",
    },
)


class Import(Recorded):
    """A workbook that was dropped: the file, kept by its hash, and how far it is.

    `unit` is the node at which it was dropped: all that it fills stands there or below. `kind` tells what it holds.
    `copy` is the mark of the template that was sent out, empty for a retyped sheet. `asked` names what the file was
    said to be: {return} or {plan}. `cautions` and `trouble` are [{zh, en}] and {zh, en}.
    """

    class Kind(models.TextChoices):
        """What a workbook holds."""

        RETURNS = "returns", "填报"
        TASKS = "tasks", "任务"
        FIGURES = "figures", "数据"

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="imports")
    kind = models.CharField(max_length=8, choices=Kind, default=Kind.RETURNS)
    name = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64)
    channel = models.CharField(max_length=12)
    copy = models.CharField(max_length=32, blank=True)
    asked = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=IMPORT.choices(), default="previewed")
    all_rows = models.PositiveIntegerField(default=0)
    cautions = models.JSONField(default=list)
    trouble = models.JSONField(default=dict)
    by = models.BigIntegerField(null=True)
    at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    undone_by = models.BigIntegerField(null=True)
    undone_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-id",)

    def __str__(self) -> str:
        return self.name


class ImportPart(Recorded):
    """What one sheet of a workbook would change, or changed: of one return, of the tasks of a plan, of figures.

    `rows` is [{row, name, what, why, cells}] by the rows of the sheet, what one of new, changed, same, refused; its
    cells are those that are not the same. `counts` are cells by what (lines, of a list). `asked` is the {version} of a
    plan whose tasks they are. `written` is what is wanted to undo it, by the rows of the ledger: [{id, revision,
    before}]. `left` is [{name, zh, en}] that undoing had to leave.
    """

    class State(models.TextChoices):
        """How far a part is."""

        WAITING = "waiting", "待导入"
        DONE = "done", "已导入"
        REFUSED = "refused", "未导入"
        UNDONE = "undone", "已撤销"

    drop = models.ForeignKey(Import, on_delete=models.PROTECT, related_name="parts")
    number = models.PositiveSmallIntegerField()
    sheet = models.CharField(max_length=64)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    filed = models.ForeignKey(Return, on_delete=models.PROTECT, null=True, related_name="imports")
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, null=True, related_name="+")
    asked = models.JSONField(default=dict)
    by_names = models.BooleanField(default=False)
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    header = models.PositiveIntegerField(default=0)
    all_rows = models.PositiveIntegerField(default=0)
    rows = models.JSONField(default=list)
    counts = models.JSONField(default=dict)
    cautions = models.JSONField(default=list)
    trouble = models.JSONField(default=dict)
    written = models.JSONField(default=list)
    left = models.JSONField(default=list)

    class Meta:
        ordering = ("drop_id", "number")
        constraints = (models.UniqueConstraint(fields=["drop", "number"], name="a_sheet_once"),)

    def __str__(self) -> str:
        return f"{self.drop} {self.sheet}"
