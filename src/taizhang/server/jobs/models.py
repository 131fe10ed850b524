"""Leases on background jobs: a job whose lease ran out belongs to nobody and is taken up again."""

from django.db import models


class Lease(models.Model):
    """Who works at a job, since when it was last heard of, and how often it was taken up."""

    job_id = models.UUIDField(primary_key=True)
    worker = models.CharField(max_length=80)
    beat_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=1)

    def __str__(self) -> str:
        return f"{self.job_id} {self.worker}"
