"""From which address a request came; behind a reverse proxy (TAIZHANG_PROXY) the one that the proxy names."""

from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest


def address_of(request: HttpRequest) -> str:
    """The address, or nothing where none is told. Of X-Forwarded-For only the last is the proxy's own word."""
    told = str(request.META.get("REMOTE_ADDR") or "")
    if settings.PROXY:
        told = request.headers.get("X-Forwarded-For", told).rsplit(",", 1)[-1].strip()
    try:
        return str(ip_address(told))
    except ValueError:
        return ""


def client_address(request: HttpRequest) -> str | None:
    """The address as django-axes keeps it."""
    return address_of(request) or None
