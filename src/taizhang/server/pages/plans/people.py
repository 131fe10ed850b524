"""Who is named by an id in a stamp."""

from collections.abc import Iterable

from taizhang.server.accounts.models import User


def names_by_id(keys: Iterable[int | None]) -> dict[int, str]:
    """The names of people, by their ids; those who are not there any more have none."""
    return {user.pk: str(user) for user in User.objects.filter(pk__in={key for key in keys if key is not None})}
