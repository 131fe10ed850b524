"""The second factor, a code of an authenticator app: who must have one, and what the log keeps of it."""

from allauth.core import context
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.views import GenerateRecoveryCodesView
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from django.conf import settings
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import HttpResponse

from taizhang.server.accounts.entering import note, note_attempt
from taizhang.server.accounts.models import Role, User
from taizhang.server.accounts.permissions import grants_of


def lacks_second_factor(user: User) -> bool:
    """Whether TAIZHANG_SECOND_FACTOR asks one of this person that is not set up."""
    if settings.SECOND_FACTOR == "optional":
        return False
    if settings.SECOND_FACTOR == "administrators" and not is_administrator(user):
        return False
    return not Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists()


def is_administrator(user: User) -> bool:
    """Whether the person administers any unit."""
    return any(grant.role == Role.ADMINISTRATOR for grant in grants_of(user))


class Code(AuthenticateForm):  # type: ignore[misc]
    """The code asked for at sign-in; a wrong one is logged."""

    def clean_code(self) -> str:
        """The code, where it is right."""
        try:
            return str(super().clean_code())
        except ValidationError:
            note_attempt(context.request, "sign_in.failed", self.user.username, why="两步验证码不正确")
            raise


class Activate(ActivateTOTPView):  # type: ignore[misc]
    """Turn the second factor on."""

    def form_valid(self, form: Form) -> HttpResponse:
        """Log it."""
        answer: HttpResponse = super().form_valid(form)
        note(self.request, "own.second_factor", self.request.user)
        return answer


class Deactivate(DeactivateTOTPView):  # type: ignore[misc]
    """Turn the second factor off."""

    def form_valid(self, form: Form) -> HttpResponse:
        """Log it."""
        answer: HttpResponse = super().form_valid(form)
        note(self.request, "own.second_factor_off", self.request.user)
        return answer


class NewCodes(GenerateRecoveryCodesView):  # type: ignore[misc]
    """Make new recovery codes in place of the old ones."""

    def form_valid(self, form: Form) -> HttpResponse:
        """Log it."""
        answer: HttpResponse = super().form_valid(form)
        note(self.request, "own.recovery_codes", self.request.user)
        return answer
