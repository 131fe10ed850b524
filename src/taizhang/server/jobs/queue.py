"""Background jobs: made of functions, enqueued in the transaction of an action, run by a worker.

    @job("documents.read")
    def read_document(*, document: int) -> None: ...

    enqueue(read_document, document=7)

Arguments are what JSON holds. The row of the job is written in the caller's transaction: what is rolled back was never
asked for. A job may be run again after its worker was killed, so it has to find what it did already.
"""

from collections.abc import Callable
from contextvars import ContextVar
from datetime import timedelta
from typing import ParamSpec, TypeVar

from django.utils import timezone
from django_tasks import task
from django_tasks.base import Task, TaskResult
from django_tasks_db.models import DBTaskResult

from taizhang.server.accounts.acting import Actor
from taizhang.server.accounts.models import Unit, User
from taizhang.server.jobs.models import Job

P = ParamSpec("P")
R = TypeVar("R")

names: dict[str, str] = {}


def job(name: str) -> Callable[[Callable[P, R]], Task[P, R]]:
    """Make a function of a module a job, called `name` where jobs are listed."""

    def decorate(function: Callable[P, R]) -> Task[P, R]:
        made = task()(function)
        names[made.module_path] = name
        return made

    return decorate


def enqueue(work: Task[P, R], *args: P.args, **kwargs: P.kwargs) -> Job:
    """Have a job done soon, on behalf of the server itself."""
    return _ask(work.enqueue(*args, **kwargs))


def enqueue_for(actor: Actor, unit: Unit | None, work: Task[P, R], *args: P.args, **kwargs: P.kwargs) -> Job:
    """Have a job done soon for somebody at a unit, who can then see how far it is."""
    return _ask(work.enqueue(*args, **kwargs), actor.user, unit)


def enqueue_later(seconds: float, work: Task[P, R], *args: P.args, **kwargs: P.kwargs) -> Job:
    """Have a job done once some seconds are over."""
    return _ask(work.using(run_after=timezone.now() + timedelta(seconds=seconds)).enqueue(*args, **kwargs))


def _ask(asked: "TaskResult[R]", by: User | None = None, unit: Unit | None = None) -> Job:
    name = names[asked.task.module_path]
    return Job.objects.create(name=name, task_id=asked.id, by=by.pk if by else None, unit=unit)


class Progress:
    """How far the job under way is; written to its row by the beat of the worker."""

    def __init__(self) -> None:
        self.done = 0
        self.whole = 0


under_way: ContextVar[Progress | None] = ContextVar("under_way", default=None)


def progress(done: int, whole: int) -> None:
    """Tell, from within a job, how far it is. Outside of a job it is no affair of anybody."""
    told = under_way.get()
    if told is not None:
        told.done, told.whole = done, whole


def run_waiting_jobs() -> int:
    """Run all waiting jobs in this process, those too that are not due yet and that they enqueue; how many.

    For tests and for the moment after a command; the first that fails raises its error.
    """
    count = 0
    while True:
        waiting = Job.objects.filter(task__status="READY").order_by("id").select_related("task").first()
        if waiting is None:
            return count
        run_here(waiting.task)
        count += 1


def run_here(row: "DBTaskResult[..., object]") -> None:
    """Run one job in this thread; its error is kept in its row, and raised."""
    told = Progress()
    mark = under_way.set(told)
    try:
        row.claim("here")
        row.set_successful(row.task.call(*row.args_kwargs["args"], **row.args_kwargs["kwargs"]))
    except Exception as error:
        row.set_failed(error)
        raise
    finally:
        under_way.reset(mark)
        Job.objects.filter(task=row).update(done=told.done, whole=told.whole)
