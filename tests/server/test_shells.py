"""Shells of returns: made by the calendar, falling due and overdue and locked by the day."""

from datetime import date

import pytest

from server.returns_cast import form_of, indicator, shell_of
from taizhang.server.accounts.acting import SERVER
from taizhang.server.accounts.actions import close_unit
from taizhang.server.lib import clock
from taizhang.server.log.models import Change, Entry
from taizhang.server.returns.ageing import age_returns
from taizhang.server.returns.forms import make_shells
from taizhang.server.returns.models import Return


@pytest.fixture
def output(db):
    return indicator()


def periods():
    return list(Return.objects.order_by("period_end").values_list("period", flat=True))


def test_a_year_of_shells_is_made_for_each_unit(city, person, caller, output, on_day):
    on_day(2025, 1, 1)
    form = form_of(city.root, [output], [city.east, city.west])
    answer = caller(person("planner", city.root)).post(f"/forms/{form.pk}/schedule", year=2025)
    assert (answer.status, answer["count"]) == (201, 24)
    shell = Return.objects.get(unit=city.east, period="2025-02")
    assert (shell.opens_on, shell.due_on, shell.locks_on) == (date(2025, 3, 1), date(2025, 3, 10), date(2025, 3, 30))
    again = caller(person("planner", city.root, "another")).post(f"/forms/{form.pk}/schedule", year=2025)
    assert again["count"] == 0


def test_a_reporter_makes_no_shells(city, person, caller, output):
    form = form_of(city.root, [output], [city.east])
    assert caller(person("reporter", city.east)).post(f"/forms/{form.pk}/schedule", year=2025).status == 403


def test_shells_up_to_a_day(city, person, caller, output, on_day):
    on_day(2025, 5, 8)
    form = form_of(city.root, [output], [city.east])
    answer = caller(person("planner", city.root)).post(f"/forms/{form.pk}/schedule", until="2025-07-15")
    assert (answer["count"], periods()) == (3, ["2025-05", "2025-06", "2025-07"])


@pytest.mark.parametrize("body", [{}, {"year": 2025, "until": "2025-05-01"}, {"year": 2190}, {"year": 1990}])
def test_a_year_or_a_day_in_reach_is_wanted(city, person, caller, body, on_day):
    on_day(2025, 5, 8)
    form = form_of(city.root, [indicator()], [city.east])
    assert caller(person("planner", city.root)).post(f"/forms/{form.pk}/schedule", **body).status == 422


@pytest.mark.parametrize(
    ("kind", "first", "count"),
    [
        ("ten_day", "2025-03a", 4),
        ("week", "2025W09", 6),
        ("month", "2025-03", 2),
        ("quarter", "2025Q1", 2),
        ("half_year", "2025H1", 1),
        ("year", "2025", 1),
        ("five_years", "2021-2025", 1),
    ],
)
def test_each_kind_of_period_has_its_shells(city, on_day, kind, first, count):
    on_day(2025, 3, 1)
    form_of(city.root, [indicator()], [city.east], period_type=kind)
    make_shells()
    assert (periods()[0], len(periods())) == (first, count)


def test_the_tick_makes_the_shells_of_the_month_to_come(city, output, on_day):
    on_day(2025, 3, 1)
    form_of(city.root, [output], [city.east])
    assert make_shells() == 2
    assert make_shells() == 0
    on_day(2025, 4, 20)
    assert make_shells() == 1
    assert periods() == ["2025-03", "2025-04", "2025-05"]


def test_what_no_tick_does_is_no_entry_of_the_log(city, output, on_day):
    on_day(2025, 3, 1)
    form_of(city.root, [output], [city.east])
    make_shells()
    before = Entry.objects.count()
    make_shells()
    age_returns()
    assert Entry.objects.count() == before


def test_a_closed_unit_gets_no_shells(city, output, on_day):
    on_day(2025, 3, 1)
    form_of(city.root, [output], [city.east, city.west])
    close_unit(SERVER, city.west, why="区划调整")
    make_shells()
    assert set(Return.objects.values_list("unit__name", flat=True)) == {"青汀区"}


def test_nothing_is_wanted_of_a_unit_closed_since(city, person, caller, output, on_day):
    on_day(2025, 3, 1)
    form = form_of(city.root, [output], [city.east, city.west])
    make_shells()
    close_unit(SERVER, city.west, why="区划调整")
    on_day(2025, 5, 1)
    late = caller(person("planner", city.root)).get("/returns/late", form=form.pk)
    assert {row["filed"]["unit"]["name"] for row in late["rows"]} == {"青汀区"}


def test_a_form_not_in_use_makes_no_shells(city, person, caller, output):
    form = form_of(city.root, [output], [city.east])
    planner = caller(person("planner", city.root))
    planner.patch(f"/forms/{form.pk}", revision=1, active=False)
    assert make_shells() == 0
    assert planner.post(f"/forms/{form.pk}/schedule", year=clock.today().year).status == 422


def test_a_return_falls_due_overdue_and_locked_by_the_calendar(city, person, caller, output, on_day):
    on_day(2025, 2, 20)
    filed = shell_of(form_of(city.root, [output], [city.east]), city.east, "2025-02")
    reader = caller(person("reporter", city.east))
    seen = []
    for day in ((2025, 2, 28), (2025, 3, 1), (2025, 3, 10), (2025, 3, 11), (2025, 3, 30), (2025, 3, 31)):
        on_day(*day)
        answer = reader.get(f"/returns/{filed.pk}")
        seen.append((answer["state"], answer["days_late"], answer["locked"]))
    assert seen == [
        ("not_due", 0, False),
        ("due", 0, False),
        ("due", 0, False),
        ("overdue", 1, False),
        ("overdue", 20, False),
        ("overdue", 21, True),
    ]
    filed.refresh_from_db()
    assert filed.state == "not_due"


def test_the_tick_writes_what_the_calendar_tells(city, output, on_day):
    on_day(2025, 2, 20)
    filed = shell_of(form_of(city.root, [output], [city.east]), city.east, "2025-02")
    on_day(2025, 3, 1)
    assert age_returns() == 1
    on_day(2025, 3, 31)
    assert age_returns() == 1
    filed.refresh_from_db()
    assert (filed.state, filed.locked, filed.lock) == ("overdue", True, "deadline")
    assert age_returns() == 0
    steps = [change.after.get("state") for change in Change.objects.filter(entry__action="return.age")]
    assert steps == ["due", "overdue"]


def test_returns_are_found_by_the_state_of_the_day(city, person, caller, output, on_day):
    on_day(2025, 1, 1)
    form = form_of(city.root, [output], [city.east])
    shell_of(form, city.east, "2025-01")
    planner = caller(person("planner", city.root))
    on_day(2025, 3, 5)

    def of(state):
        return [row["period"] for row in planner.get("/returns", state=state, form=form.pk)["rows"]]

    assert (of("overdue"), of("due"), len(of("not_due"))) == (["2025-01"], ["2025-02"], 10)
    assert planner.get(f"/forms/{form.pk}/states").body == {
        "not_due": 10,
        "due": 1,
        "overdue": 1,
        "submitted": 0,
        "returned": 0,
        "accepted": 0,
    }


def test_each_sees_the_returns_in_reach(city, person, caller, output, on_day):
    on_day(2025, 3, 1)
    form_of(city.root, [output], [city.east, city.west])
    make_shells()
    east = caller(person("reporter", city.east))
    assert {row["unit"]["name"] for row in east.get("/returns")["rows"]} == {"青汀区"}
    west = Return.objects.filter(unit=city.west).first()
    assert east.get(f"/returns/{west.pk}").status == 404
    assert len(caller(person("auditor", city.root)).get("/returns")["rows"]) == 4
