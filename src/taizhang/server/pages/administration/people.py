"""People (人员): who has an account, which roles they hold."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from taizhang.errors import Words
from taizhang.server.accounts.acting import Actor
from taizhang.server.accounts.actions import create_person
from taizhang.server.accounts.models import User
from taizhang.server.accounts.queries import people_for, units_for
from taizhang.server.pages.administration.form_pages import Forms, Told, form_page, units_where
from taizhang.server.pages.administration.typing import mail, needed, needed_key
from taizhang.server.pages.administration.units import unit_at
from taizhang.server.pages.administration.words import ROLES
from taizhang.server.pages.answers import act, page
from taizhang.server.pages.asked import key_in, one_of, part_of, words_in
from taizhang.server.pages.forms.typed import Field, Form, Typed

PAGE = "admin_people"
ON_A_PAGE = 100
ACTIVE = {"yes": True, "no": False}


@page
def people(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Everybody within reach."""
    return _all.shown(request, actor)


@act
def add(request: HttpRequest, actor: Actor) -> Words | HttpResponse:
    """Make an account."""

    def do(typed: Typed) -> Words:
        unit, password = needed_key(typed, "unit_id"), typed.line("password", 128)
        values = {
            "username": needed(typed, "username", 150),
            "display_name": needed(typed, "display_name", 40),
            "email": mail(typed, "email"),
        }
        typed.checked()
        made = create_person(actor, unit_at(actor, unit), password=password or None, **values)
        return Words(
            f"已开设账户 {made.username}，请接着授予角色", f"The account {made.username} is made: give it a role"
        )

    return _all.carried(request, actor, "add", do)


@form_page(PAGE, "people")
def _all(request: HttpRequest, actor: Actor) -> Told:
    words, unit, active = words_in(request.GET), key_in(request.GET, "unit"), one_of(request.GET, "active", ACTIVE)
    part = part_of(request, people_for(actor, unit=unit, active=ACTIVE.get(active), words=words), ON_A_PAGE)
    told = {
        "rows": [(row, _roles(row)) for row in part.rows],
        "part": part,
        "words": words,
        "active": active,
        "unit": unit,
        "units": list(units_for(actor).filter(actor.within("user.read", "path")).order_by("order")),
        "asked": bool(words or active or unit),
    }
    return told, forms_for(actor)


def _roles(row: User) -> list[tuple[Words, str]]:
    held = row.held  # type: ignore[attr-defined]
    return [(ROLES[grant.role], grant.unit.name) for grant in held]


def forms_for(actor: Actor) -> Forms:
    """The form of a new account, for those who may make one."""
    choices = units_where(actor, "user.create")
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
