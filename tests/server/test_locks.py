"""Locks: by the deadline, by approval, by hand; each named to whom it stops, all listed."""

import pytest

from server.returns_cast import cell, form_of, indicator, shell_of
from taizhang.server.returns.ageing import age_returns
from taizhang.server.returns.models import Cell, Return


@pytest.fixture
def form(city, on_day):
    on_day(2025, 1, 5)
    return form_of(city.root, [indicator()], [city.east, city.west])


@pytest.fixture
def filed(city, form, on_day):
    """The return of 青汀区 for January, due on 10 February and locked from 3 March on; it is 3 February."""
    shell = shell_of(form, city.east, "2025-01")
    on_day(2025, 2, 3)
    return shell


@pytest.fixture
def east(city, person, caller):
    return caller(person("reporter", city.east))


@pytest.fixture
def west(city, person, caller):
    return caller(person("reporter", city.west))


@pytest.fixture
def reviewer(city, person, caller):
    return caller(person("reviewer", city.root))


@pytest.fixture
def planner(city, person, caller):
    return caller(person("planner", city.root))


def test_after_its_deadline_nothing_is_written(east, filed, on_day):
    on_day(2025, 3, 2)
    assert east.post(f"/returns/{filed.pk}/cells", cells=[cell(1, "1")]).status == 200
    on_day(2025, 3, 3)
    answer = east.post(f"/returns/{filed.pk}/cells", cells=[cell(1, "2", revision=1)])
    assert (answer.status, answer["code"]) == (423, "locked")
    assert answer["detail"] == (
        "青汀区《工业经济月报》2025年1月已于 2025-03-02 锁定（超过截止期）；如需补报，请申请开放"
    )
    assert Cell.objects.get().value == 1
    seen = east.get(f"/returns/{filed.pk}")
    assert east.post(f"/returns/{filed.pk}/submit", revision=seen["revision"]).status == 423


def test_the_lock_holds_whether_a_worker_runs_or_not(east, filed, on_day):
    on_day(2025, 3, 3)
    age_returns()
    assert east.post(f"/returns/{filed.pk}/cells", cells=[cell(1, "1")]).status == 423


def test_a_form_without_lock_days_never_locks_by_itself(city, person, caller, on_day):
    on_day(2025, 1, 5)
    shell = shell_of(form_of(city.root, [indicator()], [city.east], lock_days=None), city.east, "2025-01")
    on_day(2026, 12, 1)
    answer = caller(person("reporter", city.east)).post(f"/returns/{shell.pk}/cells", cells=[cell(1, "1")])
    assert answer.status == 200


def test_a_period_is_locked_by_hand(form, filed, planner, east):
    answer = planner.post(f"/forms/{form.pk}/locks", period="2025-01", why="月度通报已定稿")
    assert (answer.status, answer["count"]) == (200, 2)
    refused = east.post(f"/returns/{filed.pk}/cells", cells=[cell(1, "1")])
    assert (refused.status, "手动锁定：月度通报已定稿" in refused["detail"]) == (423, True)
    february = Return.objects.get(unit=filed.unit, period="2025-02")
    assert east.post(f"/returns/{february.pk}/cells", cells=[cell(1, "1")]).status == 200


def test_a_lock_by_hand_is_taken_back(form, filed, planner, east, on_day):
    planner.post(f"/forms/{form.pk}/locks", period="2025-01", why="误操作")
    assert planner.post(f"/forms/{form.pk}/locks/release", period="2025-01", why="误操作")["count"] == 2
    assert east.post(f"/returns/{filed.pk}/cells", cells=[cell(1, "1")]).status == 200
    planner.post(f"/forms/{form.pk}/locks", period="2025-01", why="再次锁定")
    on_day(2025, 3, 3)
    planner.post(f"/forms/{form.pk}/locks/release", period="2025-01", why="取消")
    assert planner.get(f"/returns/{filed.pk}")["lock"] == "deadline"


def test_locking_wants_a_reason_a_period_and_the_right(form, planner, east):
    assert planner.post(f"/forms/{form.pk}/locks", period="2025-01", why=" ").status == 422
    assert planner.post(f"/forms/{form.pk}/locks", period="1999-01", why="定稿").status == 422
    assert east.post(f"/forms/{form.pk}/locks", period="2025-01", why="定稿").status == 403


def test_all_locks_are_listed_with_what_locked_them(city, form, filed, planner, on_day):
    planner.post(f"/forms/{form.pk}/locks", period="2025-02", why="定稿")
    on_day(2025, 3, 3)
    rows = planner.get("/returns", locked=True)["rows"]
    assert [(row["unit"]["name"], row["period"], row["lock"]) for row in rows] == [
        ("青汀区", "2025-01", "deadline"),
        ("青汀区", "2025-02", "hand"),
        ("石陂县", "2025-01", "deadline"),
        ("石陂县", "2025-02", "hand"),
    ]
    assert len(planner.get("/returns", locked=False)["rows"]) == 20


def test_what_is_locked_by_hand_is_not_opened_by_sending_back(form, filed, planner, east, reviewer):
    answer = east.post(f"/returns/{filed.pk}/cells", cells=[cell(1, "1")])
    sent = east.post(f"/returns/{filed.pk}/submit", revision=answer["filed"]["revision"])
    planner.post(f"/forms/{form.pk}/locks", period="2025-01", why="定稿")
    seen = reviewer.get(f"/returns/{filed.pk}")["revision"]
    refused = reviewer.post(f"/returns/{filed.pk}/send-back", revision=seen, note="请核实")
    assert (sent.status, refused.status) == (200, 423)
    assert reviewer.get(f"/returns/{filed.pk}")["state"] == "submitted"


def test_sending_back_past_the_deadline_opens_that_return_for_a_week(east, filed, west, reviewer, on_day):
    answer = east.post(f"/returns/{filed.pk}/cells", cells=[cell(1, "1")])
    east.post(f"/returns/{filed.pk}/submit", revision=answer["filed"]["revision"])
    on_day(2025, 3, 5)
    seen = reviewer.get(f"/returns/{filed.pk}")["revision"]
    back = reviewer.post(f"/returns/{filed.pk}/send-back", revision=seen, note="请核实")
    assert (back.status, back["locked"], back["open_until"]) == (200, False, "2025-03-12")
    assert east.post(f"/returns/{filed.pk}/cells", cells=[cell(1, "2", revision=1)]).status == 200
    other = Return.objects.get(unit__name="石陂县", period="2025-01")
    assert west.post(f"/returns/{other.pk}/cells", cells=[cell(1, "1")]).status == 423
    on_day(2025, 3, 13)
    assert east.post(f"/returns/{filed.pk}/cells", cells=[cell(1, "3", revision=2)]).status == 423


def test_what_is_locked_can_still_be_accepted(east, filed, reviewer, on_day):
    answer = east.post(f"/returns/{filed.pk}/cells", cells=[cell(1, "1")])
    east.post(f"/returns/{filed.pk}/submit", revision=answer["filed"]["revision"])
    on_day(2025, 4, 1)
    seen = reviewer.get(f"/returns/{filed.pk}")["revision"]
    done = reviewer.post(f"/returns/{filed.pk}/accept", revision=seen)
    assert (done.status, done["filed"]["lock"], done["filed"]["on_time"]) == (200, "approval", True)
