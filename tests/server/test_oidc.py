"""Single sign-on against a real provider on loopback: an account that there is comes in, none is made by itself."""

import re
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, build_opener

import pytest
from django.test import Client

from server.oidc_provider import CLIENT, SECRET, provider
from taizhang.server.accounts.models import User
from taizhang.server.config import read_config
from taizhang.server.log.models import Entry
from taizhang.server.secrets import single_sign_on_of

LOGIN = "/accounts/oidc/office/login/"


@pytest.fixture
def office(settings):
    with provider() as running:
        environ = {
            "TAIZHANG_OIDC_ISSUER": running.issuer,
            "TAIZHANG_OIDC_CLIENT": CLIENT,
            "TAIZHANG_OIDC_SECRET": SECRET,
            "TAIZHANG_OIDC_NAME": "云澜市统一身份认证",
        }
        settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": single_sign_on_of(read_config(environ))}
        yield running


@pytest.fixture
def wang(city, person):
    return person("reporter", city.statistics, "wang.min")


class NoRedirect(HTTPRedirectHandler):
    def redirect_request(self, *_):
        return None


def at_the_provider(address):
    """Where the provider sends the browser back to."""
    try:
        build_opener(NoRedirect).open(address)
    except OSError as answer:
        return answer.headers["Location"]
    raise AssertionError("the provider sends back")


def enter(client):
    leave = client.post(LOGIN)
    assert leave.status_code == 302
    back = urlsplit(at_the_provider(leave["Location"]))
    return client.get(f"{back.path}?{back.query}")


def text(answer):
    return answer.content.decode()


def test_the_sign_in_page_offers_it_by_its_name_and_only_where_it_is_set(office, settings, db):
    assert "用云澜市统一身份认证登录" in text(Client().get("/accounts/login/"))
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {}}
    assert "统一身份认证" not in text(Client().get("/accounts/login/"))
    assert Client().post(LOGIN).status_code == 404


def test_who_has_an_account_of_that_name_comes_in_and_the_log_says_how(office, wang):
    client = Client()
    assert enter(client)["Location"] == "/"
    assert client.get("/api/v1/me").json()["username"] == "wang.min"
    entry = Entry.objects.latest("id")
    assert (entry.action, entry.actor, entry.why) == ("sign_in", wang.pk, "云澜市统一身份认证")
    assert {"/.well-known/openid-configuration", "/authorize", "/token", "/userinfo"} <= set(office.asked)


def test_the_row_of_the_person_is_left_as_it_is(office, wang):
    enter(Client())
    fresh = User.objects.get(pk=wang.pk)
    assert (fresh.revision, fresh.email, fresh.first_name) == (wang.revision, "", "")


def test_nobody_gets_an_account_by_coming_from_there(office, wang):
    office.who = {"sub": "2", "preferred_username": "zhao.ning", "email": "zhao@example.org"}
    before = User.objects.count()
    answer = enter(Client())
    assert answer.status_code == 403
    assert "这里还没有您的账户" in text(answer)
    assert "zhao.ning" in text(answer)
    assert "管理员" in text(answer)
    assert User.objects.count() == before
    assert Entry.objects.latest("id").action == "sign_in.failed"


def test_an_identity_without_a_name_opens_nothing(office, wang):
    office.who = {"sub": "2", "email": "wang.min@example.org"}
    assert "没有报来用户名" in text(enter(Client()))


def test_a_name_that_is_given_to_another_person_later_opens_nothing(office, wang, city, person, caller):
    enter(Client())
    office.who = {"sub": "another", "preferred_username": "wang.min"}
    answer = enter(Client())
    assert answer.status_code == 403
    assert "另一个身份" in text(answer)
    administrator = caller(person("administrator", city.root))
    assert administrator.post(f"/people/{wang.pk}/unlock", single_sign_on=True, why="更换身份").status == 200
    assert enter(Client())["Location"] == "/"


def test_once_bound_the_identity_counts_and_not_the_name(office, wang):
    enter(Client())
    office.who = {"sub": "1", "preferred_username": "renamed"}
    client = Client()
    enter(client)
    assert client.get("/api/v1/me").json()["username"] == "wang.min"


def test_an_ended_account_does_not_come_in(office, wang):
    User.objects.filter(pk=wang.pk).update(is_active=False)
    client = Client()
    assert "inactive" in enter(client)["Location"]
    assert client.get("/api/v1/me").status_code == 401


def test_two_answers_of_different_persons_are_not_trusted(office, wang):
    office.userinfo = {"sub": "somebody-else"}
    answer = enter(Client())
    assert answer.status_code == 403
    assert "无法核实" in text(answer)


def test_a_stale_or_forged_answer_signs_nobody_in(office, wang):
    client = Client()
    client.post(LOGIN)
    answer = client.get(f"{LOGIN}callback/?code=forged&state=forged")
    assert answer.status_code == 401
    assert "没有成功" in text(answer)
    assert client.get("/").status_code == 302


def test_a_signed_in_person_cannot_bind_another_identity(office, wang, city, person):
    person("planner", city.planning, "li.lei")
    client = Client()
    enter(client)
    office.who = {"sub": "9", "preferred_username": "li.lei"}
    leave = client.post(f"{LOGIN}?process=connect")
    back = urlsplit(at_the_provider(leave["Location"]))
    assert client.get(f"{back.path}?{back.query}").status_code == 403


def test_a_provider_that_is_down_is_told_in_words(office, wang, settings):
    office.shutdown()
    office.server_close()
    answer = Client().post(LOGIN)
    assert answer.status_code < 500
    assert re.search("没有成功", text(answer))
