"""People (人员): who has an account, which roles they hold."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from taizhang.errors import Words
from taizhang.server.accounts.acting import Actor
from taizhang.server.accounts.actions import create_person
from taizhang.server.accounts.models import Unit, User
from taizhang.server.accounts.queries import people_for, units_for
from taizhang.server.pages.administration.asked import key_in, one_of, words_in
from taizhang.server.pages.administration.frame import Forms, carried, drawn, opened
from taizhang.server.pages.administration.typing import NEEDED, mail, needed
from taizhang.server.pages.administration.units import unit_at
from taizhang.server.pages.administration.words import ROLES
from taizhang.server.pages.answers import act, page
from taizhang.server.pages.forms.typed import Field, Form, Typed

PAGE = "admin_people"
ON_A_PAGE = 100
ACTIVE = {"yes": True, "no": False}


@page
def people(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Everybody within reach."""
    opened(actor, PAGE)
    return _page(request, actor)


@act
def add(request: HttpRequest, actor: Actor) -> Words | HttpResponse:
    """Make an account."""

    def do(typed: Typed) -> Words:
        unit, password = typed.key("unit_id"), typed.line("password", 128)
        values = {
            "username": needed(typed, "username", 150),
            "display_name": needed(typed, "display_name", 40),
            "email": mail(typed, "email"),
        }
        if unit is None:
            typed.errors.setdefault("unit_id", NEEDED)
        typed.checked()
        made = create_person(actor, unit_at(actor, unit or 0), password=password or None, **values)
        return Words(
            f"已开设账户 {made.username}，请接着授予角色", f"The account {made.username} is made: give it a role"
        )

    return carried(request, "add", lambda: forms_for(actor), do, lambda forms: _page(request, actor, forms))


def _page(request: HttpRequest, actor: Actor, forms: Forms | None = None) -> HttpResponse:
    tile, words = opened(actor, PAGE), words_in(request)
    unit, active = key_in(request, "unit"), one_of(request, "active", ACTIVE)
    found = people_for(actor, unit=unit, active=ACTIVE.get(active), words=words)
    rows = list(found.order_by("pk").filter(pk__gt=key_in(request, "after") or 0)[: ON_A_PAGE + 1])
    told = {
        "rows": [(row, _roles(row)) for row in rows[:ON_A_PAGE]],
        "next": rows[ON_A_PAGE - 1].pk if len(rows) > ON_A_PAGE else None,
        "later": "after" in request.GET,
        "words": words,
        "active": active,
        "unit": unit,
        "units": list(units_for(actor).filter(actor.within("user.read", "path")).order_by("path")),
        "asked": bool(words or active or unit),
        "forms": forms if forms is not None else forms_for(actor),
    }
    return drawn(request, "people", tile, told)


def _roles(row: User) -> list[tuple[Words, str]]:
    held = row.held  # type: ignore[attr-defined]
    return [(ROLES[grant.role], grant.unit.name) for grant in held]


def forms_for(actor: Actor) -> Forms:
    """The form of a new account, for those who may make one."""
    units = Unit.objects.filter(actor.within("user.create", "path"), closed_on=None).order_by("path")
    choices = [(str(unit.pk), unit.name) for unit in units]
    if not choices:
        return {}
    first = Words(
        "首次登录须修改；留空则只能经统一身份认证登录", "to be changed at the first sign-in; none: single sign-on only"
    )
    fields = [
        Field("username", Words("用户名", "user name"), required=True),
        Field("display_name", Words("姓名", "name"), required=True),
        Field("unit_id", Words("单位", "unit"), "choice", choices=choices, required=True),
        Field("email", Words("邮箱", "mail")),
        Field("password", Words("初始密码", "first password"), help=first),
    ]
    form = Form("add", reverse("admin_people_add"), reverse(PAGE), Words("开设账户", "Make the account"), fields)
    return {"add": form}
