"""Single sign-on (OIDC): the office's identity provider says who it is, an administrator has made the account before.

The first time an account is found by its name (preferred_username) and bound to the identity (sub). Later the bond
counts, so that a name that is given to another person opens nothing.
"""

import logging
from collections.abc import Callable

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialAccount, SocialLogin
from allauth.socialaccount.providers.openid_connect import views
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from requests import RequestException

from taizhang.server.accounts.entering import note_attempt
from taizhang.server.accounts.models import User

log = logging.getLogger(__name__)


class SingleSignOn(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """The hooks of allauth for it."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:  # noqa: ARG002
        """Accounts are made by administrators."""
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Find the account, or say what to do where there is none."""
        if sociallogin.state.get("process") == "connect" or not one_identity(sociallogin):
            raise ImmediateHttpResponse(refusal(request, sociallogin, "refused"))
        if not sociallogin.is_existing:
            user = account_of(sociallogin)
            if user is None:
                raise ImmediateHttpResponse(refusal(request, sociallogin, "unknown"))
            if SocialAccount.objects.filter(user=user, provider=sociallogin.account.provider).exists():
                raise ImmediateHttpResponse(refusal(request, sociallogin, "bound"))
            bind(sociallogin, user)
        request.session["entered_by"] = sociallogin.account.get_provider().name


def login(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Send to the provider; say so where it does not answer."""
    return answered(views.login, request, provider_id)


def callback(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Take in who comes back from the provider."""
    return answered(views.callback, request, provider_id)


def answered(view: Callable[[HttpRequest, str], HttpResponse], request: HttpRequest, provider: str) -> HttpResponse:
    """What the view answers, or the page for a provider that is down or talks no sense."""
    try:
        return view(request, provider)
    except (RequestException, LookupError, ValueError) as error:
        log.warning("the identity provider does not answer: %s", error)
        return render(request, "socialaccount/authentication_error.html", status=401)


def one_identity(sociallogin: SocialLogin) -> bool:
    """Whether the token and what the provider told afterwards speak of one identity."""
    told = sociallogin.account.extra_data
    subjects = {part["sub"] for name in ("userinfo", "id_token") if (part := told.get(name)) and "sub" in part}
    return len(subjects) == 1


def account_of(sociallogin: SocialLogin) -> User | None:
    """The account of the name that the provider tells."""
    name = sociallogin.user.username
    found = list(User.objects.filter(username__iexact=name)[:2]) if name else []
    return found[0] if len(found) == 1 else None


def bind(sociallogin: SocialLogin, user: User) -> None:
    """Bind the identity to the account. The row of the person is not written: only actions write it."""
    sociallogin.user = sociallogin.account.user = user
    sociallogin.account.save()


def refusal(request: HttpRequest, sociallogin: SocialLogin, why: str) -> HttpResponse:
    """The page for one who does not come in; `why` is unknown, bound or refused."""
    name = sociallogin.user.username or ""
    note_attempt(request, "sign_in.failed", name, why=f"统一身份认证：{why}")
    return render(request, "socialaccount/no_account.html", {"name": name, "why": why}, status=403)
