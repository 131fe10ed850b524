"""Tokens, by which programs act for a person: made and revoked by that person, revoked by an administrator too."""

from datetime import timedelta
from secrets import token_urlsafe

from taizhang.errors import Words
from taizhang.server.accounts.acting import Act, action, own_action
from taizhang.server.accounts.models import Token, User
from taizhang.server.accounts.permissions import permissions
from taizhang.server.accounts.tokens import key_hash
from taizhang.server.lib import clock
from taizhang.server.lib.refusals import Invalid, NotAllowed, WrongState


def scopes() -> list[str]:
    """All scopes that a token may have."""
    return sorted({permission.scope for permission in permissions().values()})


@own_action("own.token")
def make_token(act: Act, user: User, *, name: str, wanted: list[str], days: int) -> tuple[Token, str]:
    """Make a token of one's own, and its key, which is told only now. A token makes none that may more than itself
    or holds longer.
    """
    unknown = sorted(set(wanted) - set(scopes()))
    if unknown or not wanted:
        known = "、".join(scopes())
        raise Invalid({"scopes": Words(f"应为 {known} 中的一项或几项", f"one or more of {known} are wanted")})
    if act.actor.scopes is not None and not set(wanted) <= act.actor.scopes:
        raise NotAllowed(action=Words("生成权限更大的令牌", "make a token that may more"), unit=str(user))
    key = f"tz_{token_urlsafe(32)}"
    token = Token(user=user, name=name, prefix=key[:8], hash=key_hash(key), scopes=sorted(set(wanted)))
    wanted_until = clock.now() + timedelta(days=days)
    token.expires_at = min(wanted_until, act.actor.until or wanted_until)
    return act.create(token), key


@own_action("own.token_revoke")
def revoke_own_token(act: Act, token: Token, *, why: str = "") -> Token:
    """Revoke a token of one's own."""
    return _revoked(act, token)


@action("token.revoke")
def revoke_token(act: Act, token: Token, *, why: str) -> Token:
    """Revoke another's token."""
    return _revoked(act, token)


def _revoked(act: Act, token: Token) -> Token:
    if token.revoked_at is not None:
        raise WrongState(thing=str(token), state=Words("已吊销", "revoked"), step=Words("再次吊销", "revoking"))
    return act.update(token, revoked_at=clock.now())
