"""Workers as processes: one killed in the middle of a job, several at one queue, one told to stop."""

import json
import os
import signal
import subprocess
import time
from contextlib import ExitStack

import pytest

from server.alone import database_of_its_own, process


@pytest.fixture
def home(tmp_path, monkeypatch):
    """The folder of a ledger; on PostgreSQL with a database of its own."""
    with ExitStack() as held:
        if "TAIZHANG_DATABASE_URL" in os.environ:
            url = held.enter_context(database_of_its_own(os.environ["TAIZHANG_DATABASE_URL"]))
            monkeypatch.setenv("TAIZHANG_DATABASE_URL", url)
        yield tmp_path


@pytest.fixture
def worker(home, ask):
    """`worker()` starts one; all are stopped afterwards."""
    started = []

    def start(silence=1.0):
        started.append(process(home, "work", silence))
        return started[-1]

    yield start
    for one in started:
        one.kill()
        one.wait()


@pytest.fixture
def ask(home):
    """`ask("told")` is what stands in the ledger, `ask("enqueue", 4, 0.1)` asks for work; its tables are made."""
    listener = process(home, "listen", stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def asked(*words):
        listener.stdin.write(" ".join(map(str, words)) + "\n")
        listener.stdin.flush()
        return json.loads(listener.stdout.readline())

    asked("make")
    yield asked
    listener.stdin.close()
    listener.stdout.close()
    listener.wait()


@pytest.fixture
def told(ask):
    """`told()` is what stands in the ledger."""
    return lambda: ask("told")


def until(told, holds, seconds=30):
    """What is told once it holds."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        last = told()
        if holds(last):
            return last
        time.sleep(0.02)
    raise AssertionError(last)


def finished(told):
    return all(job["state"] in {"SUCCESSFUL", "FAILED"} for job in told["jobs"])


def test_the_job_of_a_killed_worker_is_taken_up_by_another_and_nothing_is_done_twice(ask, worker, told):
    ask("enqueue", 40, 0.1)
    first = worker()
    half = until(told, lambda seen: seen["regions"] >= 5)
    assert half["regions"] < 40
    assert 0 < half["jobs"][0]["done"] <= 40
    first.send_signal(signal.SIGKILL)
    first.wait()
    left = told()
    assert left["jobs"][0]["state"] == "RUNNING"
    worker()
    last = until(told, finished)
    assert (last["regions"], last["jobs"][0]["state"], len(last["jobs"][0]["workers"])) == (40, "SUCCESSFUL", 2)


def test_a_job_whose_worker_dies_each_time_fails_with_a_clear_word(ask, worker, told):
    ask("enqueue", 1000, 0.1)
    for tries in (1, 2, 3):
        one = worker(0.5)
        until(told, lambda seen, tries=tries: len(seen["jobs"][0]["workers"]) == tries)
        one.send_signal(signal.SIGKILL)
        one.wait()
    worker(0.5)
    last = until(told, finished)
    assert last["jobs"][0]["state"] == "FAILED"
    assert "killed 3 times" in last["jobs"][0]["trouble"]


def test_several_workers_at_one_queue_do_each_job_once(ask, worker, told):
    for _ in range(4):
        ask("enqueue", 3, 0.05)
    for _ in range(3):
        worker(30)
    last = until(told, finished)
    assert [len(job["workers"]) for job in last["jobs"]] == [1, 1, 1, 1]
    assert {job["state"] for job in last["jobs"]} == {"SUCCESSFUL"}


def test_a_worker_told_to_stop_finishes_its_job_first(ask, worker, told):
    ask("enqueue", 20, 0.1)
    one = worker(30)
    until(told, lambda seen: seen["regions"] >= 1)
    one.send_signal(signal.SIGTERM)
    assert one.wait(timeout=20) == 0
    assert told()["jobs"][0]["state"] == "SUCCESSFUL"
