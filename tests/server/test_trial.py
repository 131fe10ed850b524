"""The day of a trial: set by an administrator at the root, only where the server runs as a trial, and logged."""

from datetime import date

import pytest

from taizhang.server.lib import clock
from taizhang.server.log.models import Entry


@pytest.fixture(autouse=True)
def real_day_afterwards(on_day):
    """Give the clock back."""


def test_everybody_sees_what_day_it_is(city, person, caller):
    told = caller(person("reporter", city.town)).get("/trial")
    assert told.body == {"trial": True, "today": clock.today().isoformat()}


def test_an_administrator_at_the_root_sets_the_day_and_gives_it_back(city, person, caller):
    real = clock.today()
    root = caller(person("administrator", city.root))
    assert root.put("/trial/day", day="2025-11-05")["today"] == "2025-11-05"
    assert clock.today() == date(2025, 11, 5)
    assert Entry.objects.latest("id").action == "trial.set"
    assert root.delete("/trial/day")["today"] == real.isoformat()


@pytest.mark.parametrize(("role", "where"), [("planner", "root"), ("administrator", "east"), ("auditor", "root")])
def test_others_do_not(city, person, caller, role, where):
    answer = caller(person(role, getattr(city, where))).put("/trial/day", day="2025-11-05")
    assert answer.status == 403
    assert "设定演练日期" in answer["detail"]


def test_a_server_that_is_no_trial_refuses(city, person, caller, settings):
    settings.TRIAL = False
    answer = caller(person("administrator", city.root)).put("/trial/day", day="2025-11-05")
    assert answer.status == 409
    assert "TAIZHANG_TRIAL=yes" in answer["detail"]


@pytest.mark.parametrize("day", ["2025-02-30", "yesterday", "0001-01-01", "9999-12-31", None])
def test_what_is_no_day_is_refused(city, person, caller, day):
    assert caller(person("administrator", city.root)).put("/trial/day", day=day).status == 422
