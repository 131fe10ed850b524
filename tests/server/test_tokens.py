"""Tokens and what is one's own: made with scopes for a time, shown once, revoked; who I am; my password."""

from datetime import timedelta

import pytest
from django.test import Client

from server.cast import Caller
from taizhang.server.accounts.models import Token, User
from taizhang.server.accounts.tokens import key_hash
from taizhang.server.lib import clock
from taizhang.server.log.models import Change, Entry

PASSWORD = "砚台2025-qingting"
OTHER = "linyan-砚池-77"


@pytest.fixture
def wang(city, person):
    return person("reporter", city.statistics, "wang.min", PASSWORD)


@pytest.fixture
def session(wang):
    """What `wang` calls by the session of a page."""
    program = Caller(None)
    program.client.force_login(wang, "allauth.account.auth_backends.AuthenticationBackend")
    return program


def test_a_token_is_made_by_its_owner_and_its_key_is_shown_once(session, wang):
    made = session.post("/me/tokens", name="统计系统", scopes=["read", "fill"], days=30)
    assert made.status == 201
    assert made["key"].startswith("tz_")
    assert Caller(made["key"]).get("/me")["scopes"] == ["fill", "read"]
    assert "key" not in session.get("/me/tokens")["rows"][0]
    token = Token.objects.get()
    assert token.hash == key_hash(made["key"])
    assert made["key"] not in str(list(Change.objects.values_list("after", flat=True)))
    assert (Entry.objects.latest("id").action, Entry.objects.latest("id").actor) == ("own.token", wang.pk)


def test_a_token_ends_after_its_days(session, wang, on_day):
    on_day(2025, 3, 1)
    key = session.post("/me/tokens", name="x", scopes=["read"], days=30)["key"]
    on_day(2025, 3, 30)
    assert Caller(key).get("/me").status == 200
    on_day(2025, 4, 1)
    assert Caller(key).get("/me").status == 401


@pytest.mark.parametrize(
    "body",
    [
        {"scopes": ["everything"]},
        {"scopes": []},
        {"days": 0},
        {"days": 100_000},
        {"name": ""},
        {"name": "x" * 61},
        {"scopes": "read"},
    ],
)
def test_a_token_that_cannot_be_is_refused(session, body):
    answer = session.post("/me/tokens", **{"name": "x", "scopes": ["read"], "days": 30} | body)
    assert answer.status == 422
    assert Token.objects.count() == 0


def test_a_token_makes_none_that_may_more_than_itself(wang, caller):
    program = caller(wang, scopes=["read"])
    assert program.post("/me/tokens", name="x", scopes=["admin"]).status == 403
    assert program.post("/me/tokens", name="x", scopes=["read"]).status == 201


def test_a_token_makes_none_that_holds_longer_than_itself(wang, caller):
    program = caller(wang, scopes=["read"])
    ends = clock.now() + timedelta(days=3)
    Token.objects.update(expires_at=ends)
    longer = program.post("/me/tokens", name="x", scopes=["read"], days=730)
    assert Token.objects.get(pk=longer["id"]).expires_at == ends
    shorter = program.post("/me/tokens", name="y", scopes=["read"], days=1)
    assert Token.objects.get(pk=shorter["id"]).expires_at < ends


def test_a_token_may_no_more_than_its_scopes(city, person, caller):
    person_of_all = person("administrator", city.root)
    read_only = caller(person_of_all, scopes=["read"])
    assert read_only.get("/units").status == 200
    assert read_only.post(f"/units/{city.root.pk}/below", code="A", name="b", kind="bureau").status == 403


def test_a_token_is_revoked_by_its_owner(session):
    made = session.post("/me/tokens", name="x", scopes=["read"])
    answer = session.post(f"/me/tokens/{made['id']}/revoke")
    assert answer["revoked_at"] is not None
    assert Caller(made["key"]).get("/me").status == 401
    assert session.post(f"/me/tokens/{made['id']}/revoke").status == 409


def test_nobody_revokes_or_sees_another_s_token_as_their_own(session, city, person, caller):
    li = person("reporter", city.statistics, "li.lei")
    caller(li)
    token = Token.objects.get(user=li)
    assert session.post(f"/me/tokens/{token.pk}/revoke").status == 404
    assert session.get("/me/tokens")["rows"] == []
    assert session.get(f"/people/{li.pk}/tokens").status == 403
    assert session.post(f"/tokens/{token.pk}/revoke", why="x").status == 403


def test_an_administrator_revokes_a_token_of_others(session, wang, city, person, caller):
    made = session.post("/me/tokens", name="x", scopes=["read"])
    administrator = caller(person("administrator", city.root))
    assert [row["name"] for row in administrator.get(f"/people/{wang.pk}/tokens")["rows"]] == ["x"]
    assert administrator.post(f"/tokens/{made['id']}/revoke", why="疑似泄露").status == 200
    assert Caller(made["key"]).get("/me").status == 401
    assert Entry.objects.latest("id").action == "token.revoke"


def test_a_token_of_the_district_is_not_revoked_from_beside(wang, city, person, caller):
    caller(wang)
    token = Token.objects.get(user=wang)
    assert caller(person("administrator", city.east)).post(f"/tokens/{token.pk}/revoke", why="x").status == 404


def test_me_tells_who_i_am_and_what_i_may_do_where(session, wang):
    told = session.get("/me")
    assert (told["username"], told["unit_id"], told["scopes"], told["lacking"]) == (
        "wang.min",
        wang.unit_id,
        None,
        None,
    )
    (grant,) = told["grants"]
    assert (grant["role"], grant["unit_name"]) == ("reporter", "统计局")
    assert grant["may"]["return.fill"] == ["own"]
    assert "plan.issue" not in grant["may"]


def test_me_by_a_token_tells_only_what_its_scopes_leave(wang, caller):
    may = caller(wang, scopes=["read"]).get("/me")["grants"][0]["may"]
    assert "plan.read" in may
    assert "return.fill" not in may


def test_i_change_my_password_and_stay_signed_in(session, wang):
    assert session.post("/me/password", present=PASSWORD, password=OTHER).status == 204
    assert session.get("/me").status == 200
    assert User.objects.get(pk=wang.pk).check_password(OTHER)
    entry = Entry.objects.latest("id")
    assert (entry.action, entry.channel) == ("own.password", "page")


@pytest.mark.parametrize(
    ("body", "field"),
    [({"present": "wrong"}, "present"), ({"password": "短"}, "password"), ({"password": PASSWORD}, "password")],
)
def test_a_password_is_not_changed_where_something_is_wrong(session, wang, body, field):
    answer = session.post("/me/password", **{"present": PASSWORD, "password": OTHER} | body)
    assert (answer.status, list(answer["errors"])) == (422, [field])
    assert User.objects.get(pk=wang.pk).check_password(PASSWORD)


def test_a_token_changes_no_password(wang, caller):
    assert caller(wang).post("/me/password", present=PASSWORD, password=OTHER).status == 403


def test_a_change_by_the_session_wants_the_proof_that_it_comes_from_our_page(wang):
    client = Client(enforce_csrf_checks=True)
    client.force_login(wang, "allauth.account.auth_backends.AuthenticationBackend")
    answer = client.post("/api/v1/me/tokens", '{"name": "x", "scopes": ["read"]}', "application/json")
    assert answer.status_code == 403
    assert Token.objects.count() == 0


@pytest.mark.parametrize("key", ["", "tz_", "nonsense", "tz_" + "x" * 5000, "é"])
def test_a_key_that_there_is_not_opens_nothing(city, key):
    answer = Client().get("/api/v1/me", headers={"Authorization": f"Bearer {key}"})
    assert answer.status_code == 401


def test_a_token_of_before_does_not_outlive_its_time(wang, caller):
    program = caller(wang)
    Token.objects.update(expires_at=clock.now() - timedelta(seconds=1))
    assert program.get("/me").status == 401
