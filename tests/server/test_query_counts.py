"""No list asks the database once for each of its rows: as many queries for 30 rows as for 3.

Every GET of the OpenAPI document is called, so that one that is added later is tried by itself.
"""

import json
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from server.any_rows import begin_ids, fill
from server.cast import made
from server.worked import make_regions
from taizhang.server.accounts.models import Grant, Region, Role
from taizhang.server.api.core import api
from taizhang.server.config import Config
from taizhang.server.hooks.models import Delivery, Hook
from taizhang.server.jobs.queue import enqueue
from taizhang.server.log.models import Entry

FEW, MANY = 3, 27
GROWING = 60  # of the addresses so many answer more the more rows there are
FIGURES = {"unit": "1", "indicator": "any_indicator_0"}
ASKED = {
    "/observations/series": FIGURES,
    "/observations/matrix": {"below": "1", "indicator": "any_indicator_0", "period": "2021-01"},
    "/observations/ranking": {"below": "1", "indicator": "any_indicator_0", "period": "2021-01"},
    "/units/{unit}/observations/workbook": {"indicator": "any_indicator_0", "period": "2021-01"},
    "/forms/{form}/missing": {"period": "2021-01"},
    "/forms/{form}/workbook": {"period": "2021-01"},
    "/forms/{form}/workbooks": {"period": "2021-01"},
    "/roster-examinations": {"until": "2030-01-01"},
    "/rosters/{roster}/counts": {"period": "2025"},
}
ADDRESSES = {
    "/export/{kind}.{form}": "/export/observations.csv",
    "/history/{model}/{object_id}": "/history/accounts.unit/1",
    "/scorecards/examples/{name}": "/scorecards/examples/firms",
    "/trace/{kind}/{key}": "/trace/target/1",
}
UNTRIED = {
    "/dump": "in pieces: one query for each kind of row, and one more for every thousand",
    "/documents/{document}/file": "no file is there",
    "/public/documents/{document}/file": "no file is there",
    "/cells/{cell}/attachment": "no file is there",
    "/workbooks/{drop}/file": "no file is there",
    "/workbooks/{drop}/marked": "no file is there",
    "/breakdowns/{breakdown}/check": "one row, refused for want of weights",
}


def gets():
    """The addresses of all GETs."""
    paths = api.get_openapi_schema()["paths"]
    return [path.removeprefix("/api/v1") for path, methods in paths.items() if "get" in methods]


def address(path):
    """The address of the first row of each kind."""
    return re.sub(r"\{[^}]+\}", "1", ADDRESSES.get(path, path))


@pytest.fixture
def first_ids(db):
    """Ids begin at 1."""
    begin_ids()


@pytest.fixture
def everybody(first_ids, city, person):
    """One who holds every role at the root."""
    user = person("administrator", city.root)
    for role in Role.values:
        if role != "administrator":
            made(Grant(user=user, unit=city.root, role=role))
    return user


@pytest.fixture
def public(settings):
    """The pages for everybody are turned on."""
    settings.CONFIG = Config({**settings.CONFIG.values, "PUBLIC_PAGES": "yes"})


def grow(count, owner, start):
    """Rows of every kind, jobs and deliveries too."""
    fill(count, owner=owner, start=start)
    for _ in range(count):
        made(Region(code=f"55{Entry.objects.count():04d}", name="x", level="town"))
        Delivery.objects.create(hook=Hook.objects.first(), entry=Entry.objects.latest("pk"))
        enqueue(make_regions, count=1)


def counted(one, path, query):
    """How many queries a call makes, the last of them, what was answered and how much."""
    with CaptureQueriesContext(connection) as queries:
        answer = one.get(path, **query)
    size = len(answer.body) if isinstance(answer.body, bytes) else len(json.dumps(answer.body))
    return len(queries), queries.captured_queries[-1]["sql"][:300], answer.status, size


def test_no_get_makes_more_queries_for_more_rows(everybody, caller, public):
    one = caller(everybody)
    calls = {path: (address(path), ASKED.get(path, {})) for path in gets() if path not in UNTRIED}
    grow(FEW, everybody, 0)
    few = {path: counted(one, *call) for path, call in calls.items()}
    grow(MANY, everybody, FEW)
    many = {path: counted(one, *call) for path, call in calls.items()}
    assert {path: (few[path], many[path]) for path in calls if many[path][0] > few[path][0]} == {}
    assert {path: many[path][2] for path in calls if many[path][2] != 200} == {}
    longer = [path for path in calls if many[path][3] > 2 * few[path][3]]
    assert len(longer) >= GROWING, sorted(set(calls) - set(longer))
