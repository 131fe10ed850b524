"""Ticks: periodic functions, each run once a period by the clock of the ledger."""

import pytest

from taizhang.server.jobs import ticks
from taizhang.server.jobs.models import Tick
from taizhang.server.jobs.ticks import run_all_ticks, run_due_ticks, tick


@pytest.fixture
def ran(monkeypatch):
    """The names of what ran, of two ticks that are the only ones."""
    monkeypatch.setattr(ticks, "periodic", {})
    names = []

    @tick("daily", minutes=24 * 60)
    def daily():
        names.append("daily")

    @tick("broken", minutes=24 * 60)
    def broken():
        names.append("broken")
        raise ZeroDivisionError("nothing to divide by")

    return names


def test_a_tick_runs_once_a_period(db, ran, on_day):
    on_day(2025, 3, 1)
    run_due_ticks()
    run_due_ticks()
    assert ran == ["daily", "broken"]
    on_day(2025, 3, 3)
    assert run_due_ticks() == ["daily", "broken"]


def test_a_tick_that_fails_keeps_its_trouble_and_does_not_stop_the_others(db, ran):
    run_due_ticks()
    assert Tick.objects.get(pk="broken").trouble == "ZeroDivisionError: nothing to divide by"
    assert Tick.objects.get(pk="daily").trouble == ""


def test_a_clock_set_back_does_not_put_ticks_to_sleep(db, ran, on_day):
    on_day(2026, 1, 1)
    run_due_ticks()
    on_day(2025, 1, 1)
    assert run_due_ticks() == ["daily", "broken"]


def test_one_worker_takes_a_tick_and_no_other(db, ran, monkeypatch):
    run_due_ticks()
    Tick.objects.update(due_at="2020-01-01T00:00:00Z")
    monkeypatch.setattr(ticks, "_run", lambda _: ran.append(run_due_ticks()))
    ran.clear()
    run_due_ticks()
    assert ran == [[], []]


def test_all_ticks_run_when_the_day_of_a_trial_was_set(db, ran):
    run_due_ticks()
    assert run_all_ticks() == ["daily", "broken"]
    assert ran == ["daily", "broken"] * 2


def test_the_ticks_of_the_parts_are_found(db):
    assert "jobs.prune" in ticks.periodic
