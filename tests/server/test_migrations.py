"""The real migrations: nothing is left to be made, and what they make is what the models want."""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing

# In one process: most of the time of each command goes into starting it.
ALL = """
import django
from django.core.management import call_command

django.setup()
call_command("makemigrations", check_changes=True, dry_run=True)
call_command("migrate", verbosity=0)
call_command("migrate", check_unapplied=True, verbosity=0)
call_command("check", fail_level="WARNING")
"""

# A ledger of before units had an order, with eleven of them below the first.
BEFORE = """
import django
from django.core.management import call_command
from django.db import connection

django.setup()
call_command("migrate", "accounts", "0001", verbosity=0)
with connection.cursor() as ledger:
    ledger.execute(
        "INSERT INTO accounts_region (id, revision, code, name, level) VALUES (1, 1, '990100', '云澜市', 'prefecture')"
    )
    for key in range(1, 13):
        path, parent = (f"1/{key}/", 1) if key > 1 else ("1/", None)
        ledger.execute(
            "INSERT INTO accounts_unit (id, revision, code, name, short_name, kind, path, mail, parent_id, region_id)"
            " VALUES (%s, 1, %s, '某局', '', 'bureau', %s, '', %s, 1)",
            [key, f"N{key}", path, parent],
        )
call_command("migrate", verbosity=0)
"""


def run(script, folder):
    kept = {name: value for name, value in os.environ.items() if not name.startswith("TAIZHANG_")}
    environment = kept | {"TAIZHANG_HOME": str(folder), "DJANGO_SETTINGS_MODULE": "taizhang.server.settings"}
    ended = subprocess.run([sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    return ended.stdout


def test_the_migrations_are_whole_and_run_and_django_finds_nothing_to_complain_of(tmp_path):
    told = run(ALL, tmp_path)
    assert "No changes detected" in told
    assert "no issues" in told
    assert (tmp_path / "ledger.sqlite3").exists()


def test_units_of_an_older_ledger_get_their_order(tmp_path):
    run(BEFORE, tmp_path)
    with closing(sqlite3.connect(tmp_path / "ledger.sqlite3")) as ledger:
        rows = ledger.execute('SELECT id FROM accounts_unit ORDER BY "order"').fetchall()
    assert [key for (key,) in rows] == list(range(1, 13))
