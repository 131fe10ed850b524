"""/metrics: what is counted, who may read it, and that several processes are counted together."""

import re

import pytest
from django.test import Client

from taizhang.server.operations import counters
from taizhang.server.operations.counters import Counters, counted, forget

pytestmark = pytest.mark.django_db


def samples(client=None, **more):
    text = (client or Client()).get("/metrics", **more).content.decode()
    return {line.rpartition(" ")[0]: float(line.rpartition(" ")[2]) for line in text.splitlines() if line[0] != "#"}


def test_requests_are_counted_by_method_and_status():
    before = counted().requests.get(("GET", 404), 0)
    Client().get("/no/such/page")
    assert samples()['taizhang_requests_total{method="GET",status="404"}'] == before + 1


def test_every_request_stands_in_the_histogram_once():
    Client().get("/healthz")
    told = samples()
    assert told["taizhang_request_seconds_count"] == told['taizhang_request_seconds_bucket{le="+Inf"}']
    assert told["taizhang_request_seconds_count"] == sum(counted().requests.values()) - 1  # the one that asked


def test_jobs_returns_log_and_disk_are_told(city):
    told = samples()
    assert told["taizhang_log_entries"] > 0
    assert told['taizhang_returns{state="overdue"}'] == 0
    assert told["taizhang_disk_free_bytes"] > 0


def test_every_line_has_the_form_that_prometheus_reads():
    form = re.compile(r'# (HELP|TYPE) \w+ .+|\w+(\{\w+="[^"]*"(,\w+="[^"]*")*\})? [\d.e+-]+')
    text = Client().get("/metrics").content.decode()
    assert [line for line in text.splitlines() if not form.fullmatch(line)] == []


def test_processes_are_added_up_and_a_new_start_begins_at_nought(tmp_path, settings):
    settings.HOME_FOLDER = tmp_path
    for number in (1, 2):
        Counters(tmp_path / "run" / f"requests-{number}.counts").count("GET", 200, 0.25)
    Counters(tmp_path / "run" / "requests-1.counts").count("BREW", 999, 99.5)
    counts = counted()
    assert counts.requests == {("GET", 200): 2, ("other", 599): 1}
    assert (sum(counts.below), counts.below[-1], counts.seconds) == (3, 1, 100.0)
    forget()
    assert counted().requests == {}
    assert len(counted().below) == len(counters.BOUNDS) + 1


def test_another_machine_reads_nothing_without_the_token(settings):
    assert Client(REMOTE_ADDR="192.0.2.7").get("/metrics").status_code == 401
    settings.METRICS_TOKEN = "scrape"
    client = Client(REMOTE_ADDR="192.0.2.7")
    assert client.get("/metrics", headers={"Authorization": "Bearer scrape"}).status_code == 200
    assert client.get("/metrics", headers={"Authorization": "Bearer guess"}).status_code == 401


def test_what_a_proxy_passed_on_is_not_taken_for_this_machine():
    assert Client().get("/metrics", headers={"X-Forwarded-For": "192.0.2.7"}).status_code == 401


def test_a_token_with_signs_beyond_ascii_is_simply_wrong(db, settings, client):
    settings.METRICS_TOKEN = "x" * 20
    assert client.get("/metrics", headers={"Authorization": "Bearer é"}).status_code == 401
