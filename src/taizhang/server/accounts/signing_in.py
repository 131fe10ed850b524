"""How allauth signs people in here: nobody signs up by themselves, and all coming and going is in the log."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.views import PasswordChangeView
from allauth.core import context
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from taizhang.server.accounts.acting import Actor
from taizhang.server.accounts.actions.own import change_own_password
from taizhang.server.accounts.addresses import address_of
from taizhang.server.accounts.entering import note, note_attempt
from taizhang.server.accounts.models import User
from taizhang.server.lib.refusals import Invalid


class SignIn(DefaultAccountAdapter):  # type: ignore[misc]
    """The hooks of allauth by which this server differs from its defaults."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 - for everybody alike
        """Accounts are made by administrators."""
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Leave the counting of failures to the lock-out, which says for how long it holds."""

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Log a failure; the one that locks as a lock-out too. What is tried during a lock-out is not looked at."""
        counted = getattr(request, "axes_failures_since_start", None) is not None
        name = str(credentials.get("username", ""))
        if counted:
            note_attempt(request, "sign_in.failed", name)
        if counted and getattr(request, "axes_locked_out", False):
            note_attempt(request, "sign_in.locked", name)

    def login(self, request: HttpRequest, user: User) -> None:
        """Begin the session, after the last of the stages."""
        super().login(request, user)
        note(request, "sign_in", user, why=str(request.session.pop("entered_by", "")))

    def logout(self, request: HttpRequest) -> None:
        """End the session."""
        user = request.user
        super().logout(request)
        if isinstance(user, User):
            note(request, "sign_out", user)

    def respond_user_inactive(self, request: HttpRequest, user: User) -> HttpResponse:
        """Tell who has the right password of an account that was ended."""
        note_attempt(request, "sign_in.failed", user.username, why="账户已停用")
        answer: HttpResponse = super().respond_user_inactive(request, user)
        return answer

    def set_password(self, user: User, password: str) -> None:
        """Change the password of a page as the API does."""
        request = context.request
        change_own_password(Actor(user, "page", address_of(request)), user, password=password)

    def get_client_ip(self, request: HttpRequest) -> str:
        """The address, as everywhere."""
        return address_of(request) or "0.0.0.0"  # noqa: S104 - no address to listen at, one that is not told


class ChangePassword(PasswordChangeView):  # type: ignore[misc]
    """The page to change one's password; who comes in by single sign-on only has none here."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Tell where there is none."""
        if request.user.is_authenticated and not request.user.has_usable_password():
            return render(request, "account/no_password.html")
        answer: HttpResponse = super().dispatch(request, *args, **kwargs)
        return answer

    def form_valid(self, form: Form) -> HttpResponse:
        """Show on the page what the action refuses."""
        answer: HttpResponse
        try:
            answer = super().form_valid(form)
        except Invalid as refused:
            words = refused.errors["password"]
            form.add_error("password1", words.en if get_language() == "en" else words.zh)
            answer = self.form_invalid(form)
        return answer
