"""The page on which plans are opened to the public and taken back, for those who are signed in."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from taizhang.errors import Words
from taizhang.server.accounts.acting import Actor, get_for
from taizhang.server.documents.queries import public_documents
from taizhang.server.ledger.models import PLAN, Plan
from taizhang.server.ledger.plans.queries import plans_for
from taizhang.server.ledger.publishing.actions import publish_plan, withdraw_plan
from taizhang.server.ledger.publishing.queries import Publishing, publishings_for
from taizhang.server.pages.answers import act, page


@page
def publishing(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Which plans and documents are public, and what may be."""
    public = public_documents().filter(actor.within("document.read")).order_by("-year", "pk")
    told = {
        "rows": [_row(actor, each) for each in publishings_for(actor)],
        "documents": list(public),
        "turned_on": settings.CONFIG.flag("PUBLIC_PAGES"),
    }
    return render(request, "published/keeping.html", told)


def _row(actor: Actor, each: Publishing) -> dict[str, object]:
    plan = each.plan
    may = actor.may("plan.withdraw" if each.publication else "plan.publish", plan.unit)
    return {"plan": plan, "state": PLAN.states[plan.state], "publication": each.publication, "by": each.by, "may": may}


@act
def publish(request: HttpRequest, actor: Actor, plan: int) -> Words:
    """Open a plan to the public."""
    row = _plan(actor, plan)
    publish_plan(actor, row, note=request.POST.get("note", "").strip())
    return Words(f"已公开：{row}", f"Published: {row}")


@act
def withdraw(request: HttpRequest, actor: Actor, plan: int) -> Words:
    """Take a plan back."""
    row = _plan(actor, plan)
    why = request.POST.get("why", "").strip()
    withdraw_plan(actor, row, why=why)
    return Words(f"已撤回公开：{row}", f"No longer public: {row}")


def _plan(actor: Actor, key: int) -> Plan:
    return get_for(actor, "plan.read", plans_for(actor), key, PLAN.name)
