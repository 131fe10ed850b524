"""A backup of PostgreSQL, made and restored by its own programs through the command line. Only where it is there."""

import os
import subprocess
import sys
from urllib.parse import urlsplit

import pytest
from django.db import connection

from taizhang.server.accounts.models import Unit
from taizhang.server.operations.backup import backup
from taizhang.server.operations.verify import verify

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="of PostgreSQL: scripts/with-postgresql"),
]


@pytest.fixture
def empty_database():
    """The address of another database, empty, on the same server."""
    name = f"{connection.settings_dict['NAME']}_restored"
    with connection.cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}"')
        cursor.execute(f'CREATE DATABASE "{name}"')
    yield urlsplit(os.environ["TAIZHANG_DATABASE_URL"])._replace(path=f"/{name}").geturl()
    with connection.cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def test_a_backup_of_postgresql_is_restored_into_an_empty_database_and_nowhere_else(
    city, tmp_path, settings, empty_database
):
    settings.HOME_FOLDER, settings.MEDIA_ROOT = tmp_path / "office", tmp_path / "office" / "files"
    path = str(tmp_path / "office.tar.gz")
    assert backup(print, output=path) == 0

    def admin(*words):
        environment = os.environ | {
            "TAIZHANG_HOME": str(tmp_path / "elsewhere"),
            "TAIZHANG_DATABASE_URL": empty_database,
            "TAIZHANG_TRIAL": "no",
            "DJANGO_SETTINGS_MODULE": "taizhang.server.settings",
        }
        command = [sys.executable, "-m", "taizhang", "admin", *words, "--lang", "en"]
        return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)

    restored = admin("restore", path)
    assert (restored.returncode, restored.stderr) == (0, "")
    verified = admin("verify")
    assert (verified.returncode, verified.stderr) == (0, "")
    assert "✓ log and rows: sound" in verified.stdout
    again = admin("restore", path)
    assert again.returncode == 1
    assert "there are data here already" in again.stderr


def test_a_ledger_in_postgresql_is_verified(city, tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path
    told = []
    assert verify(told.append) == 0
    Unit.objects.filter(pk=city.east.pk).update(name="改名区")
    assert verify(told.append) == 1
