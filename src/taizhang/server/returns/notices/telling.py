"""Telling the people who report for a unit."""

from collections.abc import Iterable

from django.db.models import Q

from taizhang.errors import Words
from taizhang.server.accounts.acting import Act, own_action
from taizhang.server.accounts.models import Role, Unit, User
from taizhang.server.jobs.queue import enqueue
from taizhang.server.lib import clock
from taizhang.server.lib.rows import Json
from taizhang.server.returns.models import Notice, Return
from taizhang.server.returns.notices.mailing import mail_is_set, mail_notices


def tell(act: Act, filed: Return, kind: str, words: Words, **about: object) -> list[Notice]:
    """Tell those who report for the unit of a return, and the mailbox of the unit."""
    told = notices_to(filed.unit, kind, words, {"return": filed.pk, **about})
    return send(act, told)


def notices_to(unit: Unit, kind: str, words: Words, about: Json) -> list[Notice]:
    """The notices for the people and the mailbox of a unit, not yet made."""
    message = {"unit": unit, "kind": kind, "words": {"zh": words.zh, "en": words.en}, "about": about}
    made = [Notice(user=user, mail_to=user.email, made_at=clock.now(), **message) for user in reporters_of([unit.pk])]
    if unit.mail and unit.mail not in {notice.mail_to for notice in made}:
        made.append(Notice(user=None, mail_to=unit.mail, made_at=clock.now(), **message))
    return made


def reporters_of(units: Iterable[int]) -> list[User]:
    """The people who hold the role of a reporter at some units today."""
    holds = Q(grants__until=None) | Q(grants__until__gte=clock.today())
    held = Q(grants__role=Role.REPORTER, grants__unit__in=list(units), grants__withdrawn_at=None)
    return list(User.objects.filter(held & holds, is_active=True).distinct().order_by("pk"))


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
