"""Lock-out after failed sign-ins: by account and by address, for how long, and how it is ended."""

from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.test import Client
from django.utils import timezone

from taizhang.server.log.models import Entry

LOGIN = "/accounts/login/"
PASSWORD = "砚台2025-qingting"
TRIES = 5


@pytest.fixture
def wang(city, person):
    return person("reporter", city.statistics, "wang.min", PASSWORD)


def enter(name, password, address="10.0.0.1", **headers):
    return Client(REMOTE_ADDR=address).post(LOGIN, {"login": name, "password": password}, headers=headers)


def fail(name, times, address="10.0.0.1"):
    return [enter(name, "wrong", address) for _ in range(times)]


def logged(action):
    return Entry.objects.filter(action=action).count()


def test_after_five_failures_the_right_password_is_refused_and_the_page_says_for_how_long(wang):
    answers = fail("wang.min", TRIES)
    assert [answer.status_code for answer in answers] == [200, 200, 200, 200, 429]
    answer = enter("wang.min", PASSWORD)
    assert answer.status_code == 429
    assert "请在 30 分钟后再试" in answer.content.decode()
    assert 1700 < int(answer["Retry-After"]) <= 1800
    assert "Try again in 30 minutes" in enter("wang.min", PASSWORD, Cookie="language=en").content.decode()


def test_four_failures_lock_nothing_and_success_forgets_them(wang):
    fail("wang.min", TRIES - 1)
    assert enter("wang.min", PASSWORD).status_code == 302
    fail("wang.min", TRIES - 1)
    assert enter("wang.min", PASSWORD).status_code == 302


def test_the_log_has_each_failure_and_one_lock_out_and_is_not_filled_by_trying_on(wang):
    fail("wang.min", TRIES + 20)
    assert (logged("sign_in.failed"), logged("sign_in.locked"), logged("sign_in")) == (TRIES, 1, 0)
    entry = Entry.objects.get(action="sign_in.locked")
    assert (entry.object_id, entry.address, entry.channel) == (wang.pk, "10.0.0.1", "page")


def test_an_account_is_locked_from_every_address_and_however_its_name_is_written(wang):
    for number, name in enumerate(["wang.min", "WANG.MIN", "Wang.Min", " wang.min", "wang.miN"]):
        enter(name, "wrong", f"10.0.0.{number + 1}")
    assert enter("wang.min", PASSWORD, "10.9.9.9").status_code == 429


def test_one_locked_account_does_not_lock_the_office_behind_the_same_address(wang, city, person):
    person("planner", city.planning, "li.lei", PASSWORD)
    fail("wang.min", TRIES)
    assert enter("li.lei", PASSWORD).status_code == 302


def test_an_address_that_tries_many_accounts_is_locked_itself(wang):
    for number in range(TRIES * 10):
        enter(f"somebody{number}", "Spring2025!")
    assert enter("wang.min", PASSWORD).status_code == 429
    assert enter("wang.min", PASSWORD, "10.0.0.2").status_code == 302


def test_the_lock_ends_by_itself_and_trying_meanwhile_does_not_lengthen_it(wang):
    fail("wang.min", TRIES)
    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=29))
    assert "请在 1 分钟后再试" in enter("wang.min", PASSWORD).content.decode()
    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=31))
    assert enter("wang.min", PASSWORD).status_code == 302


def test_an_administrator_sees_the_lock_and_ends_it(wang, city, person, caller):
    administrator = caller(person("administrator", city.root))
    fail("wang.min", TRIES)
    assert administrator.get(f"/people/{wang.pk}")["locked_until"] is not None
    answer = administrator.post(f"/people/{wang.pk}/unlock", why="本人来电确认")
    assert (answer.status, answer["locked_until"]) == (200, None)
    assert Entry.objects.latest("id").action == "user.unlock"
    assert enter("wang.min", PASSWORD).status_code == 302


def test_a_planner_ends_no_lock(wang, city, person, caller):
    assert caller(person("planner", city.root)).post(f"/people/{wang.pk}/unlock").status == 403


def test_no_password_that_was_tried_is_kept(wang):
    enter("wang.min", "almost-the-Right-one")
    kept = AccessAttempt.objects.values_list("post_data", "get_data").get()
    assert "almost" not in "".join(kept)


def test_behind_a_proxy_the_address_is_the_one_that_the_proxy_tells(wang, settings):
    settings.PROXY = True
    headers = {"X-Forwarded-For": "1.2.3.4, 10.5.5.5"}
    for _ in range(TRIES):
        enter("wang.min", "wrong", "127.0.0.1", **headers)
    assert Entry.objects.get(action="sign_in.locked").address == "10.5.5.5"


def test_without_a_proxy_a_header_deceives_nobody(wang):
    fail_with = {"X-Forwarded-For": "1.2.3.4"}
    enter("wang.min", "wrong", "10.0.0.9", **fail_with)
    assert Entry.objects.get(action="sign_in.failed").address == "10.0.0.9"
