"""The routes of jobs (后台任务)."""

from datetime import datetime
from enum import StrEnum

from django.http import HttpRequest
from ninja import Field, Router, Schema

from taizhang.errors import Words
from taizhang.server.api.callers import actor_of
from taizhang.server.api.paging import After, Limit, Page, page
from taizhang.server.api.scalars import Key
from taizhang.server.jobs.models import Job
from taizhang.server.jobs.queries import jobs_for
from taizhang.server.lib.rows import row_at

router = Router(tags=["jobs"])
JOB = Words("后台任务", "background job")


class JobState(StrEnum):
    """How far a job is."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


STATES = {"READY": "waiting", "RUNNING": "running", "SUCCESSFUL": "done", "FAILED": "failed"}
STORED = {told: stored for stored, told in STATES.items()}


class JobShown(Schema):
    """A background job as it is shown; `trouble` is the last line of what went wrong."""

    id: int
    name: str
    state: JobState
    by: int | None
    unit_id: int | None
    asked_at: datetime = Field(alias="task.enqueued_at")
    started_at: datetime | None = Field(alias="task.started_at")
    finished_at: datetime | None = Field(alias="task.finished_at")
    tries: int
    done: int
    whole: int
    trouble: str

    @staticmethod
    def resolve_state(job: Job) -> str:
        """The state in our words."""
        return STATES[job.task.status]

    @staticmethod
    def resolve_tries(job: Job) -> int:
        """How often it was begun."""
        return len(job.task.worker_ids)

    @staticmethod
    def resolve_trouble(job: Job) -> str:
        """What went wrong, without the traceback, which stands in the running log."""
        lines = job.task.traceback.strip().splitlines()
        return lines[-1] if lines else ""


@router.get("/jobs", response=Page[JobShown])
def list_jobs(request: HttpRequest, limit: Limit = 100, after: After = 0, state: JobState | None = None) -> object:
    """后台任务：本人发起的，以及有权查看的单位的。Background jobs: one's own, and those of units one may look after."""
    return page(jobs_for(actor_of(request), state=STORED[state] if state else None), limit, after)


@router.get("/jobs/{job}", response=JobShown)
def get_job(request: HttpRequest, job: Key) -> object:
    """一个后台任务及其进度。One job and how far it is."""
    return row_at(jobs_for(actor_of(request)), job, JOB)
