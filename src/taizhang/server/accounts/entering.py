"""What the log keeps of coming in and going out: sign-in, failures, lock-outs, sign-out."""

from django.db import transaction
from django.http import HttpRequest

from taizhang.server.accounts.acting import Act, Actor, log
from taizhang.server.accounts.addresses import address_of
from taizhang.server.accounts.models import User
from taizhang.server.log.writing import Told, append

NOBODY = "未登录"


def note(request: HttpRequest, action: str, user: User, why: str = "") -> None:
    """Write what a person did who is known."""
    with transaction.atomic():
        log(Act(Actor(user, "page", address_of(request)), action, why), user)


def note_attempt(request: HttpRequest, action: str, username: str, why: str = "") -> None:
    """Write what somebody tried who is not known. A name without an account is not kept: it may be a password."""
    user = User.objects.select_related("unit").filter(username__iexact=username).first() if username else None
    unit = user.unit if user else None
    told = Told(
        actor=0,
        actor_name=NOBODY,
        channel="page",
        address=address_of(request),
        action=action,
        model=User._meta.label_lower if user else "",
        object_id=user.pk if user else None,
        object_name=str(user) if user else "没有这个账户",
        unit_id=unit.pk if unit else None,
        unit_path=unit.path if unit else "",
        why=why,
    )
    with transaction.atomic():
        append(told)
