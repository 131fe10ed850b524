"""`taizhang serve` on a real PostgreSQL: it asks for `admin migrate`, then serves with several processes."""

import os
from urllib.parse import urlsplit

import pytest
from django.db import connection

from server.office import PASSWORD, Browser, Office

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="of PostgreSQL: scripts/with-postgresql"),
]


@pytest.fixture
def office(tmp_path):
    """An office with an empty database of its own, on the same server, and the real migrations."""
    name = f"{connection.settings_dict['NAME']}_served"
    with connection.cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}"')
        cursor.execute(f'CREATE DATABASE "{name}"')
    address = urlsplit(os.environ["TAIZHANG_DATABASE_URL"])._replace(path=f"/{name}").geturl()
    office = Office(tmp_path / "home", DATABASE_URL=address)
    office.environment["DJANGO_SETTINGS_MODULE"] = "taizhang.server.settings"
    yield office
    with connection.cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def test_postgresql_is_migrated_by_hand_and_then_served_by_several_processes(office):
    refused = office.run("serve")
    assert refused.returncode == 1
    assert "back it up, then run taizhang admin migrate" in refused.stderr
    migrated = office.run("admin", "migrate")
    assert (migrated.returncode, migrated.stderr) == (0, "")
    words = ("admin", "create", "--region", "370303", "--password-file", "-")
    assert office.run(*words, stdin=PASSWORD).returncode == 0
    server = office.serve("--workers", "2")
    try:
        browser = Browser(server.port)
        assert browser.sign_in("admin", PASSWORD)[2] == f"{browser.root}/"
        assert browser.get("/readyz")[0] == 200
        assert len(server.processes()) >= 4
    finally:
        assert server.stop() == 0
    assert office.run("admin", "verify").returncode == 0
