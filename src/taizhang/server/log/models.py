"""Entries and changes, append-only and chained by hash, so that tampering shows."""

from django.db import models


class Entry(models.Model):
    """One action that was carried out.

    `actor` is the id of the user (0: the server itself), kept with the name as it was. `why` is the reason given.
    `model` and `object_id` name what it was done to, `unit_id` the node of the tree at which that stands. `digest` is
    the hash of the changes, `hash` that of this entry with `previous`, the hash of the entry before.
    """

    at = models.DateTimeField()
    actor = models.BigIntegerField()
    actor_name = models.CharField(max_length=80)
    channel = models.CharField(max_length=16)
    address = models.CharField(max_length=64, blank=True)
    action = models.CharField(max_length=64)
    model = models.CharField(max_length=64, blank=True)
    object_id = models.BigIntegerField(null=True)
    object_name = models.CharField(max_length=300, blank=True)
    unit_id = models.BigIntegerField(null=True)
    unit_path = models.CharField(max_length=200, blank=True)
    why = models.TextField(blank=True)
    digest = models.CharField(max_length=64)
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        ordering = ("id",)
        indexes = (
            models.Index(fields=["model", "object_id"]),
            models.Index(fields=["action"]),
            models.Index(fields=["actor"]),
            models.Index(fields=["at"]),
        )

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.actor_name} {self.action} {self.object_name}"


class Change(models.Model):
    """What one row was and became; `before` is None for a row made, `after` for one removed.

    Of a row changed both hold only the fields that changed.
    """

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="changes")
    model = models.CharField(max_length=64)
    object_id = models.BigIntegerField()
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)

    class Meta:
        ordering = ("id",)
        indexes = (models.Index(fields=["model", "object_id"]),)

    def __str__(self) -> str:
        return f"{self.model} {self.object_id}"


class Head(models.Model):
    """The one row that tells the last hash; it is locked while an entry is chained."""

    hash = models.CharField(max_length=64, default="")

    def __str__(self) -> str:
        return self.hash
