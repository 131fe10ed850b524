"""Before the server says that it serves, it has done what the first request would wait for."""

import time
from threading import Event
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.db import DatabaseError, connection
from django.test.utils import CaptureQueriesContext, override_settings
from django.urls import clear_url_caches, get_resolver

from taizhang.server.accounts.models import User
from taizhang.server.operations import warming


@pytest.fixture(autouse=True)
def kept(monkeypatch):
    """The connection stays, which is in the transaction of the test."""
    monkeypatch.setattr(warming.connections, "close_all", lambda: None)


def test_the_overview_is_looked_at_by_the_one_who_was_here_last_and_nothing_is_written(city, person, monkeypatch):
    person("planner", city.root, "earlier")
    last = person("planner", city.root, "last")
    User.objects.filter(pk=last.pk).update(last_login="2025-06-01T08:00:00Z")
    seen = []
    overview = warming.resolve(warming.OVERVIEW).func

    def see(request):
        seen.append(request.user)
        return overview(request)

    monkeypatch.setattr(warming, "resolve", lambda _: SimpleNamespace(func=see))

    with override_settings(ALLOWED_HOSTS=["ledger.example"]), CaptureQueriesContext(connection) as captured:
        warming.look()  # from this machine, whose name nobody may ask by
    assert seen == [last]
    said = [each["sql"] for each in captured.captured_queries]
    assert any('FROM "ledger_plan"' in each for each in said)
    assert [each for each in said if not each.startswith(("SELECT", "WITH"))] == []


def test_addresses_and_templates_are_read_for_both_languages(monkeypatch):
    read = []
    monkeypatch.setattr(warming, "look", lambda: None)
    monkeypatch.setattr(warming, "get_template", read.append)
    clear_url_caches()
    warming.warm()
    assert {code for code, _ in settings.LANGUAGES} <= set(get_resolver()._reverse_dict)
    assert {"base.html", "overview/home.html", "entry/return.html"} <= set(read)


def test_a_database_that_does_not_answer_does_not_keep_the_server_waiting(monkeypatch):
    held = Event()
    monkeypatch.setattr(warming, "PATIENCE", 0.1)
    monkeypatch.setattr(warming, "look", held.wait)
    began = time.monotonic()
    warming.warm()
    assert time.monotonic() - began < 5
    held.set()


def test_whatever_goes_wrong_does_not_keep_the_server_from_serving(monkeypatch, caplog):
    def gone():
        raise DatabaseError("away")

    monkeypatch.setattr(warming, "look", gone)
    warming.warm()
    assert "the first request will take longer" in caplog.text
