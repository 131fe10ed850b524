"""Webhooks (推送): which addresses are told of what; what they were told, and once more."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from taizhang.errors import Words
from taizhang.server.accounts.acting import Actor, get_for
from taizhang.server.accounts.naming import called
from taizhang.server.hooks import actions
from taizhang.server.hooks.models import Delivery, Hook
from taizhang.server.hooks.queries import deliveries_of, hooks_for
from taizhang.server.hooks.reaching import look_up
from taizhang.server.lib.refusals import NotThere
from taizhang.server.pages.administration.form_pages import Forms, Told, form_page, units_where
from taizhang.server.pages.administration.frame import opened
from taizhang.server.pages.administration.typing import needed, needed_key
from taizhang.server.pages.administration.units import unit_at
from taizhang.server.pages.administration.words import WHY
from taizhang.server.pages.answers import act, page
from taizhang.server.pages.asked import one_of, part_of
from taizhang.server.pages.forms.typed import Field, Form, Typed

PAGE = "admin_hooks"
HOOK, DELIVERY = Words("推送", "webhook"), Words("推送记录", "delivery")
ON_A_PAGE, MOST_ACTIONS = 50, 50
STATES = {
    Delivery.State.WAITING.value: (Words("待送", "waiting"), ""),
    Delivery.State.SENT.value: (Words("已送达", "sent"), "tag-good"),
    Delivery.State.FAILED.value: (Words("已放弃", "given up"), "tag-bad"),
}
EXAMPLE = Words("每行一项，如 return.* 或 plan.issue", "one a line, as return.* or plan.issue")


@page
def hooks(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The webhooks that the person may keep."""
    return _all.shown(request, actor)


@act
def add(request: HttpRequest, actor: Actor) -> Words | HttpResponse:
    """Make a webhook; its secret is shown this once."""

    def do(typed: Typed) -> HttpResponse:
        unit, values = needed_key(typed, "unit_id"), _values(typed)
        typed.checked()
        at = unit_at(actor, unit)
        actor.wants("webhook.keep", at)
        look_up(values["url"])
        made = actions.create_hook(actor, at, why=typed.text("why"), **values)
        return _one.shown(request, actor, made.pk, secret=made.secret)

    return _all.carried(request, actor, "add", do)


@page
def hook(request: HttpRequest, actor: Actor, hook: int) -> HttpResponse:
    """One webhook, with what it was told."""
    return _one.shown(request, actor, hook)


@act
def change(request: HttpRequest, actor: Actor, hook: int) -> Words | HttpResponse:
    """Change it, or switch it."""

    def do(typed: Typed) -> Words:
        values, why, seen = _values(typed), typed.text("why"), typed.revision()
        typed.checked()
        row = _hook(actor, hook)
        look_up(values["url"])
        actions.change_hook(actor, row, expected=seen, why=why, active="active" in request.POST, **values)
        return Words("已修改推送", "The webhook is changed")

    return _one.carried(request, actor, "change", do, hook)


@act
def renew(request: HttpRequest, actor: Actor, hook: int) -> Words | HttpResponse:
    """Give it a new secret, shown this once."""

    def do(typed: Typed) -> HttpResponse:
        made = actions.renew_secret(actor, _hook(actor, hook), expected=typed.revision(), why=typed.text("why"))
        return _one.shown(request, actor, made.pk, secret=made.secret)

    return _one.carried(request, actor, "renew", do, hook)


@act
def remove(request: HttpRequest, actor: Actor, hook: int) -> Words | HttpResponse:
    """Remove it."""
    opened(actor, PAGE)
    actions.remove_hook(actor, _hook(actor, hook), why=Typed(request.POST).text("why"))
    return HttpResponseRedirect(reverse(PAGE))


@act
def again(request: HttpRequest, actor: Actor, hook: int, delivery: int) -> Words:  # noqa: ARG001 - every button is handed it
    """Tell it something once more."""
    opened(actor, PAGE)
    row = _hook(actor, hook)
    if not row.deliveries.filter(pk=delivery).exists():
        raise NotThere(thing=DELIVERY)
    actions.send_again(actor, row, delivery=delivery)
    return Words("将立即再次推送", "It is told once more at once")


def _values(typed: Typed) -> dict[str, Any]:
    wanted = typed.text("actions", 4000).split()
    if len(wanted) > MOST_ACTIONS or any(len(each) > 64 for each in wanted):
        typed.errors["actions"] = Words(f"最多 {MOST_ACTIONS} 项", f"{MOST_ACTIONS} at most")
    return {"name": needed(typed, "name", 80), "url": needed(typed, "url", 500), "actions": wanted}


def _hook(actor: Actor, key: int) -> Hook:
    return get_for(actor, "webhook.keep", Hook.objects.select_related("unit", "line"), key, HOOK)


@form_page(PAGE, "hooks")
def _all(_request: HttpRequest, actor: Actor) -> Told:
    return {"rows": [(row, getattr(row, "line", None)) for row in hooks_for(actor).order_by("pk")]}, _forms(actor)


@form_page(PAGE, "hook")
def _one(request: HttpRequest, actor: Actor, key: int, secret: str = "") -> Told:
    row, state = _hook(actor, key), one_of(request.GET, "state", STATES)
    part = part_of(request, deliveries_of(row, state=state or None), ON_A_PAGE, latest_first=True)
    told = {
        "hook": row,
        "line": getattr(row, "line", None),
        "secret": secret,
        "deliveries": [(each, called(each.entry.action), *STATES[each.state]) for each in part.rows],
        "part": part,
        "state": state,
        "states": [(name, words) for name, (words, _) in STATES.items()],
    }
    return told, _forms_of(row)


def _forms(actor: Actor) -> Forms:
    choices = units_where(actor, "webhook.keep")
    if not choices:
        return {}
    at = Field("unit_id", Words("哪个单位及其下属的事", "of what happens at and below"), "choice", choices=choices)
    fields = [at, *_fields(None), Field("why", WHY, "text")]
    return {"add": Form("add", reverse("admin_hook_add"), reverse(PAGE), Words("新建推送", "New webhook"), fields)}


def _fields(row: Hook | None) -> list[Field]:
    return [
        Field("name", Words("名称", "name"), value=row.name if row else "", required=True),
        Field("url", Words("网址", "address"), value=row.url if row else "", required=True),
        Field(
            "actions",
            Words("哪些操作", "which actions"),
            "text",
            "\n".join(row.actions) if row else "",
            required=True,
            help=EXAMPLE,
        ),
    ]


def _forms_of(row: Hook) -> Forms:
    back, seen = reverse("admin_hook", args=[row.pk]), Field("revision", HOOK, "hidden", str(row.revision))
    switch = Field("active", Words("启用", "on"), "check", "on" if row.active else "")
    why = Field("why", WHY, "text")

    def form(key: str, words: Words, *fields: Field) -> Form:
        return Form(key, reverse(f"admin_hook_{key}", args=[row.pk]), back, words, fields)

    return {
        "change": form("change", Words("修改", "Change"), seen, *_fields(row), switch, why),
        "renew": form("renew", Words("更换签名密钥", "New secret"), seen, why),
        "remove": form("remove", Words("删除推送", "Remove it"), why),
    }
