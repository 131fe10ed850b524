"""/metrics: what Prometheus reads. To this machine only, or to whoever holds TAIZHANG_METRICS_TOKEN."""

import shutil
from collections.abc import Iterable, Iterator
from hmac import compare_digest
from ipaddress import ip_address

from django.conf import settings
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django_tasks_db.models import DBTaskResult

from taizhang.server.accounts.addresses import address_of
from taizhang.server.api.problems import refused
from taizhang.server.lib.refusals import NotSignedIn
from taizhang.server.log.models import Entry
from taizhang.server.operations.counters import BOUNDS, counted
from taizhang.server.returns.models import RETURN, Return

Sample = tuple[str, dict[str, object], float]


def metrics(request: HttpRequest) -> HttpResponse:
    """The metrics as text."""
    if not allowed(request):
        return refused(request, NotSignedIn())
    lines = [line for family in families() for line in family]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; version=0.0.4; charset=utf-8")


def allowed(request: HttpRequest) -> bool:
    """Whether the caller may read them. A request that a proxy passed on is no local one, whatever its address."""
    if settings.METRICS_TOKEN:
        told, wanted = request.headers.get("Authorization", ""), f"Bearer {settings.METRICS_TOKEN}"
        return compare_digest(told.encode(), wanted.encode())
    if "X-Forwarded-For" in request.headers and not settings.PROXY:
        return False
    try:
        return ip_address(address_of(request)).is_loopback
    except ValueError:
        return False


def families() -> Iterator[list[str]]:
    """Each metric with its meaning and its samples."""
    yield from of_requests()
    jobs = DBTaskResult.objects.values_list("status").annotate(Count("pk")).order_by()
    yield family("taizhang_jobs", "gauge", "background jobs by state", by("state", jobs))
    states = dict.fromkeys(RETURN.states, 0) | dict(
        Return.objects.values_list("state").annotate(Count("pk")).order_by()
    )
    yield family("taizhang_returns", "gauge", "returns by state", by("state", states.items()))
    last = Entry.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    yield family("taizhang_log_entries", "counter", "number of the last entry of the log", [("", {}, last)])
    free = shutil.disk_usage(settings.HOME_FOLDER).free
    yield family("taizhang_disk_free_bytes", "gauge", "space left where the ledger is kept", [("", {}, free)])


def of_requests() -> Iterator[list[str]]:
    """Requests by method and status, and how long they took."""
    counts = counted()
    requests: list[Sample] = [
        ("", {"method": method, "status": status}, number) for (method, status), number in counts.requests.items()
    ]
    yield family("taizhang_requests_total", "counter", "requests by method and status", requests)
    whole = 0
    samples: list[Sample] = []
    for bound, number in zip((*BOUNDS, "+Inf"), counts.below, strict=True):
        whole += number
        samples.append(("_bucket", {"le": bound}, whole))
    samples += [("_sum", {}, counts.seconds), ("_count", {}, whole)]
    yield family("taizhang_request_seconds", "histogram", "seconds that requests took", samples)


def by(label: str, rows: Iterable[tuple[str, int]]) -> list[Sample]:
    """Samples that differ in one label."""
    return [("", {label: str(value).lower()}, number) for value, number in rows]


def family(name: str, kind: str, meaning: str, samples: Iterable[Sample]) -> list[str]:
    """One metric in the text form.

    >>> family("a_total", "counter", "so many", [("", {"state": "due"}, 2)])
    ['# HELP a_total so many', '# TYPE a_total counter', 'a_total{state="due"} 2']
    """
    lines = [f"# HELP {name} {meaning}", f"# TYPE {name} {kind}"]
    for suffix, labels, number in samples:
        told = ",".join(f'{label}="{value}"' for label, value in labels.items())
        lines.append(f"{name}{suffix}{{{told}}} {number}" if told else f"{name}{suffix} {number}")
    return lines
