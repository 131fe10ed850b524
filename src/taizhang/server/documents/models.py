"""Documents, readings of them, and what a reading holds: facts, commitments, claims, links, findings."""

from django.db import models

from taizhang.errors import Words
from taizhang.server.accounts.models import Region, Unit
from taizhang.server.lib.machines import Machine
from taizhang.server.lib.rows import Recorded

FINDING = Machine(
    Words("核查发现", "finding"),
    {
        "open": Words("待处理", "open"),
        "explained": Words("已说明", "explained"),
        "corrected": Words("已更正", "corrected"),
        "closed": Words("已办结", "closed"),
    },
    {
        ("open", "explain"): "explained",
        ("open", "correct"): "corrected",
        ("explained", "close"): "closed",
        ("corrected", "close"): "closed",
        ("explained", "reopen"): "open",
        ("corrected", "reopen"): "open",
        ("closed", "reopen"): "open",
    },
)


class Document(Recorded):
    """A file as it was uploaded. The bytes stand in the folder by their hash and never change.

    `state`: queued, reading, read, failed or refused (`trouble` says why; of a refused one the bytes are gone).
    `secrecy` and `openness` are what a person settled; a grade that the document prints raises its secrecy.
    """

    class Secrecy(models.TextChoices):
        """Grades of secrecy, by law of guarding state secrets; internal is no grade of it."""

        NONE = "none", "无"
        INTERNAL = "internal", "内部"
        SECRET = "secret", "秘密"
        CONFIDENTIAL = "confidential", "机密"
        TOP_SECRET = "top_secret", "绝密"

    class Openness(models.TextChoices):
        """Openness of government information."""

        PROACTIVE = "proactive", "主动公开"
        ON_REQUEST = "on_request", "依申请公开"
        CLOSED = "closed", "不予公开"
        UNSET = "unset", "未定"

    class State(models.TextChoices):
        """How far reading is."""

        QUEUED = "queued", "排队"
        READING = "reading", "读取中"
        READ = "read", "已读"
        FAILED = "failed", "读取失败"
        REFUSED = "refused", "已拒收"

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="documents")
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="documents")
    name = models.CharField(max_length=255)
    title = models.CharField(max_length=300, blank=True)
    kind = models.CharField(max_length=32, blank=True)
    year = models.PositiveSmallIntegerField(null=True)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    uploaded_by = models.BigIntegerField(null=True)
    uploaded_at = models.DateTimeField()
    secrecy = models.CharField(max_length=12, choices=Secrecy, default=Secrecy.NONE)
    openness = models.CharField(max_length=12, choices=Openness, default=Openness.UNSET)
    state = models.CharField(max_length=8, choices=State, default=State.QUEUED)
    trouble = models.TextField(blank=True)

    class Meta:
        ordering = ("-id",)
        constraints = (models.UniqueConstraint(fields=["unit", "sha256"], name="a_file_once_a_unit"),)

    def __str__(self) -> str:
        return self.title or self.name


class Reading(Recorded):
    """What one version of the reader made of a document. A document read anew keeps its earlier readings."""

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="readings")
    reader = models.CharField(max_length=40)
    read_at = models.DateTimeField()
    format = models.CharField(max_length=16)
    text = models.TextField()
    metadata = models.JSONField(default=dict)
    outline = models.JSONField(default=list)
    tables = models.JSONField(default=list)
    cautions = models.JSONField(default=list)
    current = models.BooleanField(default=True)

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(fields=["document"], condition=models.Q(current=True), name="one_current_reading"),
        )

    def __str__(self) -> str:
        return f"{self.document} · {self.reader}"

    @property
    def unit(self) -> Unit:
        """The node at which its document stands."""
        return self.document.unit


class Layout(Recorded):
    """How the text of a reading is set, for those who read it on a page: its blocks in order, as `setting.py` tells."""

    reading = models.OneToOneField(Reading, on_delete=models.PROTECT, related_name="layout")
    blocks = models.JSONField(default=list)

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return str(self.reading)

    @property
    def unit(self) -> Unit:
        """The node at which its document stands."""
        return self.reading.document.unit


class Fact(Recorded):
    """A number of a document as read; `row` is the row of `taizhang read`, the columns are what is searched by.

    `sentence_start` to `sentence_end` is the sentence around it, in a table its row; `clause_start` to `clause_end` the
    clause that it was read from. `doubts` say why a person should look.
    """

    reading = models.ForeignKey(Reading, on_delete=models.PROTECT, related_name="facts")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    label = models.CharField(max_length=12)
    indicator = models.CharField(max_length=80, blank=True)
    subject = models.CharField(max_length=200, blank=True)
    period = models.CharField(max_length=24, blank=True)
    status = models.CharField(max_length=10, blank=True)
    certainty = models.CharField(max_length=8)
    sentence_start = models.PositiveIntegerField()
    sentence_end = models.PositiveIntegerField()
    clause_start = models.PositiveIntegerField()
    clause_end = models.PositiveIntegerField()
    doubts = models.JSONField(default=list)
    row = models.JSONField()

    class Meta:
        ordering = ("reading_id", "start")
        indexes = (models.Index(fields=["indicator"]), models.Index(fields=["reading", "certainty"]))

    def __str__(self) -> str:
        return f"{self.subject}{self.row.get('text', '')}"

    @property
    def unit(self) -> Unit:
        """The node at which its document stands."""
        return self.reading.document.unit


class Statement(Recorded):
    """A commitment or a claim of a document as read; `row` is the row of `taizhang commitments` or `claims`."""

    class Kind(models.TextChoices):
        """What is stated."""

        TASK = "task", "任务"
        TARGET = "target", "目标"
        CLAIM = "claim", "完成情况"

    reading = models.ForeignKey(Reading, on_delete=models.PROTECT, related_name="statements")
    kind = models.CharField(max_length=8, choices=Kind)
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    sentence_start = models.PositiveIntegerField()
    sentence_end = models.PositiveIntegerField()
    text = models.TextField()
    row = models.JSONField()

    class Meta:
        ordering = ("reading_id", "start")

    def __str__(self) -> str:
        return self.text[:60]

    @property
    def unit(self) -> Unit:
        """The node at which its document stands."""
        return self.reading.document.unit


class Link(Recorded):
    """Two stretches of documents that speak of the same thing; kinds as in `taizhang link`."""

    kind = models.CharField(max_length=16)
    a = models.ForeignKey(Reading, on_delete=models.PROTECT, related_name="links_from")
    a_start = models.PositiveIntegerField()
    a_end = models.PositiveIntegerField()
    b = models.ForeignKey(Reading, on_delete=models.PROTECT, related_name="links_to")
    b_start = models.PositiveIntegerField()
    b_end = models.PositiveIntegerField()
    agrees = models.BooleanField(null=True)
    reason = models.TextField()
    certainty = models.CharField(max_length=8)

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.kind} {self.a_start} → {self.b_start}"


class Finding(Recorded):
    """What does not add up in the documents of a unit, and what was said to it.

    `row` is that of `taizhang check`, each of its facts with the document and the reading in which it stands, and the
    message in English too. `document` is that of the first fact. `key` is the same whenever the same words are found.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="findings")
    document = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, related_name="findings")
    check_id = models.CharField(max_length=48)
    severity = models.CharField(max_length=8)
    key = models.CharField(max_length=64)
    row = models.JSONField()
    found_at = models.DateTimeField()
    state = models.CharField(max_length=12, choices=FINDING.choices(), default="open")

    class Meta:
        ordering = ("id",)
        constraints = (models.UniqueConstraint(fields=["unit", "key"], name="a_finding_once"),)

    def __str__(self) -> str:
        return f"{self.check_id} {self.pk}"  # not its message: that quotes documents which not everybody may read


class FindingAnswer(Recorded):
    """One step in the trail of a finding: explained, corrected, closed or opened again, with words."""

    finding = models.ForeignKey(Finding, on_delete=models.PROTECT, related_name="answers")
    step = models.CharField(max_length=12)
    words = models.TextField()
    by = models.BigIntegerField(null=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return self.words[:60]


class Publication(Recorded):
    """A recorded review by which a document was, or was not, opened to the public."""

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="publications")
    published = models.BooleanField()
    note = models.TextField()
    by = models.BigIntegerField(null=True)
    at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(
                fields=["document"],
                condition=models.Q(published=True, withdrawn_at=None),
                name="public_by_one_review",
            ),
        )

    def __str__(self) -> str:
        return str(self.document)
