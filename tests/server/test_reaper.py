"""Dead workers and slow ones: a job is put back once its beat stood still for long enough, and not before."""

from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.db import OperationalError
from django.utils import timezone

from server.worked import fail, lose_the_database, make_regions
from taizhang.server.accounts.models import Region
from taizhang.server.jobs import reaper as reaping
from taizhang.server.jobs.models import Job
from taizhang.server.jobs.queue import Progress, enqueue
from taizhang.server.jobs.reaper import Reaper
from taizhang.server.jobs.worker import Worker


@pytest.fixture
def job(db):
    """A job that a worker has claimed."""
    made = enqueue(make_regions, count=2)
    made.worker_of = Worker()
    made.row = made.worker_of.claim()
    return made


def state(job):
    job.refresh_from_db()
    job.task.refresh_from_db()
    return job.task.status


def test_a_job_whose_beat_stands_still_is_put_back(job):
    reaper = Reaper(60)
    assert [reaper.look(now) for now in (0, 30, 59)] == [0, 0, 0]
    assert state(job) == "RUNNING"
    assert reaper.look(60) == 1
    assert state(job) == "READY"
    assert job.worker == ""


def test_a_job_whose_beat_goes_on_is_left_alone(job):
    reaper = Reaper(60)
    for now in range(0, 600, 30):
        Job.objects.update(beat_at=timezone.now() + timedelta(seconds=now))
        assert reaper.look(now) == 0
    assert state(job) == "RUNNING"


def test_clocks_that_disagree_put_nothing_back(job):
    Job.objects.update(beat_at=timezone.now() - timedelta(days=365))
    assert Reaper(60).look(0) == 0


def test_where_the_database_was_held_the_silence_is_counted_anew(job, monkeypatch):
    reaper = Reaper(60)
    reaper.look(0)
    real = reaping.exclusive_transaction

    @contextmanager
    def held():
        monkeypatch.setattr(reaping, "PATIENCE", -1)
        with real():
            yield

    monkeypatch.setattr(reaping, "exclusive_transaction", held)
    assert reaper.look(61) == 0
    monkeypatch.setattr(reaping, "exclusive_transaction", real)
    monkeypatch.setattr(reaping, "PATIENCE", 5)
    assert reaper.look(62) == 0
    assert reaper.look(122) == 1


def test_what_a_worker_finishes_after_its_job_was_taken_is_not_recorded(job):
    reaper = Reaper(0)
    reaper.look(0)
    assert state(job) == "READY"
    other = Worker()
    other.claim()
    job.worker_of.finish(job.row, Progress(), 2)
    assert state(job) == "RUNNING"
    assert job.worker == other.name


def test_a_worker_does_what_waits_and_keeps_what_came_of_it(db):
    good, bad = enqueue(make_regions, count=2), enqueue(fail)
    worker = Worker()
    while worker.turn():
        pass
    assert (state(good), good.task.return_value, good.done) == ("SUCCESSFUL", 2, 2)
    assert state(bad) == "FAILED"
    assert Region.objects.count() == 2


def test_a_job_that_the_database_failed_is_tried_again_later_and_not_for_ever(db):
    job, worker = enqueue(lose_the_database), Worker()
    for tries in (1, 2):
        worker.turn()
        assert (state(job), len(job.task.worker_ids)) == ("READY", tries)
        assert job.task.run_after > timezone.now()
        type(job.task).objects.update(run_after=timezone.now())
    worker.turn()
    assert state(job) == "FAILED"
    assert OperationalError.__name__ in job.task.traceback


def test_a_worker_told_to_stop_twice_gives_its_job_back(job):
    worker = job.worker_of
    worker.stop(15, None)
    with pytest.raises(SystemExit):
        worker.stop(15, None)

    class Stopped(BaseException):
        pass

    job.row.task.func.__globals__["STOP"] = Stopped
    try:
        with pytest.raises(Stopped):
            worker.do(job.row)
    finally:
        job.row.task.func.__globals__["STOP"] = None
    assert state(job) == "READY"
