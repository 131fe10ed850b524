"""Against which moment today is compared: that of the last visit on an earlier day, a day that was chosen, or a month.

The browser keeps the moments of visits, of each person apart: they are nobody's business but the person's, and no
change of the ledger. What one sees twice on one day is compared with the same moment.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from taizhang.errors import Words
from taizhang.server.lib import clock
from taizhang.server.lib.refusals import Invalid
from taizhang.server.pages.scope import Scope

MONTH = timedelta(30)
YEAR = 365 * 24 * 3600
APART = "|"
NO_DAY = Words("应为今天以前的日期，如 2025-06-30", "a day before today, as 2025-06-30")
FIRST = date(1949, 10, 1)


@dataclass(frozen=True, slots=True)
class Since:
    """The moment that today is held against, and why that one."""

    moment: datetime
    words: Words

    @property
    def day(self) -> date:
        """Its day."""
        return timezone.localtime(self.moment).date()


def since_of(request: HttpRequest) -> Since:
    """The moment to compare with; Invalid for a day that is none."""
    if asked := request.GET.get("since"):
        return Since(_end_of(_day(asked)), Words("所选日期", "the day chosen"))
    before, last = _visits(request)
    today = clock.today()
    for moment in (last, before):
        if moment is not None and timezone.localtime(moment).date() < today:
            return Since(moment, Words("上次查看", "your last visit"))
    return Since(_end_of(today - MONTH), Words("一个月前", "a month ago"))


def keep_visit(request: HttpRequest, response: HttpResponse) -> None:
    """Let the browser keep that the page was seen now, and when it was seen on an earlier day."""
    before, last = _visits(request)
    now = clock.now()
    if last is not None and timezone.localtime(last).date() < clock.today():
        before = last
    kept = APART.join(moment.isoformat() if moment else "" for moment in (before, now))
    response.set_cookie(
        *(_name(request), kept),
        max_age=YEAR,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )


def chosen(scope: Scope, since: Since) -> dict[str, object]:
    """What the form of another day holds."""
    return {"unit": scope.unit.pk, "year": scope.year, "day": since.day, "latest": clock.today() - timedelta(1)}


def _visits(request: HttpRequest) -> tuple[datetime | None, datetime | None]:
    """The moment of the last visit on an earlier day than the last, and that of the last."""
    before, _, last = request.COOKIES.get(_name(request), "").partition(APART)
    return _moment(before), _moment(last)


def _name(request: HttpRequest) -> str:
    return f"visited-{request.user.pk}"


def _moment(text: str) -> datetime | None:
    """A moment that the browser brought back; whatever else it brings is nothing, and so is a time to come."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if timezone.is_aware(moment) and moment.date() > FIRST and moment <= clock.now() else None


def _day(text: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise Invalid({"since": NO_DAY}) from None
    if not FIRST <= day < clock.today():
        raise Invalid({"since": NO_DAY})
    return day


def _end_of(day: date) -> datetime:
    return datetime.combine(day, time.max, timezone.get_default_timezone())
