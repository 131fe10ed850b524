"""Background jobs: enqueued with what an action writes, done once, their trouble kept."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from server.worked import fail, make_regions
from taizhang.server.accounts.acting import Actor
from taizhang.server.accounts.models import Region
from taizhang.server.jobs.jobs import prune_jobs
from taizhang.server.jobs.models import Job
from taizhang.server.jobs.queue import enqueue, enqueue_for, enqueue_later, run_waiting_jobs


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


def test_who_asked_for_a_job_sees_how_far_it_is(city, person, caller):
    user = person("reporter", city.east)
    job = enqueue_for(Actor(user), city.east, make_regions, count=2)
    assert caller(user).get(f"/jobs/{job.pk}")["state"] == "waiting"
    run_waiting_jobs()
    told = caller(user).get(f"/jobs/{job.pk}")
    assert (told["state"], told["done"], told["whole"], told["tries"]) == ("done", 2, 2, 1)


def test_an_administrator_sees_the_jobs_below_and_nobody_else_does(city, person, caller):
    job = enqueue_for(Actor(person("reporter", city.town)), city.town, make_regions, count=2)
    enqueue(make_regions, count=1)
    assert len(caller(person("administrator", city.root)).get("/jobs")["rows"]) == 2
    assert [row["id"] for row in caller(person("administrator", city.east)).get("/jobs")["rows"]] == [job.pk]
    assert caller(person("administrator", city.west)).get("/jobs")["rows"] == []
    assert caller(person("planner", city.root)).get(f"/jobs/{job.pk}").status == 404


def test_a_token_without_the_scope_sees_only_what_its_owner_asked_for(city, person, caller):
    enqueue(make_regions, count=1)
    assert caller(person("administrator", city.root), scopes=["read"]).get("/jobs")["rows"] == []


def test_jobs_are_listed_by_state(city, person, caller):
    enqueue(make_regions, count=1)
    run_waiting_jobs()
    enqueue(fail)
    with pytest.raises(ZeroDivisionError):
        run_waiting_jobs()
    one = caller(person("administrator", city.root))
    assert [row["name"] for row in one.get("/jobs", state="failed")["rows"]] == ["test.fails"]
    assert "nothing to divide by" in one.get("/jobs", state="failed")["rows"][0]["trouble"]
    assert one.get("/jobs", state="lost").status == 422


def test_jobs_that_ended_long_ago_leave_the_queue(db):
    old, young = enqueue(make_regions, count=1), enqueue(make_regions, count=1)
    run_waiting_jobs()
    DBTaskResult.objects.filter(pk=old.task_id).update(finished_at=timezone.now() - timedelta(days=31))
    prune_jobs()
    assert list(Job.objects.all()) == [young]
