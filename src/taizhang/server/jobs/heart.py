"""The beat of a worker while it does a job: a thread of its own that writes to the row of the job."""

import logging
from threading import Event, Thread
from typing import Any, Self

from django.db import DatabaseError, connection
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from taizhang.server.jobs.models import Job
from taizhang.server.jobs.queue import Progress

log = logging.getLogger(__name__)


class Heart:
    """Beats every so many seconds for as long as it is entered, and carries along how far the job is."""

    def __init__(self, row: "DBTaskResult[..., Any]", worker: str, told: Progress, every: float) -> None:
        self.row, self.worker, self.told, self.every = row, worker, told, every
        self.over = Event()
        self.thread = Thread(target=self._beat, daemon=True)

    def __enter__(self) -> Self:
        self.thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.over.set()
        self.thread.join()

    def _beat(self) -> None:
        while not self.over.wait(self.every):
            try:
                self._tell()
            except DatabaseError:
                # A long transaction on SQLite holds off the beat, and the reaper with it; the next beat tries again.
                log.info("a beat of %s could not be written", self.worker)
                connection.close()
        connection.close()

    def _tell(self) -> None:
        mine = Job.objects.filter(task=self.row, worker=self.worker)
        mine.update(beat_at=timezone.now(), done=self.told.done, whole=self.told.whole)
