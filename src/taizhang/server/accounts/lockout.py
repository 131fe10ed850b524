"""Lock-out after failed sign-ins: of an account, and of an address that tries many accounts (django-axes counts).

An office often comes from one address, so an address is locked only after ten times as many failures as an account.
"""

from datetime import timedelta
from math import ceil
from typing import Any

from axes.handlers.database import AxesDatabaseHandler
from axes.helpers import get_client_username
from axes.models import AccessAttempt
from django.conf import settings
from django.db.models import Max, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

ACCOUNTS_OF_AN_ADDRESS = 10
Credentials = dict[str, Any] | None


def name_tried(request: HttpRequest, credentials: Credentials) -> str:
    """The name by which attempts are counted: without case, as sign-in compares names."""
    told = (credentials or {}).get("username") or request.POST.get("login") or ""
    return str(told).strip().casefold()[:150]


class Lockout(AxesDatabaseHandler):  # type: ignore[misc]
    """Failures by account and by address, each with its own measure."""

    def get_failures(self, request: HttpRequest, credentials: Credentials = None) -> int:
        """The failures that count against the limit of an account."""
        by_account, by_address = (
            attempts.aggregate(count=Sum("failures_since_start"))["count"] or 0
            for attempts in self.get_user_attempts(request, credentials)
        )
        return max(by_account, by_address // ACCOUNTS_OF_AN_ADDRESS)

    def reset_user_attempts(self, request: HttpRequest, credentials: Credentials = None) -> int:
        """Forget the failures of an account that came in; those of the address for other accounts stay."""
        name = get_client_username(request, credentials)
        return int(AccessAttempt.objects.filter(username=name).delete()[0])


def locked_page(request: HttpRequest, response: HttpResponse, credentials: Credentials = None) -> HttpResponse:  # noqa: ARG001 - django-axes calls it so
    """The page that says how long the lock-out lasts."""
    left = time_left(request, credentials)
    page = render(request, "account/locked.html", {"minutes": ceil(left / timedelta(minutes=1))}, status=429)
    page["Retry-After"] = str(ceil(left.total_seconds()))
    return page


def time_left(request: HttpRequest, credentials: Credentials = None) -> timedelta:
    """How long the lock-out lasts still; it is counted from the last failure before it."""
    last = [
        attempts.aggregate(last=Max("attempt_time"))["last"]
        for attempts in Lockout().get_user_attempts(request, credentials)
    ]
    ends = max((time for time in last if time is not None), default=timezone.now()) + settings.AXES_COOLOFF_TIME
    return max(timedelta(minutes=1), ends - timezone.now())


def locked_until_by_name(username: str) -> Any:
    """When the lock-out of an account ends, or None where it is not locked."""
    threshold = timezone.now() - settings.AXES_COOLOFF_TIME
    attempts = AccessAttempt.objects.filter(username=username.casefold(), attempt_time__gt=threshold)
    told = attempts.aggregate(count=Sum("failures_since_start"), last=Max("attempt_time"))
    locked = (told["count"] or 0) >= settings.AXES_FAILURE_LIMIT
    return told["last"] + settings.AXES_COOLOFF_TIME if locked else None
