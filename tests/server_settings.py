"""The settings of the server in tests: a folder of its own, a trial clock, quick hashing of passwords.

The database is SQLite, or the PostgreSQL that scripts/with-postgresql starts for the command behind it.
"""

import os
import tempfile
from pathlib import Path

os.environ["TAIZHANG_HOME"] = os.environ.pop("TAIZHANG_TEST_HOME", None) or tempfile.mkdtemp(prefix="taizhang-test-")
os.environ["TAIZHANG_TRIAL"] = "yes"
os.environ["TAIZHANG_HOOK_HOSTS"] = "*,127.0.0.1"  # where programs of other offices stand in tests
Path(os.environ["TAIZHANG_HOME"]).mkdir(parents=True, exist_ok=True)

from taizhang.server.settings import *  # noqa: E402, F403 - the environment must be set before

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
DATABASES["default"]["OPTIONS"].pop("pool", None)  # noqa: F405 - a pool would hold the test databases that are dropped
LOGGING["root"]["handlers"] = []  # noqa: F405 - pytest shows the log of a test that fails; its streams come and go
