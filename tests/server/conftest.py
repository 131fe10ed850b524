"""The cast of the server's tests: a small city, its units and one person for each role; and a way to call the API."""

import json
from dataclasses import dataclass
from datetime import date
from secrets import token_urlsafe

import pytest
from django.db import transaction
from django.test import Client

from taizhang.server.accounts.acting import SERVER, Act, Actor, log
from taizhang.server.accounts.models import Grant, Region, Role, Token, Unit, User
from taizhang.server.api.callers import key_hash
from taizhang.server.lib import clock

SCOPES = ["read", "fill", "review", "plan", "admin", "log"]


@dataclass
class City:
    """Units of a city: the government at the root, two bureaus and two districts below it, a town below a district."""

    region: Region
    root: Unit
    planning: Unit
    statistics: Unit
    east: Unit
    west: Unit
    town: Unit


@dataclass(frozen=True)
class Answer:
    """What the API answered."""

    status: int
    body: object
    headers: dict

    def __getitem__(self, key):
        return self.body[key]


class Caller:
    """A program with a token of one person: `caller.get("/units")`, `caller.post("/plans", year=2025)`."""

    def __init__(self, key: str | None, lang: str = "zh") -> None:
        self.client = Client()
        self.headers = {"Authorization": f"Bearer {key}"} if key else {}
        self.headers["Accept-Language"] = lang

    def get(self, path, **query):
        return self._told(self.client.get(f"/api/v1{path}", query, headers=self.headers))

    def post(self, path, /, **body):
        return self._send("post", path, body)

    def patch(self, path, /, **body):
        return self._send("patch", path, body)

    def put(self, path, /, **body):
        return self._send("put", path, body)

    def delete(self, path):
        return self._told(self.client.delete(f"/api/v1{path}", headers=self.headers))

    def upload(self, path, file, **fields):
        return self._told(self.client.post(f"/api/v1{path}", {"file": file, **fields}, headers=self.headers))

    def _send(self, method, path, body):
        call = getattr(self.client, method)
        return self._told(
            call(f"/api/v1{path}", json.dumps(body, default=str), "application/json", headers=self.headers)
        )

    def _told(self, response):
        kind = response.headers.get("Content-Type", "")
        streamed = getattr(response, "streaming", False)
        content = b"".join(response.streaming_content) if streamed else response.content
        body = json.loads(content) if "json" in kind and content else content
        return Answer(response.status_code, body, dict(response.headers))


def made(row):
    """Save a row as the server itself does, logged like any other."""
    act = Act(SERVER, "unit.create")
    with transaction.atomic():
        act.create(row)
        if isinstance(row, Unit):
            act.update(row, path=f"{row.parent.path if row.parent else ''}{row.pk}/")
        log(act, None)
    return row


@pytest.fixture
def city(db):
    """The units of a small city."""
    region = made(Region(code="990100", name="云澜市", level="prefecture"))
    east_region = made(Region(code="990102", name="青汀区", level="county", parent=region))
    west_region = made(Region(code="990103", name="石陂县", level="county", parent=region))

    def unit(code, name, kind, parent=None, place=region):
        return made(Unit(region=place, parent=parent, code=code, name=name, kind=kind))

    root = unit("YL", "云澜市人民政府", "government")
    east = unit("YL-QT", "青汀区", "district", root, east_region)
    return City(
        region,
        root,
        unit("YL-FG", "发展和改革委员会", "bureau", root),
        unit("YL-TJ", "统计局", "bureau", root),
        east,
        unit("YL-SP", "石陂县", "district", root, west_region),
        unit("YL-QT-LY", "临砚镇", "town", east, east_region),
    )


@pytest.fixture
def person(db):
    """`person("reporter", unit)` makes one who holds that role there."""

    def make(role, unit, name=None, password=None):
        name = name or f"{role}-{unit.code}".lower()
        user = User(username=name, display_name=name, unit=unit)
        user.set_password(password) if password else user.set_unusable_password()
        made(user)
        if role:
            made(Grant(user=user, unit=unit, role=Role(role)))
        return user

    return make


@pytest.fixture
def actor(person):
    """`actor("planner", unit)` is one who acts with that role there."""
    return lambda role, unit, name=None: Actor(person(role, unit, name), "command")


@pytest.fixture
def caller(db):
    """`caller(user)` calls the API with a token of that user; without scopes named it has all."""

    def make(user=None, scopes=SCOPES, lang="zh", name="test"):
        if user is None:
            return Caller(None, lang)
        key = f"tz_{token_urlsafe(24)}"
        made(Token(user=user, name=name, prefix=key[:8], hash=key_hash(key), scopes=list(scopes)))
        return Caller(key, lang)

    return make


@pytest.fixture
def on_day(db):
    """`on_day(2025, 3, 1)` makes that day today for the ledger; the machine's clock is given back afterwards."""
    yield lambda *day: clock.set_day(date(*day))
    clock.set_day(None)
