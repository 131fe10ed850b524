"""Notices by e-mail: sent by a job outside of any transaction, tried again with more and more time between."""

from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend

from taizhang.server.accounts.acting import SERVER
from taizhang.server.jobs.queue import enqueue_later, job
from taizhang.server.lib import clock
from taizhang.server.lib.rows import Json
from taizhang.server.returns.by_itself import by_itself
from taizhang.server.returns.models import Notice

SUBJECT = {"zh": "【台账】", "en": "[Taizhang] "}
MOST_TRIES = 8
FIRST_WAIT = 60.0
CHUNK = 50


def mail_is_set() -> bool:
    """Whether a mail server is set."""
    return bool(settings.CONFIG.text("MAIL_URL"))


@job("notices.mail")
def mail_notices(*, notices: list[int], tries: int = 0) -> None:
    """Mail notices that were not mailed yet; those that the mail server does not take are tried again later."""
    left: list[int] = []
    for start in range(0, len(notices), CHUNK):
        waiting = Notice.objects.filter(pk__in=notices[start : start + CHUNK], mailed_at=None).exclude(mail_to="")
        left += _mail(list(waiting.order_by("pk")))
    if left and tries + 1 < MOST_TRIES:
        enqueue_later(FIRST_WAIT * 2**tries, mail_notices, notices=left, tries=tries + 1)


def _mail(notices: list[Notice]) -> list[int]:
    """Mail some, then write down what came of each; the ids of those that failed."""
    troubles = {notice.pk: trouble for notice, trouble in _sent(notices)}
    with by_itself(SERVER, "notice.mail") as act:
        for notice in notices:
            trouble = troubles[notice.pk]
            tried: Json = {"mail_tries": notice.mail_tries + 1, "mail_trouble": trouble[:200]}
            act.update(notice, **tried, mailed_at=None if trouble else clock.now())
    return [key for key, trouble in troubles.items() if trouble]


def _sent(notices: list[Notice]) -> list[tuple[Notice, str]]:
    """Each notice with what kept it from being sent; empty where nothing did."""
    if not notices:
        return []
    connection = get_connection()
    try:
        connection.open()
    except (OSError, SMTPException) as error:
        return [(notice, _said(error)) for notice in notices]
    try:
        return [(notice, _send(connection, notice)) for notice in notices]
    finally:
        connection.close()


def _send(connection: BaseEmailBackend, notice: Notice) -> str:
    lang = "en" if settings.LANGUAGE_CODE == "en" else "zh"
    words = str(notice.words[lang])
    subject = " ".join(f"{SUBJECT[lang]}{words}".split())[:120]
    try:
        EmailMessage(subject, words, to=[notice.mail_to], connection=connection).send()
    except (OSError, SMTPException, ValueError) as error:  # a ValueError tells of an address that is none
        return _said(error)
    return ""


def _said(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"
