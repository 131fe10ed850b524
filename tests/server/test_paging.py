"""Lists in pages: each row once, the next page wherever it starts, bounds that are told."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from server.cast import made
from taizhang.server.accounts.models import Unit
from taizhang.server.api.paging import page


@pytest.fixture
def admin(city, person, caller):
    return caller(person("administrator", city.root))


def whole(one, path, limit):
    """All rows of a list, page by page, and how many pages there were."""
    rows, after, pages = [], 0, 0
    while after is not None:
        answer = one.get(path, limit=limit, after=after)
        rows += [row["id"] for row in answer["rows"]]
        after, pages = answer["next"], pages + 1
    return rows, pages


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=20, deadline=None)
@given(limit=st.integers(1, 10))
def test_every_row_is_on_one_page(city, admin, limit):
    rows, pages = whole(admin, "/units", limit)
    assert rows == sorted(Unit.objects.values_list("pk", flat=True))
    assert pages == -(-len(rows) // limit)


def test_a_row_that_comes_in_between_is_on_a_later_page(city, admin):
    first = admin.get("/units", limit=3)
    late = made(Unit(region=city.region, parent=city.root, code="YL-N", name="能源局", kind="bureau"))
    rest = admin.get("/units", after=first["next"])
    assert late.pk in [row["id"] for row in rest["rows"]]
    assert not {row["id"] for row in rest["rows"]} & {row["id"] for row in first["rows"]}


def test_a_page_costs_the_same_wherever_it_stands(city, django_assert_num_queries):
    with django_assert_num_queries(2):
        page(Unit.objects.all(), 2, 0)
        page(Unit.objects.all(), 2, city.west.pk)


@pytest.mark.parametrize(("limit", "after"), [(0, 0), (1001, 0), (-1, 0), ("x", 0), (10, -1), (10, 2**63)])
def test_bounds_are_told(city, admin, limit, after):
    answer = admin.get("/units", limit=limit, after=after)
    assert answer.status == 422
    assert set(answer["errors"]) <= {"limit", "after"}


def test_after_the_last_row_there_is_none(city, admin):
    assert admin.get("/units", after=2**63 - 1).body == {"rows": [], "next": None}
