"""Telling the people who report for a unit."""

from collections.abc import Collection, Iterable

from django.db.models import Q

from taizhang.errors import Words
from taizhang.server.accounts.acting import Act, own_action
from taizhang.server.accounts.models import Grant, Role, Unit, User
from taizhang.server.jobs.queue import enqueue
from taizhang.server.lib import clock
from taizhang.server.lib.rows import Json
from taizhang.server.returns.models import Notice, Return
from taizhang.server.returns.notices.mailing import mail_is_set, mail_notices


def tell(act: Act, filed: Return, kind: str, words: Words, **about: object) -> list[Notice]:
    """Tell those who report for the unit of a return, and the mailbox of the unit."""
    people = reporters_at([filed.unit_id])[filed.unit_id]
    told = notices_to(filed.unit, people, kind, words, {"return": filed.pk, **about})
    return send(act, told)


def notices_to(unit: Unit, people: Iterable[User], kind: str, words: Words, about: Json) -> list[Notice]:
    """The notices for the people who report for a unit and for its mailbox, not yet made."""
    message = {"unit": unit, "kind": kind, "words": {"zh": words.zh, "en": words.en}, "about": about}
    made = [Notice(user=user, mail_to=user.email, made_at=clock.now(), **message) for user in people]
    if unit.mail and unit.mail not in {notice.mail_to for notice in made}:
        made.append(Notice(user=None, mail_to=unit.mail, made_at=clock.now(), **message))
    return made


def reporters_at(units: Collection[int]) -> dict[int, list[User]]:
    """The people who hold the role of a reporter today, by each of some units; in one query."""
    holds = Q(until=None) | Q(until__gte=clock.today())
    grants = Grant.objects.filter(holds, role=Role.REPORTER, unit__in=units, withdrawn_at=None, user__is_active=True)
    found: dict[int, list[User]] = {unit: [] for unit in units}
    for grant in grants.select_related("user").order_by("user_id"):
        found[grant.unit_id].append(grant.user)
    return found


def send(act: Act, notices: list[Notice]) -> list[Notice]:
    """Make notices, and have those with an address mailed."""
    made = act.create_many(notices)
    addressed = [notice.pk for notice in made if notice.mail_to]
    if addressed and mail_is_set():
        enqueue(mail_notices, notices=addressed)
    return made


@own_action("own.notices")
def mark_read(act: Act, user: User, *, notices: list[int] | None = None) -> int:
    """Mark notices to oneself as read, those named or all; how many were unread."""
    unread = Notice.objects.filter(user=user, read_at=None)
    if notices is not None:
        unread = unread.filter(pk__in=notices)
    for notice in unread:
        act.update(notice, read_at=clock.now())
    return len(unread)
