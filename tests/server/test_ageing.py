"""A return that grew older while somebody had it before them: nobody saved it, so nobody is told that somebody did."""

import pytest

from server.cast import made
from server.returns_cast import cell, form_of, indicator, shell_of
from taizhang.server.accounts.models import Grant
from taizhang.server.log.verifying import verify
from taizhang.server.returns.ageing import age_returns
from taizhang.server.returns.models import Return


@pytest.fixture
def filed(city, on_day):
    """A return for January, due on 10 February and locked from 2 March on."""
    on_day(2025, 1, 5)
    shell = shell_of(form_of(city.root, [indicator()], [city.east]), city.east, "2025-01")
    on_day(2025, 2, 10)
    age_returns()
    return shell


@pytest.fixture
def east(city, person, caller):
    return caller(person("reporter", city.east))


@pytest.fixture
def other(city, person, caller):
    return caller(person("reporter", city.east, "another"))


@pytest.fixture
def reviewer(city, person, caller):
    user = person("reviewer", city.root)
    made(Grant(user=user, unit=city.root, role="planner"))
    return caller(user)


def older(on_day, *day):
    """Let the worker age returns to that day."""
    on_day(*day)
    assert age_returns() > 0


def test_who_typed_before_it_was_overdue_saves_and_submits_after(east, filed, on_day):
    seen = east.post(f"/returns/{filed.pk}/cells", cells=[cell(1, "128")])
    older(on_day, 2025, 2, 11)
    assert Return.objects.get(pk=filed.pk).revision > seen["filed"]["revision"]
    again = east.post(f"/returns/{filed.pk}/cells", cells=[cell(1, "129", revision=seen["cells"][0]["revision"])])
    assert again.status == 200
    older_by_then = again["filed"]["revision"]
    answer = east.post(f"/returns/{filed.pk}/submit", revision=older_by_then)
    assert (answer.status, answer["state"], answer["on_time"]) == (200, "submitted", False)


def test_who_saw_it_before_it_was_overdue_submits_it(east, filed, on_day):
    seen = east.post(f"/returns/{filed.pk}/cells", cells=[cell(1, "128")])["filed"]["revision"]
    older(on_day, 2025, 2, 11)
    answer = east.post(f"/returns/{filed.pk}/submit", revision=seen)
    assert (answer.status, answer["state"]) == (200, "submitted")
    assert verify().sound


def test_what_somebody_saved_before_or_after_it_grew_older_is_still_told(east, other, filed, on_day):
    seen = east.post(f"/returns/{filed.pk}/cells", cells=[cell(1, "128")])["filed"]["revision"]
    other.post(f"/returns/{filed.pk}/cells", cells=[cell(1, "130", revision=1)])
    older(on_day, 2025, 2, 11)
    refused = east.post(f"/returns/{filed.pk}/submit", revision=seen)
    assert (refused.status, refused["code"]) == (409, "changed_meanwhile")
    seen = east.get(f"/returns/{filed.pk}")["revision"]
    other.post(f"/returns/{filed.pk}/cells", cells=[cell(1, "131", revision=2)])
    assert east.post(f"/returns/{filed.pk}/submit", revision=seen).status == 409


@pytest.mark.parametrize("revision", [0, 99])
def test_a_revision_that_never_was_is_refused(east, filed, on_day, revision):
    east.post(f"/returns/{filed.pk}/cells", cells=[cell(1, "128")])
    older(on_day, 2025, 2, 11)
    assert east.post(f"/returns/{filed.pk}/submit", revision=revision).status in {409, 422}
    assert Return.objects.get(pk=filed.pk).state == "overdue"


def test_one_that_was_locked_meanwhile_is_told_to_be_locked(east, filed, on_day):
    seen = east.post(f"/returns/{filed.pk}/cells", cells=[cell(1, "128")])["filed"]["revision"]
    older(on_day, 2025, 3, 3)
    refused = east.post(f"/returns/{filed.pk}/submit", revision=seen)
    assert (refused.status, refused["code"]) == (423, "locked")


def test_a_reviewer_accepts_what_was_seen_before_it_was_locked(east, reviewer, filed, on_day):
    seen = east.post(f"/returns/{filed.pk}/cells", cells=[cell(1, "128")])["filed"]["revision"]
    sent = east.post(f"/returns/{filed.pk}/submit", revision=seen)
    older(on_day, 2025, 3, 3)
    assert reviewer.post(f"/returns/{filed.pk}/accept", revision=sent["revision"]).status == 200
