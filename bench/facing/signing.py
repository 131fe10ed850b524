"""A session for a person of the measured ledger, who has no password."""

from django.contrib.sessions.backends.db import SessionStore

from taizhang.server.accounts.models import User

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def session_of(user: User) -> str:
    """The key of a session in which a person is signed in."""
    session = SessionStore()
    session["_auth_user_id"] = str(user.pk)
    session["_auth_user_backend"] = BACKEND
    session["_auth_user_hash"] = user.get_session_auth_hash()
    session.save()
    return str(session.session_key)
