"""Run one worker: python -m taizhang.server.jobs."""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "taizhang.server.settings")
django.setup()

from taizhang.server.jobs.worker import work  # noqa: E402 - models want Django set up

work()
