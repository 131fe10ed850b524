"""Background jobs: enqueued with what an action writes, done once, their trouble kept."""

import pytest
from django.db import transaction

from server.worked import fail, make_regions
from taizhang.server.accounts.models import Region
from taizhang.server.jobs.models import Job
from taizhang.server.jobs.queue import enqueue, enqueue_later, run_waiting_jobs


def test_a_job_enqueued_is_done_once(db):
    job = enqueue(make_regions, count=3)
    assert run_waiting_jobs() == 1
    assert run_waiting_jobs() == 0
    job.refresh_from_db()
    assert (job.name, job.done, job.whole, job.task.status) == ("test.regions", 3, 3, "SUCCESSFUL")
    assert Region.objects.count() == 3


def test_what_is_rolled_back_was_never_asked_for(db):
    with transaction.atomic():
        enqueue(make_regions, count=1)
        transaction.set_rollback(True)
    assert not Job.objects.exists()
    assert run_waiting_jobs() == 0


def test_a_job_that_fails_keeps_what_went_wrong(db):
    job = enqueue(fail)
    with pytest.raises(ZeroDivisionError):
        run_waiting_jobs()
    job.refresh_from_db()
    assert job.task.status == "FAILED"
    assert "nothing to divide by" in job.task.traceback


def test_a_job_for_later_waits(db):
    job = enqueue_later(3600, make_regions, count=1)
    assert job.task.run_after > job.task.enqueued_at
