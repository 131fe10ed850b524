"""Whoever typed a part of what stands does not approve it: of a figure, a return, a proposal told by several people."""

import pytest

from server.cast import made
from server.returns_cast import cell, form_of, indicator, shell_of
from taizhang.server.accounts.models import Grant
from taizhang.server.ledger.models import Observation
from taizhang.server.log.models import Entry


@pytest.fixture
def one(city, person, caller):
    """`one("name", *roles)` calls with these roles at the government."""

    def make(name, *roles):
        user = person(roles[0], city.root, name)
        for role in roles[1:]:
            made(Grant(user=user, unit=city.root, role=role))
        return caller(user)

    return make


@pytest.fixture
def several(one):
    return [one(name, "reviewer", "planner", "leader") for name in ("first", "second", "third")]


@pytest.fixture
def output(db):
    return indicator()


def entered(by, city, **said):
    answer = by.post("/observations", unit_id=city.east.pk, indicator="test.output", period="2025-05", **said)
    assert answer.status == 201, answer.body
    return answer


def accepted(by, row):
    answer = by.post(f"/observations/{row['id']}/accept", revision=row["revision"])
    return answer.status, answer.body.get("code")


def test_who_entered_a_part_of_a_figure_does_not_accept_it(city, several, output):
    first, second, third = several
    entered(first, city, value="40")
    row = entered(second, city, growth="6.1")
    assert accepted(first, row) == accepted(second, row) == (403, "own_entry")
    many = first.post("/observations/accept", rows=[{"id": row["id"], "revision": row["revision"]}])
    assert many.body[0]["result"] == "refused"
    assert accepted(third, row) == (200, None)


def test_who_entered_what_another_replaced_as_a_whole_may_accept_it(city, several, output):
    first, second, _ = several
    entered(first, city, value="40")
    row = entered(second, city, value="41")
    assert accepted(first, row) == (200, None)


@pytest.fixture
def filed(city, output, on_day):
    on_day(2025, 1, 5)
    shell = shell_of(form_of(city.root, [output], [city.east], columns=["value", "growth"]), city.east, "2025-01")
    on_day(2025, 2, 3)
    return shell


def filled(by, filed, *cells):
    answer = by.post(f"/returns/{filed.pk}/cells", cells=list(cells))
    assert answer.status == 200, answer.body
    return answer


def sent(by, filed):
    seen = by.get(f"/returns/{filed.pk}")["revision"]
    assert by.post(f"/returns/{filed.pk}/submit", revision=seen).status == 200


def taken(by, filed):
    answer = by.post(f"/returns/{filed.pk}/accept", revision=by.get(f"/returns/{filed.pk}")["revision"])
    return answer.status, answer.body.get("code")


def test_who_typed_a_value_to_which_another_gave_the_reason_does_not_accept_the_return(several, filed):
    first, second, third = several
    filled(first, filed, cell(1, "40"), cell(1, "6", "growth"))
    filled(second, filed, cell(1, "40", revision=1, reason="经核实"))
    filled(second, filed, cell(1, "7", "growth", revision=1))
    sent(second, filed)
    assert taken(first, filed) == taken(second, filed) == (403, "own_entry")
    assert taken(third, filed) == (200, None)


def test_who_typed_a_value_that_another_typed_anew_may_accept_the_return(several, filed):
    first, second, _ = several
    filled(first, filed, cell(1, "40"), cell(1, "6", "growth"))
    filled(second, filed, cell(1, "41", revision=1), cell(1, "7", "growth", revision=1))
    sent(second, filed)
    assert taken(first, filed) == (200, None)


def test_a_return_that_tells_a_part_of_a_figure_is_not_accepted_by_who_entered_the_rest(city, several, filed):
    first, second, third = several
    first.post("/observations", unit_id=city.east.pk, indicator="test.output", period="2025-01", cumulative="40")
    filled(second, filed, cell(1, "40"), cell(1, "6", "growth"))
    sent(second, filed)
    before = Entry.objects.count()
    answer = first.post(f"/returns/{filed.pk}/accept", revision=first.get(f"/returns/{filed.pk}")["revision"])
    assert (answer.status, "不能审核自己" in answer["detail"]) == (422, True)
    assert Entry.objects.count() == before
    assert taken(third, filed) == (200, None)
    row = Observation.objects.get()
    assert (row.state, row.value, row.cumulative, row.accepted_by != row.entered_by) == ("accepted", 40, 40, True)


def test_who_entered_the_number_that_a_return_says_too_does_not_accept_that_return(city, several, filed):
    first, second, third = several
    first.post("/observations", unit_id=city.east.pk, indicator="test.output", period="2025-01", value="40")
    filled(second, filed, cell(1, "40"), cell(1, "6", "growth"))
    sent(second, filed)
    assert taken(first, filed) == (422, "invalid")
    assert taken(third, filed) == (200, None)


def test_who_entered_a_number_that_another_entered_too_does_not_accept_it(city, several, output):
    first, second, third = several
    entered(first, city, value="40")
    row = entered(second, city, value="40", growth="6")
    assert accepted(first, row) == (403, "own_entry")
    assert accepted(third, row) == (200, None)


def test_who_told_a_part_of_a_proposal_does_not_approve_it(office, several):
    first, second, _ = several
    plan = office.open()
    said = {"unit_id": office.city.root.pk, "indicator_id": office.gdp.pk}
    first.post(f"/plans/{plan.pk}/proposals", proposed="40", **said)
    row = second.post(f"/plans/{plan.pk}/proposals", estimate="38", **said)
    row = office.planner.post(f"/proposals/{row['id']}/balance", revision=row["revision"], value="40")
    asked = [by.post(f"/proposals/{row['id']}/approve", revision=row["revision"]) for by in several]
    assert [answer.status for answer in asked] == [403, 403, 200]
    assert asked[0]["code"] == asked[1]["code"] == "own_entry"


def test_who_proposed_the_number_that_another_proposed_too_does_not_approve_it(office, several):
    first, second, third = several
    plan = office.open()
    said = {"unit_id": office.city.root.pk, "indicator_id": office.gdp.pk, "proposed": "40"}
    first.post(f"/plans/{plan.pk}/proposals", **said)
    row = second.post(f"/plans/{plan.pk}/proposals", **said, reason="新项目投产")
    row = office.planner.post(f"/proposals/{row['id']}/balance", revision=row["revision"], value="40")
    answer = first.post(f"/proposals/{row['id']}/approve", revision=row["revision"])
    assert (answer.status, answer["code"]) == (403, "own_entry")
    assert third.post(f"/proposals/{row['id']}/approve", revision=row["revision"]).status == 200


def test_who_gave_the_comment_that_still_stands_does_not_accept_the_return(several, filed):
    first, second, third = several
    filled(first, filed, cell(1, "40", comment="含新区"), cell(1, "6", "growth"))
    filled(second, filed, cell(1, "41", revision=1), cell(1, "7", "growth", revision=1))
    sent(second, filed)
    assert taken(first, filed) == (403, "own_entry")
    assert taken(third, filed) == (200, None)
