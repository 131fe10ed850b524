"""The worker: takes one waiting job after the other, shows that it lives, puts back the jobs of those that died.

    python -m taizhang.server.jobs

While a job runs a second thread writes a beat to its row. A worker that dies, even by kill -9, falls silent; another
one sees the same beat for as long as `silence` and puts the job back to the queue. Only the seer's own clock counts,
so machines need not agree on the time. What a worker finishes after its job was taken from it is not recorded.
"""

import logging
import os
import signal
import socket
import sys
import time
from types import FrameType
from typing import Any

from django.db import DatabaseError, OperationalError, close_old_connections
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from django_tasks_db.utils import exclusive_transaction

from taizhang.server.jobs.heart import Heart
from taizhang.server.jobs.models import Job
from taizhang.server.jobs.queue import Progress, under_way
from taizhang.server.jobs.reaper import TRIES, Reaper, put_back
from taizhang.server.jobs.ticks import run_due_ticks

log = logging.getLogger(__name__)
SECONDS_BETWEEN_TICKS = 5.0
SECONDS_UNTIL_RETRY = 10.0


class Worker:
    """One worker. `pause` is how long it waits for work, `beat` how often it shows that it lives, in seconds."""

    def __init__(self, *, pause: float = 1.0, beat: float = 2.0, silence: float = 60.0) -> None:
        self.name = f"{socket.gethostname()[:40]}:{os.getpid()}:{time.time_ns() % 10**9}"
        self.pause, self.beat = pause, beat
        self.reaper = Reaper(silence)
        self.stopping = False
        self.ticked = 0.0

    def run(self) -> None:
        """Work until told to stop. Trouble with the database is waited out."""
        log.info("worker %s starts", self.name)
        while not self.stopping:
            close_old_connections()
            try:
                busy = self.turn()
            except DatabaseError:
                log.warning("worker %s cannot reach the database, and tries again", self.name, exc_info=True)
                busy = False
            if not busy and not self.stopping:
                time.sleep(self.pause)
        log.info("worker %s ends", self.name)

    def turn(self) -> bool:
        """Look after dead workers and ticks, then do one job; whether there was one."""
        self.reaper.look(time.monotonic())
        if time.monotonic() - self.ticked >= SECONDS_BETWEEN_TICKS:
            self.ticked = time.monotonic()
            run_due_ticks()
        row = self.claim()
        if row is not None:
            self.do(row)
        return row is not None

    def claim(self) -> "DBTaskResult[..., Any] | None":
        """Take the next waiting job, so that no other worker has it."""
        waiting = DBTaskResult.objects.ready()
        if not waiting.exists():
            return None
        with exclusive_transaction():
            row = waiting.get_locked()
            if row is not None:
                row.claim(self.name)
                Job.objects.filter(task=row).update(worker=self.name, beat_at=timezone.now())
        return row

    def do(self, row: "DBTaskResult[..., Any]") -> None:
        """Do a job with a beating heart, and record how it ended."""
        told = Progress()
        mark = under_way.set(told)
        try:
            with Heart(row, self.name, told, self.beat):
                value = row.task.call(*row.args_kwargs["args"], **row.args_kwargs["kwargs"])
            self.finish(row, told, value)
        except OperationalError as error:
            self.try_again(row, error)
        except Exception as error:
            log.exception("job %s failed", row.task_path)
            self.finish(row, told, error)
        except BaseException:
            put_back(row)
            raise
        finally:
            under_way.reset(mark)

    def finish(self, row: "DBTaskResult[..., Any]", told: Progress, ended: object) -> None:
        """Record the end of a job, unless it was taken from this worker meanwhile."""
        with exclusive_transaction():
            mine = Job.objects.select_for_update().filter(task=row, worker=self.name).first()
            if mine is None:
                log.warning("job %s was taken from worker %s before its end", row.pk, self.name)
                return
            if isinstance(ended, Exception):
                row.set_failed(ended)
            else:
                row.set_successful(ended)
            Job.objects.filter(pk=mine.pk).update(done=told.done, whole=told.whole, worker="")

    def try_again(self, row: "DBTaskResult[..., Any]", error: OperationalError) -> None:
        """Put a job back that the database failed; for good after too many tries."""
        log.warning("job %s met a failing database", row.pk, exc_info=error)
        if len(row.worker_ids) >= TRIES:
            self.finish(row, Progress(), error)
        else:
            put_back(row, SECONDS_UNTIL_RETRY)

    def stop(self, signum: int, _frame: FrameType | None) -> None:
        """Stop after the job under way; at once when told a second time (its job goes back to the queue)."""
        if self.stopping:
            sys.exit(128 + signum)
        self.stopping = True


def work(worker: Worker | None = None) -> None:
    """Run a worker in this process until a signal stops it."""
    worker = worker or Worker()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, worker.stop)
    worker.run()
