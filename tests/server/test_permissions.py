"""The table of docs/reference/permissions.md, cell by cell: every role × every action × own, below, above, beside.

The table is read from the page, not from the code. Each action that the API offers is asked for as well, by people who
hold each role at the district where the thing stands, above it, below it and beside it.
"""

import io
import re
from pathlib import Path

import pytest
from django.db import transaction

from server.asking import FILE, RECIPES
from server.cast import Caller, made
from server.world import build
from taizhang.server.accounts.acting import SERVER
from taizhang.server.accounts.actions.units import change_unit
from taizhang.server.accounts.models import Grant, Role, Token, User
from taizhang.server.accounts.permissions import may, permissions
from taizhang.server.api.callers import key_hash
from taizhang.server.log.models import Entry

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "permissions.md"
STANDINGS = ("own", "below", "above", "beside")
# The server does these by itself, at no unit, or for a whole server: they have tests of their own.
ELSEWHERE = {"task.age", "task.remind", "return.age", "notice.mail", "trial.set", "dump.export", "dump.load"}


def table() -> dict[str, dict[str, set[str]]]:
    """The table of the page: action → role → where it is allowed."""
    lines = [line for line in PAGE.read_text(encoding="utf-8").splitlines() if line.startswith("|")]
    cells = [[cell.strip(" `") for cell in line.strip("|").split("|")] for line in lines]
    roles = cells[0][4:]
    return {
        row[0]: {role: standings(cell) for role, cell in zip(roles, row[4:], strict=True)}
        for row in cells[2:]
        if re.fullmatch(r"[a-z_]+\.[a-z_]+", row[0])
    }


def standings(cell: str) -> set[str]:
    return set(STANDINGS) if cell == "all" else set(cell.split()) - {"-"}


TABLE = table()
pytestmark = pytest.mark.django_db


def test_the_page_names_every_action_and_every_role():
    assert set(TABLE) == set(permissions())
    assert all(set(row) == set(Role.values) for row in TABLE.values())
    assert len(TABLE) > 70


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """One of every kind of thing at a district, kept over all tests of this file and rolled back after them."""
    with django_db_blocker.unblock(), transaction.atomic():
        found = build(made)
        found.things.entry = Entry.objects.filter(unit_id=found.east.pk).first() or entry_at(found.east)
        places = {"own": found.east, "below": found.root, "above": found.town, "beside": found.west}
        found.things.people = {
            (role, standing): holder(role, standing, unit) for role in Role.values for standing, unit in places.items()
        }
        yield found
        transaction.set_rollback(True)


def entry_at(unit):
    """An entry of the log about a unit."""
    change_unit(SERVER, unit, expected=unit.revision, short_name="青汀")
    return Entry.objects.latest("id")


def holder(role, standing, unit):
    """One who holds `role` at `unit`, to which the district stands as `standing` says, and a way to call the API."""
    user = made(User(username=f"{role}-{standing}", display_name=role, unit=unit))
    made(Grant(user=user, unit=unit, role=role))
    key = f"tz_{role}_{standing}"
    scopes = ["read", "fill", "review", "plan", "admin", "log"]
    made(Token(user=user, name="test", prefix=key[:8], hash=key_hash(key), scopes=scopes))
    return user, Caller(key)


@pytest.mark.parametrize("action", TABLE)
def test_each_role_may_do_each_action_exactly_where_the_table_says(world, action):
    found = {
        role: {standing for standing in STANDINGS if may(world.things.people[role, standing][0], action, world.east)}
        for role in Role.values
    }
    assert found == TABLE[action]


def test_every_action_is_asked_for_by_the_api_or_tried_elsewhere():
    assert set(RECIPES) | ELSEWHERE == set(TABLE)
    assert not set(RECIPES) & ELSEWHERE


@pytest.mark.parametrize("action", RECIPES)
def test_the_api_lets_through_exactly_those_whom_the_table_names(world, action):
    answered = {who: asked(caller, RECIPES[action](world)) for who, (_, caller) in world.things.people.items()}
    through = {who for who, answer in answered.items() if answer.status not in {401, 403, 404}}
    wanted = {(role, standing) for role, places in TABLE[action].items() for standing in places}
    assert through == wanted, {who: (answered[who].status, answered[who].body) for who in through ^ wanted}
    assert all(answer.status < 500 for answer in answered.values())


def asked(caller, request):
    """What the API answers to a request, which is undone afterwards."""
    method, path, body = request
    with transaction.atomic():
        if method == "upload":
            name, text = FILE
            file = io.BytesIO(text.encode())
            file.name = name
            answer = caller.upload(path, file, **body)
        elif method in {"get", "delete"}:
            answer = getattr(caller, method)(path)
        else:
            answer = getattr(caller, method)(path, **body)
        transaction.set_rollback(True)
    return answer
