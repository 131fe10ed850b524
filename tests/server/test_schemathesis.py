"""Schemathesis over the OpenAPI document, in short; the long form is bench/api_fuzz.py."""

from secrets import token_urlsafe

import pytest

from server.any_rows import begin_ids, fill
from server.cast import SCOPES, made
from server.fuzzing import fuzz
from taizhang.server.accounts.models import Grant, Role, Token
from taizhang.server.api.callers import key_hash


@pytest.fixture
def first_ids(db):
    """Ids begin at 1."""
    begin_ids()


@pytest.fixture
def key(first_ids, city, person):
    """The key of one who holds every role at the root."""
    user = person("administrator", city.root)
    for role in Role.values:
        if role != "administrator":
            made(Grant(user=user, unit=city.root, role=role))
    key = f"tz_{token_urlsafe(24)}"
    made(Token(user=user, name="fuzz", prefix=key[:8], hash=key_hash(key), scopes=SCOPES))
    fill(3, owner=user)
    return key


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.long
def test_no_call_makes_the_server_fail(key):
    found = fuzz(key, examples=5, seconds=60)
    assert found.failures == {}
    assert found.calls > 200
