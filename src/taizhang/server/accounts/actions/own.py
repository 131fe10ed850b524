"""What everybody does with their own account."""

from django.contrib.auth.hashers import check_password

from taizhang.errors import Words
from taizhang.server.accounts.acting import Act, own_action
from taizhang.server.accounts.models import User
from taizhang.server.accounts.passwords import write_password
from taizhang.server.lib.refusals import Invalid


@own_action("own.password")
def change_own_password(act: Act, user: User, *, password: str) -> User:
    """Change one's own password, of whoever was asked for the old one (see check_own_password)."""
    if check_password(password, user.password):
        words = Words("新密码不能与原密码相同", "the new password must differ from the old one")
        raise Invalid({"password": words})
    return write_password(act, user, password, first=False)
