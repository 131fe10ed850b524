"""Jobs that ended long ago leave the queue."""

from datetime import timedelta

from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from taizhang.server.jobs.ticks import tick

DAYS_KEPT = 30


@tick("jobs.prune", minutes=24 * 60)
def prune_jobs() -> None:
    """Remove jobs that ended so many days ago; what they did stands in the ledger and in its log."""
    DBTaskResult.objects.finished().filter(finished_at__lt=timezone.now() - timedelta(days=DAYS_KEPT)).delete()
