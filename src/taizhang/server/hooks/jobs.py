"""The job that tells a hook what waits for it."""

from django.db.models import Q
from django.utils import timezone

from taizhang.server.hooks.models import Hook
from taizhang.server.hooks.telling import tell
from taizhang.server.jobs.models import Job
from taizhang.server.jobs.queue import enqueue, job

UNDER_WAY = ("READY", "RUNNING")


@job("hooks.tell")
def tell_hook(*, hook: int) -> int:
    """Send what waits for a hook that is on."""
    row = Hook.objects.filter(pk=hook, active=True).first()
    return tell(row) if row is not None else 0


def enqueue_telling() -> int:
    """A job for each hook that has something waiting, does not rest, and has none yet; how many.

    The rest is by the clock of the machine: it is an affair of the network, not of the ledger.
    """
    rested = Q(line=None) | Q(line__rests_until=None) | Q(line__rests_until__lte=timezone.now())
    hooks = Hook.objects.filter(rested, active=True, deliveries__state="waiting").distinct()
    jobs = Job.objects.filter(name="hooks.tell", task__status__in=UNDER_WAY).select_related("task")
    busy = {each.task.args_kwargs["kwargs"]["hook"] for each in jobs}
    waiting = [hook.pk for hook in hooks if hook.pk not in busy]
    for pk in waiting:
        enqueue(tell_hook, hook=pk)
    return len(waiting)
