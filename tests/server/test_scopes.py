"""A token is bound by its scopes in lists too: what it may not read, it does not find."""

import pytest

from server.cast import made
from server.world import build

LISTS = [
    "/units",
    "/people",
    "/documents",
    "/findings",
    "/plans",
    "/tasks",
    "/observations",
    "/rosters",
    "/firms",
    "/scorecard-runs",
    "/forms",
    "/returns",
    "/exemptions",
    "/hooks",
    "/programmes",
    "/log",
    "/jobs",
]


@pytest.mark.parametrize("path", LISTS)
def test_a_token_without_the_scope_finds_no_rows(person, caller, db, path):
    world = build(made)
    chief = person("auditor", world.root)
    admin = person("administrator", world.root)
    seen = caller(chief).get(path)["rows"] or caller(admin).get(path)["rows"]
    assert path == "/exemptions" or seen
    for user in (chief, admin):
        answer = caller(user, scopes=["fill"], name="short").get(path)
        assert answer.status == 403 or answer["rows"] == []
