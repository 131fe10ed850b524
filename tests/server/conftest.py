"""The cast of the server's tests: a small city, its units and one person for each role; and a way to call the API."""

import os
from datetime import date
from secrets import token_urlsafe

import pytest

from server import pages_cast, plan_cast
from server.cast import SCOPES, Caller, City, made
from taizhang.server.accounts.acting import Actor
from taizhang.server.accounts.models import Grant, Region, Role, Token, Unit, User
from taizhang.server.api.callers import key_hash
from taizhang.server.lib import clock

# On PostgreSQL what asks the database for nothing of its own kind is not asked again: the pages show what the queries
# of the API find (test_demonstration opens each of them there too), the rest looks at texts, files, rights, settings.
if "TAIZHANG_DATABASE_URL" in os.environ:
    collect_ignore_glob = [
        "test_pages_*.py",
        "test_docs_of_server.py",
        "test_field_names.py",
        "test_migrations.py",
        "test_permissions.py",
        "test_publishing_to_folder.py",
        "test_scoring_arithmetic.py",
        "test_security_headers.py",
        "test_settings.py",
    ]

office = plan_cast.office
tab = pages_cast.tab


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
