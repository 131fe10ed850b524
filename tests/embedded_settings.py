"""The settings of a server that a test starts as a process: as an office has them, with tables made without migrations.

Making the tables so takes a second; that the migrations make the same is tried in tests/server/test_migrations.py.
"""

from taizhang.server.settings import *  # noqa: F403 - all of them

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


class NoMigrations(dict):
    """Every app has none."""

    def __contains__(self, app):
        return True

    def __getitem__(self, app):
        return None


MIGRATION_MODULES = NoMigrations()
