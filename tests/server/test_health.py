"""/healthz, /readyz: whether the process lives, and what it rests on."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from taizhang.server.jobs.models import Tick
from taizhang.server.operations import health


def test_the_process_says_that_it_lives_without_asking_the_database():
    answer = Client().get("/healthz")
    assert (answer.status_code, answer.content) == (200, b"ok\n")


@pytest.mark.django_db
def test_ready_names_each_thing_that_it_rests_on():
    answer = Client().get("/readyz")
    assert answer.status_code == 200
    assert {name: check["ok"] for name, check in answer.json().items()} == {
        "database": True,
        "migrations": True,
        "worker": True,
        "disk": True,
    }


@pytest.mark.django_db
def test_a_worker_that_lets_its_rounds_pass_is_told_as_dead():
    Tick.objects.create(name="reap", due_at=timezone.now() - timedelta(minutes=10))
    answer = Client().get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["worker"]["ok"] is False
    assert answer.json()["worker"]["detail"].startswith("reap ")


@pytest.mark.django_db
def test_a_full_disk_is_told_before_it_is_full(monkeypatch):
    monkeypatch.setattr(health, "LEAST_FREE", 2**62)
    answer = Client().get("/readyz")
    assert answer.status_code == 503
    assert [name for name, check in answer.json().items() if not check["ok"]] == ["disk"]
