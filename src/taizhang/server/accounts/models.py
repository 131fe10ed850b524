"""Regions and units (trees), people, the roles they hold at a unit, tokens for programs, views that a person keeps."""

from typing import ClassVar

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models.functions import Length
from django.utils.translation import gettext_lazy as _

from taizhang.server.lib.rows import Recorded


class Region(Recorded):
    """A place with a government: code of GB/T 2260 (six digits, townships nine or twelve), level and parent."""

    class Level(models.TextChoices):
        """Levels of government."""

        NATION = "nation", "国家"
        PROVINCE = "province", "省"
        PREFECTURE = "prefecture", "市"
        COUNTY = "county", "区县"
        TOWN = "town", "镇街"
        VILLAGE = "village", "村居"

    code = models.CharField(max_length=12, unique=True)
    name = models.CharField(max_length=60)
    level = models.CharField(max_length=12, choices=Level)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="children")

    class Meta:
        ordering = ("code",)

    def __str__(self) -> str:
        return self.name

    @property
    def unit(self) -> "Unit | None":
        """The node at which it stands: the highest unit of the region, or of the nearest region above that has one."""
        own = Unit.objects.filter(region_id=self.pk).order_by(Length("path"), "pk").first() if self.pk else None
        return own or (self.parent.unit if self.parent else None)


class Unit(Recorded):
    """A node of the tree of units: a government, a department, a district, a town, a firm.

    `path` is the ids from the root to it, each followed by a stroke (1/4/17/), so that all below a unit are those
    whose path begins with its own. `rank` is its place among those beside it, as the office lists them; `order` puts
    the ranks from the root to it in one word, by which units stand wherever they are listed. `mail` is where reminders
    of the unit go besides its people.
    """

    class Kind(models.TextChoices):
        """What a unit is."""

        GOVERNMENT = "government", "政府"
        BUREAU = "bureau", "部门"
        DISTRICT = "district", "区县"
        TOWN = "town", "镇街"
        ZONE = "zone", "功能区"
        FIRM = "firm", "企业"

    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="units")
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="children")
    code = models.CharField(max_length=24, unique=True)
    name = models.CharField(max_length=80)
    short_name = models.CharField(max_length=24, blank=True)
    kind = models.CharField(max_length=12, choices=Kind)
    path = models.CharField(max_length=200, db_index=True, blank=True)
    rank = models.PositiveSmallIntegerField(default=0)
    order = models.CharField(max_length=1400, db_index=True, blank=True)
    mail = models.EmailField(blank=True)
    closed_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("order",)

    def __str__(self) -> str:
        return self.name

    @property
    def unit(self) -> "Unit":
        """The node at which it stands: itself."""
        return self


class User(AbstractUser, Recorded):
    """A person who signs in. `unit` is where the person works; what the person may do is told by grants."""

    unrecorded: ClassVar[frozenset[str]] = frozenset({"password", "last_login"})

    display_name = models.CharField(_("name"), max_length=40, blank=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="people")
    grants_held: "list[Grant]"
    must_change_password = models.BooleanField(default=False)

    class Meta:
        ordering = ("username",)

    def __str__(self) -> str:
        return self.display_name or self.username

    @property
    def owner_id(self) -> int:
        """The person to whom the account belongs: the person of the account."""
        return self.pk


class Role(models.TextChoices):
    """What a person does at a unit."""

    REPORTER = "reporter", "填报"
    REVIEWER = "reviewer", "审核"
    PLANNER = "planner", "编制"
    LEADER = "leader", "批示"
    AUDITOR = "auditor", "审计"
    ADMINISTRATOR = "administrator", "管理"


class Grant(Recorded):
    """A role that a person holds at a unit, until a day or for good."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="grants")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="grants")
    role = models.CharField(max_length=16, choices=Role)
    until = models.DateField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(
                fields=["user", "unit", "role"], condition=models.Q(withdrawn_at=None), name="one_grant_at_a_time"
            ),
        )

    def __str__(self) -> str:
        return f"{self.user} {self.role} {self.unit}"


class Token(Recorded):
    """A key by which a program acts for a person, within scopes. Only the hash of the key is kept."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="tokens")
    name = models.CharField(max_length=60)
    prefix = models.CharField(max_length=12)
    hash = models.CharField(max_length=64, unique=True)
    scopes = models.JSONField(default=list)
    expires_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.name} ({self.prefix}…)"

    @property
    def unit(self) -> Unit | None:
        """The node at which it stands: that of its owner."""
        return self.user.unit

    @property
    def owner_id(self) -> int:
        """The person for whom it acts."""
        return self.user_id


class SavedView(Recorded):
    """What a person chose to see of a list, kept under a name: `query` is that of the address, `page` names the list.

    A view that is shared is seen by all who work at the unit of its owner. What it shows is what they may see.
    """

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="views")
    page = models.CharField(max_length=24)
    name = models.CharField(max_length=40)
    query = models.TextField(blank=True)
    shared = models.BooleanField(default=False)

    class Meta:
        ordering = ("id",)
        constraints = (models.UniqueConstraint(fields=["user", "page", "name"], name="a_view_once"),)

    def __str__(self) -> str:
        return self.name

    @property
    def unit(self) -> Unit | None:
        """The node at which it stands: that of its owner."""
        return self.user.unit

    @property
    def owner_id(self) -> int:
        """The person who keeps it."""
        return self.user_id
