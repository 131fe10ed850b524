"""The real migrations: nothing is left to be made, and what they make is what the models want."""

import os
import subprocess
import sys

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


def test_the_migrations_are_whole_and_run_and_django_finds_nothing_to_complain_of(tmp_path):
    kept = {name: value for name, value in os.environ.items() if not name.startswith("TAIZHANG_")}
    environment = kept | {"TAIZHANG_HOME": str(tmp_path), "DJANGO_SETTINGS_MODULE": "taizhang.server.settings"}
    ended = subprocess.run([sys.executable, "-c", ALL], env=environment, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert "No changes detected" in ended.stdout
    assert "no issues" in ended.stdout
    assert (tmp_path / "ledger.sqlite3").exists()
