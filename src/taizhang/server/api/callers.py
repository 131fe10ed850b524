"""Who calls: a token in the header, or the session of a page; and the Actor that the actions want."""

from django.http import HttpRequest
from ninja.security import HttpBearer, SessionAuth

from taizhang.errors import Words
from taizhang.server.accounts.acting import Actor
from taizhang.server.accounts.addresses import address_of
from taizhang.server.accounts.gates import lacking
from taizhang.server.accounts.models import Token, User
from taizhang.server.accounts.permissions import grants_of
from taizhang.server.accounts.tokens import key_hash
from taizhang.server.lib import clock
from taizhang.server.lib.refusals import NotReady

__all__ = ["Session", "TokenAuth", "actor_of", "address_of", "key_hash", "signed_in"]
ALWAYS_OPEN = {"/api/v1/me", "/api/v1/me/password"}
LACKING = {
    "password": Words("请先修改初始密码", "change the first password first"),
    "second_factor": Words("请先启用两步验证", "set the second factor up first"),
}


class TokenAuth(HttpBearer):
    """`Authorization: Bearer tz_…`: the key of a token that is neither expired nor revoked."""

    def authenticate(self, request: HttpRequest, token: str) -> Actor | None:
        """The actor for whom the token stands."""
        row = Token.objects.select_related("user__unit").filter(hash=key_hash(token), revoked_at=None).first()
        if row is None or not row.user.is_active or (row.expires_at is not None and row.expires_at <= clock.now()):
            return None
        return Actor(row.user, "api", address_of(request), frozenset(row.scopes), row.expires_at)


class Session(SessionAuth):
    """The session of somebody who signed in on a page; changes want the CSRF token."""

    def authenticate(self, request: HttpRequest, key: str | None) -> Actor | None:  # noqa: ARG002 - told by request.user
        """The actor who is signed in."""
        user = request.user
        if not isinstance(user, User) or not user.is_active:
            return None
        wanted = lacking(user)
        if wanted is not None and request.path not in ALWAYS_OPEN:
            raise NotReady(detail=LACKING[wanted])
        return Actor(user, "page", address_of(request))


signed_in = [TokenAuth(), Session(csrf=True)]


def actor_of(request: HttpRequest) -> Actor:
    """Who makes this request, with the grants read once."""
    actor: Actor = request.auth  # type: ignore[attr-defined]
    if actor.user is not None:
        grants_of(actor.user)
    return actor
