"""Put back the jobs of workers that died: those whose beat stayed the same for long enough."""

import logging
import time
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult
from django_tasks_db.utils import exclusive_transaction

from taizhang.errors import TaizhangError
from taizhang.server.jobs.models import Job

log = logging.getLogger(__name__)
TRIES = 3
PATIENCE = 0.5


class WorkerDied(TaizhangError):
    """The worker was killed in the middle of a job, too often."""

    zh = "后台进程在办理时被终止了 {tries} 次，不再重试；请查看运行日志（内存不足？机器重启？），再重新发起"
    en = "the worker was killed {tries} times while at it; look into the running log, then ask for it anew"


Beat = tuple[str, datetime | None]


@dataclass
class Reaper:
    """Remembers since when it has seen the same beat of each running job."""

    silence: float
    seen: dict[int, tuple[Beat, float]] = field(default_factory=dict)

    def look(self, now: float) -> int:
        """Look at the running jobs; how many of them were put back. `now` is by a clock that only goes forward."""
        running = Job.objects.filter(task__status=TaskResultStatus.RUNNING).values_list("pk", "worker", "beat_at")
        beats: dict[int, Beat] = {pk: (worker, beat_at) for pk, worker, beat_at in running}
        kept = {pk: told for pk, told in self.seen.items() if pk in beats and told[0] == beats[pk]}
        self.seen = {pk: (beat, now) for pk, beat in beats.items()} | kept
        silent = [pk for pk, (_, since) in self.seen.items() if now - since >= self.silence]
        return sum(self._take(pk, beats[pk]) for pk in silent)

    def _take(self, pk: int, beat: Beat) -> bool:
        """Take a job from a silent worker.

        Where this had to wait for the database, so had the beats: all silence is counted anew.
        """
        began = time.monotonic()
        with exclusive_transaction():
            if time.monotonic() - began > PATIENCE:
                self.seen.clear()
                return False
            jobs = Job.objects.select_for_update(of=("self",)).select_related("task")
            job = jobs.filter(pk=pk, worker=beat[0], beat_at=beat[1], task__status=TaskResultStatus.RUNNING).first()
            if job is None:
                return False
            tries = len(job.task.worker_ids)
            log.warning("worker %s fell silent at job %s %s (try %s)", beat[0], job.name, job.task_id, tries)
            if tries >= TRIES:
                job.task.set_failed(WorkerDied(tries=tries))
                Job.objects.filter(pk=pk).update(worker="")
            else:
                put_back(job.task)
        return True


def put_back(row: "DBTaskResult[..., Any]", seconds: float = 0) -> None:
    """Let a job wait again, for so many seconds at least."""
    row.status = TaskResultStatus.READY
    row.run_after = timezone.now() + timedelta(seconds=seconds)
    row.save(update_fields=["status", "run_after"])
    Job.objects.filter(task=row).update(worker="")
