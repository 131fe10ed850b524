"""Whether the server lives (/healthz) and whether it may be sent work (/readyz)."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from threading import Event

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse

from taizhang.server.jobs.models import Tick
from taizhang.server.lib import clock
from taizhang.server.operations.migrating import pending

LEAST_FREE = 500 * 1024**2
MIGRATED = Event()
SILENCE = timedelta(minutes=5)  # a periodic job that is overdue for so long has no worker


@dataclass(frozen=True)
class Check:
    """One thing that readiness rests on; `detail` says what is wrong, or how much there is."""

    name: str
    ok: bool
    detail: str = ""


def health(_: HttpRequest) -> HttpResponse:
    """The process answers."""
    return HttpResponse("ok\n", content_type="text/plain; charset=utf-8")


def readiness(_: HttpRequest) -> JsonResponse:
    """What the server rests on, each with whether it holds; 503 where one does not."""
    checks = list(checked())
    body = {check.name: {"ok": check.ok, "detail": check.detail} for check in checks}
    return JsonResponse(body, status=200 if all(check.ok for check in checks) else 503)


def checked() -> Iterator[Check]:
    """Database, migrations, disk and worker; what rests on the database is left out where that is away."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        migrated = migrations()
        found = [Check("database", ok=True), migrated, *([worker()] if migrated.ok else [])]
    except DatabaseError as error:
        found = [Check("database", ok=False, detail=type(error).__name__)]
    yield from found
    free = shutil.disk_usage(settings.HOME_FOLDER).free
    yield Check("disk", free >= LEAST_FREE, f"{free // 1024**2} MB")


def migrations() -> Check:
    """Whether the tables are those of this version; once they were, it is not looked again: that costs too much."""
    names = [] if MIGRATED.is_set() else pending()
    if not names:
        MIGRATED.set()
    return Check("migrations", not names, " ".join(names))


def worker() -> Check:
    """Whether the periodic jobs are done in time: a worker is alive then."""
    overdue = Tick.objects.filter(due_at__lt=clock.now() - SILENCE).order_by("due_at").first()
    return Check("worker", overdue is None, f"{overdue.name} {overdue.due_at.isoformat()}" if overdue else "")
