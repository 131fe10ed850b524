"""The real migrations: nothing is left to be made, and what they make is what the models want."""

import os
import subprocess
import sys

import pytest


@pytest.fixture
def manage(tmp_path):
    """`manage("migrate")` runs Django's command on a new embedded database, with the real migrations."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("TAIZHANG_")}
    environment = kept | {"TAIZHANG_HOME": str(tmp_path), "DJANGO_SETTINGS_MODULE": "taizhang.server.settings"}

    def run(*words):
        return subprocess.run(
            [sys.executable, "-m", "django", *words], env=environment, capture_output=True, text=True, check=False
        )

    return run


def test_no_migration_is_left_to_be_made(manage):
    ended = manage("makemigrations", "--check", "--dry-run")
    assert (ended.returncode, ended.stdout.strip()) == (0, "No changes detected"), ended.stdout + ended.stderr


def test_the_migrations_run_and_django_finds_nothing_to_complain_of(manage):
    for words in (("migrate", "--verbosity", "0"), ("check", "--fail-level", "WARNING"), ("migrate", "--check")):
        ended = manage(*words)
        assert ended.returncode == 0, ended.stdout + ended.stderr
