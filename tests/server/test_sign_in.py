"""Signing in by the pages: password, first password, ended accounts, idle sessions; and what the log keeps of it."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from taizhang.server.log.models import Entry

LOGIN = "/accounts/login/"
PASSWORD = "砚台2025-qingting"
OTHER = "linyan-砚池-77"


@pytest.fixture(autouse=True)
def no_limits_of_other_tests():
    cache.clear()


@pytest.fixture
def wang(city, person):
    return person("reporter", city.statistics, "wang.min", PASSWORD)


def enter(client, name, password, **more):
    return client.post(LOGIN, {"login": name, "password": password}, **more)


def actions():
    return list(Entry.objects.filter(channel="page").values_list("action", flat=True))


def text(answer):
    return answer.content.decode()


def test_a_person_signs_in_and_out_and_the_log_has_both(wang):
    client = Client(REMOTE_ADDR="10.1.2.3")
    answer = enter(client, "wang.min", PASSWORD)
    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert client.get("/").status_code == 200
    assert client.post("/accounts/logout/")["Location"] == LOGIN
    assert client.get("/")["Location"] == f"{LOGIN}?next=/"
    assert actions() == ["sign_in", "sign_out"]
    entry = Entry.objects.get(action="sign_in")
    assert (entry.actor, entry.address, entry.model, entry.object_id) == (wang.pk, "10.1.2.3", "accounts.user", wang.pk)
    assert entry.unit_path == wang.unit.path


def test_a_wrong_password_is_told_in_chinese_and_logged_without_what_was_typed(wang):
    answer = enter(Client(), "wang.min", "not-the-password")
    assert answer.status_code == 200
    assert "用户名" in text(answer)
    assert 'role="alert"' in text(answer)
    entry = Entry.objects.get(action="sign_in.failed")
    assert (entry.actor, entry.actor_name, entry.object_id) == (0, "未登录", wang.pk)


def test_a_name_without_an_account_is_not_kept_for_it_may_be_a_password(wang):
    enter(Client(), "my-secret-typed-in-the-wrong-field", "x")
    entry = Entry.objects.get(action="sign_in.failed")
    assert "secret" not in entry.object_name + entry.why + entry.actor_name
    assert entry.object_name == "没有这个账户"


def test_the_pages_are_chinese_and_english_by_the_switch(wang):
    browser = Client()
    assert "<h1>登录</h1>" in text(browser.get(LOGIN))
    browser.post("/language", {"language": "en"})
    assert "<h1>Sign in</h1>" in text(browser.get(LOGIN))


@pytest.mark.parametrize("path", ["signup/", "email/", "password/reset/", "password/set/"])
def test_nobody_signs_up_or_resets_a_password_by_mail(db, path):
    assert Client().get(f"/accounts/{path}").status_code == 404


def test_a_first_password_is_changed_before_anything_else(wang):
    wang.__class__.objects.filter(pk=wang.pk).update(must_change_password=True)
    client = Client()
    enter(client, "wang.min", PASSWORD)
    assert client.get("/")["Location"] == "/accounts/password/change/"
    assert "初始密码" in text(client.get("/accounts/password/change/"))
    told = client.get("/api/v1/units").json()
    assert (told["code"], told["detail"]) == ("not_ready", "还不能办理：请先修改初始密码")
    assert client.get("/api/v1/me").json()["lacking"] == "password"
    form = {"oldpassword": PASSWORD, "password1": OTHER, "password2": OTHER}
    assert client.post("/accounts/password/change/", form).status_code == 302
    assert client.get("/").status_code == 200
    assert client.get("/api/v1/units").status_code == 200
    assert actions() == ["sign_in", "own.password"]


@pytest.mark.parametrize(
    ("password", "said"),
    [
        ("短密码", "10"),
        ("password123", "常见"),
        ("83619274650", "数字"),
        ("wang.min2025", "用户名"),
        (PASSWORD, "相同"),
    ],
)
def test_a_weak_password_is_refused_on_the_page(wang, password, said):
    client = Client()
    enter(client, "wang.min", PASSWORD)
    form = {"oldpassword": PASSWORD, "password1": password, "password2": password}
    answer = client.post("/accounts/password/change/", form)
    assert answer.status_code == 200
    assert said in text(answer)
    assert "own.password" not in actions()


def test_changing_the_password_ends_the_other_sessions(wang):
    here, elsewhere = Client(), Client()
    for client in (here, elsewhere):
        enter(client, "wang.min", PASSWORD)
    here.post("/accounts/password/change/", {"oldpassword": PASSWORD, "password1": OTHER, "password2": OTHER})
    assert here.get("/").status_code == 200
    assert elsewhere.get("/").status_code == 302


def test_an_ended_account_is_told_so_and_comes_in_nowhere(wang):
    client = Client()
    enter(client, "wang.min", PASSWORD)
    wang.__class__.objects.filter(pk=wang.pk).update(is_active=False)
    assert client.get("/").status_code == 302
    assert client.get("/api/v1/units").status_code == 401
    answer = enter(Client(), "wang.min", PASSWORD, follow=True)
    assert "账户已停用" in text(answer)
    assert Entry.objects.filter(action="sign_in.failed", why="账户已停用").count() == 1


def test_an_idle_session_ends_and_a_used_one_goes_on(wang, settings):
    settings.SESSION_COOKIE_AGE = 3600
    client = Client()
    enter(client, "wang.min", PASSWORD)
    session = Session.objects.get()
    assert session.expire_date <= timezone.now() + timedelta(seconds=3600)
    Session.objects.update(expire_date=timezone.now() + timedelta(seconds=5))
    client.get("/")
    store = client.session
    store["kept_at"] -= 400
    store.save()
    Session.objects.update(expire_date=timezone.now() + timedelta(seconds=5))
    client.get("/")
    assert Session.objects.get().expire_date > timezone.now() + timedelta(seconds=3000)
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    assert client.get("/").status_code == 302


def test_a_page_writes_no_session_each_time_it_is_seen(wang, django_assert_num_queries):
    client = Client()
    enter(client, "wang.min", PASSWORD)
    client.get("/")
    with django_assert_num_queries(2):  # the session, the person
        client.get("/api/v1/trial")


def test_signing_in_leads_back_to_the_page_that_was_asked_for_and_to_no_other_site(wang):
    assert (
        Client().post(LOGIN, {"login": "wang.min", "password": PASSWORD, "next": "/api/v1/docs"})["Location"]
        == "/api/v1/docs"
    )
    away = Client().post(LOGIN, {"login": "wang.min", "password": PASSWORD, "next": "https://example.com/"})
    assert away["Location"] == "/"
