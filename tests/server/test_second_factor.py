"""The second factor: set up with an authenticator app, asked for at sign-in, required, lost and cleared."""

import base64
import hmac
import re
import struct
import time
from hashlib import sha1

import pytest
from django.core.cache import cache
from django.test import Client

from taizhang.server.log.models import Entry

LOGIN = "/accounts/login/"
ACTIVATE = "/accounts/2fa/totp/activate/"
AUTHENTICATE = "/accounts/2fa/authenticate/"
PASSWORD = "砚台2025-qingting"


@pytest.fixture(autouse=True)
def no_limits_of_other_tests():
    cache.clear()


@pytest.fixture
def wang(city, person):
    return person("reporter", city.statistics, "wang.min", PASSWORD)


def code_of(secret, at=None):
    """RFC 6238: the six digits of a secret, for the half minute of `at`."""
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    digest = hmac.new(key, struct.pack(">Q", int((at or time.time()) // 30)), sha1).digest()
    start = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[start : start + 4])[0] & 0x7FFFFFFF) % 1_000_000:06}"


def enter(client, name="wang.min"):
    return client.post(LOGIN, {"login": name, "password": PASSWORD})


def set_up(client):
    confirm = client.get(ACTIVATE)["Location"]
    assert client.post(confirm, {"password": PASSWORD})["Location"] == ACTIVATE
    page = client.get(ACTIVATE).content.decode()
    assert "<svg" in page  # drawn in the page: the headers of safety let no data: picture in
    secret = re.search(r"<code>([A-Z2-7]+)</code>", page)[1]
    answer = client.post(ACTIVATE, {"code": code_of(secret)})
    assert answer.status_code == 302, answer.content.decode()
    cache.clear()  # else the same code would be refused as used
    return secret


def actions():
    return list(Entry.objects.filter(channel="page").values_list("action", flat=True))


@pytest.fixture
def secret(wang):
    client = Client()
    enter(client)
    return set_up(client)


def test_the_code_of_the_standard_is_the_one_of_the_rfc():
    assert code_of(base64.b32encode(b"12345678901234567890").decode(), 59) == "287082"


def test_who_set_it_up_is_asked_for_a_code_at_sign_in(wang, secret):
    client = Client()
    assert enter(client)["Location"].startswith(AUTHENTICATE)
    assert client.get("/").status_code == 302
    assert client.get("/api/v1/units").status_code == 401
    assert client.post(AUTHENTICATE, {"code": code_of(secret)}).status_code == 302
    assert client.get("/").status_code == 200
    assert actions() == ["sign_in", "own.second_factor", "sign_in"]


def test_a_wrong_code_lets_nobody_in_and_is_logged(wang, secret):
    client = Client()
    enter(client)
    answer = client.post(AUTHENTICATE, {"code": "000000"})
    assert "验证码" in answer.content.decode()
    assert client.get("/").status_code == 302
    entry = Entry.objects.latest("id")
    assert (entry.action, entry.why, entry.object_id) == ("sign_in.failed", "两步验证码不正确", wang.pk)


def test_codes_are_not_guessed_through(wang, secret):
    client = Client()
    enter(client)
    for number in range(6):
        answer = client.post(AUTHENTICATE, {"code": f"{number:06}"})
    answer = client.post(AUTHENTICATE, {"code": code_of(secret)})
    assert answer.status_code == 200
    assert client.get("/").status_code == 302


def test_a_recovery_code_lets_in_once(wang):
    client = Client()
    enter(client)
    set_up(client)
    page = client.get("/accounts/2fa/recovery-codes/").content.decode()
    code = re.findall(r"<code>([0-9a-zA-Z]+)</code>", page)[0]
    for expected in (200, 302):
        other = Client()
        enter(other)
        other.post(AUTHENTICATE, {"code": code})
        assert other.get("/").status_code == expected


def test_the_password_is_asked_for_once_more_before_it_is_set_up(wang):
    client = Client()
    enter(client)
    confirm = client.get(ACTIVATE)["Location"]
    assert confirm.startswith("/accounts/reauthenticate/")
    assert "请再输入一次密码" in client.get(confirm).content.decode()
    assert client.post(confirm, {"password": "wrong"}).status_code == 200
    assert Entry.objects.latest("id").action == "sign_in.failed"


def test_it_is_turned_off_again(wang):
    client = Client()
    enter(client)
    set_up(client)
    assert client.post("/accounts/2fa/totp/deactivate/").status_code == 302
    assert actions()[-1] == "own.second_factor_off"
    assert enter(Client())["Location"] == "/"


def test_the_second_factor_is_not_asked_for_unless_it_is_set(wang, settings):
    settings.SECOND_FACTOR = "optional"
    client = Client()
    enter(client)
    assert client.get("/").status_code == 200


def test_required_of_administrators_it_is_not_asked_of_others(wang, settings):
    settings.SECOND_FACTOR = "administrators"
    client = Client()
    enter(client)
    assert (client.get("/").status_code, client.get("/api/v1/units").status_code) == (200, 200)


@pytest.mark.parametrize(("setting", "role"), [("administrators", "administrator"), ("all", "planner")])
def test_where_it_is_required_nothing_else_opens_before_it_is_set_up(city, person, settings, setting, role):
    settings.SECOND_FACTOR = setting
    person(role, city.root, "li.lei", PASSWORD)
    client = Client()
    enter(client, "li.lei")
    first = client.get("/")
    told = client.get("/api/v1/units")
    assert first["Location"] == ACTIVATE
    assert (told.status_code, told.json()["detail"]) == (403, "还不能办理：请先启用两步验证")
    set_up(client)
    assert client.get("/").status_code == 200
    assert client.get("/api/v1/units").status_code == 200


def test_an_administrator_clears_it_for_who_lost_the_telephone(wang, secret, city, person, caller):
    administrator = caller(person("administrator", city.root))
    assert administrator.get(f"/people/{wang.pk}")["second_factor"] is True
    answer = administrator.post(f"/people/{wang.pk}/unlock", second_factor=True, why="手机丢失，本人到场")
    assert answer["second_factor"] is False
    assert enter(Client())["Location"] == "/"
