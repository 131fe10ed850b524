"""What every page may show."""

from datetime import date

from django.conf import settings
from django.http import HttpRequest

from taizhang.server.lib import clock


def trial(_: HttpRequest) -> dict[str, date]:
    """In a trial the day that is taken for today, so that nobody mistakes it for the real ledger."""
    return {"trial_day": clock.today()} if settings.TRIAL else {}
