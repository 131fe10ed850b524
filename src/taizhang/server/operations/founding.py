"""`taizhang admin create`: the first region with its government and an administrator; nobody could act before them."""

from collections.abc import Callable

from django.db import transaction

from taizhang.server.accounts.acting import SERVER, Act, log
from taizhang.server.accounts.actions import change_person, create_person, create_region, give_grant
from taizhang.server.accounts.actions.regions import region_by_code
from taizhang.server.accounts.models import Region, Role, Unit
from taizhang.server.accounts.placing import order_of, path_of
from taizhang.server.operations.telling import Tell, Words, not_done


def create(tell: Tell, *, region: str, unit_name: str | None, username: str, password: Callable[[], str]) -> int:
    """Make them all or none; refused where there is a unit already: that one's administrator makes the others."""
    if Unit.objects.exists():
        raise not_done(
            "已有单位和账户；其他单位、人员请由管理员在系统里设立",
            "there are units already; their administrator makes further units and people",
        )
    place = region_by_code(region)
    secret = password()
    with transaction.atomic():
        unit = found(place, unit_name or f"{place.name}人民政府")
        user = create_person(SERVER, unit, username=username, display_name=username, password=secret)
        give_grant(SERVER, unit, user=user, role=Role.ADMINISTRATOR)
        change_person(SERVER, user, expected=user.revision, must_change_password=False)  # who chose it keeps it
    tell(
        Words(
            f"已建 {unit.name} 和管理员 {user.username}；运行 taizhang serve 后即可登录。",
            f"made {unit.name} and its administrator {user.username}, who signs in once taizhang serve runs.",
        )
    )
    return 0


def found(region: Region, name: str, code: str = "") -> Unit:
    """The unit at the root of the tree, the government of a region that is made with it."""
    place = create_region(SERVER, region)
    act = Act(SERVER, "unit.create")
    unit = act.create(Unit(region=place, code=code or place.code, name=name, kind=Unit.Kind.GOVERNMENT))
    act.update(unit, path=path_of(unit, None), order=order_of(unit, None))
    log(act, unit)
    return unit
