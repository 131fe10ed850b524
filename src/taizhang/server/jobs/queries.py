"""What is asked of background jobs."""

from django.db.models import Q, QuerySet

from taizhang.server.accounts.acting import Actor
from taizhang.server.jobs.models import Job


def jobs_for(actor: Actor, *, state: str | None = None) -> "QuerySet[Job]":
    """The jobs that the actor may see: those asked for by themselves, and those at units whose jobs they may read."""
    jobs = Job.objects.select_related("task")
    if actor.user is not None:
        seen = Q(by=actor.user.pk)
        seen |= actor.within("jobs.read") & Q(unit__isnull=False)
        if actor.may("jobs.read", None):
            seen |= Q(unit=None)
        jobs = jobs.filter(seen)
    return jobs.filter(task__status=state) if state else jobs
